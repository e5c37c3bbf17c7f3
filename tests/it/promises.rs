//! What the language promises to say of a mistake, sentence by sentence, and the fixture that holds it to that.

use samewire_codegen::diagnostic::Diagnostic;

use crate::invalid::{diagnostics, fixtures, folder};

/// A mistake, the fixture that makes it, the code, and words of the help line (or of the message).
type Promise = (&'static str, &'static str, &'static str, &'static str);

/// What people write who come from another language, and the word to use.
const HELP: &[Promise] = &[
    ("`map<a` with `b>` as the next key", "SW201-comma-in-flow", "SW201", "a comma ends a value inside { }"),
    ("`[` after a plain scalar", "SW201-expression", "SW201", "write list<T>"),
    ("`T?`", "SW201-expression", "SW201", "write the ? behind the key"),
    ("`\"a\" | \"b\"`", "SW004-choice-of-texts", "SW004", "write { enum: [a, b] }"),
    ("`\"a\" | \"b\"` as a text", "SW201-expression", "SW201", "write { enum: [a, b] }"),
    ("`(A, B)`", "SW201-expression", "SW201", "write [A, B]"),
    ("`(A, B)` inside { }", "SW201-comma-in-flow", "SW201", "write [A, B]"),
    ("`String`", "SW202-words-of-elsewhere", "SW202", "write string"),
    ("`number`", "SW202-words-of-elsewhere", "SW202", "or f64"),
    ("`boolean`", "SW202-words-of-elsewhere", "SW202", "write bool"),
    ("`Vec`", "SW202-words-of-elsewhere", "SW202", "write list<T>"),
    ("`Option`", "SW202-words-of-elsewhere", "SW202", "`name?: T`"),
    ("`Uuid`", "SW202-words-of-elsewhere", "SW202", "write uuid"),
    ("`DateTime`", "SW202-words-of-elsewhere", "SW202", "write timestamp"),
    ("`any`", "SW202-words-of-elsewhere", "SW202", "write json"),
    ("`int`", "SW202-words-of-elsewhere", "SW202", "i32, u32"),
    ("an event with unknown keys that look like fields", "SW101-field-in-place", "SW101", "under `fields:`"),
    ("`{wire}`", "SW401-wire", "SW401", "a hole is written <name>"),
    ("a text that begins with a backtick", "SW004-text-needs-quotes", "SW004", "in quotes, or under |"),
    ("a text that begins with `*`", "SW004-text-with-star", "SW004", "in quotes, or under |"),
    ("a text that begins with `&`", "SW006-anchor", "SW006", "put it in quotes"),
    ("a text that begins with `!`", "SW007-tag", "SW007", "put it in quotes"),
    ("a text that begins with `\"` and goes on", "SW004-text-after-quotes", "SW004", "in quotes, or under |"),
    ("a text that begins with `|`", "SW004-text-with-bar", "SW004", "in quotes, or under |"),
    ("a text that holds `: `", "SW004-colon-in-text", "SW004", "in quotes, or under |"),
];

