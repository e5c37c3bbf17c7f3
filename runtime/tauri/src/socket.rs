//! The connection to the server, held by the Rust side of the app (feature `socket`).
//!
//! It keeps the policies of the page's own transport: when to try again, how long opening may take, what waits for a
//! connection. What arrives as text is relayed as it came.
//!
//! It does not notice that the computer wakes up, as a page does. After sleep a connection that is dead is found by the
//! [`Heartbeat`], after up to 35 s of a clock that may stand still during sleep. An app that learns of it sooner can
//! [close](Socket::close) the connection and [connect](Socket::reconnect) again.
//!
//! While much of what has arrived (1,024 frames, or 8 MiB) still waits for the plugin's thread, nothing more is read, and
//! TCP holds the server back: so it is when listeners in Rust are slow. What waits in Tauri to be evaluated in a page has
//! no such end.
//!
//! ```no_run
//! # async fn fresh_token() -> Result<String, std::io::Error> { Ok(String::new()) }
//! use samewire_tauri::socket::{Backoff, SocketOptions, SocketRequest};
//!
//! let socket = SocketOptions::by(|| async {
//!     let token = fresh_token().await?;
//!     Ok::<_, std::io::Error>(SocketRequest::new("wss://chat.example/ws").bearer(token))
//! })
//! .backoff(Backoff::brisk())
//! .is_final(|code, _| code == 4401 || code == 401);
//! ```

mod address;
mod backoff;
mod flow;
mod link;
mod network;
mod queue;
#[cfg(test)]
mod tests;
mod watch;
mod writer;

use std::fmt;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::{mpsc, watch as state};

use crate::connection::Connection;
use crate::emit::Aim;
use crate::message::Message;
use crate::pages::Pages;
use crate::protocol::Protocol;
use crate::sink::{Answer, Sent, Sink};
use crate::stats::Problem;
use crate::worker::Input;
use address::Address;
pub use address::SocketRequest;
pub use backoff::{Backoff, Exponential, Then};
use flow::Held;
use link::{Command, Host, Link};
use network::{Network, System};
pub use queue::{Overflow, QueueOptions};
pub use watch::Heartbeat;

/// Where and how to connect.
pub struct SocketOptions {
    address: Address,
    backoff: Backoff,
    open_timeout: Duration,
    heartbeat: Option<Heartbeat>,
    idle_timeout: Option<Duration>,
    queue: QueueOptions,
    is_final: Box<IsFinal>,
    waits: bool,
    random: Box<dyn Fn() -> f64 + Send + Sync>,
}

type IsFinal = dyn Fn(u16, &str) -> bool + Send + Sync;

impl SocketOptions {
    /// Connects with this request each time.
    pub fn new(request: SocketRequest) -> SocketOptions {
        SocketOptions::by(move || std::future::ready(Ok::<_, String>(request.clone())))
    }

    /// Asks for a request before each attempt: a token may have to be fresh. An error is an attempt that failed.
    pub fn by<F, M, E>(make: F) -> SocketOptions
    where
        F: Fn() -> M + Send + Sync + 'static,
        M: Future<Output = Result<SocketRequest, E>> + Send + 'static,
        E: fmt::Display,
    {
        SocketOptions {
            address: Box::new(move || {
                let making = make();
                Box::pin(async { making.await.map_err(|error| error.to_string()) })
            }),
            backoff: Backoff::default(),
            open_timeout: Duration::from_secs(10),
            heartbeat: Some(Heartbeat::default()),
            idle_timeout: None,
            queue: QueueOptions::default(),
            is_final: Box::new(|_, _| false),
            waits: false,
            random: Box::new(fastrand::f64),
        }
    }

    /// When to try again: [`Exponential`] if nothing is said.
    #[must_use]
    pub fn backoff(self, backoff: Backoff) -> SocketOptions {
        SocketOptions { backoff, ..self }
    }

    /// How long opening may take, with the making of the request (10 s).
    #[must_use]
    pub fn open_timeout(self, open_timeout: Duration) -> SocketOptions {
        SocketOptions { open_timeout, ..self }
    }

    /// The times of the heartbeat; none sends none.
    #[must_use]
    pub fn heartbeat(self, heartbeat: Option<Heartbeat>) -> SocketOptions {
        SocketOptions { heartbeat, ..self }
    }

    /// How long nothing may arrive; without limit if nothing is said. For servers that do not answer pings.
    #[must_use]
    pub fn idle_timeout(self, idle_timeout: Duration) -> SocketOptions {
        SocketOptions { idle_timeout: Some(idle_timeout), ..self }
    }

    /// What is kept while there is no connection.
    #[must_use]
    pub fn queue(self, queue: QueueOptions) -> SocketOptions {
        SocketOptions { queue, ..self }
    }

