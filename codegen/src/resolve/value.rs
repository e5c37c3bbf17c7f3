//! Defaults and examples: YAML read by the type of its place into the JSON that stands on the wire.

mod composite;
mod scalar;
mod spread;
mod tagged;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use indexmap::IndexMap;
use serde_json::Value;

use super::Default;
use crate::check::walk;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::manifest::{self, File};
use crate::model::{
    Direction, Event, Field, Int, Int64, Model, Payload, Shape, StringEnum, Struct, Type, TypeDef,
};
use crate::source::Span;
use crate::yaml::Node;

/// What reading a value needs to know.
pub struct Reader<'a> {
    pub types: &'a [TypeDef],
    pub int64: Int64,
    /// Keys and indices that lead to the value, for messages.
    pub path: Vec<String>,
    pub diagnostics: &'a mut Diagnostics,
    /// The value stands behind ` = `, where texts are in quotes.
    pub bare: bool,
    /// The members of structs and the texts of enums that were asked for: there may be as many examples.
    fields: HashMap<*const Struct, Rc<Fields<'a>>>,
    texts: HashMap<*const StringEnum, HashSet<&'a str>>,
}

/// Members by their names on the wire.
type Fields<'a> = HashMap<&'a str, &'a Field>;

impl<'a> Reader<'a> {
    pub fn new(types: &'a [TypeDef], int64: Int64, diagnostics: &'a mut Diagnostics) -> Reader<'a> {
        let (fields, texts) = (HashMap::new(), HashMap::new());
        Reader { types, int64, path: Vec::new(), diagnostics, bare: false, fields, texts }
    }

    /// The members of a struct that have a name on the wire.
    pub fn fields_of(&mut self, members: &'a Struct) -> Rc<Fields<'a>> {
        let named = || members.fields.iter().filter(|field| !field.spread);
        let fields = self.fields.entry(std::ptr::from_ref(members));
        fields.or_insert_with(|| Rc::new(named().map(|field| (field.wire.as_str(), field)).collect())).clone()
    }

    /// Whether a text is one of the values of an enum that have no hole.
    pub fn is_text_of(&mut self, values: &'a StringEnum, text: &str) -> bool {
        let texts = self.texts.entry(std::ptr::from_ref(values));
        texts.or_insert_with(|| values.values.iter().filter_map(scalar::fixed).collect()).contains(text)
    }

    /// Says that a value does not fit.
    pub fn refuse(&mut self, span: Span, message: &str) -> Option<Value> {
        self.refuse_with(span, message, None)
    }

    pub fn refuse_with(&mut self, span: Span, message: &str, help: Option<String>) -> Option<Value> {
        let path = self.path.join(".");
        let message = if path.is_empty() { message.to_owned() } else { format!("at `{path}`: {message}") };
        self.diagnostics.push(Diagnostic::new(&codes::BAD_VALUE, span, message).maybe_help(help));
        None
    }
}

/// Notes which fields have defaults, so that they need not be present in other defaults.
pub fn mark_defaults(model: &mut Model, defaults: &[Default]) {
    let marked: HashSet<Span> = defaults.iter().map(|default| default.field).collect();
    for_each_field_mut(model, &mut |field| {
        if marked.contains(&field.span) {
            field.default = Some(Value::Null);
        }
    });
}

/// Reads the defaults of all fields.
pub fn defaults(model: &mut Model, defaults: &[Default], diagnostics: &mut Diagnostics) {
    let by_field: HashMap<Span, &Default> = defaults.iter().map(|default| (default.field, default)).collect();
    let mut values = IndexMap::with_capacity(by_field.len());
    for_each_struct(model, &mut |members| {
        for field in &members.fields {
            if let Some(default) = by_field.get(&field.span)
                && !values.contains_key(&field.span)
            {
                values.insert(field.span, (*default, field.ty.clone(), field.nullable));
            }
        }
    });
    let mut reader = Reader::new(&model.types, model.wire.int64, diagnostics);
    let read: HashMap<Span, Option<Value>> = values
        .iter()
        .map(|(span, (default, ty, nullable))| {
            reader.bare = default.behind;
            (*span, composite::nullable(&mut reader, ty, *nullable, default.value))
        })
        .collect();
    for_each_field_mut(model, &mut |field| {
        if let Some(value) = read.get(&field.span) {
            field.default = value.clone();
        }
    });
}

