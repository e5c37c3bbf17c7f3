//! The rules. An id never gets a second meaning.

mod enums;
mod events;
mod fields;
mod frames;
mod unions;

use super::Rule;
use crate::breaking::Level::{self, Lockstep, Replay, Source, Wire};

const SOURCE: &[Level] = &[Source];
const SOURCE_REPLAY: &[Level] = &[Source, Replay];
const WIRE: &[Level] = &[Wire, Source];
const WIRE_REPLAY: &[Level] = &[Wire, Source, Replay];
/// At `lockstep`, where it concerns events that outlive a deployment.
const ALL: &[Level] = &[Wire, Source, Replay, Lockstep];

const PARTS: &[&[Rule]] = &[events::RULES, fields::RULES, enums::RULES, unions::RULES, frames::RULES];

/// Every rule, group by group.
pub static RULES: &[Rule] = &joined::<{ count() }>();

const fn count() -> usize {
    let (mut count, mut part) = (0, 0);
    while part < PARTS.len() {
        count += PARTS[part].len();
        part += 1;
    }
    count
}

const fn joined<const COUNT: usize>() -> [Rule; COUNT] {
    let mut all = [PARTS[0][0]; COUNT];
    let (mut at, mut part) = (0, 0);
    while part < PARTS.len() {
        let mut own = 0;
        while own < PARTS[part].len() {
            all[at] = PARTS[part][own];
            (at, own) = (at + 1, own + 1);
        }
        part += 1;
    }
    all
}
