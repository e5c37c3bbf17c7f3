//! Valid manifests with one thing changed: what comes of them is valid, or is refused at a place in the text.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fastrand::Rng;
use samewire_codegen::backend::rust::tokens;

use super::{manifest, setting};
use crate::bad_input::text::{HOSTILE, UNSEEN};
use crate::corpus::answered;
use crate::{cases, reparse};

/// How often something is changed.
const COUNT: u64 = 3_000;

/// Changes one thing.
fn mutate(text: &str, rng: &mut Rng) -> String {
    match rng.u8(..9) {
        0 => lines(text, rng, |lines, at, _| lines[at] = ""),
        1 => lines(text, rng, |lines, at, _| lines.insert(at, lines[at])),
        2 => lines(text, rng, |lines, at, other| lines.swap(at, other)),
        3 => lines(text, rng, |lines, at, _| lines[at] = lines[at].trim_start()),
        4 => text[..boundary(text, rng)].to_owned(),
        5 => text[boundary(text, rng)..].to_owned(),
        6 => swap_words(text, rng),
        7 => put(text, HOSTILE[rng.usize(..HOSTILE.len())], rng),
        _ => put(text, UNSEEN[rng.usize(..UNSEEN.len())], rng),
    }
}

fn lines(text: &str, rng: &mut Rng, change: impl Fn(&mut Vec<&str>, usize, usize)) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let (one, other) = (rng.usize(..lines.len()), rng.usize(..lines.len()));
    change(&mut lines, one, other);
    lines.concat()
}

fn boundary(text: &str, rng: &mut Rng) -> usize {
    let at = rng.usize(..=text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn put(text: &str, what: &str, rng: &mut Rng) -> String {
    let at = boundary(text, rng);
    format!("{}{what}{}", &text[..at], &text[at..])
}

/// Two words of the text in each other's place.
fn swap_words(text: &str, rng: &mut Rng) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_part(c)) {
            (None, true) => start = Some(at),
            (Some(first), false) => {
                words.push(first..at);
                start = None;
            }
            _ => {}
        }
    }
    if words.is_empty() {
        return text.to_owned();
    }
    let (one, other) = (rng.usize(..words.len()), rng.usize(..words.len()));
    let (one, other) = (words[one.min(other)].clone(), words[one.max(other)].clone());
    if one == other {
        return text.to_owned();
    }
    let parts = [
        &text[..one.start],
        &text[other.clone()],
        &text[one.end..other.start],
        &text[one],
        &text[other.end..],
    ];
    parts.concat()
}

fn seeds() -> Vec<String> {
    let cases = fs::read_dir(cases::folder()).unwrap().map(|entry| entry.unwrap().path().join("events.yaml"));
    let mut cases: Vec<_> = cases.filter(|path| path.exists()).collect();
    cases.sort();
    let cases = cases.into_iter().map(|path| fs::read_to_string(path).unwrap());
    cases.chain((0..200).map(|seed| manifest(seed).text)).collect()
}

#[test]
fn changed_manifests_are_answered() {
    let (seeds, count) = (seeds(), setting("SAMEWIRE_RANDOM", COUNT).min(100_000));
    let mut accepted = 0;
    for number in 0..count {
        let mut rng = Rng::with_seed(setting("SAMEWIRE_SEED", 0) + number);
        let mut text = seeds[rng.usize(..seeds.len())].clone();
        for _ in 0..rng.usize(1..3) {
            text = if text.trim().is_empty() { text } else { mutate(&text, &mut rng) };
        }
        let answer = catch_unwind(AssertUnwindSafe(|| {
            if let Some(model) = answered(&text) {
                reparse::compare_tokens(&model, tokens(&model), "changed");
                return 1;
            }
            0
        }));
        accepted += answer.unwrap_or_else(|_| panic!("seed {number}:\n{text}"));
    }
    println!("{count} changed manifests, of which {accepted} are valid");
    assert!(accepted * 20 > count && accepted * 2 < count, "{accepted} of {count}");
}
