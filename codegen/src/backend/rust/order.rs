//! Which types have an order in Rust, and with it equality and a hash.

use proc_macro2::TokenStream;
use quote::quote;

use crate::check::walk;
use crate::model::{Model, Shape, Type, TypeId};

/// Whether values of a type can be compared, as the items of a `BTreeSet` must be: floats and free JSON cannot, and
/// structs are not.
pub fn is_ordered(model: &Model, ty: &Type) -> bool {
    let (mut ordered, mut names) = (is_made_of_ordered(ty), false);
    walk::inside(ty, &mut |ty| names |= matches!(ty, Type::Named(_)));
    if ordered && names {
        let reached = walk::reached(model, |visit| visit(ty));
        let mut shapes = model.types.iter().zip(reached).filter(|(_, reached)| *reached);
        ordered = shapes.all(|(def, _)| is_ordered_shape(&def.shape));
    }
    ordered
}

/// What a type that is made of others derives.
pub fn derives(model: &Model, id: TypeId) -> TokenStream {
    let more = is_ordered(model, &Type::Named(id)).then(|| quote!(, Eq, PartialOrd, Ord, Hash));
    quote!(#[derive(Clone, Debug, PartialEq #more)])
}

fn is_ordered_shape(shape: &Shape) -> bool {
    match shape {
        Shape::StringEnum(_) | Shape::IntEnum(_) | Shape::Flags(_) => true,
        Shape::Untagged(shape) => shape.items.iter().all(|item| is_made_of_ordered(&item.ty)),
        Shape::Alias(ty) => is_made_of_ordered(ty),
        Shape::Struct(_) | Shape::Union(_) => false,
    }
}

/// Names not followed.
fn is_made_of_ordered(ty: &Type) -> bool {
    let mut ordered = true;
    walk::inside(ty, &mut |ty| {
        ordered &= !matches!(ty, Type::F32 | Type::F64 | Type::Json | Type::Event(_));
    });
    ordered
}
