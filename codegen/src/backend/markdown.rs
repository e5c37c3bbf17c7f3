//! Markdown: the guide to a protocol, for those who speak it without generated code and for those who look something up.
//!
//! The model is lowered into blocks whose texts are finished; the template places them. Headings are planned first, so
//! that links lead somewhere, and nothing else on the page is a heading.

mod block;
mod changes;
mod connection;
mod contents;
mod definitions;
mod events;
mod facts;
mod frames;
mod inline_types;
mod json;
mod members;
mod notes;
mod outline;
mod pictures;
mod prose;
mod reading;
mod text;
mod types;
mod uses;
mod versions;

use std::collections::HashMap;

use askama::Template;

use crate::example::Examples;
use crate::files::MARKER;
use crate::model::{Event, Model};
use crate::source::Span;
use block::Block;
use inline_types::InlineTypes;
use outline::{Heading, Origin, Outline, Part};
use uses::Uses;

/// The files, each with its path in the target's folder.
pub fn files(model: &Model) -> Vec<(String, String)> {
    vec![("events.md".to_owned(), guide(model))]
}

/// The guide as one page.
pub fn guide(model: &Model) -> String {
    let page = Page::new(model);
    let sections = page.outline.headings.iter().map(|heading| Section {
        marks: "#".repeat(heading.level),
        heading: heading.text.clone(),
        blocks: blocks(&page, heading),
    });
    let guide = Guide { marker: MARKER, sections: sections.collect() };
    guide.render().expect("a text takes whatever is written to it")
}

#[derive(Template)]
#[template(path = "markdown/guide.md")]
struct Guide {
    marker: &'static str,
    sections: Vec<Section>,
}

/// A heading and what stands under it, up to the next heading of any level.
struct Section {
    marks: String,
    heading: String,
    blocks: Vec<Block>,
}

/// What every part of the page may ask for.
struct Page<'m> {
    model: &'m Model,
    examples: Examples<'m>,
    inline: InlineTypes,
    outline: Outline<'m>,
    uses: Uses<'m>,
    places: HashMap<Span, Part<'m>>,
    /// The client events that each server event answers, by its place in the model.
    asked_by: HashMap<usize, Vec<&'m Event>>,
}

impl<'m> Page<'m> {
    fn new(model: &'m Model) -> Page<'m> {
        let inline = InlineTypes::of(model);
        let outline = Outline::of(model, &inline);
        Page {
            model,
            examples: Examples::new(model),
            inline,
            outline,
            uses: Uses::of(model),
            places: places(model),
            asked_by: facts::asked_by(model),
        }
    }

    /// The anchor of a part, if it has a heading.
    fn anchor(&self, part: Part<'m>) -> Option<&str> {
        self.outline.anchor(part)
    }

    /// A link to an event of the model.
    fn event(&self, event: &Event) -> String {
        let name = text::code(&outline::wire_name(&event.wire));
        let part = self.places.get(&event.span);
        let anchor = part.and_then(|part| self.anchor(*part));
        anchor.map_or(name.clone(), |anchor| text::link(&name, anchor))
    }
}

/// Where each event stands, by the key that declares it.
fn places(model: &Model) -> HashMap<Span, Part<'_>> {
    let of = |origin: Origin| {
        let events = origin.events(model).iter().enumerate();
        events.map(move |(index, event)| (event.span, Part::Event(origin, index)))
    };
    Origin::ALL.into_iter().flat_map(of).collect()
}

const DESKTOP: &str = "The Rust of the desktop app sends these to its page, under these names, and nobody else hears of them. \
What they carry travels alone.";

fn blocks<'m>(page: &Page<'m>, heading: &Heading<'m>) -> Vec<Block> {
    match heading.part {
        Part::Protocol => {
            let doc = page.model.doc.as_deref().map(prose::blocks).filter(|doc| !doc.is_empty());
            doc.into_iter().map(Block::Text).collect()
        }
        Part::Contents => contents::blocks(page),
        Part::Connection => connection::blocks(page),
        Part::Frames => frames::blocks(page),
        Part::Reading => reading::blocks(page),
        Part::Events(Origin::Desktop) => vec![Block::text(DESKTOP)],
        Part::Events(_) | Part::Category(..) | Part::Types => Vec::new(),
        Part::Event(origin, index) => events::blocks(page, origin, index),
        Part::Type(id) => definitions::blocks(page, id),
        Part::Changes => changes::blocks(page),
    }
}
