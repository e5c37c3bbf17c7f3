//! The way from each version of an event to the next, and the functions on it that somebody writes by hand.

use crate::model::{Event, Field, Model, Payload, Shape, Source, Struct, Upgrade, Version};
use crate::name::Name;
use crate::resolve::shape_of;

/// The way from an older version to the next.
#[derive(Debug, Clone, Copy)]
pub struct Step<'m> {
    /// The event.
    pub event: &'m Event,
    /// The older version.
    pub older: &'m Version,
    /// What the next one is called in code.
    pub next_name: &'m Name,
    /// What the next one carries.
    pub next: &'m Payload,
    /// The struct that the older one is, if it is one.
    pub old: Option<&'m Struct>,
    /// The struct that the next one is, if it is one.
    pub new: Option<&'m Struct>,
}

impl<'m> Step<'m> {
    /// Each field of the next version, with where it comes from; none where the payload is taken as a whole.
    pub fn fields(&self) -> impl Iterator<Item = (&'m Field, Source)> + use<'m> {
        let sources: &'m [Source] = match &self.older.upgrade {
            Upgrade::Fields(sources) => sources,
            Upgrade::Whole => &[],
        };
        self.new.into_iter().flat_map(|shape| &shape.fields).zip(sources.iter().copied())
    }

    /// The fields of the next version that are made by hand.
    pub fn by_hand(&self) -> impl Iterator<Item = &'m Field> + use<'m> {
        self.fields().filter(|(_, source)| *source == Source::ByHand).map(|(field, _)| field)
    }
}

/// The steps of an event, from its first version on.
pub fn steps<'m>(model: &'m Model, event: &'m Event) -> impl Iterator<Item = Step<'m>> {
    let newest = std::iter::once((&event.name, &event.payload));
    let next = event.versions.iter().skip(1).map(|version| (&version.name, &version.payload)).chain(newest);
    event.versions.iter().zip(next).map(|(older, (next_name, next))| Step {
        event,
        older,
        next_name,
        next,
        old: members(model, &older.payload),
        new: members(model, next),
    })
}

fn members<'m>(model: &'m Model, payload: &'m Payload) -> Option<&'m Struct> {
    match payload {
        Payload::Unit => None,
        Payload::Struct(shape) => Some(shape),
        Payload::Type(ty) => match shape_of(&model.types, ty) {
            Some(Shape::Struct(shape)) => Some(shape),
            _ => None,
        },
    }
}
