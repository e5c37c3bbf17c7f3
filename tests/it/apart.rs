//! Pictures are told apart: for all pairs of small pictures that the generator takes, no frame is in both, and for all
//! that it refuses, some frame is.

mod picture;

use std::collections::HashMap;
use std::path::Path;

use samewire_codegen::load_text;
use samewire_codegen::model::Model;
use serde_json::Value;

use picture::{Member, Node, family, frames, has};

/// What travels in the two pictures of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Events {
    /// An event of one name in both.
    SharedName,
    /// One in each, of different names.
    OwnNames,
    /// An event of one name in both; that in the first carries the member `b`.
    SharedNameAndMember,
}

const EVENTS: [Events; 3] = [Events::SharedName, Events::OwnNames, Events::SharedNameAndMember];

impl Events {
    fn second_name(self) -> &'static str {
        if self == Events::OwnNames { "q" } else { "p" }
    }

    /// Whether the members of the payload lie among those of the frame.
    fn matter(self, first: &Node) -> bool {
        self != Events::SharedNameAndMember
            || matches!(first, Node::Object(members) if members.contains(&Member::Spread))
    }

    fn manifest(self, first: &Node, second: &Node) -> String {
        let payload = if self == Events::SharedNameAndMember { ", fields: { b: u8 }" } else { "" };
        format!(
            "samewire: 1\nprotocol: pair\nwire:\n  server: {}\nserver:\n  First: {{ wire: p{payload} }}\n  \
             Second:\n    wire: {}\n    frame: {}\n",
            first.yaml(),
            self.second_name(),
            second.yaml()
        )
    }
}

/// What the generator says of a pair.
enum Verdict {
    /// The paths of what a frame must not have to be in each of them.
    Apart([Vec<Vec<String>>; 2]),
    Ambiguous,
    /// It is refused for something else, so that nothing is generated.
    Refused,
}

fn verdict(text: &str) -> Verdict {
    match load_text(Path::new("/pair.yaml"), text) {
        Ok(loaded) => Verdict::Apart(absent(&loaded.model)),
        Err(rejected) => {
            let mut codes = rejected.diagnostics.iter().map(|diagnostic| diagnostic.code.id);
            if codes.any(|code| code == "SW403") { Verdict::Ambiguous } else { Verdict::Refused }
        }
    }
}

fn absent(model: &Model) -> [Vec<Vec<String>>; 2] {
    let [first, second] = &model.wire.server.pictures[..] else { panic!("two pictures") };
    [first.absent.clone(), second.absent.clone()]
}

/// A set of frames: a bit for each.
type Set = Vec<u64>;

struct Frames {
    all: Vec<Value>,
    /// Those that are in a picture, by picture and name.
    fitting: HashMap<(usize, &'static str), Set>,
}

impl Frames {
    fn new(family: &[Node]) -> Frames {
        let all = frames();
        let mut fitting = HashMap::new();
        for (index, picture) in family.iter().enumerate() {
            for name in ["p", "q"] {
                let bits = |frames: &[Value]| {
                    let bits = frames.iter().map(|frame| u64::from(picture.fits(name, frame)));
                    bits.rev().fold(0, |word, bit| word << 1 | bit)
                };
                fitting.insert((index, name), all.chunks(64).map(bits).collect());
            }
        }
        Frames { all, fitting }
    }

