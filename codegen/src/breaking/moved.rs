//! Members that are beside what is framed in the one manifest, and among its own in the other.

use super::HarmKind;
use super::comparing::Comparing;
use crate::model::{Field, PictureNode};
use crate::resolve::members::Members;

/// Whom it harms that a key beside what is spread is a name that `inside`, the payloads of the other manifest, declare:
/// first who finds it beside, then who finds it inside.
pub fn harms<'j>(
    cx: &mut Comparing<'j>,
    inside: &[Members<'j>],
    key: &str,
    node: &'j PictureNode,
    [beside, within]: [HarmKind; 2],
) -> Vec<(HarmKind, String)> {
    let (mut is_read_beside, mut is_read_within) = (true, true);
    for members in inside.iter().filter(|members| members.has(key)) {
        let is_it = |field: &&&Field| field.wire == key || field.meta.was.iter().any(|was| was == key);
        let own = members.fields.iter().find(is_it);
        is_read_beside &= own.is_some_and(|own| to_node(cx, own, node));
        is_read_within &= own.is_some_and(|own| to_field(cx, node, own));
    }
    let mut harms = Vec::new();
    if !is_read_beside {
        harms.push((beside, format!("takes the `{key}` that is carried for the one beside it")));
    }
    if !is_read_within {
        harms.push((within, format!("takes the `{key}` beside what is carried for the one in it")));
    }
    harms
}

/// Whether what a field holds is read beside.
fn to_node<'j>(cx: &mut Comparing<'j>, field: &'j Field, node: &'j PictureNode) -> bool {
    match node {
        PictureNode::Value { ty, nullable } => (!field.nullable || *nullable) && cx.wider.fits(&field.ty, ty),
        _ => false,
    }
}

/// Whether what stands beside is read by a field.
fn to_field<'j>(cx: &mut Comparing<'j>, node: &'j PictureNode, field: &'j Field) -> bool {
    match node {
        PictureNode::Value { ty, nullable } => (!nullable || field.nullable) && cx.wider.fits(ty, &field.ty),
        _ => false,
    }
}
