//! Aliases that are made of themselves: those on a circle of aliases, `Tree: list<Tree>`.

use crate::check::{cycles, walk};
use crate::model::{Model, Shape, Type};

/// Marks the aliases that cannot be written out.
pub fn mark(model: &mut Model) {
    let named: Vec<Vec<usize>> = (0..model.types.len()).map(|index| aliases_in(model, index)).collect();
    for (def, endless) in model.types.iter_mut().zip(cycles::on_cycle(&named)) {
        def.endless = endless;
    }
}

/// The aliases that an alias is made of.
fn aliases_in(model: &Model, index: usize) -> Vec<usize> {
    let mut found = Vec::new();
    if let Shape::Alias(ty) = &model.types[index].shape {
        walk::inside(ty, &mut |ty| match ty {
            Type::Named(id) if matches!(model.type_def(*id).shape, Shape::Alias(_)) => found.push(id.0),
            _ => {}
        });
    }
    found
}
