//! Generates every case of `tests/cases` as a module, and the table of them.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io, process};

use samewire_codegen::backend::rust::inline;
use samewire_codegen::load;
use samewire_codegen::model::Direction;

const CASES: &str = "../../cases";

fn main() {
    if let Err(message) = generate() {
        message.lines().for_each(|line| println!("cargo::error={line}"));
        process::exit(1);
    }
}

fn generate() -> Result<(), String> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    println!("cargo::rerun-if-changed={CASES}");
    let names = names(Path::new(CASES)).map_err(|error| format!("cannot read {CASES}: {error}"))?;
    let (mut mistakes, mut cases) = (String::new(), Vec::new());
    for name in names {
        match module(&name) {
            Ok((text, ways)) => {
                write(&out.join(format!("{name}.rs")), &text)?;
                cases.push((name, ways));
            }
            Err(mistake) => mistakes.push_str(&mistake),
        }
    }
    write(&out.join("cases.rs"), &table(&cases))?;
    if mistakes.is_empty() { Ok(()) } else { Err(mistakes) }
}

/// The folders of the cases, in the order of their names.
fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// The module's text, and how the frames of the server and of the client are run.
fn module(name: &str) -> Result<(String, [&'static str; 2]), String> {
    let manifest = Path::new(CASES).join(name).join("events.yaml");
    println!("cargo::rerun-if-changed={}", manifest.display());
    match load(&manifest, Some(Path::new(CASES))) {
        Ok(loaded) if loaded.warnings.is_empty() => {
            let way = |direction| match loaded.model.frames(direction).pictures[0].is_channel() {
                true => "channel",
                false => "framed",
            };
            Ok((inline(&loaded.model), [Direction::Server, Direction::Client].map(way)))
        }
        Ok(loaded) => Err(loaded.warnings.render_human(&loaded.sources, None, false)),
        Err(rejected) => Err(rejected.diagnostics.render_human(&rejected.sources, None, false)),
    }
}

fn table(cases: &[(String, [&str; 2])]) -> String {
    let mut text = String::new();
    for (name, _) in cases {
        let file = format!("concat!(env!(\"OUT_DIR\"), \"/{name}.rs\")");
        let module = module_name(name);
        let by_hand = by_hand(name);
        let _ = write!(
            text,
            "/// `tests/cases/{name}`.\npub mod {module} {{\n    include!({file});\n{by_hand}}}\n\n"
        );
    }
    text.push_str("/// The cases in the order of their names.\npub static CASES: &[Case] = &[\n");
    for (name, [server, client]) in cases {
        let _ = writeln!(text, "    case!(\"{name}\", {}, {server}, {client}),", module_name(name));
    }
    text + "];\n"
}

/// What an app writes beside the generated code, if the case has it.
fn by_hand(name: &str) -> String {
    let file = format!("{CASES}/{name}/by_hand.rs");
    match Path::new(&file).exists() {
        true => {
            let file = format!("concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{file}\")");
            format!("    mod by_hand {{\n        include!({file});\n    }}\n")
        }
        false => String::new(),
    }
}

fn module_name(name: &str) -> String {
    format!("case_{}", name.replace('-', "_"))
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))
}
