//! Values made of types.

use serde_json::{Map, Value};

use super::frame::Inside;
use super::scalar::{self, Scalars};
use crate::model::{
    Direction, Event, Field, Flags, IntEnum, Meta, Model, Payload, Shape, StringEnum, StringPattern, Struct,
    Type, TypeId, Union, Untagged, Variant,
};

/// Frames are read to a depth of 64 at least; an example is long before that no longer one.
const DEEPEST: usize = 32;

/// Makes a value, or none: nothing is made of a type inside itself, so that every value ends, and what may be left out
/// or empty is, when it cannot be made.
pub struct Sampler<'m> {
    pub model: &'m Model,
    /// How many more places may be made.
    places: usize,
    depth: usize,
    /// To which depth what may be left out is there.
    whole: usize,
    scalars: Scalars,
    types: Vec<TypeId>,
    events: Vec<*const Event>,
}

impl<'m> Sampler<'m> {
    pub fn new(model: &'m Model, places: usize, whole: usize) -> Sampler<'m> {
        let scalars = Scalars { hidden: false, int64: model.wire.int64 };
        Sampler { model, places, depth: 0, whole, scalars, types: Vec::new(), events: Vec::new() }
    }

    /// As this one, for what must not be shown.
    pub fn hiding(model: &'m Model, places: usize) -> Sampler<'m> {
        let mut sampler = Sampler::new(model, places, 0);
        sampler.scalars.hidden = true;
        sampler
    }

    /// Whether more was asked for than there was room for: something may be missing that could be there.
    pub fn is_exhausted(&self) -> bool {
        self.places == 0
    }

    /// A value at a place that is called `key`.
    pub fn value(&mut self, ty: &'m Type, key: &str) -> Option<Value> {
        self.places = self.places.checked_sub(1)?;
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let value = self.of_type(ty, key);
        self.depth -= 1;
        value
    }

    /// What an event or a variant carries.
    pub fn payload(&mut self, payload: &'m Payload, key: &str) -> Option<Value> {
        match payload {
            Payload::Unit => Some(Value::Object(Map::new())),
            Payload::Struct(members) => self.object(members, key),
            Payload::Type(ty) => self.value(ty, key),
        }
    }

    /// Makes something of an event, in which the event itself is not made again.
    pub fn event<T>(
        &mut self,
        event: &'m Event,
        make: impl FnOnce(&mut Sampler<'m>) -> Option<T>,
    ) -> Option<T> {
        if self.events.contains(&std::ptr::from_ref(event)) {
            return None;
        }
        self.events.push(event);
        let made = make(self);
        self.events.pop();
        made
    }

    pub fn variant(&mut self, union: &'m Union, variant: &'m Variant) -> Option<Value> {
        let inside = Inside {
            name: Some(&variant.wire),
            payload: &variant.payload,
            given: None,
            version: 1,
            with_id: false,
        };
        self.frame(&union.picture, &inside)
    }

    fn of_type(&mut self, ty: &'m Type, key: &str) -> Option<Value> {
        match ty {
            Type::Nullable(inner) => Some(self.maybe(inner, key).unwrap_or(Value::Null)),
            Type::List(item) | Type::Set(item) => Some(self.maybe(item, key).into_iter().collect()),
            Type::Map(keys, values) => Some(Value::Object(self.map(keys, values, key))),
            Type::Tuple(items) => items.iter().map(|item| self.value(item, key)).collect(),
            Type::Text(inner) => match self.value(inner, key)? {
                digits @ Value::String(_) if matches!(**inner, Type::Int(_)) => Some(digits),
                value => Some(Value::String(value.to_string())),
            },
            Type::Named(id) => self.named(*id, key),
            Type::Event(direction) => self.nested(*direction),
            scalar => self.scalars.value(scalar, key),
        }
    }

    /// What may be left out.
    fn maybe(&mut self, ty: &'m Type, key: &str) -> Option<Value> {
        if self.is_whole() && !self.scalars.hidden { self.value(ty, key) } else { None }
    }

    fn is_whole(&self) -> bool {
        self.depth < self.whole
    }

    fn map(&mut self, keys: &'m Type, values: &'m Type, key: &str) -> Map<String, Value> {
        let entry = self.maybe(values, key).and_then(|value| {
            let name = match keys {
                Type::String => Value::String("key".to_owned()),
                keys => self.value(keys, key)?,
            };
            Some((scalar::text(&name), value))
        });
        entry.into_iter().collect()
    }

    fn named(&mut self, id: TypeId, key: &str) -> Option<Value> {
        if self.types.contains(&id) {
            return None;
        }
        self.types.push(id);
        let value = self.shape(id, key);
        self.types.pop();
        value
    }

    fn shape(&mut self, id: TypeId, key: &str) -> Option<Value> {
        match &self.model.type_def(id).shape {
            Shape::Struct(members) => self.object(members, self.model.type_def(id).name.snake()),
            Shape::StringEnum(values) => self.string_enum(values),
            Shape::IntEnum(values) => self.int_enum(values),
            Shape::Flags(flags) => Some(self.flags(flags)),
            Shape::Union(union) => self.union(union),
            Shape::Untagged(union) => self.untagged(union, key),
            Shape::Alias(ty) => self.value(ty, key),
        }
    }

    /// An object of a type or an event that is called `owner`.
    fn object(&mut self, members: &'m Struct, owner: &str) -> Option<Value> {
        let mut object = Map::new();
        for field in &members.fields {
            let shown = self.scalars;
            self.scalars.hidden |= field.sensitive;
            let value = self.member(field, owner);
            self.scalars = shown;
            match value? {
                Some(Value::Object(own)) if field.spread => spread(own, members, &mut object),
                Some(value) => drop(object.insert(field.wire.clone(), value)),
                None => {}
            }
        }
        Some(Value::Object(object))
    }

    /// A field's value, or none where it is left out; outside, none if there must be one and is not.
    fn member(&mut self, field: &'m Field, owner: &str) -> Option<Option<Value>> {
        // What is `id` of a message is `message_id` elsewhere.
        let key = &if field.wire == "id" { format!("{owner}_id") } else { field.wire.clone() };
        if field.optional {
            let wanted = self.is_whole() && field.meta.deprecated.is_none();
            let value = if wanted { self.value(&field.ty, key) } else { None };
            return Some(value.filter(|value| Some(value) != field.default.as_ref()));
        }
        let value = match field.nullable {
            true => self.maybe(&field.ty, key).or(Some(Value::Null)),
            false => self.value(&field.ty, key),
        };
        let default = || field.default.clone().filter(|_| !self.scalars.hidden);
        value.or_else(default).map(Some)
    }

    fn string_enum(&mut self, values: &'m StringEnum) -> Option<Value> {
        let other = values.open.then(|| "other".to_owned());
        let mut known = preferred(&values.values, |value| &value.meta);
        let text = known.find_map(|value| match &value.wire {
            StringPattern::Fixed(text) => Some(text.clone()),
            StringPattern::Hole { prefix, hole, suffix } => {
                let inside = self.value(hole, "")?;
                Some(format!("{prefix}{}{suffix}", scalar::text(&inside)))
            }
        });
        text.or(other).map(Value::String)
    }

    fn int_enum(&self, values: &IntEnum) -> Option<Value> {
        let value = preferred(&values.values, |value| &value.meta).next().map(|value| value.value);
        value.or(values.open.then_some(0)).map(|value| self.scalars.integer(value, values.repr))
    }

    fn flags(&self, flags: &Flags) -> Value {
        let bit = preferred(&flags.bits, |bit| &bit.meta).next().map_or(0, |bit| bit.value);
        self.scalars.integer(bit, flags.repr)
    }

    fn union(&mut self, union: &'m Union) -> Option<Value> {
        preferred(&union.variants, |variant| &variant.meta).find_map(|variant| self.variant(union, variant))
    }

    fn untagged(&mut self, union: &'m Untagged, key: &str) -> Option<Value> {
        union.items.iter().find_map(|item| self.value(&item.ty, key))
    }

    /// A frame inside a payload: a small one of the first event that can be there.
    fn nested(&mut self, direction: Direction) -> Option<Value> {
        let (model, whole) = (self.model, self.whole);
        self.whole = 0;
        let frame = preferred(model.events(direction), |event| &event.meta).find_map(|event| {
            let inside = Inside {
                name: Some(&event.wire),
                payload: &event.payload,
                given: None,
                version: event.version,
                with_id: false,
            };
            let picture = &model.frames(direction).pictures[event.picture];
            self.event(event, |sampler| sampler.frame(picture, &inside))
        });
        self.whole = whole;
        frame
    }
}

/// The members of a spread field; those of a map are not called as others are.
fn spread(own: Map<String, Value>, members: &Struct, object: &mut Map<String, Value>) {
    for (key, value) in own {
        let is_taken = object.contains_key(&key) || members.fields.iter().any(|field| field.wire == key);
        if !is_taken {
            object.insert(key, value);
        }
    }
}

/// What nobody should use any longer, or not yet, comes last.
fn preferred<T>(all: &[T], meta: impl Fn(&T) -> &Meta) -> impl Iterator<Item = &T> {
    let rank = move |item: &T| {
        let meta = meta(item);
        (meta.deprecated.is_some(), meta.experimental)
    };
    let mut ranked: Vec<&T> = all.iter().collect();
    ranked.sort_by_key(|item| rank(item));
    ranked.into_iter()
}
