//! Untagged unions: an enum with a variant for each alternative.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::types::{self, Types};
use super::{docs, idents, order};
use crate::model::{Int, JsonKind, Model, TimestampForm, Type, TypeDef, TypeId, Untagged, UntaggedItem};

/// The items of an untagged union.
pub fn untagged(types: Types<'_>, id: TypeId, def: &TypeDef, shape: &Untagged) -> TokenStream {
    let (attributes, name) = (docs::attributes(&def.meta, None), idents::pascal(&def.name));
    let derives = order::derives(types.model, id);
    let variants = shape.items.iter().map(|item| {
        let (variant, ty) = (idents::pascal(&item.name), types.rust(&item.ty));
        quote!(#variant(#ty),)
    });
    let only_objects = shape.items.iter().all(|item| item.kinds == [JsonKind::Object]);
    let (read, write) = (read(types, &name, shape), if only_objects { object } else { codec });
    let (write, conversions) = (write(types, &name, shape), conversions(types, &name, shape));
    quote! {
        #attributes
        #derives
        #[allow(clippy::large_enum_variant)]
        pub enum #name { #(#variants)* }
        #read
        #write
        #(#conversions)*
    }
}

fn read(types: Types<'_>, name: &Ident, shape: &Untagged) -> TokenStream {
    let (expected, kinds) = (expected(types.model, shape), kinds(shape));
    let last = shape.items.len() - 1;
    let reads = shape.items.iter().enumerate().map(|(index, item)| {
        let (variant, codec) = (idents::pascal(&item.name), types.codec(&item.ty));
        let number = Literal::usize_unsuffixed(index);
        let index = if index == last { quote!(_) } else { quote!(#number) };
        quote!(#index => <#codec as ::samewire::Codec>::decode(deserializer, context).map(Self::#variant),)
    });
    quote! {
        impl ::samewire::untagged::Untagged for #name {
            const EXPECTED: &'static str = #expected;

            const KINDS: ::samewire::untagged::Kinds = #kinds;

            fn read_as<'de, D: ::samewire::crates::serde::Deserializer<'de>>(
                index: usize,
                deserializer: D,
                context: &::samewire::Context,
            ) -> ::core::result::Result<Self, D::Error> {
                match index { #(#reads)* }
            }
        }
    }
}

/// A union of objects reads itself from members, so that it can be spread among others.
fn object(types: Types<'_>, name: &Ident, shape: &Untagged) -> TokenStream {
    let writes = shape.items.iter().map(|item| {
        let variant = idents::pascal(&item.name);
        let item = if types.is_boxed(&item.ty) { quote!(&**item) } else { quote!(item) };
        quote!(Self::#variant(item) => ::samewire::object::Object::write(#item, output),)
    });
    quote! {
        impl ::samewire::object::Object for #name {
            const FIELDS: &'static [&'static str] = &[];

            fn read<'de, A: ::samewire::object::MapAccess<'de>>(
                input: &mut ::samewire::object::Members<'_, A>,
            ) -> ::core::result::Result<Self, A::Error> {
                ::samewire::untagged::read(input)
            }

            fn write<M: ::samewire::object::SerializeMap>(
                &self,
                output: &mut ::samewire::object::Writer<'_, M>,
            ) -> ::core::result::Result<(), M::Error> {
                match self { #(#writes)* }
            }
        }
        ::samewire::serde_by_codec!(#name);
    }
}

fn codec(types: Types<'_>, name: &Ident, shape: &Untagged) -> TokenStream {
    let writes = shape.items.iter().map(|item| {
        let (variant, codec) = (idents::pascal(&item.name), types.codec(&item.ty));
        quote!(Self::#variant(item) => <#codec as ::samewire::Codec>::encode(item, context, serializer),)
    });
    quote! {
        impl ::samewire::Codec for #name {
            type Value = Self;

            fn decode<'de, D: ::samewire::crates::serde::Deserializer<'de>>(
                deserializer: D,
                context: &::samewire::Context,
            ) -> ::core::result::Result<Self, D::Error> {
                ::samewire::untagged::decode(deserializer, context)
            }

            fn encode<S: ::samewire::crates::serde::Serializer>(
                value: &Self,
                context: &::samewire::Context,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match value { #(#writes)* }
            }
        }
        ::samewire::serde_by_codec!(#name);
    }
}

fn kinds(shape: &Untagged) -> TokenStream {
    let kind = |kind: JsonKind, name: &str| {
        let index = shape.items.iter().position(|item| item.kinds.contains(&kind))?;
        let (index, name) = (Literal::usize_unsuffixed(index), idents::ident(name));
        Some(quote!(#name: ::core::option::Option::Some(#index),))
    };
    let scalars = [
        kind(JsonKind::Boolean, "boolean"),
        kind(JsonKind::Number, "number"),
        kind(JsonKind::String, "string"),
        kind(JsonKind::Array, "array"),
    ];
    let objects = shape.objects.iter().map(|object| {
        let (item, others) =
            (Literal::usize_unsuffixed(object.item), bits(object.keys.iter().flat_map(|key| &key.against)));
        quote!((#item, #others))
    });
    let objects = (!shape.objects.is_empty()).then(|| quote!(objects: &[#(#objects),*],));
    let keys: Vec<TokenStream> =
        keys(shape).into_iter().map(|(key, decides)| quote!((#key, &[#(#decides),*]))).collect();
    let keys = (!keys.is_empty()).then(|| quote!(keys: &[#(#keys),*],));
    let named: Vec<TokenStream> = scalars.into_iter().chain([objects, keys]).flatten().collect();
    // Clippy takes offence at a rest that holds nothing.
    let rest = (named.len() < 6).then(|| quote!(..::samewire::untagged::Kinds::NONE));
    quote!(::samewire::untagged::Kinds { #(#named)* #rest })
}

/// Each deciding key once, with the objects that have it and those that it decides against.
fn keys(shape: &Untagged) -> Vec<(&str, Vec<TokenStream>)> {
    let mut keys: indexmap::IndexMap<&str, Vec<TokenStream>> = indexmap::IndexMap::new();
    for (index, object) in shape.objects.iter().enumerate() {
        for key in &object.keys {
            let (index, against) = (Literal::usize_unsuffixed(index), bits(&key.against));
            keys.entry(&key.wire).or_default().push(quote!((#index, #against)));
        }
    }
    keys.into_iter().collect()
}

fn bits<'a>(indices: impl IntoIterator<Item = &'a usize>) -> Literal {
    Literal::u16_unsuffixed(indices.into_iter().fold(0, |bits, index| bits | 1 << index))
}

/// `string, u8 or object`
fn expected(model: &Model, shape: &Untagged) -> String {
    let mut words = Vec::new();
    shape.items.iter().for_each(|item| add_words(model, item, &mut words));
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn add_words(model: &Model, item: &UntaggedItem, words: &mut Vec<&'static str>) {
    let word = word(types::unaliased(model, &item.ty));
    let of_kinds = item.kinds.iter().map(|kind| match kind {
        JsonKind::Boolean => "boolean",
        JsonKind::Number => "number",
        JsonKind::String => "string",
        JsonKind::Array => "array",
        JsonKind::Object => "object",
    });
    for word in word.map_or_else(|| of_kinds.collect(), |word| vec![word]) {
        if !words.contains(&word) {
            words.push(word);
        }
    }
}

/// What the codec of a scalar says that it expects, if that is more than a kind of JSON.
fn word(ty: &Type) -> Option<&'static str> {
    Some(match ty {
        Type::Int(Int::I8) => "i8",
        Type::Int(Int::I16) => "i16",
        Type::Int(Int::I32) => "i32",
        Type::Int(Int::U8) => "u8",
        Type::Int(Int::U16) => "u16",
        Type::Int(Int::U32) => "u32",
        Type::F32 => "f32",
        Type::F64 => "f64",
        Type::Uuid => "uuid",
        Type::Timestamp(TimestampForm::Rfc3339) => "timestamp",
        Type::Date => "date",
        Type::Bytes => "base64",
        _ => return None,
    })
}

/// From the type of an alternative to the union, where no other alternative is of that type in Rust.
fn conversions(types: Types<'_>, name: &Ident, shape: &Untagged) -> Vec<TokenStream> {
    let plain: Vec<Type> = shape.items.iter().map(|item| plain(types.model, &item.ty)).collect();
    let is_alone = |ty: &Type| plain.iter().filter(|other| *other == ty).count() == 1;
    let alone = shape.items.iter().zip(&plain).filter(|(_, ty)| is_alone(ty));
    let conversion = |(item, _): (&UntaggedItem, &Type)| {
        let (variant, ty) = (idents::pascal(&item.name), types.on_heap().rust(&item.ty));
        quote!(::samewire::alternative!(#name, #variant, #ty);)
    };
    alone.map(conversion).collect()
}

/// A type in which what is the same in Rust is the same.
fn plain(model: &Model, ty: &Type) -> Type {
    let of = |ty: &Type| Box::new(plain(model, ty));
    match types::unaliased(model, ty) {
        Type::Text(item) => *of(item),
        Type::Timestamp(_) => Type::Timestamp(TimestampForm::Rfc3339),
        Type::Bytes => Type::List(Box::new(Type::Int(Int::U8))),
        Type::Nullable(item) => Type::Nullable(of(item)),
        Type::List(item) => Type::List(of(item)),
        Type::Set(item) if order::is_ordered(model, item) => Type::Set(of(item)),
        Type::Set(item) => Type::List(of(item)),
        Type::Map(key, item) => Type::Map(of(key), of(item)),
        Type::Tuple(items) => Type::Tuple(items.iter().map(|item| plain(model, item)).collect()),
        other => other.clone(),
    }
}
