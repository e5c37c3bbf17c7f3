//! Pictures, and what else `wire` says of all frames.

use super::comparing::{Comparing, Flow, Place};
use super::fields::Others;
use super::joined::has_wide_integers;
use super::types::{self, Family};
use super::{HarmKind, Kind, Stream, answers, kept, moved};
use crate::model::{Direction, Event, Frames, Int64, Payload, Picture, PictureMember, PictureNode};
use crate::resolve::members::{Members, of_struct, of_type};

/// Compares `wire`.
pub fn wire(cx: &mut Comparing) {
    int64(cx);
    answers::wire(cx);
}

fn int64(cx: &mut Comparing) {
    let (previous, current) = (&cx.joined.previous, &cx.joined.current);
    if previous.wire.int64 == current.wire.int64 {
        return;
    }
    let used = has_wide_integers(previous) && has_wide_integers(current);
    let (was, is) = match current.wire.int64 {
        Int64::String => ("numbers", "texts"),
        Int64::Number => ("texts", "numbers"),
    };
    let message = format!("64-bit integers are {is} on the wire, and were {was}");
    let place = Place::section("wire").below("int64");
    for stream in [Stream::Server, Stream::Client] {
        let harms = vec![
            (HarmKind::NewReader, format!("expects {is} and gets {was}")),
            (HarmKind::OldReader, format!("expects {was} and gets {is}")),
        ];
        let harms = if used { harms } else { Vec::new() };
        let flow = Flow { kept: kept::has_wide_integers(cx.joined, stream), ..Flow::of(stream) };
        cx.in_flow(flow, |cx| {
            cx.differ("INT64_SAME_ENCODING", Kind::Changed, &place, message.clone(), harms);
        });
    }
}

/// Compares the pictures that an event is framed in.
pub fn of_event<'j>(cx: &mut Comparing<'j>, place: &Place, previous: &'j Event, current: &'j Event) {
    let direction = match cx.flow.stream {
        Stream::Client => Direction::Client,
        Stream::Server | Stream::Desktop => Direction::Server,
    };
    let (old, new) = (cx.joined.previous.frames(direction), cx.joined.current.frames(direction));
    let (before, after) = (&old.pictures[previous.picture], &new.pictures[current.picture]);
    let whose = (whose(old, previous.picture), whose(new, current.picture));
    let (inside_old, inside_new) = (inside(cx, carried(previous)), inside(cx, carried(current)));
    let framed = |rule| Framed { rule, before: &inside_old, after: &inside_new };
    match whose {
        (Whose::All, Whose::All) => {
            let place = Place::section("wire").below("frame").at_pictures(before.span, after.span);
            pictures(cx, &place, framed("FRAME_SAME_PICTURE"), before, after);
        }
        (Whose::Named(old), Whose::Named(new)) if old == new => {
            let place =
                Place::section("wire").below("frames").below(old).at_pictures(before.span, after.span);
            pictures(cx, &place, framed("FRAME_SAME_PICTURE"), before, after);
        }
        _ => node(cx, place, framed("EVENT_SAME_FRAME"), &before.node, &after.node),
    }
}

/// Which rule looks at a picture, and the members of what is framed in it in both manifests.
#[derive(Clone, Copy)]
pub struct Framed<'f, 'j> {
    pub rule: &'static str,
    pub before: &'f [Members<'j>],
    pub after: &'f [Members<'j>],
}

impl Framed<'_, '_> {
    /// A picture in which nothing is framed, or nothing whose members lie among its own.
    pub fn by(rule: &'static str) -> Self {
        Framed { rule, before: &[], after: &[] }
    }

    fn others(self) -> Others {
        let take = |all: &[Members]| all.iter().any(|members| members.takes_others);
        Others { before: take(self.before), after: take(self.after) }
    }
}

/// What an event carries, in all its versions.
fn carried(event: &Event) -> impl Iterator<Item = &Payload> {
    std::iter::once(&event.payload).chain(event.versions.iter().map(|older| &older.payload))
}

