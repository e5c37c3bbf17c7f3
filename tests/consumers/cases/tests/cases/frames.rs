//! Every case in `tests/cases/`: hand-written frames that must be read, and written again to the letter, and frames
//! that must be refused at a given path. The README there says what the files hold.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use consumer_cases::{CASES, Case, Direction, Format, Refused, Run};
use serde_json::Value;

use crate::constructs::CONSTRUCTS;
use crate::folder;

/// What a file in `accept/` or `reject/` says.
struct Frame {
    direction: Direction,
    /// The channel.
    name: Option<String>,
    text: String,
    /// It is written as an object, so that any format can hold it.
    is_object: bool,
    expected: Expected,
}

enum Expected {
    Accepted { written: Option<String>, debug: Option<String>, unknown: bool, cut: bool },
    Refused { path: String },
}

impl Frame {
    fn read(value: &Value, accept: bool) -> Result<Frame, String> {
        let members = value.as_object().ok_or("no object")?;
        let known: &[&str] = match accept {
            true => &["direction", "name", "frame", "written", "debug", "unknown", "cut"],
            false => &["direction", "name", "frame", "path"],
        };
        if let Some(key) = members.keys().find(|key| !known.contains(&key.as_str())) {
            return Err(format!("unknown key `{key}`"));
        }
        let text = |key: &str| match members.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(format!("`{key}` is a text")),
        };
        let frame = |key: &str| match members.get(key) {
            Some(object @ Value::Object(_)) => Ok(Some(object.to_string())),
            _ => text(key),
        };
        let mark = |key: &str| match members.get(key) {
            None => Ok(false),
            Some(Value::Bool(true)) => Ok(true),
            Some(_) => Err(format!("`{key}` is true, or left out")),
        };
        let direction = match text("direction")?.as_deref() {
            Some("server") => Direction::Server,
            Some("client") => Direction::Client,
            _ => return Err("`direction` is server or client".to_owned()),
        };
        let expected = if accept {
            let (unknown, cut) = (mark("unknown")?, mark("cut")?);
            Expected::Accepted { written: frame("written")?, debug: text("debug")?, unknown, cut }
        } else {
            Expected::Refused { path: text("path")?.ok_or("no `path`")? }
        };
        let is_object = members.get("frame").is_some_and(Value::is_object);
        let written = frame("frame")?.ok_or("no `frame`")?;
        Ok(Frame { direction, name: text("name")?, text: written, is_object, expected })
    }

    /// What is otherwise than expected.
    fn compare(&self, run: Run) -> Result<(), String> {
        let run = |text: &str| run(self.direction, self.name.as_deref(), text);
        match (&self.expected, run(&self.text)) {
            (Expected::Refused { path }, Err(refused)) => same("path", path, &refused.path),
            (Expected::Refused { path }, Ok(read)) => Err(format!("not refused at {path:?}: {}", read.debug)),
            (Expected::Accepted { .. }, Err(refused)) => Err(format!("refused: {}", shown(&refused))),
            (Expected::Accepted { written, debug, unknown, cut }, Ok(read)) => {
                if read.unknown != *unknown {
                    return Err(format!("unknown: {}: {}", read.unknown, read.debug));
                }
                let text = read.written.map_err(|refused| format!("not written: {}", shown(&refused)))?;
                same("written", written.as_ref().unwrap_or(&self.text), &text)?;
                same("debug", debug.as_ref().unwrap_or(&read.debug), &read.debug)?;
                let again = run(&text).map_err(|refused| shown(&refused))?;
                if !cut {
                    same("what was written, read", &read.debug, &again.debug)?;
                }
                same("what was written, written", &text, &again.written.map_err(|refused| shown(&refused))?)
            }
        }
    }
}

impl Frame {
    /// What is otherwise in another format than in text.
    fn compare_in(&self, case: &Case, format: Format) -> Result<(), String> {
        let Some(other) = (case.run_in)(self.direction, &self.text, format) else { return Ok(()) };
        match ((case.run)(self.direction, None, &self.text), other) {
            (Ok(own), Ok(other)) if own == other => Ok(()),
            (Err(own), Err(other)) if other.starts_with(&own.path) => Ok(()),
            (own, other) => Err(format!("{format:?}\n  text  {own:?}\n  other {other:?}")),
        }
    }
}

fn same(what: &str, expected: &str, found: &str) -> Result<(), String> {
    if expected == found { Ok(()) } else { Err(format!("{what}\n  expected {expected}\n  found    {found}")) }
}

fn shown(refused: &Refused) -> String {
    format!("{:?}: {}", refused.path, refused.reason)
}