    /// A frame that is in both pictures and has none of the members that `absent` rules out.
    fn in_both(&self, pair: [usize; 2], events: Events, absent: &[Vec<Vec<String>>; 2]) -> Option<&Value> {
        let first = &self.fitting[&(pair[0], "p")];
        let second = &self.fitting[&(pair[1], events.second_name())];
        let words = first.iter().zip(second).map(|(first, second)| first & second);
        let mut both = self.all.chunks(64).zip(words).flat_map(|(frames, word)| {
            let here = frames.iter().enumerate().filter(move |(bit, _)| word >> bit & 1 == 1);
            here.map(|(_, frame)| frame)
        });
        both.find(|frame| !absent.iter().flatten().any(|path| has(frame, path)))
    }
}

/// Whether a member that rules a frame out of `own` is one that `other` requires and `own` lacks.
fn is_justified(path: &[String], own: &Node, other: &Node, events: Events, first: bool) -> bool {
    let carried = first && events == Events::SharedNameAndMember && path == ["b"];
    other.at(path).is_some_and(Member::is_required) && own.at(path).is_none() && !carried
}

#[derive(Default)]
struct Count {
    apart: usize,
    ambiguous: usize,
    refused: usize,
}

#[test]
fn no_frame_is_in_two_pictures_that_are_taken_and_some_is_in_two_that_are_not() {
    let family = family();
    let frames = Frames::new(&family);
    let (mut wrong, mut count) = (Vec::new(), Count::default());
    // What holds for a pair holds with the keys the other way round.
    for first in 0..family.len() / 2 {
        for second in first + 1..family.len() {
            for events in EVENTS.into_iter().filter(|events| events.matter(&family[first])) {
                check(&family, &frames, [first, second], events, &mut count, &mut wrong);
            }
        }
    }
    println!(
        "{} pictures, {} frames; {} pairs are apart, {} are not, {} are refused for something else",
        family.len(),
        frames.all.len(),
        count.apart,
        count.ambiguous,
        count.refused
    );
    assert!(count.apart > 1000 && count.ambiguous > 1000, "both are tried");
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

fn check(
    family: &[Node],
    frames: &Frames,
    pair: [usize; 2],
    events: Events,
    count: &mut Count,
    wrong: &mut Vec<String>,
) {
    let [first, second] = pair.map(|index| &family[index]);
    let mut say = |what: String| wrong.push(format!("{events:?} {} {}: {what}", first.yaml(), second.yaml()));
    match verdict(&events.manifest(first, second)) {
        Verdict::Apart(absent) => {
            count.apart += 1;
            if let Some(frame) = frames.in_both(pair, events, &absent) {
                say(format!("taken, and {frame} is in both"));
            }
            let justified = |path: &Vec<String>, own: bool| match own {
                true => is_justified(path, first, second, events, true),
                false => is_justified(path, second, first, events, false),
            };
            let [of_first, of_second] = &absent;
            if !of_first.iter().all(|path| justified(path, true))
                || !of_second.iter().all(|path| justified(path, false))
            {
                say(format!("ruled out by {absent:?}"));
            }
        }
        Verdict::Ambiguous => {
            count.ambiguous += 1;
            if frames.in_both(pair, events, &[Vec::new(), Vec::new()]).is_none() {
                say("refused, and no frame is in both".to_owned());
            }
        }
        Verdict::Refused => count.refused += 1,
    }
}

/// A key tells apart only because its presence counts.
#[test]
fn a_frame_that_is_in_both_is_found() {
    let name = || Member::Key("a", Node::Name);
    let plain = Node::Object(vec![name(), Member::Spread]);
    let with_key = Node::Object(vec![name(), Member::Key("b", Node::Text), Member::Spread]);
    let frames = Frames::new(&[plain.clone(), with_key.clone()]);
    let Verdict::Apart(absent) = verdict(&Events::SharedName.manifest(&plain, &with_key)) else {
        panic!("they are told apart by a key");
    };
    assert_eq!(absent, [vec![vec!["b".to_owned()]], vec![]]);
    assert_eq!(frames.in_both([0, 1], Events::SharedName, &absent), None);
    assert!(frames.in_both([0, 1], Events::SharedName, &[vec![], vec![]]).is_some());
}

/// An old name is read, so it counts.
#[test]
fn old_names_tell_nothing_apart() {
    let manifest = |was: &str| {
        format!(
            "samewire: 1\nprotocol: pair\nwire:\n  server: {{ type: <name>, ...<payload> }}\nserver:\n  p: {{}}\n  \
             q:\n    was: {was}\n    frame: {{ type: <name>, data: <payload> }}\n"
        )
    };
    assert!(matches!(verdict(&manifest("r")), Verdict::Apart(_)));
    assert!(matches!(verdict(&manifest("p")), Verdict::Ambiguous));
}
