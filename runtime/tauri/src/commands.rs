//! The commands that pages call.
//!
//! They are taken as Tauri hands them over, on the main thread, and only put into the worker's queue: so they stay in
//! the order in which they arrive, which asynchronous commands do not.
//!
//! | command | takes | returns |
//! |---|---|---|
//! | `ready` | `link`, a string or number of the page's; `session` and `position` as it was last told them | null; the answer comes under `samewire:ready` |
//! | `send` | `frame`, a text | null when it is taken, or why it is not |
//! | `reconnect` | nothing | null |
//!
//! A `session` that is empty says that the page before this one asked and went before it was answered; none, that the
//! page knows of nobody before it.

use std::sync::mpsc::Sender;

use serde_json::Value;
use tauri::Runtime;
use tauri::ipc::{Invoke, InvokeBody};

use crate::stream::{Heard, Page, Ready};
use crate::worker::Input;

/// Takes a call; whether it is one of the plugin's commands.
pub(crate) fn invoked<R: Runtime>(invoke: Invoke<R>, inputs: &Sender<Input>) -> bool {
    let Invoke { message, resolver, .. } = invoke;
    let page = Page::of(message.webview_ref());
    let arguments = match message.payload() {
        InvokeBody::Json(arguments) => arguments,
        InvokeBody::Raw(_) => &Value::Null,
    };
    let input = match message.command() {
        "ready" => ready(page, arguments).map(Input::Ready),
        "reconnect" => Ok(Input::Reconnect),
        "send" => match &arguments["frame"] {
            Value::String(frame) => {
                let (frame, answering) = (frame.clone(), resolver.clone());
                let answer = Box::new(move |taken| match taken {
                    Ok(()) => answering.resolve(()),
                    Err(reason) => answering.reject::<String>(reason),
                });
                if inputs.send(Input::Send { webview: page.webview, frame, answer }).is_err() {
                    resolver.reject("the app ends");
                }
                return true;
            }
            _ => Err("frame: expected string"),
        },
        _ => return false,
    };
    match input.and_then(|input| inputs.send(input).map_err(|_| "the app ends")) {
        Ok(()) => resolver.resolve(()),
        Err(reason) => resolver.reject(reason),
    }
    true
}

fn ready(page: Page, arguments: &Value) -> Result<Ready, &'static str> {
    let link = match &arguments["link"] {
        link @ (Value::String(_) | Value::Number(_)) => link.clone(),
        _ => return Err("link: expected string or number"),
    };
    let heard = match (&arguments["session"], &arguments["position"]) {
        (Value::Null, _) => Heard::Untold,
        (Value::String(session), _) if session.is_empty() => Heard::Nothing,
        (Value::String(session), position) => match position.as_u64() {
            Some(position) => Heard::Until { session: session.clone(), position },
            None => return Err("position: expected a whole number"),
        },
        _ => return Err("session: expected string"),
    };
    Ok(Ready { page, link, heard })
}
