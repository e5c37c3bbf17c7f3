//! The command as a process, in throw-away git repositories.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const MANIFEST: &str = "\
samewire: 1
protocol: call
include: [types.yaml]
server:
  ended: { fields: { duration: Duration } }
client:
  ping: {}
  mute: { fields: { on: bool } }
";
const TYPES: &str = "types:\n  Duration: { type: u32 }\n";

/// A repository whose first commit, `v1`, has the manifest in a folder.
struct Repository(TempDir);

struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Repository {
    fn new() -> Repository {
        let repository = Repository(tempfile::tempdir().unwrap());
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.put("app/events.yaml", MANIFEST);
        repository.put("app/types.yaml", TYPES);
        repository.commit("v1");
        repository
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn change(&self, from: &str, to: &str) {
        let text = fs::read_to_string(self.path("app/events.yaml")).unwrap();
        assert!(text.contains(from), "{from}");
        self.put("app/events.yaml", &text.replace(from, to));
    }

    fn git(&self, arguments: &[&str]) {
        let mut git = Command::new("git");
        let who = ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false"];
        git.current_dir(self.0.path()).args(who).args(arguments);
        // The tests may run in a hook.
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
            git.env_remove(name);
        }
        let output = git.env("GIT_CONFIG_NOSYSTEM", "1").output().expect("git runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self, tag: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", tag]);
        self.git(&["tag", tag]);
    }

    fn run(&self, folder: &str, arguments: &[&str]) -> Run {
        run(&self.path(folder), arguments)
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_samewire"));
    command.current_dir(folder).arg("breaking").args(arguments).env_remove("GIT_DIR");
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: status.code().unwrap(), out: text(stdout), err: text(stderr) }
}

impl Run {
    #[track_caller]
    fn is(&self, code: i32, texts: &[&str]) -> &Run {
        assert_eq!(self.code, code, "{}{}", self.out, self.err);
        for text in texts {
            assert!(self.out.contains(text) || self.err.contains(text), "{text}\n{}{}", self.out, self.err);
        }
        self
    }
}

#[test]
fn nothing_has_changed() {
    Repository::new()
        .run("app", &["--against", "v1"])
        .is(0, &["nothing breaks, 0 compatible changes since v1"]);
}

#[test]
fn a_change_since_a_tag_has_both_places() {
    let repository = Repository::new();
    repository.change("  mute: { fields: { on: bool } }\n", "");
    let found = repository.run("app", &["--against", "v1"]);
    found.is(
        1,
        &["error[EVENT_NO_DELETE]", "--> events.yaml:6:1", "::: v1:app/events.yaml:8:3", "1 breaking change"],
    );
}

/// The types of the previous manifest are those of the included file of that commit.
#[test]
fn includes_come_from_the_same_commit() {
    let repository = Repository::new();
    repository.put("app/types.yaml", "types:\n  Duration: { type: string }\n");
    repository.commit("v2");
    repository.run("app", &["--against", "HEAD"]).is(0, &["nothing breaks"]);
    repository.run("app", &["--against", "v1"]).is(1, &["v1:app/types.yaml:2:3", "types.Duration"]);
    repository.run("app", &["--against", "HEAD~1"]).is(1, &["TYPE_SAME_SHAPE"]);
}

#[test]
fn the_manifest_may_have_stood_elsewhere() {
    let repository = Repository::new();
    repository.git(&["mv", "app", "web"]);
    repository.commit("v2");
    repository
        .run("web", &["--against", "v1"])
        .is(2, &["there is no `web/events.yaml` in `v1`: write --against v1:app/events.yaml"]);
    repository
        .run("web", &["--against", "v1:app/other.yaml"])
        .is(2, &["there is no `app/other.yaml` in `v1`: if it had another name, write --against v1:PATH"]);
    repository.run("web", &["--against", "v1:app/events.yaml"]).is(0, &["nothing breaks"]);
    repository.run("web", &["--against", "v2:./events.yaml"]).is(0, &["nothing breaks"]);
    repository.run("", &["--manifest", "web/events.yaml", "--against", "v1:app/events.yaml"]).is(0, &[]);
}

#[test]
fn a_file_can_be_compared_with() {
    let repository = Repository::new();
    repository.put("old.yaml", "samewire: 1\nprotocol: call\nserver:\n  gone: {}\n");
    repository.run("app", &["--against", "../old.yaml"]).is(1, &["server.gone", "old.yaml:4:3"]);
}

/// As a pipeline checks out, if nobody tells it otherwise.
#[test]
fn a_shallow_clone_has_only_its_last_commit() {
    let repository = Repository::new();
    repository.change("on: bool", "on: bool, why?: string");
    repository.commit("v2");
    let clone = tempfile::tempdir().unwrap();
    let (from, to) = (format!("file://{}", repository.path("").display()), clone.path().join("clone"));
    repository.git(&["clone", "--quiet", "--depth=1", "--no-tags", &from, &to.display().to_string()]);
    run(&to.join("app"), &["--against", "v1"])
        .is(2, &["no commit `v1` in this shallow clone", "git fetch --unshallow", "fetch-depth: 0"]);
    run(&to.join("app"), &["--against", "origin/main"]).is(0, &["nothing breaks"]);
}

