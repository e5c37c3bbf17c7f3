//! `samewire breaking`: a folder for each rule in `tests/breaking/` holds the manifest before and after a change, and
//! what is to be said of it. `INSTA_UPDATE=always` writes that; a reviewer reads it.

mod acceptance;
mod compiled;
mod meaning;
mod mutations;
mod process;
mod proof;
mod reader;
mod reports;
mod writer;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use samewire_codegen::breaking::rules::{RULES, rule};
use samewire_codegen::breaking::{Difference, Level, Where, compare};
use samewire_codegen::model::{BREAKING_RULES, Delivery, Model};
use samewire_codegen::{Loaded, load_text};

/// The manifest before and after a change.
pub struct Fixture {
    pub name: String,
    pub folder: PathBuf,
    pub previous: Loaded,
    pub current: Loaded,
}

impl Fixture {
    pub fn named(name: &str) -> Fixture {
        let folder = folder().join(name);
        let load =
            |file: &str| load(&fs::read_to_string(folder.join(file)).unwrap(), &format!("/{name}/{file}"));
        Fixture {
            name: name.to_owned(),
            previous: load("previous.yaml"),
            current: load("current.yaml"),
            folder: folder.clone(),
        }
    }

    pub fn differences(&self) -> Vec<Difference> {
        compare(&self.previous.model, &self.current.model)
    }
}

pub fn load(text: &str, path: &str) -> Loaded {
    load_text(Path::new(path), text)
        .unwrap_or_else(|why| panic!("{path}\n{}", why.diagnostics.render_human(&why.sources, None, false)))
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/breaking")
}

pub fn fixtures() -> Vec<Fixture> {
    let names =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names.iter().map(|name| Fixture::named(name)).collect()
}

/// What is said of a change: a paragraph for each difference, with both places, and for whom it breaks at each level.
fn told(fixture: &Fixture) -> String {
    let place = |loaded: &Loaded, at: Where| match at {
        Where::Section(name) => format!("[{name}]"),
        Where::Text(span) => {
            let place = loaded.sources.place(span).unwrap();
            format!("{}:{}", place.line, place.column)
        }
    };
    let paragraph = |difference: &Difference| {
        let levels: Vec<&str> = difference.levels().into_iter().map(Level::word).collect();
        let levels = if levels.is_empty() { "compatible".to_owned() } else { levels.join(", ") };
        let (before, after) =
            (place(&fixture.previous, difference.previous), place(&fixture.current, difference.current));
        let (kind, rule) = (difference.kind.word(), difference.rule.unwrap_or("no rule"));
        let mut text = format!("{levels}: {rule}, {kind}, {before} -> {after}\n");
        text += &format!("  {}: {}\n", difference.at, difference.message);
        let mut told = BTreeSet::new();
        for level in Level::ALL {
            for why in difference.why(level) {
                if told.insert(why.clone()) {
                    text += &format!("  - {why}\n");
                }
            }
        }
        text
    };
    fixture.differences().iter().map(paragraph).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_fixture_gives_what_is_expected() {
    let update = std::env::var("INSTA_UPDATE").is_ok_and(|wish| wish == "always");
    for fixture in fixtures() {
        let path = fixture.folder.join("expected.txt");
        let told = told(&fixture);
        if update {
            fs::write(&path, told).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert_eq!(told, expected, "{}", fixture.name);
    }
}

#[test]
fn each_rule_has_a_fixture_in_which_it_finds_harm() {
    let names: BTreeSet<String> = fixtures().into_iter().map(|fixture| fixture.name).collect();
    for rule in RULES {
        assert!(names.contains(rule.id), "there is no tests/breaking/{}", rule.id);
        let found = Fixture::named(rule.id).differences();
        let own = found.iter().filter(|difference| difference.rule == Some(rule.id));
        assert!(own.into_iter().any(|difference| !difference.harms.is_empty()), "{} finds nothing", rule.id);
    }
    for name in names.iter().filter(|name| name.starts_with("compatible-")) {
        let breaks =
            Fixture::named(name).differences().iter().any(|difference| difference.breaks(Level::Wire));
        assert!(!breaks, "{name} breaks something");
    }
}

/// What the catalogue says of levels is what fixtures show, no more and no less.
#[test]
fn each_rule_finds_harm_at_the_levels_that_it_names() {
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    for fixture in fixtures() {
        let kept = compare(&kept(&fixture.previous.model), &kept(&fixture.current.model));
        for difference in fixture.differences().into_iter().chain(kept) {
            let Some(id) = difference.rule else { continue };
            for level in difference.levels() {
                seen.insert((rule(id).unwrap().id, level.word()));
            }
        }
    }
    let named = RULES.iter().flat_map(|rule| rule.levels.iter().map(|level| (rule.id, level.word())));
    let named: BTreeSet<(&str, &str)> = named.collect();
    let wrong: Vec<_> = named.symmetric_difference(&seen).collect();
    assert!(wrong.is_empty(), "seen, or named, and not both: {wrong:?}");
}

/// The same manifest, all events of which outlive a deployment.
fn kept(model: &Model) -> Model {
    let mut model = model.clone();
    let events = model.server.iter_mut().chain(&mut model.client);
    events.for_each(|event| event.delivery = Delivery::Critical);
    model
}

#[test]
fn the_rules_of_the_catalogue_are_those_that_can_be_approved() {
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(ids, BREAKING_RULES);
}

/// What did not change is not told of.
#[test]
fn a_manifest_is_no_other_than_itself() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("events.yaml");
    let chat = load(&fs::read_to_string(own).unwrap(), "/events.yaml");
    assert_eq!(compare(&chat.model, &chat.model), []);
    for fixture in fixtures() {
        assert_eq!(compare(&fixture.previous.model, &fixture.previous.model), [], "{}", fixture.name);
        assert_eq!(compare(&fixture.current.model, &fixture.current.model), [], "{}", fixture.name);
    }
}

#[test]
fn for_people() {
    insta::assert_snapshot!("breaking_event", reports::human("EVENT_NO_DELETE"));
    insta::assert_snapshot!("breaking_presence", reports::human("FIELD_SAME_PRESENCE"));
    insta::assert_snapshot!("breaking_frame", reports::human("FRAME_SAME_PICTURE"));
}
