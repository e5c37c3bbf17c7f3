//! What has changed and may change: everything deprecated, experimental, new or gone, in one place.

use super::block::{Block, Table};
use super::outline::{Origin, wire_name};
use super::text::{code, listed, plain, sentence};
use super::{Page, prose, types};
use crate::model::{Event, Field, Meta, Model, Payload, Reply, Shape, StringPattern, Struct, TypeId};

/// Whether there is anything to tell.
pub fn has_some(model: &Model) -> bool {
    let mut found =
        model.all_events().any(|event| !event.versions.is_empty()) || !reserved_names(model).is_empty();
    each(model, &mut |_, _, meta| found |= is_telling(meta));
    found
}

fn is_telling(meta: &Meta) -> bool {
    meta.deprecated.is_some() || meta.experimental || meta.since.is_some() || !meta.was.is_empty()
}

pub fn blocks(page: &Page) -> Vec<Block> {
    let mut told = Told::default();
    each(page.model, &mut |owner, member, meta| {
        if is_telling(meta) {
            told.note(&place(page, owner, member), meta);
        }
    });
    let versions = Origin::ALL.into_iter().flat_map(|origin| {
        origin.events(page.model).iter().filter(|event| !event.versions.is_empty()).map(move |event| {
            vec![page.event(event), event.version.to_string(), event.versions.len().to_string()]
        })
    });
    let tables = [
        ("**Deprecated**", Table::new(&["What", "Since", "Why", "Instead"], told.deprecated)),
        ("**Experimental**, and free to change", Table::new(&["What"], told.experimental)),
        ("**Since**", Table::new(&["What", "Since"], told.since)),
        ("**Old names**, which are still read", Table::new(&["What", "Formerly"], told.was)),
        ("**Versions**", Table::new(&["Event", "Version", "Older ones"], versions.collect())),
        ("**Names that may not come back**", Table::new(&["Where", "Names"], reserved(page))),
    ];
    let shown = tables.into_iter().filter(|(_, table)| !table.rows.is_empty());
    shown.flat_map(|(title, table)| [Block::text(format!("{title}:")), table.lean().into()]).collect()
}

/// The rows of the tables.
#[derive(Default)]
struct Told {
    deprecated: Vec<Vec<String>>,
    experimental: Vec<Vec<String>>,
    since: Vec<Vec<String>>,
    was: Vec<Vec<String>>,
}

impl Told {
    fn note(&mut self, place: &str, meta: &Meta) {
        let place = || place.to_owned();
        if let Some(deprecated) = &meta.deprecated {
            let since = deprecated.since.as_deref().map(plain).unwrap_or_default();
            let reason = deprecated.reason.as_deref().map(prose::line).filter(|reason| !reason.is_empty());
            let instead = deprecated.use_instead.as_deref().map(code).unwrap_or_default();
            let until = deprecated.until.as_ref().map(|day| format!("It stays until {day}."));
            let why = reason.as_deref().map(sentence).into_iter().chain(until);
            let reason = why.collect::<Vec<_>>().join(" ");
            self.deprecated.push(vec![place(), since, reason, instead]);
        }
        if meta.experimental {
            self.experimental.push(vec![place()]);
        }
        self.since.extend(meta.since.as_ref().map(|since| vec![place(), plain(since)]));
        let names: Vec<String> = meta.was.iter().map(|name| code(name)).collect();
        self.was.extend((!names.is_empty()).then(|| vec![place(), listed(&names, "and")]));
    }
}

/// What a member belongs to.
#[derive(Clone, Copy)]
enum Owner<'m> {
    Event(&'m Event),
    Type(TypeId),
}

fn place(page: &Page, owner: Owner, member: Option<&str>) -> String {
    let owner = match owner {
        Owner::Event(event) => page.event(event),
        Owner::Type(id) => types::named(page, id),
    };
    member.map_or(owner.clone(), |member| format!("{owner}: {}", code(member)))
}

