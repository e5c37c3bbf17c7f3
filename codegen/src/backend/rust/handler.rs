//! The server's side: a trait with a method for each client event, and the way from a frame to its answer.

use proc_macro2::TokenStream;
use quote::quote;

use super::events::payload;
use super::frames::Internal;
use super::payloads::wire_name;
use super::types::Types;
use super::{docs, idents, structs};
use crate::model::{Direction, ErrorAnswer, Event, Field, Model, Payload, Reply};

/// `ClientHandler`, `Refusal` and `dispatch`; nothing when clients send nothing.
pub fn handler(model: &Model) -> TokenStream {
    if model.client.is_empty() {
        return TokenStream::new();
    }
    let code = error_event(model).map_or_else(
        || quote!(::std::string::String),
        |(_, fields)| Types::at_root(model).rust(&field(fields, "code").ty),
    );
    let (handler, answer, dispatch) = (handler_trait(model), answer(model), dispatch(model));
    quote! {
        /// Why a client event is not acted on: a code for programs, a message for people.
        pub type Refusal = ::samewire::Refusal<#code>;

        #handler
        #dispatch
        #answer
    }
}

fn error_event(model: &Model) -> Option<(&Event, &[Field])> {
    let Some(ErrorAnswer::Event(index)) = model.wire.error else { return None };
    let event = &model.server[index];
    match &event.payload {
        Payload::Struct(shape) => Some((event, &shape.fields)),
        _ => None,
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
    let attributes = docs::attributes(&event.meta, Some(&format!("Acts on `{}`.", wire_name(event))));
    let (name, payload) = (method_name(event), payload(Direction::Client, event));
    let answer =
        reply(model, event).map_or_else(|| quote!(()), |reply| self::payload(Direction::Server, reply));
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

fn reply<'m>(model: &'m Model, event: &Event) -> Option<&'m Event> {
    match &event.reply {
        Some(Reply::Event(index)) => Some(&model.server[*index]),
        Some(Reply::Payload(_)) => unreachable!("refused by check::unsupported"),
        None => None,
    }
}

fn answer(model: &Model) -> TokenStream {
    let arms = model.client.iter().map(|event| {
        let (variant, name) = (idents::pascal(&event.name), method_name(event));
        let answer = match reply(model, event) {
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
    let correlation = Correlation::of(model);
    let (pattern, known, bad, framed) =
        (correlation.pattern(), correlation.of_frame(), correlation.of_text(), correlation.framed());
    let answered = error_event(model).map(|(event, fields)| {
        let refusal = refusal_event(model, event, fields);
        quote!(.unwrap_or_else(|refusal| ::core::option::Option::Some(#refusal)))
    });
    let option = quote!(::core::option::Option<ServerFrame>);
    let (doc, output, done) = match answered {
        Some(answered) => (
            "A refusal is answered with the error event; every answer carries the request id.",
            option,
            quote!(answered #answered .map(framed)),
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
        pub async fn dispatch<H: ClientHandler>(handler: &H, text: &str, context: &H::Context) -> #output {
            let (#pattern, answered) = match ClientFrame::decode(text) {
                ::core::result::Result::Ok(frame) => (#known, answer(handler, frame.event, context).await),
                ::core::result::Result::Err(error) => {
                    (#bad, ::core::result::Result::Err(handler.malformed(&error, context)))
                }
            };
            let framed = |event| #framed;
            #done
        }
    }
}

/// How the request id gets from a client's frame into the answer.
struct Correlation {
    /// The fields that hold it in the client's and in the server's frame.
    fields: Option<(proc_macro2::Ident, proc_macro2::Ident)>,
    /// Further fields of the server's frame.
    others: Vec<proc_macro2::Ident>,
}

impl Correlation {
    fn of(model: &Model) -> Correlation {
        let (client, server) =
            (Internal::of(model, Direction::Client), Internal::of(model, Direction::Server));
        let fields = client.correlation_field(model).zip(server.correlation_field(model));
        let others = server.beside.iter().map(super::frames::Beside::field);
        let own = fields.as_ref().map(|(_, server)| server.clone());
        Correlation { others: others.filter(|field| Some(field) != own.as_ref()).collect(), fields }
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
        let own = self.fields.iter().map(|(_, server)| quote!(#server: request,));
        let others = self.others.iter().map(|field| quote!(#field: ::core::option::Option::None,));
        quote!(ServerFrame { #(#own)* #(#others)* event })
    }
}

fn refusal_event(model: &Model, event: &Event, fields: &[Field]) -> TokenStream {
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
    quote!(ServerEvent::from(#payload { #(#values)* }))
}
