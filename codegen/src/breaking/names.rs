//! Which node of the current manifest is which of the previous one, by their names; and names that are reserved.

use super::comparing::{Comparing, Flow, Place};
use super::{HarmKind, Kind, Stream};
use crate::model::{Meta, Model, Picture, WireName};
use crate::name::Name;
use crate::resolve::spelled;
use crate::source::Span;

/// What tells one node from its siblings.
pub struct Called<'n> {
    /// `1` and `"1"` are two names.
    pub wire: WireName,
    pub name: &'n Name,
    pub was: Vec<WireName>,
}

impl<'n> Called<'n> {
    /// What is called by a text.
    pub fn new(wire: String, name: &'n Name, meta: &Meta) -> Called<'n> {
        Called::by(WireName::Text(wire), name, meta)
    }

    /// An event or a variant. Where its name is a key, it is a text whatever it is elsewhere.
    pub fn framed(wire: &WireName, name: &'n Name, meta: &Meta, picture: &Picture) -> Called<'n> {
        match picture.has_name_key() {
            true => Called::new(spelled(wire), name, meta),
            false => Called::by(wire.clone(), name, meta),
        }
    }

    fn by(wire: WireName, name: &'n Name, meta: &Meta) -> Called<'n> {
        let was = meta.was.iter().map(|was| wire.old(was)).collect();
        Called { wire, name, was }
    }

    fn reads(&self, wire: &WireName) -> bool {
        self.wire == *wire || self.was.contains(wire)
    }
}

/// Two names in words: with the quotes that tell a text from an integer, where nothing else does.
fn shown(previous: &WireName, current: &WireName) -> (String, String) {
    let (old, new) = (spelled(previous), spelled(current));
    if old != new {
        return (old, new);
    }
    let quoted = |wire: &WireName, text: String| match wire {
        WireName::Text(_) => format!("\"{text}\""),
        WireName::Int(_) | WireName::Bool(_) => text,
    };
    (quoted(previous, old), quoted(current, new))
}

/// Two nodes that are one.
pub struct Pair<'a, T> {
    pub previous: &'a T,
    pub current: &'a T,
    /// Readers with the current manifest know the name that writers with the previous one write.
    pub new_reads: bool,
    /// And the other way about.
    pub old_reads: bool,
    /// The names on the wire, if there are two.
    pub renamed: Option<(String, String)>,
    /// An old name that is no longer read.
    pub dropped: Vec<String>,
}

/// Siblings of both manifests, put together.
pub struct Matched<'a, T> {
    pub pairs: Vec<Pair<'a, T>>,
    pub removed: Vec<&'a T>,
    pub added: Vec<&'a T>,
}

/// Puts siblings together that are called in one way in both manifests.
pub fn matched<'a, T>(
    previous: &[&'a T],
    current: &[&'a T],
    called: impl Fn(&'a T) -> Called<'a>,
) -> Matched<'a, T> {
    matched_by((previous, &called), (current, &called))
}

/// Puts siblings together: by the name on the wire, else by old names, by an old name of both, else by
/// the name in code.
pub fn matched_by<'a, T>(
    (previous, before): (&[&'a T], impl Fn(&'a T) -> Called<'a>),
    (current, after): (&[&'a T], impl Fn(&'a T) -> Called<'a>),
) -> Matched<'a, T> {
    let old: Vec<Called> = previous.iter().map(|node| before(node)).collect();
    let new: Vec<Called> = current.iter().map(|node| after(node)).collect();
    let mut partner: Vec<Option<usize>> = vec![None; old.len()];
    let mut taken = vec![false; new.len()];
    type Is<'n> = fn(&Called<'n>, &Called<'n>) -> bool;
    let ways: [Is; 5] = [
        |old, new| old.wire == new.wire && old.name == new.name,
        |old, new| old.wire == new.wire,
        |old, new| new.reads(&old.wire) || old.reads(&new.wire),
        |old, new| old.was.iter().any(|was| new.was.contains(was)),
        |old, new| old.name == new.name,
    ];
    for is in ways {
        for (index, own) in
            old.iter().enumerate().filter(|(index, _)| partner[*index].is_none()).collect::<Vec<_>>()
        {
            let same = new.iter().enumerate().position(|(at, other)| !taken[at] && is(own, other));
            if let Some(at) = same {
                (partner[index], taken[at]) = (Some(at), true);
            }
        }
    }
    let pairs = partner.iter().enumerate().filter_map(|(index, partner)| {
        let (own, other) = (&old[index], &new[(*partner)?]);
        Some(Pair {
            previous: previous[index],
            current: current[(*partner)?],
            new_reads: other.reads(&own.wire),
            old_reads: own.reads(&other.wire),
            renamed: (own.wire != other.wire).then(|| shown(&own.wire, &other.wire)),
            dropped: own.was.iter().filter(|was| !other.reads(was)).map(spelled).collect(),
        })
    });
    let removed =
        partner.iter().zip(previous).filter(|(partner, _)| partner.is_none()).map(|(_, node)| *node);
    let added = taken.iter().zip(current).filter(|(taken, _)| !**taken).map(|(_, node)| *node);
    Matched { pairs: pairs.collect(), removed: removed.collect(), added: added.collect() }
}

impl<T> Pair<'_, T> {
    /// Who is harmed by another name on the wire; `lost` is what becomes of a node with a name that the reader does not
    /// know.
    pub fn harms(&self, lost: &str) -> Vec<(HarmKind, String)> {
        let mut harms = Vec::new();
        if let Some((previous, current)) = &self.renamed {
            if !self.new_reads {
                harms.push((
                    HarmKind::NewReader,
                    format!("{lost} `{previous}`, the name that is written there"),
                ));
            }
            if !self.old_reads {
                harms.push((
                    HarmKind::OldReader,
                    format!("{lost} `{current}`, since it knows only `{previous}`"),
                ));
            }
        }
        harms
    }
}

/// Notes another name of a node, on the wire or in code.
pub fn renamed<T>(
    cx: &mut Comparing,
    rule: &'static str,
    place: &Place,
    what: &str,
    pair: &Pair<T>,
    names: (&str, &str),
    lost: &str,
) {
    if let Some((previous, current)) = &pair.renamed {
        let kept = match (pair.new_reads, pair.old_reads) {
            (true, true) => "both names are read",
            (true, false) => "`was` lets new readers know the old name",
            _ => "without the old name under `was`",
        };
        let mut harms = pair.harms(lost);
        if names.0 != names.1 {
            harms.push((HarmKind::Source, format!("names `{}`", names.0)));
        }
        let message = format!("{what} `{previous}` is called `{current}` now: {kept}");
        cx.differ(rule, Kind::Changed, place, message, harms);
    } else if names.0 != names.1 {
        let (old, new) = names;
        let message = format!("{what} is `{new}` in code, and was `{old}`");
        let harms = vec![(HarmKind::Source, format!("names `{old}`, which is gone"))];
        cx.differ(rule, Kind::Changed, place, message, harms);
    }
    for was in &pair.dropped {
        let message = format!("{what} is no longer read under its old name `{was}`");
        let clause = format!("meets `{was}`, if it was stored before the name changed, and does not know it");
        cx.differ(rule, Kind::Changed, place, message, vec![(HarmKind::Loss, clause)]);
    }
}

/// The protocol's own name.
pub fn protocol(cx: &mut Comparing) {
    let (previous, current) = (&cx.joined.previous.protocol, &cx.joined.current.protocol);
    if previous != current {
        let message = format!("the protocol is called `{current}` now, and was `{previous}`");
        let clause = format!("names what is derived from `{previous}`");
        let place = Place::section("protocol");
        cx.differ("PROTOCOL_SAME_NAME", Kind::Changed, &place, message, vec![(HarmKind::Source, clause)]);
    }
}

/// Top-level `reserved`.
pub fn reserved(cx: &mut Comparing) {
    let (previous, current) = (&cx.joined.previous, &cx.joined.current);
    let (old, new) = (&previous.reserved, &current.reserved);
    let names = |model: &Model, stream| -> Vec<(String, Span)> {
        let events = super::events::of(model, stream).iter();
        events.map(|event| (spelled(&event.wire), event.span)).collect()
    };
    let sections = [
        (Stream::Server, "server", &old.server, &new.server),
        (Stream::Client, "client", &old.client, &new.client),
        (Stream::Desktop, "desktop", &old.desktop, &new.desktop),
    ];
    for (stream, name, old, new) in sections {
        let place = Place { at: name.to_owned(), ..Place::section("reserved") };
        let used = names(&cx.joined.current, stream);
        cx.in_flow(Flow::of(stream), |cx| reserved_in(cx, &place, "event", old, new, &used));
    }
    let types = current.types.iter().map(|def| (def.name.pascal(), def.span)).collect::<Vec<_>>();
    let place = Place { at: "types".to_owned(), ..Place::section("reserved") };
    for name in old.types.iter().filter(|name| !new.types.contains(name)) {
        match types.iter().find(|(own, _)| own == name) {
            Some((_, span)) => {
                let message = format!("the reserved name `{name}` is a type again");
                let clause = format!("may still mean the old `{name}`");
                let place = place.come(name, *span);
                cx.differ(
                    "RESERVED_NO_REUSE",
                    Kind::Changed,
                    &place,
                    message,
                    vec![(HarmKind::Source, clause)],
                );
            }
            None => unguarded(cx, &place.below(name), "type", name),
        }
    }
}

/// The reserved names of one place, whose nodes are `used` now.
pub fn reserved_in(
    cx: &mut Comparing,
    place: &Place,
    what: &str,
    previous: &[String],
    current: &[String],
    used: &[(String, Span)],
) {
    for name in previous.iter().filter(|name| !current.contains(name)) {
        match used.iter().find(|(own, _)| own == name) {
            Some((_, span)) => {
                let message = format!("the reserved name `{name}` is that of another {what} now");
                let harms = vec![
                    (HarmKind::NewReader, format!("takes an old `{name}` for the new one")),
                    (
                        HarmKind::OldReader,
                        format!("takes the new `{name}` for the old one, if it still knows that"),
                    ),
                ];
                cx.differ("RESERVED_NO_REUSE", Kind::Changed, &place.come(name, *span), message, harms);
            }
            None => unguarded(cx, &place.below(name), what, name),
        }
    }
}

fn unguarded(cx: &mut Comparing, place: &Place, what: &str, name: &str) {
    let message = format!("`{name}` is no longer reserved");
    let clause = format!("may give the name `{name}` to another {what}, and is not told");
    cx.differ("RESERVED_NO_DELETE", Kind::Removed, place, message, vec![(HarmKind::Guard, clause)]);
}
