//! The manifests of this repository are what the rules ask for.

use std::fs;
use std::path::{Path, PathBuf};

use samewire_codegen::lint::check;
use samewire_codegen::load;

use super::{DAY, found, told};

const OWN: [&str; 5] = [
    "events.yaml",
    "examples/activity/app.yaml",
    "examples/activity/events.yaml",
    "examples/music/events.yaml",
    "examples/p2p/events.yaml",
];

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn nothing_is_found_in_what_is_shown_to_users() {
    for name in OWN {
        let loaded = load(&repository().join(name), Some(repository())).unwrap();
        let found = check(&loaded, DAY);
        assert!(found.is_empty(), "{}", told(&loaded, &found));
    }
    let init = "codegen/src/cli/init/events.yaml";
    assert_eq!(found(&fs::read_to_string(repository().join(init)).unwrap()), Vec::<&str>::new());
    let manifests = manifests("README.md");
    assert!(!manifests.is_empty());
    for manifest in manifests {
        assert_eq!(found(&manifest), Vec::<&str>::new(), "{manifest}");
    }
}

fn manifests(page: &str) -> Vec<String> {
    let text = fs::read_to_string(repository().join(page)).unwrap();
    let blocks = text.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.filter(|block| block.starts_with("samewire: 1\n")).map(str::to_owned).collect()
}

/// The cases try what nobody should write; what is found there is not noise all the same.
#[test]
fn a_manifest_of_the_cases_has_few_findings() {
    let cases = fs::read_dir(repository().join("tests/cases")).unwrap().map(|entry| entry.unwrap().path());
    let manifests: Vec<PathBuf> =
        cases.map(|case| case.join("events.yaml")).filter(|path| path.is_file()).collect();
    assert!(manifests.len() > 100);
    let silent = manifests.iter().filter(|path| check(&load(path, None).unwrap(), DAY).is_empty());
    let (silent, all) = (silent.count(), manifests.len());
    assert!(silent * 10 > all * 8, "{silent} of {all}");
}
