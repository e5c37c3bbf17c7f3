//! The inside of a line of Markdown: what rustdoc would pass on as HTML.

/// A line in which HTML is shown, not run.
pub fn harmless(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '`' => code_span(rest),
            '\\' => rest.chars().take(2).map(char::len_utf8).sum(),
            '<' if begins_html(rest) => {
                out.push('\\');
                1
            }
            '<' => rest.find('>').map_or(1, |end| end + 1),
            _ => first.len_utf8(),
        };
        out.push_str(&rest[..taken]);
        rest = &rest[taken..];
    }
    out
}

/// The length of a span of code, or of backticks that open none.
fn code_span(text: &str) -> usize {
    let run = text.bytes().take_while(|byte| *byte == b'`').count();
    let mut at = run;
    while let Some(found) = text[at..].find('`') {
        let other = text[at + found..].bytes().take_while(|byte| *byte == b'`').count();
        at += found + other;
        if other == run {
            return at;
        }
    }
    run
}

/// `<div>`, `</p>`, `<!--`, and not `<https://…>`.
fn begins_html(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else { return false };
    let name = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'));
    rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'))
        && !name.starts_with(':')
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        assert_eq!(harmless(line), expected);
    }

    #[test]
    fn html_is_shown_and_not_run() {
        check("</script><script>alert(1)</script>", r"\</script>\<script>alert(1)\</script>");
        check("<!-- a --> 1 < 2 <3", r"\<!-- a --> 1 < 2 <3");
        check("`<name>` and ``a`<b>`` and <b>", r"`<name>` and ``a`<b>`` and \<b>");
        check("a ` <b>", r"a ` \<b>");
        check("<https://a.b>", "<https://a.b>");
        check(r"\<b> \\<b>", r"\<b> \\\<b>");
    }
}
