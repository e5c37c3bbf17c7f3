//! Versions of an event: which frames are read by which shape.

use super::comparing::{Comparing, Place};
use super::payloads::{self, Carried};
use super::{HarmKind, Kind, Stream};
use crate::model::{Event, Payload};
use crate::source::Span;

/// Compares what an event carries, in each of its versions.
pub fn compare<'j>(cx: &mut Comparing<'j>, place: &Place, previous: &'j Event, current: &'j Event) {
    if current.version < previous.version {
        return decreased(cx, place, previous, current);
    }
    let oldest = current.versions.first().map_or(current.version, |version| version.number);
    for older in previous.versions.iter().filter(|older| older.number < oldest) {
        deleted(cx, place, older.number, older.span);
    }
    for older in previous.versions.iter().filter(|older| older.number >= oldest) {
        if let Some((payload, span)) = of_version(current, older.number) {
            let place = place.both(&format!("v{}", older.number), older.span, span);
            let pair = (&older.payload, payload);
            cx.in_version(&place, |cx| payloads::compare(cx, &place, &Carried::OLDER, pair));
        }
    }
    if current.version == previous.version {
        let carried = Carried::of_event(cx, previous, current);
        return payloads::compare(cx, place, &carried, (&previous.payload, &current.payload));
    }
    newer(cx, place, previous, current);
}

/// What was the newest version is an older one now.
fn newer<'j>(cx: &mut Comparing<'j>, place: &Place, previous: &'j Event, current: &'j Event) {
    let (old, new) = (previous.version, current.version);
    let Some((payload, span)) = of_version(current, old) else {
        return deleted(cx, place, old, previous.span);
    };
    let older = match cx.flow.stream {
        Stream::Client => "refuses it, so the server is deployed first",
        Stream::Server | Stream::Desktop => "keeps it as an unknown event, so readers are shipped first",
    };
    let message = format!("version {new} is new: who knows only version {old} {older}");
    let harms = vec![(HarmKind::Source, format!("gets the shape of version {new}"))];
    cx.differ("VERSION_SAME_SHAPE", Kind::Changed, place, message, harms);
    let place = place.both(&format!("v{old}"), previous.span, span);
    let pair = (&previous.payload, payload);
    cx.in_version(&place, |cx| payloads::compare(cx, &place, &Carried::OLDER, pair));
}

fn of_version(event: &Event, number: u32) -> Option<(&Payload, Span)> {
    if event.version == number {
        return Some((&event.payload, event.span));
    }
    let older = event.versions.iter().find(|version| version.number == number)?;
    Some((&older.payload, older.span))
}

fn deleted(cx: &mut Comparing, place: &Place, number: u32, span: Span) {
    let message = format!("version {number} is no longer read");
    let place = place.gone(&format!("v{number}"), span);
    let harms = vec![
        (HarmKind::NewReader, format!("takes a frame of version {number} for an unknown event")),
        (HarmKind::Source, format!("names the shape of version {number}")),
    ];
    cx.differ("VERSION_NO_DELETE", Kind::Removed, &place, message, harms);
}

fn decreased(cx: &mut Comparing, place: &Place, previous: &Event, current: &Event) {
    let (old, new) = (previous.version, current.version);
    let message = format!("its version is {new}, and was {old}: a number is not used again");
    let harms = vec![
        (HarmKind::NewReader, format!("takes a frame of version {old} for an unknown event")),
        (HarmKind::OldReader, format!("reads the new shape by that of the old version {new}, or not at all")),
        (HarmKind::Source, "gets another shape".to_owned()),
    ];
    cx.differ("VERSION_NO_DECREASE", Kind::Changed, place, message, harms);
}
