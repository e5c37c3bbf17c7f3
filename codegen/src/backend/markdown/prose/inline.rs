//! The inside of a line of the author's Markdown.

use super::super::text::code;

/// Shows HTML as text, line by line. A span of code is left alone where it is certain that it is one.
pub struct Harmless {
    /// A pipe ends a cell, and with it whatever is open.
    has_table: bool,
    /// A backtick of an earlier line of the paragraph may belong to one of this line.
    is_open: bool,
}

impl Harmless {
    pub fn new(has_table: bool) -> Harmless {
        Harmless { has_table, is_open: false }
    }

    pub fn paragraph_ends(&mut self) {
        self.is_open = false;
    }

    /// Whether what looks like code on its line is code.
    fn is_certain(&self, text: &str) -> bool {
        let ends_cell = self.has_table && text.contains('|');
        !self.is_open && !ends_cell
    }

    pub fn line(&mut self, line: &str) -> String {
        let mut out = String::with_capacity(line.len());
        for part in parts(line) {
            match part {
                Part::Code(text, _) if self.is_certain(text) => {
                    out.push_str(text);
                }
                Part::Code(text, _) => out.push_str(&as_text(text)),
                Part::Backticks(text) => {
                    self.is_open = true;
                    out.push_str(text);
                }
                Part::Html => out.push_str("\\<"),
                Part::Text(text) => out.push_str(text),
            }
        }
        out
    }
}

/// What would be code, and may be text.
fn as_text(text: &str) -> String {
    let (mut out, mut is_escaped) = (String::with_capacity(text.len()), false);
    for c in text.chars() {
        if c == '<' && !is_escaped {
            out.push('\\');
        }
        out.push(c);
        is_escaped = c == '\\' && !is_escaped;
    }
    out
}

/// A line as it stands in a cell of a table.
pub fn cell(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for part in parts(line) {
        match part {
            Part::Code(text, inside) if text.contains('|') => out.push_str(&code(inside)),
            Part::Code(text, _) => out.push_str(text),
            // They close nothing that is written anew.
            Part::Backticks(text) => out.push_str(&text.replace('`', "\\`")),
            Part::Html => out.push_str("\\<"),
            Part::Text("\\|" | "|") => out.push_str("&#124;"),
            Part::Text(text) => out.push_str(&text.replace('|', "%7C")),
        }
    }
    out
}

enum Part<'t> {
    /// A span of code, and what is in it.
    Code(&'t str, &'t str),
    /// Backticks that nothing closes.
    Backticks(&'t str),
    /// The `<` that would begin HTML.
    Html,
    /// A character with the backslash before it, or an address in angle brackets.
    Text(&'t str),
}

fn parts(line: &str) -> Vec<Part<'_>> {
    let (mut parts, mut rest) = (Vec::new(), line);
    while let Some(first) = rest.chars().next() {
        let (part, length) = match first {
            '`' => code_span(rest),
            '<' if begins_html(rest) => (Part::Html, 1),
            '<' if address(rest).is_some() => of_length(rest, address(rest).unwrap_or(1)),
            '\\' => of_length(rest, rest.chars().take(2).map(char::len_utf8).sum()),
            _ => of_length(rest, first.len_utf8()),
        };
        parts.push(part);
        rest = &rest[length..];
    }
    parts
}

fn of_length(text: &str, length: usize) -> (Part<'_>, usize) {
    (Part::Text(&text[..length]), length)
}

fn code_span(text: &str) -> (Part<'_>, usize) {
    let run = text.bytes().take_while(|byte| *byte == b'`').count();
    let mut at = run;
    while let Some(found) = text[at..].find('`') {
        let other = text[at + found..].bytes().take_while(|byte| *byte == b'`').count();
        at += found + other;
        if other == run {
            return (Part::Code(&text[..at], text[run..at - run].trim()), at);
        }
    }
    (Part::Backticks(&text[..run]), run)
}

/// The length of `<https://…>`.
fn address(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    let is_one = text[1..end].contains(':') && !text[1..end].contains([' ', '<', '`']);
    is_one.then_some(end + 1)
}

/// `<div>`, `</p>`, `<!--`, and not `<https://…>`.
fn begins_html(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else { return false };
    let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'));
    let is_address = name.starts_with(':') && address(text).is_some();
    rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) && !is_address
}

#[cfg(test)]
mod tests {
    use super::{Harmless, cell};

    #[track_caller]
    fn check(line: &str, expected: &str) {
        assert_eq!(Harmless::new(false).line(line), expected);
    }

    #[test]
    fn html_is_shown_and_not_run() {
        check("</script><script>alert(1)</script>", r"\</script>\<script>alert(1)\</script>");
        check("<!-- a --> 1 < 2 <3", r"\<!-- a --> 1 < 2 <3");
        check("`<name>` and ``a`<b>`` and <b>", r"`<name>` and ``a`<b>`` and \<b>");
        check("a ` <b>", r"a ` \<b>");
        check("<https://a.b>", "<https://a.b>");
        check("<https: <b>", r"\<https: \<b>");
        check(r"\<b> \\<b>", r"\<b> \\\<b>");
    }

    #[test]
    fn what_may_not_be_code_is_not_taken_for_it() {
        let mut lines = Harmless::new(false);
        assert_eq!(lines.line("a ` b"), "a ` b");
        assert_eq!(lines.line("` <b> `"), r"` \<b> `");
        lines.paragraph_ends();
        assert_eq!(lines.line("` <b> `"), "` <b> `");
        assert_eq!(Harmless::new(true).line("| ` | <b> | ` |"), r"| ` | \<b> | ` |");
        assert_eq!(Harmless::new(true).line(r"| ` | \<b> \\<b> | ` |"), r"| ` | \<b> \\\<b> | ` |");
    }

    #[test]
    fn a_cell_ends_where_it_ends() {
        assert_eq!(cell("a | b"), "a &#124; b");
        assert_eq!(cell(r"a \| b \\| c"), r"a &#124; b \\&#124; c");
        assert_eq!(cell("`a | b`"), "`a `&#124;` b`");
        assert_eq!(cell("<b> `<b>`"), r"\<b> `<b>`");
    }
}
