//! Structs, and unions of variants.

use super::siblings::Sibling;
use super::{Context, Default, Owner, events, names, pictures, siblings, types};
use crate::diagnostic::{Diagnostic, codes};
use crate::manifest::{self, Declared, Frame, Node, Text};
use crate::model::{Field, Struct, Union, Variant, WireName};
use crate::source::Span;

pub fn lower<'m>(
    cx: &mut Context<'m, '_>,
    fields: &'m [manifest::Field],
    reserved: &'m [Text],
    owner: &Owner,
) -> Struct {
    let mut lowered = Vec::with_capacity(fields.len());
    let mut named = Vec::with_capacity(fields.len());
    for field in fields {
        let (model, wire) = lower_field(cx, field, owner);
        let (name, span, meta) = (model.name.clone(), model.span, &field.node.meta);
        named.push(Sibling { group: usize::from(field.spread), wire, name, span, meta });
        lowered.push(model);
    }
    siblings::check(cx, "field", &named, &reserved.iter().collect::<Vec<_>>());
    Struct { fields: lowered, reserved: reserved.iter().map(|text| text.text.clone()).collect() }
}

fn lower_field<'m>(cx: &mut Context<'m, '_>, field: &'m manifest::Field, owner: &Owner) -> (Field, Text) {
    let name = names::code_name(cx, &field.key);
    let wire = names::wire_text(cx, &field.key, field.node.wire.as_ref());
    let inner = Owner { name: owner.name.join(&name), span: field.key.span, scope: owner.scope };
    let (ty, nullable) = types::of_node(cx, &field.node, &inner);
    if field.spread && field.node.is_named("json") {
        let message = "only a struct, a union of objects or a map has members to spread";
        cx.diagnostics.push(Diagnostic::new(&codes::SPREAD, field.key.span, message));
    }
    if let Some(value) = &field.default {
        cx.defaults.push(Default { field: field.key.span, value, behind: field.default_behind });
    }
    let lowered = Field {
        wire: if field.spread { String::new() } else { wire.text.clone() },
        name,
        ty,
        nullable,
        optional: field.optional,
        default: None,
        spread: field.spread,
        sensitive: field.sensitive,
        meta: names::meta(&field.node.meta),
        span: field.key.span,
    };
    (lowered, wire)
}

pub fn lower_union<'m>(
    cx: &mut Context<'m, '_>,
    variants: &'m [Declared],
    node: &'m Node,
    owner: &Owner,
) -> Union {
    let mut lowered = Vec::with_capacity(variants.len());
    let mut named = Vec::with_capacity(variants.len());
    for variant in variants {
        let name = names::code_name(cx, &variant.key);
        let (wire, wire_span) = names::wire_name(cx, &variant.key, variant.node.wire.as_ref());
        let (span, meta) = (variant.key.span, &variant.node.meta);
        let text = Text { text: spelled(&wire), span: wire_span };
        named.push(Sibling { group: 0, wire: text, name: name.clone(), span, meta });
        let inner = Owner { name: owner.name.join(&name), span, scope: owner.scope };
        if let Some(manifest::Shape::Fields(_)) = &variant.node.shape {
            names::take(cx, &inner);
        }
        let payload = events::payload(cx, &variant.node, &inner);
        lowered.push(Variant { wire, name, payload, meta: names::meta(meta), span });
    }
    siblings::check(cx, "variant", &named, &node.reserved.iter().collect::<Vec<_>>());
    let picture = match &node.frame {
        Some(Frame::Picture(picture)) => pictures::union(cx, picture),
        _ => pictures::internal(Span::default()),
    };
    let reserved = node.reserved.iter().map(|text| text.text.clone()).collect();
    Union { variants: lowered, open: node.open, picture, reserved }
}

/// A wire name as a text that differs for different names.
pub fn spelled(wire: &WireName) -> String {
    match wire {
        WireName::Text(text) => text.clone(),
        WireName::Int(integer) => integer.to_string(),
        WireName::Bool(boolean) => boolean.to_string(),
    }
}
