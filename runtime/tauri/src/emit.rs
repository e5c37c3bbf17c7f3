//! The sending of events to pages.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

use samewire::EncodeError;
use tauri::{AppHandle, Emitter, EventTarget, Manager, Runtime};

use crate::error::Error;
use crate::guard::Guard;
use crate::message::Message;
use crate::pages::Pages;
use crate::protocol::Protocol;
use crate::taken::Taken;

/// What can be sent to pages: an event, a frame, a payload. Generated.
///
/// With the plugin, messages are kept for pages that do not listen yet; without it they go out at once, and pages that
/// do not listen miss them.
pub trait Emit<P: Protocol>: Sized {
    /// How it travels.
    ///
    /// # Errors
    ///
    /// It holds what no reader would take.
    fn message(self) -> Result<Message, EncodeError>;

    /// Sends it to all pages and to all listeners in Rust.
    ///
    /// # Errors
    ///
    /// It cannot be written, is not carried to pages, or the app ends.
    fn emit<R: Runtime>(self, manager: &impl Manager<R>) -> Result<(), Error> {
        send::<P, R>(manager.app_handle(), self.message()?, Aim::All)
    }

    /// Sends it to one target: the label of a webview, mostly.
    ///
    /// # Errors
    ///
    /// As with [`Emit::emit`].
    fn emit_to<R: Runtime>(
        self,
        manager: &impl Manager<R>,
        target: impl Into<EventTarget>,
    ) -> Result<(), Error> {
        send::<P, R>(manager.app_handle(), self.message()?, Aim::of(target.into()))
    }

    /// Sends it to the targets that `filter` accepts. It is asked about each once, and again about pages that
    /// come to listen later. Where it panics, it accepts nobody, and that is reported.
    ///
    /// # Errors
    ///
    /// As with [`Emit::emit`].
    fn emit_filter<R: Runtime>(
        self,
        manager: &impl Manager<R>,
        filter: impl Fn(&EventTarget) -> bool + Send + Sync + 'static,
    ) -> Result<(), Error> {
        let filter = Guard::of(Pages::<P>::of(manager).as_ref()).filter(filter);
        send::<P, R>(manager.app_handle(), self.message()?, Aim::Filter(Arc::new(filter)))
    }
}

/// Who is meant by a message.
#[derive(Clone)]
pub(crate) enum Aim {
    All,
    Target(EventTarget),
    Filter(Arc<dyn Fn(&EventTarget) -> bool + Send + Sync>),
}

impl Aim {
    fn of(target: EventTarget) -> Aim {
        if target == EventTarget::Any { Aim::All } else { Aim::Target(target) }
    }

    pub(crate) fn webview(label: &str) -> Aim {
        Aim::Target(EventTarget::webview(label))
    }

    /// Whether it is that of webviews with a label.
    pub(crate) fn names_webview(&self) -> bool {
        matches!(self, Aim::Target(target) if label(target).is_some())
    }

    /// Whether a listener of this kind is meant. By Tauri's rules, but for one: a window and the page in it are one
    /// target, since pages listen as webviews.
    pub(crate) fn reaches(&self, listener: &EventTarget) -> bool {
        match self {
            Aim::All => true,
            Aim::Filter(filter) => filter(listener),
            Aim::Target(EventTarget::Webview { label }) => {
                matches!(listener, EventTarget::Webview { label: own } | EventTarget::AnyLabel { label: own } if own == label)
            }
            Aim::Target(target) => match (label(target), label(listener)) {
                (Some(label), Some(own)) => label == own,
                _ => target == listener,
            },
        }
    }
}

fn label(target: &EventTarget) -> Option<&str> {
    match target {
        EventTarget::AnyLabel { label }
        | EventTarget::Window { label }
        | EventTarget::Webview { label }
        | EventTarget::WebviewWindow { label } => Some(label),
        _ => None,
    }
}

impl fmt::Debug for Aim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Aim::All => f.write_str("All"),
            Aim::Target(target) => target.fmt(f),
            Aim::Filter(_) => f.write_str("Filter"),
        }
    }
}

/// An aim while one message goes out. A filter may say one thing now and another in a moment: it is asked about each
/// listener once, so that who is counted and who hears are the same.
pub(crate) struct Audience<'a> {
    aim: &'a Aim,
    judged: RefCell<Vec<(EventTarget, bool)>>,
}

impl<'a> Audience<'a> {
    pub(crate) fn of(aim: &'a Aim) -> Audience<'a> {
        Audience { aim, judged: RefCell::default() }
    }

    pub(crate) fn aim(&self) -> &'a Aim {
        self.aim
    }

    pub(crate) fn reaches(&self, listener: &EventTarget) -> bool {
        if !matches!(self.aim, Aim::Filter(_)) {
            return self.aim.reaches(listener);
        }
        let before =
            self.judged.borrow().iter().find(|(judged, _)| judged == listener).map(|judged| judged.1);
        before.unwrap_or_else(|| {
            let verdict = self.aim.reaches(listener);
            self.judged.borrow_mut().push((listener.clone(), verdict));
            verdict
        })
    }
}

/// Where messages leave: Tauri, and in tests what records them.
pub(crate) trait Outlet: Send {
    fn emit(&self, name: &str, json: String, audience: &Audience<'_>) -> tauri::Result<()>;
}

impl<R: Runtime> Outlet for AppHandle<R> {
    fn emit(&self, name: &str, json: String, audience: &Audience<'_>) -> tauri::Result<()> {
        match audience.aim() {
            Aim::All => self.emit_str(name, json),
            _ => self.emit_str_filter(name, json, |listener| audience.reaches(listener)),
        }
    }
}

pub(crate) fn send<P: Protocol, R: Runtime>(
    app: &AppHandle<R>,
    message: Message,
    aim: Aim,
) -> Result<(), Error> {
    if message.named.is_none() && message.frame.is_none() {
        return Err(Error::NotCarried);
    }
    match Pages::<P>::of(app) {
        Some(pages) => pages.deliver(message, aim),
        None => emitted(message, app, &aim).map_err(Error::Tauri),
    }
}

/// The event of frames without a Tauri name of their own, where the plugin has its usual name.
pub(crate) const FRAME_EVENT: &str = "samewire:frame";

/// A Tauri name, and the JSON that goes under it.
pub(crate) type Emitted = (Cow<'static, str>, String);

/// The ways on which a message goes; `frame_event` is what frames without a name of their own go under.
pub(crate) fn emits(message: Message, frame_event: &str) -> impl Iterator<Item = Emitted> {
    let Message { named, frame } = message;
    let frame = frame.map(|frame| {
        let event = named.as_ref().map(|named| &*named.name);
        (Cow::Owned(frame_event.to_owned()), frame.json(event))
    });
    named.map(|named| (named.name, named.json)).into_iter().chain(frame)
}

/// Sends a message at once, where the plugin is not registered.
pub(crate) fn emitted<R: Runtime>(mut message: Message, app: &AppHandle<R>, aim: &Aim) -> tauri::Result<()> {
    Taken::of(app).clear(&mut message);
    let audience = Audience::of(aim);
    emits(message, FRAME_EVENT).try_for_each(|(name, json)| Outlet::emit(app, &name, json, &audience))
}
