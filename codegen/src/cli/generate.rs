//! `generate`: the files of the manifest, written, planned or compared.

use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use serde_json::json;

use super::report::{contents, count, good};
use super::{Failure, Format, Input, Verdict, findings, input};
use crate::backend;
use crate::files::{self, Comparison};
use crate::model::Model;
use crate::source::display_path;

/// Writes what changed.
pub(super) fn write(input: &Input) -> Result<Verdict, Failure> {
    let start = Instant::now();
    let Some(opened) = input::open(input)? else { return Ok(Verdict::Findings) };
    let files = backend::render(&opened.loaded);
    let written = files::write(&files).map_err(|error| opened.failure(&error))?;
    list(input.format, &opened.base, "created", &written.created)?;
    list(input.format, &opened.base, "updated", &written.updated)?;
    list(input.format, &opened.base, "removed", &written.removed)?;
    let touched = count(written.created.len() + written.updated.len(), "file");
    let what = format!("{touched} written, {} unchanged ({:.0?})", written.unchanged, start.elapsed());
    summary(input.format, &opened.loaded.model, &what)
}

/// Says what [`write`] would do.
pub(super) fn dry_run(input: &Input) -> Result<Verdict, Failure> {
    let Some(opened) = input::open(input)? else { return Ok(Verdict::Findings) };
    let files = backend::render(&opened.loaded);
    let Comparison { missing, changed, orphaned, foreign, unchanged } =
        files::compare(&files).map_err(|error| opened.failure(&error))?;
    if !foreign.is_empty() {
        return Err(opened.failure(&files::Error::Foreign(foreign)));
    }
    let changed: Vec<_> = changed.iter().map(|changed| changed.path).collect();
    list(input.format, &opened.base, "would create", &missing)?;
    list(input.format, &opened.base, "would update", &changed)?;
    list(input.format, &opened.base, "would remove", &orphaned)?;
    let touched = count(missing.len() + changed.len(), "file");
    summary(
        input.format,
        &opened.loaded.model,
        &format!("{touched} to write, {unchanged} unchanged (dry run)"),
    )
}

/// Says how the disk differs from what [`write`] would leave.
pub(super) fn check(input: &Input) -> Result<Verdict, Failure> {
    let Some(opened) = input::open(input)? else { return Ok(Verdict::Findings) };
    let files = backend::render(&opened.loaded);
    let comparison = files::compare(&files).map_err(|error| opened.failure(&error))?;
    if !comparison.is_fresh() {
        findings::show(&comparison, input, &opened.base)?;
        return Ok(Verdict::Findings);
    }
    let fresh = count(comparison.unchanged, "generated file");
    summary(input.format, &opened.loaded.model, &format!("{fresh} up to date"))
}

fn list(format: Format, base: &Path, verb: &str, paths: &[impl AsRef<Path>]) -> io::Result<()> {
    for path in paths {
        let path = display_path(path.as_ref(), Some(base));
        match format {
            Format::Json => writeln!(anstream::stdout(), "{}", json!({ "file": path, "state": verb }))?,
            Format::Human | Format::Github => writeln!(anstream::stdout(), "{}  {path}", good(verb))?,
        }
    }
    Ok(())
}

fn summary(format: Format, model: &Model, what: &str) -> Result<Verdict, Failure> {
    if format != Format::Json {
        writeln!(anstream::stdout(), "{}; {what}", contents(model))?;
    }
    Ok(Verdict::Fine)
}
