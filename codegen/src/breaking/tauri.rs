//! How events reach the page of a desktop app.

use super::comparing::{Comparing, Place};
use super::names::Pair;
use super::{HarmKind, Kind, Stream};
use crate::model::{Event, Tauri, TauriPayload};
use crate::resolve::spelled;

/// Compares `tauri` at the top.
pub fn template(cx: &mut Comparing) {
    let place = Place::section("tauri");
    match (&cx.joined.previous.tauri, &cx.joined.current.tauri) {
        (Some(previous), Some(current)) => compare(cx, &place, previous, current),
        (None, Some(_)) => cx.harmless(Kind::Added, &place, "events reach the page of a desktop app now"),
        (Some(_), None) => {
            let harms = vec![(HarmKind::Promise, "hears nothing in a desktop app".to_owned())];
            let message = "events no longer reach the page of a desktop app";
            cx.differ("TAURI_SAME_NAME", Kind::Removed, &place, message, harms);
        }
        (None, None) => {}
    }
}

fn compare(cx: &mut Comparing, place: &Place, previous: &Tauri, current: &Tauri) {
    let names = |tauri: &Tauri| (tauri.prefix.clone(), tauri.suffix.clone(), tauri.replace.clone());
    if names(previous) != names(current) {
        let shown = |tauri: &Tauri| format!("{}<name>{}", tauri.prefix, tauri.suffix);
        let (was, is) = (shown(previous), shown(current));
        let message = match was == is {
            true => "other characters are replaced in Tauri names".to_owned(),
            false => format!("Tauri names are formed as `{is}`, and were as `{was}`"),
        };
        let clause = format!("listens to `{was}`, if it comes from elsewhere than the app");
        let harms = vec![(HarmKind::Promise, clause)];
        let harms = if renames(cx, previous, current) { harms } else { Vec::new() };
        cx.differ("TAURI_SAME_NAME", Kind::Changed, place, message, harms);
    }
    if previous.payload != current.payload {
        let word = |payload| match payload {
            TauriPayload::Text => "the frame as text",
            TauriPayload::Object => "the frame as an object",
            TauriPayload::Alone => "the payload alone",
        };
        let (was, is) = (word(previous.payload), word(current.payload));
        let message = format!("the page gets {is}, and got {was}");
        let clause = format!("expects {was}, if it comes from elsewhere than the app");
        cx.differ("TAURI_SAME_PAYLOAD", Kind::Changed, place, message, vec![(HarmKind::Promise, clause)]);
    }
}

/// Whether an event of both manifests is called otherwise by the templates.
fn renames(cx: &Comparing, previous: &Tauri, current: &Tauri) -> bool {
    let is_derived = |tauri: &Tauri, event: &Event| event.tauri == Some(tauri.name(&spelled(&event.wire)));
    let (before, after) = (&cx.joined.previous.server, &cx.joined.current.server);
    before.iter().filter(|own| is_derived(previous, own)).any(|own| {
        let name = spelled(&own.wire);
        let is_it = |other: &Event| other.wire == own.wire || other.name == own.name;
        let stays = after.iter().any(|other| is_it(other) && is_derived(current, other));
        stays && previous.name(&name) != current.name(&name)
    })
}

/// Compares the Tauri names of an event, unless its name or the template says why they differ.
pub fn of_event(cx: &mut Comparing, place: &Place, stream: Stream, pair: &Pair<Event>) {
    if stream != Stream::Server || pair.previous.tauri == pair.current.tauri {
        return;
    }
    let derived = |tauri: &Option<Tauri>, event: &Event| {
        tauri.as_ref().map(|tauri| tauri.name(&spelled(&event.wire))) == event.tauri
    };
    let (previous, current) = (pair.previous, pair.current);
    if derived(&cx.joined.previous.tauri, previous) && derived(&cx.joined.current.tauri, current) {
        return;
    }
    let word = |name: &Option<String>| name.as_ref().map_or("none".to_owned(), |name| format!("`{name}`"));
    let (was, is) = (word(&previous.tauri), word(&current.tauri));
    let message = format!("its Tauri name is {is}, and was {was}");
    if previous.tauri.is_none() {
        return cx.harmless(Kind::Changed, place, message);
    }
    let clause = format!("listens to {was}, if it comes from elsewhere than the app");
    cx.differ("EVENT_SAME_TAURI_NAME", Kind::Changed, place, message, vec![(HarmKind::Promise, clause)]);
}
