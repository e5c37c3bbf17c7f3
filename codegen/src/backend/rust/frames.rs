//! The frame of one direction: an event and what travels beside it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::types::Types;
use super::{docs, idents};
use crate::model::{Direction, Model, PictureMember, PictureNode, Type};
use crate::name::Name;

/// `ServerFrame` or `ClientFrame`, and the ways in and out of text.
pub fn frame(model: &Model, direction: Direction) -> TokenStream {
    let picture = Internal::of(model, direction);
    let (name, events) = (idents::frame_struct(direction), idents::event_enum(direction));
    let doc = docs::line(match direction {
        Direction::Server => "A frame from the server to the client: an event and what travels beside it.",
        Direction::Client => "A frame from the client to the server: an event and what travels beside it.",
    });
    let fields = picture.beside.iter().map(|beside| beside.declaration(model));
    let (frame_impl, text) = (frame_impl(model, direction, &picture), text_impls(model, direction, &picture));
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            #(#fields)*
            /// The event.
            pub event: #events,
        }
        #frame_impl
        #text
        ::samewire::serde_by_frame!(#name);
    }
}

/// A picture in which the payload's members lie among those of the frame.
pub struct Internal<'m> {
    members: &'m [PictureMember],
    name_key: &'m str,
    pub beside: Vec<Beside<'m>>,
}

/// A member beside the event.
pub struct Beside<'m> {
    key: &'m str,
    name: &'m Name,
    ty: &'m Type,
}