/// Everything that may say something about itself, in the order of the page.
fn each<'m>(model: &'m Model, visit: &mut dyn FnMut(Owner<'m>, Option<&str>, &'m Meta)) {
    for origin in Origin::ALL {
        for event in origin.events(model) {
            let owner = Owner::Event(event);
            visit(owner, None, &event.meta);
            let reply = event.reply.iter().filter_map(|reply| match reply {
                Reply::Payload(payload) => Some(payload),
                Reply::Event(_) => None,
            });
            let structs = std::iter::once(&event.payload).chain(reply).filter_map(Payload::as_struct);
            structs.for_each(|members| fields(owner, members, visit));
        }
    }
    for (index, def) in model.types.iter().enumerate() {
        let owner = Owner::Type(TypeId(index));
        visit(owner, None, &def.meta);
        match &def.shape {
            Shape::Struct(members) => fields(owner, members, visit),
            Shape::StringEnum(values) => values.values.iter().for_each(|value| {
                visit(owner, Some(&pattern(&value.wire)), &value.meta);
            }),
            Shape::IntEnum(values) => {
                values.values.iter().for_each(|value| visit(owner, Some(&value.name.pascal()), &value.meta));
            }
            Shape::Flags(flags) => {
                flags.bits.iter().for_each(|bit| visit(owner, Some(&bit.name.pascal()), &bit.meta));
            }
            Shape::Union(union) => union.variants.iter().for_each(|variant| {
                visit(owner, Some(&wire_name(&variant.wire)), &variant.meta);
                variant.payload.as_struct().into_iter().for_each(|members| fields(owner, members, visit));
            }),
            Shape::Untagged(_) | Shape::Alias(_) => {}
        }
    }
}

fn fields<'m>(
    owner: Owner<'m>,
    members: &'m Struct,
    visit: &mut dyn FnMut(Owner<'m>, Option<&str>, &'m Meta),
) {
    let name = |field: &'m Field| if field.spread { field.name.snake() } else { &field.wire };
    members.fields.iter().for_each(|field| visit(owner, Some(name(field)), &field.meta));
}

fn pattern(pattern: &StringPattern) -> String {
    match pattern {
        StringPattern::Fixed(text) => text.clone(),
        StringPattern::Hole { prefix, suffix, .. } => format!("{prefix}<>{suffix}"),
    }
}

/// Reserved names, by where they were.
fn reserved(page: &Page) -> Vec<Vec<String>> {
    let row = |(place, names): (Place, Vec<String>)| {
        let place = match place {
            Place::Of(text) => text.to_owned(),
            Place::Event(event) => page.event(event),
            Place::Type(id) => types::named(page, id),
        };
        let names: Vec<String> = names.iter().map(|name| code(name)).collect();
        vec![place, listed(&names, "and")]
    };
    reserved_names(page.model).into_iter().map(row).collect()
}

enum Place<'m> {
    Of(&'static str),
    Event(&'m Event),
    Type(TypeId),
}

fn reserved_names(model: &Model) -> Vec<(Place<'_>, Vec<String>)> {
    let names = &model.reserved;
    let mut all = vec![
        (Place::Of("Events from the server"), names.server.clone()),
        (Place::Of("Events from the client"), names.client.clone()),
        (Place::Of("Events inside the desktop app"), names.desktop.clone()),
        (Place::Of("Types"), names.types.clone()),
    ];
    for origin in Origin::ALL {
        for event in origin.events(model) {
            let reserved = event.payload.as_struct().map(|members| members.reserved.clone());
            all.push((Place::Event(event), reserved.unwrap_or_default()));
        }
    }
    for (index, def) in model.types.iter().enumerate() {
        let digits = |values: &[i128]| values.iter().map(i128::to_string).collect();
        let names = match &def.shape {
            Shape::Struct(members) => members.reserved.clone(),
            Shape::StringEnum(values) => values.reserved.clone(),
            Shape::IntEnum(values) => digits(&values.reserved),
            Shape::Flags(flags) => digits(&flags.reserved),
            Shape::Union(union) => union.reserved.clone(),
            Shape::Untagged(_) | Shape::Alias(_) => Vec::new(),
        };
        all.push((Place::Type(TypeId(index)), names));
    }
    all.retain(|(_, names)| !names.is_empty());
    all
}
