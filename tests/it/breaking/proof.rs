//! The proof of the rules: writers with the one manifest meet readers with the other, and what happens is what the rules
//! say. A rule that is switched off leaves something that happens and that nobody foretold.

use std::collections::BTreeSet;

use samewire_codegen::breaking::rules::RULES;
use samewire_codegen::breaking::{Difference, HarmKind, Stream, compare_without};
use samewire_codegen::model::{Direction, ErrorAnswer, Event, Model, PictureMember, PictureNode, Shape};
use serde_json::Value;

use super::meaning::same;
use super::reader::{Heard, Reader};
use super::writer::Writer;
use super::{Fixture, fixtures};

/// Rules whose harm is not that a frame is refused or misread by one of the two: what they find is foretold, and cannot be
/// seen in a frame.
const NOT_IN_FRAMES: &[(&str, &str)] = &[
    ("PROTOCOL_SAME_NAME", "names in code"),
    ("EVENT_SAME_DELIVERY", "a promise"),
    ("EVENT_SAME_AUDIENCE", "a promise"),
    ("EVENT_SAME_STICKY", "a promise"),
    ("EVENT_STAYS_IDEMPOTENT", "a promise"),
    ("EVENT_SAME_TAURI_NAME", "a page that comes from elsewhere"),
    ("FLAG_NO_DELETE", "what stored events hold"),
    ("FLAG_SAME_NAME", "names in code"),
    ("TYPE_NO_DELETE", "names in code"),
    ("CORRELATION_SAME_PATH", "which answer belongs to which request"),
    ("HEARTBEAT_SAME_EVENTS", "a promise"),
    ("TAURI_SAME_NAME", "a page that comes from elsewhere"),
    ("TAURI_SAME_PAYLOAD", "a page that comes from elsewhere"),
    ("RESERVED_NO_DELETE", "a guard"),
    ("RESERVED_NO_REUSE", "frames that are older than both manifests"),
];

/// What happens when the two meet, a line for each kind of reader.
#[derive(Debug, Default)]
pub struct Meetings {
    /// Readers with the current manifest, writers with the previous one.
    pub new_reads: Vec<String>,
    /// And the other way about.
    pub old_reads: Vec<String>,
}

impl Meetings {
    pub fn of(previous: &Model, current: &Model) -> Meetings {
        Meetings { new_reads: meet(previous, current, true), old_reads: meet(current, previous, false) }
    }
}

/// A frame that goes from one to the other.
pub struct Sent {
    pub direction: Direction,
    pub frame: Value,
    /// The reader is to know what it is, or nothing is said of it.
    pub is_known: bool,
}

/// All that a writer writes to a reader. What the writer's manifest alone has is unknown to an older reader, and may be; a
/// newer one knows all that the older writer has.
pub fn sent(writer: &Model, reader: &Model, old_writes: bool) -> Vec<Sent> {
    let writes = Writer { model: writer, unknowns: old_writes, keys: names(reader) };
    let mut sent = Vec::new();
    for direction in [Direction::Server, Direction::Client] {
        for event in writer.events(direction) {
            let is_known = old_writes || knows(reader, direction, event);
            let frames = writes.event(direction, event, old_writes).into_iter();
            sent.extend(frames.map(|frame| Sent { direction, frame, is_known }));
        }
    }
    let mut answers = Vec::new();
    for event in &writer.client {
        if reader.replies().any(|(own, _)| own.wire == event.wire || own.name == event.name) {
            answers.extend(writes.replies(event));
        }
    }
    if let (Some(ErrorAnswer::Picture(own)), Some(ErrorAnswer::Picture(_))) =
        (&writer.wire.error, &reader.wire.error)
    {
        answers.extend(writes.errors(own));
    }
    let answers = answers.into_iter();
    sent.extend(answers.map(|frame| Sent { direction: Direction::Server, frame, is_known: true }));
    sent
}

/// Lets a reader read all that a writer writes.
fn meet(writer: &Model, reader: &Model, old_writes: bool) -> Vec<String> {
    sent(writer, reader, old_writes).iter().filter_map(|sent| trouble((writer, reader), sent)).collect()
}

/// Whether a reader counts on an event, under whatever name, in a version that it knows.
fn knows(reader: &Model, direction: Direction, event: &Event) -> bool {
    let is_it = |own: &&Event| own.wire == event.wire || own.name == event.name || renamed(own, event);
    let own = reader.events(direction).iter().find(is_it);
    own.is_some_and(|own| own.version >= event.version)
}

