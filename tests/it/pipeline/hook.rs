//! The hook before a commit, as Git calls it.

use std::fs;

use super::repository::{Repository, Run};
use super::{breaking, judge, new_event};
use crate::pages::block;

const PAGE: &str = "docs/pipeline.md";

impl Repository {
    /// The hook of the page, switched on as the page says.
    pub fn hook(&self) {
        self.hook_with(|text| text);
    }

    /// The same with another text.
    fn hook_with(&self, change: impl Fn(String) -> String) {
        self.put(".githooks/pre-commit", &change(block(PAGE, "# .githooks/pre-commit")));
        let run = self.run_in("work", "sh", ["-e", "-c", &block(PAGE, "core.hooksPath")], &[]);
        assert_eq!(run.code, 0, "{}", run.printed);
        self.git("add --all .githooks");
    }

    /// Whether `git commit` commits.
    fn commit(&self, arguments: &str) -> Run {
        let before = self.git_in("work", "rev-parse HEAD");
        let words = format!("commit -m change {arguments}");
        let run = self.run_in("work", "git", words.split_whitespace(), &[]);
        let committed = self.git_in("work", "rev-parse HEAD") != before;
        assert_eq!(run.code == 0, committed, "{}", run.printed);
        run
    }
}

/// A repository with the hook, and with samewire.
fn hooked() -> Repository {
    let repository = Repository::new();
    repository.install();
    repository.hook();
    repository
}

#[track_caller]
fn passes(run: &Run) {
    assert_eq!(run.code, 0, "{}", run.printed);
}

#[track_caller]
fn refused(run: &Run, words: &str) {
    assert!(
        run.code != 0 && run.printed.contains(words),
        "no {words:?} in exit code {}\n{}",
        run.code,
        run.printed
    );
}

#[test]
fn the_hook_is_green_and_red() {
    judge(|repository| {
        repository.install();
        repository.hook();
        repository.commit("")
    });
}

#[test]
fn what_is_staged_is_judged_and_not_the_work_tree() {
    let repository = hooked();
    new_event(&repository);
    repository.git("add events.yaml");
    repository.generate();
    let run = repository.commit("");
    refused(&run, "generated/rust/server.rs");
    refused(&run, "pre-commit: so it is staged. Mend it, and git add what belongs to it.");
    repository.git("add generated");
    // What comes later is another commit's.
    repository.put("generated/rust/server.rs", "// mine\n");
    repository.put("events.yaml", "no manifest\n");
    let before = repository.git_in("work", "status --porcelain");
    passes(&repository.commit(""));
    assert_eq!(repository.text("events.yaml"), "no manifest\n");
    assert_eq!(repository.text("generated/rust/server.rs"), "// mine\n");
    assert_ne!(repository.git_in("work", "status --porcelain"), before);
    repository.is_tidy();
}

/// What the page says of a hook of plain commands: it looks at the work tree.
#[test]
fn a_hook_of_plain_commands_passes_what_nobody_added() {
    let repository = hooked();
    passes(&repository.commit(""));
    let plain = "#!/bin/sh\nset -eu\nsamewire check\nsamewire generate --check\n";
    repository.hook_with(|_| plain.to_owned());
    new_event(&repository);
    refused(&repository.commit("-a"), "generated/rust/server.rs");
    repository.git("checkout -q events.yaml");
    repository.change("events.yaml", "rust: {}", "rust: {}, markdown: {}");
    repository.generate();
    passes(&repository.commit("-a"));
    assert!(repository.git_in("work", "status --porcelain").contains("?? generated/docs"));
}

/// Git tells by `GIT_INDEX_FILE` what such a commit consists of.
#[test]
fn a_commit_of_some_files_is_judged_by_them() {
    let repository = hooked();
    passes(&repository.commit(""));
    new_event(&repository);
    repository.generate();
    refused(&repository.commit("events.yaml"), "generated/rust/server.rs");
    passes(&repository.commit("events.yaml generated"));
    repository.change("events.yaml", "started", "begun");
    refused(&repository.commit("-a"), "generated/rust/server.rs");
    repository.generate();
    passes(&repository.commit("-a"));
    passes(&repository.commit("--amend -m more"));
    repository.is_tidy();
}

