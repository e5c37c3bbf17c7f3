//! What the pages for users say is true: their manifests are generated from, their Rust is compiled and its tests are
//! run, their diagnostics are rendered again.
//!
//! A YAML block that begins with `samewire: 1` is a manifest; the Rust blocks behind it use its events as `events`.
//! Blocks that begin with the name of a file (`// build.rs`) are the lines that `samewire init` prints.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use samewire_codegen::load_text;

use crate::pages::{Block, blocks, page};

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

const PAGES: [&str; 3] = ["README.md", "docs/rust.md", "docs/versions.md"];

const PACKAGE: &str = "\
[package]
name = \"pages\"
edition = \"2024\"
[workspace]
[profile.dev]
debug = false
[dependencies]
samewire = { path = 'REPOSITORY/runtime/rust', features = [\"relay\"] }
serde_json = \"1\"
[build-dependencies]
samewire-codegen = { path = 'REPOSITORY', default-features = false, features = [\"build-script\"] }
";

impl Block {
    fn is_manifest(&self) -> bool {
        self.language == "yaml" && self.text.starts_with("samewire: 1\n")
    }

    /// The file that the block's first line names.
    fn file(&self) -> Option<&str> {
        let comment = self.text.lines().next()?.trim_start_matches(['/', '#', ' ']);
        ["Cargo.toml", "build.rs", "src/lib.rs"].into_iter().find(|file| comment.starts_with(file))
    }
}

/// The package that all pages make: each manifest with the Rust that follows it.
struct Package {
    folder: PathBuf,
    library: String,
    build: String,
    manifests: usize,
}

impl Package {
    fn new() -> Package {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("doors/pages");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("src")).unwrap();
        Package { folder, library: "#![allow(dead_code)]\n".to_owned(), build: String::new(), manifests: 0 }
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.folder.join(name), text).unwrap();
    }

    fn add(&mut self, page: &str) {
        let mut module = String::new();
        for (index, block) in blocks(page).iter().enumerate() {
            if block.is_manifest() {
                self.close(&mut module);
                module = self.open(&block.text);
            } else if block.language == "rust" && block.file().is_none() {
                assert!(!module.is_empty(), "Rust before any manifest:\n{}", block.text);
                module += &format!(
                    "mod block_{index} {{\n#[allow(unused_imports)]\nuse super::events;\n{}}}\n",
                    block.text
                );
            }
        }
        self.close(&mut module);
    }

    fn open(&mut self, manifest: &str) -> String {
        let name = format!("manifest_{}", self.manifests);
        self.manifests += 1;
        self.put(&format!("{name}.yaml"), manifest);
        self.build += &format!(
            "samewire_codegen::build_script::Config::new(\"{name}.yaml\").out_file(\"{name}.rs\").write(false).compile();\n"
        );
        format!("mod {name} {{\npub mod events {{ include!(concat!(env!(\"OUT_DIR\"), \"/{name}.rs\")); }}\n")
    }

    fn close(&mut self, module: &mut String) {
        if !module.is_empty() {
            self.library += &format!("{module}}}\n");
            module.clear();
        }
    }

    /// Runs the tests of the package, in the target folder of the other packages that tests make.
    fn test(&self) -> (bool, String) {
        self.put("Cargo.toml", &PACKAGE.replace("REPOSITORY", REPOSITORY));
        self.put("build.rs", &format!("fn main() {{\n{}}}\n", self.build));
        self.put("src/lib.rs", &self.library);
        fs::copy(Path::new(REPOSITORY).join("Cargo.lock"), self.folder.join("Cargo.lock")).unwrap();
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("doors/target");
        let mut command = Command::new(env!("CARGO"));
        command.args(["test", "--lib", "--offline", "--color", "never"]).current_dir(&self.folder);
        let output = command.env("CARGO_TARGET_DIR", target).output().unwrap();
        let printed = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        (output.status.success(), printed.concat())
    }
}

#[test]
fn rust_on_the_pages_compiles_and_does_what_it_says() {
    let mut package = Package::new();
    PAGES.iter().for_each(|name| package.add(&page(name)));
    let (success, printed) = package.test();
    assert!(success, "{printed}\nin {}:\n{}", package.folder.display(), numbered(&package.library));
    assert!(!printed.contains("warning:"), "{printed}");
    assert!(!printed.contains("running 0 tests"), "{printed}");
}

fn numbered(text: &str) -> String {
    text.lines().enumerate().map(|(index, line)| format!("{:4} {line}\n", index + 1)).collect()
}

#[test]
fn manifests_on_the_pages_have_no_mistake() {
    for name in PAGES {
        for manifest in blocks(&page(name)).iter().filter(|block| block.is_manifest()) {
            let loaded = load_text(Path::new("/events.yaml"), &manifest.text);
            let loaded = loaded
                .unwrap_or_else(|it| panic!("{}", it.diagnostics.render_human(&it.sources, None, false)));
            assert_eq!(loaded.warnings.render_human(&loaded.sources, None, false), "", "{name}");
        }
    }
}

#[test]
fn the_mistake_on_the_page_is_shown_so() {
    let page = page("README.md");
    let blocks = blocks(&page);
    let shown = blocks.iter().find(|block| block.text.starts_with("error[")).unwrap();
    let of_message = blocks.iter().find(|block| block.is_manifest() && block.text.contains(": Message "));
    let text = of_message.unwrap().text.replace(": Message ", ": Mesage ");
    let rejected = load_text(Path::new("/app/events.yaml"), &text).unwrap_err();
    let rendered = rejected.diagnostics.render_human(&rejected.sources, Some(Path::new("/app")), false);
    assert_eq!(rendered.trim_end(), shown.text.trim_end());
}

#[test]
fn the_pages_and_init_say_the_same_of_the_doors() {
    let init = page("codegen/src/cli/init/next.txt");
    let mut seen = 0;
    for name in PAGES {
        for block in blocks(&page(name)).iter().filter(|block| block.file().is_some()) {
            let indented: String = block.text.lines().map(|line| format!("    {line}\n")).collect();
            assert!(
                init.contains(&indented.replace("    \n", "\n")),
                "{name}: not in next.txt:\n{}",
                block.text
            );
            seen += 1;
        }
    }
    assert!(seen >= 5, "the lines of both doors");
}

/// Read from the bullets, whose items end with a semicolon each.
#[test]
fn what_the_readme_calls_missing_is_refused_and_nothing_else_is() {
    let page = page("README.md");
    let (_, section) = page.split_once("## What is not there yet\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let (_, list) = section.split_once("\n\n- ").unwrap();
    let list = list.split_once("\n\n").map_or(list.trim_end(), |(list, _)| list);
    let list = list.replace("\n- ", "; ").replace("\n  ", " ");
    let items = list.split("; ").map(|item| item.split_once("**: ").map_or(item, |(_, first)| first));
    let missing: BTreeSet<String> = items.map(str::to_owned).collect();

    let path = Path::new(REPOSITORY).join("tests/it/readme/refused.yaml");
    let rejected = load_text(&path, &fs::read_to_string(&path).unwrap()).unwrap_err();
    let refused = rejected.diagnostics.iter().filter(|diagnostic| diagnostic.code.id == "SW600");
    let refused: BTreeSet<String> =
        refused.map(|it| it.message.trim_end_matches(" is not supported yet").to_owned()).collect();
    assert_eq!(missing, refused, "README.md against tests/it/readme/refused.yaml");
}
