//! Documentation and deprecation as attributes: the one place where an author's prose becomes Rust.

mod inline;

use proc_macro2::TokenStream;
use quote::quote;

use crate::backend::prose::{deprecation, spelled};
use crate::model::Meta;

/// Documentation, a fallback where there is none, and the deprecation.
pub fn attributes(meta: &Meta, fallback: Option<&str>) -> TokenStream {
    let doc = meta.doc.as_deref().or(fallback).map(text);
    let notes = notes(meta);
    let deprecated = meta.deprecated.as_ref().map(|deprecated| {
        // It is all in the note: clippy wants `since` to be a version of the crate.
        let note = deprecation(deprecated);
        if note.is_empty() { quote!(#[deprecated]) } else { quote!(#[deprecated(note = #note)]) }
    });
    quote! { #doc #notes #deprecated }
}

fn notes(meta: &Meta) -> TokenStream {
    let since = meta.since.as_ref().map(|since| format!("Since {since}."));
    let experimental = meta.experimental.then(|| "Experimental: it may change without notice.".to_owned());
    let paragraphs = since.into_iter().chain(experimental).map(|note| {
        let (empty, note) = (line(""), text(&note));
        quote! { #empty #note }
    });
    paragraphs.collect()
}

/// Lints of clippy and rustdoc for prose, which stays as its author has laid it out.
pub fn lints() -> TokenStream {
    quote!(
        rustdoc::all,
        clippy::doc_lazy_continuation,
        clippy::doc_overindented_list_items,
        clippy::tabs_in_doc_comments
    )
}

/// A doc comment of one line.
pub fn line(text: &str) -> TokenStream {
    let text = if text.is_empty() { String::new() } else { format!(" {text}") };
    quote!(#[doc = #text])
}

/// A doc comment, a line for each line.
pub fn text(text: &str) -> TokenStream {
    harmless(text).iter().map(|text| line(text)).collect()
}

/// Lines in which rustdoc finds no code to run and no HTML, and no character that Rust refuses in a comment.
fn harmless(text: &str) -> Vec<String> {
    let mut fence = None;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.trim_end().split('\n').map(|line| harmless_line(spelled(line).trim_end(), &mut fence)).collect()
}

/// An open fence of code.
struct Fence {
    /// What closes it.
    run: String,
    /// What the lines in it begin with: the marks of quotations, and the indent of lists.
    inside: String,
}

impl Fence {
    /// A line that leaves the list or the quotation ends the fence in it.
    fn holds(&self, line: &str) -> bool {
        let blank = line.is_empty() && !self.inside.contains('>');
        blank || line.starts_with(&self.inside) || line == self.inside.trim_end()
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let body = line.strip_prefix(&self.inside).unwrap_or_default().trim_start();
        body.starts_with(&self.run) && body.chars().all(|c| self.run.starts_with(c))
    }
}

fn harmless_line(line: &str, fence: &mut Option<Fence>) -> String {
    if let Some(open) = fence.as_ref().filter(|open| open.holds(line)) {
        if open.is_closed_by(line) {
            *fence = None;
        }
        return line.to_owned();
    }
    *fence = None;
    let (marks, body) = behind_marks(line);
    let run = |mark: char| body.chars().take_while(|c| *c == mark).collect::<String>();
    match ['`', '~'].map(run).into_iter().find(|run| run.len() >= 3) {
        Some(run) => {
            let opened = format!("{marks}{run}text");
            let inside = marks.chars().map(|c| if c == '>' { '>' } else { ' ' }).collect();
            *fence = Some(Fence { run, inside });
            opened
        }
        None => format!("{marks}{}", inline::harmless(body)),
    }
}

/// The indent and the marks of quotations, lists and footnotes that a line begins with, nowhere indented so far that
/// Markdown takes the rest for code, and the rest.
fn behind_marks(line: &str) -> (String, &str) {
    let (mut marks, mut rest) = (String::new(), line);
    loop {
        let body = rest.trim_start();
        let indent = &rest[..rest.len() - body.len()];
        let spaces = match marks.is_empty() {
            true => indent.len().min(3),
            false if indent.len() > 4 || indent.contains('\t') => 1,
            false => indent.len(),
        };
        marks.extend(std::iter::repeat_n(' ', spaces));
        rest = body;
        let Some(length) = mark(rest) else { return (marks, rest) };
        marks.push_str(&rest[..length]);
        rest = &rest[length..];
    }
}

/// How long the mark is that a text begins with.
fn mark(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length = match text.as_bytes() {
        [b'>', ..] => return Some(1),
        [b'[', b'^', ..] => return text.find("]:").map(|at| at + 2),
        [b'-' | b'*' | b'+', ..] => 1,
        bytes if digits > 0 && matches!(bytes.get(digits), Some(b'.' | b')')) => digits + 1,
        _ => return None,
    };
    matches!(text.as_bytes().get(length), None | Some(b' ' | b'\t')).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(harmless(text), expected);
    }

    #[test]
    fn code_is_not_run() {
        check("```\npanic!()\n```", &["```text", "panic!()", "```"]);
        check("~~~rust\npanic!()\n~~~\nafter", &["~~~text", "panic!()", "~~~", "after"]);
        check("````\n```\npanic!()\n````", &["````text", "```", "panic!()", "````"]);
        check("a\n\n    panic!()", &["a", "", "   panic!()"]);
        check("\tpanic!()", &[" panic!()"]);
        check("> ```\n> panic!()\n> ```", &["> ```text", "> panic!()", "> ```"]);
    }

    #[test]
    fn code_in_lists_and_quotations_is_not_run() {
        check("1. ```\n   panic!()\n   ```", &["1. ```text", "   panic!()", "   ```"]);
        check("-     panic!()", &["- panic!()"]);
        check(">     panic!()", &["> panic!()"]);
        check("1)\tpanic!()", &["1) panic!()"]);
        check("- > -      panic!()", &["- > - panic!()"]);
        check("[^a]: ```\n", &["[^a]: ```text"]);
        check("> ```\n>\n> a\n> ```\nb", &["> ```text", ">", "> a", "> ```", "b"]);
    }

    #[test]
    fn a_fence_ends_with_the_list_or_quotation_around_it() {
        check("- ```\n  a\n\nb\n```rust\nc\n```", &["- ```text", "  a", "", "b", "```text", "c", "```"]);
        check("> ```\na\n\n    panic!()", &["> ```text", "a", "", "   panic!()"]);
        check("- ```\n- a\n      panic!()", &["- ```text", "- a", "   panic!()"]);
    }

    #[test]
    fn no_block_of_html_hides_a_fence() {
        check("<div>\n```\n\n```\na", &["\\<div>", "```text", "", "```", "a"]);
        check("  <!-- a\n<https://a.b> and <b>", &["  \\<!-- a", "<https://a.b> and \\<b>"]);
    }

    #[test]
    fn emphasis_and_rules_stay() {
        let text = "**a** *b* -c 1.5 2026. x\n---\n- [ ] a\n  - b";
        check(text, &text.split('\n').collect::<Vec<_>>());
    }

    #[test]
    fn hidden_characters_are_spelled() {
        check("a\u{202e}b\u{0}c\rd", &["aU+202EbU+0000c", "d"]);
    }
}
