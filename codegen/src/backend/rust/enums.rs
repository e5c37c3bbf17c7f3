//! Enums whose values are strings.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, idents, types};
use crate::model::{Model, StringEnum, StringPattern, StringValue, Type, TypeDef};

/// The items of a string enum.
pub fn string_enum(model: &Model, def: &TypeDef, shape: &StringEnum) -> TokenStream {
    let (attributes, name) = (docs::attributes(&def.meta, None), idents::pascal(&def.name));
    let variants = shape.values.iter().map(|value| declaration(model, value));
    let unknown = shape.open.then(|| {
        let doc = docs::line("A value that the manifest does not know.");
        quote!(#doc Unknown(::std::string::String),)
    });
    let copy = is_copy(model, shape).then(|| quote!(Copy,));
    let impls = impls(model, &name, shape);
    quote! {
        #attributes
        #[derive(Clone, #copy Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum #name { #(#variants)* #unknown }
        #impls
    }
}

fn impls(model: &Model, name: &proc_macro2::Ident, shape: &StringEnum) -> TokenStream {
    let expected = expected(shape);
    let (from_wire, to_wire) = (from_wire(model, shape), to_wire(shape));
    let strings = if shape.open { quote!(open_text_enum) } else { quote!(text_enum) };
    quote! {
        impl ::samewire::codec::TextEnum for #name {
            const EXPECTED: &'static str = #expected;

            fn from_wire(text: &str) -> ::core::option::Option<Self> {
                #from_wire
            }

            fn to_wire(&self) -> ::std::borrow::Cow<'_, str> {
                #to_wire
            }
        }
        ::samewire::#strings!(#name);
    }
}

fn declaration(model: &Model, value: &StringValue) -> TokenStream {
    let (attributes, name) = (docs::attributes(&value.meta, None), idents::pascal(&value.name));
    match &value.wire {
        StringPattern::Fixed(_) => quote!(#attributes #name,),
        StringPattern::Hole { hole, .. } => {
            let ty = types::rust_type(model, hole);
            quote!(#attributes #name(#ty),)
        }
    }
}

fn is_copy(model: &Model, shape: &StringEnum) -> bool {
    let fixed = |value: &StringValue| match &value.wire {
        StringPattern::Fixed(_) => true,
        StringPattern::Hole { hole, .. } => match types::unaliased(model, hole) {
            Type::Named(id) => match &model.type_def(*id).shape {
                crate::model::Shape::StringEnum(inner) => is_copy(model, inner),
                _ => false,
            },
            hole => *hole != Type::String,
        },
    };
    !shape.open && shape.values.iter().all(fixed)
}

/// `one of "low", "high"`
fn expected(shape: &StringEnum) -> String {
    let values = shape.values.iter().map(|value| match &value.wire {
        StringPattern::Fixed(text) => format!("{text:?}"),
        StringPattern::Hole { prefix, suffix, .. } => format!("\"{prefix}…{suffix}\""),
    });
    format!("one of {}", values.collect::<Vec<_>>().join(", "))
}

fn from_wire(model: &Model, shape: &StringEnum) -> TokenStream {
    let fixed = shape.values.iter().filter_map(|value| match &value.wire {
        StringPattern::Fixed(text) => {
            let (name, was) = (idents::pascal(&value.name), &value.meta.was);
            Some(quote!(#text #(| #was)* => ::core::option::Option::Some(Self::#name),))
        }
        StringPattern::Hole { .. } => None,
    });
    let fixed: Vec<TokenStream> = fixed.collect();
    let holes: TokenStream = shape.values.iter().filter_map(|value| from_hole(model, value)).collect();
    let other = match shape.open {
        true => quote!(::core::option::Option::Some(Self::Unknown(::std::string::String::from(text)))),
        false => quote!(::core::option::Option::None),
    };
    let other = quote!(#holes #other);
    if fixed.is_empty() {
        return other;
    }
    let other = if holes.is_empty() { other } else { quote!({ #other }) };
    quote! {
        match text {
            #(#fixed)*
            _ => #other,
        }
    }
}

fn from_hole(model: &Model, value: &StringValue) -> Option<TokenStream> {
    let StringPattern::Hole { prefix, hole, suffix } = &value.wire else { return None };
    let (name, ty) = (idents::pascal(&value.name), types::rust_type(model, hole));
    Some(quote! {
        if let ::core::option::Option::Some(hole) = ::samewire::codec::read_hole::<#ty>(text, #prefix, #suffix) {
            return ::core::option::Option::Some(Self::#name(hole));
        }
    })
}

fn to_wire(shape: &StringEnum) -> TokenStream {
    let arms = shape.values.iter().map(|value| {
        let name = idents::pascal(&value.name);
        match &value.wire {
            StringPattern::Fixed(text) => quote!(Self::#name => ::std::borrow::Cow::Borrowed(#text),),
            StringPattern::Hole { prefix, suffix, .. } => quote! {
                Self::#name(hole) => ::std::borrow::Cow::Owned(::samewire::codec::write_hole(#prefix, hole, #suffix)),
            },
        }
    });
    let unknown = shape.open.then(|| quote!(Self::Unknown(text) => ::std::borrow::Cow::Borrowed(text),));
    quote! {
        match self {
            #(#arms)*
            #unknown
        }
    }
}
