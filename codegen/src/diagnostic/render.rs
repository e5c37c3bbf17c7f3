//! Diagnostics for people: rustc's look.

use std::ops::Range;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};

use super::{At, Diagnostic, Diagnostics, SHOWN, Severity};
use crate::source::{SourceFile, Sources, Span, display_path};

/// Places farther apart than this are shown as separate extracts.
const NEAR_LINES: usize = 30;

/// A longer line is not shown at all.
const LONGEST_LINE: usize = 4096;

impl Diagnostics {
    /// The text for a terminal or a build log; paths are shown relative to `base` when they lie inside.
    ///
    /// At most the first hundred are shown, then how many more there are.
    pub fn render_human(&self, sources: &Sources, base: Option<&Path>, color: bool) -> String {
        self.render_human_as(sources, &|path| display_path(path, base), color)
    }

    /// As [`Diagnostics::render_human`], with the paths that `shown` makes.
    pub(crate) fn render_human_as(
        &self,
        sources: &Sources,
        shown: &dyn Fn(&Path) -> String,
        color: bool,
    ) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let mut text = String::new();
        for diagnostic in self.iter().take(SHOWN) {
            text.push_str(&renderer.render(&[group(diagnostic, sources, shown)]));
            text.push_str("\n\n");
        }
        text.push_str(&self.how_many_more());
        text
    }

    fn how_many_more(&self) -> String {
        match self.len().saturating_sub(SHOWN) {
            0 => String::new(),
            1 => "… and one more\n".to_owned(),
            more => format!("… and {more} more\n"),
        }
    }
}

fn group<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources, shown: &dyn Fn(&Path) -> String) -> Group<'a> {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id);
    let group = Group::with_title(title).elements(places(diagnostic, sources, shown));
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

fn places<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
    shown: &dyn Fn(&Path) -> String,
) -> Vec<Element<'a>> {
    let span = match &diagnostic.at {
        At::Text(span) => *span,
        At::File(path) => return vec![Origin::path(shown(path)).into()],
    };
    let mut marks = vec![Mark { kind: AnnotationKind::Primary, span, label: diagnostic.label.as_deref() }];
    let secondary = diagnostic.secondary.iter();
    marks.extend(secondary.map(|(span, label)| Mark {
        kind: AnnotationKind::Context,
        span: *span,
        label: Some(label),
    }));
    snippets(marks, sources, shown)
}

/// The lines around places in a text, with the paths that `shown` makes.
pub(crate) fn snippets<'a>(
    marks: Vec<Mark<'a>>,
    sources: &'a Sources,
    shown: &dyn Fn(&Path) -> String,
) -> Vec<Element<'a>> {
    extracts(marks, sources).into_iter().filter_map(|extract| element(&extract, sources, shown)).collect()
}

/// A place that is shown.
pub(crate) struct Mark<'a> {
    pub kind: AnnotationKind,
    pub span: Span,
    pub label: Option<&'a str>,
}

/// Marks that are shown together.
struct Extract<'a> {
    file: u32,
    lines: Range<usize>,
    marks: Vec<Mark<'a>>,
}

fn extracts<'a>(marks: Vec<Mark<'a>>, sources: &Sources) -> Vec<Extract<'a>> {
    let mut extracts: Vec<Extract<'a>> = Vec::new();
    for mark in marks {
        let Some(place) = sources.place(mark.span) else { continue };
        let (first, last) = (place.line, place.end_line + 1);
        let near = |extract: &&mut Extract| {
            extract.file == mark.span.file
                && first < extract.lines.end + NEAR_LINES
                && extract.lines.start < last + NEAR_LINES
        };
        match extracts.iter_mut().find(near) {
            Some(extract) => {
                extract.lines = extract.lines.start.min(first)..extract.lines.end.max(last);
                extract.marks.push(mark);
            }
            None => extracts.push(Extract { file: mark.span.file, lines: first..last, marks: vec![mark] }),
        }
    }
    extracts
}

fn element<'a>(
    extract: &Extract<'a>,
    sources: &'a Sources,
    shown: &dyn Fn(&Path) -> String,
) -> Option<Element<'a>> {
    let file = sources.files().get(extract.file as usize)?;
    let path = shown(file.path());
    if extract.lines.clone().any(|line| file.line_range(line).len() > LONGEST_LINE) {
        let (line, column) = file.line_column(extract.marks.first()?.span.start);
        return Some(Origin::path(path).line(line).char_column(column).into());
    }
    let range = file.line_range(extract.lines.start).start..file.line_range(extract.lines.end - 1).end;
    let mut snippet = Snippet::source(&file.text()[range.clone()]).path(path).line_start(extract.lines.start);
    for mark in &extract.marks {
        snippet = snippet.annotation(mark.kind.span(within(file, mark.span, &range)).label(mark.label));
    }
    Some(snippet.into())
}

/// The bytes of `span` counted from the start of `range`, at least one character and on character boundaries.
fn within(file: &SourceFile, span: Span, range: &Range<usize>) -> Range<usize> {
    let text = file.text();
    let start = (span.start as usize).clamp(range.start, range.end);
    let end = (span.end as usize).clamp(start, range.end);
    let end = match text[start..end].trim_end().len() {
        0 => text[start..range.end].chars().next().map_or(start, |c| start + c.len_utf8()),
        length => start + length,
    };
    start - range.start..end - range.start
}
