//! Puts the types into the order of the manifest, shapes in place among the declared ones.

use crate::model::{
    Event, Model, Payload, Picture, PictureMember, PictureNode, Shape, StringPattern, Struct, Type, TypeId,
};

pub fn by_place(model: &mut Model) {
    let mut order: Vec<usize> = (0..model.types.len()).collect();
    order.sort_by_key(|&index| (model.types[index].span, index));
    let mut moved = vec![TypeId(0); order.len()];
    for (to, &from) in order.iter().enumerate() {
        moved[from] = TypeId(to);
    }
    let types = std::mem::take(&mut model.types);
    let mut slots: Vec<_> = types.into_iter().map(Some).collect();
    model.types = order.iter().filter_map(|&from| slots[from].take()).collect();
    rename(model, &|id| *id = moved[id.0]);
}

fn rename(model: &mut Model, visit: &impl Fn(&mut TypeId)) {
    for def in &mut model.types {
        shape(&mut def.shape, visit);
    }
    model.all_events_mut().flat_map(Event::payloads_mut).for_each(|own| payload(own, visit));
    let wire = &mut model.wire;
    let beside = wire.server.beside.iter_mut().chain(&mut wire.client.beside);
    beside.for_each(|beside| ty(&mut beside.ty, visit));
    let error = match &mut wire.error {
        Some(crate::model::ErrorAnswer::Picture(picture)) => Some(picture),
        _ => None,
    };
    let frames = wire.server.pictures.iter_mut().chain(&mut wire.client.pictures);
    frames.chain(&mut wire.reply).chain(error).for_each(|picture| self::picture(picture, visit));
}

fn payload(payload: &mut Payload, visit: &impl Fn(&mut TypeId)) {
    match payload {
        Payload::Unit => {}
        Payload::Struct(members) => fields(members, visit),
        Payload::Type(inner) => ty(inner, visit),
    }
}

fn fields(members: &mut Struct, visit: &impl Fn(&mut TypeId)) {
    members.fields.iter_mut().for_each(|field| ty(&mut field.ty, visit));
}

fn shape(shape: &mut Shape, visit: &impl Fn(&mut TypeId)) {
    match shape {
        Shape::Struct(members) => fields(members, visit),
        Shape::StringEnum(values) => values.values.iter_mut().for_each(|value| {
            if let StringPattern::Hole { hole, .. } = &mut value.wire {
                ty(hole, visit);
            }
        }),
        Shape::IntEnum(_) | Shape::Flags(_) => {}
        Shape::Union(union) => {
            union.variants.iter_mut().for_each(|variant| payload(&mut variant.payload, visit));
            picture(&mut union.picture, visit);
        }
        Shape::Untagged(union) => union.items.iter_mut().for_each(|item| ty(&mut item.ty, visit)),
        Shape::Alias(inner) => ty(inner, visit),
    }
}

fn picture(picture: &mut Picture, visit: &impl Fn(&mut TypeId)) {
    node(&mut picture.node, visit);
}

fn node(node: &mut PictureNode, visit: &impl Fn(&mut TypeId)) {
    match node {
        PictureNode::Object(members) => members.iter_mut().for_each(|member| {
            if let PictureMember::Key { node, .. } = member {
                self::node(node, visit);
            }
        }),
        PictureNode::Value { ty: inner, .. } => ty(inner, visit),
        PictureNode::Name | PictureNode::Payload { .. } | PictureNode::Version | PictureNode::Constant(_) => {
        }
    }
}

fn ty(outer: &mut Type, visit: &impl Fn(&mut TypeId)) {
    match outer {
        Type::Named(id) => visit(id),
        Type::Nullable(inner) | Type::List(inner) | Type::Set(inner) | Type::Text(inner) => ty(inner, visit),
        Type::Map(key, value) => {
            ty(key, visit);
            ty(value, visit);
        }
        Type::Tuple(items) => items.iter_mut().for_each(|item| ty(item, visit)),
        _ => {}
    }
}