#[test]
fn what_cannot_be_compared_with_exits_2() {
    let repository = Repository::new();
    repository
        .run("app", &["--against", "v9"])
        .is(2, &["there is no such file, and there is no commit `v9`: did you mean `v1`?"]);
    repository.run("app", &["--against", ""]).is(2, &["there is no commit ``"]);
    repository.run("app", &["--against", "."]).is(2, &["there is no commit `.`"]);
    repository.run("app", &[]).is(2, &["--against"]);
    repository.run("app", &["--against", "--upload-pack"]).is(2, &[]);
    repository.put("app/events.yaml", "samewire: 1\n");
    repository.commit("broken");
    repository
        .run("app", &["--against", "v1"])
        .is(2, &["the manifest has mistakes, so nothing was compared"]);
    repository.put("app/events.yaml", MANIFEST);
    let found = repository.run("app", &["--against", "broken"]);
    found.is(2, &["broken:app/events.yaml", "the manifest of broken has mistakes"]);
    let nowhere = tempfile::tempdir().unwrap();
    fs::write(nowhere.path().join("events.yaml"), "samewire: 1\nprotocol: p\n").unwrap();
    run(nowhere.path(), &["--against", "main"]).is(2, &["is in no git repository"]);
}

/// Nothing is read from the work tree but the current manifest, and nothing is written.
#[test]
fn the_work_tree_stays_as_it_is() {
    let repository = Repository::new();
    repository.put("app/types.yaml", "types:\n  Duration: { type: u16 }\n");
    repository.run("app", &["--against", "v1"]).is(1, &[]);
    assert_eq!(
        fs::read_to_string(repository.path("app/types.yaml")).unwrap(),
        "types:\n  Duration: { type: u16 }\n"
    );
}

#[test]
fn a_level_decides_what_counts() {
    let repository = Repository::new();
    repository.change("duration: Duration", "duration: Duration, note?: string");
    repository.commit("v2");
    repository.change(", note?: string", "");
    repository.run("app", &["--against", "v2"]).is(0, &["removed     server.ended.note"]);
    repository.run("app", &["--against", "v2", "--level", "replay"]).is(1, &["FIELD_NO_DELETE"]);
    repository.run("app", &["--against", "v2", "--level", "lockstep"]).is(0, &[]);
}

#[test]
fn approvals_are_judged_by_the_day() {
    let repository = Repository::new();
    let approval = "breaking:\n  - { rule: EVENT_NO_DELETE, at: client.mute, reason: Nobody is mute., until: 2027-03-01 }\n";
    repository.change("  mute: { fields: { on: bool } }\n", approval);
    let against = ["--against", "v1", "--as-of"];
    let on = |day| repository.run("app", &[&against[..], &[day]].concat());
    on("2027-03-01").is(0, &["approved[EVENT_NO_DELETE]", "nothing breaks, 1 approved"]);
    on("2027-03-02").is(1, &["error[APPROVAL_EXPIRED]", "error[EVENT_NO_DELETE]"]);
    repository.commit("v2");
    repository.run("app", &["--against", "v2", "--as-of", "2027-01-01"]).is(0, &["warning[APPROVAL_UNUSED]"]);
    on("tomorrow").is(2, &["--as-of"]);
}

#[test]
fn each_format_is_printed() {
    let repository = Repository::new();
    repository.change("on: bool", "on: bool, track: string");
    let as_format = |format| repository.run("app", &["--against", "v1", "--format", format]);
    as_format("json").is(1, &[r#""rule":"FIELD_NO_NEW_REQUIRED""#, r#""verdict":"summary""#]);
    // GitHub wants paths from the top of the repository.
    as_format("github").is(1, &["::error file=app/events.yaml,line=8,"]);
    as_format("sarif").is(1, &[r#""version": "2.1.0""#, r#""uri": "app/events.yaml""#]);
    let changelog = repository.run("app", &["--against", "v1", "--changelog"]);
    changelog.is(0, &["# Changes since v1\n\n## Events\n\n### Added\n"]);
}

#[test]
fn a_rule_is_explained() {
    let explain = |word| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_samewire"));
        command.args(["explain", word]).output().unwrap()
    };
    let page = String::from_utf8(explain("field_same_type").stdout).unwrap();
    assert!(page.starts_with("# FIELD_SAME_TYPE a field has another type\n"), "{page}");
    let unknown = String::from_utf8(explain("FIELD_SAME_TYP").stderr).unwrap();
    assert!(unknown.contains("did you mean `FIELD_SAME_TYPE`?"), "{unknown}");
}
