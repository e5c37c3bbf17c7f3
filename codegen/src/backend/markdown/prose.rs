//! The author's own Markdown: kept as it is, as far as it stays where it was put.
//!
//! It is written again in a form that every reader of Markdown takes apart alike: fences stand at the margin and are
//! closed, code that is only indented is fenced, headings are bold lines, HTML is text. In a cell of a table it is
//! one line.

mod inline;
mod lines;
#[cfg(test)]
mod tests;

use super::super::prose::spelled;
use super::text::longest_run;
use lines::{Underline, fence_run, heading, is_delimiter_row, marks_length, quotes, underline};

/// Blocks at the margin, to stand between others; empty when there is nothing to say.
pub fn blocks(text: &str) -> String {
    let lines = lines_of(text);
    let mut blocks = Blocks::new(&lines);
    lines.iter().for_each(|line| blocks.line(line));
    blocks.close();
    let lines = blocks.out.iter().map(|line| line.trim_end_matches('\t'));
    lines.collect::<Vec<_>>().join("\n").trim_matches('\n').trim_end_matches([' ', '\n']).to_owned()
}

/// The first paragraph in one line, for a cell; and what comes after it, if anything does.
pub fn summary(text: &str) -> (String, Option<String>) {
    let lines = lines_of(text);
    let in_paragraph = |line: &&String| !line.trim().is_empty() && !lines::begins_block(line);
    let first: Vec<&str> = lines.iter().take_while(in_paragraph).map(String::as_str).collect();
    let rest = blocks(&lines[first.len()..].join("\n"));
    (inline::cell(&joined(&first)), Some(rest).filter(|rest| !rest.is_empty()))
}

/// One line, whatever the author has made of it.
pub fn line(text: &str) -> String {
    let lines = lines_of(text);
    inline::cell(&joined(&lines.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// Lines without the marks of breaks between them.
fn joined(lines: &[&str]) -> String {
    let lines = lines.iter().map(|line| line.strip_suffix('\\').unwrap_or(line).trim());
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

fn lines_of(text: &str) -> Vec<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.trim_end_matches(['\n', ' ']).split('\n').map(|line| spelled(line).replace('\t', "    ")).collect()
}

/// What is written, and what is open in it.
struct Blocks {
    out: Vec<String>,
    code: Option<Code>,
    /// How many quotations the last line stood in.
    depth: usize,
    /// An indent may be that of an item.
    in_list: bool,
    html: inline::Harmless,
    /// A fence that no line of the text closes.
    fence: String,
}

/// Code that is open: what closes it, and how far it was indented.
struct Code {
    run: String,
    indent: usize,
    /// It has no fence of its own: the first line that is not indented ends it.
    by_indent: bool,
}

impl Blocks {
    fn new(lines: &[String]) -> Blocks {
        let html = inline::Harmless::new(lines.iter().any(|line| is_delimiter_row(line)));
        let longest = lines.iter().map(|line| longest_run(line, '`')).max().unwrap_or(0);
        let fence = "`".repeat((longest + 1).max(3));
        Blocks { out: Vec::new(), code: None, depth: 0, in_list: false, html, fence }
    }

    fn line(&mut self, line: &str) {
        // Inside of code, what looks like a further quotation is code.
        let (depth, body) = quotes(line, self.code.as_ref().map(|_| self.depth));
        if depth != self.depth {
            self.close();
            self.depth = depth;
        }
        match &self.code {
            Some(code) if code.by_indent && lines::indent(body) < 4 && !body.trim().is_empty() => {
                self.close();
                self.text(body);
            }
            Some(code) if !code.by_indent && lines::closes(body, &code.run) => self.close(),
            Some(code) => {
                let body = &body[lines::indent(body).min(code.indent)..];
                self.push(body);
            }
            None => self.text(body),
        }
    }

    /// A line outside of code.
    fn text(&mut self, body: &str) {
        let indent = lines::indent(body);
        let text = body.trim_start_matches(' ');
        if text.is_empty() {
            return self.blank();
        }
        if indent >= 4 && !self.in_list && self.is_after_blank() {
            let run = self.fence.clone();
            self.open(&run, Code { run: run.clone(), indent: 4, by_indent: true });
            return self.push(&body[4..]);
        }
        if let Some(kind) = underline(text) {
            self.blank();
            return if kind == Underline::Rule {
                self.push(text.trim_end_matches(' '))
            };
        }
        let (marks, text) = body.split_at(indent + marks_length(text));
        let is_item = !marks.trim().is_empty();
        self.in_list = is_item || self.in_list && indent > 0;
        if let Some(run) = fence_run(text) {
            if is_item {
                // Below a line of text, a mark alone would be its underline.
                self.blank();
                self.push(marks.trim_end());
            }
            let code = Code { run: run.to_owned(), indent: marks.len(), by_indent: false };
            return self.open(text, code);
        }
        match heading(text) {
            Some(heading) => self.heading(marks, heading, is_item),
            None => {
                let text = self.html.line(text);
                self.push(&format!("{marks}{text}"));
            }
        }
    }

    fn heading(&mut self, marks: &str, text: &str, is_item: bool) {
        self.html.paragraph_ends();
        let text = self.html.line(text);
        self.html.paragraph_ends();
        let bold = if text.is_empty() { text } else { format!("**{text}**") };
        if is_item && !bold.is_empty() {
            return self.push(&format!("{marks}{bold}"));
        }
        self.blank();
        if !bold.is_empty() {
            self.push(&format!("{marks}{bold}"));
            self.blank();
        }
    }

    fn open(&mut self, line: &str, code: Code) {
        self.html.paragraph_ends();
        self.push(line);
        self.code = Some(code);
    }

    /// Ends the code that is open.
    fn close(&mut self) {
        let Some(code) = self.code.take() else { return self.html.paragraph_ends() };
        while code.by_indent && self.is_after_blank() {
            self.out.pop();
        }
        self.push(&code.run);
        if code.by_indent {
            self.blank();
        }
    }

    /// One blank line is as good as many.
    fn blank(&mut self) {
        self.html.paragraph_ends();
        if !self.is_after_blank() {
            self.push("");
        }
    }

    fn is_after_blank(&self) -> bool {
        self.out.last().is_none_or(|line| line.trim_matches(['>', ' ']).is_empty())
    }

    fn push(&mut self, body: &str) {
        let line = format!("{}{body}", "> ".repeat(self.depth));
        self.out.push(if body.is_empty() { line.trim_end().to_owned() } else { line });
    }
}
