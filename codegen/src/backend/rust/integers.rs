//! Enums whose values are integers, and flags.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::types::Types;
use super::{docs, idents};
use crate::model::{Flags, IntEnum, IntValue, Repr, Type, TypeDef};

/// The items of an integer enum.
pub fn int_enum(types: Types<'_>, def: &TypeDef, shape: &IntEnum) -> TokenStream {
    let (attributes, name) = (docs::attributes(&def.meta, None), idents::pascal(&def.name));
    let variants = shape.values.iter().map(|value| {
        let (attributes, name) = (docs::attributes(&value.meta, None), idents::pascal(&value.name));
        quote!(#attributes #name,)
    });
    let (int, codec) = repr(types, shape.repr);
    let unknown = shape.open.then(|| {
        let doc = docs::line("A value that the manifest does not know.");
        quote!(#doc Unknown(#int),)
    });
    let (expected, from_wire, to_wire) = (expected(shape), from_wire(shape), to_wire(shape));
    quote! {
        #attributes
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum #name { #(#variants)* #unknown }

        impl ::samewire::codec::IntEnum for #name {
            type Repr = #codec;

            const EXPECTED: &'static str = #expected;

            fn from_wire(value: #int) -> ::core::option::Option<Self> {
                #from_wire
            }

            fn to_wire(&self) -> #int {
                #to_wire
            }
        }
        ::samewire::int_enum!(#name);
    }
}

/// The items of a set of flags.
pub fn flags(types: Types<'_>, def: &TypeDef, shape: &Flags) -> TokenStream {
    let (attributes, name) = (docs::attributes(&def.meta, None), idents::pascal(&def.name));
    let (int, codec) = repr(types, shape.repr);
    let bits = shape.bits.iter().map(|bit| {
        let (attributes, name) = (docs::attributes(&bit.meta, None), idents::ident(&bit.name.screaming()));
        let value = Literal::i128_unsuffixed(bit.value);
        quote!(#attributes pub const #name: Self = Self(#value);)
    });
    let names = shape.bits.iter().map(|bit| {
        let (text, value) = (bit.name.screaming(), Literal::i128_unsuffixed(bit.value));
        quote!((#text, #value))
    });
    quote! {
        #attributes
        #[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct #name(#int);

        impl #name { #(#bits)* }

        impl ::samewire::codec::Flags for #name {
            type Repr = #codec;

            const NAMES: &'static [(&'static str, u128)] = &[#(#names),*];
        }
        ::samewire::flags!(#name, #int);
    }
}

/// The integer's Rust type and its codec.
fn repr(types: Types<'_>, repr: Repr) -> (TokenStream, TokenStream) {
    let int = Type::Int(repr.int);
    let written = if repr.text { Type::Text(Box::new(int.clone())) } else { int.clone() };
    (types.rust(&int), types.codec(&written))
}

fn expected(shape: &IntEnum) -> String {
    let values: Vec<String> = shape.values.iter().map(|value| value.value.to_string()).collect();
    format!("one of {}", values.join(", "))
}

fn from_wire(shape: &IntEnum) -> TokenStream {
    let arms = shape.values.iter().map(|value| {
        let (name, values) = (idents::pascal(&value.name), wire_values(value));
        quote!(#(#values)|* => ::core::option::Option::Some(Self::#name),)
    });
    let other = match shape.open {
        true => quote!(value => ::core::option::Option::Some(Self::Unknown(value)),),
        false => quote!(_ => ::core::option::Option::None,),
    };
    quote!(match value { #(#arms)* #other })
}

/// The value, and the old ones.
fn wire_values(value: &IntValue) -> impl Iterator<Item = Literal> {
    std::iter::once(value.value).chain(value.was.iter().copied()).map(Literal::i128_unsuffixed)
}

fn to_wire(shape: &IntEnum) -> TokenStream {
    let arms = shape.values.iter().map(|value| {
        let (name, value) = (idents::pascal(&value.name), Literal::i128_unsuffixed(value.value));
        quote!(Self::#name => #value,)
    });
    let unknown = shape.open.then(|| quote!(Self::Unknown(value) => *value,));
    quote!(match self { #(#arms)* #unknown })
}
