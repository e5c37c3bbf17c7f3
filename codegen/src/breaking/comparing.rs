//! The walk: what is known at a place, and what was found so far.

use std::collections::{HashMap, HashSet};

use super::joined::Joined;
use super::{Difference, Harm, HarmKind, Kind, Stream, Where};
use crate::model::{Deprecated, Meta, TypeId};
use crate::resolve::wider::Wider;
use crate::source::Span;

/// What the functions of all kinds of nodes share.
pub struct Comparing<'j> {
    pub joined: &'j Joined,
    pub wider: Wider<'j>,
    pub flow: Flow,
    /// The path of an older version: what differs there breaks one rule, whatever it is.
    version: Option<String>,
    off: &'j [&'j str],
    found: Vec<Difference>,
    /// Where each difference is in `found`.
    known: HashMap<(Option<&'static str>, String, String), usize>,
    seen: HashSet<(TypeId, TypeId, Flow)>,
}

/// Whose events are being compared, and who may meet whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Flow {
    pub stream: Stream,
    /// They outlive a deployment.
    pub kept: bool,
    /// Frames of the previous manifest come to readers with the current one.
    pub old_writes: bool,
    /// Frames of the current manifest come to readers with the previous one.
    pub new_writes: bool,
}

impl Flow {
    pub fn of(stream: Stream) -> Flow {
        Flow { stream, kept: false, old_writes: true, new_writes: true }
    }

    /// Whether there is such a reader.
    fn has(self, kind: HarmKind) -> bool {
        let both_ends = self.stream != Stream::Desktop;
        match kind {
            HarmKind::NewReader | HarmKind::Loss => both_ends && self.old_writes,
            HarmKind::OldReader => both_ends && self.new_writes,
            HarmKind::Promise => both_ends,
            HarmKind::Source | HarmKind::Guard => true,
        }
    }
}

/// A node in both manifests.
#[derive(Debug, Clone)]
pub struct Place {
    /// The path to it.
    pub at: String,
    pub previous: Where,
    pub current: Where,
    pub category: Option<String>,
}

impl Place {
    pub fn section(name: &'static str) -> Place {
        let here = Where::Section(name);
        Place { at: name.to_owned(), previous: here, current: here, category: None }
    }

    /// A node below this one that stands in both manifests.
    pub fn both(&self, name: &str, previous: Span, current: Span) -> Place {
        let below = self.below(name);
        Place { previous: Where::Text(previous), current: Where::Text(current), ..below }
    }

    /// One that only the previous manifest has.
    pub fn gone(&self, name: &str, previous: Span) -> Place {
        Place { previous: Where::Text(previous), ..self.below(name) }
    }

    /// One that only the current manifest has.
    pub fn come(&self, name: &str, current: Span) -> Place {
        Place { current: Where::Text(current), ..self.below(name) }
    }

    pub fn below(&self, name: &str) -> Place {
        Place { at: format!("{}.{name}", self.at), ..self.clone() }
    }

    /// The same with pictures that may be built in: these have no place of their own.
    pub fn at_pictures(&self, previous: Span, current: Span) -> Place {
        let own = |span, here| if span == Span::default() { here } else { Where::Text(span) };
        Place { previous: own(previous, self.previous), current: own(current, self.current), ..self.clone() }
    }
}

impl<'j> Comparing<'j> {
    pub fn new(joined: &'j Joined, off: &'j [&'j str]) -> Comparing<'j> {
        Comparing {
            joined,
            wider: Wider::new(&joined.types),
            flow: Flow::of(Stream::Server),
            version: None,
            off,
            found: Vec::new(),
            known: HashMap::new(),
            seen: HashSet::new(),
        }
    }

    pub fn finish(self) -> Vec<Difference> {
        self.found
    }

    /// Does something in another flow.
    pub fn in_flow<T>(&mut self, flow: Flow, act: impl FnOnce(&mut Self) -> T) -> T {
        let before = std::mem::replace(&mut self.flow, flow);
        let done = act(self);
        self.flow = before;
        done
    }

    /// Compares an older version, which does not change: nobody writes it any more.
    pub fn in_version(&mut self, place: &Place, act: impl FnOnce(&mut Self)) {
        self.version = Some(place.at.clone());
        self.in_flow(Flow { new_writes: false, ..self.flow }, act);
        self.version = None;
    }

    /// Whether a pair of types was not yet compared in this flow.
    pub fn is_first(&mut self, previous: TypeId, current: TypeId) -> bool {
        self.seen.insert((previous, current, self.flow))
    }

    /// Notes what a rule has found. Harms to those who are not there in this flow do not count.
    pub fn differ(
        &mut self,
        rule: &'static str,
        kind: Kind,
        place: &Place,
        message: impl Into<String>,
        harms: Vec<(HarmKind, String)>,
    ) {
        let in_version = self.version.as_ref().is_some_and(|version| place.at.starts_with(version));
        let rule = if in_version { "VERSION_SAME_SHAPE" } else { rule };
        let Flow { stream, kept, .. } = self.flow;
        let flow = self.flow;
        let real = harms.into_iter().filter(|(kind, _)| flow.has(*kind) && !self.off.contains(&rule));
        let harms = real.map(|(kind, clause)| Harm { kind, stream, kept, clause }).collect();
        self.push(Some(rule), kind, place, message.into(), harms);
    }

    /// Notes what harms nobody.
    pub fn harmless(&mut self, kind: Kind, place: &Place, message: impl Into<String>) {
        self.push(None, kind, place, message.into(), Vec::new());
    }

    /// Notes that a node is deprecated now.
    pub fn meta(&mut self, place: &Place, what: &str, previous: &Meta, current: &Meta) {
        if let (None, Some(deprecated)) = (&previous.deprecated, &current.deprecated) {
            self.harmless(Kind::Deprecated, place, format!("{what} is deprecated{}", reason(deprecated)));
        }
    }

    fn push(
        &mut self,
        rule: Option<&'static str>,
        kind: Kind,
        place: &Place,
        message: String,
        harms: Vec<Harm>,
    ) {
        let key = (rule, place.at.clone(), message.clone());
        if let Some(&index) = self.known.get(&key) {
            let own = &mut self.found[index].harms;
            harms.into_iter().for_each(|harm| {
                if !own.contains(&harm) {
                    own.push(harm);
                }
            });
            return;
        }
        self.known.insert(key, self.found.len());
        self.found.push(Difference {
            rule,
            kind,
            at: place.at.clone(),
            category: place.category.clone(),
            message,
            previous: place.previous,
            current: place.current,
            harms,
        });
    }
}

fn reason(deprecated: &Deprecated) -> String {
    match (&deprecated.use_instead, &deprecated.reason) {
        (Some(other), Some(reason)) => format!(": {reason} (use `{other}`)"),
        (Some(other), None) => format!(": use `{other}`"),
        (None, Some(reason)) => format!(": {reason}"),
        (None, None) => String::new(),
    }
}
