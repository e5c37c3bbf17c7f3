//! What travels in frames: the events of a direction, or the variants of a tagged union, and how they are read and
//! written.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::pictures::{self, Named};
use crate::model::{Beside, Picture, WireName};

/// One of the events or variants.
pub struct Carried<'m> {
    pub variant: Ident,
    /// None for what has no name of its own.
    pub wire: Option<&'m WireName>,
    pub was: &'m [String],
    /// Index of its picture.
    pub picture: usize,
    pub payload: Carries,
    /// The version of what it carries.
    pub version: u32,
}

/// What it carries.
pub enum Carries {
    /// Nothing, and there is a unit struct of this path.
    UnitStruct(TokenStream),
    /// Nothing.
    Unit,
    /// A value of this codec.
    Value(TokenStream),
    /// A map with keys of this type and items of this codec, whose entries are members of the frame.
    Entries { key: TokenStream, item: TokenStream },
    /// What stands beside events.
    Beside,
}

/// An older version of one of them.
pub struct Older<'m> {
    /// Index of the one that it becomes.
    pub of: usize,
    pub carried: Carried<'m>,
    /// How many steps lead to the newest.
    pub steps: usize,
}

/// All of them, and the pictures that they travel in.
pub struct Carrier<'m> {
    pub name: Ident,
    pub carried: Vec<Carried<'m>>,
    /// What is read as one of them. Their indices are those behind all others.
    pub older: Vec<Older<'m>>,
    pub pictures: Vec<&'m Picture>,
    pub beside: &'m [Beside],
    /// What is not known is kept.
    pub open: bool,
}