/// What is an error at generation, never a surprise at run time.
const ERRORS: &[Promise] = &[
    ("unknown keys", "SW101-unknown-key", "SW101", "unknown key"),
    ("duplicate keys", "SW011-duplicate-key", "SW011", "twice"),
    ("derived names that collide", "SW205-code-name-taken", "SW205", "in code"),
    ("a payload member named like one of the picture", "SW402-member-taken", "SW402", "of the frame already"),
    ("a wire name twice in one direction and picture", "SW206-wire-name-taken", "SW206", "wire name"),
    ("an old name that is another's", "SW207-old-name-taken", "SW207", "old name"),
    ("a reserved name reused", "SW208-reserved-name", "SW208", "may not come back"),
    ("a Tauri name with a character that Tauri refuses", "SW220-tauri-name", "SW220", "replace"),
    ("an empty Tauri name", "SW220-tauri-name", "SW220", "cannot be empty"),
    ("untagged items that one value can match", "SW211-ambiguous-union", "SW211", "told apart"),
    ("pictures that cannot be told apart", "SW403-ambiguous-pictures", "SW403", "could be one in another"),
    ("recursion without end", "SW210-recursion", "SW210", "without end"),
    ("a default that does not fit its type", "SW301-bad-value", "SW301", "is not between"),
    ("an example that does not fit its type", "SW301-bad-value", "SW301", "at `at`"),
    ("an unknown type", "SW202-unknown-type", "SW202", "did you mean"),
    ("the limit of depth", "SW014-too-deep", "SW014", "deep"),
    ("a version that is not stated", "SW219-versions", "SW219", "is not stated"),
    ("a field needed by hand and not named", "SW224-upgrade", "SW224", "`by_hand: [actor]`"),
    ("a field named by hand without need", "SW225-by-hand", "SW225", "is not made by hand"),
];

const WARNINGS: &[Promise] = &[
    ("a type that nothing uses", "SW901-unused-type", "SW901", "no event uses"),
    ("a field that smells of a secret", "SW902-secret", "SW902", "sensitive: true"),
    ("a plain text cut by ` #`", "SW903-cut-text", "SW903", "in quotes"),
    ("flow style inside flow style", "SW904-deep-flow", "SW904", "as a block"),
    ("the payload before the name", "SW905-late-name", "SW905", "name first"),
];

fn keeps((_, fixture, code, words): &Promise, found: &[Diagnostic]) -> Result<(), String> {
    let said = |found: &&Diagnostic| {
        found.code.id == *code
            && (says(&found.message, words) || found.help.as_deref().is_some_and(|help| says(help, words)))
    };
    match found.iter().find(said) {
        Some(_) => Ok(()),
        None => Err(format!("{fixture}: no {code} that says {words:?}")),
    }
}

fn says(text: &str, words: &str) -> bool {
    text.contains(words)
}

#[test]
fn every_promise_is_kept() {
    let mut broken = Vec::new();
    for promise in HELP.iter().chain(ERRORS).chain(WARNINGS) {
        let path = folder().join(promise.1).with_extension("yaml");
        let (_, found) = diagnostics(&path);
        let found: Vec<Diagnostic> = found.iter().cloned().collect();
        broken.extend(keeps(promise, &found).err().map(|why| format!("{}: {why}", promise.0)));
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn a_promise_that_nothing_keeps_is_noticed() {
    let (_, found) = diagnostics(&folder().join("SW202-unknown-type.yaml"));
    let found: Vec<Diagnostic> = found.iter().cloned().collect();
    let other_words = ("x", "SW202-unknown-type", "SW202", "words that nobody writes");
    let other_code = ("x", "SW202-unknown-type", "SW203", "unknown type");
    assert!(keeps(&other_words, &found).is_err() && keeps(&other_code, &found).is_err());
}

#[test]
fn every_mistake_comes_with_help() {
    for path in fixtures() {
        let (_, found) = diagnostics(&path);
        let helpless: Vec<&str> =
            found.iter().filter(|found| found.help.is_none()).map(|found| found.message.as_str()).collect();
        assert_eq!(helpless, [""; 0], "{}", path.display());
    }
}

/// Of two that do not go together, both are shown.
#[test]
fn every_collision_shows_both_places() {
    const COLLISIONS: &[&str] = &["SW011", "SW205", "SW206", "SW207", "SW208", "SW217", "SW221", "SW504"];
    for path in fixtures() {
        let (_, found) = diagnostics(&path);
        let alone =
            found.iter().filter(|found| COLLISIONS.contains(&found.code.id) && found.secondary.is_empty());
        let alone: Vec<&str> = alone.map(|found| found.message.as_str()).collect();
        assert_eq!(alone, [""; 0], "{}", path.display());
    }
}
