//! What a line of Markdown is, by what it begins with.

/// What a line of one sign may do to the paragraph above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Underline {
    /// Three dashes are a rule too.
    Rule,
    /// It only makes a heading of the line above.
    Heading,
}

/// How many quotations a line stands in, at most `most`, and the rest of it.
pub fn quotes(line: &str, most: Option<usize>) -> (usize, &str) {
    let (mut depth, mut rest) = (0, line);
    while let Some(inside) = rest.trim_start_matches(' ').strip_prefix('>') {
        if most == Some(depth) || most.is_none() && depth == DEEPEST {
            break;
        }
        depth += 1;
        rest = inside.strip_prefix(' ').unwrap_or(inside);
    }
    (depth, rest)
}

/// Deeper quotations are text of the innermost.
const DEEPEST: usize = 8;

/// How far a line is indented.
pub fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// `====`, `----`
pub fn underline(text: &str) -> Option<Underline> {
    let text = text.trim_end_matches(' ');
    let is_all = |mark: char| text.chars().all(|c| c == mark);
    match () {
        () if is_all('-') && text.len() > 2 => Some(Underline::Rule),
        () if is_all('-') || is_all('=') => Some(Underline::Heading),
        () => None,
    }
}

/// What stands behind `#`.
pub fn heading(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let is_heading = (1..=6).contains(&level) && (rest.is_empty() || rest.starts_with(' '));
    is_heading.then(|| rest.trim().trim_end_matches('#').trim_end())
}

/// The run of three or more backticks or tildes that opens a fence.
pub fn fence_run(text: &str) -> Option<&str> {
    let run = |mark: char| &text[..text.len() - text.trim_start_matches(mark).len()];
    let run = ['`', '~'].map(run).into_iter().find(|run| run.len() >= 3)?;
    // Another backtick makes it a span of code.
    (run.starts_with('~') || !text[run.len()..].contains('`')).then_some(run)
}

/// Whether a line closes the fence that a run opened.
pub fn closes(line: &str, run: &str) -> bool {
    let line = line.trim();
    line.starts_with(run) && line.chars().all(|c| run.starts_with(c))
}

/// `--- | :-:`
pub fn is_delimiter_row(line: &str) -> bool {
    line.contains('-') && line.contains('|') && line.chars().all(|c| matches!(c, '-' | ':' | '|' | ' ' | '>'))
}

/// Whether a line begins something other than a paragraph, or makes something other of the line above.
pub fn begins_block(line: &str) -> bool {
    let text = line.trim_start_matches(' ');
    let is_rule = |mark: char| text.chars().all(|c| c == ' ' || c == mark);
    indent(line) > 3
        || ['-', '=', '*', '_'].into_iter().any(is_rule)
        || text.starts_with('|')
        || marks_length(text) > 0
        || heading(text).is_some()
        || fence_run(text).is_some()
        || is_delimiter_row(line)
        || text.starts_with('[') && text.contains("]:")
}

/// How long the marks of items, footnotes and quotations in them are that a line begins with, and the spaces behind
/// each.
pub fn marks_length(text: &str) -> usize {
    let mut rest = text;
    while let Some(length) = mark(rest) {
        rest = rest[length..].trim_start_matches(' ');
    }
    text.len() - rest.len()
}

/// `[^a]:`
fn footnote(text: &str) -> Option<usize> {
    let end = text.find(']')?;
    let is_label = !text[..end].contains([' ', '<', '`']);
    (is_label && text[end..].starts_with("]:")).then_some(end + 2)
}

fn mark(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length = match text.as_bytes() {
        [b'>', ..] => return Some(1),
        [b'[', b'^', ..] => return footnote(text),
        [b'-' | b'*' | b'+', ..] => 1,
        bytes if digits > 0 && matches!(bytes.get(digits), Some(b'.' | b')')) => digits + 1,
        _ => return None,
    };
    matches!(text.as_bytes().get(length), None | Some(b' ')).then_some(length)
}
