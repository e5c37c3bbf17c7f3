//! The proof through what is generated: who writes and who reads are modules of one crate, and the verdict agrees with
//! what happens between them.
//!
//! What a reader has understood is seen in what it writes again: read by the model, that means what it meant before.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use samewire_codegen::backend::rust::inline;
use samewire_codegen::backend::typescript;
use samewire_codegen::breaking::compare;
use samewire_codegen::model::{Direction, Model, Source, Upgrade};
use samewire_codegen::outputs::TypeScriptOutput;
use serde_json::{Value, json};

use super::fixtures;
use super::meaning::{Meaning, same};
use super::mutations::changed;
use super::proof::{Sent, foretold_by, sent};
use super::reader::{Heard, Reader};
use crate::modules::Package;

/// How many changes at random are compiled.
const CHANGED: u64 = 50;

/// Two manifests, whose modules are `m` and twice the index of the pair, or one more.
struct Pair {
    name: String,
    previous: Model,
    current: Model,
    /// Whom harm is foretold to: readers with the current manifest, and with the previous one.
    foretold: (bool, bool),
    /// Each harm is seen, as in a fixture that shows it; otherwise it may need values that are not tried.
    is_shown: bool,
}

impl Pair {
    fn new(name: String, previous: Model, current: Model, is_shown: bool) -> Pair {
        let foretold = foretold_by(&compare(&previous, &current));
        Pair { name, previous, current, foretold, is_shown }
    }

    /// Functions that somebody writes by hand are not there.
    fn compiles_alone(&self) -> bool {
        let by_hand =
            |upgrade: &Upgrade| matches!(upgrade, Upgrade::Fields(all) if all.contains(&Source::ByHand));
        let events = self.previous.all_events().chain(self.current.all_events());
        !events.flat_map(|event| &event.versions).any(|version| by_hand(&version.upgrade))
    }
}

fn pairs() -> Vec<Pair> {
    let all = fixtures().into_iter();
    let mut pairs: Vec<Pair> = all
        .map(|own| Pair::new(own.name, own.previous.model, own.current.model, true))
        .filter(Pair::compiles_alone)
        .collect();
    let fixtures = pairs.len();
    let mut tried = 0;
    changed(2 * CHANGED, |own| {
        let name = format!("{} {tried}\n{}", own.path, own.lines);
        let pair = Pair::new(name, own.previous, own.current, false);
        tried += 1;
        if (pairs.len() - fixtures) as u64 != CHANGED && pair.compiles_alone() {
            pairs.push(pair);
        }
    });
    pairs
}

/// A frame, and what became of it.
struct Exchange {
    pair: usize,
    old_writes: bool,
    sent: Sent,
    /// It is of an older version, and goes to the reader as it is; else it goes as the writer's module has written it.
    is_older: bool,
    /// What the writer's module has written.
    written: String,
    /// What the reader's module makes of that.
    outcome: String,
}

impl Exchange {
    /// The index of the module, and the model, of who writes or reads.
    fn side<'p>(&self, pairs: &'p [Pair], writes: bool) -> (usize, &'p Model) {
        let pair = &pairs[self.pair];
        match self.old_writes == writes {
            true => (2 * self.pair, &pair.previous),
            false => (2 * self.pair + 1, &pair.current),
        }
    }

    fn line(&self, pairs: &[Pair], writes: bool, text: &str) -> String {
        format!("m{}\t{}\t{text}\n", self.side(pairs, writes).0, word(self.sent.direction))
    }

    fn heard(&self, pairs: &[Pair], writes: bool, text: &str) -> Result<Heard, String> {
        let model = self.side(pairs, writes).1;
        Reader { model }.frame(self.sent.direction, &read(text))
    }

    /// What the reader has written again, if it has read anything.
    fn again(&self) -> Option<&str> {
        self.outcome.strip_prefix("written\t")
    }

    /// What happened to the reader; or why that is not what its model says.
    fn trouble(&self, pairs: &[Pair]) -> Result<Option<&'static str>, String> {
        let (heard, outcome) = (self.heard(pairs, false, &self.written), self.outcome.as_str());
        let otherwise = || Err(format!("{outcome}, and by the model {heard:?}"));
        let word = outcome.split('\t').next().unwrap_or_default();
        match (word, &heard) {
            ("refused", Err(_)) => Ok(Some("refused")),
            ("unknown", Ok(Heard::Unknown)) => Ok(self.sent.is_known.then_some("unknown")),
            ("written", Ok(Heard::Event { meaning, is_older, .. })) => {
                let again = self.again().unwrap_or_default();
                let Ok(Heard::Event { meaning: kept, .. }) = self.heard(pairs, false, again) else {
                    return otherwise();
                };
                if !is_older && meaning.clone().settled() != kept.clone().settled() {
                    return otherwise();
                }
                let meant = meaning_of(self.heard(pairs, true, &self.written));
                let understood = if *is_older { meaning } else { &kept };
                Ok(meant.is_none_or(|meant| same(&meant, understood).is_err()).then_some("misread"))
            }
            _ => otherwise(),
        }
    }
}

