//! What the language has and the targets have not yet: refused by name, one function for each, to be deleted one by
//! one.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::manifest::{Expr, ExprKind, Field, File, Node, Shape, visit};
use crate::model::{self, Direction, Model, Payload, Picture, Type};
use crate::resolve::{behind, carries_version, shape_of};
use crate::source::Span;

pub fn refuse(model: &Model, files: &[File], finite: bool, diagnostics: &mut Diagnostics) {
    let mut later = |what: &str, span: Span| {
        let message = format!("{what} is not supported yet");
        diagnostics.push(Diagnostic::new(&codes::NOT_SUPPORTED_YET, span, message));
    };
    outputs(files, &mut later);
    versions(model, &mut later);
    visit::nodes(files, &mut |node| shape(node, &mut later));
    visit::expressions(files, &mut |expr, _| expression(expr, &mut later));
    payloads(model, &mut later);
    nullable_aliases(model, &mut later);
    set_items(model, &mut later);
    if finite {
        endless_aliases(model, &mut later);
    }
}

/// The outputs other than Rust.
fn outputs(files: &[File], later: &mut impl FnMut(&str, Span)) {
    files.iter().flat_map(|file| &file.later).for_each(|key| later(key.what, key.span));
}

/// Older versions that a frame tells by a member of its own.
fn versions(model: &Model, later: &mut impl FnMut(&str, Span)) {
    for direction in [Direction::Server, Direction::Client] {
        let pictures = &model.frames(direction).pictures;
        let untold = |event: &&model::Event| {
            let picture = &pictures[event.picture];
            event.version > 1 && !picture.has_version() && carries_version(&picture.node)
        };
        let events = model.events(direction).iter().filter(untold);
        events.for_each(|event| {
            later("an event with older versions in a picture without `<version>`", event.span)
        });
    }
}

fn shape(node: &Node, later: &mut impl FnMut(&str, Span)) {
    if let Some(Shape::Fields(fields)) = &node.shape {
        fields.iter().for_each(|field| spread(field, later));
    }
}

fn spread(field: &Field, later: &mut impl FnMut(&str, Span)) {
    if field.spread {
        later("a spread field", field.key.span);
    }
}

fn expression(expr: &Expr, later: &mut impl FnMut(&str, Span)) {
    match &expr.kind {
        ExprKind::Union(items) if items.iter().filter(|item| !item.is_null()).count() > 1 => {
            later("an untagged union", expr.span);
        }
        ExprKind::Tuple(items) if !(1..=8).contains(&items.len()) => {
            later("a tuple of none or of more than eight", expr.span);
        }
        _ => {}
    }
}

/// Payloads that lie among the members of a frame and are no structs.
fn payloads(model: &Model, later: &mut impl FnMut(&str, Span)) {
    let mut check = |picture: &Picture, payload: &Payload, span: Span| {
        if let Payload::Type(ty) = payload
            && picture.spreads_payload()
            && !matches!(shape_of(&model.types, ty), Some(model::Shape::Struct(_)))
        {
            later("a payload that is no struct in a picture with `...<payload>`", span);
        }
    };
    for direction in [Direction::Server, Direction::Client] {
        for event in model.events(direction) {
            check(&model.frames(direction).pictures[event.picture], &event.payload, event.span);
        }
    }
    for (event, payload) in model.replies() {
        model.wire.reply.iter().for_each(|picture| check(picture, payload, event.span));
    }
    for def in &model.types {
        let model::Shape::Union(union) = &def.shape else { continue };
        union.variants.iter().for_each(|variant| check(&union.picture, &variant.payload, variant.span));
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
    let aliased: Vec<Vec<usize>> = model.types.iter().map(|def| aliased(model, &def.shape)).collect();
    let endless = super::cycles::on_cycle(&aliased);
    let named = model.types.iter().zip(endless).filter(|(_, endless)| *endless);
    named.for_each(|(def, _)| later("a type expression that contains itself", def.span));
}

/// The aliases that an alias names.
fn aliased(model: &Model, shape: &model::Shape) -> Vec<usize> {
    let mut found = Vec::new();
    if let model::Shape::Alias(ty) = shape {
        super::walk::inside(ty, &mut |ty| {
            if let Type::Named(id) = ty
                && matches!(model.type_def(*id).shape, model::Shape::Alias(_))
            {
                found.push(id.0);
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