/// The frames of a case with the names of their files.
fn frames(case: &str, accept: bool) -> Vec<(String, Result<Frame, String>)> {
    let files = folder().join(case).join(if accept { "accept" } else { "reject" });
    let Ok(entries) = fs::read_dir(&files) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(folder()).unwrap().display().to_string();
        let value = serde_json::from_str(&fs::read_to_string(&path).unwrap());
        let frame = value.map_err(|error: serde_json::Error| error.to_string());
        (name, frame.and_then(|value: Value| Frame::read(&value, accept)))
    };
    paths.into_iter().map(read).collect()
}

#[test]
fn every_frame_is_read_or_refused_as_its_file_says() {
    let mut wrong = Vec::new();
    let mut counts = [0, 0];
    for Case { name: case, run, .. } in CASES {
        for accept in [true, false] {
            let frames = frames(case, accept);
            counts[usize::from(!accept)] += frames.len();
            if frames.is_empty() {
                wrong.push(format!("{case}: no frame that is {}", if accept { "read" } else { "refused" }));
            }
            for (name, frame) in frames {
                if let Err(why) = frame.and_then(|frame| frame.compare(*run)) {
                    wrong.push(format!("{name}: {why}"));
                }
            }
        }
    }
    println!("{} cases × {} accepted × {} refused", CASES.len(), counts[0], counts[1]);
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// What holds for text alone: other formats have a depth of their own.
const OF_TEXT: &[&str] = &[
    "alias-endless/reject/too-deep.json",
    "recursion-optional/reject/too-deep.json",
    "union-exact/reject/too-deep.json",
    "union-recursion/reject/too-deep.json",
];

/// serde's formats read the same, and refuse the same at the same place.
#[test]
fn every_frame_is_the_same_in_other_formats() {
    let mut wrong = Vec::new();
    for case in CASES {
        for (name, frame) in [true, false].iter().flat_map(|accept| frames(case.name, *accept)) {
            let frame = frame.unwrap_or_else(|why| panic!("{name}: {why}"));
            let is_told = frame.is_object && frame.name.is_none() && !OF_TEXT.contains(&name.as_str());
            for format in Format::ALL.into_iter().filter(|_| is_told) {
                if let Err(why) = frame.compare_in(case, format) {
                    wrong.push(format!("{name}: {why}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn every_construct_has_a_case() {
    let constructs: BTreeSet<&str> = CONSTRUCTS.iter().copied().collect();
    let cases: BTreeSet<&str> = CASES.iter().map(|case| case.name).collect();
    assert_eq!(constructs.difference(&cases).collect::<Vec<_>>(), [&""; 0], "constructs without a case");
    assert_eq!(cases.difference(&constructs).collect::<Vec<_>>(), [&""; 0], "cases of no construct");
}

/// The comparison that everything here rests on sees what it is there for.
#[test]
fn a_wrong_file_is_noticed() {
    let run = CASES.iter().find(|case| case.name == "presence-required").unwrap().run;
    let check = |accept: bool, file: &str| {
        let file = serde_json::from_str(file).unwrap();
        Frame::read(&file, accept).and_then(|frame| frame.compare(run))
    };
    let accept = |file: &str| check(true, file);
    let reject = |file: &str| check(false, file);
    let frame = r#""direction": "server", "frame": {"type": "e", "x": "a"}"#;
    assert_eq!(accept(&format!("{{{frame}}}")), Ok(()));
    for wrong in [
        r#""written": {"type": "e", "x": "b"}"#,
        r#""written": {"x": "a", "type": "e"}"#,
        r#""debug": "E(E { x: \"b\" })""#,
        r#""unknown": true"#,
        r#""path": "x""#,
    ] {
        accept(&format!("{{{frame}, {wrong}}}")).expect_err(wrong);
    }
    let refused = r#""direction": "server", "frame": {"type": "e", "x": 1}"#;
    assert_eq!(reject(&format!("{{{refused}, \"path\": \"x\"}}")), Ok(()));
    reject(&format!("{{{refused}, \"path\": \"\"}}")).unwrap_err();
    reject(&format!("{{{refused}, \"path\": \"x[0]\"}}")).unwrap_err();
    reject(&format!("{{{refused}}}")).unwrap_err();
    reject(&format!("{{{frame}, \"path\": \"x\"}}")).unwrap_err();
    accept(&format!("{{{refused}}}")).unwrap_err();
    let unknown = r#""direction": "server", "frame": {"type": "none", "x": 1}"#;
    accept(&format!("{{{unknown}}}")).unwrap_err();
    assert_eq!(accept(&format!("{{{unknown}, \"unknown\": true}}")), Ok(()));
}
