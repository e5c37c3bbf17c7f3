//! The plugin: what an app registers.

#[cfg(test)]
mod tests;

use std::error::Error as StdError;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use samewire::Limits;
use samewire::frame::Event;
#[cfg(feature = "socket")]
use samewire::frame::Node;
use tauri::plugin::TauriPlugin;
use tauri::webview::PageLoadEvent;
use tauri::{AppHandle, Manager, RunEvent, Runtime, WindowEvent};

use crate::commands;
use crate::pages::Pages;
use crate::protocol::Protocol;
use crate::sink::{Handlers, OnReconnect, OnSend, Sent, Sink};
#[cfg(feature = "socket")]
use crate::socket::SocketOptions;
use crate::stats::{Counters, Problem, Reporter, log};
use crate::stream::{Keep, OwnEvents, Page, Stream};
use crate::taken::Taken;
use crate::worker::{Input, Shared, Worker};

/// The plugin with its defaults.
pub fn init<P: Protocol, R: Runtime>() -> TauriPlugin<R> {
    Builder::<P>::new().build()
}

/// The plugins of Tauri itself. It takes another one of such a name for its own, and drops one of the two.
const OF_TAURI: [&str; 9] =
    ["app", "event", "image", "menu", "path", "resources", "tray", "webview", "window"];

/// Makes the plugin.
pub struct Builder<P> {
    name: &'static str,
    limits: Limits,
    keep: Keep,
    reporter: Reporter,
    send: Option<OnSend>,
    reconnect: Option<OnReconnect>,
    #[cfg(feature = "socket")]
    socket: Option<SocketOptions>,
    protocol: PhantomData<fn() -> P>,
}

impl<P: Protocol> Default for Builder<P> {
    fn default() -> Self {
        Self::new()
    }
}

impl<P: Protocol> Builder<P> {
    /// With defaults: frames up to 1 MiB and 64 levels deep, the last 4,096 messages or 8 MiB kept, problems logged.
    pub fn new() -> Self {
        Builder {
            name: "samewire",
            limits: Limits::default(),
            keep: Keep::default(),
            reporter: Box::new(log),
            send: None,
            reconnect: None,
            #[cfg(feature = "socket")]
            socket: None,
            protocol: PhantomData,
        }
    }

    /// Another name than `samewire`, for a second manifest in one app. Its commands and events are called after it:
    /// `plugin:<name>|ready`, `<name>:frame`. Tauri has to be told of its commands in the app's `build.rs`, for the
    /// permission `<name>:default`:
    ///
    /// ```text
    /// let plugin = InlinedPlugin::new()
    ///     .commands(&["ready", "send", "reconnect"])
    ///     .default_permission(DefaultPermissionRule::AllowAllCommands);
    /// tauri_build::try_build(Attributes::new().plugin("<name>", plugin))
    /// ```
    ///
    /// # Panics
    ///
    /// One of Tauri's own plugins has this name: `app`, `event`, `image`, `menu`, `path`, `resources`, `tray`, `webview` or
    /// `window`.
    #[must_use]
    pub fn name(self, name: &'static str) -> Self {
        assert!(!OF_TAURI.contains(&name), "{name:?} is one of Tauri's own plugins: take another name");
        Builder { name, ..self }
    }

