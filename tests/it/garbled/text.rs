//! A text in which a few bytes are wrong.
//!
//! `tests/consumers/cases/examples/verdicts` has this module too.

const PARTS: [&str; 40] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "0",
    "1",
    "9",
    ".",
    "e",
    "E",
    "+",
    "-",
    "true",
    "false",
    "null",
    " ",
    "\n",
    "\t",
    "\u{0}",
    "é",
    "😀",
    "\\u0000",
    "\\ud83d",
    "\\ude00",
    "/",
    "'",
    "{}",
    "[]",
    "\"\"",
    "\"type\"",
    "\"id\"",
    "\"type\":\"pong\",",
    "\"id\":\"x\",",
    "\"x\":null,",
    "1e400",
    "-0",
];

/// The text with a part put in, taken out, or put in the place of another, up to three times. The text is not empty.
pub fn garbled(text: &str, state: &mut u64) -> String {
    let mut characters: Vec<String> = text.chars().map(String::from).collect();
    for _ in 0..=random(state) % 3 {
        let at = random(state) % characters.len();
        let part = PARTS[random(state) % PARTS.len()].to_owned();
        match random(state) % 4 {
            0 => characters[at] = part,
            1 => characters.insert(at, part),
            2 => characters[at].clear(),
            _ => {
                let other = random(state) % characters.len();
                characters.swap(at, other);
            }
        }
    }
    characters.concat()
}

/// splitmix64
fn random(state: &mut u64) -> usize {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) as usize
}
