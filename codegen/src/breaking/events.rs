//! Events of both directions, and those of the desktop app.

use super::comparing::{Comparing, Flow, Place};
use super::names::{self, Called, Pair};
use super::{HarmKind, Kind, Stream, Where, answers, frames, kept, tauri, versions};
use crate::model::{Audience, Delivery, Direction, Event, Model, Sticky};
use crate::resolve::spelled;

/// Compares the events of all streams.
pub fn all(cx: &mut Comparing) {
    for stream in [Stream::Server, Stream::Client, Stream::Desktop] {
        cx.in_flow(Flow::of(stream), |cx| compare(cx, stream));
    }
}

/// The events of a stream.
pub fn of(model: &Model, stream: Stream) -> &[Event] {
    match stream {
        Stream::Server => &model.server,
        Stream::Client => &model.client,
        Stream::Desktop => &model.desktop,
    }
}

/// The key that a stream's events stand under.
pub fn section(stream: Stream) -> &'static str {
    match stream {
        Stream::Server => "server",
        Stream::Client => "client",
        Stream::Desktop => "desktop",
    }
}

fn compare(cx: &mut Comparing, stream: Stream) {
    let joined = cx.joined;
    let previous: Vec<&Event> = of(&joined.previous, stream).iter().collect();
    let current: Vec<&Event> = of(&joined.current, stream).iter().collect();
    let matched = names::matched_by(
        (&previous, |event| called(&joined.previous, stream, event)),
        (&current, |event| called(&joined.current, stream, event)),
    );
    let section = Place::section(section(stream));
    let inside = kept::are_inside(joined, stream);
    for event in matched.removed {
        let flow = Flow { kept: inside || kept::is_kept(event), ..Flow::of(stream) };
        cx.in_flow(flow, |cx| removed(cx, &section, stream, event));
    }
    for event in matched.added {
        added(cx, &section, stream, event);
    }
    for pair in &matched.pairs {
        let (previous, current) = (pair.previous, pair.current);
        let place = section.both(&spelled(&previous.wire), previous.span, current.span);
        let place = Place { category: current.category.clone(), ..place };
        let flow = Flow { kept: inside || kept::is_kept(previous), ..Flow::of(stream) };
        cx.in_flow(flow, |cx| event(cx, &place, stream, pair));
    }
}

fn called<'j>(model: &'j Model, stream: Stream, event: &'j Event) -> Called<'j> {
    let direction = match stream {
        Stream::Server => Direction::Server,
        Stream::Client => Direction::Client,
        Stream::Desktop => return Called::new(spelled(&event.wire), &event.name, &event.meta),
    };
    let picture = &model.frames(direction).pictures[event.picture];
    Called::framed(&event.wire, &event.name, &event.meta, picture)
}

fn removed(cx: &mut Comparing, section: &Place, stream: Stream, event: &Event) {
    let name = spelled(&event.wire);
    let place = Place { category: event.category.clone(), ..section.gone(&name, event.span) };
    if let Some((moved, to)) = in_other(cx, stream, event) {
        let place = Place { current: Where::Text(moved.span), ..place };
        let message = format!("the {} event `{name}` goes the other way now: it is a {to} event", section.at);
        let mut harms = vec![
            (HarmKind::NewReader, format!("does not expect `{name}` from that side")),
            (HarmKind::Source, format!("finds `{}` in the other direction", event.name.pascal())),
        ];
        if stream == Stream::Server {
            harms.push((HarmKind::Promise, format!("waits for `{name}`, which never comes again")));
        }
        return cx.differ("EVENT_SAME_DIRECTION", Kind::Changed, &place, message, harms);
    }
    let message = format!("the {} event `{name}` is gone", section.at);
    let mut harms = match stream {
        Stream::Server => vec![
            (HarmKind::Promise, format!("waits for `{name}`, which never comes again")),
            (HarmKind::NewReader, format!("takes `{name}` for an unknown event and does nothing with it")),
        ],
        Stream::Client => vec![(HarmKind::NewReader, format!("refuses `{name}`, which is still sent to it"))],
        Stream::Desktop => Vec::new(),
    };
    harms.push((HarmKind::Source, format!("names `{}`, which is gone", event.name.pascal())));
    cx.differ("EVENT_NO_DELETE", Kind::Removed, &place, message, harms);
}

/// The event of that name in the other direction, which was not there.
fn in_other<'j>(cx: &Comparing<'j>, stream: Stream, event: &Event) -> Option<(&'j Event, &'static str)> {
    let other = match stream {
        Stream::Server => Stream::Client,
        Stream::Client => Stream::Server,
        Stream::Desktop => return None,
    };
    let is_it = |other: &&Event| other.wire == event.wire;
    if of(&cx.joined.previous, other).iter().any(|other| is_it(&other)) {
        return None;
    }
    of(&cx.joined.current, other).iter().find(is_it).map(|event| (event, section(other)))
}

