//! Texts of the manifest as literals: the one place where they come between quotes.

use crate::backend::prose::is_hidden;
use crate::model::WireName;

/// `"text"`, in which nothing ends the literal, a script or a line.
pub fn string(text: &str) -> String {
    // What would be a hole in a template looks like a slip.
    format!("\"{}\"", escaped(text, '"').replace("${", "\\u0024{"))
}

/// A part of a template literal type.
pub fn template(text: &str) -> String {
    escaped(text, '`').replace("${", "\\${")
}

/// The key of a member in a type: bare where it may be.
pub fn key(text: &str) -> String {
    if is_identifier(text) { text.to_owned() } else { string(text) }
}

/// As [`key`], in a literal: as a plain key `__proto__` would be the prototype.
pub fn own_key(text: &str) -> String {
    if text == "__proto__" { "[\"__proto__\"]".to_owned() } else { key(text) }
}

/// A name on the wire as a text.
pub fn wire_text(wire: &WireName) -> String {
    match wire {
        WireName::Text(name) => name.clone(),
        WireName::Int(value) => value.to_string(),
        WireName::Bool(value) => value.to_string(),
    }
}

/// `.name` or `["name"]`, behind an object.
pub fn access(text: &str) -> String {
    if is_identifier(text) { format!(".{text}") } else { format!("[{}]", string(text)) }
}

/// Whether a text is a name in ASCII. Keywords are names too where members are named.
pub fn is_identifier(text: &str) -> bool {
    let first = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$');
    text.starts_with(first) && text.chars().all(|c| first(c) || c.is_ascii_digit())
}

fn escaped(text: &str, quote: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if c == quote => out.extend(['\\', c]),
            // A page may have the script in its own text.
            '<' if matches!(characters.peek(), Some('/' | '!')) => out.push_str("\\u003c"),
            _ if is_hidden(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{access, key, string, template};

    #[test]
    fn nothing_leaves_a_string() {
        assert_eq!(string("a\"b\\c\nd\u{2028}e\u{202e}"), r#""a\"b\\c\nd\u2028e\u202e""#);
        assert_eq!(string("</script><!--"), r#""\u003c/script>\u003c!--""#);
        assert_eq!(string("`${x}` <b>"), r#""`\u0024{x}` <b>""#);
    }

    #[test]
    fn nothing_leaves_a_template() {
        assert_eq!(template("`${x}`\\\""), r#"\`\${x}\`\\""#);
    }

    #[test]
    fn keys_are_quoted_where_they_must_be() {
        for bare in ["name", "default", "__proto__", "$ref", "x2"] {
            assert_eq!(key(bare), bare);
            assert_eq!(access(bare), format!(".{bare}"));
        }
        for quoted in ["", "2x", "a-b", "ключ", "a b"] {
            assert_eq!(key(quoted), format!("\"{quoted}\""));
            assert_eq!(access(quoted), format!("[\"{quoted}\"]"));
        }
    }
}
