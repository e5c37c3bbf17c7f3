//! What every node may say about itself.

use super::keys::{self, Keys};
use super::{Context, Deprecated, Meta, Text, language, scalar};
use crate::diagnostic::{Diagnostic, codes, shown};
use crate::resolve::value::is_date;
use crate::yaml::{Kind, Node};

pub fn read(cx: &mut Context, keys: &Keys) -> Meta {
    read_with(cx, keys, scalar::text_or_list)
}

/// As [`read`], for what has integers for names.
pub fn of_integer(cx: &mut Context, keys: &Keys) -> Meta {
    read_with(cx, keys, scalar::name_or_list)
}

fn read_with(cx: &mut Context, keys: &Keys, was: fn(&mut Context, &Node, &str) -> Vec<Text>) -> Meta {
    Meta {
        doc: read_doc(cx, keys),
        deprecated: keys.get("deprecated").and_then(|node| deprecated(cx, node)),
        experimental: keys.get("experimental").is_some_and(|node| experimental(cx, node)),
        since: keys.get("since").and_then(|node| scalar::text(cx, node, "`since`")).map(|text| text.text),
        was: keys.get("was").map(|node| was(cx, node, "`was`")).unwrap_or_default(),
    }
}

pub fn read_doc(cx: &mut Context, keys: &Keys) -> Option<String> {
    keys.get("doc").and_then(|node| scalar::prose(cx, node, "`doc`"))
}

fn experimental(cx: &mut Context, node: &Node) -> bool {
    scalar::boolean(cx, node, "`experimental`").unwrap_or(false)
}

fn deprecated(cx: &mut Context, node: &Node) -> Option<Deprecated> {
    if !matches!(node.kind, Kind::Mapping { .. }) {
        let reason = scalar::prose(cx, node, "`deprecated`")?;
        return Some(Deprecated { reason: Some(reason), ..Deprecated::default() });
    }
    let keys = keys::section(cx, node, &language::DEPRECATED)?;
    if ["since", "reason", "use"].iter().all(|key| keys.get(key).is_none()) {
        cx.diagnostics.push(
            Diagnostic::new(&codes::MISSING_KEY, node.span, "`deprecated` says nothing")
                .help("give at least one of `since`, `reason` and `use`"),
        );
    }
    Some(Deprecated {
        since: keys.get("since").and_then(|node| scalar::text(cx, node, "`since`")).map(|text| text.text),
        reason: keys.get("reason").and_then(|node| scalar::prose(cx, node, "`reason`")),
        use_instead: keys.get("use").and_then(|node| scalar::text(cx, node, "`use`")),
        until: keys.get("until").and_then(|node| until(cx, node)),
    })
}

fn until(cx: &mut Context, node: &Node) -> Option<String> {
    let day = scalar::text(cx, node, "`until`")?;
    if !is_date(&day.text) {
        let message = format!("`{}` is no day of the calendar", shown(&day.text));
        let help = "write it like `2027-03-01`";
        cx.diagnostics.push(Diagnostic::new(&codes::BAD_DAY, day.span, message).help(help));
        return None;
    }
    Some(day.text)
}
