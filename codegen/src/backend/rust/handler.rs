//! The server's side: a trait with a method for each client event, and the way from a frame to its answer.

use proc_macro2::TokenStream;
use quote::quote;

use super::events::{named_payload, payload};
use super::frames::{self, field_name};
use super::payloads::{reply_name, wire_text};
use super::types::Types;
use super::{docs, idents, structs};
use crate::model::{Direction, ErrorAnswer, Event, Field, Model, Payload, Reply, Role, Shape, Type};
use crate::resolve::{behind, shape_of};

/// `ClientHandler`, `Refusal` and `dispatch`; no handler when clients send nothing.
pub fn handler(model: &Model) -> TokenStream {
    let code = code_type(model)
        .map_or_else(|| quote!(::std::string::String), |code| Types::at_root(model).rust(code));
    let refused = matches!(model.wire.error, Some(ErrorAnswer::Picture(_)));
    let (handler, answer, dispatch) = match model.client.is_empty() {
        true if !refused => return TokenStream::new(),
        true => Default::default(),
        false => (handler_trait(model), answer(model), dispatch(model)),
    };
    quote! {
        /// Why a client event is not acted on: a code for programs, a message for people.
        pub type Refusal = ::samewire::Refusal<#code>;

        #handler
        #dispatch
        #answer
    }
}

/// The type of a refusal's code.
fn code_type(model: &Model) -> Option<&Type> {
    match model.wire.error {
        None => None,
        Some(ErrorAnswer::Event(_)) => error_event(model).map(|(_, fields)| &field(fields, "code").ty),
        Some(ErrorAnswer::Picture(_)) => {
            let mut beside = model.wire.server.beside.iter();
            beside.find(|beside| beside.role == Role::Code).map(|beside| &beside.ty)
        }
    }
}

fn error_event(model: &Model) -> Option<(&Event, &[Field])> {
    let Some(ErrorAnswer::Event(index)) = model.wire.error else { return None };
    let event = &model.server[index];
    match &event.payload {
        Payload::Struct(shape) => Some((event, &shape.fields)),
        Payload::Type(ty) => match shape_of(&model.types, ty) {
            Some(Shape::Struct(shape)) => Some((event, &shape.fields)),
            _ => None,
        },
        Payload::Unit => None,
    }
}

fn field<'f>(fields: &'f [Field], wire: &str) -> &'f Field {
    fields.iter().find(|field| field.wire == wire).expect("wire.error is checked to have code and message")
}

fn handler_trait(model: &Model) -> TokenStream {
    let (methods, prose) = (model.client.iter().map(|event| method(model, event)), docs::lints());
    quote! {
        /// What a server does with each client event. A new event does not compile until it is handled.
        #[allow(deprecated, #prose)]
        pub trait ClientHandler: ::core::marker::Sync {
            /// What the handler knows of the client that sent the event.
            type Context: ::core::marker::Sync + ?::core::marker::Sized;

            /// Asked before any event is acted on, an unknown one too: permission and rate limit belong here.
            fn before(
                &self,
                event: &ClientEvent,
                context: &Self::Context,
            ) -> impl ::core::future::Future<Output = ::core::result::Result<(), Refusal>> + ::core::marker::Send;

            #(#methods)*

            /// Answers an event that the manifest does not know.
            fn unknown(&self, unknown: &::samewire::Unknown, context: &Self::Context) -> Refusal {
                let _ = (unknown, context);
                Refusal::new("UNKNOWN_EVENT", "the server does not know this event")
            }

            /// Answers a frame that cannot be read. Count it against the rate here: `before` has no event to see.
            fn malformed(&self, error: &::samewire::DecodeError, context: &Self::Context) -> Refusal {
                let _ = context;
                Refusal::new("VALIDATION_ERROR", ::std::string::ToString::to_string(error))
            }
        }
    }
}

fn method(model: &Model, event: &Event) -> TokenStream {
    let attributes = docs::attributes(&event.meta, Some(&format!("Acts on `{}`.", wire_text(&event.wire))));
    let (name, payload) = (method_name(event), payload(Direction::Client, event));
    let answer = reply_payload(model, event).unwrap_or_else(|| quote!(()));
    quote! {
        #attributes
        fn #name(
            &self,
            payload: #payload,
            context: &Self::Context,
        ) -> impl ::core::future::Future<Output = ::core::result::Result<#answer, Refusal>> + ::core::marker::Send;
    }
}

/// The prefix keeps events apart from the trait's own methods.
fn method_name(event: &Event) -> proc_macro2::Ident {
    idents::ident(&format!("on_{}", event.name.snake()))
}

/// The payload of the answer to an event.
fn reply_payload(model: &Model, event: &Event) -> Option<TokenStream> {
    Some(match event.reply.as_ref()? {
        Reply::Event(index) => payload(Direction::Server, &model.server[*index]),
        Reply::Payload(_) => named_payload(Direction::Client, &reply_name(event)),
    })
}

