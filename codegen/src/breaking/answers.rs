//! Replies, errors, request ids and the heartbeat.

use super::comparing::{Comparing, Flow, Place};
use super::frames::Framed;
use super::payloads::{self, Carried};
use super::types::{self, Family};
use super::{HarmKind, Kind, Stream, frames};
use crate::model::{ErrorAnswer, Event, Model, Reply};
use crate::resolve::spelled;

/// What `wire` says of answers.
pub fn wire(cx: &mut Comparing) {
    let joined = cx.joined;
    let (previous, current) = (&joined.previous.wire, &joined.current.wire);
    let place = Place::section("wire");
    let (old, new) = (previous.reply.as_ref(), current.reply.as_ref());
    let before = frames::inside(cx, joined.previous.replies().map(|(_, payload)| payload));
    let after = frames::inside(cx, joined.current.replies().map(|(_, payload)| payload));
    let framed = Framed { rule: "REPLY_SAME_PICTURE", before: &before, after: &after };
    frames::maybe(cx, &place.below("reply"), framed, old, new);
    error(cx, &place.below("error"));
    correlation(cx, &place.below("correlation"));
    heartbeat(cx, &place.below("heartbeat"));
}

fn error(cx: &mut Comparing, place: &Place) {
    let joined = cx.joined;
    let (previous, current) = (&joined.previous, &joined.current);
    let (old, new) = (&previous.wire.error, &current.wire.error);
    if let (Some(ErrorAnswer::Picture(old)), Some(ErrorAnswer::Picture(new))) = (old, new) {
        return frames::maybe(cx, place, Framed::by("ERROR_SAME_ANSWER"), Some(old), Some(new));
    }
    let word = |model: &Model, answer: &Option<ErrorAnswer>| match answer {
        None => "nothing".to_owned(),
        Some(ErrorAnswer::Event(index)) => format!("`{}`", spelled(&model.server[*index].wire)),
        Some(ErrorAnswer::Picture(_)) => "a picture of its own".to_owned(),
    };
    let (was, is) = (word(previous, old), word(current, new));
    if was == is {
        return;
    }
    let message = format!("{is} answers a refused event, and {was} did");
    if old.is_none() {
        return cx.harmless(Kind::Added, place, message);
    }
    let harms = vec![(HarmKind::Promise, format!("waits for {was} when it was refused"))];
    cx.differ("ERROR_SAME_ANSWER", Kind::Changed, place, message, harms);
}

fn correlation(cx: &mut Comparing, place: &Place) {
    let word = |path: &Option<Vec<String>>| path.as_ref().map_or("nowhere".to_owned(), |path| path.join("."));
    let (old, new) = (&cx.joined.previous.wire.correlation, &cx.joined.current.wire.correlation);
    if old == new {
        return;
    }
    let message = format!("the request id stands at `{}`, and stood at `{}`", word(new), word(old));
    if old.is_none() {
        return cx.harmless(Kind::Added, place, message);
    }
    types::in_both(cx, |cx| {
        let harms = vec![(HarmKind::Promise, format!("looks for the request id at `{}`", word(old)))];
        cx.differ("CORRELATION_SAME_PATH", Kind::Changed, place, message.clone(), harms);
    });
}

fn heartbeat(cx: &mut Comparing, place: &Place) {
    let names = |model: &Model| {
        let heartbeat = model.wire.heartbeat?;
        let (send, expect) = (&model.client[heartbeat.send], &model.server[heartbeat.expect]);
        Some((spelled(&send.wire), spelled(&expect.wire)))
    };
    let (previous, current) = (&cx.joined.previous, &cx.joined.current);
    let (old, new) = (names(previous), names(current));
    if old == new {
        return;
    }
    let word = |names: &Option<(String, String)>| match names {
        Some((send, expect)) => format!("`{send}` is answered by `{expect}`"),
        None => "there is none".to_owned(),
    };
    let message = format!("the heartbeat is another one: {}, and before: {}", word(&new), word(&old));
    let known = new.as_ref().is_some_and(|(send, expect)| {
        let has = |events: &[Event], name: &String| events.iter().any(|event| spelled(&event.wire) == *name);
        has(&previous.client, send) && has(&previous.server, expect)
    });
    let mut harms = Vec::new();
    if let Some((send, expect)) = &old {
        harms.push((Stream::Server, HarmKind::Promise, format!("sends `{send}` and waits for `{expect}`")));
    }
    if new.is_some() && !known {
        let clause = "answers no such heartbeat, so that clients take the connection for dead";
        harms.push((Stream::Client, HarmKind::OldReader, clause.to_owned()));
    }
    if harms.is_empty() {
        return cx.harmless(Kind::Added, place, message);
    }
    for (stream, kind, clause) in harms {
        let (message, harms) = (message.clone(), vec![(kind, clause)]);
        cx.in_flow(Flow::of(stream), |cx| {
            cx.differ("HEARTBEAT_SAME_EVENTS", Kind::Changed, place, message, harms);
        });
    }
}

/// What answers a client event.
pub fn reply<'j>(cx: &mut Comparing<'j>, place: &Place, previous: &'j Event, current: &'j Event) {
    let joined = cx.joined;
    let (old, new) = (previous.reply.as_ref(), current.reply.as_ref());
    if let (Some(Reply::Payload(old)), Some(Reply::Payload(new))) = (old, new) {
        let carried = Carried { family: Family::same("EVENT_SAME_REPLY"), nothing_is_empty: false };
        let place = Place { at: format!("{}.reply", place.at), ..place.clone() };
        let flow = Flow::of(Stream::Server);
        return cx.in_flow(flow, |cx| payloads::compare(cx, &place, &carried, (old, new)));
    }
    let word = |model: &Model, reply: Option<&Reply>| match reply {
        None => "nothing".to_owned(),
        Some(Reply::Event(index)) => format!("`{}`", spelled(&model.server[*index].wire)),
        Some(Reply::Payload(_)) => "a reply of its own".to_owned(),
    };
    let (was, is) = (word(&joined.previous, old), word(&joined.current, new));
    if was == is {
        return;
    }
    let message = format!("{is} answers it, and {was} did");
    let mut harms = Vec::new();
    if old.is_some() {
        harms.push((HarmKind::Promise, format!("waits for {was}")));
    }
    if new.is_some() {
        harms.push((HarmKind::OldReader, format!("does not answer with {is}, which a newer app waits for")));
    }
    harms.push((HarmKind::Source, "gets another answer".to_owned()));
    cx.differ("EVENT_SAME_REPLY", Kind::Changed, place, message, harms);
}
