//! The type that stands for the manifest, with the table of names, and what is done with events of any name.

use proc_macro2::TokenStream;
use quote::quote;

use super::is_channel;
use crate::backend::rust::{docs, frames, idents};
use crate::model::{Direction, ErrorAnswer, Event, Model, Tauri, TauriPayload};

/// The names by which what is generated here finds the rest, from this module and from the one below it.
pub fn imports(model: &Model, events: &str) -> TokenStream {
    let events: TokenStream = events.parse().expect("it was checked to be a path");
    let frame = (!is_channel(model)).then(|| {
        let frame = idents::frame_struct(Direction::Server);
        quote!(#frame,)
    });
    quote! {
        #[allow(unused_imports)]
        use #events::{ClientEvent, ServerEvent, #frame client, server, types};
    }
}

/// The type that stands for the manifest.
pub fn protocol(model: &Model) -> TokenStream {
    let marker = docs::text(&format!("The events of `{}` on their way to the page.", model.protocol));
    let form = match form(model) {
        TauriPayload::Text => quote!(Text),
        TauriPayload::Object => quote!(Object),
        TauriPayload::Alone => quote!(Alone),
    };
    let carried = model.server.iter().map(carried).chain(answers(model));
    let desktop = model.desktop.iter().filter_map(|event| event.tauri.as_ref());
    let template = template(model.tauri.as_ref());
    quote! {
        #marker
        #[derive(Clone, Copy, Debug)]
        pub enum Desktop {}

        impl ::samewire_tauri::Protocol for Desktop {
            type Server = ServerEvent;
            type Client = ClientEvent;

            const FORM: ::samewire_tauri::Form = ::samewire_tauri::Form::#form;

            const CARRIED: &'static [::samewire_tauri::Carried] = &[#(#carried),*];

            const DESKTOP: &'static [&'static str] = &[#(#desktop),*];

            const TEMPLATE: ::core::option::Option<::samewire_tauri::Template> = #template;
        }
    }
}

/// Where nothing of the server is carried it is all the same.
fn form(model: &Model) -> TauriPayload {
    model.tauri.as_ref().map_or(TauriPayload::Object, |tauri| tauri.payload)
}

fn carried(event: &Event) -> TokenStream {
    match &event.tauri {
        Some(name) => quote!(::samewire_tauri::Carried::Named(#name)),
        None => quote!(::samewire_tauri::Carried::No),
    }
}

/// What answers a client and is no event has no name of its own.
fn answers(model: &Model) -> impl Iterator<Item = TokenStream> {
    let refused = matches!(model.wire.error, Some(ErrorAnswer::Picture(_)));
    let count = model.replies().count() + usize::from(refused);
    let carried = if model.tauri.is_some() { quote!(Frame) } else { quote!(No) };
    std::iter::repeat_n(quote!(::samewire_tauri::Carried::#carried), count)
}

fn template(tauri: Option<&Tauri>) -> TokenStream {
    let Some(Tauri { prefix, suffix, replace, .. }) = tauri else {
        return quote!(::core::option::Option::None);
    };
    let replace = replace.iter().map(|(from, to)| quote!((#from, #to)));
    quote! {
        ::core::option::Option::Some(::samewire_tauri::Template {
            prefix: #prefix,
            suffix: #suffix,
            replace: &[#(#replace),*],
        })
    }
}

/// How an event is emitted whose name is known when it runs.
pub fn emits(model: &Model) -> TokenStream {
    if model.tauri.is_none() {
        return TokenStream::new();
    }
    if is_channel(model) {
        let message = quote!(::samewire_tauri::Message::on_channel::<Desktop>(self));
        return emit(&quote!(&ServerEvent), &message);
    }
    let frame = idents::frame_struct(Direction::Server);
    let none = quote!(::core::option::Option::None);
    let alone = quote!(::samewire_tauri::Message::event::<Desktop, #frame>(self, #none));
    let framed = quote! {
        ::samewire_tauri::Message::event::<Desktop, #frame>(&self.event, ::core::option::Option::Some(self))
    };
    let (alone, framed) = (emit(&quote!(&ServerEvent), &alone), emit(&quote!(&#frame), &framed));
    let alone = stands_alone(model).then_some(alone);
    quote!(#alone #framed)
}

fn emit(what: &TokenStream, message: &TokenStream) -> TokenStream {
    quote! {
        impl ::samewire_tauri::Emit<Desktop> for #what {
            fn message(
                self,
            ) -> ::core::result::Result<::samewire_tauri::Message, ::samewire_tauri::EncodeError> {
                #message
            }
        }
    }
}

/// Whether an event reaches the page without members beside it: nothing need stand there, or they stay behind.
pub fn stands_alone(model: &Model) -> bool {
    let spreads = || {
        model
            .server
            .iter()
            .any(|event| model.frames(Direction::Server).pictures[event.picture].spreads_payload())
    };
    !frames::has_required(model, Direction::Server) || (form(model) == TauriPayload::Alone && !spreads())
}

/// How a frame is handed on.
pub fn relay(model: &Model) -> TokenStream {
    if model.tauri.is_none() {
        return TokenStream::new();
    }
    let doc = "as it came: events and members that this app does not know go with it.\n\n# Errors\n\nIt is too large, too \
               deep or no strict JSON, which is counted, reported and told to the page; or the app ends.";
    let doc = docs::text(&match is_channel(model) {
        true => format!("Hands the payload of an event from the server on to the page, {doc}"),
        false => format!("Hands a frame from the server on to the page, {doc}"),
    });
    let (arguments, call) = match is_channel(model) {
        true => {
            (quote!(name: &str, payload: &str,), quote!(relay_payload::<Desktop, R>(manager, name, payload)))
        }
        false => (quote!(frame: &str,), quote!(relay::<Desktop, R>(manager, frame))),
    };
    quote! {
        #doc
        pub fn relay<R: ::samewire_tauri::tauri::Runtime>(
            manager: &impl ::samewire_tauri::tauri::Manager<R>,
            #arguments
        ) -> ::core::result::Result<(), ::samewire_tauri::Error> {
            ::samewire_tauri::#call
        }
    }
}
