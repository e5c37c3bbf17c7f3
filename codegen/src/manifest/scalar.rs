//! Texts, names, numbers and booleans: what a scalar means where one of these is due.

use super::language::Word;
use super::{Context, Text};
use crate::diagnostic::{Diagnostic, codes, shown};
use crate::source::Span;
use crate::yaml::{Key, Node, Scalar, Style};

/// A text or a name.
pub fn text(cx: &mut Context, node: &Node, what: &str) -> Option<Text> {
    let Some(scalar) = node.scalar() else {
        wrong_kind(cx, node, what);
        return None;
    };
    if scalar.style == Style::Missing {
        empty(cx, node.span);
        return None;
    }
    readable(cx, &scalar.text, scalar.style, node.span)
        .then(|| Text { text: scalar.text.clone(), span: node.span })
}

/// A text that is prose: a comment on its line has probably cut it.
pub fn prose(cx: &mut Context, node: &Node, what: &str) -> Option<String> {
    let text = text(cx, node, what)?;
    let plain = node.scalar().is_some_and(|scalar| scalar.style == Style::Plain);
    let rest = cx.source.get(node.span.end as usize..).unwrap_or("");
    if plain && rest.starts_with([' ', '\t']) && rest.trim_start_matches([' ', '\t']).starts_with('#') {
        cx.diagnostics.push(
            Diagnostic::new(&codes::CUT_TEXT, node.span, "the text ends where ` #` begins a comment")
                .help("put the text in quotes, or the comment on a line of its own"),
        );
    }
    Some(text.text)
}

/// A name that stands as a key.
pub fn key(cx: &mut Context, key: &Key) -> Option<Text> {
    readable(cx, &key.text, key.style, key.span).then(|| Text { text: key.text.clone(), span: key.span })
}

fn readable(cx: &mut Context, text: &str, style: Style, span: Span) -> bool {
    let Some(other) = (style == Style::Plain).then(|| read_as(text)).flatten() else { return true };
    cx.diagnostics.push(
        Diagnostic::new(
            &codes::NEEDS_QUOTES,
            span,
            format!("YAML reads `{}` as {other}, not as text", shown(text)),
        )
        .help(format!("write it in quotes: \"{}\"", shown(text))),
    );
    false
}

/// What YAML 1.2 makes of a scalar that was meant as a text.
pub fn misread(scalar: &Scalar) -> Option<&'static str> {
    (scalar.style == Style::Plain).then(|| read_as(&scalar.text)).flatten()
}

/// What YAML 1.2 makes of a plain scalar that is no text.
fn read_as(text: &str) -> Option<&'static str> {
    match text {
        "null" | "Null" | "NULL" | "~" => Some("null"),
        "true" | "True" | "TRUE" | "false" | "False" | "FALSE" => Some("a boolean"),
        ".nan" | ".NaN" | ".NAN" => Some("a number"),
        _ => is_number(text).then_some("a number"),
    }
}

fn is_number(text: &str) -> bool {
    let all = |text: &str, digit: fn(&char) -> bool| !text.is_empty() && text.chars().all(|c| digit(&c));
    if let Some(octal) = text.strip_prefix("0o") {
        return all(octal, |c| c.is_digit(8));
    }
    if let Some(hex) = text.strip_prefix("0x") {
        return all(hex, char::is_ascii_hexdigit);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    matches!(unsigned, ".inf" | ".Inf" | ".INF") || is_float(unsigned)
}

fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let some = !whole.is_empty() || !fraction.is_empty();
    some && digits(whole) && digits(fraction) && !exponent.is_empty() && digits(exponent)
}

/// `true` or `false`.
pub fn boolean(cx: &mut Context, node: &Node, what: &str) -> Option<bool> {
    match node.scalar() {
        Some(scalar) if scalar.style == Style::Plain && scalar.text == "true" => Some(true),
        Some(scalar) if scalar.style == Style::Plain && scalar.text == "false" => Some(false),
        Some(scalar) if scalar.style == Style::Missing => {
            empty(cx, node.span);
            None
        }
        _ => {
            cx.diagnostics.push(
                Diagnostic::new(&codes::NOT_A_CHOICE, node.span, format!("{what} is `true` or `false`"))
                    .label("neither of them"),
            );
            None
        }
    }
}

/// What one of some words means.
pub fn choice<T, const N: usize>(
    cx: &mut Context,
    node: &Node,
    what: &str,
    words: &[Word; N],
    meanings: [T; N],
) -> Option<T> {
    let text = text(cx, node, what)?;
    if let Some((_, meaning)) = words.iter().zip(meanings).find(|(word, _)| word.word == text.text) {
        return Some(meaning);
    }
    let near = crate::diagnostic::did_you_mean(&text.text, words.iter().map(|word| word.word));
    let words = words.iter().map(|word| format!("`{}`", word.word)).collect::<Vec<_>>().join(", ");
    cx.diagnostics.push(
        Diagnostic::new(&codes::NOT_A_CHOICE, node.span, format!("{what} is one of {words}"))
            .label("not one of them")
            .maybe_help(near),
    );
    None
}

/// An integer in JSON's syntax, if the scalar is a plain one.
pub fn integer(node: &Node) -> Option<i128> {
    let scalar = node.scalar().filter(|scalar| scalar.style == Style::Plain)?;
    parse_integer(&scalar.text)
}

pub fn parse_integer(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let canonical = digits == "0" || !digits.starts_with('0');
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if canonical && all_digits { text.parse().ok() } else { None }
}

/// The items of a list of texts, or a single text.
pub fn text_or_list(cx: &mut Context, node: &Node, what: &str) -> Vec<Text> {
    match &node.kind {
        crate::yaml::Kind::Sequence { items, .. } => {
            items.iter().filter_map(|item| text(cx, item, what)).collect()
        }
        _ => text(cx, node, what).into_iter().collect(),
    }
}

/// The items of a list of names or integers, or a single one.
pub fn name_or_list(cx: &mut Context, node: &Node, what: &str) -> Vec<Text> {
    match &node.kind {
        crate::yaml::Kind::Sequence { items, .. } => {
            items.iter().filter_map(|item| name_or_integer(cx, item, what)).collect()
        }
        _ => name_or_integer(cx, node, what).into_iter().collect(),
    }
}

/// A text, or the canonical text of an integer.
pub fn name_or_integer(cx: &mut Context, node: &Node, what: &str) -> Option<Text> {
    match integer(node) {
        Some(integer) => Some(Text { text: integer.to_string(), span: node.span }),
        None => text(cx, node, what),
    }
}

pub fn empty(cx: &mut Context, span: Span) {
    cx.diagnostics.push(
        Diagnostic::new(&codes::EMPTY_VALUE, span, "there is no value here")
            .help("write `{}` for an empty mapping, `[]` for an empty list, `\"\"` for an empty text"),
    );
}

pub fn wrong_kind(cx: &mut Context, node: &Node, what: &str) {
    if node.scalar().is_some_and(|scalar| scalar.style == Style::Missing) {
        return empty(cx, node.span);
    }
    let message = format!("{what} cannot be {}", node.describe());
    cx.diagnostics.push(Diagnostic::new(&codes::WRONG_KIND, node.span, message));
}
