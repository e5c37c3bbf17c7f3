//! Spread fields: what lies among the members of a struct.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::backend::rust::types::Types;
use crate::model::{Field, Model, Shape, Struct, Type};
use crate::resolve::members::of_type;
use crate::resolve::{behind, shape_of};

/// A name on the wire, and its old ones.
pub type Named<'m> = (String, &'m [String]);

/// How a spread field is read and written, as a type.
pub fn kind(types: Types<'_>, field: &Field) -> TokenStream {
    let model = types.model;
    if let Type::Map(key, item) = behind(&model.types, &field.ty) {
        let (key, codec) = (types.rust(key), types.on_heap().codec(item));
        return quote!(::samewire::structure::Others<#key, #codec>);
    }
    let ty = types.on_heap().rust(&field.ty);
    if let Some(Shape::Struct(_)) = shape_of(&model.types, &field.ty) {
        return quote!(::samewire::structure::Spread<#ty>);
    }
    let (count, others) =
        (alternatives(model, &field.ty).len(), of_type(&model.types, &field.ty).takes_others);
    let count = Literal::usize_unsuffixed(count);
    quote!(::samewire::structure::Gathered<#ty, #count, #others>)
}

/// The names of a struct's members in the order in which they are written.
pub fn names<'m>(model: &'m Model, shape: &'m Struct, found: &mut Vec<Named<'m>>) {
    for field in &shape.fields {
        if !field.spread {
            found.push((field.wire.clone(), &field.meta.was));
        } else if let Some(Shape::Struct(inner)) = shape_of(&model.types, &field.ty) {
            names(model, inner, found);
        } else {
            found.extend(alternatives(model, &field.ty).into_iter().map(|name| (name, &[][..])));
        }
    }
}

/// The names that any alternative of a union declares, old ones among them: it reads them itself.
fn alternatives(model: &Model, ty: &Type) -> Vec<String> {
    of_type(&model.types, ty).names().map(str::to_owned).collect()
}

/// Whether what is spread is a map inside a type of its own.
pub fn is_newtype(model: &Model, field: &Field) -> bool {
    let is_endless = |ty: &Type| matches!(ty, Type::Named(id) if model.type_def(*id).endless);
    field.spread && is_endless(crate::backend::rust::types::unaliased(model, &field.ty))
}
