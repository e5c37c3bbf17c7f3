//! Flow style: types that a comma inside `{ }` has cut into two entries, and flow style inside flow style.

use super::Context;
use crate::diagnostic::{Diagnostic, codes};
use crate::yaml::{Entry, Kind, Node, Style};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    No,
    Begins,
    Continues,
}

/// Which entries of a flow mapping are pieces of one type.
pub fn cut_by_comma(entries: &[Entry]) -> Vec<Cut> {
    let mut open = 0;
    entries.iter().map(|entry| classify(entry, &mut open)).collect()
}

fn classify(entry: &Entry, open: &mut i64) -> Cut {
    let Some(scalar) = entry.value.scalar() else {
        *open = 0;
        return Cut::No;
    };
    if *open > 0 && scalar.style == Style::Missing {
        *open = (*open + balance(&entry.key.text)).max(0);
        return Cut::Continues;
    }
    *open = if scalar.style == Style::Plain { balance(&scalar.text).max(0) } else { 0 };
    if *open > 0 { Cut::Begins } else { Cut::No }
}

fn balance(text: &str) -> i64 {
    let sign = |byte| match byte {
        b'<' | b'(' => 1,
        b'>' | b')' => -1,
        _ => 0,
    };
    text.bytes().map(sign).sum()
}

pub fn refuse(cx: &mut Context, value: &Node) {
    let tuple = value.scalar().is_some_and(|scalar| scalar.text.contains('('));
    let (message, help) = if tuple {
        ("`(` does not belong into a type", "for a tuple write [A, B]")
    } else {
        ("the type ends at a comma, before its `>`", "a comma ends a value inside { }: use a block or quotes")
    };
    cx.diagnostics.push(Diagnostic::new(&codes::EXPRESSION, value.span, message).help(help));
}

/// `{ fields: { … } }` is the short form; one more pair of braces is hard to read.
const READABLE: usize = 2;

/// Keys whose values are data, or pictures of it.
const DATA: &[&str] = &["examples", "default", "frame"];

/// Warns of flow style that is nested more than is easily read.
pub fn warn(cx: &mut Context, node: &Node, depth: usize) {
    let (children, flow): (Vec<&Node>, bool) = match &node.kind {
        Kind::Scalar(_) => return,
        Kind::Sequence { items, flow } => (items.iter().collect(), *flow),
        Kind::Mapping { entries, flow } => {
            let described = entries.iter().filter(|entry| !DATA.contains(&entry.key.text.as_str()));
            (described.map(|entry| &entry.value).collect(), *flow)
        }
    };
    if flow && depth == READABLE {
        cx.diagnostics.push(
            Diagnostic::new(&codes::DEEP_FLOW, node.span, "flow style inside flow style is hard to read")
                .help("write the outer mapping as a block"),
        );
        return;
    }
    children.into_iter().for_each(|child| warn(cx, child, depth + usize::from(flow)));
}