/// The members of payloads.
pub fn inside<'j>(cx: &Comparing<'j>, payloads: impl Iterator<Item = &'j Payload>) -> Vec<Members<'j>> {
    let types = &cx.joined.types;
    let members = payloads.filter_map(|payload| match payload {
        Payload::Unit => None,
        Payload::Struct(members) => Some(of_struct(types, members)),
        Payload::Type(ty) => Some(of_type(types, ty)),
    });
    members.collect()
}

/// Whose a picture is: that of all events, one with a name, or an event's own.
#[derive(PartialEq)]
enum Whose<'m> {
    All,
    Named(&'m str),
    Own,
}

fn whose(frames: &Frames, index: usize) -> Whose<'_> {
    match &frames.pictures[index].name {
        Some(name) => Whose::Named(name),
        None if index == 0 => Whose::All,
        None => Whose::Own,
    }
}

/// Compares two pictures of the same frames.
pub fn pictures<'j>(
    cx: &mut Comparing<'j>,
    place: &Place,
    framed: Framed<'_, 'j>,
    previous: &'j Picture,
    current: &'j Picture,
) {
    let place = &place.at_pictures(previous.span, current.span);
    node(cx, place, framed, &previous.node, &current.node);
}

fn node<'j>(
    cx: &mut Comparing<'j>,
    place: &Place,
    framed: Framed<'_, 'j>,
    previous: &'j PictureNode,
    current: &'j PictureNode,
) {
    let rule = framed.rule;
    match (previous, current) {
        (PictureNode::Object(old), PictureNode::Object(new)) => members(cx, place, framed, old, new),
        (
            PictureNode::Value { ty: old, nullable: before },
            PictureNode::Value { ty: new, nullable: after },
        ) => {
            if before != after {
                let (reader, which) = match after {
                    true => (HarmKind::OldReader, "may be null"),
                    false => (HarmKind::NewReader, "may no longer be null"),
                };
                let message = format!("what stands beside the event {which}");
                let harms = vec![(reader, "refuses null there".to_owned())];
                cx.differ(rule, Kind::Changed, place, message, harms);
            }
            types::compare(cx, place, &Family::same(rule), old, new);
        }
        (PictureNode::Payload { nullable: before }, PictureNode::Payload { nullable: after })
            if before != after =>
        {
            // All three ways to write no payload are read.
            cx.differ(rule, Kind::Changed, place, "no payload is written in another way", Vec::new());
        }
        (old, new) if old == new => {}
        _ => another(cx, place, rule),
    }
}

fn another(cx: &mut Comparing, place: &Place, rule: &'static str) {
    let (of, inside) = match rule {
        "UNION_SAME_PICTURE" => ("variants", "variant"),
        "REPLY_SAME_PICTURE" => ("replies", "answer"),
        "ERROR_SAME_ANSWER" => ("errors", "code and message"),
        _ => ("frames", "event"),
    };
    let harms = vec![
        (HarmKind::NewReader, format!("finds no {inside} in {of} of the old picture")),
        (HarmKind::OldReader, format!("finds no {inside} in {of} of the new picture")),
    ];
    cx.differ(rule, Kind::Changed, place, format!("the picture of {of} is another one"), harms);
}

fn members<'j>(
    cx: &mut Comparing<'j>,
    place: &Place,
    framed: Framed<'_, 'j>,
    previous: &'j [PictureMember],
    current: &'j [PictureMember],
) {
    let rule = framed.rule;
    let holes = |members: &[PictureMember]| {
        let has = |hole| members.contains(&hole);
        (has(PictureMember::NameKey), has(PictureMember::SpreadPayload))
    };
    if holes(previous) != holes(current) {
        return another(cx, place, rule);
    }
    // Only beside what is spread could a key be one of its members.
    let spreads = previous.contains(&PictureMember::SpreadPayload);
    let beside = if spreads { framed } else { Framed::by(rule) };
    for (key, optional, old) in keys(previous) {
        match keys(current).find(|(other, ..)| *other == key) {
            Some((_, now_optional, new)) => {
                if optional != now_optional {
                    presence(cx, place, rule, key, now_optional, new);
                }
                node(cx, place, framed, old, new);
            }
            None => gone(cx, place, beside, key, old, optional),
        }
    }
    for (key, optional, new) in keys(current).filter(|(key, ..)| !keys(previous).any(|(own, ..)| own == *key))
    {
        come(cx, place, beside, key, new, optional);
    }
}

