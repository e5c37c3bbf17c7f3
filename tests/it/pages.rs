//! The pages for users, and the blocks on them.

use std::fs;
use std::path::Path;

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

/// A fenced block: its language and its text.
pub struct Block {
    pub language: String,
    pub text: String,
}

/// The text of a page, such as `docs/rust.md`.
pub fn page(name: &str) -> String {
    fs::read_to_string(Path::new(REPOSITORY).join(name)).unwrap()
}

/// The names of all pages in `docs/`.
pub fn names() -> Vec<String> {
    let files = fs::read_dir(Path::new(REPOSITORY).join("docs")).unwrap();
    let names = files.map(|file| format!("docs/{}", file.unwrap().file_name().into_string().unwrap()));
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".md")).collect();
    names.sort();
    names
}

pub fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let text = lines.by_ref().take_while(|line| *line != "```");
            let text = text.flat_map(|line| [line, "\n"]).collect();
            blocks.push(Block { language: language.to_owned(), text });
        }
    }
    blocks
}

/// The one block of a page that holds `words`.
#[track_caller]
pub fn block(name: &str, words: &str) -> String {
    let mut found = blocks(&page(name)).into_iter().filter(|block| block.text.contains(words));
    let block = found.next().unwrap_or_else(|| panic!("{name}: no block has {words:?}"));
    assert!(found.next().is_none(), "{name}: two blocks have {words:?}");
    block.text
}