/// Reads the examples of all events.
pub fn examples(model: &mut Model, files: &[File], diagnostics: &mut Diagnostics) {
    let written = |direction| manifest::events(files, direction).map(|(_, event)| event);
    let desktop = files.iter().flat_map(|file| &file.desktop);
    let written = written(Direction::Server).chain(written(Direction::Client)).chain(desktop);
    let mut read = Vec::with_capacity(model.all_events().count());
    for (event, written) in model.all_events().zip(written) {
        let mut reader = Reader::new(&model.types, model.wire.int64, diagnostics);
        let examples = written.examples.iter().filter_map(|node| example(&mut reader, &event.payload, node));
        read.push(examples.collect());
    }
    model.all_events_mut().zip(read).for_each(|(event, examples)| event.examples = examples);
}

fn example<'a>(reader: &mut Reader<'a>, payload: &'a Payload, node: &Node) -> Option<Value> {
    match payload {
        Payload::Struct(members) => composite::object(reader, members, node),
        Payload::Type(ty) => composite::read(reader, ty, node),
        Payload::Unit => {
            if let crate::yaml::Kind::Mapping { entries, .. } = &node.kind
                && entries.is_empty()
            {
                return Some(Value::Object(serde_json::Map::new()));
            }
            let message = "this event carries nothing, so its only example is `{}`";
            reader.diagnostics.push(Diagnostic::new(&codes::EXAMPLE_WITHOUT_PAYLOAD, node.span, message));
            None
        }
    }
}

/// Every struct of a model, those of variants, events and replies among them.
pub fn for_each_struct(model: &Model, visit: &mut impl FnMut(&Struct)) {
    model.types.iter().flat_map(|def| walk::structs(&def.shape)).for_each(&mut *visit);
    model.all_events().flat_map(Event::payloads).filter_map(Payload::as_struct).for_each(visit);
}

pub fn for_each_field_mut(model: &mut Model, visit: &mut impl FnMut(&mut Field)) {
    let of_payload = |payload: &mut Payload, visit: &mut dyn FnMut(&mut Field)| {
        if let Payload::Struct(members) = payload {
            members.fields.iter_mut().for_each(visit);
        }
    };
    for def in &mut model.types {
        match &mut def.shape {
            Shape::Struct(members) => members.fields.iter_mut().for_each(&mut *visit),
            Shape::Union(union) => {
                union.variants.iter_mut().for_each(|variant| of_payload(&mut variant.payload, visit));
            }
            _ => {}
        }
    }
    let payloads = model.all_events_mut().flat_map(Event::payloads_mut);
    payloads.for_each(|payload| of_payload(payload, visit));
}

/// The least and the greatest value of an integer type.
pub fn range(int: Int) -> (i128, i128) {
    match int {
        Int::I8 => (i8::MIN.into(), i8::MAX.into()),
        Int::I16 => (i16::MIN.into(), i16::MAX.into()),
        Int::I32 => (i32::MIN.into(), i32::MAX.into()),
        Int::I64 => (i64::MIN.into(), i64::MAX.into()),
        Int::U8 => (0, u8::MAX.into()),
        Int::U16 => (0, u16::MAX.into()),
        Int::U32 => (0, u32::MAX.into()),
        Int::U64 => (0, u64::MAX.into()),
        Int::U128 => (0, i128::MAX),
    }
}

/// Whether a text is a day of the calendar, as `2026-03-01`.
pub fn is_date(text: &str) -> bool {
    scalar::is_date(text)
}

/// Whether a text can stand in a hole of this type.
pub fn fits_hole(types: &[TypeDef], hole: &Type, text: &str) -> bool {
    scalar::fits_key(types, hole, text)
}
