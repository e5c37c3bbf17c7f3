//! The headings of the page in their order, and the anchors that GitHub gives them.

use std::collections::HashMap;

use super::inline_types::InlineTypes;
use super::text::{code, one_line, plain};
use crate::model::{Direction, Event, Model, TypeId, WireName};
use crate::name::Name;

/// What stands under a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part<'m> {
    /// The protocol itself: the title.
    Protocol,
    Contents,
    Connection,
    Frames,
    Reading,
    /// Events of one origin.
    Events(Origin),
    /// Those of a category; none for those that have none.
    Category(Origin, Option<&'m str>),
    /// An event, by its place in the model.
    Event(Origin, usize),
    Types,
    Type(TypeId),
    Changes,
}

/// Who sends events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    Server,
    Client,
    Desktop,
}

impl Origin {
    pub const ALL: [Origin; 3] = [Origin::Server, Origin::Client, Origin::Desktop];

    pub fn events(self, model: &Model) -> &[Event] {
        match self {
            Origin::Server => &model.server,
            Origin::Client => &model.client,
            Origin::Desktop => &model.desktop,
        }
    }

    /// The direction of its frames; none of events that cross no wire.
    pub fn direction(self) -> Option<Direction> {
        match self {
            Origin::Server => Some(Direction::Server),
            Origin::Client => Some(Direction::Client),
            Origin::Desktop => None,
        }
    }
}

impl From<Direction> for Origin {
    fn from(direction: Direction) -> Origin {
        match direction {
            Direction::Server => Origin::Server,
            Direction::Client => Origin::Client,
        }
    }
}

/// A heading.
#[derive(Debug, Clone)]
pub struct Heading<'m> {
    pub part: Part<'m>,
    pub level: usize,
    /// Markdown.
    pub text: String,
    pub anchor: String,
}

/// All headings of a page: there are no others in it, so that the anchors are certain.
#[derive(Debug)]
pub struct Outline<'m> {
    pub headings: Vec<Heading<'m>>,
    anchors: HashMap<Part<'m>, usize>,
}

impl<'m> Outline<'m> {
    pub fn of(model: &'m Model, inline: &InlineTypes) -> Outline<'m> {
        let mut outline = Outline { headings: Vec::new(), anchors: HashMap::new() };
        let mut slugs = Slugs::default();
        let mut add = |part: Part<'m>, level: usize, (text, seen): (String, String)| {
            outline.anchors.insert(part, outline.headings.len());
            outline.headings.push(Heading { part, level, text, anchor: slugs.next(&seen) });
        };
        let same = |text: &str| (text.to_owned(), text.to_owned());
        let title = format!("Events of {}", one_line(&model.protocol));
        add(Part::Protocol, 1, (plain(&title), title));
        add(Part::Contents, 2, same("Contents"));
        add(Part::Connection, 2, same("Connection"));
        add(Part::Frames, 2, same("Frames"));
        add(Part::Reading, 2, same("How to read the tables"));
        for origin in Origin::ALL.into_iter().filter(|origin| !origin.events(model).is_empty()) {
            add(Part::Events(origin), 2, same(title_of(origin)));
            for (category, events) in categories(origin.events(model)) {
                let level = match category {
                    None if !has_categories(origin.events(model)) => 3,
                    category => {
                        let name = category_name(category);
                        add(Part::Category(origin, category), 3, (plain(&name), name));
                        4
                    }
                };
                for index in events {
                    let event = &origin.events(model)[index];
                    add(Part::Event(origin, index), level, event_heading(event));
                }
            }
        }
        let types: Vec<usize> = (0..model.types.len()).filter(|index| !inline.has(TypeId(*index))).collect();
        if !types.is_empty() {
            add(Part::Types, 2, same("Types"));
        }
        for index in types {
            add(Part::Type(TypeId(index)), 3, same(&model.types[index].name.pascal()));
        }
        if super::changes::has_some(model) {
            add(Part::Changes, 2, same("Changes"));
        }
        outline
    }