impl Carrier<'_> {
    /// The implementation of the runtime's `Event`.
    pub fn tokens(&self) -> TokenStream {
        let name = &self.name;
        let pictures = (0..self.pictures.len()).map(|index| self.picture(index));
        let tags = self.tags();
        let (reads, writes) = (self.reads(), self.writes());
        let (unknown, as_unknown) = self.unknown();
        let index = self.index();
        quote! {
            #[allow(deprecated)]
            impl ::samewire::frame::Event for #name {
                const PICTURES: &'static [::samewire::frame::Picture] = &[#(#pictures),*];

                const TAGS: &'static [::samewire::frame::Tag] = &[#(#tags),*];

                #reads

                #writes

                fn index(&self) -> ::core::option::Option<usize> {
                    #index
                }

                fn from_unknown(
                    unknown: ::samewire::Unknown,
                ) -> ::core::result::Result<Self, ::samewire::Unknown> {
                    #unknown
                }

                fn as_unknown(&self) -> ::core::option::Option<&::samewire::Unknown> {
                    #as_unknown
                }
            }
        }
    }

    fn tags(&self) -> Vec<TokenStream> {
        let newest = self.carried.iter().enumerate().map(|(index, carried)| {
            let older = self.older.iter().enumerate().filter(|(_, older)| older.of == index);
            let older = older.map(|(at, older)| {
                let version = Literal::u32_unsuffixed(older.carried.version);
                let index = Literal::usize_unsuffixed(self.carried.len() + at);
                quote!((#version, #index))
            });
            carried.tag(&older.collect::<Vec<_>>())
        });
        newest.chain(self.older.iter().map(|older| older.carried.tag(&[]))).collect()
    }

    fn picture(&self, index: usize) -> TokenStream {
        let named = self.carried.iter().enumerate().filter(|(_, carried)| carried.picture == index);
        let mut named = named
            .filter_map(|(index, carried)| Some(Named { wire: carried.wire?, was: carried.was, index }))
            .peekable();
        let picture = self.pictures[index];
        let nameless = named.peek().is_none() && !picture.has_name();
        let names = if nameless { quote!(::core::option::Option::None) } else { pictures::names(named) };
        pictures::picture(picture, self.beside, &names)
    }

    /// The events of pictures that spread their payloads, or those of the others.
    fn in_pictures(&self, spread: bool) -> impl Iterator<Item = (Literal, &Carried<'_>)> {
        let carried = self.carried.iter().enumerate();
        carried
            .filter(move |(_, carried)| self.spreads(carried) == spread)
            .filter(|(_, carried)| !matches!(carried.payload, Carries::Beside))
            .map(|(index, carried)| (Literal::usize_unsuffixed(index), carried))
    }

    fn spreads(&self, carried: &Carried<'_>) -> bool {
        self.pictures[carried.picture].spreads_payload()
    }

    /// How older versions are read from members, or where they stand for themselves.
    fn reads_older(&self, from_members: bool) -> Vec<TokenStream> {
        let older = self.older.iter().enumerate().filter(|(_, older)| {
            let spreads = self.spreads(&older.carried);
            // One that carries nothing may be absent.
            if from_members { spreads } else { !spreads || older.carried.is_unit() }
        });
        let read = |(at, older): (usize, &Older<'_>)| {
            older.read(&Literal::usize_unsuffixed(self.carried.len() + at), from_members)
        };
        older.map(read).collect()
    }

    fn reads(&self) -> TokenStream {
        let members: Vec<TokenStream> = self
            .in_pictures(true)
            .map(|(index, carried)| {
                let (codec, make) = (carried.codec(), carried.make());
                quote!(#index => ::samewire::frame::read_event::<#codec, Self, A>(input, output, #make),)
            })
            .collect();
        let values: Vec<TokenStream> =
            self.in_pictures(false).map(|(index, carried)| carried.read_value(&index)).collect();
        // An event without payload may be one in which the payload is absent.
        let units = self.in_pictures(true).filter(|(_, carried)| carried.is_unit());
        let units = units.map(|(index, carried)| carried.read_value(&index));
        let values: Vec<TokenStream> =
            values.into_iter().chain(units).chain(self.reads_older(false)).collect();
        let members: Vec<TokenStream> = members.into_iter().chain(self.reads_older(true)).collect();
        let (members, values) = (arms(&members, "input"), arms(&values, "deserializer, context"));
        quote! {
            fn read<'de, A: ::samewire::object::MapAccess<'de>>(
                index: usize,
                input: &mut ::samewire::object::Members<'_, A>,
                output: &mut ::core::option::Option<Self>,
            ) -> ::core::result::Result<(), A::Error> {
                #members
            }

            fn read_value<'de, D: ::samewire::crates::serde::Deserializer<'de>>(
                index: usize,
                deserializer: D,
                context: &::samewire::Context,
                output: &mut ::core::option::Option<Self>,
            ) -> ::core::result::Result<(), D::Error> {
                #values
            }
        }
    }

    fn writes(&self) -> TokenStream {
        // Variants without payload have nothing to write.
        let carries = |carried: &Carried| !matches!(carried.payload, Carries::Unit);
        let members = self.in_pictures(true).filter(|(_, carried)| carries(carried));
        let members: Vec<TokenStream> = members.map(|(_, carried)| carried.write()).collect();
        let values: Vec<TokenStream> =
            self.in_pictures(false).map(|(_, carried)| carried.write_value()).collect();
        let no_members = quote! { let _ = output; ::core::result::Result::Ok(()) };
        let no_value = quote! {
            let _ = context;
            ::samewire::crates::serde::Serializer::serialize_unit(serializer)
        };
        let (members, values) = (self.match_self(&members, &no_members), self.match_self(&values, &no_value));
        quote! {
            fn write<M: ::samewire::object::SerializeMap>(
                &self,
                output: &mut ::samewire::object::Writer<'_, M>,
            ) -> ::core::result::Result<(), M::Error> {
                #members
            }

            fn write_value<S: ::samewire::crates::serde::Serializer>(
                &self,
                context: &::samewire::Context,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                #values
            }
        }
    }

    /// A match with these arms, and another for what they leave.
    fn match_self(&self, arms: &[TokenStream], other: &TokenStream) -> TokenStream {
        if arms.is_empty() {
            return other.clone();
        }
        let is_whole = arms.len() == self.carried.len() && !self.open;
        let other = (!is_whole).then(|| quote!(_ => { #other }));
        quote! { match self { #(#arms)* #other } }
    }

    fn index(&self) -> TokenStream {
        let arms: Vec<TokenStream> = self
            .carried
            .iter()
            .enumerate()
            .map(|(index, carried)| {
                let (pattern, index) = (carried.pattern(&quote!(_)), Literal::usize_unsuffixed(index));
                quote!(#pattern => ::core::option::Option::Some(#index),)
            })
            .collect();
        self.match_self(&arms, &quote!(::core::option::Option::None))
    }

    fn unknown(&self) -> (TokenStream, TokenStream) {
        if !self.open {
            return (quote!(::core::result::Result::Err(unknown)), quote!(::core::option::Option::None));
        }
        let others = (!self.carried.is_empty()).then(|| quote!(_ => ::core::option::Option::None,));
        let as_unknown = quote! {
            match self {
                Self::Unknown(unknown) => ::core::option::Option::Some(unknown),
                #others
            }
        };
        (quote!(::core::result::Result::Ok(Self::Unknown(unknown))), as_unknown)
    }
}

/// A match over indices, with `used` taken note of where there is nothing to match.
fn arms(arms: &[TokenStream], used: &str) -> TokenStream {
    let used: Vec<Ident> = used.split(", ").map(super::idents::ident).collect();
    if arms.is_empty() {
        return quote! { let _ = (#(#used,)* output); ::samewire::frame::no_such_event(index) };
    }
    quote! {
        match index {
            #(#arms)*
            _ => ::samewire::frame::no_such_event(index),
        }
    }
}

impl Older<'_> {
    fn read(&self, index: &Literal, from_members: bool) -> TokenStream {
        let (codec, variant) = (self.carried.codec(), &self.carried.variant);
        let steps = std::iter::repeat_n(quote!(.upgrade()?), self.steps);
        let make = quote!(|older: &#codec| ::core::result::Result::Ok(Self::#variant(older #(#steps)*)));
        if from_members {
            return quote!(#index => ::samewire::upgrade::read_members::<#codec, Self, A>(input, output, #make),);
        }
        let read = super::idents::ident(if self.carried.is_unit() { "read_nothing" } else { "read_alone" });
        quote!(#index => ::samewire::upgrade::#read::<#codec, Self, D>(deserializer, context, output, #make),)
    }
}

impl Carried<'_> {
    /// `older`: the versions before, each with the index of its own tag.
    fn tag(&self, older: &[TokenStream]) -> TokenStream {
        let picture = Literal::usize_unsuffixed(self.picture);
        let unit = self.is_unit().then(|| quote!(.unit()));
        let version = Literal::u32_unsuffixed(self.version);
        let version = (self.version > 1).then(|| quote!(.version(#version, &[#(#older),*])));
        match self.wire {
            Some(WireName::Text(name)) => quote!(::samewire::frame::Tag::new(#picture, #name) #unit #version),
            Some(name) => {
                let name = pictures::wire_name(name);
                quote!(::samewire::frame::Tag::named(#picture, #name) #unit #version)
            }
            // Its picture has no place for a name.
            None => quote!(::samewire::frame::Tag::new(#picture, "")),
        }
    }

    fn is_unit(&self) -> bool {
        matches!(self.payload, Carries::Unit | Carries::UnitStruct(_))
    }

    fn codec(&self) -> TokenStream {
        match &self.payload {
            Carries::UnitStruct(codec) | Carries::Value(codec) => codec.clone(),
            Carries::Entries { key, item } => quote!(::samewire::structure::Entries<#key, #item>),
            Carries::Unit | Carries::Beside => quote!(::samewire::frame::Unit),
        }
    }

    /// How the variant is made of what was read.
    fn make(&self) -> TokenStream {
        let variant = &self.variant;
        match &self.payload {
            Carries::Unit => quote!(|_| Self::#variant),
            Carries::Entries { .. } => quote!(|entries| Self::#variant(entries.0)),
            _ => quote!(Self::#variant),
        }
    }

    fn read_value(&self, index: &Literal) -> TokenStream {
        let (codec, make) = (self.codec(), self.make());
        let read = super::idents::ident(if self.is_unit() { "read_unit" } else { "read_value" });
        quote!(#index => ::samewire::frame::#read::<#codec, Self, D>(deserializer, context, output, #make),)
    }

    fn pattern(&self, payload: &TokenStream) -> TokenStream {
        let variant = &self.variant;
        match self.payload {
            Carries::Unit => quote!(Self::#variant),
            _ => quote!(Self::#variant(#payload)),
        }
    }

    fn write(&self) -> TokenStream {
        let pattern = self.pattern(&quote!(payload));
        if let Carries::Entries { key, item } = &self.payload {
            return quote!(#pattern => ::samewire::structure::write_entries::<#key, #item, M>(payload, output),);
        }
        quote!(#pattern => ::samewire::object::Object::write(payload, output),)
    }

    fn write_value(&self) -> TokenStream {
        let codec = self.codec();
        let (pattern, value) = match self.payload {
            Carries::Unit => (self.pattern(&TokenStream::new()), quote!(&::samewire::frame::Unit)),
            _ => (self.pattern(&quote!(payload)), quote!(payload)),
        };
        quote!(#pattern => <#codec as ::samewire::Codec>::encode(#value, context, serializer),)
    }
}
