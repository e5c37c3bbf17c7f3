//! What is said of a look at the disk, by what was said before. It knows no clock and no events.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::changes::changes;
use super::look::Look;
use crate::cli::report::{contents, count, error, good};
use crate::diagnostic::Diagnostics;
use crate::files::{self, Written};
use crate::model::Model;
use crate::source::{SourceFile, Sources, display_path};
use crate::{Loaded, Rejected};

/// A watch from its beginning.
pub struct Session {
    base: PathBuf,
    state: State,
    /// What the generated files were made of, once they were.
    model: Option<Model>,
    /// All files that matter.
    files: Vec<PathBuf>,
    /// As they were when something was said last.
    texts: Texts,
    warned: BTreeSet<(&'static str, String)>,
}

type Texts = BTreeMap<PathBuf, String>;

#[derive(Debug, Clone, PartialEq)]
enum State {
    /// The generated files are what the manifest asks for.
    Well,
    /// They are not, and this was said about it.
    Ill { said: String, waits_for_disk: bool },
}

/// What comes of a look.
#[derive(Debug, PartialEq)]
pub enum Turn {
    /// All is as it was.
    Silent,
    /// It may have fallen into the middle of a save.
    Doubtful,
    /// Something is to be said.
    Say(Said),
}

/// What is to be said.
#[derive(Debug, PartialEq)]
pub struct Said {
    /// What `check` would show.
    pub diagnostics: String,
    /// One line, without the time and a line break.
    pub line: String,
    /// The generated files are what the manifest asks for.
    pub is_well: bool,
}

impl Session {
    /// Nothing was looked at yet; shown paths are relative to `base`.
    pub fn new(base: PathBuf) -> Session {
        Session {
            base,
            state: State::Well,
            model: None,
            files: Vec::new(),
            texts: Texts::new(),
            warned: BTreeSet::new(),
        }
    }

    /// All files that matter: those of the manifest, those that are missing, and with mistakes those of before.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Whether the files could not be written for a reason that may go away without a change to the manifest.
    pub fn waits_for_disk(&self) -> bool {
        matches!(self.state, State::Ill { waits_for_disk: true, .. })
    }

    /// Whether a file was saved since something was said last.
    pub fn is_news(&self, sources: &Sources) -> bool {
        self.saved(sources).is_some()
    }

    /// What is said of a look that took so long. What went wrong only now is doubted unless it is `sure` that nobody is in
    /// the middle of a save.
    pub fn turn(&mut self, look: Look, took: Duration, sure: bool) -> Turn {
        match look {
            Look::Generated { loaded, written } => self.generated(*loaded, &written, took),
            Look::Mistakes(rejected) => self.mistakes(&rejected, sure),
            Look::Unwritten { loaded, why } => self.unwritten(&loaded, &why),
        }
    }

    fn generated(&mut self, loaded: Loaded, written: &Written, took: Duration) -> Turn {
        let saved = self.saved(&loaded.sources);
        let was_ill = std::mem::replace(&mut self.state, State::Well) != State::Well;
        let wrote = !(written.created.is_empty() && written.updated.is_empty() && written.removed.is_empty());
        let what = match &self.model {
            None => contents(&loaded.model),
            Some(_) if saved.is_none() && !was_ill && !wrote => return Turn::Silent,
            Some(_) if saved.is_none() && !was_ill => "generated files were not as they should be".to_owned(),
            Some(previous) => {
                changes(previous, &loaded.model).unwrap_or_else(|| "no change of what is sent".to_owned())
            }
        };
        let saved =
            saved.filter(|_| self.model.is_some()).map(|names| format!("{names}: ")).unwrap_or_default();
        let again = match was_ill && self.model.is_some() {
            true => format!("{}; ", good("well again")),
            false => String::new(),
        };
        let line = format!("{saved}{again}{what}; {}", files_told(written, took));
        let diagnostics = self.new_warnings(&loaded);
        self.read(&loaded.sources, true);
        self.model = Some(loaded.model);
        Turn::Say(Said { diagnostics, line, is_well: true })
    }

