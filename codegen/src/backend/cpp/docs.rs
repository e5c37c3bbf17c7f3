//! Documentation and deprecation: the one place where an author's prose becomes C++.

use crate::backend::prose::{deprecation, spelled};
use crate::model::Meta;

/// The lines of a comment, harmless.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc(Vec<String>);

impl Doc {
    /// Prose of the generator's own.
    pub fn of(text: &str) -> Doc {
        Doc(lines(text))
    }

    /// What a node says about itself, or else the fallback.
    pub fn about(meta: &Meta, fallback: Option<&str>) -> Doc {
        let mut doc = Doc(meta.doc.as_deref().or(fallback).map(lines).unwrap_or_default());
        let since = meta.since.as_ref().map(|since| format!("Since {since}."));
        let experimental =
            meta.experimental.then(|| "Experimental: it may change without notice.".to_owned());
        since.into_iter().chain(experimental).for_each(|note| doc.add(&note));
        doc
    }

    /// A paragraph behind the others.
    fn add(&mut self, note: &str) {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
        self.0.extend(lines(note));
    }

    /// The comment before something that is indented so, its lines ended; nothing where there is nothing to say.
    pub fn before(&self, indent: &str) -> String {
        let lines = self.0.iter().map(|line| format!("{}\n", format!("{indent}/// {line}").trim_end()));
        lines.collect()
    }
}

/// `[[deprecated("…")]] `, with the space that parts it from what follows.
pub fn deprecated(meta: &Meta) -> String {
    let Some(deprecated) = &meta.deprecated else { return String::new() };
    match attribute_text(&deprecation(deprecated)).as_str() {
        "" => "[[deprecated]] ".to_owned(),
        text => format!("[[deprecated(\"{text}\")]] "),
    }
}

/// A text in an attribute, where compilers take no characters by their numbers.
fn attribute_text(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace('\\', "\\\\").replace('"', "\\\"").replace('?', "\\?")
}

/// Lines that end with themselves: neither a backslash nor the trigraph of one joins the next.
fn lines(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.trim_end().split('\n').map(|line| ended(spelled(line).trim_end())).collect()
}

fn ended(line: &str) -> String {
    match line.strip_suffix('\\').or(line.strip_suffix("??/")) {
        Some(rest) => format!("{rest}U+005C"),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Doc, deprecated};
    use crate::model::{Deprecated, Meta};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Doc::of(text).before("  "), expected);
    }

    #[test]
    fn every_line_of_prose_is_a_comment() {
        check("a\r\nb\rc\n\n*/ d", "  /// a\n  /// b\n  /// c\n  ///\n  /// */ d\n");
        check("a\u{2028}b\u{202e}", "  /// aU+2028bU+202E\n");
        check("a \\\nb\\  \nc ??/\nd \\ e", "  /// a U+005C\n  /// bU+005C\n  /// c U+005C\n  /// d \\ e\n");
    }

    #[test]
    fn what_a_node_says_stands_behind_the_prose() {
        let meta = Meta { since: Some("1.2".to_owned()), experimental: true, ..Meta::default() };
        let expected = "/// A.\n///\n/// Since 1.2.\n///\n/// Experimental: it may change without notice.\n";
        assert_eq!(Doc::about(&meta, Some("A.")).before(""), expected);
        assert_eq!(Doc::default().before(""), "");
    }

    #[test]
    fn nothing_leaves_an_attribute() {
        let of = |reason: &str| {
            let deprecated = Deprecated { reason: Some(reason.to_owned()), ..Deprecated::default() };
            super::deprecated(&Meta { deprecated: Some(deprecated), ..Meta::default() })
        };
        assert_eq!(of("a \"b\")]]\nc\\ ??/ é"), "[[deprecated(\"a \\\"b\\\")]] c\\\\ \\?\\?/ é\")]] ");
        assert_eq!(of(""), "[[deprecated]] ");
        assert_eq!(deprecated(&Meta::default()), "");
    }
}
