//! The texts that other tests have written by hand.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests").join(folder);
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("it is readable").path()).collect();
    files.sort();
    files
}

fn stem(file: &Path) -> String {
    file.file_stem().expect("a file has a name").to_string_lossy().into_owned()
}

/// The texts of `tests/json`, each with the name of its file.
pub fn json() -> Vec<(String, Vec<u8>)> {
    let files = files("json");
    files.iter().map(|file| (stem(file), fs::read(file).expect("it is readable"))).collect()
}

/// The frames that a server of the chat protocol writes, each with its name.
pub fn written() -> Vec<(String, String)> {
    let of_file = |file: PathBuf| lines(&file).into_iter().map(move |line| (stem(&file), line));
    files("frames/server").into_iter().flat_map(of_file).collect()
}

/// The lines in one file, or in all, of a folder of `tests/frames` whose lines say more than the frame.
pub fn told(folder: &str, only: Option<&str>) -> Vec<Value> {
    let mut files = files(&format!("frames/{folder}"));
    files.retain(|file| only.is_none_or(|only| stem(file) == only));
    let lines = files.iter().flat_map(|file| lines(file));
    lines.map(|line| serde_json::from_str(&line).expect("a line is JSON")).collect()
}

fn lines(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).expect("it is readable");
    text.split('\n').filter(|line| !line.is_empty()).map(str::to_owned).collect()
}
