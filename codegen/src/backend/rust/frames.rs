//! The frame of one direction: an event and what travels beside it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::types::{self, Types};
use super::{channel, docs, idents};
use crate::model::{Beside, Direction, Model, Role};

/// `ServerFrame` or `ClientFrame`, and the ways in and out of text.
pub fn frame(model: &Model, direction: Direction) -> TokenStream {
    if is_channel(model, direction) {
        return channel::channel(direction);
    }
    let (name, events) = (idents::frame_struct(direction), idents::event_enum(direction));
    let doc = docs::line(match direction {
        Direction::Server => "A frame from the server to the client: an event and what travels beside it.",
        Direction::Client => "A frame from the client to the server: an event and what travels beside it.",
    });
    let fields = fields(model, direction).map(|beside| declaration(model, beside));
    let (frame_impl, ways) = (frame_impl(model, direction), ways(model, direction));
    quote! {
        #doc
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name {
            #(#fields)*
            /// The event.
            pub event: #events,
        }
        #frame_impl
        #ways
        ::samewire::serde_by_frame!(#name);
    }
}

/// The name of an event travels beside its payload, so that there are no frames.
pub fn is_channel(model: &Model, direction: Direction) -> bool {
    model.frames(direction).pictures.iter().all(crate::model::Picture::is_channel)
}

/// The members beside an event that are fields of the frame.
pub fn fields(model: &Model, direction: Direction) -> impl Iterator<Item = &Beside> {
    model.frames(direction).beside.iter().filter(|beside| beside.role == Role::Field)
}

/// Every frame has something that nobody but its sender can know.
pub fn has_required(model: &Model, direction: Direction) -> bool {
    fields(model, direction).any(|beside| beside.required)
}

/// The field that holds the request id.
pub fn correlation(model: &Model, direction: Direction) -> Option<&Beside> {
    let path = model.wire.correlation.as_ref()?;
    fields(model, direction).find(|beside| beside.path == *path)
}

/// The name of a member's field.
pub fn field_name(beside: &Beside) -> Ident {
    idents::snake(&beside.name)
}

fn is_three_state(beside: &Beside) -> bool {
    beside.optional && beside.nullable
}

/// The type of a value, when there is one.
fn value_type(model: &Model, beside: &Beside) -> TokenStream {
    let ty = Types::at_root(model).rust(&beside.ty);
    match is_three_state(beside) {
        true => types::generic(quote!(::core::option::Option), &[ty]),
        false => ty,
    }
}

/// The codec of a value, when there is one.
fn value_codec(model: &Model, beside: &Beside) -> TokenStream {
    let codec = Types::at_root(model).codec(&beside.ty);
    match is_three_state(beside) {
        true => types::generic(quote!(::samewire::codec::Nullable), &[codec]),
        false => codec,
    }
}

fn declaration(model: &Model, beside: &Beside) -> TokenStream {
    let (field, ty) = (field_name(beside), value_type(model, beside));
    let path = beside.path.join(".");
    let doc = docs::text(&match (beside.required, beside.nullable) {
        (true, _) => format!("The member `{path}` beside the event; every frame that is sent has it."),
        (false, true) => format!("The member `{path}` beside the event; none when it is absent or null."),
        (false, false) => format!("The member `{path}` beside the event; none when it is absent."),
    });
    quote!(#doc pub #field: ::core::option::Option<#ty>,)
}

fn frame_impl(model: &Model, direction: Direction) -> TokenStream {
    let (name, events) = (idents::frame_struct(direction), idents::event_enum(direction));
    let beside = &model.frames(direction).beside;
    let paths = beside.iter().map(|beside| {
        let path = &beside.path;
        quote!(&[#(#path),*])
    });
    let types = beside.iter().map(|beside| value_type(model, beside));
    let takes = beside.iter().enumerate().map(|(index, beside)| take(model, index, beside));
    let (input, strict) = match beside.is_empty() {
        true => (quote!(_), quote!(_)),
        false => (quote!(beside), quote!(strict)),
    };
    let patterns = beside.iter().map(|beside| match beside.role {
        Role::Field => {
            let field = field_name(beside);
            quote!(#field)
        }
        Role::Code | Role::Message => quote!(_),
    });
    let fields = fields(model, direction).map(field_name);
    let refused = refused(beside);
    let writes = writes(model, direction);
    quote! {
        impl ::samewire::frame::Frame for #name {
            type Event = #events;

            const PATHS: &'static [&'static [&'static str]] = &[#(#paths),*];

            type Fields = (#(::core::option::Option<#types>,)*);

            fn fields<E: ::samewire::crates::serde::de::Error>(
                #input: &mut ::samewire::frame::Beside<'_>,
                #strict: bool,
            ) -> ::core::result::Result<Self::Fields, E> {
                ::core::result::Result::Ok((#(#takes)*))
            }

            #refused

            fn assemble(event: #events, (#(#patterns,)*): Self::Fields) -> Self {
                Self { #(#fields,)* event }
            }

            #writes
        }
    }
}

fn take(model: &Model, index: usize, beside: &Beside) -> TokenStream {
    let (codec, index) = (value_codec(model, beside), Literal::usize_unsuffixed(index));
    let take = idents::ident(match beside.nullable && !beside.optional {
        true => "take_nullable",
        false => "take",
    });
    quote!(beside.#take::<#codec, E>(#index, strict)?,)
}

/// A refusal in a picture of its own is made of members beside an event.
fn refused(beside: &[Beside]) -> Option<TokenStream> {
    let index = |role| beside.iter().position(|beside| beside.role == role).map(Literal::usize_unsuffixed);
    let (code, message) = (index(Role::Code)?, index(Role::Message)?);
    Some(quote! {
        fn refused(fields: &mut Self::Fields) -> ::core::option::Option<ServerEvent> {
            ::core::option::Option::Some(ServerEvent::Refused(Refusal {
                code: fields.#code.take()?,
                message: fields.#message.take()?,
            }))
        }
    })
}

fn writes(model: &Model, direction: Direction) -> TokenStream {
    let events = idents::event_enum(direction);
    let beside = &model.frames(direction).beside;
    let values: Vec<TokenStream> = beside.iter().map(value).collect();
    let index = (0..beside.len()).map(Literal::usize_unsuffixed);
    let codecs = beside.iter().map(|beside| value_codec(model, beside));
    let write = quote! {
        match index {
            #(#index => output.present::<#codecs>(key, #values),)*
            _ => ::core::result::Result::Ok(false),
        }
    };
    let index = (0..beside.len()).map(Literal::usize_unsuffixed);
    let has = quote! {
        match index {
            #(#index => #values.is_some(),)*
            _ => false,
        }
    };
    let is_used = |role: fn(Role) -> bool| beside.iter().any(|beside| role(beside.role));
    let frame = if is_used(|role| role == Role::Field) { quote!(frame) } else { quote!(_) };
    let event = if is_used(|role| role != Role::Field) { quote!(event) } else { quote!(_) };
    let (write, has, index, key, output) = match beside.is_empty() {
        true => (quote!(::core::result::Result::Ok(false)), quote!(false), quote!(_), quote!(_), quote!(_)),
        false => (write, has, quote!(index), quote!(key), quote!(output)),
    };
    quote! {
        fn write_field<M: ::samewire::object::SerializeMap>(
            #event: &#events,
            #frame: ::core::option::Option<&Self>,
            #index: usize,
            #key: &'static str,
            #output: &mut ::samewire::object::Writer<'_, M>,
        ) -> ::core::result::Result<bool, M::Error> {
            #write
        }

        fn has_field(#event: &#events, #frame: ::core::option::Option<&Self>, #index: usize) -> bool {
            #has
        }
    }
}

/// The value of a member, if there is one.
fn value(beside: &Beside) -> TokenStream {
    let part = match beside.role {
        Role::Field => {
            let field = field_name(beside);
            return quote!(frame.and_then(|frame| frame.#field.as_ref()));
        }
        Role::Code => quote!(code),
        Role::Message => quote!(message),
    };
    quote! {
        match event {
            ServerEvent::Refused(refusal) => ::core::option::Option::Some(&refusal.#part),
            _ => ::core::option::Option::None,
        }
    }
}

fn ways(model: &Model, direction: Direction) -> TokenStream {
    let (frame, events) = (idents::frame_struct(direction), idents::event_enum(direction));
    let correlation = correlation(model, direction).map(|beside| {
        let (ty, codec, path) = (value_type(model, beside), value_codec(model, beside), &beside.path);
        quote! {
            /// The request id of a frame's text, also of one that is otherwise bad.
            pub fn correlation(text: &str) -> ::core::option::Option<#ty> {
                ::samewire::frame::correlation::<#codec>(text, &[#(#path),*])
            }
        }
    });
    let (new, alone) = match has_required(model, direction) {
        true => (Some(new(model, direction)), None),
        false => (None, Some(alone(model, direction))),
    };
    quote! {
        impl #frame {
            #new

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

        impl #events {
            /// Reads the event of a frame within the default limits.
            pub fn decode(text: &str) -> ::core::result::Result<Self, ::samewire::DecodeError> {
                ::samewire::frame::decode_event::<#frame>(text, ::samewire::Limits::default())
            }
        }

        #alone
    }
}

/// A frame with what must stand beside every event.
fn new(model: &Model, direction: Direction) -> TokenStream {
    let events = idents::event_enum(direction);
    let arguments = fields(model, direction).filter(|beside| beside.required).map(|beside| {
        let (field, ty) = (field_name(beside), value_type(model, beside));
        quote!(#field: #ty)
    });
    let values = fields(model, direction).map(|beside| {
        let field = field_name(beside);
        match beside.required {
            true => quote!(#field: ::core::option::Option::Some(#field)),
            false => quote!(#field: ::core::option::Option::None),
        }
    });
    quote! {
        /// A frame with what every frame has.
        #[allow(clippy::too_many_arguments)]
        pub fn new(event: impl ::core::convert::Into<#events>, #(#arguments),*) -> Self {
            Self { #(#values,)* event: event.into() }
        }
    }
}

/// The ways of an event that can stand in a frame with nothing beside it.
fn alone(model: &Model, direction: Direction) -> TokenStream {
    let (frame, events) = (idents::frame_struct(direction), idents::event_enum(direction));
    let none = fields(model, direction).map(|beside| {
        let field = field_name(beside);
        quote!(#field: ::core::option::Option::None,)
    });
    quote! {
        impl ::core::convert::From<#events> for #frame {
            fn from(event: #events) -> Self {
                Self { #(#none)* event }
            }
        }

        impl #events {
            /// Writes a frame that holds the event and nothing beside it.
            pub fn encode(&self) -> ::core::result::Result<::std::string::String, ::samewire::EncodeError> {
                ::samewire::frame::encode::<#frame>(self, ::core::option::Option::None)
            }
        }

        ::samewire::serde_by_event!(#events, #frame);
    }
}
