//! Where types are used: the way back from a type to the events and types that mention it.

use std::collections::BTreeSet;

use super::block::Block;
use super::outline::Origin;
use super::text::listed;
use super::{Page, types};
use crate::check::walk;
use crate::model::{Event, Model, Type, TypeId};

/// More users than this are counted, not named.
const MOST: usize = 8;

/// What mentions a type.
#[derive(Debug, Clone, Copy)]
enum User<'m> {
    Event(&'m Event),
    Type(TypeId),
}

/// What mentions each type itself, in the order of the page.
#[derive(Debug)]
pub struct Uses<'m>(Vec<Vec<User<'m>>>);

impl<'m> Uses<'m> {
    pub fn of(model: &'m Model) -> Uses<'m> {
        let mut users: Vec<Vec<User>> = vec![Vec::new(); model.types.len()];
        let mut note = |user: User<'m>, mentioned: BTreeSet<TypeId>| {
            mentioned.iter().for_each(|id| users[id.0].push(user));
        };
        for event in Origin::ALL.into_iter().flat_map(|origin| origin.events(model)) {
            note(User::Event(event), mentioned(|visit| walk::event(event, visit)));
        }
        for (index, def) in model.types.iter().enumerate() {
            note(User::Type(TypeId(index)), mentioned(|visit| walk::shape(&def.shape, visit)));
        }
        Uses(users)
    }
}

/// The types with a name in what is visited.
fn mentioned(visit: impl FnOnce(&mut dyn FnMut(&Type))) -> BTreeSet<TypeId> {
    let mut mentioned = BTreeSet::new();
    visit(&mut |ty| {
        walk::inside(ty, &mut |ty| {
            if let Type::Named(id) = ty {
                mentioned.insert(*id);
            }
        });
    });
    mentioned
}

/// A sentence that names them; none of a type that only frames mention.
pub fn line(page: &Page, id: TypeId) -> Option<Block> {
    let users = &page.uses.0[id.0];
    let named =
        users.iter().filter(|user| !matches!(user, User::Type(own) if *own == id)).map(|user| match user {
            User::Event(event) => page.event(event),
            User::Type(id) => types::named(page, *id),
        });
    let mut named: Vec<String> = named.collect();
    if named.len() > MOST {
        let more = named.len() - MOST;
        named.truncate(MOST);
        named.push(format!("{more} more"));
    }
    (!named.is_empty()).then(|| Block::Text(format!("Used by {}.", listed(&named, "and"))))
}
