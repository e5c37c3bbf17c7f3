//! What the language has and the targets have not yet: refused by name, one function for each, to be deleted one by
//! one.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{self, Direction, Model, Payload, Picture, Type};
use crate::source::Span;

pub fn refuse(model: &Model, diagnostics: &mut Diagnostics) {
    let mut later = |what: &str, span: Span| {
        let message = format!("{what} is not supported yet");
        diagnostics.push(Diagnostic::new(&codes::NOT_SUPPORTED_YET, span, message));
    };
    payloads(model, &mut later);
}

/// Maps of themselves that lie among the members of a frame.
fn payloads(model: &Model, later: &mut impl FnMut(&str, Span)) {
    let mut check = |picture: &Picture, payload: &Payload, span: Span| {
        if let Payload::Type(ty) = payload
            && picture.spreads_payload()
            && is_endless(model, ty)
        {
            later("a map of itself as the payload of a picture with `...<payload>`", span);
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

/// Whether a type is another name for one that contains itself.
fn is_endless(model: &Model, ty: &Type) -> bool {
    let Type::Named(id) = ty else { return false };
    let def = model.type_def(*id);
    match &def.shape {
        model::Shape::Alias(target) => def.endless || is_endless(model, target),
        _ => false,
    }
}
