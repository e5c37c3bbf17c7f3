//! The recipes of `docs/pipeline.md`, taken from the page and run in throw-away repositories. Every recipe meets every
//! change of [`CHANGES`]: the good ones have to be green, the others red, and red for what is wrong with them.
#![cfg(unix)]

mod github;
mod hook;
mod other;
pub mod repository;

use crate::pages::block;
use repository::{Repository, Run};

/// Something that a branch does, and what has to come of it.
struct Change {
    name: &'static str,
    /// Edits the files of the work tree.
    edit: fn(&Repository),
    /// What is given to `git add`.
    add: &'static str,
    /// What a recipe prints when it is red; it is green without.
    red: &'static [&'static str],
}

const CHANGES: &[Change] = &[
    Change {
        name: "something else",
        edit: |repository| repository.put("src/lib.rs", "// code\n"),
        add: "--all",
        red: &[],
    },
    Change {
        name: "a new event",
        edit: |repository| {
            new_event(repository);
            repository.generate();
        },
        add: "--all",
        red: &[],
    },
    Change {
        name: "main went on",
        edit: |repository| {
            repository.main_goes_on();
            repository.put("src/lib.rs", "// code\n");
        },
        add: "--all",
        red: &[],
    },
    Change {
        name: "a manifest without what is generated from it",
        edit: new_event,
        add: "--all",
        red: &["generated/rust/server.rs"],
    },
    Change {
        name: "a generated file that was edited",
        edit: |repository| repository.change("generated/rust/types.rs", "\n", " \n"),
        add: "--all",
        red: &["generated/rust/types.rs"],
    },
    Change {
        name: "a new generated file that nobody added",
        edit: |repository| {
            repository.change("events.yaml", "rust: {}", "rust: {}, markdown: {}");
            repository.generate();
        },
        add: "--update",
        red: &["missing", "generated/docs/events.md"],
    },
    Change {
        name: "nothing generated, and nobody sees it",
        edit: |repository| {
            repository.put(".gitignore", "generated\n");
            repository.git("rm -r -q --cached generated");
        },
        add: "--all",
        red: &["missing", "generated/rust/mod.rs"],
    },
    Change {
        name: "a mistake",
        edit: |repository| repository.change("events.yaml", "u32", "u23"),
        add: "--all",
        red: &["SW202"],
    },
    Change {
        name: "a change that breaks somebody",
        edit: |repository| {
            breaking(repository);
            repository.generate();
        },
        add: "--all",
        red: &["FIELD_SAME_TYPE", "server.ended.duration"],
    },
    Change {
        name: "the same, approved",
        edit: |repository| approved(repository, "2999-12-31"),
        add: "--all",
        red: &[],
    },
    Change {
        name: "the same, approved until yesterday",
        edit: |repository| approved(repository, "2020-02-02"),
        add: "--all",
        red: &["APPROVAL_EXPIRED"],
    },
    Change {
        name: "no manifest",
        edit: |repository| repository.git("rm -q events.yaml"),
        add: "--all",
        red: &["there is no events.yaml in "],
    },
    Change {
        name: "the manifest in another folder",
        edit: |repository| {
            repository.put("protocol/README.md", "");
            repository.git("mv events.yaml protocol/");
        },
        add: "--all",
        red: &["there is no events.yaml in "],
    },
];

fn new_event(repository: &Repository) {
    repository.change("events.yaml", "client:\n", "  started: {}\nclient:\n");
}

fn breaking(repository: &Repository) {
    repository.change("events.yaml", "duration: u32", "duration: string");
}

/// As the page says.
fn approved(repository: &Repository, until: &str) {
    let approval = block("docs/pipeline.md", "reason: ");
    assert!(approval.contains("until: 2027-03-01"));
    let approval = approval.replace("2027-03-01", until);
    breaking(repository);
    repository.change("events.yaml", "server:\n", &format!("{approval}server:\n"));
    repository.generate();
}

/// Runs a recipe on every change.
fn judge(recipe: impl Fn(&Repository) -> Run) {
    for change in CHANGES {
        let repository = Repository::new();
        (change.edit)(&repository);
        repository.git(&format!("add {}", change.add));
        let run = recipe(&repository);
        let Run { code, printed } = &run;
        assert_eq!(*code == 0, change.red.is_empty(), "{}: exit code {code}\n{printed}", change.name);
        for words in change.red {
            assert!(printed.contains(words), "{}: no {words:?} in\n{printed}", change.name);
        }
        repository.is_tidy();
    }
}
