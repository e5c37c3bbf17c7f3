//! What every node may say about itself besides its documentation.

use super::text::{code, listed, plain};
use super::{prose, text};
use crate::model::{Deprecated, Meta};

/// The paragraphs under a heading: documentation, and what is to be known before it is used.
pub fn of_section(meta: &Meta, instead: Option<String>) -> Vec<String> {
    let doc = meta.doc.as_deref().map(prose::blocks).filter(|doc| !doc.is_empty());
    let deprecated = meta.deprecated.as_ref().map(|node| deprecation(node, instead));
    let experimental =
        meta.experimental.then(|| "**Experimental**: it may change without notice.".to_owned());
    let since = meta.since.as_ref().map(|since| format!("Since {}.", plain(since)));
    let was = (!meta.was.is_empty()).then(|| former(meta));
    doc.into_iter().chain(deprecated).chain(experimental).chain(since).chain(was).collect()
}

/// The same of a field or a value, in sentences of one line.
pub fn of_member(meta: &Meta, sensitive: bool) -> Vec<String> {
    let secret = sensitive.then(|| "**Sensitive**: it belongs in no log.".to_owned());
    let bare = Meta { doc: None, ..meta.clone() };
    secret.into_iter().chain(of_section(&bare, None)).collect()
}

/// A sentence, with a reason in the author's Markdown.
pub fn deprecation(deprecated: &Deprecated, instead: Option<String>) -> String {
    let since = deprecated.since.as_ref().map_or(String::new(), |since| format!(" since {}", plain(since)));
    let reason = deprecated.reason.as_deref().map(prose::line).filter(|reason| !reason.is_empty());
    let instead = instead.or_else(|| deprecated.use_instead.as_deref().map(code));
    let reason = reason.map_or(String::new(), |reason| format!(" {}", text::sentence(&reason)));
    let instead = instead.map_or(String::new(), |instead| format!(" Use {instead} instead."));
    let until = deprecated.until.as_ref().map_or(String::new(), |day| format!(" It stays until {day}."));
    format!("**Deprecated**{since}.{reason}{instead}{until}")
}

/// Old names.
fn former(meta: &Meta) -> String {
    let names: Vec<String> = meta.was.iter().map(|name| code(name)).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    format!("Formerly {}, which {verb} still read.", listed(&names, "and"))
}
