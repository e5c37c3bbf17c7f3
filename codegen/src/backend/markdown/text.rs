//! One escaper for each position of a text in Markdown: nothing of a manifest leaves its position, and a reader sees
//! the text as it stands there.

use super::super::prose::spelled;

/// A text among others on one line.
pub fn plain(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            // In a table a pipe ends the cell, whatever stands before it.
            '|' => out.push_str("&#124;"),
            // Inside a word it marks nothing.
            '_' if out.ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric) => {
                out.push(c)
            }
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '$' | '#' => out.extend(['\\', c]),
            // An address, or an emoji by name.
            ':' if !rest.is_empty() && !rest.starts_with(' ') => out.extend(['\\', c]),
            '.' if out.to_ascii_lowercase().ends_with("www") => out.extend(['\\', c]),
            '!' | '@' | '+' | '-' | '=' if out.is_empty() => out.extend(['\\', c]),
            '.' | ')' if is_number(&out) && (rest.is_empty() || rest.starts_with(' ')) => {
                out.extend(['\\', c]);
            }
            c => out.push(c),
        }
    }
    out
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A text as code on one line, in tables too.
pub fn code(text: &str) -> String {
    let text = spelled(text).replace(['\n', '\r'], " ");
    if text.trim_matches(' ').is_empty() {
        return "(empty)".to_owned();
    }
    // Tables end a cell at a pipe in code too, and not all agree on how to write one.
    text.split('|').map(span).collect::<Vec<_>>().join("&#124;")
}

/// A span of code, or nothing.
fn span(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(text, '`') + 1);
    let is_padded =
        text.starts_with('`') || text.ends_with('`') || text.starts_with(' ') && text.ends_with(' ');
    let pad = if is_padded && !text.trim_matches(' ').is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A link to a heading of this page; `text` is Markdown.
pub fn link(text: &str, anchor: &str) -> String {
    format!("[{text}](#{anchor})")
}

/// A text on one line, without spaces around it.
pub fn one_line(text: &str) -> String {
    spelled(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Markdown that ends as a sentence does.
pub fn sentence(markdown: &str) -> String {
    let dot = if markdown.ends_with(['.', '!', '?', ':', '`', '\\']) { "" } else { "." };
    format!("{markdown}{dot}")
}

/// The length of the longest run of a character.
pub fn longest_run(text: &str, character: char) -> usize {
    text.split(|c| c != character).map(str::len).max().unwrap_or(0)
}

/// `a`, `a and b`, `a, b and c`
pub fn listed(items: &[String], word: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [others @ .., last] => format!("{} {word} {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{code, listed, plain};

    #[test]
    fn plain_text_is_shown_as_it_is() {
        assert_eq!(plain("a_b _x *c* [d](e) `f` <g> & h"), r"a_b \_x \*c\* \[d\](e) \`f\` \<g\> \& h");
        assert_eq!(plain("a|b\\|c"), r"a&#124;b\\&#124;c");
        assert_eq!(plain("a\nb\r\n# c"), r"a b \# c");
        assert_eq!(plain("http://a www.b.c :tada: d: e"), r"http\://a www\.b.c \:tada: d: e");
        assert_eq!(plain("- a"), r"\- a");
        assert_eq!(plain("1. a 2. b"), r"1\. a 2. b");
        assert_eq!(plain("1.2"), "1.2");
        assert_eq!(plain("a\u{202e}b"), "aU+202Eb");
    }

    #[test]
    fn code_is_shown_as_it_is() {
        assert_eq!(code("a*b<c>"), "`a*b<c>`");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code("a``b`"), "``` a``b` ```");
        assert_eq!(code("a|b"), "`a`&#124;`b`");
        assert_eq!(code(r"a\|"), r"`a\`&#124;");
        assert_eq!(code(" a "), "`  a  `");
        assert_eq!(code("  "), "(empty)");
        assert_eq!(code(""), "(empty)");
    }

    #[test]
    fn lists_read_as_sentences() {
        let names = ["a", "b", "c"].map(str::to_owned);
        assert_eq!([1, 2, 3].map(|count| listed(&names[..count], "and")), ["a", "a and b", "a, b and c"]);
    }
}
