//! A network in memory, under a clock that stands still while anything can happen.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite, DuplexStream, ReadBuf};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Response};
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, accept_hdr_async, client_async_with_config};

use crate::connection::Connection;
use crate::socket::flow::Held;
use crate::socket::link::Host;
use crate::socket::network::Network;
use crate::socket::{Backoff, Socket, SocketOptions, SocketRequest, Then, run};

pub const LIMIT: usize = 1_000;

/// What the link tells.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    Frame(String),
    Refused(String),
    Connection(Connection),
    Dropped(String),
    Panicked,
}

#[derive(Clone)]
struct Told {
    news: UnboundedSender<News>,
    slow: Slow,
}

/// What has not delivered yet what it was given, if it is slow.
#[derive(Clone, Default)]
pub struct Slow(Arc<Mutex<Option<Vec<Held>>>>);

impl Slow {
    /// Is slow from now on, or delivers everything.
    pub fn set(&self, is_slow: bool) {
        *self.0.lock().unwrap() = is_slow.then(Vec::new);
    }

    fn hold(&self, held: Held) {
        if let Some(all) = &mut *self.0.lock().unwrap() {
            all.push(held);
        }
    }
}

impl Host for Told {
    fn receive(&self, frame: &str, held: Held) {
        let _ = self.news.send(News::Frame(frame.to_owned()));
        self.slow.hold(held);
    }

    fn refuse(&self, reason: &str, held: Held) {
        let _ = self.news.send(News::Refused(reason.to_owned()));
        self.slow.hold(held);
    }

    fn connection(&self, connection: Connection) {
        let _ = self.news.send(News::Connection(connection));
    }

    fn dropped(&self, reason: &str) {
        let _ = self.news.send(News::Dropped(reason.to_owned()));
    }

    fn panicked(&self) {
        let _ = self.news.send(News::Panicked);
    }
}

/// The link's end of a connection, on which writing may fail while it can be read still.
struct Wire {
    stream: DuplexStream,
    is_mute: Arc<AtomicBool>,
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.is_mute.load(Relaxed) {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

struct Memory {
    servers: UnboundedSender<DuplexStream>,
    is_mute: Arc<AtomicBool>,
}

impl Network for Memory {
    type Bytes = Wire;

    async fn connect(
        &self,
        request: Request,
        config: WebSocketConfig,
    ) -> Result<WebSocketStream<Wire>, Error> {
        let (stream, server) = tokio::io::duplex(4_096);
        let client = Wire { stream, is_mute: Arc::clone(&self.is_mute) };
        if self.servers.send(server).is_err() {
            return Err(Error::Io(io::ErrorKind::ConnectionRefused.into()));
        }
        client_async_with_config(request, client, Some(config)).await.map(|(stream, _)| stream)
    }
}

/// A socket, what it tells, and the other end of its network.
pub struct World {
    pub socket: Socket,
    news: UnboundedReceiver<News>,
    connections: UnboundedReceiver<DuplexStream>,
    is_mute: Arc<AtomicBool>,
    pub slow: Slow,
    pub running: tokio::task::JoinHandle<()>,
    started: Instant,
}

pub fn options() -> SocketOptions {
    SocketOptions::new(SocketRequest::new("ws://server/ws"))
}

/// A retry each second.
pub fn steady() -> Backoff {
    Backoff::fixed([Duration::from_secs(1)], Then::Repeat)
}

/// Chance that always gives the same.
pub fn world(options: SocketOptions) -> World {
    let options = SocketOptions { random: Box::new(|| 0.5), ..options };
    let ((told, news), (servers, connections)) = (unbounded_channel(), unbounded_channel());
    let slow = Slow::default();
    let is_mute = Arc::new(AtomicBool::new(false));
    let network = Memory { servers, is_mute: Arc::clone(&is_mute) };
    let (socket, running) = run(network, options, Told { news: told, slow: slow.clone() }, LIMIT);
    World {
        socket,
        news,
        connections,
        is_mute,
        slow,
        running: tokio::spawn(running),
        started: Instant::now(),
    }
}

impl World {
    /// The next thing that is told, however long that takes.
    pub async fn news(&mut self) -> News {
        self.news.recv().await.expect("the link goes on")
    }

    pub async fn connection(&mut self) -> Connection {
        match self.news().await {
            News::Connection(connection) => connection,
            other => panic!("{other:?}"),
        }
    }

    pub async fn connecting(&mut self, attempt: u32) {
        assert_eq!(self.connection().await, Connection::Connecting { attempt });
    }

    /// Hears that it waits: for which attempt, how many milliseconds, and why.
    pub async fn waiting(&mut self) -> (u32, u128, String) {
        match self.connection().await {
            Connection::Waiting { attempt, delay, reason } => (attempt, delay.as_millis(), reason),
            other => panic!("{other:?}"),
        }
    }

    pub async fn failed(&mut self) -> String {
        match self.connection().await {
            Connection::Failed { reason } => reason,
            other => panic!("{other:?}"),
        }
    }

    /// Nothing is told for this long.
    pub async fn quiet(&mut self, duration: Duration) {
        let told = tokio::time::timeout(duration, self.news.recv()).await;
        assert!(told.is_err(), "{told:?}");
    }

    /// The bytes of a connection before any handshake.
    pub async fn raw(&mut self) -> DuplexStream {
        self.connections.recv().await.expect("the link goes on")
    }

    /// From now on nothing can be written to any server.
    pub fn mute(&self) {
        self.is_mute.store(true, Relaxed);
    }

    /// No server is there any more.
    pub fn shut(&mut self) {
        self.connections.close();
    }

    /// Accepts the connection that is being opened.
    pub async fn accept(&mut self) -> Server {
        let raw = self.raw().await;
        let mut token = String::new();
        #[allow(clippy::result_large_err)]
        let look = |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
            let header = request.headers().get("authorization");
            token = header.map_or_else(String::new, |value| value.to_str().unwrap().to_owned());
            Ok(response)
        };
        let stream = accept_hdr_async(raw, look).await.expect("the handshake is right");
        Server { stream, token }
    }

    /// Connects, from the first attempt to the open connection.
    pub async fn open(&mut self, attempt: u32) -> Server {
        self.connecting(attempt).await;
        let server = self.accept().await;
        assert_eq!(self.connection().await, Connection::Open);
        server
    }

    /// Milliseconds since the beginning.
    pub fn elapsed(&self) -> u128 {
        self.started.elapsed().as_millis()
    }
}

pub fn close(code: u16, reason: &'static str) -> Message {
    Message::Close(Some(CloseFrame { code: code.into(), reason: reason.into() }))
}

/// The server's end of a connection.
pub struct Server {
    pub stream: WebSocketStream<DuplexStream>,
    pub token: String,
}

impl Server {
    pub async fn send(&mut self, message: impl Into<Message>) {
        self.stream.send(message.into()).await.expect("the connection stands");
    }

    pub async fn text(&mut self) -> String {
        match self.stream.next().await {
            Some(Ok(Message::Text(text))) => text.to_string(),
            other => panic!("{other:?}"),
        }
    }

    /// Reads and answers until the connection is over.
    pub async fn serve(mut self) {
        while let Some(Ok(_)) = self.stream.next().await {}
    }

    pub async fn close(mut self, code: u16, reason: &'static str) {
        self.send(close(code, reason)).await;
        self.serve().await;
    }
}
