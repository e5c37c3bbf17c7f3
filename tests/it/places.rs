//! The places of a frame: its members, those of the structs inside it, and the elements of its lists.

use samewire_codegen::model::{Event, Field, Model, Payload, Shape, Struct, Type, WireName};
use serde_json::Value;

/// A step from a value to one inside it.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Key(String),
    Index(usize),
}

/// A place that the manifest declares, whether or not something stands there.
#[derive(Debug, Clone)]
pub struct Place<'m> {
    pub steps: Vec<Step>,
    /// Its type, without the null that `nullable` stands for.
    pub ty: &'m Type,
    pub nullable: bool,
    /// The field; none for an element of a list.
    pub field: Option<&'m Field>,
}

impl Place<'_> {
    /// As errors name it: `message.attachments[0].id`.
    pub fn path(&self) -> String {
        self.steps.iter().fold(String::new(), |path, step| match step {
            Step::Index(index) => format!("{path}[{index}]"),
            Step::Key(key) if path.is_empty() => key.clone(),
            Step::Key(key) => format!("{path}.{key}"),
        })
    }

    /// The path with all elements of a list as one: `message.attachments[].id`.
    pub fn pattern(&self) -> String {
        let all = |step: &Step| match step {
            Step::Index(_) => Step::Key("[]".to_owned()),
            key => key.clone(),
        };
        let steps = self.steps.iter().map(all).collect();
        Place { steps, ..self.clone() }.path().replace(".[]", "[]")
    }

    /// `x?` without null: a null there is refused.
    pub fn refuses_null(&self) -> bool {
        !self.nullable && self.field.is_some_and(|field| field.optional)
    }

    pub fn value<'v>(&self, frame: &'v Value) -> Option<&'v Value> {
        self.steps.iter().try_fold(frame, |value, step| match step {
            Step::Key(key) => value.get(key),
            Step::Index(index) => value.get(index),
        })
    }

    /// The frame with another value at this place, or none.
    pub fn with(&self, frame: &Value, value: Option<Value>) -> Value {
        let mut frame = frame.clone();
        let (last, steps) = self.steps.split_last().expect("a place lies inside the frame");
        let owner = steps.iter().fold(&mut frame, |owner, step| match step {
            Step::Key(key) => &mut owner[key],
            Step::Index(index) => &mut owner[index],
        });
        match (last, value) {
            (Step::Key(key), Some(value)) => owner[key] = value,
            (Step::Key(key), None) => drop(owner.as_object_mut().map(|members| members.shift_remove(key))),
            (Step::Index(index), Some(value)) => owner[index] = value,
            (Step::Index(index), None) => drop(owner.as_array_mut().map(|list| list.remove(*index))),
        }
        frame
    }
}

/// An event's name on the wire.
pub fn wire_name(event: &Event) -> &str {
    match &event.wire {
        WireName::Text(name) => name,
        other => panic!("the chat protocol has no names like {other:?}"),
    }
}

/// The fields of an event's payload.
pub fn fields(event: &Event) -> &[Field] {
    match &event.payload {
        Payload::Unit => &[],
        Payload::Struct(shape) => &shape.fields,
        Payload::Type(_) => panic!("the chat protocol has no payloads by name"),
    }
}

/// The struct that a type stands for.
pub fn struct_of<'m>(model: &'m Model, ty: &Type) -> Option<&'m Struct> {
    match ty {
        Type::Named(id) => match &model.type_def(*id).shape {
            Shape::Struct(shape) => Some(shape),
            Shape::Alias(ty) => struct_of(model, ty),
            _ => None,
        },
        _ => None,
    }
}

/// Every place of a frame of this event.
pub fn places<'m>(model: &'m Model, event: &'m Event, frame: &Value) -> Vec<Place<'m>> {
    let mut found = Vec::new();
    add_fields(model, fields(event), Some(frame), &[], &mut found);
    found
}

/// Every place that a frame of this event may have, with one element in each list.
pub fn declared<'m>(model: &'m Model, event: &'m Event) -> Vec<Place<'m>> {
    let mut found = Vec::new();
    add_fields(model, fields(event), None, &[], &mut found);
    found
}

fn add_fields<'m>(
    model: &'m Model,
    fields: &'m [Field],
    value: Option<&Value>,
    steps: &[Step],
    found: &mut Vec<Place<'m>>,
) {
    for field in fields {
        let steps = [steps, &[Step::Key(field.wire.clone())]].concat();
        let inside = value.map(|value| value.get(&field.wire).unwrap_or(&Value::Null));
        let place = Place { steps, ty: &field.ty, nullable: field.nullable, field: Some(field) };
        add(model, place, inside, found);
    }
}

/// Adds a place and what lies inside it: without a value, all that may.
fn add<'m>(model: &'m Model, place: Place<'m>, value: Option<&Value>, found: &mut Vec<Place<'m>>) {
    let (ty, steps) = (place.ty, place.steps.clone());
    found.push(place);
    if let Some(shape) = struct_of(model, ty).filter(|_| value.is_none_or(Value::is_object)) {
        add_fields(model, &shape.fields, value, &steps, found);
    }
    let Type::List(item) = ty else { return };
    let length = value.map_or(1, |value| value.as_array().map_or(0, Vec::len));
    for index in 0..length {
        let steps = [&steps[..], &[Step::Index(index)]].concat();
        let place = Place { steps, ty: item, nullable: false, field: None };
        add(model, place, value.map(|value| &value[index]), found);
    }
}
