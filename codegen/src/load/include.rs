//! Reads the manifest and, file by file, what it includes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, codes, shown};
use crate::manifest::{self, Context, File, Text};
use crate::source::{self, Sources, Span, Unreadable, absolute};
use crate::yaml;

/// Files that include files that include files.
const MAX_CHAIN: usize = 32;

/// Where files come from.
#[derive(Clone, Copy)]
pub enum From<'f> {
    Disk,
    /// One text, which can include nothing.
    Memory,
    /// A function that knows the bytes of all files, in which there are no links.
    #[cfg_attr(not(feature = "cli"), expect(dead_code))]
    Elsewhere(&'f dyn Fn(&Path) -> Option<Vec<u8>>),
}

impl From<'_> {
    /// The path with its links followed.
    fn real(self, path: &Path) -> PathBuf {
        match self {
            From::Disk | From::Memory => source::real(path),
            From::Elsewhere(_) => path.to_path_buf(),
        }
    }

    /// The text of a file; none if there is no file.
    fn read(self, path: &Path) -> Option<Result<String, Unreadable>> {
        match self {
            From::Disk | From::Memory => path.exists().then(|| source::read(path)),
            From::Elsewhere(read) => read(path).map(source::decode),
        }
    }
}

/// What was read so far.
pub struct Reading<'f> {
    pub path: PathBuf,
    pub project: PathBuf,
    pub sources: Sources,
    pub diagnostics: Diagnostics,
    pub files: Vec<File>,
    /// Every file could be read as far as its keys.
    pub complete: bool,
    from: From<'f>,
    /// Where each file (links followed) was included.
    seen: HashMap<PathBuf, Option<Span>>,
}

impl<'f> Reading<'f> {
    pub fn new(path: &Path, project: PathBuf, from: From<'f>) -> Reading<'f> {
        Reading {
            path: path.to_path_buf(),
            project,
            sources: Sources::default(),
            diagnostics: Diagnostics::default(),
            files: Vec::new(),
            complete: true,
            from,
            seen: HashMap::new(),
        }
    }

    /// Reads the manifest from where it is.
    pub fn manifest(&mut self) {
        let path = self.path.clone();
        let real = self.from.real(&path);
        if !real.starts_with(self.from.real(&self.project)) {
            self.complete = false;
            let message = "the manifest lies outside the project";
            return self.diagnostics.push(Diagnostic::file(&codes::INCLUDE_OUTSIDE, path, message));
        }
        self.seen.insert(real.clone(), None);
        match self.from.read(&path).unwrap_or_else(|| source::read(&path)) {
            Ok(text) => self.file(path, text, &mut vec![real]),
            Err(why) => self.unreadable(&path, why, None),
        }
    }

    /// Reads the manifest from memory.
    pub fn text(&mut self, text: &str) {
        let path = self.path.clone();
        match source::decode(text.as_bytes().to_vec()) {
            Ok(text) => self.file(path, text, &mut Vec::new()),
            Err(why) => self.unreadable(&path, why, None),
        }
    }

    fn file(&mut self, path: PathBuf, text: String, chain: &mut Vec<PathBuf>) {
        let first = self.sources.files().is_empty();
        let index = self.sources.add(path.clone(), text);
        let Some(file) = self.sources.files().get(index as usize) else { return };
        let source = file.text();
        let Some(node) = yaml::parse(index, source, &mut self.diagnostics) else {
            self.complete = false;
            return;
        };
        let file = manifest::read(&mut Context { source, diagnostics: &mut self.diagnostics, first }, &node);
        let include = file.include.clone();
        self.files.push(file);
        for name in &include {
            self.include(&path, name, chain);
        }
    }

    fn include(&mut self, from: &Path, name: &Text, chain: &mut Vec<PathBuf>) {
        if matches!(self.from, From::Memory) {
            return self.refuse(&codes::UNREADABLE, name, "a manifest in memory can include nothing");
        }
        if Path::new(&name.text).is_absolute() || name.text.starts_with(['/', '\\']) {
            return self.refuse(
                &codes::INCLUDE_OUTSIDE,
                name,
                "an include is relative to the file it stands in",
            );
        }
        let path = absolute(&from.parent().unwrap_or(from).join(&name.text));
        let real = self.from.real(&path);
        if !real.starts_with(self.from.real(&self.project)) {
            return self.refuse(&codes::INCLUDE_OUTSIDE, name, "the file lies outside the project");
        }
        let Some(read) = self.from.read(&path) else {
            self.sources.add_unread(path);
            let message = format!("there is no file `{}`", shown(&name.text));
            return self.refuse(&codes::UNREADABLE, name, &message);
        };
        if chain.contains(&real) {
            return self.refuse(&codes::INCLUDE_CYCLE, name, "this file includes the one that it is part of");
        }
        if let Some(earlier) = self.seen.get(&real).copied() {
            let diagnostic =
                Diagnostic::new(&codes::INCLUDE_TWICE, name.span, "this file is included already");
            self.diagnostics.push(match earlier {
                Some(span) => diagnostic.second(span, "here"),
                None => diagnostic,
            });
            return;
        }
        if chain.len() > MAX_CHAIN {
            let message = &format!("files include each other more than {MAX_CHAIN} deep");
            return self.refuse(&codes::TOO_DEEP, name, message);
        }
        self.seen.insert(real.clone(), Some(name.span));
        match read {
            Ok(text) => {
                chain.push(real);
                self.file(path, text, chain);
                chain.pop();
            }
            Err(why) => self.unreadable(&path, why, Some(name.span)),
        }
    }

    fn refuse(&mut self, code: &'static Code, name: &Text, message: &str) {
        self.complete = false;
        self.diagnostics.push(Diagnostic::new(code, name.span, message));
    }

    fn unreadable(&mut self, path: &Path, why: Unreadable, included: Option<Span>) {
        self.complete = false;
        self.sources.add_unread(path.to_path_buf());
        let diagnostic = match why {
            Unreadable::Io(error) => {
                let message =
                    format!("cannot read `{}`: {error}", source::display_path(path, Some(&self.project)));
                match included {
                    Some(span) => Diagnostic::new(&codes::UNREADABLE, span, message),
                    None => Diagnostic::file(&codes::UNREADABLE, path.to_path_buf(), message),
                }
            }
            Unreadable::TooLarge => {
                let message = format!("the file is larger than {} MiB", source::MAX_BYTES >> 20);
                Diagnostic::file(&codes::TOO_LARGE, path.to_path_buf(), message)
                    .help("split the manifest with `include`")
            }
            Unreadable::NotUtf8(before, byte) => {
                let message = format!("the byte 0x{byte:02X} is not UTF-8");
                let at = self.at_end(path, before);
                Diagnostic::new(&codes::NOT_UTF8, at, message).help("save the file as UTF-8")
            }
            Unreadable::Nul(text, offset) => {
                let before = text[..offset].to_owned();
                Diagnostic::new(&codes::NUL, self.at_end(path, before), "the file holds a NUL here")
            }
        };
        self.diagnostics.push(diagnostic);
    }

    /// Keeps the text before a wrong byte, so that its place can be shown.
    fn at_end(&mut self, path: &Path, before: String) -> Span {
        let end = before.len() as u32;
        let file = self.sources.add(path.to_path_buf(), before);
        Span { file, start: end, end }
    }
}
