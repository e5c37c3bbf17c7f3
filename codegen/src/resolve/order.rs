//! Puts the types into the order of the manifest, shapes in place among the declared ones.

use super::every;
use crate::model::{Model, Type, TypeId};

pub fn by_place(model: &mut Model) {
    let mut order: Vec<usize> = (0..model.types.len()).collect();
    order.sort_by_key(|&index| (model.types[index].span, index));
    let mut moved = vec![TypeId(0); order.len()];
    for (to, &from) in order.iter().enumerate() {
        moved[from] = TypeId(to);
    }
    let types = std::mem::take(&mut model.types);
    let mut slots: Vec<_> = types.into_iter().map(Some).collect();
    model.types = order.iter().filter_map(|&from| slots[from].take()).collect();
    every::type_mut(model, &mut |ty| rename(ty, &moved));
}

fn rename(ty: &mut Type, moved: &[TypeId]) {
    match ty {
        Type::Named(id) => *id = moved[id.0],
        Type::Nullable(inner) | Type::List(inner) | Type::Set(inner) | Type::Text(inner) => {
            rename(inner, moved)
        }
        Type::Map(key, value) => {
            rename(key, moved);
            rename(value, moved);
        }
        Type::Tuple(items) => items.iter_mut().for_each(|item| rename(item, moved)),
        _ => {}
    }
}
