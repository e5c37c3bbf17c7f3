//! The guide in Markdown, parsed again: its headings, links, tables and frames are those of the model, and nothing that
//! a manifest says leaves its place. Each frame on the page of the chat protocol is read as the event it stands under.

mod parsed;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use consumer_build_script::chat::{ClientFrame, ServerFrame};
use samewire_codegen::backend::markdown::guide;
use samewire_codegen::example::Examples;
use samewire_codegen::model::{Direction, Event, Field, Model, Payload, Shape, WireName};
use samewire_codegen::{load, load_text};
use serde_json::Value;

use crate::cases::folder;
use parsed::{Page, Section, parse};

#[test]
fn every_case_has_a_guide_that_says_what_the_model_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path().join("events.yaml"));
    let mut manifests: Vec<_> = cases.filter(|path| path.exists()).collect();
    manifests.push(root.join("events.yaml"));
    assert!(manifests.len() > 150);
    for path in manifests {
        let loaded = load(&path, Some(root)).expect("the case is valid");
        compare(&loaded.model, &path.display().to_string());
    }
}

/// Compares the guide of a model with the model.
#[track_caller]
pub(crate) fn compare(model: &Model, name: &str) {
    let text = guide(model);
    if let Err(why) = check(model, &text) {
        panic!("{name}: {why}\n{text}");
    }
}

/// What the page in `text` says otherwise than the model.
fn check(model: &Model, text: &str) -> Result<(), String> {
    let page = parse(text);
    if page.html != [text.lines().next().unwrap_or_default()] {
        return Err(format!("HTML: {:?}", page.html));
    }
    links(&page)?;
    let mut sections = page.sections.iter();
    for (title, events) in
        [("server", &model.server), ("client", &model.client), ("inside the desktop app", &model.desktop)]
    {
        let Some(start) =
            sections.clone().position(|section| section.title.ends_with(title) && section.level == 2)
        else {
            if events.is_empty() {
                continue;
            }
            return Err(format!("no events of {title}"));
        };
        sections.nth(start);
        check_events(model, title, events, &mut sections)?;
    }
    check_types(model, sections.as_slice())?;
    let titles =
        page.sections.iter().filter(|section| section.level == 2).map(|section| section.title.as_str());
    let known = [
        "Contents",
        "Connection",
        "Frames",
        "How to read the tables",
        "Events from the server",
        "Events from the client",
        "Events inside the desktop app",
        "Types",
        "Changes",
    ];
    let strange: Vec<&str> = titles.filter(|title| !known.contains(title)).collect();
    if strange.is_empty() { Ok(()) } else { Err(format!("headings {strange:?}")) }
}

/// Every link into the page leads to a heading, by the rules of GitHub.
fn links(page: &Page) -> Result<(), String> {
    let anchors: HashSet<&str> = page.sections.iter().map(|section| section.anchor.as_str()).collect();
    match page.links.iter().find(|link| !anchors.contains(link.as_str())) {
        Some(link) => Err(format!("the link {link:?} leads to none of {anchors:?}")),
        None => Ok(()),
    }
}

/// The sections of events, category by category, which are all up to the next heading of the second level.
fn check_events<'p>(
    model: &Model,
    title: &str,
    events: &[Event],
    sections: &mut (impl Iterator<Item = &'p Section> + Clone),
) -> Result<(), String> {
    let mut categories: Vec<Option<&str>> = Vec::new();
    for event in events {
        if !categories.contains(&event.category.as_deref()) {
            categories.push(event.category.as_deref());
        }
    }
    let bare = categories == [None];
    categories.sort_by_key(Option::is_none);
    for category in categories {
        if !bare {
            let found =
                sections.next().filter(|section| section.level == 3).map(|section| section.title.clone());
            let expected = category.map(seen).filter(|name| !name.is_empty());
            let expected = expected.unwrap_or_else(|| "Other events".to_owned());
            if found.as_deref() != Some(&expected) {
                return Err(format!("expected the category {expected:?}, found {found:?}"));
            }
        }
        for event in events.iter().filter(|event| event.category.as_deref() == category) {
            let level = if bare { 3 } else { 4 };
            let section = sections.next().filter(|section| section.level == level);
            let section = section.ok_or_else(|| format!("no section for {:?}", event.wire))?;
            let direction = match title {
                "server" => Some(Direction::Server),
                "client" => Some(Direction::Client),
                _ => None,
            };
            check_event(model, direction, event, section)
                .map_err(|why| format!("{:?}: {why}", event.wire))?;
        }
    }
    let is_next = sections.clone().next().is_none_or(|section| section.level == 2);
    if is_next { Ok(()) } else { Err(format!("more than the events of {title}")) }
}

