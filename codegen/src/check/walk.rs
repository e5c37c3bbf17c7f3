//! The types that a shape, a payload or a picture mentions.

use crate::model::{
    Direction, ErrorAnswer, Event, Model, Payload, Picture, PictureMember, PictureNode, Shape, StringPattern,
    Struct, Type, TypeDef, TypeId,
};
use crate::source::Span;

/// Every type mentioned in a shape, at its top.
pub fn shape(shape: &Shape, visit: &mut dyn FnMut(&Type)) {
    match shape {
        Shape::Struct(members) => fields(members, visit),
        Shape::StringEnum(values) => values.values.iter().for_each(|value| {
            if let StringPattern::Hole { hole, .. } = &value.wire {
                visit(hole);
            }
        }),
        Shape::IntEnum(_) | Shape::Flags(_) => {}
        Shape::Union(union) => {
            union.variants.iter().for_each(|variant| payload(&variant.payload, visit));
            picture(&union.picture, visit);
        }
        Shape::Untagged(union) => union.items.iter().for_each(|item| visit(&item.ty)),
        Shape::Alias(ty) => visit(ty),
    }
}

pub fn fields(members: &Struct, visit: &mut dyn FnMut(&Type)) {
    members.fields.iter().for_each(|field| visit(&field.ty));
}

pub fn payload(payload: &Payload, visit: &mut dyn FnMut(&Type)) {
    match payload {
        Payload::Unit => {}
        Payload::Struct(members) => fields(members, visit),
        Payload::Type(ty) => visit(ty),
    }
}

pub fn event(event: &Event, visit: &mut dyn FnMut(&Type)) {
    event.payloads().for_each(|own| payload(own, visit));
}

pub fn picture(picture: &Picture, visit: &mut dyn FnMut(&Type)) {
    node(&picture.node, visit);
}

fn node(node: &PictureNode, visit: &mut dyn FnMut(&Type)) {
    match node {
        PictureNode::Object(members) => members.iter().for_each(|member| {
            if let PictureMember::Key { node, .. } = member {
                self::node(node, visit);
            }
        }),
        PictureNode::Value { ty, .. } => visit(ty),
        PictureNode::Name | PictureNode::Payload { .. } | PictureNode::Version | PictureNode::Constant(_) => {
        }
    }
}

/// The structs that a shape is, or that its variants carry.
pub fn structs(shape: &Shape) -> Vec<&Struct> {
    match shape {
        Shape::Struct(members) => vec![members],
        Shape::Union(union) => {
            union.variants.iter().filter_map(|variant| variant.payload.as_struct()).collect()
        }
        _ => Vec::new(),
    }
}

/// Every type mentioned in the pictures of frames.
pub fn wire(model: &Model, visit: &mut dyn FnMut(&Type)) {
    let wire = &model.wire;
    let error = match &wire.error {
        Some(ErrorAnswer::Picture(picture)) => Some(picture),
        _ => None,
    };
    let frames = wire.server.pictures.iter().chain(&wire.client.pictures);
    frames.chain(&wire.reply).chain(error).for_each(|picture| self::picture(picture, visit));
}

/// Every type expression of the manifest, with the place of what it belongs to.
pub fn each_type(model: &Model, visit: &mut dyn FnMut(&Type, Span)) {
    for def in &model.types {
        match &def.shape {
            Shape::Struct(members) => each_field(members, visit),
            Shape::Union(union) => {
                let variants = union.variants.iter();
                variants.for_each(|variant| each_of_payload(&variant.payload, variant.span, visit));
            }
            other => shape(other, &mut |ty| visit(ty, def.span)),
        }
    }
    for event in model.all_events() {
        event.payloads().for_each(|payload| each_of_payload(payload, event.span, visit));
    }
    for direction in [Direction::Server, Direction::Client] {
        for held in model.pictures(direction) {
            picture(held.picture, &mut |ty| visit(ty, held.picture.span));
        }
    }
}

fn each_of_payload(payload: &Payload, span: Span, visit: &mut dyn FnMut(&Type, Span)) {
    match payload {
        Payload::Unit => {}
        Payload::Struct(members) => each_field(members, visit),
        Payload::Type(ty) => visit(ty, span),
    }
}

fn each_field(members: &Struct, visit: &mut dyn FnMut(&Type, Span)) {
    members.fields.iter().for_each(|field| visit(&field.ty, field.span));
}

/// The type and all types inside it, names not followed.
pub fn inside(ty: &Type, visit: &mut dyn FnMut(&Type)) {
    visit(ty);
    match ty {
        Type::Nullable(inner) | Type::List(inner) | Type::Set(inner) | Type::Text(inner) => {
            inside(inner, visit)
        }
        Type::Map(key, value) => {
            inside(key, visit);
            inside(value, visit);
        }
        Type::Tuple(items) => items.iter().for_each(|item| inside(item, visit)),
        _ => {}
    }
}

/// Which types are reached from the types that `roots` visits, names followed.
pub fn reached(model: &Model, roots: impl FnOnce(&mut dyn FnMut(&Type))) -> Vec<bool> {
    let mut reached = vec![false; model.types.len()];
    let mut open: Vec<TypeId> = Vec::new();
    let note = |ty: &Type, reached: &mut Vec<bool>, open: &mut Vec<TypeId>| {
        inside(ty, &mut |ty| {
            if let Type::Named(id) = ty
                && !std::mem::replace(&mut reached[id.0], true)
            {
                open.push(*id);
            }
        });
    };
    roots(&mut |ty| note(ty, &mut reached, &mut open));
    while let Some(id) = open.pop() {
        shape(&model.type_def(id).shape, &mut |ty| note(ty, &mut reached, &mut open));
    }
    reached
}

/// Which types hold something, by themselves (as `own` says) or by what they mention.
pub fn holding(model: &Model, own: impl Fn(&TypeDef) -> bool) -> Vec<bool> {
    let mut holding: Vec<bool> = model.types.iter().map(own).collect();
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); model.types.len()];
    for (index, def) in model.types.iter().enumerate() {
        shape(&def.shape, &mut |ty| {
            inside(ty, &mut |ty| {
                if let Type::Named(TypeId(mentioned)) = ty {
                    holders[*mentioned].push(index);
                }
            });
        });
    }
    let mut open: Vec<usize> = (0..holding.len()).filter(|index| holding[*index]).collect();
    while let Some(index) = open.pop() {
        for holder in &holders[index] {
            if !std::mem::replace(&mut holding[*holder], true) {
                open.push(*holder);
            }
        }
    }
    holding
}

/// Whether a frame stands in what is visited, names not followed.
pub fn has_frame(visit: impl FnOnce(&mut dyn FnMut(&Type))) -> bool {
    let mut found = false;
    visit(&mut |ty| inside(ty, &mut |ty| found |= matches!(ty, Type::Event(_))));
    found
}
