//! Every fixture in `tests/invalid/` gives exactly the diagnostics that it marks by hand.
//!
//! `#~^ SW203` marks the line above (each further `^` one line more); where no comment can stand, the first line
//! says it: `#~ SW004 at 3:1`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use samewire_codegen::diagnostic::codes::CODES;
use samewire_codegen::diagnostic::{Diagnostics, explain};
use samewire_codegen::source::Sources;
use samewire_codegen::{load, load_text};

/// A diagnostic: file, line, column if marked, code.
type Mark = (String, usize, Option<usize>, String);

/// Codes whose fixtures are made by a test below, since no file in a repository should be like that.
const MADE: &[&str] = &["SW003"];

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invalid")
}

pub(crate) fn fixtures() -> Vec<PathBuf> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    files.sort();
    files
}

pub(crate) fn diagnostics(path: &Path) -> (Sources, Diagnostics) {
    match load(path, Some(&folder())) {
        Ok(loaded) => (loaded.sources, loaded.warnings),
        Err(rejected) => (rejected.sources, rejected.diagnostics),
    }
}

/// Columns are compared where the fixture marks them.
fn found(sources: &Sources, diagnostics: &Diagnostics, columns: bool) -> BTreeSet<Mark> {
    let mark = |diagnostic: &samewire_codegen::diagnostic::Diagnostic| {
        let span = diagnostic.span().expect("a place in the text");
        let file = sources.file(span).unwrap().path().file_name().unwrap().to_string_lossy().into_owned();
        let place = sources.place(span).unwrap();
        (file, place.line, columns.then_some(place.column), diagnostic.code.id.to_owned())
    };
    diagnostics.iter().map(mark).collect()
}

fn marked(sources: &Sources) -> BTreeSet<Mark> {
    let mut marks = BTreeSet::new();
    for file in sources.files() {
        let name = file.path().file_name().unwrap().to_string_lossy().into_owned();
        for (index, line) in file.text().lines().enumerate() {
            for (line, column, code) in marks_of(line, index + 1) {
                marks.insert((name.clone(), line, column, code));
            }
        }
    }
    marks
}

fn marks_of(line: &str, number: usize) -> Vec<(usize, Option<usize>, String)> {
    let Some((_, mark)) = line.split_once("#~") else { return Vec::new() };
    let up = mark.chars().take_while(|c| *c == '^').count();
    if let Some((code, place)) = mark.trim().split_once(" at ") {
        let (line, column) = place.split_once(':').unwrap();
        return vec![(line.parse().unwrap(), Some(column.parse().unwrap()), code.to_owned())];
    }
    assert!(up > 0 && up < number, "line {number}: a mark is `#~^ SW…` or `#~ SW… at line:column`");
    mark[up..].split_whitespace().map(|code| (number - up, None, code.to_owned())).collect()
}

