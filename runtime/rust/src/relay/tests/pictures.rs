//! Pictures as the generator makes them, and a decoder that takes any payload in them.

use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny};
use serde::ser::Serializer;

use crate::context::Context;
use crate::error::DecodeError;
use crate::frame::{
    Beside, Constant, Event, Frame, Inner, Member, Names, Node, Object, Picture, Tag, WireName, decode,
};
use crate::limits::Limits;
use crate::object::{MapAccess, Members, SerializeMap, Writer};
use crate::relay::Name;
use crate::unknown::Unknown;

/// The events of one protocol.
pub trait Protocol: Sized {
    const PICTURES: &'static [Picture];
    const TAGS: &'static [Tag];
}

const fn must(node: Node) -> Member {
    Member { node, optional: false }
}

const fn may(node: Node) -> Member {
    Member { node, optional: true }
}

const FIELD: Node = Node::Field { index: 0, nullable: false };
const PAYLOAD: Node = Node::Payload { nullable: false };

const fn object(keys: &'static [&'static str], members: &'static [Member], inner: Inner) -> Object {
    let (mut name, mut at, mut has_required) = (None, 0, matches!(inner, Inner::Named(_)));
    while at < members.len() {
        match members[at] {
            Member { node: Node::Name, .. } => name = Some(at),
            Member { node: Node::Payload { .. }, .. } | Member { optional: true, .. } => {}
            _ => has_required = true,
        }
        at += 1;
    }
    let first = if keys.is_empty() { 0 } else { keys.len() - 1 };
    let likely = if keys.is_empty() { "" } else { keys[first] };
    Object { keys, members, first, likely, name, has_required, inner }
}

/// `{ id?: string, type: <name>, ...<payload> }`
pub struct Chat;

static CHAT: Object = object(&["id", "type"], &[may(FIELD), must(Node::Name)], Inner::Spread(2));

const CHAT_NAMES: &[(&str, usize)] = &[("pong", 0), ("ready", 1), ("message_new", 2), ("message_create", 2)];
static CHAT_SLOTS: [u16; 8] = Names::slots(CHAT_NAMES);

impl Protocol for Chat {
    const PICTURES: &'static [Picture] = &[Picture {
        root: Node::Object(&CHAT),
        names: Some(Names::new(CHAT_NAMES, &CHAT_SLOTS)),
        versioned: false,
    }];
    const TAGS: &'static [Tag] =
        &[Tag::new(0, "pong").unit(), Tag::new(0, "ready"), Tag::new(0, "message_new")];
}

/// `{ op: 0, s?: u64, d: { name: <name>, data?: <payload> } }`, answers `{ op: 7, d: { id: string, name: <name>, … } }`
/// and refusals `{ op: 8, d: { code: string } }`.
pub struct Gateway;

static EVENT: Object =
    object(&["op", "s", "d"], &[must(OP_0), may(FIELD), must(Node::Object(&EVENT_D))], Inner::None);
static EVENT_D: Object = object(&["name", "data"], &[must(Node::Name), may(PAYLOAD)], Inner::None);
static ANSWER: Object = object(&["op", "d"], &[must(OP_7), must(Node::Object(&ANSWER_D))], Inner::None);
static ANSWER_D: Object =
    object(&["id", "name", "data"], &[must(FIELD), must(Node::Name), must(PAYLOAD)], Inner::None);
static REFUSAL: Object = object(&["op", "d"], &[must(OP_8), must(Node::Object(&REFUSAL_D))], Inner::None);
static REFUSAL_D: Object = object(&["code"], &[must(FIELD)], Inner::None);

const OP_0: Node = Node::Constant(Constant::Integer(0));
const OP_7: Node = Node::Constant(Constant::Integer(7));
const OP_8: Node = Node::Constant(Constant::Integer(8));

const EVENT_NAMES: &[(&str, usize)] = &[("scene", 0), ("exit", 1)];
static EVENT_SLOTS: [u16; 4] = Names::slots(EVENT_NAMES);
const ANSWER_NAMES: &[(&str, usize)] = &[("scene", 2)];
static ANSWER_SLOTS: [u16; 2] = Names::slots(ANSWER_NAMES);

impl Protocol for Gateway {
    const PICTURES: &'static [Picture] = &[
        Picture {
            root: Node::Object(&EVENT),
            names: Some(Names::new(EVENT_NAMES, &EVENT_SLOTS)),
            versioned: false,
        },
        Picture {
            root: Node::Object(&ANSWER),
            names: Some(Names::new(ANSWER_NAMES, &ANSWER_SLOTS)),
            versioned: false,
        },
        Picture { root: Node::Object(&REFUSAL), names: None, versioned: false },
    ];
    const TAGS: &'static [Tag] = &[Tag::new(0, "scene"), Tag::new(0, "exit").unit(), Tag::new(1, "scene")];
}

/// `{ id?: string, <name>: <payload> }`, and a picture with a key that this one must not have:
/// `{ t: <name>, v: <version>, d: <payload> }`, whose names are integers and booleans too.
pub struct External;

