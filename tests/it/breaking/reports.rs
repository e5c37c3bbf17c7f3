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
    report_of(fixture, &judged(fixture, level, "2027-01-01"), make)
}

fn report_of<T>(fixture: &Fixture, judged: &Judged, make: impl FnOnce(&Report) -> T) -> T {
    make(&Report {
        judged,
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

/// What the standard wants of a log, of all that is in ours: sections 3.13 to 3.34 of SARIF 2.1.0.
fn is_sarif(log: &Value) -> Result<(), String> {
    let want = |is: bool, what: &str| if is { Ok(()) } else { Err(what.to_owned()) };
    let text = |value: &Value, what: &str| want(value.as_str().is_some_and(|text| !text.is_empty()), what);
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    want(log["version"] == "2.1.0", "version")?;
    for run in list(&log["runs"]) {
        let driver = &run["tool"]["driver"];
        text(&driver["name"], "tool.driver.name")?;
        want(run["columnKind"] == "unicodeCodePoints", "columnKind")?;
        let rules = list(&driver["rules"]);
        for rule in &rules {
            text(&rule["id"], "a rule's id")?;
            text(&rule["shortDescription"]["text"], "a rule's text")?;
        }
        want(run["results"].is_array(), "results")?;
        for result in list(&run["results"]) {
            want(rules.iter().any(|rule| rule["id"] == result["ruleId"]), "the rule of a result")?;
            want(["error", "warning", "note"].iter().any(|level| result["level"] == *level), "level")?;
            text(&result["message"]["text"], "message")?;
            for suppression in list(&result["suppressions"]) {
                want(suppression["kind"] == "inSource", "kind of a suppression")?;
            }
            let places = [list(&result["locations"]), list(&result["relatedLocations"])].concat();
            want(!places.is_empty(), "locations")?;
            places.iter().try_for_each(is_place)?;
        }
    }
    want(!list(&log["runs"]).is_empty(), "runs")
}

fn is_place(location: &Value) -> Result<(), String> {
    let place = &location["physicalLocation"];
    let uri = place["artifactLocation"]["uri"].as_str().unwrap_or_default();
    let region =
        ["startLine", "startColumn", "endLine", "endColumn"].map(|name| place["region"][name].as_u64());
    let [Some(line), Some(column), Some(end_line), Some(end_column)] = region else {
        return Err(format!("{location}"));
    };
    let is_forward = line > 0 && column > 0 && (line, column) <= (end_line, end_column);
    // A relative reference: no scheme, and not from the root.
    let is_relative = !uri.is_empty() && !uri.starts_with('/') && !uri.contains([':', ' ', '\\']);
    if is_forward && is_relative { Ok(()) } else { Err(format!("{location}")) }
}

#[test]
fn for_code_scanning() {
    let text = report(&Fixture::named("EVENT_NO_DELETE"), Level::Wire, report::sarif);
    let log: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(is_sarif(&log), Ok(()));
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "EVENT_NO_DELETE/current.yaml");
    assert_eq!(results[0]["relatedLocations"].as_array().unwrap().len(), 1);
    // Spoilt, it is noticed.
    for pointer in ["/version", "/runs/0/results/0/ruleId", "/runs/0/results/0/message/text"] {
        let mut spoilt = log.clone();
        *spoilt.pointer_mut(pointer).unwrap() = "".into();
        assert!(is_sarif(&spoilt).is_err(), "{pointer}");
    }
    let mut spoilt = log.clone();
    *spoilt.pointer_mut("/runs/0/results/0/locations/0/physicalLocation/region/startLine").unwrap() =
        0.into();
    assert!(is_sarif(&spoilt).is_err());
}

#[test]
fn every_fixture_is_sarif_at_every_level() {
    for fixture in super::fixtures() {
        for level in Level::ALL {
            let log: Value = serde_json::from_str(&report(&fixture, level, report::sarif)).unwrap();
            assert_eq!(is_sarif(&log), Ok(()), "{}", fixture.name);
        }
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
    assert_eq!(is_sarif(&sarif), Ok(()));
    // One that is over, and one that approves nothing, are results of their own.
    for (fixture, day) in
        [(&fixture, "2027-06-01"), (&approved("FIELD_SAME_NAME", "server.ended"), "2027-01-01")]
    {
        let judged = judged(fixture, Level::Wire, day);
        let sarif = report_of(fixture, &judged, report::sarif);
        assert_eq!(is_sarif(&serde_json::from_str(&sarif).unwrap()), Ok(()));
        assert_eq!(sarif.matches("\"ruleId\": \"APPROVAL_").count(), 1, "{sarif}");
    }
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