fn keys(members: &[PictureMember]) -> impl Iterator<Item = (&str, bool, &PictureNode)> {
    members.iter().filter_map(|member| match member {
        PictureMember::Key { key, optional, node, .. } => Some((key.as_str(), *optional, node)),
        PictureMember::NameKey | PictureMember::SpreadPayload => None,
    })
}

/// Whether it is only a field of the frame.
fn is_beside(node: &PictureNode) -> bool {
    match node {
        PictureNode::Value { .. } => true,
        PictureNode::Object(members) => {
            let no_hole = |member: &PictureMember| match member {
                PictureMember::Key { node, .. } => is_beside(node),
                PictureMember::NameKey | PictureMember::SpreadPayload => false,
            };
            members.iter().all(no_hole)
        }
        PictureNode::Name | PictureNode::Payload { .. } | PictureNode::Version | PictureNode::Constant(_) => {
            false
        }
    }
}

/// Whether every frame must have it: null says that there is none, and so does its absence.
fn must_be(node: &PictureNode, optional: bool) -> bool {
    !optional && !matches!(node, PictureNode::Value { nullable: true, .. })
}

fn presence(cx: &mut Comparing, place: &Place, rule: &'static str, key: &str, now: bool, node: &PictureNode) {
    if matches!(node, PictureNode::Payload { .. }) {
        return cx.differ(rule, Kind::Changed, place, "no payload is written in another way", Vec::new());
    }
    let (reader, which) = match now {
        true => (HarmKind::OldReader, "may be left out of frames"),
        false => (HarmKind::NewReader, "must be in all frames"),
    };
    let harms = vec![(reader, format!("refuses frames without `{key}`"))];
    let harms = if must_be(node, false) { harms } else { Vec::new() };
    cx.differ(rule, Kind::Changed, place, format!("`{key}` {which}"), harms);
}

fn gone<'j>(
    cx: &mut Comparing<'j>,
    place: &Place,
    framed: Framed<'_, 'j>,
    key: &str,
    node: &'j PictureNode,
    optional: bool,
) {
    if !is_beside(node) {
        return another(cx, place, framed.rule);
    }
    let mut harms = vec![
        (HarmKind::Loss, format!("no longer finds `{key}` beside the event")),
        (HarmKind::Source, format!("expects `{key}` beside the event")),
    ];
    if must_be(node, optional) {
        harms.push((HarmKind::OldReader, format!("refuses frames without `{key}`")));
    }
    harms.extend(framed.others().harms(key, true));
    harms.extend(moved::harms(cx, framed.after, key, node, [HarmKind::OldReader, HarmKind::NewReader]));
    cx.differ(framed.rule, Kind::Removed, place, format!("`{key}` is no longer beside the event"), harms);
}

fn come<'j>(
    cx: &mut Comparing<'j>,
    place: &Place,
    framed: Framed<'_, 'j>,
    key: &str,
    node: &'j PictureNode,
    optional: bool,
) {
    if !is_beside(node) {
        return another(cx, place, framed.rule);
    }
    let mut harms = Vec::new();
    if must_be(node, optional) {
        harms.push((HarmKind::NewReader, format!("refuses frames without `{key}`")));
    }
    harms.extend(framed.others().harms(key, false));
    harms.extend(moved::harms(cx, framed.before, key, node, [HarmKind::NewReader, HarmKind::OldReader]));
    cx.differ(framed.rule, Kind::Added, place, format!("`{key}` is beside the event now"), harms);
}

/// Compares a picture that one of the manifests may lack.
pub fn maybe<'j>(
    cx: &mut Comparing<'j>,
    place: &Place,
    framed: Framed<'_, 'j>,
    previous: Option<&'j Picture>,
    current: Option<&'j Picture>,
) {
    if let (Some(previous), Some(current)) = (previous, current) {
        cx.in_flow(Flow::of(Stream::Server), |cx| pictures(cx, place, framed, previous, current));
    }
}
