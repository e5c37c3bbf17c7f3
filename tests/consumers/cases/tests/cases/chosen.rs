//! The generated reader chooses the picture that the words choose, for every small frame of `tests/cases/frame-told-apart`.

// Its other half is for the test of all pairs.
#[allow(dead_code)]
#[path = "../../../../it/apart/picture.rs"]
mod picture;

use consumer_cases::{CASES, Direction, Read, Refused};
use samewire_codegen::load;
use serde_json::Value;

use crate::folder;
use picture::{Member, Node, has};

/// A picture of the case, the names in it, and the events of these names.
struct Picture {
    node: Node,
    names: &'static [(&'static str, &'static str)],
    absent: Vec<Vec<String>>,
}

/// The pictures of the case, in its order.
#[allow(clippy::type_complexity)]
fn pictures() -> Vec<Picture> {
    let name = || Member::Key("a", Node::Name);
    let payload = || Member::Optional("d", Node::Payload);
    let inside = |member| Member::Key("b", Node::Object(vec![member]));
    let of_one: [(Vec<Member>, &[(&str, &str)]); 7] = [
        (vec![name(), Member::Key("b", Node::Constant(0)), Member::Spread], &[("p", "Zero")]),
        (vec![name(), Member::Key("b", Node::Constant(1)), payload()], &[("p", "One")]),
        (vec![name(), inside(Member::Key("c", Node::Constant(0))), payload()], &[("p", "InnerZero")]),
        (vec![name(), inside(Member::Key("e", Node::Text)), payload()], &[("p", "InnerText")]),
        (
            vec![Member::Key("a", Node::Object(vec![Member::Key("c", Node::Name)])), payload()],
            &[("p", "Deep"), ("q", "DeepToo")],
        ),
        (vec![Member::Key("a", Node::Constant(0)), Member::Named], &[("p", "Outside")]),
        (vec![name(), payload()], &[("p", "Plain"), ("q", "PlainToo")]),
    ];
    let manifest = folder().join("frame-told-apart/events.yaml");
    let model = load(&manifest, None).expect("the case is valid").model;
    let absent = model.wire.server.pictures.into_iter().map(|picture| picture.absent);
    assert_eq!(absent.len(), of_one.len());
    let with_absent = of_one.into_iter().zip(absent);
    with_absent
        .map(|((members, names), absent)| Picture { node: Node::Object(members), names, absent })
        .collect()
}

impl Picture {
    /// The event of a frame in this picture; `bare` forgives that a text is missing.
    fn event(&self, frame: &Value, bare: bool) -> Option<&'static str> {
        let node = if bare { without_texts(&self.node) } else { self.node.clone() };
        let ruled_out = self.absent.iter().any(|path| has(frame, path));
        let mut names = self.names.iter().filter(|(name, _)| !ruled_out && node.fits(name, frame));
        names.next().map(|(_, event)| *event)
    }
}

/// The same picture with every text left to be absent.
fn without_texts(node: &Node) -> Node {
    let Node::Object(members) = node else { return node.clone() };
    let without = |member: &Member| match member {
        Member::Key(key, Node::Text) => Member::Optional(key, Node::Text),
        Member::Key(key, node) => Member::Key(key, without_texts(node)),
        other => other.clone(),
    };
    Node::Object(members.iter().map(without).collect())
}

/// The members of the frames, as JSON; nothing for none.
const A: &[&str] =
    &["", "null", "0", "1", r#""p""#, r#""q""#, r#""s""#, "{}", r#"{"c":"p"}"#, r#"{"c":"q"}"#, r#"{"c":0}"#];
const B: &[&str] = &[
    "",
    "null",
    "0",
    "0.0",
    "1",
    r#""p""#,
    "{}",
    r#"{"c":0}"#,
    r#"{"c":1}"#,
    r#"{"e":"s"}"#,
    r#"{"e":7}"#,
    r#"{"c":0,"e":"s"}"#,
];
const D: &[&str] = &["", "null", "{}", "5"];
const P: &[&str] = &["", "null", "{}"];

fn frames() -> Vec<String> {
    let mut frames = Vec::new();
    for a in A {
        for b in B {
            for (d, p) in D.iter().flat_map(|d| P.iter().map(move |p| (d, p))) {
                let mut members: Vec<String> = [("a", a), ("b", b), ("d", d), ("p", p)]
                    .into_iter()
                    .filter(|(_, value)| !value.is_empty())
                    .map(|(key, value)| format!("{key:?}:{value}"))
                    .collect();
                frames.push(format!("{{{}}}", members.join(",")));
                members.reverse();
                frames.push(format!("{{{}}}", members.join(",")));
            }
        }
    }
    frames
}

/// What the words say of a frame, and what was read; the difference, if there is one.
fn compare(pictures: &[Picture], text: &str, read: Result<Read, Refused>) -> Result<&'static str, String> {
    let frame: Value = serde_json::from_str(text).expect("a small frame is JSON");
    let events =
        |bare| -> Vec<&str> { pictures.iter().filter_map(|picture| picture.event(&frame, bare)).collect() };
    match (&events(false)[..], read) {
        ([_, _, ..], _) => Err("it is in two pictures".to_owned()),
        ([], Ok(read)) if read.unknown => Ok("unknown"),
        // An event that is known is bad without what must be there.
        ([], Err(refused)) if events(true).len() == 1 && refused.reason == "missing" => Ok("missing"),
        ([], Err(refused)) if events(true).len() == 1 && is_bad(&frame, &refused.path) => Ok("bad"),
        ([event], Ok(read)) if read.debug == format!("{event}({event})") => Ok("event"),
        ([_], Err(refused)) if is_bad(&frame, &refused.path) => Ok("bad"),
        (expected, read) => Err(format!("{expected:?} by the words: {read:?}")),
    }
}

/// Whether a member is of a wrong type.
fn is_bad(frame: &Value, path: &str) -> bool {
    match path {
        "d" => frame["d"] == 5,
        "b.e" => frame["b"]["e"] == 7,
        _ => false,
    }
}

#[test]
fn the_picture_is_chosen_by_the_words() {
    let case = CASES.iter().find(|case| case.name == "frame-told-apart").expect("the case is there");
    let pictures = pictures();
    let mut counts = std::collections::BTreeMap::new();
    for text in frames() {
        let outcome = compare(&pictures, &text, (case.run)(Direction::Server, None, &text));
        *counts.entry(outcome.unwrap_or_else(|why| panic!("{text}: {why}"))).or_insert(0) += 1;
    }
    println!("{counts:?}");
    let kinds: Vec<&str> = counts.into_keys().collect();
    assert_eq!(kinds, ["bad", "event", "missing", "unknown"], "every outcome is met");
}
