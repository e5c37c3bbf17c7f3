//! The workflow of GitHub Actions: its steps are run as the runner does, in what `actions/checkout` leaves.

use std::fs;

use serde_yaml::Value;

use super::repository::{Repository, Run};
use super::{breaking, judge};
use crate::pages::block;

const PAGE: &str = "docs/pipeline.md";

fn workflow() -> String {
    block(PAGE, "# .github/workflows/")
}

/// The workflow for a long history.
fn shallow() -> String {
    let step = block(PAGE, "HEAD^2");
    let workflow = workflow();
    let (before, _) = workflow.split_once("      - name: no change breaks").unwrap();
    before.replace("fetch-depth: 0", "fetch-depth: 2") + &step
}

/// A pull request of what is staged, from `topic` to `base`.
fn pull_request(repository: &Repository, workflow: &str, base: &str) -> Run {
    repository.commit_and_push();
    repository.git("switch -q --detach origin/main");
    repository.git("merge -q --no-ff -m merge topic");
    repository.git("push -q origin HEAD:refs/pull/7/merge");
    run(repository, workflow, base)
}

/// The last pull request again, with another workflow.
fn run_again(repository: &Repository, workflow: &str) -> Run {
    fs::remove_dir_all(repository.path("runner")).unwrap();
    run(repository, workflow, "main")
}

/// What the runner does, up to the first step that fails.
fn run(repository: &Repository, workflow: &str, base: &str) -> Run {
    let workflow: Value = serde_yaml::from_str(workflow).unwrap();
    let job = &workflow["jobs"]["protocol"];
    let mut all = String::new();
    for step in job["steps"].as_sequence().unwrap() {
        for key in step.as_mapping().unwrap().keys() {
            let key = key.as_str().unwrap();
            assert!(["uses", "with", "name", "run"].contains(&key), "the tests know no `{key}` of a step");
        }
        if let Some(action) = step["uses"].as_str() {
            use_action(repository, action.split('@').next().unwrap(), &step["with"]);
            continue;
        }
        let Run { code, printed } = script(repository, step["run"].as_str().unwrap(), base);
        all += &printed;
        if code != 0 {
            return Run { code, printed: all };
        }
    }
    Run { code: 0, printed: all }
}

fn use_action(repository: &Repository, action: &str, with: &Value) {
    match action {
        // A depth of 0 takes all branches, any other the one commit with so many before it.
        "actions/checkout" => {
            let depth = with.get("fetch-depth").map_or(1, |depth| depth.as_u64().unwrap());
            let (depth, all) = match depth {
                0 => (String::new(), " +refs/heads/*:refs/remotes/origin/*"),
                _ => (format!(" --depth={depth}"), ""),
            };
            fs::create_dir(repository.path("runner")).unwrap();
            let origin = format!("file://{}", repository.path("origin").display());
            let merge = "+refs/pull/7/merge:refs/remotes/pull/7/merge";
            repository.git_in("runner", "init -q");
            repository.git_in("runner", &format!("remote add origin {origin}"));
            repository.git_in("runner", &format!("fetch -q --no-tags{depth} origin {merge}{all}"));
            repository.git_in("runner", "checkout -q --force refs/remotes/pull/7/merge");
        }
        // Nothing is in the cache of a new repository.
        "actions/cache" => assert_eq!(with["path"].as_str(), Some("~/.cargo/bin/samewire")),
        other => panic!("the tests know no action `{other}`"),
    }
}

/// A step without `shell:` is run by `bash -e`, without what a person's shell reads.
fn script(repository: &Repository, text: &str, base: &str) -> Run {
    let file = repository.path("home/step.sh");
    fs::write(&file, text).unwrap();
    let variables = [
        ("CI", "true"),
        ("GITHUB_ACTIONS", "true"),
        ("GITHUB_EVENT_NAME", if base.is_empty() { "push" } else { "pull_request" }),
        ("GITHUB_REF", "refs/pull/7/merge"),
        ("GITHUB_BASE_REF", base),
        ("GITHUB_HEAD_REF", if base.is_empty() { "" } else { "topic" }),
    ];
    repository.run_in("runner", "bash", ["-e".as_ref(), file.as_os_str()], &variables)
}

#[test]
fn the_workflow_is_green_and_red() {
    judge(|repository| pull_request(repository, &workflow(), "main"));
}

#[test]
fn so_is_the_one_for_a_long_history() {
    judge(|repository| pull_request(repository, &shallow(), "main"));
}