fn meaning_of(heard: Result<Heard, String>) -> Option<Meaning> {
    match heard {
        Ok(Heard::Event { meaning, .. }) => Some(meaning),
        _ => None,
    }
}

fn word(direction: Direction) -> &'static str {
    if direction == Direction::Server { "server" } else { "client" }
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|why| panic!("{text}: {why}"))
}

/// Lets the modules of each pair write to each other.
fn exchanges(pairs: &[Pair]) -> Vec<Exchange> {
    let models = pairs.iter().flat_map(|pair| [&pair.previous, &pair.current]);
    let modules: Vec<(String, String)> =
        models.enumerate().map(|(index, model)| (format!("m{index}"), inline(model))).collect();
    let package = Package::new("breaking", &modules);
    package.build();
    let mut exchanges: Vec<Exchange> =
        pairs.iter().enumerate().flat_map(|(index, pair)| frames(pairs, index, pair)).collect();
    let lines = exchanges.iter().map(|own| own.line(pairs, true, &own.sent.frame.to_string()));
    let written = package.run(&lines.collect::<String>());
    assert_eq!(written.len(), exchanges.len());
    let mut written = written.into_iter();
    let all = exchanges.len();
    exchanges.retain_mut(|own| {
        let outcome = written.next().unwrap_or_default();
        let text = outcome.strip_prefix("written\t").map(str::to_owned);
        // A member of a map that has the name of a declared one: nobody writes that.
        let is_written = !outcome.starts_with("broken\tnot written: ");
        let complain = || panic!("{}: {}\n{outcome}", pairs[own.pair].name, own.sent.frame);
        if is_written {
            let text = text.unwrap_or_else(complain);
            own.written = if own.is_older { own.sent.frame.to_string() } else { text };
        }
        is_written
    });
    assert!(all - exchanges.len() < all / 50, "{} of {all} are not written", all - exchanges.len());
    let lines = exchanges.iter().map(|own| own.line(pairs, false, &own.written));
    let outcomes = package.run(&lines.collect::<String>());
    assert_eq!(outcomes.len(), exchanges.len());
    exchanges.iter_mut().zip(outcomes).for_each(|(own, outcome)| own.outcome = outcome);
    exchanges
}

fn frames(pairs: &[Pair], index: usize, pair: &Pair) -> Vec<Exchange> {
    let both = [(true, &pair.previous, &pair.current), (false, &pair.current, &pair.previous)];
    let exchange = |old_writes: bool, sent: Sent| {
        let text = sent.frame.to_string();
        let (written, outcome) = (text.clone(), String::new());
        let mut own = Exchange { pair: index, old_writes, sent, is_older: false, written, outcome };
        own.is_older = matches!(own.heard(pairs, true, &text), Ok(Heard::Event { is_older: true, .. }));
        own
    };
    both.into_iter()
        .flat_map(|(old_writes, writer, reader)| {
            let sent = sent(writer, reader, old_writes).into_iter();
            sent.map(move |sent| exchange(old_writes, sent)).collect::<Vec<_>>()
        })
        .collect()
}

/// What is not as the model, or the verdict, says.
fn complaints(pairs: &[Pair], exchanges: &[Exchange]) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut happens = vec![(None, None); pairs.len()];
    for own in exchanges {
        let name = &pairs[own.pair].name;
        let shown = || format!("{name}: old writes: {}, {}", own.old_writes, own.written);
        let meaning = |text: &str| meaning_of(own.heard(pairs, true, text)).map(Meaning::settled);
        if meaning(&own.sent.frame.to_string()) != meaning(&own.written) {
            complaints.push(format!("{}\n  {} is written as another frame", shown(), own.sent.frame));
        }
        match own.trouble(pairs) {
            Err(why) => complaints.push(format!("{}\n  {why}", shown())),
            Ok(None) => {}
            Ok(Some(trouble)) => {
                let what = format!("{trouble}: {}", own.written);
                let (new_reader, old_reader) = &mut happens[own.pair];
                if own.old_writes { new_reader } else { old_reader }.get_or_insert(what);
            }
        }
    }
    for (pair, (new_reader, old_reader)) in pairs.iter().zip(happens) {
        for (what, foretold) in [(new_reader, pair.foretold.0), (old_reader, pair.foretold.1)] {
            let agrees = if pair.is_shown { what.is_some() == foretold } else { what.is_none() || foretold };
            if !agrees {
                complaints.push(format!("{}: foretold: {foretold}, happens: {what:?}", pair.name));
            }
        }
    }
    complaints
}

