//! Where the keys at the top of a manifest stand, for what has no place of its own.

use crate::source::{Sources, Span};

/// The key of a section in the first file that has it, else the beginning of the manifest.
pub fn span(sources: &Sources, section: &str) -> Span {
    let files = sources.files().iter().enumerate();
    let found = files.filter_map(|(index, file)| {
        let start = starts(file.text(), section)?;
        Some(Span { file: index as u32, start: start as u32, end: (start + section.len()) as u32 })
    });
    let end = sources.files().first().and_then(|file| file.text().find('\n')).unwrap_or(0) as u32;
    found.min_by_key(|span| span.file).unwrap_or(Span { file: 0, start: 0, end })
}

/// Where a line begins with the key.
fn starts(text: &str, section: &str) -> Option<usize> {
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if line.strip_prefix(section).is_some_and(|rest| rest.trim_start().starts_with(':')) {
            return Some(offset);
        }
        offset += line.len();
    }
    None
}
