//! GitLab, and the script for any other pipeline.

use std::fs;

use serde_yaml::Value;

use super::judge;
use super::repository::{Repository, Run};
use crate::pages::block;

const PAGE: &str = "docs/pipeline.md";

/// What is staged, committed, pushed and checked out by a runner with the whole history.
fn checked_out(repository: &Repository) {
    repository.commit_and_push();
    let origin = repository.path("origin");
    repository.git_in("home", &format!("clone -q --branch topic {} ../runner", origin.display()));
}

/// A job of GitLab: the lines of its script are one for a shell that stops at the first failure.
fn gitlab(repository: &Repository, variables: &[(&str, &str)]) -> Run {
    let file: Value = serde_yaml::from_str(&block(PAGE, "# .gitlab-ci.yml")).unwrap();
    let job = &file["protocol"];
    assert_eq!(job["variables"]["GIT_DEPTH"].as_u64(), Some(0));
    let lines = job["script"].as_sequence().unwrap().iter().map(|line| line.as_str().unwrap());
    let script: String = lines.map(|line| format!("{line}\n")).collect();
    repository.run_in("runner", "bash", ["-e", "-o", "pipefail", "-c", &script], variables)
}

fn merge_request(repository: &Repository) -> Run {
    checked_out(repository);
    let base = repository.git_in("work", "merge-base origin/main HEAD");
    gitlab(repository, &[("CI_MERGE_REQUEST_DIFF_BASE_SHA", &base)])
}

fn anywhere(repository: &Repository, target: Option<&str>) -> Run {
    repository.install();
    checked_out(repository);
    let file = repository.path("home/protocol");
    fs::write(&file, block(PAGE, "# ci/protocol")).unwrap();
    let variables: Vec<_> = target.map(|target| ("TARGET", target)).into_iter().collect();
    repository.run_in("runner", "sh", [file], &variables)
}

fn harmless() -> Repository {
    let repository = Repository::new();
    repository.put("src/lib.rs", "// code\n");
    repository.git("add --all");
    repository
}

#[test]
fn gitlab_is_green_and_red() {
    judge(merge_request);
}

#[test]
fn gitlab_installs_this_version_and_needs_its_base() {
    let repository = harmless();
    assert_eq!(merge_request(&repository).code, 0);
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(repository.asked(), format!("install --locked samewire-codegen@{version}\n"));
    let repository = harmless();
    checked_out(&repository);
    let run = gitlab(&repository, &[]);
    assert_eq!(run.code, 2, "{}", run.printed);
    assert!(run.printed.contains("--against "), "{}", run.printed);
}

#[test]
fn the_script_is_green_and_red() {
    judge(|repository| anywhere(repository, Some("main")));
}

#[test]
fn the_script_needs_its_target() {
    assert_ne!(anywhere(&harmless(), Some("gone")).code, 0);
    assert_ne!(anywhere(&harmless(), None).code, 0);
    assert_eq!(anywhere(&harmless(), Some("main")).code, 0);
}
