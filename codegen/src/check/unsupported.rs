//! What the language has and the targets have not yet: refused by name, one function for each, to be deleted one by
//! one.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::manifest::{ErrorAnswer, Expr, ExprKind, Field, File, Node, Shape, visit};
use crate::model::{self, Direction, Model, Payload, Picture, PictureMember, PictureNode, Type, WireName};
use crate::resolve::{behind, shape_of};
use crate::source::Span;

pub fn refuse(model: &Model, files: &[File], finite: bool, diagnostics: &mut Diagnostics) {
    let mut later = |what: &str, span: Span| {
        let message = format!("{what} is not supported yet");
        diagnostics.push(Diagnostic::new(&codes::NOT_SUPPORTED_YET, span, message));
    };
    keys(files, &mut later);
    wire_keys(files, &mut later);
    visit::nodes(files, &mut |node| shape(node, &mut later));
    visit::expressions(files, &mut |expr, _| expression(expr, &mut later));
    pictures(model, &mut later);
    integer_names(model, &mut later);
    payloads(model, &mut later);
    nullable_aliases(model, &mut later);
    set_items(model, &mut later);
    if finite {
        endless_aliases(model, &mut later);
    }
}

/// `tauri`, `desktop`, `allow`, `breaking`, versions, and the outputs other than Rust.
fn keys(files: &[File], later: &mut impl FnMut(&str, Span)) {
    files.iter().flat_map(|file| &file.later).for_each(|key| later(key.what, key.span));
    visit::nodes(files, &mut |node| node.later.iter().for_each(|key| later(key.what, key.span)));
    for name in files.iter().flat_map(|file| &file.reserved.desktop) {
        later("a reserved name of `desktop`", name.span);
    }
}

fn wire_keys(files: &[File], later: &mut impl FnMut(&str, Span)) {
    for wire in files.iter().filter_map(|file| file.wire.as_ref()) {
        if let Some((name, _)) = wire.frames.first() {
            later("`wire.frames`", name.span);
        }
        if let Some(reply) = &wire.reply {
            later("`wire.reply`", reply.span);
        }
        if let Some(ErrorAnswer::Picture(picture)) = &wire.error {
            later("a picture as `wire.error`", picture.span);
        }
    }
}

fn shape(node: &Node, later: &mut impl FnMut(&str, Span)) {
    match &node.shape {
        Some(Shape::Union(_)) => later("a tagged union", node.shape_at),
        Some(Shape::Fields(fields)) => fields.iter().for_each(|field| spread(field, later)),
        _ => {}
    }
}

fn spread(field: &Field, later: &mut impl FnMut(&str, Span)) {
    if field.spread {
        later("a spread field", field.key.span);
    }
}

fn expression(expr: &Expr, later: &mut impl FnMut(&str, Span)) {
    match &expr.kind {
        ExprKind::Name(name) if name == "server_event" || name == "client_event" => {
            later(&format!("`{name}`"), expr.span);
        }
        ExprKind::Union(items) if items.iter().filter(|item| !item.is_null()).count() > 1 => {
            later("an untagged union", expr.span);
        }
        ExprKind::Tuple(items) if !(1..=8).contains(&items.len()) => {
            later("a tuple of none or of more than eight", expr.span);
        }
        _ => {}
    }
}

/// Pictures other than `{ …?: …, type: <name>, …, ...<payload> }`, and pictures that an event chooses for itself.
fn pictures(model: &Model, later: &mut impl FnMut(&str, Span)) {
    for direction in [Direction::Server, Direction::Client] {
        let (first, own) = match model.frames(direction).pictures.split_first() {
            Some(pictures) => pictures,
            None => continue,
        };
        if !is_internal(first) {
            later("a picture other than `{ …, type: <name>, ...<payload> }`", first.span);
        }
        own.iter().for_each(|picture| later("an event with a picture of its own", picture.span));
    }
}

fn is_internal(picture: &Picture) -> bool {
    let PictureNode::Object(members) = &picture.node else { return false };
    let allowed = |member: &PictureMember| match member {
        PictureMember::Key { node: PictureNode::Name, optional, .. } => !optional,
        PictureMember::Key { node: PictureNode::Value { nullable: false, .. }, optional: true, .. }
        | PictureMember::SpreadPayload => true,
        _ => false,
    };
    members.contains(&PictureMember::SpreadPayload) && members.iter().all(allowed)
}

