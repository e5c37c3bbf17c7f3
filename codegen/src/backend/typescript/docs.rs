//! Documentation as JSDoc: the one place where an author's prose becomes TypeScript.

use crate::backend::prose::{deprecation, spelled};
use crate::model::Meta;

/// The text of a comment, harmless, without what goes around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doc(Vec<String>);

impl Doc {
    /// Prose of the generator's own.
    pub fn of(text: &str) -> Doc {
        Doc(lines(text))
    }

    /// What a node says about itself, or else the fallback.
    pub fn about(meta: &Meta, fallback: Option<&str>) -> Doc {
        let text = meta.doc.as_deref().or(fallback);
        Doc(text.map(lines).unwrap_or_default()).with(&tags(meta))
    }

    /// The same with paragraphs or tags behind it.
    pub fn with(mut self, more: &[String]) -> Doc {
        if !self.0.is_empty() && !more.is_empty() {
            self.0.push(String::new());
        }
        self.0.extend(more.iter().cloned());
        self
    }

    /// The comment before something that is indented so, its lines ended; nothing where there is nothing to say.
    pub fn before(&self, indent: &str) -> String {
        match self.0.as_slice() {
            [] => String::new(),
            [line] => format!("{indent}/** {line} */\n"),
            lines => {
                let mut out = format!("{indent}/**\n");
                for line in lines {
                    out.push_str(format!("{indent} * {line}").trim_end());
                    out.push('\n');
                }
                out + indent + " */\n"
            }
        }
    }
}

/// `@deprecated`, `@experimental`, `@since`.
fn tags(meta: &Meta) -> Vec<String> {
    let tag = |name: &str, text: &str| {
        let text = lines(text).join(" ");
        if text.is_empty() { format!("@{name}") } else { format!("@{name} {text}") }
    };
    let deprecated = meta.deprecated.as_ref().map(|deprecated| tag("deprecated", &deprecation(deprecated)));
    let experimental = meta.experimental.then(|| tag("experimental", "It may change without notice."));
    let since = meta.since.as_ref().map(|since| tag("since", since));
    deprecated.into_iter().chain(experimental).chain(since).collect()
}

/// Lines in which nothing ends the comment, and no tag begins.
fn lines(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.trim_end().split('\n').map(|line| harmless(spelled(line).trim_end())).collect()
}

/// A tag begins at an `@` behind white space, or behind the marks of a list or a quotation, unless it stands in code; for
/// TypeScript a brace ends that.
fn harmless(line: &str) -> String {
    let mut out = String::new();
    let (mut may_begin, mut is_code) = (true, false);
    for c in line.replace("*/", "*\\/").chars() {
        if c == '@' && may_begin && !is_code {
            out.push('\\');
        }
        is_code = match c {
            '`' => !is_code,
            '{' => false,
            _ => is_code,
        };
        may_begin = c.is_whitespace() || (may_begin && matches!(c, '*' | '>' | '-'));
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Doc;
    use crate::model::{Deprecated, Meta};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(Doc::of(text).before("  "), expected);
    }

    #[test]
    fn nothing_ends_a_comment() {
        check("a */ b **/ c", "  /** a *\\/ b **\\/ c */\n");
        check("a\n/\n*/", "  /**\n   * a\n   * /\n   * *\\/\n   */\n");
        check("a\u{2028}*/\u{202e}", "  /** aU+2028*\\/U+202E */\n");
    }

    #[test]
    fn prose_begins_no_tag() {
        check("@deprecated a@b.c", "  /** \\@deprecated a@b.c */\n");
        check("a\n  * @type {x}", "  /**\n   * a\n   *   * \\@type {x}\n   */\n");
        check("see @type {x}, `npm i @a/b`", "  /** see \\@type {x}, `npm i @a/b` */\n");
        check("`{ @type`", "  /** `{ \\@type` */\n");
    }

    #[test]
    fn tags_stand_behind_the_prose() {
        let deprecated = Deprecated {
            reason: Some("a\n@b".to_owned()),
            use_instead: Some("c".to_owned()),
            ..Deprecated::default()
        };
        let meta = Meta {
            doc: Some("Text.".to_owned()),
            deprecated: Some(deprecated),
            since: Some("1.2".to_owned()),
            ..Meta::default()
        };
        let expected = "/**\n * Text.\n *\n * @deprecated a \\@b; use `c` instead\n * @since 1.2\n */\n";
        assert_eq!(Doc::about(&meta, None).before(""), expected);
        assert_eq!(Doc::default().before(""), "");
    }
}
