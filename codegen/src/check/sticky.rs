//! `sticky`: the field per whose value the last event is kept.

use crate::diagnostic::{Diagnostic, Diagnostics, codes, shown};
use crate::manifest::{self, File, Text};
use crate::model::{Direction, Field, Model, Payload, Shape, Type};
use crate::resolve::{behind, shape_of};

pub fn check_paths(model: &Model, files: &[File], diagnostics: &mut Diagnostics) {
    for direction in [Direction::Server, Direction::Client] {
        for ((_, written), event) in manifest::events(files, direction).zip(model.events(direction)) {
            if let manifest::Sticky::Per(path) = &written.sticky {
                check_path(model, path, &event.payload, diagnostics);
            }
        }
    }
}

fn check_path(model: &Model, path: &Text, payload: &Payload, diagnostics: &mut Diagnostics) {
    let mut fields = match payload {
        Payload::Struct(members) => members.fields.as_slice(),
        Payload::Type(ty) => fields_of(model, ty),
        Payload::Unit => &[],
    };
    let mut found: Option<&Field> = None;
    for key in path.text.split('.') {
        let Some(field) = fields.iter().find(|field| field.wire == key && !field.spread) else {
            let help = diagnostics.did_you_mean(key, fields.iter().map(|field| field.wire.as_str()));
            let message = format!("the payload has no field `{}` to be kept by", shown(&path.text));
            diagnostics.push(Diagnostic::new(&codes::STICKY_PATH, path.span, message).maybe_help(help));
            return;
        };
        found = Some(field);
        fields = fields_of(model, &field.ty);
    }
    if let Some(field) = found
        && (field.optional || field.nullable || !is_key(model, &field.ty))
    {
        diagnostics.push(
            Diagnostic::new(
                &codes::STICKY_PATH,
                path.span,
                "events are kept by a value that is always there",
            )
            .second(field.span, "this field")
            .help("a string, an integer, a boolean, uuid, date or string enum without `?` and null"),
        );
    }
}

fn fields_of<'m>(model: &'m Model, ty: &Type) -> &'m [Field] {
    match shape_of(&model.types, ty) {
        Some(Shape::Struct(members)) => &members.fields,
        _ => &[],
    }
}

fn is_key(model: &Model, ty: &Type) -> bool {
    match behind(&model.types, ty) {
        Type::String | Type::Bool | Type::Int(_) | Type::Uuid | Type::Date | Type::Json => true,
        named => matches!(shape_of(&model.types, named), Some(Shape::StringEnum(_) | Shape::IntEnum(_))),
    }
}
