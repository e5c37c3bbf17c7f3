//! Frames that show what an event looks like: of the payloads under `examples`, or made of its types.
//!
//! What is made is the same on every run, fits the type, and can be read: an id is the same wherever a field of its
//! name stands, timestamps are of one day. What is `sensitive` is hidden behind a value of its type.

mod frame;
mod hidden;
mod sample;
mod scalar;

use std::collections::HashSet;

use serde_json::Value;

use crate::model::{Direction, ErrorAnswer, Event, Model, Payload, Reply, Type, Union, Variant};
use crate::source::Span;
use frame::Inside;
use hidden::{Hiding, Secrets};
use sample::Sampler;

/// How many places an example may have, and to which depth what may be left out is there: a guide has no room for
/// more, and a reader no patience.
const ATTEMPTS: [(usize, usize); 3] = [(200, 6), (200, 2), (600, 0)];

/// Examples of all that a model has.
#[derive(Debug)]
pub struct Examples<'m> {
    model: &'m Model,
    secrets: Secrets,
    with_id: HashSet<Span>,
}

impl<'m> Examples<'m> {
    /// Of this model.
    pub fn new(model: &'m Model) -> Examples<'m> {
        Examples { model, secrets: Secrets::of(model), with_id: asked_or_answered(model) }
    }

    /// Frames of an event, as many as it has `examples`, or one that is made.
    ///
    /// There is none if even the smallest one is too large to be shown.
    pub fn frames(&self, direction: Direction, event: &'m Event) -> Vec<Value> {
        let picture = &self.model.frames(direction).pictures[event.picture];
        let frame = |given: Option<Value>| {
            let inside = Inside {
                name: Some(&event.wire),
                payload: &event.payload,
                given,
                version: event.version,
                with_id: self.with_id.contains(&event.span),
            };
            self.made(|sampler| sampler.event(event, |sampler| sampler.frame(picture, &inside)))
        };
        let of_author = self.of_author(event).into_iter().filter_map(|payload| frame(Some(payload)));
        let of_author: Vec<Value> = of_author.collect();
        if of_author.is_empty() { frame(None).into_iter().collect() } else { of_author }
    }

    /// What an event carries that crosses no wire.
    pub fn payloads(&self, event: &'m Event) -> Vec<Value> {
        let of_author = self.of_author(event);
        if !of_author.is_empty() || event.payload == Payload::Unit {
            return of_author;
        }
        let made = self.made(|sampler| sampler.payload(&event.payload, event.name.snake()));
        made.into_iter().collect()
    }

    /// A frame of an answer with a payload of its own; none for a client event that is answered otherwise.
    pub fn answer(&self, request: &'m Event) -> Option<Value> {
        let Some(Reply::Payload(payload)) = &request.reply else { return None };
        let picture = self.model.wire.reply.as_ref()?;
        let inside = Inside { name: Some(&request.wire), payload, given: None, version: 1, with_id: true };
        self.made(|sampler| sampler.frame(picture, &inside))
    }

    /// A frame that refuses a client event; none where that is an event of its own.
    pub fn refusal(&self) -> Option<Value> {
        let Some(ErrorAnswer::Picture(picture)) = &self.model.wire.error else { return None };
        let inside = Inside { name: None, payload: &Payload::Unit, given: None, version: 1, with_id: true };
        self.made(|sampler| sampler.frame(picture, &inside))
    }

    /// A value of a tagged union.
    pub fn variant(&self, union: &'m Union, variant: &'m Variant) -> Option<Value> {
        self.made(|sampler| sampler.variant(union, variant))
    }

    /// A value of a member beside events, at this path.
    pub fn beside(&self, ty: &'m Type, path: &[&str]) -> Option<Value> {
        self.made(|sampler| sampler.beside(ty, path))
    }

    /// A value of the author's, as it may be shown; none if it may not.
    pub fn shown(&self, ty: &Type, value: &Value) -> Option<Value> {
        Hiding { model: self.model, secrets: &self.secrets }.value(ty, value)
    }

    fn of_author(&self, event: &Event) -> Vec<Value> {
        let hiding = Hiding { model: self.model, secrets: &self.secrets };
        event.examples.iter().filter_map(|example| hiding.payload(&event.payload, example)).collect()
    }

    /// Made with all that may be there, or, if that is too much, with less.
    fn made(&self, make: impl Fn(&mut Sampler<'m>) -> Option<Value>) -> Option<Value> {
        ATTEMPTS.into_iter().find_map(|(places, whole)| {
            let mut sampler = Sampler::new(self.model, places, whole);
            make(&mut sampler).filter(|_| !sampler.is_exhausted())
        })
    }
}

/// The events in whose frames a request id has something to say, by the keys that declare them.
fn asked_or_answered(model: &Model) -> HashSet<Span> {
    let mut found = HashSet::new();
    for request in &model.client {
        if let Some(reply) = &request.reply {
            found.insert(request.span);
            found.extend(match reply {
                Reply::Event(index) => Some(model.server[*index].span),
                Reply::Payload(_) => None,
            });
        }
    }
    if let Some(ErrorAnswer::Event(index)) = model.wire.error {
        found.insert(model.server[index].span);
    }
    found
}
