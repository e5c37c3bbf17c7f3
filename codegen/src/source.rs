//! The text of a manifest and of all that it includes, and where in it something stands.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 16 << 20;

/// A range of bytes in one file of [`Sources`].
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Index of the file.
    pub file: u32,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

/// The files of a manifest in the order in which they were read; the first is the manifest itself.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    unread: Vec<PathBuf>,
}

/// A file that was read.
#[derive(Debug)]
pub struct SourceFile {
    path: PathBuf,
    text: String,
    line_starts: Vec<u32>,
}

/// Where a [`Span`] begins and ends, counted from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column after the last character.
    pub end_column: usize,
}

impl Sources {
    /// The files in the order in which they were read.
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The paths of all files, and of those that were asked for and could not be read: what a build has to watch.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(SourceFile::path).chain(self.unread.iter().map(PathBuf::as_path))
    }

    /// The file that `span` points into.
    pub fn file(&self, span: Span) -> Option<&SourceFile> {
        self.files.get(span.file as usize)
    }

    /// Lines and columns of `span`.
    pub fn place(&self, span: Span) -> Option<Place> {
        let file = self.file(span)?;
        let (line, column) = file.line_column(span.start);
        let (end_line, end_column) = file.line_column(span.end);
        Some(Place { line, column, end_line, end_column })
    }

    pub(crate) fn add_unread(&mut self, path: PathBuf) {
        self.unread.push(path);
    }

    pub(crate) fn add(&mut self, path: PathBuf, text: String) -> u32 {
        let breaks = line_starts(&text);
        self.files.push(SourceFile { path, text, line_starts: breaks });
        (self.files.len() - 1) as u32
    }
}

impl SourceFile {
    /// The path, absolute and without `.` and `..`.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The text without a byte-order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn line_column(&self, offset: u32) -> (usize, usize) {
        let line = self.line_starts.partition_point(|&start| start <= offset).max(1);
        let start = self.line_starts.get(line - 1).copied().unwrap_or(0) as usize;
        let before = self.text.get(start..offset as usize).unwrap_or("");
        (line, before.chars().count() + 1)
    }

    /// The bytes of a line (counted from 1) without its line break.
    pub(crate) fn line_range(&self, line: usize) -> std::ops::Range<usize> {
        let start = self.line_starts.get(line - 1).map_or(self.text.len(), |&start| start as usize);
        let end = self.line_starts.get(line).map_or(self.text.len(), |&next| next as usize);
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }
}

/// `path` as it is shown: with `/`, and relative to `base` when it lies inside.
pub fn display_path(path: &Path, base: Option<&Path>) -> String {
    let shown = base.and_then(|base| path.strip_prefix(base).ok()).unwrap_or(path);
    shown.to_string_lossy().replace('\\', "/")
}

/// The absolute form of `path` without `.` and `..`; links are not followed.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

/// The path with the links in the part of it that exists followed.
pub(crate) fn real(path: &Path) -> PathBuf {
    for folder in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (folder.canonicalize(), path.strip_prefix(folder)) {
            return if rest.as_os_str().is_empty() { real } else { real.join(rest) };
        }
    }
    path.to_path_buf()
}

/// Why a file has no text.
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// The operating system refused.
    Io(std::io::Error),
    /// Larger than [`MAX_BYTES`].
    TooLarge,
    /// No UTF-8: the text before the first wrong byte, and that byte.
    NotUtf8(String, u8),
    /// The text, and the offset of a NUL in it.
    Nul(String, usize),
}

/// The text of a file, without a byte-order mark.
pub(crate) fn read(path: &Path) -> Result<String, Unreadable> {
    let metadata = fs::metadata(path).map_err(Unreadable::Io)?;
    if metadata.is_dir() {
        return Err(Unreadable::Io(std::io::ErrorKind::IsADirectory.into()));
    }
    // To open a pipe would wait for somebody who writes into it.
    if !metadata.is_file() {
        return Err(Unreadable::Io(std::io::Error::other("no regular file")));
    }
    let file = File::open(path).map_err(Unreadable::Io)?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(Unreadable::Io)?;
    decode(bytes)
}

pub(crate) fn decode(bytes: Vec<u8>) -> Result<String, Unreadable> {
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let mut text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        Unreadable::NotUtf8(String::from_utf8_lossy(&bytes[..valid]).into_owned(), bytes[valid])
    })?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    match text.find('\0') {
        Some(offset) => Err(Unreadable::Nul(text, offset)),
        None => Ok(text),
    }
}

fn line_starts(text: &str) -> Vec<u32> {
    let after_breaks =
        text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at as u32 + 1);
    std::iter::once(0).chain(after_breaks).collect()
}
