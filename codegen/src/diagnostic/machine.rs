//! Diagnostics for programs: a JSON object per line, and GitHub's workflow commands.

use std::path::Path;

use serde_json::{Value, json};

use super::{At, Diagnostic, Diagnostics, Severity};
use crate::lint::rules;
use crate::source::{Place, Sources, Span, display_path};

impl Diagnostics {
    /// One JSON object per line: code, rule (of lint, else null), severity, message, file, line, column, end, help, secondary.
    pub fn render_json(&self, sources: &Sources, base: Option<&Path>) -> String {
        self.iter().map(|diagnostic| format!("{}\n", object(diagnostic, sources, base))).collect()
    }

    /// Annotations for GitHub's workflow log, one per line.
    pub fn render_github(&self, sources: &Sources, base: Option<&Path>) -> String {
        self.iter().map(|diagnostic| command(diagnostic, sources, base)).collect()
    }
}

fn object(diagnostic: &Diagnostic, sources: &Sources, base: Option<&Path>) -> Value {
    let (file, place) = locate(diagnostic, sources, base);
    let secondary = diagnostic.secondary.iter().map(|(span, label)| second(*span, label, sources, base));
    json!({
        "code": diagnostic.code.id,
        "rule": rules::of_code(diagnostic.code).map(|rule| rule.id),
        "severity": word(diagnostic.severity()),
        "message": diagnostic.message,
        "file": file,
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "end": place.map(end),
        "label": diagnostic.label,
        "help": diagnostic.help,
        "secondary": secondary.collect::<Vec<_>>(),
    })
}

fn second(span: Span, label: &str, sources: &Sources, base: Option<&Path>) -> Value {
    let place = sources.place(span);
    json!({
        "file": sources.file(span).map(|file| display_path(file.path(), base)),
        "line": place.map(|place| place.line),
        "column": place.map(|place| place.column),
        "end": place.map(end),
        "label": label,
    })
}

fn end(place: Place) -> Value {
    json!({ "line": place.end_line, "column": place.end_column })
}

fn locate(
    diagnostic: &Diagnostic,
    sources: &Sources,
    base: Option<&Path>,
) -> (Option<String>, Option<Place>) {
    match &diagnostic.at {
        At::File(path) => (Some(display_path(path, base)), None),
        At::Text(span) => {
            (sources.file(*span).map(|file| display_path(file.path(), base)), sources.place(*span))
        }
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn command(diagnostic: &Diagnostic, sources: &Sources, base: Option<&Path>) -> String {
    let (file, place) = locate(diagnostic, sources, base);
    let mut properties = format!("file={}", property(&file.unwrap_or_default()));
    if let Some(place) = place {
        properties += &format!(",line={},col={},endLine={}", place.line, place.column, place.end_line);
    }
    let title = property(&format!("{} {}", diagnostic.code.id, diagnostic.code.title));
    let help = diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let message = data(&format!("{}{help}", diagnostic.message));
    format!("::{} {properties},title={title}::{message}\n", word(diagnostic.severity()))
}

/// GitHub's escaping of a message.
pub(crate) fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// GitHub's escaping of a property's value.
pub(crate) fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
