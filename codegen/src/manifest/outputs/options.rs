//! Options of targets.

use crate::backend::cpp::names;
use crate::diagnostic::{Diagnostic, codes, shown};
use crate::manifest::language::{FRAMEWORKS, TRANSPORTS, Word};
use crate::manifest::{Context, Text, scalar};
use crate::outputs::{Framework, Transport};
use crate::source::Span;
use crate::yaml::{Kind, Node};

/// `transports: [websocket, tauri, memory]`, each with its place.
pub fn transports(cx: &mut Context, node: &Node) -> Vec<(Transport, Span)> {
    let meanings = [Transport::WebSocket, Transport::Tauri, Transport::Memory];
    let Some(chosen) = choices(cx, node, ("`transports`", "a transport"), &TRANSPORTS, meanings) else {
        return Vec::new();
    };
    if chosen.is_none_given {
        let help = "name at least one of `websocket`, `tauri` and `memory`, or leave `transports` out";
        refuse(cx, node.span, "a client without a transport hears nothing", help);
    }
    chosen.each
}

/// `frameworks: [react]`
pub fn frameworks(cx: &mut Context, node: &Node) -> Vec<Framework> {
    let meanings = [Framework::React, Framework::Solid, Framework::Svelte];
    let Some(chosen) = choices(cx, node, ("`frameworks`", "a framework"), &FRAMEWORKS, meanings) else {
        return Vec::new();
    };
    if chosen.is_none_given {
        let help = "name at least one of `react`, `solid` and `svelte`, or leave `frameworks` out";
        refuse(cx, node.span, "no framework is named", help);
    }
    chosen.each.into_iter().map(|(framework, _)| framework).collect()
}

/// `upgrades: src/upgrades.ts`
pub fn module(cx: &mut Context, node: &Node) -> Option<Text> {
    let path = scalar::text(cx, node, "`upgrades`")?;
    let name = path.text.rsplit(['/', '\\']).next().unwrap_or_default();
    if name.strip_suffix(".ts").is_some_and(|stem| !matches!(stem, "" | ".") && !stem.ends_with(".d")) {
        return Some(path);
    }
    let message = format!("`{}` is no module of TypeScript", shown(&path.text));
    refuse(cx, path.span, &message, "name a file that ends with `.ts`: `src/upgrades.ts`");
    None
}

/// What was chosen of some words.
struct Chosen<T> {
    each: Vec<(T, Span)>,
    is_none_given: bool,
}

/// A list of words, none of them twice.
fn choices<T: Copy + PartialEq, const N: usize>(
    cx: &mut Context,
    node: &Node,
    (list, what): (&str, &str),
    words: &[Word; N],
    meanings: [T; N],
) -> Option<Chosen<T>> {
    let Kind::Sequence { items, .. } = &node.kind else {
        scalar::wrong_kind(cx, node, &format!("{list}, a list,"));
        return None;
    };
    let mut each: Vec<(T, Span)> = Vec::new();
    for item in items {
        let Some(choice) = scalar::choice(cx, item, what, words, meanings) else { continue };
        if let Some((_, first)) = each.iter().find(|(known, _)| *known == choice) {
            let named = meanings.iter().zip(words).find(|(meaning, _)| **meaning == choice);
            let message = format!("`{}` is named twice", named.map_or(what, |(_, word)| word.word));
            let diagnostic = Diagnostic::new(&codes::TARGET_OPTION, item.span, message);
            cx.diagnostics.push(diagnostic.second(*first, "here too"));
        } else {
            each.push((choice, item.span));
        }
    }
    Some(Chosen { each, is_none_given: items.is_empty() })
}

/// `events: crate::protocol`
pub fn rust_path(cx: &mut Context, node: &Node) -> Option<String> {
    let path = scalar::text(cx, node, "`events`")?;
    if syn::parse_str::<syn::Path>(&path.text).is_ok_and(|path| is_plain(&path)) {
        return Some(path.text);
    }
    let message = format!("`{}` is no path of a module in Rust", shown(&path.text));
    refuse(cx, path.span, &message, "write it like `crate::protocol`");
    None
}

fn is_plain(path: &syn::Path) -> bool {
    path.segments.iter().all(|segment| segment.arguments.is_none())
}

/// `windows: [main, chat-*]`
pub fn windows(cx: &mut Context, node: &Node) -> Vec<String> {
    let Kind::Sequence { items, .. } = &node.kind else {
        scalar::wrong_kind(cx, node, "`windows`, a list,");
        return Vec::new();
    };
    if items.is_empty() {
        refuse(cx, node.span, "no window is named", "name at least one, or leave `windows` out");
    }
    items.iter().filter_map(|item| window(cx, item)).collect()
}

/// The label of a window, or a pattern of labels.
fn window(cx: &mut Context, node: &Node) -> Option<String> {
    let label = scalar::text(cx, node, "a window")?;
    let takes = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | ':' | '_' | '*');
    if !label.text.is_empty() && label.text.chars().all(takes) {
        return Some(label.text);
    }
    let message = format!("`{}` is no label of a window", shown(&label.text));
    refuse(
        cx,
        label.span,
        &message,
        "labels have letters, digits, `-`, `/`, `:` and `_`; `*` stands for any",
    );
    None
}

/// `namespace: chat::events`
pub fn namespace(cx: &mut Context, node: &Node) -> Option<String> {
    let namespace = scalar::text(cx, node, "`namespace`")?;
    let names: Vec<&str> = namespace.text.split("::").collect();
    if let Some(bad) = names.iter().find(|name| !is_cpp_name(name)) {
        let message = format!("`{}` cannot be the name of a namespace in C++", shown(bad));
        refuse(cx, namespace.span, &message, "write it like `chat` or `chat::events`");
    } else if names.first().is_some_and(|outermost| names::is_taken(outermost)) {
        let message = format!("`{}` is something else in C++ outside of any namespace", names[0]);
        refuse(cx, namespace.span, &message, "write it like `chat_time` or `chat::time`");
    } else {
        return Some(namespace.text);
    }
    None
}

/// Two underscores, and one before a capital, are the compiler's.
fn is_cpp_name(name: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    begins && name.chars().all(letters) && !name.contains("__") && !names::is_unwritable(name)
}

fn refuse(cx: &mut Context, span: Span, message: &str, help: &str) {
    cx.diagnostics.push(Diagnostic::new(&codes::TARGET_OPTION, span, message).help(help));
}
