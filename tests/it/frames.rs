//! The hand-written frames of `tests/frames`, and the manifest that they are held against.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use samewire_codegen::model::{Direction, Event, Model};
use serde::Deserialize;

pub use crate::places::wire_name;

/// Both directions.
pub const BOTH: [Direction; 2] = [Direction::Server, Direction::Client];

/// A frame that is written as it stands.
pub struct Canonical {
    pub direction: Direction,
    /// The file that it stands in, which has the name of the event.
    pub event: String,
    pub text: String,
}

/// A line of `read/`, `reject/` or `unknown/`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub frame: String,
    #[serde(deserialize_with = "direction")]
    pub direction: Direction,
    pub same_as: Option<String>,
    pub path: Option<String>,
    pub name: Option<String>,
    pub derive: Option<bool>,
}

fn direction<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Direction, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "server" => Ok(Direction::Server),
        "client" => Ok(Direction::Client),
        other => Err(serde::de::Error::custom(format_args!("no direction: {other}"))),
    }
}

/// The chat protocol of the repository's `events.yaml`.
pub static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("events.yaml");
    samewire_codegen::load(&path, None).expect("events.yaml is valid").model
});

/// Every frame of `server/` and `client/`.
pub static CANONICAL: LazyLock<Vec<Canonical>> = LazyLock::new(|| {
    let mut frames = Vec::new();
    for (direction, folder) in [(Direction::Server, "server"), (Direction::Client, "client")] {
        for path in files(folder) {
            let event = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
            for text in lines(&path) {
                frames.push(Canonical { direction, event: event.clone(), text });
            }
        }
    }
    frames
});

/// Every line of the files in a folder.
pub fn read(folder: &str) -> Vec<Line> {
    let lines = files(folder).into_iter().flat_map(|path| lines(&path));
    lines.map(|line| serde_json::from_str(&line).expect(&line)).collect()
}

/// Strings in here contain U+2028, so that lines end at `\n` only.
fn lines(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("the frames are readable");
    text.split('\n').filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frames").join(folder);
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("the folder is readable").path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// The event of the manifest with this wire name.
pub fn event(direction: Direction, name: &str) -> &'static Event {
    let mut events = MODEL.events(direction).iter();
    events.find(|event| wire_name(event) == name).unwrap_or_else(|| panic!("no event {name}"))
}