#[test]
fn what_is_foretold_happens_to_what_is_generated() {
    let pairs = pairs();
    let mut exchanges = exchanges(&pairs);
    let found = complaints(&pairs, &exchanges);
    println!("{} pairs of manifests, {} frames", pairs.len(), exchanges.len());
    let shown = found[..found.len().min(20)].join("\n");
    assert!(found.is_empty(), "{} of {}:\n{shown}", found.len(), exchanges.len());
    assert!(pairs.len() > 100 && exchanges.len() > 1_000, "{} pairs", pairs.len());
    a_wrong_verdict_is_seen(pairs, &exchanges);
    another_outcome_is_seen(&mut exchanges);
}

/// Of each pair whose fixture shows all, the verdict is turned about.
fn a_wrong_verdict_is_seen(mut pairs: Vec<Pair>, exchanges: &[Exchange]) {
    for pair in pairs.iter_mut().filter(|pair| pair.is_shown) {
        pair.foretold.0 = !pair.foretold.0;
    }
    let shown = pairs.iter().filter(|pair| pair.is_shown).count();
    assert_eq!(complaints(&pairs, exchanges).len(), shown);
}

/// Each thing that can become of a frame is taken for another one.
fn another_outcome_is_seen(exchanges: &mut [Exchange]) {
    let pairs = pairs();
    for (from, to) in [("refused", "unknown\t"), ("unknown", "refused\t\"\"\t\"\""), ("written", "unknown\t")]
    {
        let own = exchanges.iter_mut().find(|own| own.outcome.starts_with(from)).expect("there is one");
        let before = std::mem::replace(&mut own.outcome, to.to_owned());
        assert!(own.trouble(&pairs).is_err(), "{from}");
        own.outcome = before;
    }
    // A number that a reader takes for the next one.
    let own =
        exchanges.iter_mut().find(|own| own.outcome.starts_with("written") && own.outcome.contains(":1,"));
    let own = own.expect("there is one");
    own.outcome = own.outcome.replacen(":1,", ":2,", 1);
    assert!(own.trouble(&pairs).is_err(), "{}", own.outcome);
}

/// Nothing is tested here: `tests/run typescript` lets the TypeScript of the same manifests read and write the frames.
#[test]
#[ignore = "writes TypeScript and Rust's verdicts into the folder that SAMEWIRE_BREAKING names"]
fn verdicts_for_typescript() {
    let out = PathBuf::from(env::var_os("SAMEWIRE_BREAKING").expect("SAMEWIRE_BREAKING names a folder"));
    let pairs = pairs();
    for (index, pair) in pairs.iter().enumerate() {
        typescript_of(&pair.previous, &out.join(format!("m{}", 2 * index)));
        typescript_of(&pair.current, &out.join(format!("m{}", 2 * index + 1)));
    }
    let exchanges = exchanges(&pairs);
    let verdicts = pairs.iter().map(|pair| {
        let (new_reader, old_reader) = pair.foretold;
        json!({ "pair": pair.name, "newReader": new_reader, "oldReader": old_reader, "isShown": pair.is_shown })
    });
    let frames = exchanges.iter().map(|own| {
        let trouble = own.trouble(&pairs).unwrap_or_else(|why| panic!("{}: {why}", pairs[own.pair].name));
        json!({
            "pair": own.pair,
            "oldWrites": own.old_writes,
            "direction": word(own.sent.direction),
            "frame": own.sent.frame.to_string(),
            "isOlder": own.is_older,
            "isKnown": own.sent.is_known,
            "written": own.written,
            "outcome": own.outcome.split('\t').next(),
            "again": own.again(),
            "isMisread": trouble == Some("misread"),
        })
    });
    write(&out.join("pairs.jsonl"), verdicts);
    write(&out.join("frames.jsonl"), frames);
}

fn write(path: &Path, lines: impl Iterator<Item = Value>) {
    fs::write(path, lines.map(|line| format!("{line}\n")).collect::<String>()).unwrap();
}

fn typescript_of(model: &Model, folder: &Path) {
    let dir = folder.join("generated/typescript");
    let upgrades = folder.join("upgrades.ts");
    let output =
        TypeScriptOutput { dir: dir.clone(), transports: Some(Vec::new()), frameworks: Vec::new(), upgrades };
    for (name, text) in typescript::files(model, &output) {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}