    /// Whether a close by the server, its code and its reason, is its last word: a token that it refused, for example.
    /// Where it answers no WebSocket at all, the code is the status of HTTP (`401`), which is none of a close. A panic is
    /// reported, and says no.
    #[must_use]
    pub fn is_final(self, is_final: impl Fn(u16, &str) -> bool + Send + Sync + 'static) -> SocketOptions {
        SocketOptions { is_final: Box::new(is_final), ..self }
    }

    /// Does not connect before [`Socket::reconnect`]: when the user has logged in, for example. Until then pages are
    /// told that it has failed, for it is "not connected yet".
    #[must_use]
    pub fn waits(self) -> SocketOptions {
        SocketOptions { waits: true, ..self }
    }
}

impl fmt::Debug for SocketOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SocketOptions")
            .field("open_timeout", &self.open_timeout)
            .field("heartbeat", &self.heartbeat)
            .field("idle_timeout", &self.idle_timeout)
            .field("queue", &self.queue)
            .field("waits", &self.waits)
            .finish_non_exhaustive()
    }
}

/// The connection of a running app: [`Pages::socket`]. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Socket {
    commands: mpsc::UnboundedSender<Command>,
    state: state::Receiver<Connection>,
}

impl Socket {
    /// Connects now, if it waits or has failed, and counts attempts from 1 again.
    pub fn reconnect(&self) {
        self.command(Command::Reconnect);
    }

    /// Closes the connection, and gives up what is queued. It stays closed until [`Socket::reconnect`].
    pub fn close(&self) {
        self.command(Command::Close);
    }

    /// Sends a frame; queues it while there is no connection.
    ///
    /// # Errors
    ///
    /// It was not taken, and why: the queue is full, the network too slow, or the connection closed or failed.
    pub async fn send(&self, frame: impl Into<String>) -> Result<(), String> {
        let (sender, answer) = tokio::sync::oneshot::channel();
        let told = Box::new(|taken| {
            // Whoever asked may not wait any more.
            let _ = sender.send(taken);
        });
        self.command(Command::Send(frame.into(), told));
        answer.await.unwrap_or_else(|_| Err("the connection has ended".to_owned()))
    }

    /// How the connection is.
    pub fn connection(&self) -> Connection {
        self.state.borrow().clone()
    }

    fn command(&self, command: Command) {
        if let Err(mpsc::error::SendError(Command::Send(_, answer))) = self.commands.send(command) {
            answer(Err("the connection has ended".to_owned()));
        }
    }
}

/// The pages' way to the server. The connection ends with it.
struct SocketSink(Socket);

impl Sink for SocketSink {
    fn send(&mut self, sent: Sent, answer: Answer) {
        self.0.command(Command::Send(sent.frame, answer));
    }

    fn reconnect(&mut self) {
        self.0.reconnect();
    }
}

impl Drop for SocketSink {
    fn drop(&mut self) {
        self.0.command(Command::End);
    }
}

impl<P: Protocol> Host for Pages<P> {
    fn receive(&self, frame: &str, held: Held) {
        // It is counted and reported.
        let _ = self.relayed(None, frame, Box::new(held));
    }

    fn refuse(&self, reason: &str, held: Held) {
        // Nobody is left to hear when the app ends.
        let _ = Pages::refuse(self, reason, Box::new(held));
    }

    fn connection(&self, connection: Connection) {
        let _ = Pages::connection(self, connection);
    }

    fn dropped(&self, reason: &str) {
        self.report(&Problem::Unsent(reason.to_owned()));
        let _ = self.post(Input::Deliver(Message::dropped(reason), Aim::All));
    }

    fn panicked(&self) {
        self.report(&Problem::Panicked);
    }
}

/// Begins to connect.
pub(crate) fn start<P: Protocol>(options: SocketOptions, pages: &Pages<P>) -> (Socket, Box<dyn Sink>) {
    let (socket, running) = run(System, options, pages.clone(), pages.limits().bytes);
    tauri::async_runtime::spawn(running);
    (socket.clone(), Box::new(SocketSink(socket)))
}

/// A socket, and what it does as long as it is awaited.
fn run<H: Host, N: Network>(
    network: N,
    options: SocketOptions,
    host: H,
    most_bytes: usize,
) -> (Socket, impl Future<Output = ()> + Send) {
    let (commands, receiver) = mpsc::unbounded_channel();
    let (link, state) = Link::new(network, options, host.clone(), receiver, most_bytes);
    let running = async move {
        // Closures of the app are guarded in there one by one. If anything else panics, pages do not wait for ever.
        if AssertUnwindSafe(link.run()).catch_unwind().await.is_err() {
            host.connection(Connection::Failed { reason: "the socket panicked".to_owned() });
        }
    };
    (Socket { commands, state }, running)
}