fn added(cx: &mut Comparing, place: &Place, stream: Stream, event: &Event) {
    let name = spelled(&event.wire);
    let what = match stream {
        Stream::Server => "older apps and pages keep it as an unknown event",
        Stream::Client => "a server without it refuses it, so the server is deployed first",
        Stream::Desktop => "the app and its page are one release",
    };
    let message = format!("the {} event `{name}` is new: {what}", place.at);
    let place = Place { category: event.category.clone(), ..place.come(&name, event.span) };
    cx.harmless(Kind::Added, &place, message);
}

fn event<'j>(cx: &mut Comparing<'j>, place: &Place, stream: Stream, pair: &Pair<'j, Event>) {
    let (previous, current) = (pair.previous, pair.current);
    let what = format!("the {} event", section(stream));
    let lost = match stream {
        Stream::Server | Stream::Desktop => "takes for unknown what is called",
        Stream::Client => "refuses what is called",
    };
    let names = (&*previous.name.pascal(), &*current.name.pascal());
    names::renamed(cx, "EVENT_SAME_NAME", place, &what, pair, names, lost);
    let named = format!("the {} event `{}`", section(stream), spelled(&current.wire));
    cx.meta(place, &named, &previous.meta, &current.meta);
    if stream != Stream::Desktop {
        frames::of_event(cx, place, previous, current);
    }
    versions::compare(cx, place, previous, current);
    if stream == Stream::Client {
        answers::reply(cx, place, previous, current);
    }
    promises(cx, place, previous, current);
    tauri::of_event(cx, place, stream, pair);
}

/// What is said of an event beside its shape.
fn promises(cx: &mut Comparing, place: &Place, previous: &Event, current: &Event) {
    delivery(cx, place, previous.delivery, current.delivery);
    audience(cx, place, previous.audience, current.audience);
    sticky(cx, place, &previous.sticky, &current.sticky);
    match (previous.idempotent, current.idempotent) {
        (true, false) => {
            let message = "it is no longer idempotent: what is sent twice is done twice";
            let harms = vec![(HarmKind::Promise, "may send it twice, as it was allowed to".to_owned())];
            cx.differ("EVENT_STAYS_IDEMPOTENT", Kind::Changed, place, message, harms);
        }
        (false, true) => cx.harmless(Kind::Changed, place, "it is idempotent now"),
        _ => {}
    }
}

fn delivery(cx: &mut Comparing, place: &Place, previous: Delivery, current: Delivery) {
    let word = |delivery| match delivery {
        Delivery::Volatile => (0, "volatile"),
        Delivery::Ordered => (1, "ordered"),
        Delivery::Critical => (2, "critical"),
    };
    let ((before, old), (now, new)) = (word(previous), word(current));
    let message = format!("its delivery is `{new}`, and was `{old}`");
    let lost = match current {
        Delivery::Volatile => "counts on every one of them, and may miss some",
        Delivery::Ordered | Delivery::Critical => "counts on those that a crash of the sender now loses",
    };
    match now.cmp(&before) {
        std::cmp::Ordering::Less => {
            let harms = vec![(HarmKind::Promise, lost.to_owned())];
            cx.differ("EVENT_SAME_DELIVERY", Kind::Changed, place, message, harms);
        }
        std::cmp::Ordering::Greater => cx.harmless(Kind::Changed, place, message),
        std::cmp::Ordering::Equal => {}
    }
}

fn audience(cx: &mut Comparing, place: &Place, previous: Audience, current: Audience) {
    let clause = match (previous, current) {
        (Audience::Broadcast, Audience::Targeted) => "no longer gets what is meant for others",
        (Audience::Targeted, Audience::Broadcast) => "takes for its own what is meant for everybody",
        _ => return,
    };
    let word = match current {
        Audience::Broadcast => "it goes to everybody, and went to one client",
        Audience::Targeted => "it goes to one client, and went to everybody",
    };
    let harms = vec![(HarmKind::Promise, clause.to_owned())];
    cx.differ("EVENT_SAME_AUDIENCE", Kind::Changed, place, word, harms);
}

fn sticky(cx: &mut Comparing, place: &Place, previous: &Sticky, current: &Sticky) {
    let word = |sticky: &Sticky| match sticky {
        Sticky::No => "none is kept".to_owned(),
        Sticky::Last => "the last one is kept".to_owned(),
        Sticky::LastPer(path) => format!("the last one per `{}` is kept", path.join(".")),
    };
    if previous == current {
        return;
    }
    let message = format!("{} for those who come later, and before: {}", word(current), word(previous));
    if *previous == Sticky::No {
        return cx.harmless(Kind::Changed, place, message);
    }
    let harms = vec![(HarmKind::Promise, "counts on what was kept when it connects".to_owned())];
    cx.differ("EVENT_SAME_STICKY", Kind::Changed, place, message, harms);
}