#[test]
fn a_linked_worktree_has_the_hook_too() {
    let repository = hooked();
    passes(&repository.commit(""));
    repository.git("worktree add -q -b other ../other");
    let manifest = repository.path("other/events.yaml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("on: bool", "on: string")).unwrap();
    let commit = || repository.run_in("other", "git", ["commit", "-q", "-a", "-m", "other"], &[]);
    refused(&commit(), "generated/rust/client.rs");
    assert_eq!(repository.run_in("other", "samewire", ["generate"], &[]).code, 0);
    refused(&commit(), "client.mute.on");
    fs::write(&manifest, text.replace("client:", "  started: {}\nclient:")).unwrap();
    assert_eq!(repository.run_in("other", "samewire", ["generate"], &[]).code, 0);
    passes(&commit());
    assert_eq!(repository.git_in("work", "worktree list").lines().count(), 2);
    assert_eq!(repository.git_in("other", "status --porcelain"), "");
}

/// As Git and what is built on it may call it.
#[test]
fn variables_of_git_lead_nowhere_else() {
    let repository = hooked();
    new_event(&repository);
    repository.git("add --all");
    let hook =
        |variables: &[(&str, &str)]| repository.run_in("work", "sh", [".githooks/pre-commit"], variables);
    let absolute = repository.path("work/.git");
    let absolute = absolute.to_str().unwrap();
    let index = format!("{absolute}/index");
    for variables in [
        &[][..],
        &[("GIT_DIR", ".git"), ("GIT_INDEX_FILE", ".git/index"), ("GIT_PREFIX", "")],
        &[("GIT_DIR", absolute), ("GIT_INDEX_FILE", &index), ("GIT_WORK_TREE", ".")],
    ] {
        refused(&hook(variables), "generated/rust/server.rs");
    }
    repository.generate();
    repository.git("add --all");
    passes(&hook(&[("GIT_DIR", absolute), ("GIT_INDEX_FILE", &index), ("GIT_WORK_TREE", ".")]));
    passes(&hook(&[("GIT_DIR", ".git"), ("GIT_INDEX_FILE", ".git/index"), ("GIT_PREFIX", "")]));
    repository.is_tidy();
}

#[test]
fn what_cannot_be_judged_is_refused() {
    let repository = Repository::new();
    repository.hook();
    refused(&repository.commit(""), "samewire");
    repository.install();
    repository.git("update-ref -d refs/remotes/origin/main");
    refused(&repository.commit(""), "pre-commit: there is no origin/main to compare with");
    repository.git("fetch -q");
    passes(&repository.commit(""));
    repository.is_tidy();
}

#[test]
fn a_part_of_a_large_repository_is_enough() {
    let part = block(PAGE, "git ls-files");
    let all = "git checkout-index --all --prefix=\"$staged/\"\n";
    let repository = Repository::new();
    repository.install();
    repository.hook_with(|text| {
        assert!(text.contains(all));
        text.replace(all, &part)
    });
    passes(&repository.commit(""));
    breaking(&repository);
    repository.git("add --all");
    refused(&repository.commit(""), "generated/rust/server.rs");
    repository.generate();
    repository.git("add --all");
    refused(&repository.commit(""), "FIELD_SAME_TYPE");
    // Too little of it is no reason to pass.
    repository.hook_with(|text| text.replace(all, &part.replace("events.yaml generated", "events.yaml")));
    refused(&repository.commit(""), "generated/rust/mod.rs");
    repository.hook_with(|text| text.replace(all, &part.replace("events.yaml generated", "generated")));
    refused(&repository.commit(""), "there is no events.yaml");
}
