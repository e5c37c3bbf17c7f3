//! For people: each finding with both places, why it breaks, and the safe way.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer};

use super::{Report, safe, stale, title};
use crate::breaking::{Finding, Kind, Verdict};
use crate::diagnostic::SHOWN;
use crate::diagnostic::render::{Mark, snippets};

/// The findings that break somebody, approved ones and approvals that are of no use.
pub fn human(report: &Report, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let judged = report.judged;
    let mut text = String::new();
    for finding in judged.breaking().chain(judged.approved()).take(SHOWN) {
        text += &renderer.render(&[group(report, finding)]);
        text += "\n\n";
    }
    let more = (judged.breaking().count() + judged.approved().count()).saturating_sub(SHOWN);
    if more > 0 {
        text += &format!("… and {more} more\n\n");
    }
    for own in &judged.stale {
        let (id, message, help) = stale(own);
        let level = if own.expired { Level::ERROR } else { Level::WARNING };
        let mark = Mark { kind: AnnotationKind::Primary, span: own.approval.span, label: None };
        let group = Group::with_title(level.primary_title(message.as_str()).id(id))
            .elements(snippets(vec![mark], report.current, &|path| report.current_path(path)))
            .element(Level::HELP.message(help));
        text += &renderer.render(&[group]);
        text += "\n\n";
    }
    text
}

fn group<'a>(report: &'a Report<'_>, finding: &'a Finding) -> Group<'a> {
    let difference = &finding.difference;
    let level = match finding.verdict {
        Verdict::Breaks => Level::ERROR,
        Verdict::Approved(_) => Level::NOTE.with_name("approved"),
        Verdict::Compatible => Level::NOTE,
    };
    let (was, is) = match difference.kind {
        Kind::Added => ("not here before", "new"),
        Kind::Removed => ("it was here", "gone from here"),
        Kind::Changed | Kind::Deprecated => ("before", "now"),
    };
    let mark = |span, label| vec![Mark { kind: AnnotationKind::Primary, span, label: Some(label) }];
    let now = snippets(mark(report.current_span(difference), is), report.current, &|path| {
        report.current_path(path)
    });
    let before = snippets(mark(report.previous_span(difference), was), report.previous, &|path| {
        report.previous_shown.path(path)
    });
    let mut group =
        Group::with_title(level.primary_title(title(difference)).id(difference.rule.unwrap_or("")))
            .elements(now)
            .elements(before);
    for why in difference.why(report.judged.level) {
        group = group.element(Level::NOTE.message(why));
    }
    match &finding.verdict {
        Verdict::Approved(approval) => {
            let text = format!("approved until {}: {}", approval.until, approval.reason);
            group.element(Level::NOTE.message(text))
        }
        _ => group.element(Level::HELP.message(safe(difference))),
    }
}

/// What breaks nobody, a line for each.
pub fn listed(report: &Report) -> String {
    let lines = report.judged.compatible().map(|finding| {
        let difference = &finding.difference;
        let (file, place) = report.current_place(report.current_span(difference));
        let place = place.map(|place| format!(":{}:{}", place.line, place.column)).unwrap_or_default();
        format!("{:<10}  {} ({file}{place})\n", difference.kind.word(), title(difference))
    });
    lines.collect()
}