fn answer(model: &Model) -> TokenStream {
    let arms = model.client.iter().map(|event| {
        let (variant, name) = (idents::pascal(&event.name), method_name(event));
        let answer = match &event.reply {
            Some(_) => quote!(|reply| ::core::option::Option::Some(reply.into())),
            None => quote!(|()| ::core::option::Option::None),
        };
        quote!(ClientEvent::#variant(payload) => handler.#name(payload, context).await.map(#answer),)
    });
    quote! {
        #[allow(deprecated)]
        async fn answer<H: ClientHandler>(
            handler: &H,
            event: ClientEvent,
            context: &H::Context,
        ) -> ::core::result::Result<::core::option::Option<ServerEvent>, Refusal> {
            handler.before(&event, context).await?;
            match event {
                #(#arms)*
                ClientEvent::Unknown(unknown) => ::core::result::Result::Err(handler.unknown(&unknown, context)),
            }
        }
    }
}

fn dispatch(model: &Model) -> TokenStream {
    let (ways, refusal) = (Ways::of(model), refusal(model));
    let (asked, text, decoded, event) = ways.asked();
    let (pattern, known, bad, framed) = (ways.pattern(), ways.of_frame(), ways.of_text(), ways.framed());
    let answer = ways.answer();
    let option = quote!(::core::option::Option<#answer>);
    let (doc, output, done) = match refusal {
        Some(refusal) => (
            "A refusal is answered as the manifest says; every answer carries the request id.",
            option,
            quote! {
                answered
                    .unwrap_or_else(|refusal| ::core::option::Option::Some(#refusal))
                    .map(framed)
            },
        ),
        None => (
            "Every answer carries the request id; what becomes of a refusal is yours to say.",
            quote!(::core::result::Result<#option, Refusal>),
            quote!(answered.map(|event| event.map(framed))),
        ),
    };
    let doc = docs::line(doc);
    quote! {
        /// Reads a client's frame, lets the handler act on it, and gives the frame to send back, if there is one.
        #doc
        pub async fn dispatch<H: ClientHandler>(handler: &H, #text, context: &H::Context) -> #output {
            let (#pattern, answered) = match #decoded {
                ::core::result::Result::Ok(#asked) => (#known, answer(handler, #event, context).await),
                ::core::result::Result::Err(error) => {
                    (#bad, ::core::result::Result::Err(handler.malformed(&error, context)))
                }
            };
            let framed = |event| #framed;
            #done
        }
    }
}

/// How a frame comes in and an answer goes out, and how the request id gets from the one into the other.
struct Ways {
    /// The fields that hold it in the client's and in the server's frame.
    fields: Option<(proc_macro2::Ident, proc_macro2::Ident)>,
    /// Further fields of the server's frame.
    others: Vec<proc_macro2::Ident>,
    /// The names of the client's events travel beside them.
    client_channel: bool,
    /// The names of the server's events travel beside them.
    server_channel: bool,
}

impl Ways {
    fn of(model: &Model) -> Ways {
        let id = |direction| frames::correlation(model, direction).map(field_name);
        let fields = id(Direction::Client).zip(id(Direction::Server));
        let others = frames::fields(model, Direction::Server).map(field_name);
        let own = fields.as_ref().map(|(_, server)| server.clone());
        Ways {
            others: others.filter(|field| Some(field) != own.as_ref()).collect(),
            fields,
            client_channel: frames::is_channel(model, Direction::Client),
            server_channel: frames::is_channel(model, Direction::Server),
        }
    }

    /// What is decoded, what `dispatch` takes, how it decodes, and the event in it.
    fn asked(&self) -> (TokenStream, TokenStream, TokenStream, TokenStream) {
        match self.client_channel {
            true => (
                quote!(event),
                quote!(name: &str, text: &str),
                quote!(ClientEvent::decode(name, text)),
                quote!(event),
            ),
            false => {
                (quote!(frame), quote!(text: &str), quote!(ClientFrame::decode(text)), quote!(frame.event))
            }
        }
    }

    fn answer(&self) -> TokenStream {
        if self.server_channel { quote!(ServerEvent) } else { quote!(ServerFrame) }
    }

    fn pattern(&self) -> TokenStream {
        if self.fields.is_some() { quote!(request) } else { quote!(()) }
    }

    fn of_frame(&self) -> TokenStream {
        self.fields.as_ref().map_or_else(|| quote!(()), |(client, _)| quote!(frame.#client))
    }

    fn of_text(&self) -> TokenStream {
        if self.fields.is_some() { quote!(ClientFrame::correlation(text)) } else { quote!(()) }
    }

    fn framed(&self) -> TokenStream {
        if self.server_channel {
            return quote!(event);
        }
        let own = self.fields.iter().map(|(_, server)| quote!(#server: request,));
        let others = self.others.iter().map(|field| quote!(#field: ::core::option::Option::None,));
        quote!(ServerFrame { #(#own)* #(#others)* event })
    }
}

/// The event that answers a refused one.
fn refusal(model: &Model) -> Option<TokenStream> {
    if let Some(ErrorAnswer::Picture(_)) = model.wire.error {
        return Some(quote!(ServerEvent::Refused(refusal)));
    }
    let (event, fields) = error_event(model)?;
    let payload = payload(Direction::Server, event);
    let values = fields.iter().map(|field| {
        let name = idents::snake(&field.name);
        let value = match field.wire.as_str() {
            "code" => quote!(refusal.code),
            "message" => quote!(refusal.message),
            _ => structs::absent(Types::at_root(model), field),
        };
        quote!(#name: #value,)
    });
    let made = match &event.payload {
        Payload::Type(ty) => {
            let ty = Types::at_root(model).rust(behind(&model.types, ty));
            quote!(#payload(#ty { #(#values)* }))
        }
        _ => quote!(#payload { #(#values)* }),
    };
    Some(quote!(ServerEvent::from(#made)))
}
