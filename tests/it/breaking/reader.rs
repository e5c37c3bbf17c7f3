//! What somebody with a manifest makes of a frame, by the model alone: nothing of the rules, and nothing that is
//! generated.

use samewire_codegen::model::{
    Direction, Event, Field, Held, Holds, Int, Int64, JsonKind, Model, Payload, Picture, PictureMember,
    PictureNode, Reply, Shape, StringPattern, Struct, TimestampForm, Type, Untagged, WireName,
};
use serde_json::{Map, Value};

use super::meaning::{Meaning, Member};
use super::writer::{name, range, text};

/// What a frame is to its reader.
#[derive(Debug)]
pub enum Heard {
    /// No event that it knows.
    Unknown,
    /// The event with this name in code, and what it carries.
    Event(String, Meaning),
}

type Read<T> = Result<T, String>;

pub struct Reader<'m> {
    pub model: &'m Model,
}

/// What stands in a frame.
#[derive(Default)]
struct Bound {
    name: Option<Value>,
    payload: Option<Value>,
    version: Option<u64>,
    beside: Vec<Member>,
}

impl Reader<'_> {
    /// Reads a frame that comes in a direction; refuses what is wrong in an event that it knows.
    pub fn frame(&self, direction: Direction, frame: &Value) -> Read<Heard> {
        for Held { picture, holds } in self.model.pictures(direction) {
            let Some(bound) = self.bind(picture, frame) else { continue };
            let heard = match holds {
                Holds::Events(index) => self.event(direction, index, bound?)?,
                Holds::Replies => self.reply(bound?)?,
                Holds::Error => Some(Heard::Event("<error>".to_owned(), Meaning::Object(bound?.beside))),
            };
            if let Some(heard) = heard {
                return Ok(heard);
            }
        }
        Ok(Heard::Unknown)
    }

    fn event(&self, direction: Direction, picture: usize, bound: Bound) -> Read<Option<Heard>> {
        let own =
            |event: &&Event| event.picture == picture && is_called(&event.wire, &event.meta.was, &bound);
        let Some(event) = self.model.events(direction).iter().find(own) else { return Ok(None) };
        let version = bound.version.unwrap_or(u64::from(event.version));
        let payload = match event.versions.iter().find(|older| u64::from(older.number) == version) {
            Some(older) => &older.payload,
            None if version == u64::from(event.version) => &event.payload,
            None => return Ok(None),
        };
        self.heard(event, payload, bound).map(Some)
    }

    fn reply(&self, bound: Bound) -> Read<Option<Heard>> {
        let own = |event: &&Event| is_called(&event.wire, &event.meta.was, &bound);
        let Some(event) = self.model.client.iter().find(own) else { return Ok(None) };
        match &event.reply {
            Some(Reply::Payload(payload)) => self.heard(event, payload, bound).map(Some),
            _ => Ok(None),
        }
    }

    fn heard(&self, event: &Event, payload: &Payload, bound: Bound) -> Read<Heard> {
        let mut members = bound.beside;
        let carried = match (payload, bound.payload) {
            (Payload::Unit, _) => Meaning::Object(Vec::new()),
            (_, None) => return Err("there is no payload".to_owned()),
            (payload, Some(value)) => self.payload(payload, &value)?,
        };
        members.push(Member::new("<payload>", &[], "<payload>", carried));
        Ok(Heard::Event(event.name.snake().to_owned(), Meaning::Object(members)))
    }

    /// What stands where in a frame; none if it does not fit the picture.
    fn bind(&self, picture: &Picture, frame: &Value) -> Option<Read<Bound>> {
        let mut bound = Bound::default();
        if picture.absent.iter().any(|path| path.iter().try_fold(frame, |at, key| at.get(key)).is_some()) {
            return None;
        }
        match self.node(&picture.node, frame, "", &mut bound)? {
            Ok(()) => Some(Ok(bound)),
            Err(why) => Some(Err(why)),
        }
    }

    fn node(&self, node: &PictureNode, value: &Value, key: &str, bound: &mut Bound) -> Option<Read<()>> {
        match node {
            PictureNode::Name => bound.name = Some(value.clone()),
            PictureNode::Payload { .. } => bound.payload = Some(value.clone()),
            PictureNode::Version => bound.version = Some(value.as_u64()?),
            PictureNode::Constant(constant) if constant != value => return None,
            PictureNode::Constant(_) => {}
            PictureNode::Value { nullable: true, .. } if value.is_null() => {
                bound.beside.push(Member::new(key, &[], key, Meaning::None));
            }
            PictureNode::Value { ty, .. } => match self.value(ty, value) {
                Ok(meaning) => bound.beside.push(Member::new(key, &[], key, meaning)),
                Err(why) => return Some(Err(why)),
            },
            PictureNode::Object(members) => return self.object(members, value, bound),
        }
        Some(Ok(()))
    }

    fn object(&self, members: &[PictureMember], value: &Value, bound: &mut Bound) -> Option<Read<()>> {
        if members[..] == [PictureMember::NameKey] && value.is_string() {
            bound.name = Some(value.clone());
            return Some(Ok(()));
        }
        let object = value.as_object()?;
        let own =
            |name: &str| members.iter().any(|m| matches!(m, PictureMember::Key { key, .. } if key == name));
        let mut refused = None;
        for member in members {
            let (key, optional, node) = match member {
                PictureMember::Key { key, optional, node, .. } => (key, *optional, node),
                PictureMember::SpreadPayload => {
                    let rest = object.iter().filter(|(key, _)| !own(key));
                    let rest = rest.map(|(key, value)| (key.clone(), value.clone())).collect();
                    bound.payload = Some(Value::Object(rest));
                    continue;
                }
                PictureMember::NameKey => {
                    let (name, payload) = object.iter().find(|(key, _)| !own(key))?;
                    (bound.name, bound.payload) = (Some(Value::from(name.as_str())), Some(payload.clone()));
                    continue;
                }
            };
            match object.get(key) {
                Some(value) => refused = refused.or(self.node(node, value, key, bound)?.err()),
                None if optional || matches!(node, PictureNode::Value { nullable: true, .. }) => {
                    bound.beside.push(Member::new(key, &[], key, Meaning::None));
                }
                None => return None,
            }
        }
        Some(refused.map_or(Ok(()), Err))
    }

    fn payload(&self, payload: &Payload, value: &Value) -> Read<Meaning> {
        match payload {
            Payload::Unit => Ok(Meaning::Object(Vec::new())),
            Payload::Struct(members) => self.members(members, value),
            Payload::Type(ty) => self.value(ty, value),
        }
    }

    fn value(&self, ty: &Type, value: &Value) -> Read<Meaning> {
        let refused = || format!("expected {ty:?}, got {value}");
        let string = || value.as_str().map(|text| Meaning::Text(text.to_owned())).ok_or_else(refused);
        let matches = |pattern: &str| {
            value.as_str().filter(|text| shaped(text, pattern)).map(|text| Meaning::Text(text.to_owned()))
        };
        match ty {
            Type::Bool => value.as_bool().map(Meaning::Bool).ok_or_else(refused),
            Type::String => string(),
            Type::Int(int) => self.integer(*int, value, false).map(Meaning::Integer),
            Type::F32 => {
                value.as_f64().filter(|own| own.abs() < 3.4e38).map(Meaning::number).ok_or_else(refused)
            }
            Type::F64 => value.as_f64().map(Meaning::number).ok_or_else(refused),
            Type::Uuid => matches("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx").ok_or_else(refused),
            Type::Timestamp(TimestampForm::Rfc3339) => matches("9999-99-99T99:99:99.999Z")
                .map(|text| Meaning::Instant("", format!("{text:?}")))
                .ok_or_else(refused),
            Type::Timestamp(form) => {
                let unit = if *form == TimestampForm::Millis { "ms" } else { "s" };
                value.as_i64().map(|at| Meaning::Instant(unit, at.to_string())).ok_or_else(refused)
            }
            Type::Date => matches("9999-99-99").ok_or_else(refused),
            Type::Bytes => match value.as_str().is_some_and(|text| text.len().is_multiple_of(4)) {
                true => Ok(Meaning::Instant("base64", text(value))),
                false => Err(refused()),
            },
            Type::Json => Ok(Meaning::Json),
            Type::Null => value.is_null().then_some(Meaning::None).ok_or_else(refused),
            Type::Nullable(_) if value.is_null() => Ok(Meaning::None),
            Type::Nullable(of) => self.value(of, value),
            Type::List(of) | Type::Set(of) => {
                let items = value.as_array().ok_or_else(refused)?;
                items.iter().map(|item| self.value(of, item)).collect::<Read<_>>().map(Meaning::List)
            }
            Type::Map(key, of) => {
                let entries = value.as_object().ok_or_else(refused)?.iter();
                entries
                    .map(|(name, own)| self.entry(key, of, name, own))
                    .collect::<Read<_>>()
                    .map(Meaning::Map)
            }
            Type::Tuple(types) => match value.as_array() {
                Some(items) if items.len() == types.len() => {
                    let read = types.iter().zip(items).map(|(ty, item)| self.value(ty, item));
                    read.collect::<Read<_>>().map(Meaning::List)
                }
                _ => Err(refused()),
            },
            Type::Text(of) => match (&**of, value.as_str()) {
                (_, None) => Err(refused()),
                (Type::Int(int), Some(_)) => self
                    .integer(*int, value, true)
                    .map(|own| Meaning::Quoted(Box::new(Meaning::Integer(own)))),
                (of, Some(text)) => {
                    let inner = serde_json::from_str(text).map_err(|_| refused())?;
                    self.value(of, &inner).map(|own| Meaning::Quoted(Box::new(own)))
                }
            },
            Type::Named(id) => self.shape(&self.model.type_def(*id).shape, value),
            Type::Event(direction) => match self.frame(*direction, value)? {
                Heard::Unknown => Ok(Meaning::Unknown),
                Heard::Event(name, inside) => {
                    Ok(Meaning::Object(vec![Member::new(&name, &[], &name, inside)]))
                }
            },
        }
    }

    fn entry(&self, key: &Type, of: &Type, name: &str, value: &Value) -> Read<(String, Meaning)> {
        match key {
            Type::Int(int) => drop(self.integer(*int, &Value::from(name), true)?),
            key => drop(self.value(key, &Value::from(name))?),
        }
        Ok((name.to_owned(), self.value(of, value)?))
    }

    fn integer(&self, int: Int, value: &Value, text: bool) -> Read<i128> {
        let wide = matches!(int, Int::I64 | Int::U64) && self.model.wire.int64 == Int64::String;
        let read = match text || wide {
            true => value.as_str().and_then(|text| text.parse().ok()),
            false => value.as_i64().map(i128::from).or_else(|| {
                let whole = value.as_f64().filter(|own| own.fract() == 0.0 && own.abs() <= 9.007e15)?;
                Some(whole as i128)
            }),
        };
        let (least, most) = range(int);
        read.filter(|own| (least..=most).contains(own))
            .ok_or_else(|| format!("expected {int:?}, got {value}"))
    }

    fn shape(&self, shape: &Shape, value: &Value) -> Read<Meaning> {
        match shape {
            Shape::Struct(members) => self.members(members, value),
            Shape::Alias(ty) => self.value(ty, value),
            Shape::Untagged(union) => self.untagged(union, value),
            Shape::StringEnum(own) => {
                let text = value.as_str().ok_or_else(|| format!("expected a text, got {value}"))?;
                let known = own.values.iter().any(|known| {
                    known.meta.was.iter().any(|was| was == text)
                        || match &known.wire {
                            StringPattern::Fixed(fixed) => fixed == text,
                            StringPattern::Hole { prefix, hole, suffix } => {
                                let inside = text
                                    .strip_prefix(prefix.as_str())
                                    .and_then(|rest| rest.strip_suffix(suffix.as_str()));
                                inside.is_some_and(|inside| {
                                    self.entry(hole, &Type::Json, inside, &Value::Null).is_ok()
                                })
                            }
                        }
                });
                if known || own.open {
                    Ok(Meaning::Text(text.to_owned()))
                } else {
                    Err(format!("`{text}` is no value"))
                }
            }
            Shape::IntEnum(own) => {
                let value = self.integer(own.repr.int, value, own.repr.text)?;
                let known =
                    own.values.iter().find(|known| known.value == value || known.was.contains(&value));
                if known.is_none() && !own.open {
                    return Err(format!("{value} is no value"));
                }
                let names = own.values.iter().map(|known| known.name.pascal()).collect();
                Ok(Meaning::Case(value, known.map(|known| known.name.pascal()), names))
            }
            Shape::Flags(own) => {
                let value = self.integer(own.repr.int, value, own.repr.text)?;
                let set = |bit: i128| value & bit == bit;
                let is_set = |bit: &samewire_codegen::model::IntValue| {
                    set(bit.value) || bit.was.iter().any(|was| set(*was))
                };
                Ok(Meaning::Bits(own.bits.iter().map(|bit| (bit.name.pascal(), is_set(bit))).collect()))
            }
            Shape::Union(own) => {
                let Some(bound) = self.bind(&own.picture, value) else {
                    return Err("no such union".to_owned());
                };
                let bound = bound?;
                let variant =
                    own.variants.iter().find(|variant| is_called(&variant.wire, &variant.meta.was, &bound));
                match (variant, bound.payload) {
                    (None, _) if own.open => Ok(Meaning::Unknown),
                    (None, _) => Err("no such variant".to_owned()),
                    (Some(variant), payload) => {
                        let payload = payload.unwrap_or(Value::Object(Map::new()));
                        let name = variant.name.snake();
                        let own = self.payload(&variant.payload, &payload)?;
                        Ok(Meaning::Variant(name.to_owned(), Box::new(own)))
                    }
                }
            }
        }
    }

    fn untagged(&self, union: &Untagged, value: &Value) -> Read<Meaning> {
        let kind = match value {
            Value::Null => return Err("null is no alternative".to_owned()),
            Value::Bool(_) => JsonKind::Boolean,
            Value::Number(_) => JsonKind::Number,
            Value::String(_) => JsonKind::String,
            Value::Array(_) => JsonKind::Array,
            Value::Object(_) => JsonKind::Object,
        };
        let of_kind: Vec<usize> =
            (0..union.items.len()).filter(|at| union.items[*at].kinds.contains(&kind)).collect();
        let item = match &of_kind[..] {
            [] => return Err(format!("{value} is no alternative")),
            [only] => *only,
            _ => decided(union, value).ok_or_else(|| format!("{value} is no alternative"))?,
        };
        let names = union.items.iter().map(|item| item.name.pascal()).collect();
        let own = self.value(&union.items[item].ty, value)?;
        Ok(Meaning::Alternative(union.items[item].name.pascal(), names, Box::new(own)))
    }

    fn members(&self, members: &Struct, value: &Value) -> Read<Meaning> {
        let object = value.as_object().ok_or_else(|| format!("expected an object, got {value}"))?;
        let mut read = Vec::new();
        for field in &members.fields {
            if field.spread {
                read.extend(self.spread(members, field, object)?);
            } else {
                read.push(self.member(field, object)?);
            }
        }
        Ok(Meaning::Object(read))
    }

    fn spread(&self, members: &Struct, field: &Field, object: &Map<String, Value>) -> Read<Vec<Member>> {
        let own = |name: &String| {
            members.fields.iter().any(|field| field.wire == *name || field.meta.was.contains(name))
        };
        let others = object.iter().filter(|(name, _)| !own(name));
        let rest = Value::Object(others.map(|(name, value)| (name.clone(), value.clone())).collect());
        match self.value(&field.ty, &rest)? {
            Meaning::Object(members) => Ok(members),
            Meaning::Map(entries) => {
                Ok(entries.into_iter().map(|(name, own)| Member::of_map(&name, own)).collect())
            }
            other => Ok(vec![Member::new("", &[], field.name.snake(), other)]),
        }
    }

    fn member(&self, field: &Field, object: &Map<String, Value>) -> Read<Member> {
        let mut names = std::iter::once(&field.wire).chain(&field.meta.was);
        let meaning = match names.find_map(|name| object.get(name)) {
            Some(Value::Null) if field.nullable => {
                let apart = field.optional && field.default.is_none();
                if apart { Meaning::Null } else { Meaning::None }
            }
            Some(value) => self.value(&field.ty, value).map_err(|why| format!("{}: {why}", field.wire))?,
            None => match &field.default {
                Some(Value::Null) => Meaning::None,
                Some(default) => self.value(&field.ty, default)?,
                None if field.optional || field.nullable => Meaning::None,
                None => return Err(format!("there is no `{}`", field.wire)),
            },
        };
        Ok(Member::new(&field.wire, &field.meta.was, field.name.snake(), meaning))
    }
}

