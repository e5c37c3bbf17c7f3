//! What somebody with a manifest makes of a frame, by the model alone: nothing of the rules, and nothing that is
//! generated.

pub mod objects;
mod shapes;
mod untagged;
mod values;

use samewire_codegen::model::{
    Direction, Event, Held, Holds, Model, Payload, Picture, PictureMember, PictureNode, Reply, Shape,
    WireName,
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
    /// The name is a key, and so a text whatever it is elsewhere.
    is_key: bool,
    payload: Option<Value>,
    version: Option<u64>,
    beside: Vec<Member>,
    /// Why what is beside the event is refused, if the event is one that its reader knows.
    refused: Option<String>,
}

impl Bound {
    /// Notes that a member beside the event is not there.
    fn absent(&mut self, path: &str) {
        self.beside.push(Member::new(path, &[], path, Meaning::None));
    }
}

impl Reader<'_> {
    /// Reads a frame that comes in a direction; refuses what is wrong in an event that it knows.
    pub fn frame(&self, direction: Direction, frame: &Value) -> Read<Heard> {
        for Held { picture, holds } in self.model.pictures(direction) {
            let Some(bound) = self.bind(picture, frame) else { continue };
            let heard = match holds {
                Holds::Events(index) => self.event(direction, index, bound)?,
                Holds::Replies => self.reply(bound)?,
                Holds::Error => Some(self.error(bound)?),
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

    fn error(&self, bound: Bound) -> Read<Heard> {
        let (name, meaning) = ("<error>".to_owned(), Meaning::Object(bound.beside));
        bound.refused.map_or(Ok(Heard::Event { name, meaning, is_older: false }), Err)
    }

    fn heard(&self, event: &Event, (payload, is_older): (&Payload, bool), bound: Bound) -> Read<Heard> {
        if let Some(why) = bound.refused {
            return Err(why);
        }
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
    fn bind(&self, picture: &Picture, frame: &Value) -> Option<Bound> {
        let mut bound = Bound::default();
        if picture.absent.iter().any(|path| path.iter().try_fold(frame, |at, key| at.get(key)).is_some()) {
            return None;
        }
        self.node(&picture.node, frame, "", &mut bound)?;
        Some(bound)
    }

    fn node(&self, node: &PictureNode, value: &Value, key: &str, bound: &mut Bound) -> Option<()> {
        match node {
            PictureNode::Name => bound.name = Some(value.clone()),
            PictureNode::Payload { .. } => bound.payload = Some(value.clone()),
            PictureNode::Version => bound.version = Some(value.as_u64()?),
            PictureNode::Constant(constant) if constant != value => return None,
            PictureNode::Constant(_) => {}
            PictureNode::Value { nullable: true, .. } if value.is_null() => bound.absent(key),
            PictureNode::Value { ty, .. } => match self.value(ty, value) {
                Ok(meaning) => bound.beside.push(Member::new(key, &[], key, meaning)),
                Err(why) => drop(bound.refused.get_or_insert(why)),
            },
            PictureNode::Object(members) => return self.object(members, value, key, bound),
        }
        Some(())
    }

    fn object(&self, members: &[PictureMember], value: &Value, path: &str, bound: &mut Bound) -> Option<()> {
        if members[..] == [PictureMember::NameKey] && value.is_string() {
            (bound.name, bound.is_key) = (Some(value.clone()), true);
            return Some(());
        }
        let object = value.as_object()?;
        let own =
            |name: &str| members.iter().any(|m| matches!(m, PictureMember::Key { key, .. } if key == name));
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
                    let mut others = object.iter().filter(|(key, _)| !own(key));
                    let named = others.clone().find(|(key, _)| self.is_name(key));
                    let (name, payload) = named.or_else(|| others.next())?;
                    (bound.name, bound.payload) = (Some(Value::from(name.as_str())), Some(payload.clone()));
                    bound.is_key = true;
                    continue;
                }
            };
            let path = format!("{path}.{key}");
            match object.get(key) {
                Some(value) => self.node(node, value, &path, bound)?,
                None if matches!(node, PictureNode::Value { nullable, .. } if optional || *nullable) => {
                    bound.absent(&path);
                }
                None if optional => {}
                // An event without payload may be written in this way too.
                None if matches!(node, PictureNode::Payload { .. }) => {}
                // Of several pictures it may be what tells one from another.
                None if matches!(node, PictureNode::Value { .. }) && self.has_one_picture() => {
                    bound.refused.get_or_insert(format!("there is no `{path}`"));
                }
                None => return None,
            }
        }
        Some(())
    }

    fn has_one_picture(&self) -> bool {
        [Direction::Server, Direction::Client]
            .into_iter()
            .all(|direction| self.model.pictures(direction).len() == 1)
    }

    /// Whether an event, or a variant, is or was called so.
    fn is_name(&self, key: &str) -> bool {
        let events = self.model.all_events().map(|event| (&event.wire, &event.meta.was));
        let unions = self.model.types.iter().filter_map(|def| match &def.shape {
            Shape::Union(union) => Some(&union.variants),
            _ => None,
        });
        let variants = unions.flatten().map(|variant| (&variant.wire, &variant.meta.was));
        events.chain(variants).any(|(wire, was)| text(&name(wire)) == key || was.iter().any(|was| was == key))
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
    own.into_iter().any(|own| own == *found || (bound.is_key && text(&own) == text(found)))
}
