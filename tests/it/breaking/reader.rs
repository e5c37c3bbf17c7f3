//! What somebody with a manifest makes of a frame, by the model alone: nothing of the rules, and nothing that is
//! generated.

pub mod objects;
mod shapes;
mod untagged;
mod values;

use samewire_codegen::model::{
    Direction, Event, Held, Holds, Model, Payload, Picture, PictureMember, PictureNode, Reply, WireName,
};
use serde_json::Value;

use super::meaning::{Meaning, Member};
use super::writer::{name, text};

/// What a frame is to its reader.
#[derive(Debug)]
pub enum Heard {
    /// No event that it knows.
    Unknown,
    /// An event.
    Event {
        /// Its name in code.
        name: String,
        /// What it carries, and what stands beside it.
        meaning: Meaning,
        /// It is of an older version.
        is_older: bool,
    },
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
                Holds::Error => Some(Heard::Event {
                    name: "<error>".to_owned(),
                    meaning: Meaning::Object(bound?.beside),
                    is_older: false,
                }),
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
        // Without a number it is the first.
        let version = bound.version.unwrap_or(1);
        let payload = match event.versions.iter().find(|older| u64::from(older.number) == version) {
            Some(older) => &older.payload,
            None if version == u64::from(event.version) => &event.payload,
            None => return Ok(None),
        };
        let is_older = version != u64::from(event.version);
        self.heard(event, (payload, is_older), bound).map(Some)
    }

    fn reply(&self, bound: Bound) -> Read<Option<Heard>> {
        let own = |event: &&Event| is_called(&event.wire, &event.meta.was, &bound);
        let Some(event) = self.model.client.iter().find(own) else { return Ok(None) };
        match &event.reply {
            Some(Reply::Payload(payload)) => self.heard(event, (payload, false), bound).map(Some),
            _ => Ok(None),
        }
    }

    fn heard(&self, event: &Event, (payload, is_older): (&Payload, bool), bound: Bound) -> Read<Heard> {
        let mut members = bound.beside;
        let carried = match (payload, bound.payload) {
            (Payload::Unit, None) => Meaning::Object(Vec::new()),
            (_, None) => return Err("there is no payload".to_owned()),
            (payload, Some(value)) => self.payload(payload, &value)?,
        };
        members.push(Member::payload(carried));
        let (name, meaning) = (event.name.snake().to_owned(), Meaning::Object(members));
        Ok(Heard::Event { name, meaning, is_older })
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
                // An event without payload may be written in this way too.
                None if matches!(node, PictureNode::Payload { .. }) => {}
                None => return None,
            }
        }
        Some(refused.map_or(Ok(()), Err))
    }

    fn payload(&self, payload: &Payload, value: &Value) -> Read<Meaning> {
        match payload {
            Payload::Unit if value.is_object() || value.is_null() => Ok(Meaning::Object(Vec::new())),
            Payload::Unit => Err(format!("expected nothing, got {value}")),
            Payload::Struct(members) => self.members(members, value),
            Payload::Type(ty) => self.value(ty, value),
        }
    }
}

fn is_called(wire: &WireName, was: &[String], bound: &Bound) -> bool {
    let Some(found) = &bound.name else { return false };
    let own = std::iter::once(name(wire)).chain(was.iter().map(|was| name(&wire.old(was))));
    own.into_iter().any(|own| own == *found || text(&own) == text(found))
}
