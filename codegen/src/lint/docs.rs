//! What is said of things.

use super::linting::Linting;
use crate::diagnostic::shown;
use crate::model::{Event, Meta, Payload, Type, WireName};

fn is_silent(meta: &Meta) -> bool {
    meta.doc.as_ref().is_none_or(|doc| doc.trim().is_empty())
}

fn name(wire: &WireName) -> String {
    match wire {
        WireName::Text(text) => shown(text),
        WireName::Int(integer) => integer.to_string(),
        WireName::Bool(boolean) => boolean.to_string(),
    }
}

pub fn events(cx: &mut Linting) {
    for event in cx.model.all_events().filter(|event| is_silent(&event.meta)) {
        let message = format!("nothing says what the event `{}` is for", name(&event.wire));
        cx.report(event.span, message, "give it a `doc`: when it is sent, and to whom");
    }
}

pub fn categories(cx: &mut Linting) {
    let (with, without): (Vec<_>, Vec<_>) = cx.model.all_events().partition(|event| event.category.is_some());
    // One that was put in to try it is no habit yet.
    if with.len() <= without.len() {
        return;
    }
    for event in without {
        let message = format!("the event `{}` has no category, as most have", name(&event.wire));
        cx.report(event.span, message, "give it a `category`");
    }
}

pub fn examples(cx: &mut Linting) {
    let bare = |event: &&Event| event.examples.is_empty() && event.payload != Payload::Unit;
    for event in cx.model.all_events().filter(bare) {
        let message = format!("there is no example of the event `{}`", name(&event.wire));
        cx.report(event.span, message, "put a payload under `examples`, as it stands on the wire");
    }
}

pub fn types(cx: &mut Linting) {
    let declared: Vec<_> = cx.declared().map(|(_, def)| def).collect();
    for def in declared.into_iter().filter(|def| is_silent(&def.meta)) {
        let message = format!("nothing says what the type `{}` is", shown(cx.key(def)));
        cx.report(def.span, message, "give it a `doc`");
    }
}

pub fn fields(cx: &mut Linting) {
    for field in cx.fields() {
        let of_type = match &field.ty {
            Type::Named(id) => !is_silent(&cx.model.type_def(*id).meta),
            _ => false,
        };
        if is_silent(&field.meta) && !of_type {
            let message = format!("nothing says what the field `{}` is", shown(&field.wire));
            cx.report(field.span, message, "give it a `doc`, or a type of its own that has one");
        }
    }
}

pub fn variants(cx: &mut Linting) {
    for variant in cx.unions().into_iter().flatten().filter(|variant| is_silent(&variant.meta)) {
        let message = format!("nothing says what the variant `{}` is", name(&variant.wire));
        cx.report(variant.span, message, "give it a `doc`");
    }
}

/// What is deprecated, and says no more.
pub fn instead(cx: &mut Linting) {
    for (meta, what, span) in cx.nodes() {
        let Some(deprecated) = &meta.deprecated else { continue };
        if deprecated.reason.is_none() && deprecated.use_instead.is_none() {
            let message = format!("the {what} is deprecated, and does not say what to use instead");
            cx.report(span, message, "name the sibling to `use`, or give a `reason`");
        }
    }
}
