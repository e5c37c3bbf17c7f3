//! Values of types with names.

use samewire_codegen::model::{
    Flags, IntEnum, IntValue, Shape, StringEnum, StringPattern, StringValue, Type, Union,
};
use serde_json::{Map, Value};

use super::super::meaning::Meaning;
use super::{Read, Reader, is_called};

impl Reader<'_> {
    pub fn shape(&self, shape: &Shape, value: &Value) -> Read<Meaning> {
        match shape {
            Shape::Struct(members) => self.members(members, value),
            Shape::Alias(ty) => self.value(ty, value),
            Shape::Untagged(union) => self.untagged(union, value),
            Shape::StringEnum(own) => self.string_enum(own, value),
            Shape::IntEnum(own) => self.int_enum(own, value),
            Shape::Flags(own) => self.flags(own, value),
            Shape::Union(own) => self.union(own, value),
        }
    }

    fn string_enum(&self, own: &StringEnum, value: &Value) -> Read<Meaning> {
        let text = value.as_str().ok_or_else(|| format!("expected a text, got {value}"))?;
        match own.values.iter().find_map(|known| self.choice(known, text)) {
            Some(meaning) => Ok(meaning),
            None if own.open => Ok(Meaning::Text(text.to_owned())),
            None => Err(format!("`{text}` is no value")),
        }
    }

    /// What a text means, if it is this value.
    fn choice(&self, known: &StringValue, text: &str) -> Option<Meaning> {
        let names =
            |fixed: &str| std::iter::once(fixed.to_owned()).chain(known.meta.was.iter().cloned()).collect();
        let is_old = known.meta.was.iter().any(|was| was == text);
        match &known.wire {
            StringPattern::Fixed(fixed) if is_old || fixed == text => Some(Meaning::Choice(names(fixed))),
            StringPattern::Fixed(_) => None,
            StringPattern::Hole { prefix, hole, suffix } => {
                let rest = text.strip_prefix(prefix.as_str());
                let inside = rest.and_then(|rest| rest.strip_suffix(suffix.as_str()));
                let is_read =
                    inside.is_some_and(|inside| self.entry(hole, &Type::Json, inside, &Value::Null).is_ok());
                (is_read || is_old).then(|| Meaning::Text(text.to_owned()))
            }
        }
    }

    fn int_enum(&self, own: &IntEnum, value: &Value) -> Read<Meaning> {
        let value = self.integer(own.repr.int, value, own.repr.text)?;
        let known = own.values.iter().find(|known| known.value == value || known.was.contains(&value));
        if known.is_none() && !own.open {
            return Err(format!("{value} is no value"));
        }
        let names = own.values.iter().map(|known| known.name.pascal()).collect();
        Ok(Meaning::Case(value, known.map(|known| known.name.pascal()), names))
    }

    fn flags(&self, own: &Flags, value: &Value) -> Read<Meaning> {
        let value = self.integer(own.repr.int, value, own.repr.text)?;
        let set = |bit: i128| value & bit == bit;
        let is_set = |bit: &IntValue| set(bit.value) || bit.was.iter().any(|was| set(*was));
        Ok(Meaning::Bits(value, own.bits.iter().map(|bit| (bit.name.pascal(), is_set(bit))).collect()))
    }

    fn union(&self, own: &Union, value: &Value) -> Read<Meaning> {
        let Some(bound) = self.bind(&own.picture, value) else {
            return Err("no such union".to_owned());
        };
        let is_it = |wire, was: &[String]| is_called(wire, was, &bound);
        let variant = own.variants.iter().find(|variant| is_it(&variant.wire, &variant.meta.was));
        match variant {
            None if own.open => Ok(Meaning::Unknown),
            None => Err("no such variant".to_owned()),
            Some(_) if bound.refused.is_some() => Err(bound.refused.unwrap_or_default()),
            Some(variant) => {
                let payload = bound.payload.unwrap_or(Value::Object(Map::new()));
                let own = self.payload(&variant.payload, &payload)?;
                Ok(Meaning::Variant(variant.name.snake().to_owned(), Box::new(own)))
            }
        }
    }
}
