//! `samewire check` as a process.

use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const MANIFEST: &str = "\
samewire: 1
protocol: call
lint: { TIME_HAS_TYPE: error }
types:
  Old: { fields: { text: string } }
server:
  call_ended: { fields: { ended_at: string } }
  call_rang: { deprecated: { use: call_ended, until: 2027-01-31 } }
";

struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

fn run(manifest: &str, arguments: &[&str]) -> Run {
    let folder: TempDir = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("events.yaml"), manifest).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_samewire"));
    let output = command.current_dir(folder.path()).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn a_finding_of_level_error_fails_and_a_warning_does_not() {
    let wrong = run(MANIFEST, &["check", "--as-of", "2027-01-31"]);
    assert_eq!(wrong.code, Some(1), "{}", wrong.err);
    assert!(
        wrong.err.contains("error[TIME_HAS_TYPE]") && wrong.err.contains("warning[SW901]"),
        "{}",
        wrong.err
    );
    let counted = "1 error, 1 warning\n1 TIME_HAS_TYPE, 1 TYPE_USED (SW901)\n";
    assert!(wrong.out.contains(counted), "{}", wrong.out);
    let warned = run(&MANIFEST.replace("error", "warn"), &["check", "--as-of", "2027-01-31"]);
    assert_eq!(warned.code, Some(0), "{}", warned.err);
    let fine = "samewire: 1\nprotocol: t\n";
    let fine = run(fine, &["check"]);
    assert_eq!((fine.code, fine.err.as_str()), (Some(0), ""));
    assert!(fine.out.ends_with("no mistakes\n"), "{}", fine.out);
}

#[test]
fn a_day_is_that_of_the_command() {
    for (day, overdue) in [("2027-01-31", false), ("2027-02-01", true)] {
        let told = run(MANIFEST, &["check", "--as-of", day]).err;
        assert_eq!(told.contains("DEPRECATED_NOT_OVERDUE"), overdue, "{told}");
    }
    assert_eq!(run(MANIFEST, &["check", "--as-of", "2027-02-30"]).code, Some(2));
}

/// A day counts in `check` alone, and so does what is found there.
#[test]
fn generation_tells_nothing_of_it() {
    let generated = run(&MANIFEST.replace("2027-01-31", "2020-01-31"), &["generate"]);
    assert_eq!(generated.code, Some(0), "{}", generated.err);
    assert!(generated.err.contains("warning[SW901]"), "{}", generated.err);
    assert!(
        !generated.err.contains("TIME_HAS_TYPE") && !generated.err.contains("OVERDUE"),
        "{}",
        generated.err
    );
}

#[test]
fn for_programs_and_for_a_pull_request() {
    let json = run(MANIFEST, &["check", "--as-of", "2027-01-31", "--format", "json"]);
    let objects: Vec<Value> = json.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> = objects.iter().map(|own| (&own["rule"], &own["code"], &own["severity"])).collect();
    assert_eq!(told[0], (&"TYPE_USED".into(), &"SW901".into(), &"warning".into()));
    assert_eq!(told[1], (&"TIME_HAS_TYPE".into(), &"TIME_HAS_TYPE".into(), &"error".into()));
    let github = run(MANIFEST, &["check", "--as-of", "2027-01-31", "--format", "github"]);
    let line = "::error file=events.yaml,line=7,col=27,endLine=7,title=TIME_HAS_TYPE a time that is a plain text or number::";
    assert!(github.out.contains(line), "{}", github.out);
}

#[test]
fn a_rule_is_explained_by_its_id() {
    let page = run(MANIFEST, &["explain", "time_has_type"]);
    assert!(page.out.starts_with("# TIME_HAS_TYPE a time that is a plain text or number\n"), "{}", page.out);
    assert!(page.out.contains("Group: `TYPES`; without a word in the manifest: `warn`."), "{}", page.out);
    let page = run(MANIFEST, &["explain", "TYPE_USED"]);
    assert!(page.out.contains("Its findings are called `SW901`"), "{}", page.out);
    let near = run(MANIFEST, &["explain", "ID_HAS_TYP"]);
    assert_eq!(near.code, Some(2));
    assert!(near.err.contains("did you mean `ID_HAS_TYPE`?"), "{}", near.err);
    assert!(
        run(MANIFEST, &["explain"])
            .out
            .contains("\nID_HAS_TYPE  ids that are plain texts or integers (lint: TYPES, warn)\n")
    );
}