    /// How large and how deep a frame may be, of the server and of pages.
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        Builder { limits, ..self }
    }

    /// How much is kept for pages that do not listen: so many messages, and so many bytes of them.
    #[must_use]
    pub fn keep(self, messages: usize, bytes: usize) -> Self {
        Builder { keep: Keep { messages, bytes }, ..self }
    }

    /// Who hears of problems; they are logged as warnings if nobody is named.
    #[must_use]
    pub fn reporter(self, reporter: impl Fn(&Problem) + Send + Sync + 'static) -> Self {
        Builder { reporter: Box::new(reporter), ..self }
    }

    /// Takes the frames of pages, in their order, where the app holds the connection itself. A page's promise is
    /// rejected with what this returns as an error. It runs on the thread that delivers events, which wait for it: it
    /// should hand frames on.
    #[must_use]
    pub fn on_send(self, send: impl FnMut(Sent) -> Result<(), String> + Send + 'static) -> Self {
        Builder { send: Some(Box::new(send)), ..self }
    }

    /// Hears that a page asks for another attempt to connect, where the app holds the connection itself.
    #[must_use]
    pub fn on_reconnect(self, reconnect: impl FnMut() + Send + 'static) -> Self {
        Builder { reconnect: Some(Box::new(reconnect)), ..self }
    }

    /// Holds the connection to the server: what arrives is handed to the pages, and what pages send is sent. The app does
    /// not start where names travel beside payloads (`wire: { server: <payload> }`): messages of a WebSocket have none.
    #[cfg(feature = "socket")]
    #[must_use]
    pub fn socket(self, options: SocketOptions) -> Self {
        Builder { socket: Some(options), ..self }
    }

    /// Makes the plugin. The app does not start if it is registered twice for one protocol, or if there is both a
    /// socket and a handler of the app's own.
    pub fn build<R: Runtime>(self) -> TauriPlugin<R> {
        let (inputs, receiver) = channel();
        let [commands, pages, events, end] = [(); 4].map(|()| inputs.clone());
        tauri::plugin::Builder::new(self.name)
            .invoke_handler(move |invoke| commands::invoked(invoke, &commands))
            .setup(move |app, _| self.start(app, inputs, receiver))
            .on_page_load(move |webview, page| {
                if page.event() == PageLoadEvent::Started {
                    post(&pages, Input::Load(Page::of(webview)));
                }
            })
            .on_event(move |_, event| match event {
                RunEvent::WindowEvent { label, event: WindowEvent::Destroyed, .. } => {
                    post(&events, Input::Close(label.clone()));
                }
                RunEvent::Exit => post(&events, Input::Stop),
                _ => {}
            })
            .on_drop(move |_| post(&end, Input::Stop))
            .build()
    }

    fn start<R: Runtime>(
        self,
        app: &AppHandle<R>,
        inputs: Sender<Input>,
        receiver: Receiver<Input>,
    ) -> Result<(), Box<dyn StdError>> {
        let Builder { name, limits, keep, reporter, .. } = self;
        let shared = Arc::new(Shared { limits, counters: Counters::default(), reporter });
        let pages = Pages::<P>::new(inputs, Arc::clone(&shared));
        let handlers = Handlers { send: self.send, reconnect: self.reconnect };
        #[cfg(not(feature = "socket"))]
        let sink: Box<dyn Sink> = Box::new(handlers);
        #[cfg(feature = "socket")]
        let (pages, sink) = connected(self.socket, handlers, pages)?;
        if !app.manage(pages) {
            return Err(format!("a plugin for the protocol of {name:?} is registered already").into());
        }
        let run = format!("{:016x}", fastrand::u64(..));
        let taken = Taken::add::<P, R>(app, name);
        let stream = Stream::new(app.clone(), OwnEvents::of(name), taken, keep, &run);
        let worker = Worker { stream, sink, pictures: P::Client::PICTURES, shared };
        thread::Builder::new().name(format!("samewire {name}")).spawn(move || worker.run(&receiver))?;
        Ok(())
    }
}

#[cfg(feature = "socket")]
type Connected<P> = (Pages<P>, Box<dyn Sink>);

#[cfg(feature = "socket")]
fn connected<P: Protocol>(
    socket: Option<SocketOptions>,
    handlers: Handlers,
    pages: Pages<P>,
) -> Result<Connected<P>, Box<dyn StdError>> {
    match socket {
        None => Ok((pages, Box::new(handlers))),
        Some(_) if handlers.send.is_some() || handlers.reconnect.is_some() => {
            Err("a socket and handlers of the app's own exclude each other".into())
        }
        Some(_) if P::Server::PICTURES.iter().any(|picture| matches!(picture.root, Node::Payload { .. })) => {
            Err("names travel beside payloads there, and a socket brings frames alone: hold the connection yourself".into())
        }
        Some(options) => {
            let (socket, sink) = crate::socket::start(options, &pages);
            Ok((pages.with_socket(socket), sink))
        }
    }
}

/// When the worker has stopped, the app ends, and nobody is left to hear.
fn post(inputs: &Sender<Input>, input: Input) {
    let _ = inputs.send(input);
}
