//! Tagged unions.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::carried::{Carried, Carrier, Carries};
use super::types::{Types, members_map};
use super::{docs, idents, structs};
use crate::model::{Payload, TypeDef, Union, Variant};

/// The enum over the variants, and a struct for each that has fields.
pub fn union(types: Types<'_>, def: &TypeDef, shape: &Union) -> TokenStream {
    let (attributes, name) = (docs::attributes(&def.meta, None), idents::pascal(&def.name));
    let variants = shape.variants.iter().map(|variant| declaration(types, def, variant));
    let structs = shape.variants.iter().map(|variant| payload(types, def, variant));
    let conversions = shape.variants.iter().map(|variant| conversion(&name, def, variant));
    let unknown = shape.open.then(|| {
        let doc = docs::line("A variant that the manifest does not know, kept whole.");
        quote!(#doc Unknown(::samewire::Unknown),)
    });
    let carrier = carrier(types, def, shape).tokens();
    quote! {
        #attributes
        #[derive(Clone, Debug, PartialEq)]
        #[allow(clippy::large_enum_variant)]
        pub enum #name { #(#variants)* #unknown }
        #(#structs)*
        #(#conversions)*
        #carrier
        ::samewire::union_object!(#name);
        ::samewire::serde_by_codec!(#name);
    }
}

/// Owner + Variant: what a variant with fields carries.
fn struct_name(def: &TypeDef, variant: &Variant) -> Ident {
    idents::pascal(&def.name.join(&variant.name))
}

fn declaration(types: Types<'_>, def: &TypeDef, variant: &Variant) -> TokenStream {
    let (attributes, name) = (docs::attributes(&variant.meta, None), idents::pascal(&variant.name));
    let carries = match &variant.payload {
        Payload::Unit => TokenStream::new(),
        Payload::Struct(_) => {
            let name = struct_name(def, variant);
            quote!((#name))
        }
        Payload::Type(ty) => {
            let ty = types.rust(ty);
            quote!((#ty))
        }
    };
    quote!(#attributes #name #carries,)
}

fn payload(types: Types<'_>, def: &TypeDef, variant: &Variant) -> Option<TokenStream> {
    let Payload::Struct(shape) = &variant.payload else { return None };
    let doc = format!("What `{}` carries.", super::payloads::wire_text(&variant.wire));
    let attributes = docs::attributes(&crate::model::Meta::default(), Some(&doc));
    Some(structs::items(types, &struct_name(def, variant), &attributes, shape))
}

fn conversion(name: &Ident, def: &TypeDef, variant: &Variant) -> Option<TokenStream> {
    let Payload::Struct(_) = &variant.payload else { return None };
    let (from, variant) = (struct_name(def, variant), idents::pascal(&variant.name));
    Some(quote! {
        #[allow(deprecated)]
        impl ::core::convert::From<#from> for #name {
            fn from(payload: #from) -> Self {
                Self::#variant(payload)
            }
        }
    })
}

fn carrier<'m>(types: Types<'_>, def: &TypeDef, shape: &'m Union) -> Carrier<'m> {
    let carried = shape.variants.iter().map(|variant| Carried {
        variant: idents::pascal(&variant.name),
        wire: Some(&variant.wire),
        was: &variant.meta.was,
        picture: 0,
        payload: carries(types, def, variant, shape.picture.spreads_payload()),
        version: 1,
    });
    Carrier {
        name: idents::pascal(&def.name),
        carried: carried.collect(),
        older: Vec::new(),
        pictures: vec![&shape.picture],
        beside: &[],
        open: shape.open,
    }
}

/// `spreads`: the members of what is carried lie among those of the frame.
fn carries(types: Types<'_>, def: &TypeDef, variant: &Variant, spreads: bool) -> Carries {
    match &variant.payload {
        Payload::Unit => Carries::Unit,
        Payload::Struct(_) => {
            let name = struct_name(def, variant);
            Carries::Value(quote!(#name))
        }
        Payload::Type(ty) => match members_map(types.model, ty) {
            Some((key, item)) if spreads => Carries::Entries { key, item },
            _ => Carries::Value(types.codec(ty)),
        },
    }
}
