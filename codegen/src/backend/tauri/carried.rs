//! What each event can do by itself: be emitted, and be listened to. A line each, which reviewers read as the table of
//! names; what the lines stand for is in `samewire-tauri`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::bridge::stands_alone;
use super::{is_channel, payload};
use crate::backend::rust::Module;
use crate::model::{Event, Model};

/// An event of the server, with its index; `event` is carried to the page.
pub fn server(model: &Model, index: usize, event: &Event) -> TokenStream {
    let (name, index) = (tauri_name(event), Literal::usize_unsuffixed(index));
    let payload = payload(Module::Server, event);
    if is_channel(model) {
        return quote!(::samewire_tauri::channel_event!(Desktop, #name, #payload, #index););
    }
    match stands_alone(model) {
        true => quote!(::samewire_tauri::event!(Desktop, #name, #payload, #index, ServerFrame);),
        // It is emitted as a frame, with what must stand beside it.
        false => quote!(::samewire_tauri::listened_event!(Desktop, #name, #payload, #index, ServerFrame);),
    }
}

/// An event that only the desktop app sends.
pub fn desktop(event: &Event) -> TokenStream {
    let (name, payload) = (tauri_name(event), payload(Module::Desktop, event));
    quote!(::samewire_tauri::desktop_event!(Desktop, #name, #payload);)
}

fn tauri_name(event: &Event) -> &str {
    event.tauri.as_deref().unwrap_or_default()
}
