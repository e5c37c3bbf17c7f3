//! Every node and every type expression of a manifest.

use super::{Event, Expr, ExprKind, File, Frame, Member, Node, Picture, PictureKind, Reply, Shape};
use crate::source::Span;

/// Every node, those inside others among them.
pub fn nodes<'f>(files: &'f [File], visit: &mut impl FnMut(&'f Node)) {
    files.iter().for_each(|file| keyed(file, &mut |_, node| visit(node)));
}

/// Every node of a file with the place of its key; a reply has that of its value.
pub fn keyed<'f>(file: &'f File, visit: &mut impl FnMut(Span, &'f Node)) {
    file.types.iter().for_each(|type_| inside(type_.key.span, &type_.node, visit));
    for event in events(file) {
        inside(event.key.span, &event.node, visit);
        event.versions.older.iter().for_each(|older| inside(older.key.span, &older.node, visit));
        if let Some(Reply::Payload(node)) = &event.reply {
            inside(node.span, node, visit);
        }
    }
}

fn events(file: &File) -> impl Iterator<Item = &Event> {
    file.server.iter().chain(&file.client).chain(&file.desktop)
}

fn inside<'f>(key: Span, node: &'f Node, visit: &mut impl FnMut(Span, &'f Node)) {
    visit(key, node);
    match &node.shape {
        Some(Shape::Fields(fields)) => {
            fields.iter().for_each(|field| inside(field.key.span, &field.node, visit));
        }
        Some(Shape::Union(variants)) => {
            variants.iter().for_each(|variant| inside(variant.key.span, &variant.node, visit));
        }
        _ => {}
    }
}

/// Every type expression, those inside others among them; `true` for one right inside `string<…>`.
pub fn expressions<'f>(files: &'f [File], visit: &mut impl FnMut(&'f Expr, bool)) {
    nodes(files, &mut |node| {
        match &node.shape {
            Some(Shape::Type(expr)) => expression(expr, false, visit),
            Some(Shape::Enum(values)) => values.repr.iter().for_each(|repr| expression(repr, false, visit)),
            Some(Shape::Flags(flags)) => flags.repr.iter().for_each(|repr| expression(repr, false, visit)),
            _ => {}
        }
        if let Some(Frame::Picture(picture)) = &node.frame {
            pictured(picture, visit);
        }
    });
    pictures(files).for_each(|picture| pictured(picture, visit));
}

fn pictures(files: &[File]) -> impl Iterator<Item = &Picture> {
    files.iter().filter_map(|file| file.wire.as_ref()).flat_map(|wire| {
        let error = match &wire.error {
            Some(super::ErrorAnswer::Picture(picture)) => Some(picture),
            _ => None,
        };
        let named = wire.frames.iter().map(|(_, picture)| picture);
        wire.frame.iter().chain(&wire.server).chain(&wire.client).chain(&wire.reply).chain(error).chain(named)
    })
}

fn pictured<'f>(picture: &'f Picture, visit: &mut impl FnMut(&'f Expr, bool)) {
    match &picture.kind {
        PictureKind::Value(expr) => expression(expr, false, visit),
        PictureKind::Object(members) => members.iter().for_each(|member| {
            if let Member::Key { value, .. } = member {
                pictured(value, visit);
            }
        }),
        _ => {}
    }
}

fn expression<'f>(expr: &'f Expr, in_text: bool, visit: &mut impl FnMut(&'f Expr, bool)) {
    visit(expr, in_text);
    match &expr.kind {
        ExprKind::Generic(name, items) => {
            items.iter().for_each(|item| expression(item, name == "string", visit))
        }
        ExprKind::Tuple(items) | ExprKind::Union(items) => {
            items.iter().for_each(|item| expression(item, false, visit));
        }
        ExprKind::Name(_) | ExprKind::Invalid => {}
    }
}