fn is_called(wire: &WireName, was: &[String], bound: &Bound) -> bool {
    let Some(found) = &bound.name else { return false };
    let own = std::iter::once(name(wire)).chain(was.iter().map(|was| name(&wire.old(was))));
    own.into_iter().any(|own| own == *found || text(&own) == text(found))
}

/// As `UntaggedObject` says.
fn decided(union: &Untagged, value: &Value) -> Option<usize> {
    let against = |own: usize, other: usize| {
        union.objects[own]
            .keys
            .iter()
            .any(|key| key.against.contains(&other) && value.get(&key.wire).is_some())
    };
    let has_key =
        |own: usize, other: usize| union.objects[own].keys.iter().any(|key| key.against.contains(&other));
    let all = 0..union.objects.len();
    let meant = |own: &usize| {
        all.clone()
            .filter(|other| other != own)
            .all(|other| (against(*own, other) || !has_key(*own, other)) && !against(other, *own))
    };
    all.clone().find(meant).map(|at| union.objects[at].item)
}

/// Whether each character is of the kind that the pattern has at its place: `9` a digit, `x` a hexadecimal one.
fn shaped(text: &str, pattern: &str) -> bool {
    let fits = |(own, wanted): (char, char)| match wanted {
        '9' => own.is_ascii_digit(),
        'x' => own.is_ascii_hexdigit(),
        wanted => own == wanted,
    };
    text.chars().count() == pattern.chars().count() && text.chars().zip(pattern.chars()).all(fits)
}
