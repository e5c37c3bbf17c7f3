//! Markdown: the guide to a protocol.

use crate::files::MARKER;
use crate::model::Model;

/// The files, each with its path in the target's folder.
pub fn files(model: &Model) -> Vec<(String, String)> {
    vec![("events.md".to_owned(), format!("<!-- {MARKER} -->\n\n# {}\n", model.protocol))]
}