static NAMED: Object =
    object(&["id", "t"], &[may(FIELD), Member { node: Node::Absent, optional: false }], Inner::Named(1));
static TYPED: Object =
    object(&["t", "v", "d"], &[must(Node::Name), may(Node::Version), must(PAYLOAD)], Inner::None);

const NAMED_NAMES: &[(&str, usize)] = &[("created", 0), ("closed", 1)];
static NAMED_SLOTS: [u16; 4] = Names::slots(NAMED_NAMES);
const TYPED_NAMES: &[(&str, usize)] = &[("text", 2)];
static TYPED_SLOTS: [u16; 2] = Names::slots(TYPED_NAMES);
const OTHER_NAMES: &[(WireName, usize)] = &[(WireName::Integer(4, "4"), 3), (WireName::Bool(true), 4)];

impl Protocol for External {
    const PICTURES: &'static [Picture] = &[
        Picture {
            root: Node::Object(&NAMED),
            names: Some(Names::new(NAMED_NAMES, &NAMED_SLOTS)),
            versioned: false,
        },
        Picture {
            root: Node::Object(&TYPED),
            names: Some(Names::new(TYPED_NAMES, &TYPED_SLOTS).and(OTHER_NAMES)),
            versioned: true,
        },
    ];
    const TAGS: &'static [Tag] = &[
        Tag::new(0, "created"),
        Tag::new(0, "closed").unit(),
        Tag::new(1, "text"),
        Tag::named(1, WireName::Integer(4, "4")),
        Tag::named(1, WireName::Bool(true)),
    ];
}

/// `{ <name>: <payload> }`
pub struct Bare;

static BARE: Object = object(&[], &[], Inner::Named(0));

impl Protocol for Bare {
    const PICTURES: &'static [Picture] = &[Picture {
        root: Node::Object(&BARE),
        names: Some(Names::new(NAMED_NAMES, &NAMED_SLOTS)),
        versioned: false,
    }];
    const TAGS: &'static [Tag] = &[Tag::new(0, "created"), Tag::new(0, "closed").unit()];
}

/// What the decoder says of the name of a frame.
pub fn decoded<P: Protocol>(text: &str) -> Result<Option<Name<'static>>, DecodeError> {
    decode::<LooseFrame<P>>(text, Limits::default()).map(|LooseFrame(event)| match event.found {
        Ok(index) => Some(Name::Known(index)),
        Err(unknown) => unknown.name.map(|name| Name::Unknown(name.into())),
    })
}

/// An event with any payload.
pub struct Loose<P> {
    found: Result<usize, Unknown>,
    protocol: PhantomData<P>,
}

impl<P> Loose<P> {
    fn new(found: Result<usize, Unknown>) -> Self {
        Loose { found, protocol: PhantomData }
    }
}

impl<P: Protocol> Event for Loose<P> {
    const PICTURES: &'static [Picture] = P::PICTURES;
    const TAGS: &'static [Tag] = P::TAGS;

    fn read<'de, A: MapAccess<'de>>(
        index: usize,
        input: &mut Members<'_, A>,
        output: &mut Option<Self>,
    ) -> Result<(), A::Error> {
        *output = Some(Loose::new(Ok(index)));
        input.skip_all()
    }

    fn read_value<'de, D: Deserializer<'de>>(
        index: usize,
        deserializer: D,
        _: &Context,
        output: &mut Option<Self>,
    ) -> Result<(), D::Error> {
        *output = Some(Loose::new(Ok(index)));
        IgnoredAny::deserialize(deserializer).map(drop)
    }

    fn write<M: SerializeMap>(&self, _: &mut Writer<'_, M>) -> Result<(), M::Error> {
        unreachable!("nothing is written")
    }

    fn write_value<S: Serializer>(&self, _: &Context, _: S) -> Result<S::Ok, S::Error> {
        unreachable!("nothing is written")
    }

    fn index(&self) -> Option<usize> {
        self.found.as_ref().ok().copied()
    }

    fn from_unknown(unknown: Unknown) -> Result<Self, Unknown> {
        Ok(Loose::new(Err(unknown)))
    }

    fn as_unknown(&self) -> Option<&Unknown> {
        self.found.as_ref().err()
    }
}

/// The frame around it, whose other members may be of any kind.
pub struct LooseFrame<P>(Loose<P>);

impl<P: Protocol> Frame for LooseFrame<P> {
    type Event = Loose<P>;
    const PATHS: &'static [&'static [&'static str]] = &[&["id"]];
    type Fields = ();

    fn fields<E: Error>(_: &mut Beside<'_>, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn assemble(event: Loose<P>, (): ()) -> Self {
        LooseFrame(event)
    }

    fn write_field<M: SerializeMap>(
        _: &Loose<P>,
        _: Option<&Self>,
        _: usize,
        _: &'static str,
        _: &mut Writer<'_, M>,
    ) -> Result<bool, M::Error> {
        unreachable!("nothing is written")
    }

    fn has_field(_: &Loose<P>, _: Option<&Self>, _: usize) -> bool {
        false
    }
}
