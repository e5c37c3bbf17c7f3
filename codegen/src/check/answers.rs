//! What answers a refused client event: it is made of a code and a message, and nothing else has to be known.

use crate::diagnostic::{Diagnostic, Diagnostics, codes, shown};
use crate::manifest::{self, File};
use crate::model::{
    Beside, ErrorAnswer, Event, Field, Model, Payload, Picture, Role, Shape, StringEnum, Type,
};
use crate::resolve::members::is_required;
use crate::resolve::{behind, shape_of};

pub fn check_error(model: &Model, files: &[File], diagnostics: &mut Diagnostics) {
    match &model.wire.error {
        Some(ErrorAnswer::Event(index)) => check_event(model, &model.server[*index], files, diagnostics),
        Some(ErrorAnswer::Picture(picture)) => check_picture(model, picture, diagnostics),
        None => {}
    }
}

fn check_event(model: &Model, event: &Event, files: &[File], diagnostics: &mut Diagnostics) {
    let written = files.iter().find_map(|file| file.wire.as_ref()?.error.as_ref());
    let (Some(manifest::ErrorAnswer::Event(name)), Some((why, help))) =
        (written, no_answer(model, &event.payload))
    else {
        return;
    };
    let message = format!("`{}` cannot answer errors: {why}", shown(&name.text));
    diagnostics.push(
        Diagnostic::new(&codes::ERROR_ANSWER, name.span, message).second(event.span, "the event").help(help),
    );
}

/// Why a payload cannot be made of a code and a message, and what would help.
fn no_answer(model: &Model, payload: &Payload) -> Option<(String, &'static str)> {
    let fields = match payload {
        Payload::Struct(members) => &members.fields[..],
        Payload::Type(ty) => match shape_of(&model.types, ty) {
            Some(Shape::Struct(members)) => &members.fields[..],
            _ => &[],
        },
        Payload::Unit => &[],
    };
    let has = |name: &str, fits: fn(&Model, &Type) -> bool| {
        let mut named = fields.iter().filter(|field| field.wire == name);
        named.any(|field| fits(model, &field.ty) && is_always_there(field))
    };
    let missing: Vec<_> = [("code", has("code", is_code)), ("message", has("message", is_text))]
        .into_iter()
        .filter_map(|(name, has)| (!has).then_some(format!("`{name}`")))
        .collect();
    if !missing.is_empty() {
        let why = format!("it has no string field {}", missing.join(", "));
        return Some((why, "give it `code: string` (or an open enum) and `message: string`, without `?`"));
    }
    let is_other = |field: &&Field| !["code", "message"].contains(&field.wire.as_str());
    let other = fields.iter().filter(is_other).find(|field| field.spread || is_required(field))?;
    let (name, help) = match other.spread {
        true => (format!("...{}", other.name.snake()), "write its fields out: optional, or with a default"),
        false => (other.wire.clone(), "make every other field optional, or give it a default"),
    };
    Some((format!("nothing says what its field `{}` would be", shown(&name)), help))
}

/// All else in the picture of an error is optional, or the request's.
fn check_picture(model: &Model, picture: &Picture, diagnostics: &mut Diagnostics) {
    let beside = &model.wire.server.beside;
    let has = |role: Role, fits: fn(&Model, &Type) -> bool| {
        let mut of_role = beside.iter().filter(|beside| beside.role == role);
        let first = of_role.next().is_some_and(|only| is_given(only) && fits(model, &only.ty));
        first && of_role.next().is_none()
    };
    let message = if !has(Role::Code, is_code) || !has(Role::Message, is_text) {
        "the picture of an error has one `code: string` (or an open enum) and one `message: string`"
            .to_owned()
    } else if let Some(path) = picture.required().iter().find(|path| !is_known(model, beside, path)) {
        format!("nothing says what the member `{}` of an error would be", shown(&path.join(".")))
    } else {
        return;
    };
    diagnostics.push(
        Diagnostic::new(&codes::ERROR_ANSWER, picture.span, message)
            .help("for example `error: { id?: string, error: { code: string, message: string } }`"),
    );
}

/// Whether the refusal or the request says what a member is.
fn is_known(model: &Model, beside: &[Beside], path: &[String]) -> bool {
    let of_refusal = beside.iter().any(|beside| beside.path == path && beside.role != Role::Field);
    of_refusal || model.wire.correlation.as_deref() == Some(path)
}

fn is_given(beside: &Beside) -> bool {
    !beside.optional && !beside.nullable
}

fn is_text(model: &Model, ty: &Type) -> bool {
    matches!(behind(&model.types, ty), Type::String)
}

/// What refuses an event may be newer than the enum.
fn is_code(model: &Model, ty: &Type) -> bool {
    let is_open = |shape| matches!(shape, &Shape::StringEnum(StringEnum { open: true, .. }));
    is_text(model, ty) || shape_of(&model.types, ty).is_some_and(is_open)
}

fn is_always_there(field: &Field) -> bool {
    !field.nullable && (!field.optional || field.default.is_some())
}
