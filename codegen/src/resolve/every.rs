//! Every type expression of a model, to be changed.

use crate::model::{
    Event, Model, Payload, Picture, PictureMember, PictureNode, Shape, StringPattern, Struct, Type,
};

/// Every type that is mentioned in a model, at its top.
pub fn type_mut(model: &mut Model, visit: &mut dyn FnMut(&mut Type)) {
    for def in &mut model.types {
        shape(&mut def.shape, visit);
    }
    model.all_events_mut().flat_map(Event::payloads_mut).for_each(|own| payload(own, visit));
    let wire = &mut model.wire;
    let beside = wire.server.beside.iter_mut().chain(&mut wire.client.beside);
    beside.for_each(|beside| visit(&mut beside.ty));
    let error = match &mut wire.error {
        Some(crate::model::ErrorAnswer::Picture(picture)) => Some(picture),
        _ => None,
    };
    let frames = wire.server.pictures.iter_mut().chain(&mut wire.client.pictures);
    frames.chain(&mut wire.reply).chain(error).for_each(|picture| self::picture(picture, visit));
}

fn payload(payload: &mut Payload, visit: &mut dyn FnMut(&mut Type)) {
    match payload {
        Payload::Unit => {}
        Payload::Struct(members) => fields(members, visit),
        Payload::Type(inner) => visit(inner),
    }
}

fn fields(members: &mut Struct, visit: &mut dyn FnMut(&mut Type)) {
    members.fields.iter_mut().for_each(|field| visit(&mut field.ty));
}

fn shape(shape: &mut Shape, visit: &mut dyn FnMut(&mut Type)) {
    match shape {
        Shape::Struct(members) => fields(members, visit),
        Shape::StringEnum(values) => values.values.iter_mut().for_each(|value| {
            if let StringPattern::Hole { hole, .. } = &mut value.wire {
                visit(hole);
            }
        }),
        Shape::IntEnum(_) | Shape::Flags(_) => {}
        Shape::Union(union) => {
            union.variants.iter_mut().for_each(|variant| payload(&mut variant.payload, visit));
            picture(&mut union.picture, visit);
        }
        Shape::Untagged(union) => union.items.iter_mut().for_each(|item| visit(&mut item.ty)),
        Shape::Alias(inner) => visit(inner),
    }
}

fn picture(picture: &mut Picture, visit: &mut dyn FnMut(&mut Type)) {
    node(&mut picture.node, visit);
}

fn node(node: &mut PictureNode, visit: &mut dyn FnMut(&mut Type)) {
    match node {
        PictureNode::Object(members) => members.iter_mut().for_each(|member| {
            if let PictureMember::Key { node, .. } = member {
                self::node(node, visit);
            }
        }),
        PictureNode::Value { ty: inner, .. } => visit(inner),
        PictureNode::Name | PictureNode::Payload { .. } | PictureNode::Version | PictureNode::Constant(_) => {
        }
    }
}