fn integer_names(model: &Model, later: &mut impl FnMut(&str, Span)) {
    for event in model.server.iter().chain(&model.client) {
        if !matches!(event.wire, WireName::Text(_)) {
            later("a wire name that is no text", event.span);
        }
    }
}

/// Payloads that are neither structs nor names of structs, and answers to errors that are made of a named type.
fn payloads(model: &Model, later: &mut impl FnMut(&str, Span)) {
    if let Some(model::ErrorAnswer::Event(index)) = model.wire.error
        && let Payload::Type(_) = &model.server[index].payload
    {
        later("an answer to errors whose payload is a named type", model.server[index].span);
    }
    for event in model.server.iter().chain(&model.client) {
        if let Payload::Type(ty) = &event.payload
            && !matches!(shape_of(&model.types, ty), Some(model::Shape::Struct(_)))
        {
            later("a payload that is no struct", event.span);
        }
    }
}

fn nullable_aliases(model: &Model, later: &mut impl FnMut(&str, Span)) {
    for def in &model.types {
        if let model::Shape::Alias(Type::Nullable(_) | Type::Null) = def.shape {
            later("a named type that may be null", def.span);
        }
    }
}

/// `Tree: list<Tree>`: a type alias of Rust cannot name itself.
fn endless_aliases(model: &Model, later: &mut impl FnMut(&str, Span)) {
    for (index, def) in model.types.iter().enumerate() {
        if let model::Shape::Alias(ty) = &def.shape
            && aliased(model, ty)[index]
        {
            later("a type expression that contains itself", def.span);
        }
    }
}

/// Which aliases a type is made of, all of them followed.
fn aliased(model: &Model, ty: &Type) -> Vec<bool> {
    let mut found = vec![false; model.types.len()];
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        super::walk::inside(ty, &mut |ty| {
            if let Type::Named(id) = ty
                && let model::Shape::Alias(inner) = &model.type_def(*id).shape
                && !std::mem::replace(&mut found[id.0], true)
            {
                open.push(inner);
            }
        });
    }
    found
}

/// Sets of what has no order of its own in Rust.
fn set_items(model: &Model, later: &mut impl FnMut(&str, Span)) {
    let mut set = |ty: &Type, span: Span| {
        if let Type::Set(item) = ty
            && !is_ordered(model, item)
        {
            later("a set of anything but scalars, enums and flags", span);
        }
    };
    each_field(model, &mut |field| super::walk::inside(&field.ty, &mut |ty| set(ty, field.span)));
    for def in &model.types {
        let model::Shape::Alias(ty) = &def.shape else { continue };
        super::walk::inside(ty, &mut |ty| set(ty, def.span));
    }
    each_beside(model, &mut set);
}

/// The types of the members beside an event, each with the place of its picture.
fn each_beside(model: &Model, visit: &mut impl FnMut(&Type, Span)) {
    for direction in [Direction::Server, Direction::Client] {
        for picture in &model.frames(direction).pictures {
            super::walk::picture(picture, &mut |ty| {
                super::walk::inside(ty, &mut |ty| visit(ty, picture.span))
            });
        }
    }
}

fn is_ordered(model: &Model, ty: &Type) -> bool {
    match behind(&model.types, ty) {
        Type::Bool | Type::String | Type::Int(_) | Type::Uuid | Type::Timestamp(_) | Type::Date => true,
        Type::Text(inner) => is_ordered(model, inner),
        named => matches!(
            shape_of(&model.types, named),
            Some(model::Shape::StringEnum(_) | model::Shape::IntEnum(_) | model::Shape::Flags(_))
        ),
    }
}

fn each_field(model: &Model, visit: &mut impl FnMut(&model::Field)) {
    for def in &model.types {
        if let model::Shape::Struct(members) = &def.shape {
            members.fields.iter().for_each(&mut *visit);
        }
    }
    for event in model.server.iter().chain(&model.client) {
        if let Payload::Struct(members) = &event.payload {
            members.fields.iter().for_each(&mut *visit);
        }
    }
}