    fn mistakes(&mut self, rejected: &Rejected, sure: bool) -> Turn {
        let said = rejected.diagnostics.render_human(&rejected.sources, Some(&self.base), true);
        let line = format!(
            "{}; {} (`samewire explain CODE` tells more)",
            error(count(rejected.diagnostics.errors(), "mistake")),
            self.kept()
        );
        self.ill(&rejected.sources, State::Ill { said, waits_for_disk: false }, line, sure)
    }

    fn unwritten(&mut self, loaded: &Loaded, why: &files::Error) -> Turn {
        let told = why.describe(|path| display_path(path, Some(&self.base)));
        let line = format!("{} {told}; trying again every second", error("error:"));
        // The system may name a file that is another one each time.
        let said = match why {
            files::Error::Io { attempt, path, error } => {
                format!("{attempt} {}: {:?}", path.display(), error.kind())
            }
            _ => told,
        };
        self.ill(&loaded.sources, State::Ill { said, waits_for_disk: true }, line, true)
    }

    fn ill(&mut self, sources: &Sources, state: State, line: String, sure: bool) -> Turn {
        let saved = self.saved(sources);
        if state == self.state && saved.is_none() {
            return Turn::Silent;
        }
        if !sure {
            return Turn::Doubtful;
        }
        let diagnostics = match &state {
            State::Ill { said, waits_for_disk: false } => said.clone(),
            _ => String::new(),
        };
        let saved =
            saved.filter(|_| !self.texts.is_empty()).map(|names| format!("{names}: ")).unwrap_or_default();
        self.state = state;
        self.read(sources, false);
        Turn::Say(Said { diagnostics, line: format!("{saved}{line}"), is_well: false })
    }

    fn kept(&self) -> &'static str {
        match self.model {
            Some(_) => "the generated files stay as they are",
            None => "nothing is generated",
        }
    }

    /// Remembers what was read. A manifest with mistakes may not say what it includes: what was known is kept.
    fn read(&mut self, sources: &Sources, is_well: bool) {
        let known = if is_well { Vec::new() } else { std::mem::take(&mut self.files) };
        self.files = sources.paths().map(Path::to_path_buf).collect();
        for path in known {
            if !self.files.contains(&path) {
                self.files.push(path);
            }
        }
        if is_well {
            self.texts.clear();
        }
        unread(sources).for_each(|path| drop(self.texts.remove(path)));
        self.texts
            .extend(sources.files().iter().map(|file| (file.path().to_path_buf(), file.text().to_owned())));
    }

    /// The names of the files that are others than when something was said last, if there are some.
    fn saved(&self, sources: &Sources) -> Option<String> {
        let is_other =
            |file: &&SourceFile| self.texts.get(file.path()).is_none_or(|text| text != file.text());
        let other = sources.files().iter().filter(is_other).map(SourceFile::path);
        let gone = unread(sources).filter(|path| self.texts.contains_key(*path));
        let names: Vec<_> = other.chain(gone).map(|path| display_path(path, Some(&self.base))).collect();
        match &names[..] {
            [] => None,
            [one] => Some(one.clone()),
            [one, other] => Some(format!("{one}, {other}")),
            [first, more @ ..] => Some(format!("{first} and {} more files", more.len())),
        }
    }

    /// Warnings, if others than those that were shown.
    fn new_warnings(&mut self, loaded: &Loaded) -> String {
        let warned = warned(&loaded.warnings);
        if warned == self.warned {
            return String::new();
        }
        self.warned = warned;
        loaded.warnings.render_human(&loaded.sources, Some(&self.base), true)
    }
}

/// Files that were asked for and could not be read.
fn unread(sources: &Sources) -> impl Iterator<Item = &Path> {
    sources.paths().filter(|path| !sources.files().iter().any(|file| file.path() == *path))
}

fn warned(diagnostics: &Diagnostics) -> BTreeSet<(&'static str, String)> {
    diagnostics.iter().map(|diagnostic| (diagnostic.code.id, diagnostic.message.clone())).collect()
}

fn files_told(written: &Written, took: Duration) -> String {
    let (wrote, removed) = (written.created.len() + written.updated.len(), written.removed.len());
    match (wrote, removed) {
        (0, 0) => "no file to write".to_owned(),
        (_, 0) => format!("{} written in {took:.0?}", count(wrote, "file")),
        _ => format!("{} written, {removed} removed in {took:.0?}", count(wrote, "file")),
    }
}
