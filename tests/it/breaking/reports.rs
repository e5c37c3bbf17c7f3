//! What reports look like, and how approvals are judged.

use std::path::Path;

use samewire_codegen::breaking::against::Shown;
use samewire_codegen::breaking::report::{self, Report};
use samewire_codegen::breaking::{Judged, Level, changelog, judge};
use serde_json::Value;

use super::{Fixture, load};

fn judged(fixture: &Fixture, level: Level, as_of: &str) -> Judged {
    judge(fixture.differences(), &fixture.current.model.approvals, level, as_of)
}

fn report<T>(fixture: &Fixture, level: Level, make: impl FnOnce(&Report) -> T) -> T {
    let judged = judged(fixture, level, "2027-01-01");
    make(&Report {
        judged: &judged,
        against: "v1",
        previous: &fixture.previous.sources,
        previous_shown: &Shown::on_disk(Path::new("/")),
        current: &fixture.current.sources,
        base: Path::new("/"),
    })
}

/// What people are told of a fixture.
pub fn human(name: &str) -> String {
    let fixture = Fixture::named(name);
    report(&fixture, Level::Wire, |report| report::human(report, false) + &report::listed(report))
}

#[test]
fn for_programs() {
    let fixture = Fixture::named("FIELD_SAME_TYPE");
    let lines = report(&fixture, Level::Wire, report::json);
    let objects: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let retyped = objects.iter().find(|object| object["at"] == "server.ended.duration").unwrap();
    assert_eq!(retyped["verdict"], "breaking");
    assert_eq!(retyped["rule"], "FIELD_SAME_TYPE");
    assert_eq!(retyped["previous"]["file"], "FIELD_SAME_TYPE/previous.yaml");
    assert_eq!(retyped["current"]["file"], "FIELD_SAME_TYPE/current.yaml");
    assert_eq!((&retyped["previous"]["line"], &retyped["previous"]["column"]), (&7.into(), &22.into()));
    assert_eq!(retyped["why"].as_array().unwrap().len(), 2);
    let summary = objects.last().unwrap();
    assert_eq!(
        (&summary["verdict"], &summary["fine"], &summary["against"]),
        (&"summary".into(), &false.into(), &"v1".into())
    );
}

#[test]
fn for_a_pull_request() {
    let text = report(&Fixture::named("FIELD_NO_NEW_REQUIRED"), Level::Wire, report::github);
    let [line] = text.lines().collect::<Vec<_>>()[..] else { panic!("{text}") };
    let start = "::error file=FIELD_NO_NEW_REQUIRED/current.yaml,line=4,col=31,endLine=4,title=FIELD_NO_NEW_REQUIRED::";
    assert!(line.starts_with(start), "{line}");
    assert!(line.contains("%0Abefore: FIELD_NO_NEW_REQUIRED/previous.yaml:4:3%0A"), "{line}");
}

#[test]
fn for_code_scanning() {
    let text = report(&Fixture::named("EVENT_NO_DELETE"), Level::Wire, report::sarif);
    let log: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    let known = run["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        assert!(known.iter().any(|rule| rule["id"] == result["ruleId"]), "{result}");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "EVENT_NO_DELETE/current.yaml");
        assert!(place["region"]["startLine"].as_u64().is_some_and(|line| line > 0));
        assert!(result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"].is_u64());
    }
}

const BEFORE: &str = "samewire: 1\nprotocol: call\nserver:\n  ended: { fields: { duration: string } }\n";
const AFTER: &str = "samewire: 1\nprotocol: call\nserver:\n  ended: { fields: { duration: u32 } }\n";

/// A retyped field, and an approval of `rule` at a place.
fn approved(rule: &str, at: &str) -> Fixture {
    let approval =
        format!("breaking:\n  - {{ rule: {rule}, at: {at}, reason: Nobody reads it., until: 2027-03-01 }}\n");
    Fixture {
        name: "approved".to_owned(),
        folder: "/".into(),
        previous: load(BEFORE, "/previous.yaml"),
        current: load(&format!("{AFTER}{approval}"), "/current.yaml"),
    }
}

#[test]
fn an_approval_holds_to_its_last_day() {
    let fixture = approved("FIELD_SAME_TYPE", "server.ended.duration");
    for day in ["2026-12-31", "2027-03-01"] {
        let judged = judged(&fixture, Level::Wire, day);
        assert!(judged.is_fine() && judged.approved().count() == 1 && judged.stale.is_empty(), "{day}");
    }
    let judged = judged(&fixture, Level::Wire, "2027-03-02");
    assert_eq!((judged.breaking().count(), judged.approved().count(), judged.is_fine()), (1, 0, false));
    assert!(judged.stale[0].expired);
}

#[test]
fn an_approval_of_something_else_approves_nothing() {
    for (rule, at) in [("FIELD_SAME_NAME", "server.ended.duration"), ("FIELD_SAME_TYPE", "server.ended")] {
        let judged = judged(&approved(rule, at), Level::Wire, "2027-01-01");
        assert_eq!((judged.breaking().count(), judged.stale.len()), (1, 1));
        assert!(!judged.stale[0].expired);
    }
}

#[test]
fn an_approval_is_shown_with_its_reason() {
    let fixture = approved("FIELD_SAME_TYPE", "server.ended.duration");
    let text = report(&fixture, Level::Wire, |report| report::human(report, false));
    assert!(text.starts_with("approved[FIELD_SAME_TYPE]"), "{text}");
    assert!(text.contains("approved until 2027-03-01: Nobody reads it."), "{text}");
    let sarif: Value = serde_json::from_str(&report(&fixture, Level::Wire, report::sarif)).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["suppressions"][0]["justification"], "Nobody reads it.");
    assert!(report(&fixture, Level::Wire, report::github).starts_with("::notice "));
}

#[test]
fn a_changelog_is_by_category() {
    let fixture = Fixture::named("compatible-new-events");
    let text = changelog(&fixture.differences(), "v1", Level::Wire);
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
    assert_eq!(headings, ["# Changes since v1", "## calls", "### Added", "## Events", "### Added"]);
    let text = changelog(&Fixture::named("EVENT_NO_DELETE").differences(), "v1", Level::Wire);
    assert!(text.contains("### Removed\n\n- `server.muted`: "), "{text}");
    assert!(text.contains(" **Breaking.**\n"), "{text}");
    assert!(changelog(&[], "v1", Level::Wire).contains("Nothing changed."));
}