#[test]
fn fixtures_give_what_they_mark() {
    let mut wrong = BTreeMap::new();
    for path in fixtures() {
        let (sources, diagnostics) = diagnostics(&path);
        let marked = marked(&sources);
        let columns = marked.iter().any(|(_, _, column, _)| column.is_some());
        let found = found(&sources, &diagnostics, columns);
        if found != marked || marked.is_empty() {
            let more: Vec<_> = found.difference(&marked).cloned().collect();
            let less: Vec<_> = marked.difference(&found).cloned().collect();
            wrong.insert(
                path.file_name().unwrap().to_owned(),
                format!("unmarked {more:?}, not found {less:?}"),
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_code_has_a_fixture() {
    let mut open: BTreeSet<&str> = CODES.iter().map(|code| code.id).filter(|id| !MADE.contains(id)).collect();
    for path in fixtures() {
        let (_, diagnostics) = diagnostics(&path);
        diagnostics.iter().for_each(|diagnostic| {
            open.remove(diagnostic.code.id);
        });
    }
    assert!(open.is_empty(), "no fixture for {open:?}");
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("codegen/explain");
    let names = fs::read_dir(pages).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let pages: BTreeSet<String> = names.map(|name| name.trim_end_matches(".md").to_owned()).collect();
    let codes: BTreeSet<String> = CODES.iter().map(|code| code.id.to_owned()).collect();
    assert_eq!(pages, codes);
    for code in CODES {
        assert!(code.page.starts_with(&format!("# {}: {}\n", code.id, code.title)), "{}", code.id);
    }
    assert!(explain("sw004").is_some_and(|page| page.contains("YAML")));
    assert_eq!(explain("SW000"), None);
}

/// The first manifest on a page has the mistake, the second has not.
#[test]
fn the_examples_of_the_pages_are_true() {
    for code in CODES {
        let blocks: Vec<&str> =
            code.page.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
        let codes = |text: &str| -> Vec<&str> {
            let text = if text.contains("samewire:") {
                text.to_owned()
            } else {
                format!("samewire: 1\nprotocol: page\n{text}")
            };
            match load_text(&folder().join("page.yaml"), &text) {
                Ok(loaded) => loaded.warnings.iter().map(|warning| warning.code.id).collect(),
                Err(rejected) => rejected.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect(),
            }
        };
        if let [wrong, right] = blocks[..] {
            assert!(
                codes(wrong).contains(&code.id),
                "{}: the wrong example gives {:?}",
                code.id,
                codes(wrong)
            );
            assert_eq!(codes(right), Vec::<&str>::new(), "{}: the right example", code.id);
        } else {
            assert!(blocks.is_empty(), "{}: a wrong and a right example", code.id);
        }
    }
}

#[track_caller]
fn only(text: &str, code: &str) {
    let rejected = load_text(Path::new("/hostile.yaml"), text).unwrap_err();
    let codes: Vec<_> = rejected.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
    assert_eq!(codes, [code]);
    assert!(!rejected.diagnostics.render_human(&rejected.sources, None, false).is_empty());
}

#[test]
fn a_hostile_mebibyte_ends_with_one_diagnostic() {
    const MIB: usize = 1 << 20;
    only(&"[".repeat(MIB), "SW014");
    only(&"{".repeat(MIB), "SW014");
    only(&"- ".repeat(MIB / 2), "SW014");
    only(&"? ".repeat(MIB / 2), "SW014");
    only(&"{a: ".repeat(MIB / 4), "SW014");
    only(&"- a\n".repeat(MIB / 4), "SW014");
    only(&format!("a: &a [{}]", "*a,".repeat(MIB / 8)), "SW006");
    only(&format!("samewire: 1\nprotocol: t\ntypes: {{ T: \"{}\" }}", "list<".repeat(MIB / 8)), "SW014");
}

#[test]
fn a_file_above_the_limit_is_refused() {
    only(&" ".repeat((16 << 20) + 1), "SW003");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_outside_is_refused() {
    let folder = std::env::temp_dir().join(format!("samewire-link-{}", std::process::id()));
    let project = folder.join("project");
    fs::create_dir_all(&project).unwrap();
    fs::write(folder.join("secret.yaml"), "server: {}\n").unwrap();
    let _ = std::os::unix::fs::symlink(folder.join("secret.yaml"), project.join("link.yaml"));
    fs::write(project.join("events.yaml"), "samewire: 1\nprotocol: t\ninclude: [link.yaml]\n").unwrap();
    let rejected = load(&project.join("events.yaml"), None).unwrap_err();
    let codes: Vec<_> = rejected.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
    fs::remove_dir_all(folder).unwrap();
    assert_eq!(codes, ["SW502"]);
    assert_eq!(rejected.sources.files().len(), 1);
}

#[test]
fn a_manifest_outside_the_project_is_refused() {
    let rejected = load(&folder().join("SW016-empty-file.yaml"), Some(&folder().join("parts"))).unwrap_err();
    let codes: Vec<_> = rejected.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect();
    assert_eq!(codes, ["SW502"]);
}

#[test]
fn a_missing_manifest_is_named() {
    let rejected = load(&folder().join("none/such.yaml"), None).unwrap_err();
    let shown = rejected.diagnostics.render_human(&rejected.sources, Some(&folder()), false);
    assert!(shown.contains("SW501") && shown.contains("none/such.yaml"), "{shown}");
}

#[test]
fn the_first_hundred_are_shown() {
    let fields: String = (0..250).map(|index| format!("      f{index}: Nothing\n")).collect();
    let text = format!("samewire: 1\nprotocol: t\nserver:\n  e:\n    fields:\n{fields}");
    let rejected = load_text(Path::new("/many.yaml"), &text).unwrap_err();
    assert_eq!(rejected.diagnostics.len(), 250);
    let shown = rejected.diagnostics.render_human(&rejected.sources, None, false);
    assert_eq!(shown.matches("error[").count(), 100);
    assert!(shown.ends_with("… and 150 more\n"));
}