fn check_event(
    model: &Model,
    direction: Option<Direction>,
    event: &Event,
    section: &Section,
) -> Result<(), String> {
    let wire = match &event.wire {
        WireName::Text(text) => text.clone(),
        WireName::Int(integer) => integer.to_string(),
        WireName::Bool(boolean) => boolean.to_string(),
    };
    let titles = [wire.clone(), event.name.pascal(), format!("{wire} ({})", event.name.pascal())];
    if !titles.contains(&section.title) {
        return Err(format!("the heading is {:?}", section.title));
    }
    if let Payload::Struct(members) = &event.payload
        && !members.fields.is_empty()
    {
        let table =
            section.tables.iter().find(|table| table.columns.first().is_some_and(|first| first == "Field"));
        check_fields(model, &members.fields, table.ok_or("no table of fields")?)?;
    }
    let Some(direction) = direction else { return Ok(()) };
    let frames = Examples::new(model).frames(direction, event);
    let mut shown = section.json.iter();
    let is_shown = |frame: &Value| shown.any(|text| is_same(text, frame));
    if frames.iter().all(is_shown) { Ok(()) } else { Err(format!("{:?} are not {frames:?}", section.json)) }
}

fn check_fields(model: &Model, fields: &[Field], table: &parsed::Table) -> Result<(), String> {
    if table.rows.len() != fields.len() {
        return Err(format!("{} rows for {} fields", table.rows.len(), fields.len()));
    }
    let column = |name: &str| table.columns.iter().position(|column| column == name);
    for (field, row) in fields.iter().zip(&table.rows) {
        let name = if field.spread { field.name.snake() } else { &field.wire };
        if row[0] != name {
            return Err(format!("the row of {name:?} is {row:?}"));
        }
        let presence = column("Presence").map_or("", |index| row[index].as_str());
        let expected = match (field.optional, &field.default) {
            (true, Some(_)) => "unless default",
            (true, None) => "optional",
            (false, _) if field.spread => "",
            (false, _) => "always",
        };
        if presence != expected {
            return Err(format!("the presence of {name:?} is {presence:?}"));
        }
        if let Some(default) = &field.default {
            let found = column("Default").map_or("", |index| row[index].as_str());
            let shown = Examples::new(model).shown(&field.ty, default).filter(|_| !field.sensitive);
            let is_it = match &shown {
                Some(shown) => is_same(found, shown),
                None => found == "(hidden)",
            };
            if !is_it {
                return Err(format!("the default of {name:?} is {found:?}"));
            }
        }
    }
    Ok(())
}

/// A text is that of a value; floats are one off when they are read.
fn is_same(text: &str, value: &Value) -> bool {
    let read = |text: &str| serde_json::from_str::<Value>(text).ok();
    read(text).is_some_and(|found| Some(found) == read(&value.to_string()))
}

/// A section for each type, in order; short lists of texts may stand where they are used instead.
fn check_types(model: &Model, sections: &[Section]) -> Result<(), String> {
    let mut found = sections.iter().skip_while(|section| section.title != "Types").skip(1).peekable();
    for def in &model.types {
        let name = def.name.pascal();
        let section = found.next_if(|section| section.level == 3 && section.title == name);
        match (&def.shape, section) {
            (Shape::Struct(members), Some(section)) if !members.fields.is_empty() => {
                let table = section.tables.first().ok_or_else(|| format!("{name}: no table"))?;
                check_fields(model, &members.fields, table).map_err(|why| format!("{name}: {why}"))?;
            }
            (Shape::StringEnum(_), None) | (_, Some(_)) => {}
            (_, None) => return Err(format!("no section for {name}")),
        }
    }
    match found.next() {
        Some(section) if section.level != 2 => Err(format!("{:?} is no type", section.title)),
        _ => Ok(()),
    }
}

/// As a reader sees a text on one line.
fn seen(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control() && !c.is_whitespace()
            || matches!(c, '\u{85}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let spelled = text.chars().map(|c| match c {
        '\u{b}' | '\u{c}' => format!("U+{:04X}", u32::from(c)),
        c if hidden(c) => format!("U+{:04X}", u32::from(c)),
        c => c.to_string(),
    });
    spelled.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The page that is checked in lists all events, and each of its frames is read as the event that it stands under.
#[test]
fn every_frame_on_the_page_of_the_chat_protocol_is_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("generated/docs/events.md")).expect("the page is checked in");
    let (events, frames) = decode(&text).unwrap_or_else(|why| panic!("{why}"));
    println!("{events} events, {frames} frames");
    assert_eq!(events, 91);
    assert!(frames >= events);
}