impl<'m> Internal<'m> {
    /// The picture of a direction; `check::unsupported` lets no other pass.
    pub fn of(model: &'m Model, direction: Direction) -> Internal<'m> {
        let PictureNode::Object(members) = &model.frames(direction).pictures[0].node else {
            unreachable!("refused by check::unsupported")
        };
        let name_key = members.iter().find_map(|member| match member {
            PictureMember::Key { key, node: PictureNode::Name, .. } => Some(key.as_str()),
            _ => None,
        });
        let beside = members.iter().filter_map(|member| match member {
            PictureMember::Key { key, name, node: PictureNode::Value { ty, .. }, .. } => {
                Some(Beside { key, name, ty })
            }
            _ => None,
        });
        Internal { members, name_key: name_key.expect("a picture has a name"), beside: beside.collect() }
    }

    /// The index that the runtime knows a member by: the name comes first.
    fn index(&self, key: &str) -> Option<usize> {
        self.beside.iter().position(|beside| beside.key == key).map(|at| at + 1)
    }

    /// The index of the request id.
    pub fn correlation(&self, model: &Model) -> Option<usize> {
        match model.wire.correlation.as_deref() {
            Some([key]) => self.index(key),
            _ => None,
        }
    }

    /// The field that holds the request id.
    pub fn correlation_field(&self, model: &Model) -> Option<Ident> {
        self.correlation(model).map(|index| self.beside[index - 1].field())
    }
}

impl Beside<'_> {
    fn declaration(&self, model: &Model) -> TokenStream {
        let (field, ty) = (self.field(), Types::at_root(model).rust(self.ty));
        let doc = docs::line(&format!("The member `{}` beside the event; none when it is absent.", self.key));
        quote!(#doc pub #field: ::core::option::Option<#ty>,)
    }

    /// The field of the frame.
    pub fn field(&self) -> Ident {
        idents::snake(self.name)
    }
}

fn frame_impl(model: &Model, direction: Direction, picture: &Internal<'_>) -> TokenStream {
    let (name, events) = (idents::frame_struct(direction), idents::event_enum(direction));
    let keys = std::iter::once(picture.name_key).chain(picture.beside.iter().map(|beside| beside.key));
    let fields = picture.beside.iter().map(Beside::field).collect::<Vec<_>>();
    let types = picture.beside.iter().map(|beside| Types::at_root(model).rust(beside.ty));
    let takes = picture.beside.iter().enumerate().map(|(index, beside)| {
        let (codec, index) = (Types::at_root(model).codec(beside.ty), Literal::usize_unsuffixed(index + 1));
        quote!(beside.take::<#codec, E>(#index, strict)?,)
    });
    let (beside, strict, frame) = match picture.beside.is_empty() {
        true => (quote!(_), quote!(_), quote!(_)),
        false => (quote!(beside), quote!(strict), quote!(frame)),
    };
    let writes = picture.members.iter().map(|member| write(model, picture, member));
    quote! {
        impl ::samewire::frame::Frame for #name {
            type Event = #events;

            const KEYS: &'static [&'static str] = &[#(#keys),*];

            type Fields = (#(::core::option::Option<#types>,)*);

            fn fields<E: ::samewire::crates::serde::de::Error>(
                #beside: &mut ::samewire::frame::Beside<'_>,
                #strict: bool,
            ) -> ::core::result::Result<Self::Fields, E> {
                ::core::result::Result::Ok((#(#takes)*))
            }

            fn assemble(event: #events, (#(#fields,)*): Self::Fields) -> Self {
                Self { #(#fields,)* event }
            }

            fn write<M: ::samewire::object::SerializeMap>(
                event: &#events,
                #frame: ::core::option::Option<&Self>,
                output: &mut ::samewire::object::Writer<'_, M>,
            ) -> ::core::result::Result<(), M::Error> {
                #(#writes)*
                ::core::result::Result::Ok(())
            }
        }
    }
}

fn write(model: &Model, picture: &Internal<'_>, member: &PictureMember) -> TokenStream {
    match member {
        PictureMember::SpreadPayload => quote!(::samewire::frame::Event::write(event, output)?;),
        PictureMember::Key { key, node: PictureNode::Name, .. } => {
            quote!(output.constant(#key, event.name().unwrap_or_default())?;)
        }
        PictureMember::Key { key, .. } => {
            let beside =
                &picture.beside[picture.index(key).expect("every other key is beside the event") - 1];
            let (field, codec) = (beside.field(), Types::at_root(model).codec(beside.ty));
            quote!(output.optional::<#codec>(#key, frame.and_then(|frame| frame.#field.as_ref()))?;)
        }
        PictureMember::NameKey => unreachable!("refused by check::unsupported"),
    }
}

fn text_impls(model: &Model, direction: Direction, picture: &Internal<'_>) -> TokenStream {
    let (frame, events) = (idents::frame_struct(direction), idents::event_enum(direction));
    let correlation = picture.correlation(model).map(|index| {
        let ty = picture.beside[index - 1].ty;
        let (ty, codec) = (Types::at_root(model).rust(ty), Types::at_root(model).codec(ty));
        let index = Literal::usize_unsuffixed(index);
        quote! {
            /// The request id of a frame's text, also of one that is otherwise bad.
            pub fn correlation(text: &str) -> ::core::option::Option<#ty> {
                ::samewire::frame::correlation::<Self, #codec>(text, #index)
            }
        }
    });
    let none = picture.beside.iter().map(|beside| {
        let field = beside.field();
        quote!(#field: ::core::option::Option::None,)
    });
    quote! {
        impl #frame {
            /// Reads a frame within the default limits.
            pub fn decode(text: &str) -> ::core::result::Result<Self, ::samewire::DecodeError> {
                Self::decode_within(text, ::samewire::Limits::default())
            }

            /// Reads a frame within limits of your own.
            pub fn decode_within(
                text: &str,
                limits: ::samewire::Limits,
            ) -> ::core::result::Result<Self, ::samewire::DecodeError> {
                ::samewire::frame::decode(text, limits)
            }

            /// Writes the frame; an unknown event is written as it came.
            pub fn encode(&self) -> ::core::result::Result<::std::string::String, ::samewire::EncodeError> {
                ::samewire::frame::encode(&self.event, ::core::option::Option::Some(self))
            }

            #correlation
        }

        impl ::core::convert::From<#events> for #frame {
            fn from(event: #events) -> Self {
                Self { #(#none)* event }
            }
        }

        impl #events {
            /// Reads the event of a frame within the default limits.
            pub fn decode(text: &str) -> ::core::result::Result<Self, ::samewire::DecodeError> {
                ::samewire::frame::decode_event::<#frame>(text, ::samewire::Limits::default())
            }

            /// Writes a frame that holds the event and nothing beside it.
            pub fn encode(&self) -> ::core::result::Result<::std::string::String, ::samewire::EncodeError> {
                ::samewire::frame::encode::<#frame>(self, ::core::option::Option::None)
            }
        }

        ::samewire::serde_by_event!(#events, #frame);
    }
}