fn renamed(own: &Event, event: &Event) -> bool {
    let names = |event: &Event| format!("{:?}", event.wire);
    let has = |one: &Event, other: &Event| {
        one.meta.was.iter().any(|was| names(other) == format!("{:?}", other.wire.old(was)))
    };
    has(event, own) || has(own, event)
}

fn trouble((writer, reader): (&Model, &Model), sent: &Sent) -> Option<String> {
    let Sent { direction, frame, is_known } = sent;
    let meant = match (Reader { model: writer }).frame(*direction, frame) {
        Ok(Heard::Event { meaning, .. }) => meaning,
        other => panic!("{frame} is not read by who wrote it: {other:?}"),
    };
    match (Reader { model: reader }).frame(*direction, frame) {
        Err(why) => Some(format!("{frame} is refused: {why}")),
        Ok(Heard::Unknown) => is_known.then(|| format!("{frame} is unknown")),
        Ok(Heard::Event { meaning, .. }) => {
            same(&meant, &meaning).err().map(|why| format!("{frame} is misread: {why}"))
        }
    }
}

/// All names of members in a model, as keys of maps that somebody could take for them.
fn names(model: &Model) -> Vec<String> {
    let of_types = model.types.iter().filter_map(|def| match &def.shape {
        Shape::Struct(members) => Some(members),
        _ => None,
    });
    let of_events = model.all_events().filter_map(|event| event.payload.as_struct());
    let fields = of_types.chain(of_events).flat_map(|members| &members.fields);
    let mut names: BTreeSet<String> = fields.map(|field| field.wire.clone()).collect();
    for direction in [Direction::Server, Direction::Client] {
        for held in model.pictures(direction) {
            keys(&held.picture.node, &mut names);
        }
    }
    names.remove("");
    names.into_iter().collect()
}

fn keys(node: &PictureNode, found: &mut BTreeSet<String>) {
    let PictureNode::Object(members) = node else { return };
    for member in members {
        if let PictureMember::Key { key, node, .. } = member {
            found.insert(key.clone());
            keys(node, found);
        }
    }
}

/// Whether harm is foretold to readers with the current manifest, and to those with the previous one.
fn foretold(fixture: &Fixture, off: &[&str]) -> (bool, bool) {
    foretold_by(&compare_without(&fixture.previous.model, &fixture.current.model, off))
}

/// The same, for what was found.
pub fn foretold_by(found: &[Difference]) -> (bool, bool) {
    let to = |kind| {
        let in_frames = |rule: Option<&str>| !NOT_IN_FRAMES.iter().any(|(own, _)| Some(*own) == rule);
        let mut harms = found.iter().filter(|own| in_frames(own.rule)).flat_map(|own| &own.harms);
        harms.any(|harm| harm.kind == kind && harm.stream != Stream::Desktop)
    };
    (to(HarmKind::NewReader), to(HarmKind::OldReader))
}

fn happens(fixture: &Fixture) -> (bool, bool) {
    let meetings = Meetings::of(&fixture.previous.model, &fixture.current.model);
    (!meetings.new_reads.is_empty(), !meetings.old_reads.is_empty())
}

#[test]
fn what_is_foretold_is_what_happens() {
    let mut wrong = String::new();
    for fixture in fixtures() {
        let (foretold, happens) = (foretold(&fixture, &[]), happens(&fixture));
        if foretold != happens {
            let meetings = Meetings::of(&fixture.previous.model, &fixture.current.model);
            wrong +=
                &format!("{}: foretold {foretold:?}, happens {happens:?}: {meetings:#?}\n", fixture.name);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Each rule is needed: without it, something happens that is not foretold.
#[test]
fn breaking_controls() {
    let mut needless = Vec::new();
    for rule in RULES.iter().filter(|rule| !NOT_IN_FRAMES.iter().any(|(own, _)| *own == rule.id)) {
        let alone = fixtures().into_iter().filter(|fixture| fixture.name.split('-').next() == Some(rule.id));
        let is_needed = alone.into_iter().any(|fixture| foretold(&fixture, &[rule.id]) != happens(&fixture));
        if !is_needed {
            needless.push(rule.id);
        }
    }
    assert!(needless.is_empty(), "{needless:?}");
}

/// What cannot be seen in frames is foretold all the same, and only by its rule.
#[test]
fn breaking_controls_of_promises() {
    for (rule, _) in NOT_IN_FRAMES {
        let fixture = Fixture::named(rule);
        let harms = |off: &[&str]| {
            let found = compare_without(&fixture.previous.model, &fixture.current.model, off);
            found.iter().filter(|own| own.rule == Some(rule)).flat_map(|own| &own.harms).count()
        };
        assert!(harms(&[]) > 0 && harms(&[rule]) == 0, "{rule}");
    }
}