/// How many events the page of the chat protocol lists, and how many of their frames were read.
fn decode(text: &str) -> Result<(usize, usize), String> {
    let page = parse(text);
    let (mut direction, mut events, mut frames) = (None, 0, 0);
    for section in &page.sections {
        match (section.level, section.title.as_str()) {
            (2, "Events from the server") => direction = Some(Direction::Server),
            (2, "Events from the client") => direction = Some(Direction::Client),
            (2, _) => direction = None,
            _ => {}
        }
        let Some(direction) = direction.filter(|_| section.level == 4) else { continue };
        events += 1;
        if section.json.is_empty() {
            return Err(format!("{} has no frame", section.title));
        }
        for frame in &section.json {
            frames += 1;
            let name =
                name_of(direction, frame).map_err(|why| format!("{}: {why}\n{frame}", section.title))?;
            if name != section.title {
                return Err(format!("{} has a frame of {name}", section.title));
            }
        }
    }
    Ok((events, frames))
}

/// The event that a frame is read as; an unknown one is none.
fn name_of(direction: Direction, frame: &str) -> Result<&'static str, String> {
    let name = match direction {
        Direction::Server => ServerFrame::decode(frame).map(|frame| frame.event.info().map(|info| info.name)),
        Direction::Client => ClientFrame::decode(frame).map(|frame| frame.event.info().map(|info| info.name)),
    };
    name.map_err(|error| error.to_string())?.ok_or_else(|| "unknown".to_owned())
}

/// A page that lacks a frame, or has one that is not read, or one of another event, is noticed.
#[test]
fn a_page_with_a_wrong_frame_is_noticed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = guide(&load(&root.join("events.yaml"), Some(root)).expect("valid").model);
    assert!(decode(&page).is_ok());
    let frame = |text: &str| format!("```json\n{text}\n```\n");
    let right = frame(r#"{ "type": "admin_subscribe" }"#);
    assert_eq!(page.matches(&right).count(), 1);
    let unread = [r#"{ "type": "admin" }"#, r#"{ "type": "subscribe" }"#, r#"{ "type": "ping" }"#, "{"];
    let wrong = unread.map(frame).into_iter().chain([String::new(), right.replace("json", "text")]);
    for wrong in wrong {
        decode(&page.replace(&right, &wrong)).expect_err(&wrong);
    }
}

/// Another page than the model's is noticed, in each of the ways in which it may be another.
#[test]
fn a_page_that_says_something_else_is_noticed() {
    let text = "samewire: 1\nprotocol: t\ntypes:\n  T: { fields: { a: u8 } }\nserver:\n  e:\n    category: c\n    \
                fields: { x: u8 = 7, t?: T }\n  f: {}\n";
    let model = load_text(Path::new("/events.yaml"), text).expect("valid").model;
    let page = guide(&model);
    assert_eq!(check(&model, &page), Ok(()));
    for (from, to) in [
        ("### c\n", ""),
        ("### c\n", "### d\n"),
        ("#### `e`\n", "#### `g`\n"),
        ("#### `f`\n", "#### `f`\n\n#### `g`\n"),
        ("(#e)", "(#g)"),
        ("| `x` |", "| `y` |"),
        ("| always | `7` |", "| optional | `7` |"),
        ("| `7` |", "| `8` |"),
        ("### T\n", ""),
        ("### T\n", "### T\n\n### U\n"),
        ("\"type\": \"f\"", "\"type\": \"g\""),
        ("## Types\n", "<b>x</b>\n\n## Types\n"),
        ("## Types\n", "## More\n\n## Types\n"),
        ("## Types\n", "```\n\n## Types\n"),
    ] {
        assert!(page.contains(from), "{from}\n{page}");
        assert!(check(&model, &page.replacen(from, to, 1)).is_err(), "{from:?} → {to:?}");
    }
}

#[test]
fn the_manifests_of_the_page_for_users_have_a_guide() {
    let page = include_str!("../../docs/markdown.md");
    let blocks = page.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next());
    for block in blocks {
        let loaded = load_text(Path::new("/events.yaml"), block).expect("the page shows what is valid");
        compare(&loaded.model, block);
    }
    assert_eq!(page.matches("```yaml\n").count(), 2);
}

/// A small manifest with everything, for reviewers.
#[test]
fn guide_of_everything() {
    let text = include_str!("guide/everything.yaml");
    let loaded = load_text(Path::new("/events.yaml"), text).unwrap_or_else(|rejected| {
        panic!("{}", rejected.diagnostics.render_human(&rejected.sources, None, false))
    });
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("guide", guide(&loaded.model));
    });
    compare(&loaded.model, "everything");
}
