//! `generate --check`: each generated file that is not as it should be, and the command that cures it.

use std::io::{self, Write};
use std::path::Path;

use serde_json::json;

use super::report::{self, count, error};
use super::{Format, Input};
use crate::files::{Changed, Comparison};
use crate::source::display_path;

/// Of a longer diff only the beginning is shown to people.
const DIFF_LINES: usize = 200;

const LINE_ENDINGS: &str =
    "only its line endings differ: it has CRLF, so Git should be told `eol=lf` in .gitattributes";

/// A file, and what is wrong with it.
struct Finding {
    state: &'static str,
    file: String,
    note: &'static str,
    diff: String,
}

/// Shows every finding of a comparison that has some.
pub(super) fn show(comparison: &Comparison<'_>, input: &Input, base: &Path) -> io::Result<()> {
    let findings = findings(comparison, base);
    for finding in &findings {
        match input.format {
            Format::Human => human(finding)?,
            Format::Json => machine(finding)?,
            Format::Github => annotation(finding, &cure(input))?,
        }
    }
    let wrong = count(findings.len(), "generated file");
    let (verb, cure) = (if findings.len() == 1 { "is" } else { "are" }, cure(input));
    writeln!(anstream::stderr(), "{} {wrong} {verb} not up to date: run `{cure}`", error("error:"))
}

fn findings(comparison: &Comparison<'_>, base: &Path) -> Vec<Finding> {
    let finding = |state, path: &Path, note| {
        let file = display_path(path, Some(base));
        Finding { state, file, note, diff: String::new() }
    };
    let missing = comparison.missing.iter().map(|path| finding("missing", path, ""));
    let changed = comparison.changed.iter().map(|changed| compared(changed, base));
    let orphaned = comparison.orphaned.iter().map(|path| finding("orphaned", path, "nothing generates it"));
    let foreign = comparison.foreign.iter().map(|path| {
        finding(
            "foreign",
            path,
            "it is in the way and not ours: move it, or choose another folder under `outputs`",
        )
    });
    missing.chain(changed).chain(orphaned).chain(foreign).collect()
}

fn compared(changed: &Changed<'_>, base: &Path) -> Finding {
    let file = display_path(changed.path, Some(base));
    if changed.only_line_endings() {
        return Finding { state: "changed", file, note: LINE_ENDINGS, diff: String::new() };
    }
    let diff = changed.diff(&file);
    Finding { state: "changed", file, note: "", diff }
}

/// The command that brings the files up to date.
fn cure(input: &Input) -> String {
    let option = |name: &str, path: &Path| format!(" --{name} {}", path.display());
    let manifest = input.manifest.as_deref().map(|path| option("manifest", path)).unwrap_or_default();
    let root = input.root.as_deref().map(|path| option("root", path)).unwrap_or_default();
    format!("samewire generate{manifest}{root}")
}

fn human(finding: &Finding) -> io::Result<()> {
    let Finding { state, file, note, diff } = finding;
    let mut err = anstream::stderr();
    let note = if note.is_empty() { String::new() } else { format!(" ({note})") };
    writeln!(err, "{}  {file}{note}", error(state))?;
    for line in diff.lines().take(DIFF_LINES) {
        writeln!(err, "{}", report::diff_line(line))?;
    }
    match diff.lines().count().saturating_sub(DIFF_LINES) {
        0 => Ok(()),
        more => writeln!(err, "… and {}", count(more, "more line")),
    }
}

fn machine(finding: &Finding) -> io::Result<()> {
    let Finding { state, file, note, diff } = finding;
    let object = json!({ "file": file, "state": state, "note": note, "diff": diff });
    writeln!(anstream::stdout(), "{object}")
}

fn annotation(finding: &Finding, cure: &str) -> io::Result<()> {
    let Finding { state, file, note, .. } = finding;
    let file = escaped(file).replace(':', "%3A").replace(',', "%2C");
    let text = if note.is_empty() { format!("run `{cure}`") } else { format!("{note}; run `{cure}`") };
    writeln!(anstream::stdout(), "::error file={file},title=generated file {state}::{}", escaped(&text))
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}
