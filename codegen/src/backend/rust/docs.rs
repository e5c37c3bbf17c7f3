//! Documentation and deprecation as attributes: the one place where an author's prose becomes Rust.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Deprecated, Meta};

/// Documentation, a fallback where there is none, and the deprecation.
pub fn attributes(meta: &Meta, fallback: Option<&str>) -> TokenStream {
    let doc = meta.doc.as_deref().or(fallback).map(text);
    let notes = notes(meta);
    let deprecated = meta.deprecated.as_ref().map(|deprecated| {
        let note = deprecation(deprecated);
        if note.is_empty() { quote!(#[deprecated]) } else { quote!(#[deprecated(note = #note)]) }
    });
    quote! { #doc #notes #deprecated }
}

fn notes(meta: &Meta) -> TokenStream {
    let since = meta.since.as_ref().map(|since| format!("Since {}.", spelled(since)));
    let experimental = meta.experimental.then(|| "Experimental: it may change without notice.".to_owned());
    let paragraphs = since.into_iter().chain(experimental).map(|note| {
        let (empty, note) = (line(""), line(&note));
        quote! { #empty #note }
    });
    paragraphs.collect()
}

/// `since 1.2: reason (use x)`. It is all in the note: clippy wants `since` to be a version of the crate.
pub fn deprecation(deprecated: &Deprecated) -> String {
    let since = deprecated.since.as_ref().map(|since| format!("since {since}"));
    let reason = deprecated.reason.clone();
    let instead = deprecated.use_instead.as_ref().map(|name| format!("use `{name}` instead"));
    let parts: Vec<String> =
        since.into_iter().chain(reason).chain(instead).map(|part| spelled(&part)).collect();
    parts.join("; ")
}

/// Lints of clippy for prose, which stays as its author has laid it out.
pub fn lints() -> TokenStream {
    quote!(clippy::doc_lazy_continuation, clippy::doc_overindented_list_items, clippy::tabs_in_doc_comments)
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

/// Lines in which rustdoc finds no code to run, and no character that Rust refuses in a comment.
fn harmless(text: &str) -> Vec<String> {
    let mut fence: Option<String> = None;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.trim_end().split('\n').map(|line| harmless_line(&spelled(line), &mut fence)).collect()
}

fn harmless_line(line: &str, fence: &mut Option<String>) -> String {
    let line = line.trim_end();
    let body = line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '-' | '*' | '+'));
    let marks = |mark: char| body.chars().take_while(|c| *c == mark).count();
    let mark = ['`', '~'].into_iter().find(|mark| marks(*mark) >= 3);
    match (fence.as_deref(), mark) {
        (Some(open), Some(mark)) if body.starts_with(open) && body.trim_matches(mark).is_empty() => {
            *fence = None;
            line.to_owned()
        }
        (Some(_), _) => line.to_owned(),
        (None, Some(mark)) => {
            let run: String = std::iter::repeat_n(mark, marks(mark)).collect();
            let indent = &line[..line.len() - body.len()];
            let opened = format!("{}{run}text", shallow(indent));
            *fence = Some(run);
            opened
        }
        (None, None) => shallow(line),
    }
}

/// A line that is not indented so far that Markdown takes it for code.
fn shallow(line: &str) -> String {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    format!("{}{body}", " ".repeat(indent.min(3)))
}

/// Characters that are not seen, or that turn the text around, are spelled out.
fn spelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let hidden = c.is_control() && !matches!(c, '\n' | '\t' | '\r')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if hidden {
            out.push_str(&format!("U+{:04X}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
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
    fn hidden_characters_are_spelled() {
        check("a\u{202e}b\u{0}c\rd", &["aU+202EbU+0000c", "d"]);
    }
}