#[test]
fn findings_stand_beside_the_lines() {
    let annotated = |edit: fn(&Repository)| {
        let repository = Repository::new();
        edit(&repository);
        repository.git("add --all");
        pull_request(&repository, &workflow(), "main").printed
    };
    let shown = block(PAGE, "::error file=");
    let (shown, _) = shown.split_once("%0A…").unwrap();
    let printed = annotated(|repository| {
        breaking(repository);
        repository.generate();
    });
    assert!(printed.lines().any(|line| line.starts_with(shown)), "{shown}\n{printed}");
    let printed = annotated(breaking);
    assert!(
        printed.contains("::error file=generated/rust/server.rs,title=generated file changed::"),
        "{printed}"
    );
    let printed = annotated(|repository| repository.change("events.yaml", "u32", "u23"));
    assert!(printed.contains("::error file=events.yaml,line=5,col=32,"), "{printed}");
}

/// `--manifest` in each of the three commands.
#[test]
fn a_manifest_elsewhere_is_named() {
    let repository = Repository::new();
    repository.put("protocol/README.md", "");
    repository.git("mv events.yaml protocol/chat.yaml");
    repository.change("protocol/chat.yaml", "outputs: { rust", "outputs: { root: ../generated, rust");
    let mut named = workflow();
    for command in ["check", "generate --check", "breaking"] {
        let words = format!("samewire {command} ");
        assert!(named.contains(&words));
        named = named.replace(&words, &format!("{words}--manifest protocol/chat.yaml "));
    }
    repository.git("add --all");
    let moved = pull_request(&repository, &named, "main");
    assert!(moved.code != 0 && moved.printed.contains("--against "), "{}", moved.printed);
    let from_there = named.replace("--against \"$base\"", "--against \"$base:events.yaml\"");
    let moved = run_again(&repository, &from_there);
    assert_eq!(moved.code, 0, "{}", moved.printed);
    repository.git("push -q origin HEAD:main");
    repository.git("switch -q -C topic");
    repository.change("protocol/chat.yaml", "duration: u32", "duration: string");
    let samewire = "generate --manifest protocol/chat.yaml".split(' ');
    assert_eq!(repository.run_in("work", "samewire", samewire, &[]).code, 0);
    repository.git("add --all");
    fs::remove_dir_all(repository.path("runner")).unwrap();
    // Once it is there, it is compared with what was there.
    let broken = pull_request(&repository, &named, "main");
    assert!(broken.printed.contains("::error file=protocol/chat.yaml,line=5,col=22,"), "{}", broken.printed);
}

fn refused(workflow: &str, base: &str, words: &str) {
    let repository = Repository::new();
    repository.put("src/lib.rs", "// code\n");
    repository.git("add --all");
    let run = pull_request(&repository, workflow, base);
    assert!(run.code != 0 && run.printed.contains(words), "{}", run.printed);
}

#[test]
fn what_cannot_be_compared_with_is_red() {
    // A push has no branch that it goes into.
    refused(&workflow(), "", "origin/");
    refused(&workflow(), "gone", "origin/gone");
    let without_depth = workflow().replace("fetch-depth: 0", "fetch-depth: 1");
    refused(&without_depth, "main", "origin/main");
    refused(
        &shallow().replace("fetch-depth: 2", "fetch-depth: 1"),
        "main",
        "::error::what is checked out is no merge",
    );
}

/// `ref: ${{ github.head_ref }}` in the checkout would make HEAD^1 the last commit but one of the branch.
#[test]
fn a_checkout_of_something_else_than_the_merge_is_red() {
    let repository = Repository::new();
    repository.put("src/lib.rs", "// code\n");
    repository.git("add --all");
    repository.commit_and_push();
    repository.git("push -q origin HEAD:refs/pull/7/merge");
    let run = run(&repository, &shallow(), "main");
    assert!(run.code != 0 && run.printed.contains("is no merge"), "{}", run.printed);
}

#[test]
fn the_version_that_is_installed_is_this_one() {
    let repository = Repository::new();
    repository.put("src/lib.rs", "// code\n");
    repository.git("add --all");
    assert_eq!(pull_request(&repository, &workflow(), "main").code, 0);
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(repository.asked(), format!("install --locked samewire-codegen@{version}\n"));
    assert!(workflow().contains(&format!("key: samewire-{version} }}")));
}
