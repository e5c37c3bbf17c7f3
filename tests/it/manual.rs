//! `docs/manifest.md`: every YAML block is what the page says it is, and what it lists as not supported is refused.
//!
//! A block is a whole manifest, or, as the word behind `yaml` says, the body of `types`, `server`, `client`, of the
//! `fields` of one event, or a manifest without its first two keys (`top`). `refused` says that it gives SW600.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use samewire_codegen::backend::rust::inline;
use samewire_codegen::{Loaded, Rejected, load_text};

struct Block {
    line: usize,
    words: Vec<String>,
    text: String,
    /// The list item above it.
    item: String,
}

impl Block {
    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|own| own == word)
    }

    fn load(&self) -> Result<Loaded, Box<Rejected>> {
        load_text(Path::new("/manual.yaml"), &self.manifest())
    }

    /// The whole manifest that the block is a piece of.
    fn manifest(&self) -> String {
        let (above, depth) = match self.words.iter().map(String::as_str).find(|word| *word != "refused") {
            Some("types") => ("types:\n", 2),
            Some("server") => ("server:\n", 2),
            Some("client") => ("client:\n", 2),
            Some("fields") => ("server:\n  e:\n    fields:\n", 6),
            Some("top") => ("", 0),
            None => return self.text.clone(),
            Some(other) => panic!("line {}: yaml {other}", self.line),
        };
        let body: String =
            self.text.lines().map(|line| format!("{:depth$}{line}\n", "", depth = depth)).collect();
        format!("samewire: 1\nprotocol: manual\n{above}{body}")
    }
}

fn page() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/manifest.md")).unwrap()
}

fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(Block, usize)> = None;
    let mut item = String::new();
    for (index, line) in page().lines().enumerate() {
        let body = line.trim_start();
        let indent = line.len() - body.len();
        match (&mut open, body.strip_prefix("```")) {
            (Some(_), Some(_)) => blocks.extend(open.take().map(|(block, _)| block)),
            (Some((block, indent)), None) => {
                block.text += &format!("{}\n", line.get(*indent..).unwrap_or_default())
            }
            (None, Some(info)) => {
                let words = info.split(' ').map(str::to_owned).collect();
                let block = Block { line: index + 1, words, text: String::new(), item: item.clone() };
                open = Some((block, indent));
            }
            (None, None) => {
                if let Some(text) = line.strip_prefix("- ") {
                    item = text.to_owned();
                }
            }
        }
    }
    assert!(open.is_none(), "a block without an end");
    let is_yaml = |block: &mut Block| (block.words.remove(0) == "yaml").then_some(());
    blocks.into_iter().filter_map(|mut block| is_yaml(&mut block).map(|()| block)).collect()
}

/// Every example as a whole manifest, and its name.
pub(crate) fn manifests() -> impl Iterator<Item = (String, String)> {
    blocks().into_iter().map(|block| (format!("docs/manifest.md:{}", block.line), block.manifest()))
}

#[test]
fn every_example_is_generated() {
    let mut count = 0;
    for block in blocks().iter().filter(|block| !block.has("refused")) {
        let loaded = block.load().unwrap_or_else(|why| {
            panic!("line {}: {}", block.line, why.diagnostics.render_human(&why.sources, None, false))
        });
        // A piece of `types` may lack what uses it, and a field may be sensitive to show that it is.
        let warnings = loaded.warnings.iter().filter(|warning| warning.code.id != "SW901");
        assert_eq!(
            warnings.map(|warning| warning.code.id).collect::<Vec<_>>(),
            [""; 0],
            "line {}",
            block.line
        );
        let text = inline(&loaded.model);
        syn::parse_file(&text).unwrap_or_else(|error| panic!("line {}: {error}\n{text}", block.line));
        count += 1;
    }
    println!("{count} examples");
    assert!(count > 20);
}

#[test]
fn what_is_not_supported_is_refused_by_the_name_it_has_on_the_page() {
    let mut listed = BTreeSet::new();
    for block in blocks().into_iter().filter(|block| block.has("refused")) {
        let Err(rejected) = block.load() else { panic!("line {}: {} is supported", block.line, block.item) };
        let errors: BTreeSet<String> = rejected
            .diagnostics
            .iter()
            .filter(|found| !matches!(found.code.id, "SW901" | "SW904"))
            .map(|found| format!("{} {}", found.code.id, found.message))
            .collect();
        let expected = format!("SW600 {} is not supported yet", block.item);
        assert!(errors.iter().all(|error| error.starts_with("SW600")), "line {}: {errors:?}", block.line);
        assert!(errors.contains(&expected), "line {}: {errors:?}", block.line);
        listed.insert(block.item);
    }
    for name in refused_in_the_code() {
        assert!(listed.contains(&name), "{name} is refused, and not listed in docs/manifest.md");
    }
}

/// What `check::unsupported` names in so many words.
fn refused_in_the_code() -> Vec<String> {
    let code = include_str!("../../codegen/src/check/unsupported.rs");
    let names = code.split("later(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    names.collect()
}
