//! Types that need no section of their own: short lists of texts, written in place, that nobody has to explain.

use std::collections::HashSet;

use crate::check::walk;
use crate::model::{Meta, Model, Reply, Shape, StringPattern, Struct, Type, TypeId};
use crate::name::Name;

/// The most values that are shown in place.
const MOST: usize = 8;

/// Which types are shown where they are used.
#[derive(Debug)]
pub struct InlineTypes(HashSet<TypeId>);

impl InlineTypes {
    pub fn of(model: &Model) -> InlineTypes {
        let uses = uses(model);
        let mut inline = HashSet::new();
        let mut look = |owner: &Name, members: &Struct| {
            for field in &members.fields {
                let Type::Named(id) = field.ty else { continue };
                let def = model.type_def(id);
                let is_in_place = def.name == owner.join(&field.name) && uses[id.0] == 1;
                if is_in_place && def.meta == Meta::default() && is_short(&def.shape) {
                    inline.insert(id);
                }
            }
        };
        for event in model.all_events() {
            let versions = event.versions.iter().map(|version| (version.name.clone(), &version.payload));
            let reply = event.reply.iter().filter_map(|reply| match reply {
                Reply::Payload(payload) => Some((event.name.join(&Name::derive("reply")?), payload)),
                Reply::Event(_) => None,
            });
            let payloads = std::iter::once((event.name.clone(), &event.payload)).chain(versions).chain(reply);
            for (owner, payload) in payloads {
                payload.as_struct().into_iter().for_each(|members| look(&owner, members));
            }
        }
        for def in &model.types {
            if let Shape::Struct(members) = &def.shape {
                look(&def.name, members);
            }
        }
        InlineTypes(inline)
    }

    pub fn has(&self, id: TypeId) -> bool {
        self.0.contains(&id)
    }
}

/// How often each type is mentioned.
fn uses(model: &Model) -> Vec<usize> {
    let mut uses = vec![0; model.types.len()];
    let mut count = |ty: &Type| {
        walk::inside(ty, &mut |ty| {
            if let Type::Named(id) = ty {
                uses[id.0] += 1;
            }
        });
    };
    walk::each_type(model, &mut |ty, _| count(ty));
    uses
}

fn is_short(shape: &Shape) -> bool {
    let Shape::StringEnum(values) = shape else { return false };
    let says_nothing = |meta: &Meta| *meta == Meta::default();
    let is_fixed = |pattern: &StringPattern| matches!(pattern, StringPattern::Fixed(_));
    values.values.len() <= MOST
        && !values.values.is_empty()
        && values.reserved.is_empty()
        && values.values.iter().all(|value| says_nothing(&value.meta) && is_fixed(&value.wire))
}