    /// The anchor of a part, if it has a heading.
    pub fn anchor(&self, part: Part<'m>) -> Option<&str> {
        self.anchors.get(&part).map(|index| self.headings[*index].anchor.as_str())
    }
}

/// Some categories are named by nothing that can be seen.
fn category_name(category: Option<&str>) -> String {
    let name = category.map(one_line).filter(|name| !name.is_empty());
    name.unwrap_or_else(|| "Other events".to_owned())
}

fn title_of(origin: Origin) -> &'static str {
    match origin {
        Origin::Server => "Events from the server",
        Origin::Client => "Events from the client",
        Origin::Desktop => "Events inside the desktop app",
    }
}

/// Categories in the order in which they come first, each with its events; those without one are last.
pub fn categories(events: &[Event]) -> Vec<(Option<&str>, Vec<usize>)> {
    let mut categories: Vec<(Option<&str>, Vec<usize>)> = Vec::new();
    let mut places: HashMap<Option<&str>, usize> = HashMap::new();
    for (index, event) in events.iter().enumerate() {
        let category = event.category.as_deref();
        let place = *places.entry(category).or_insert_with(|| {
            categories.push((category, Vec::new()));
            categories.len() - 1
        });
        categories[place].1.push(index);
    }
    categories.sort_by_key(|(category, _)| category.is_none());
    categories
}

fn has_categories(events: &[Event]) -> bool {
    events.iter().any(|event| event.category.is_some())
}

/// The name on the wire, and that in code where nobody could guess it: Markdown, and what a reader sees.
fn event_heading(event: &Event) -> (String, String) {
    let wire = wire_name(&event.wire);
    let is_certain = wire.chars().all(|c| c.is_ascii_graphic() || c == ' ') && wire.trim() == wire;
    let is_guessed = Name::derive(&wire).as_ref() == Some(&event.name);
    let name = event.name.pascal();
    match (is_certain && !wire.is_empty(), is_guessed) {
        (true, true) => (code(&wire), wire),
        (true, false) => (format!("{} ({name})", code(&wire)), format!("{wire} ({name})")),
        // Readers disagree on anchors of other letters, and people cannot type them.
        (false, _) => (name.clone(), name),
    }
}

/// A name on the wire as a text.
pub fn wire_name(wire: &WireName) -> String {
    match wire {
        WireName::Text(text) => text.clone(),
        WireName::Int(integer) => integer.to_string(),
        WireName::Bool(boolean) => boolean.to_string(),
    }
}

/// Anchors as GitHub makes them of headings: those that meet are numbered.
#[derive(Debug, Default)]
struct Slugs(HashMap<String, usize>);

impl Slugs {
    fn next(&mut self, heading: &str) -> String {
        let slug = slug(heading);
        let mut anchor = slug.clone();
        while self.0.contains_key(&anchor) {
            let count = self.0.entry(slug.clone()).or_default();
            *count += 1;
            anchor = format!("{slug}-{count}");
        }
        self.0.insert(anchor.clone(), 0);
        anchor
    }
}

fn slug(heading: &str) -> String {
    let kept =
        heading.chars().flat_map(char::to_lowercase).filter(|c| is_of_word(*c) || matches!(c, ' ' | '-'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// A letter, digit or mark, or what joins words.
fn is_of_word(c: char) -> bool {
    let is_mark = matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20f0}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}');
    c.is_alphabetic() || c.is_ascii_digit() || c == '_' || is_mark
}

#[cfg(test)]
mod tests {
    use super::Slugs;

    #[test]
    fn anchors_are_those_of_github() {
        let mut slugs = Slugs::default();
        let mut check = |heading: &str, anchor: &str| assert_eq!(slugs.next(heading), anchor);
        check("How to read the tables", "how-to-read-the-tables");
        check("message_new", "message_new");
        check("audio://track-ended", "audiotrack-ended");
        check("message_new", "message_new-1");
        check("message_new", "message_new-2");
        check("message_new-1", "message_new-1-1");
        check("Über a/b, c", "über-ab-c");
        check("🎤 Voice", "-voice");
    }
}
