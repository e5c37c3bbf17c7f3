//! What outlives a deployment: events that are sticky or critical, and all that lies inside of them.

use std::collections::HashSet;

use super::joined::{Joined, is_wide_int, is_wide_repr, repr};
use super::{Stream, events};
use crate::model::{Delivery, Direction, Event, Payload, Shape, Sticky, Struct, Type, TypeId};

/// Whether frames of an event outlive the server that has sent them.
pub fn is_kept(event: &Event) -> bool {
    event.sticky != Sticky::No || event.delivery == Delivery::Critical
}

/// Whether events of a stream outlive a deployment inside of an event that does.
pub fn are_inside(joined: &Joined, stream: Stream) -> bool {
    let direction = match stream {
        Stream::Server => Direction::Server,
        Stream::Client => Direction::Client,
        Stream::Desktop => return false,
    };
    [Stream::Server, Stream::Client].into_iter().any(|of| Kept::of(joined, of).events.contains(&direction))
}

/// Whether a wide integer of the previous manifest outlives a deployment.
pub fn has_wide_integers(joined: &Joined, stream: Stream) -> bool {
    Kept::of(joined, stream).is_wide
}

/// What lies inside of kept events.
struct Kept<'j> {
    joined: &'j Joined,
    types: HashSet<TypeId>,
    events: HashSet<Direction>,
    is_wide: bool,
}

impl<'j> Kept<'j> {
    fn of(joined: &'j Joined, stream: Stream) -> Kept<'j> {
        let mut own = Kept { joined, types: HashSet::new(), events: HashSet::new(), is_wide: false };
        for event in events::of(&joined.previous, stream).iter().filter(|event| is_kept(event)) {
            event.payloads().for_each(|payload| own.payload(payload));
            let frames = match stream {
                Stream::Client => &joined.previous.wire.client,
                Stream::Server | Stream::Desktop => &joined.previous.wire.server,
            };
            frames.beside.iter().for_each(|beside| own.ty(&beside.ty));
        }
        own
    }

    fn payload(&mut self, payload: &'j Payload) {
        match payload {
            Payload::Unit => {}
            Payload::Struct(members) => self.members(members),
            Payload::Type(ty) => self.ty(ty),
        }
    }

    fn members(&mut self, members: &'j Struct) {
        members.fields.iter().for_each(|field| self.ty(&field.ty));
    }

    fn ty(&mut self, ty: &'j Type) {
        match ty {
            Type::Int(int) => self.is_wide |= is_wide_int(*int),
            Type::Text(inner) if matches!(**inner, Type::Int(_)) => {}
            Type::Nullable(of) | Type::List(of) | Type::Set(of) | Type::Text(of) | Type::Map(_, of) => {
                self.ty(of);
            }
            Type::Tuple(items) => items.iter().for_each(|item| self.ty(item)),
            Type::Named(id) if self.types.insert(*id) => self.shape(&self.joined.def(*id).shape),
            Type::Event(direction) if self.events.insert(*direction) => {
                let events = self.joined.previous.events(*direction).iter();
                events.flat_map(Event::payloads).for_each(|payload| self.payload(payload));
            }
            _ => {}
        }
    }

    fn shape(&mut self, shape: &'j Shape) {
        match shape {
            Shape::Struct(members) => self.members(members),
            Shape::Union(union) => {
                union.variants.iter().for_each(|variant| self.payload(&variant.payload));
            }
            Shape::Untagged(union) => union.items.iter().for_each(|item| self.ty(&item.ty)),
            Shape::Alias(ty) => self.ty(ty),
            Shape::IntEnum(_) | Shape::Flags(_) => self.is_wide |= repr(shape).is_some_and(is_wide_repr),
            Shape::StringEnum(_) => {}
        }
    }
}
