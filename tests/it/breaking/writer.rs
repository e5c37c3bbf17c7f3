//! What somebody with a manifest writes: frames of every event with values at their edges, made of the model alone.

use std::collections::{BTreeSet, HashSet};

use samewire_codegen::model::{
    Direction, Event, Field, Flags, Int, Int64, IntEnum, Model, Payload, Picture, PictureMember, PictureNode,
    Reply, Repr, Shape, StringEnum, StringPattern, Struct, TimestampForm, Type, Union, WireName,
};
use serde_json::{Map, Value, json};

use super::reader::Reader;
use super::reader::objects::{behind, names_of};

/// What is deeper is left out where it may be, and lists are empty there.
const DEEP: usize = 4;
/// Unions may lead deeper still.
const DEEPEST: usize = 12;

pub struct Writer<'m> {
    pub model: &'m Model,
    /// What open enums do not know is written too, as by somebody who passes on what came.
    pub unknowns: bool,
    /// Keys of maps: names that mean something to somebody.
    pub keys: Vec<String>,
}

impl Writer<'_> {
    /// Frames of an event in all its versions, or in the newest.
    pub fn event(&self, direction: Direction, event: &Event, all_versions: bool) -> Vec<Value> {
        self.event_in(direction, event, all_versions, 0)
    }

    fn event_in(&self, direction: Direction, event: &Event, all_versions: bool, depth: usize) -> Vec<Value> {
        let picture = &self.model.frames(direction).pictures[event.picture];
        let newest = std::iter::once((event.version, &event.payload));
        let older =
            event.versions.iter().map(|older| (older.number, &older.payload)).filter(|_| all_versions);
        let versions = newest.chain(older);
        versions
            .flat_map(|(version, payload)| self.framed(picture, Some(&event.wire), payload, (version, depth)))
            .collect()
    }

    /// Answers to a client event.
    pub fn replies(&self, event: &Event) -> Vec<Value> {
        match (&self.model.wire.reply, &event.reply) {
            (Some(picture), Some(Reply::Payload(payload))) => {
                self.framed(picture, Some(&event.wire), payload, (1, 0))
            }
            _ => Vec::new(),
        }
    }

    /// Frames of a picture without holes.
    pub fn errors(&self, picture: &Picture) -> Vec<Value> {
        self.framed(picture, None, &Payload::Unit, (1, 0))
    }

    fn framed(
        &self,
        picture: &Picture,
        name: Option<&WireName>,
        payload: &Payload,
        (version, depth): (u32, usize),
    ) -> Vec<Value> {
        let payloads: Vec<Option<Value>> = match payload {
            Payload::Unit => vec![None],
            Payload::Struct(members) => self.objects(members, depth).into_iter().map(Some).collect(),
            Payload::Type(ty) => self.values(ty, depth).into_iter().map(Some).collect(),
        };
        let framed = payloads.iter().flat_map(|payload| {
            [true, false].map(|whole| {
                let inside = Inside { name, payload: payload.as_ref(), version, whole };
                self.node(&picture.node, &inside).unwrap_or(Value::Null)
            })
        });
        let mut frames: Vec<Value> = framed.collect();
        frames.dedup();
        frames
    }

    fn node(&self, node: &PictureNode, inside: &Inside) -> Option<Value> {
        match node {
            PictureNode::Name => inside.name.map(name),
            PictureNode::Version => Some(json!(inside.version)),
            PictureNode::Constant(value) => Some(value.clone()),
            PictureNode::Payload { nullable: true } if inside.payload.is_none() => Some(Value::Null),
            PictureNode::Payload { .. } => Some(inside.payload.cloned().unwrap_or(json!({}))),
            PictureNode::Value { nullable: true, .. } if !inside.whole => Some(Value::Null),
            PictureNode::Value { ty, .. } => self.values(ty, 1).into_iter().next(),
            PictureNode::Object(members)
                if inside.payload.is_none() && members[..] == [PictureMember::NameKey] =>
            {
                inside.name.map(name)
            }
            PictureNode::Object(members) => self.object(members, inside),
        }
    }

    fn object(&self, members: &[PictureMember], inside: &Inside) -> Option<Value> {
        let mut object = Map::new();
        for member in members {
            match member {
                PictureMember::Key { key, optional, node, .. } => {
                    let is_payload = matches!(node, PictureNode::Payload { .. });
                    let wanted =
                        if is_payload { inside.payload.is_some() } else { inside.whole || has_hole(node) };
                    if !optional || wanted {
                        object.insert(key.clone(), self.node(node, inside)?);
                    }
                }
                PictureMember::NameKey => {
                    let name = inside.name.map(name)?;
                    let key = name.as_str().map_or(name.to_string(), str::to_owned);
                    object.insert(key, inside.payload.cloned().unwrap_or(json!({})));
                }
                PictureMember::SpreadPayload => {
                    if let Some(Value::Object(own)) = inside.payload {
                        // A key that the picture has is nobody's own.
                        let own = own.clone().into_iter();
                        object.extend(own.filter(|(name, _)| !has_key(members, name)));
                    }
                }
            }
        }
        Some(Value::Object(object))
    }

    fn values(&self, ty: &Type, depth: usize) -> Vec<Value> {
        let inner = |ty: &Type| self.values(ty, depth + 1);
        match ty {
            Type::Bool => vec![json!(true), json!(false)],
            Type::String => vec![json!("text"), json!("")],
            Type::Int(int) => self.integers(*int),
            Type::F32 => vec![json!(0.5), json!(-16_777_216.0)],
            Type::F64 => vec![json!(0.25), json!(1e300)],
            Type::Uuid => vec![json!("6f1a2c00-0000-4000-8000-000000000001")],
            Type::Timestamp(TimestampForm::Rfc3339) => vec![json!("2026-01-02T03:04:05.678Z")],
            Type::Timestamp(_) => vec![json!(1_767_323_045)],
            Type::Date => vec![json!("2026-01-02")],
            Type::Bytes => vec![json!("AAEC")],
            Type::Json => vec![json!({ "a": [1] }), json!("text"), json!(7)],
            Type::Null => vec![Value::Null],
            Type::Nullable(_) if depth > DEEP => vec![Value::Null],
            Type::List(_) | Type::Set(_) if depth > DEEP => vec![json!([])],
            Type::Map(..) if depth > DEEP => vec![json!({})],
            Type::Nullable(of) => std::iter::once(Value::Null).chain(inner(of)).collect(),
            Type::List(of) => vec![json!([]), Value::Array(inner(of))],
            Type::Set(of) => {
                let mut items = inner(of);
                // Two that mean the same are one, however they are written.
                let reader = Reader { model: self.model };
                let mut known = HashSet::new();
                items.retain(|item| known.insert(format!("{:?}", reader.value(of, item))));
                vec![json!([]), Value::Array(items)]
            }
            Type::Map(key, of) => vec![json!({}), Value::Object(self.map(key, &inner(of), depth))],
            Type::Tuple(items) => {
                vec![items.iter().map(|item| inner(item).into_iter().next().unwrap_or(Value::Null)).collect()]
            }
            Type::Text(of) if matches!(behind(self.model, of), Type::Int(_)) => {
                inner(of).iter().map(|value| json!(text(value))).collect()
            }
            Type::Text(of) => inner(of).iter().map(|value| json!(value.to_string())).collect(),
            Type::Named(id) if depth < DEEPEST => self.shape(&self.model.type_def(*id).shape, depth + 1),
            Type::Named(_) => Vec::new(),
            // An event that nobody knows, since those that are known may hold others.
            Type::Event(direction) if depth > DEEP || self.model.events(*direction).is_empty() => {
                let picture = &self.model.frames(*direction).pictures[0];
                let name = WireName::Text("nobody_knows_it".to_owned());
                self.framed(picture, Some(&name), &Payload::Unit, (1, depth))
            }
            Type::Event(direction) => {
                let first = self.model.events(*direction).first();
                first.map(|own| self.event_in(*direction, own, false, depth + 1)).unwrap_or_default()
            }
        }
    }

    fn map(&self, key: &Type, values: &[Value], depth: usize) -> Map<String, Value> {
        let mut keys: Vec<String> = match key {
            Type::String => self.keys.clone(),
            key => self.values(key, depth + 1).iter().map(text).collect(),
        };
        keys.push("key".to_owned());
        keys.truncate(if *key == Type::String { keys.len() } else { keys.len() - 1 });
        keys.into_iter().zip(values.iter().cycle().cloned()).collect()
    }

    fn integers(&self, int: Int) -> Vec<Value> {
        let safe: i128 = (1 << 53) - 1;
        let (least, most) = range(int);
        let edges = [least.max(-safe), 0, 1, most.min(safe)].map(|edge| edge as i64);
        let wide = matches!(int, Int::I64 | Int::U64) && self.model.wire.int64 == Int64::String;
        edges.iter().map(|edge| if wide { json!(edge.to_string()) } else { json!(edge) }).collect()
    }

    fn shape(&self, shape: &Shape, depth: usize) -> Vec<Value> {
        match shape {
            Shape::Struct(members) => self.objects(members, depth),
            Shape::StringEnum(values) => self.strings(values, depth),
            Shape::IntEnum(values) => self.int_enum(values),
            Shape::Flags(flags) => self.flags(flags),
            Shape::Union(union) => self.union(union, depth),
            Shape::Untagged(union) => {
                union.items.iter().flat_map(|item| self.values(&item.ty, depth)).collect()
            }
            Shape::Alias(ty) => self.values(ty, depth),
        }
    }

    fn strings(&self, values: &StringEnum, depth: usize) -> Vec<Value> {
        let known = values.values.iter().flat_map(|value| match &value.wire {
            StringPattern::Fixed(text) => vec![json!(text)],
            StringPattern::Hole { prefix, hole, suffix } => {
                let inside = self.values(hole, depth + 1);
                inside.iter().map(|inside| json!(format!("{prefix}{}{suffix}", text(inside)))).collect()
            }
        });
        known.chain((values.open && self.unknowns).then(|| json!("nobody knows it"))).collect()
    }

    fn int_enum(&self, values: &IntEnum) -> Vec<Value> {
        let known = values.values.iter().map(|value| value.value);
        let unknown = (values.open && self.unknowns).then_some(99);
        known.chain(unknown).map(|value| self.integer(value, values.repr)).collect()
    }

    fn flags(&self, flags: &Flags) -> Vec<Value> {
        let all = flags.bits.iter().fold(0, |all, bit| all | bit.value);
        let each = flags.bits.iter().map(|bit| bit.value);
        [0, all].into_iter().chain(each).map(|value| self.integer(value, flags.repr)).collect()
    }

    fn integer(&self, value: i128, repr: Repr) -> Value {
        let wide = matches!(repr.int, Int::I64 | Int::U64) && self.model.wire.int64 == Int64::String;
        if repr.text || wide { json!(value.to_string()) } else { json!(value as i64) }
    }

    fn union(&self, union: &Union, depth: usize) -> Vec<Value> {
        let variants = union.variants.iter();
        let known =
            variants.flat_map(|own| self.framed(&union.picture, Some(&own.wire), &own.payload, (1, depth)));
        let name = WireName::Text("nobody_knows_it".to_owned());
        let unknown = (union.open && self.unknowns).then(|| {
            self.framed(&union.picture, Some(&name), &Payload::Struct(Struct::default()), (1, depth))
        });
        known.chain(unknown.into_iter().flatten()).collect()
    }

    /// As many objects as the field with the most values has.
    fn objects(&self, members: &Struct, depth: usize) -> Vec<Value> {
        let fields: Vec<Vec<Option<Value>>> =
            members.fields.iter().map(|field| self.member(field, depth)).collect();
        let most = fields.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let object = |turn: usize| {
            let mut object = Map::new();
            for (field, values) in members.fields.iter().zip(&fields) {
                match values.get(turn % values.len().max(1)).cloned().flatten() {
                    Some(Value::Object(own)) if field.spread => {
                        // A key that means a sibling is nobody's own.
                        let siblings = members.fields.iter().filter(|other| !std::ptr::eq(*other, field));
                        let taken: BTreeSet<String> =
                            siblings.flat_map(|other| names_of(self.model, other)).collect();
                        object.extend(own.into_iter().filter(|(key, _)| !taken.contains(key)));
                    }
                    Some(value) => drop(object.insert(field.wire.clone(), value)),
                    None => {}
                }
            }
            Value::Object(object)
        };
        (0..most).map(object).collect()
    }

    /// The values of a field, none where it is left out.
    fn member(&self, field: &Field, depth: usize) -> Vec<Option<Value>> {
        match (field.optional, field.nullable) {
            (true, _) if depth > DEEP => return vec![None],
            (false, true) if depth > DEEP => return vec![Some(Value::Null)],
            _ => {}
        }
        let values = self.values(&field.ty, depth).into_iter().map(Some);
        let left_out = |value: &Option<Value>| !(field.optional && *value == field.default);
        let mut values: Vec<Option<Value>> = values.filter(left_out).collect();
        values.extend(field.optional.then_some(None));
        values.extend(field.nullable.then_some(Some(Value::Null)));
        values
    }
}

/// What goes into a picture.
struct Inside<'i> {
    name: Option<&'i WireName>,
    payload: Option<&'i Value>,
    version: u32,
    /// What may be left out is there.
    whole: bool,
}

/// Whether something of the event stands there: what may be left out then is not.
fn has_hole(node: &PictureNode) -> bool {
    node.any(&|node| match node {
        PictureNode::Name | PictureNode::Payload { .. } | PictureNode::Version => true,
        PictureNode::Object(members) => {
            members.contains(&PictureMember::SpreadPayload) || members.contains(&PictureMember::NameKey)
        }
        PictureNode::Value { .. } | PictureNode::Constant(_) => false,
    })
}

fn has_key(members: &[PictureMember], name: &str) -> bool {
    members.iter().any(|member| matches!(member, PictureMember::Key { key, .. } if key == name))
}

pub fn name(wire: &WireName) -> Value {
    match wire {
        WireName::Text(text) => json!(text),
        WireName::Int(integer) => json!(integer),
        WireName::Bool(boolean) => json!(boolean),
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

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
