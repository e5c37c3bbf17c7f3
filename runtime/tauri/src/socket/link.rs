//! Connecting, carrying, waiting, and again.

mod attempt;

use std::pin::pin;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::SplitStream;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::select;
use tokio::sync::{mpsc, watch as state};
use tokio::time::{Instant, sleep, sleep_until, timeout, timeout_at};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::SocketOptions;
use super::flow::{Flow, Held};
use super::network::Network;
use super::queue::Queue;
use super::watch::{Verdict, Watch};
use super::writer::Writer;
use crate::connection::Connection;
use crate::sink::Answer;
use attempt::{delay, is_final, open};

/// Where frames and news of the connection go.
pub(super) trait Host: Clone + Send + Sync + 'static {
    /// A frame arrived. It is on its way until `held` is dropped.
    fn receive(&self, frame: &str, held: Held);

    /// What arrived is no frame at all.
    fn refuse(&self, reason: &str, held: Held);

    /// The connection changed.
    fn connection(&self, connection: Connection);

    /// A frame that was queued is lost.
    fn dropped(&self, reason: &str);

    /// A closure of the app panicked.
    fn panicked(&self);
}

/// What a link is asked for.
pub(super) enum Command {
    Send(String, Answer),
    Reconnect,
    Close,
    End,
}

pub(super) struct Link<H, N> {
    network: N,
    options: SocketOptions,
    host: H,
    commands: mpsc::UnboundedReceiver<Command>,
    queue: Queue,
    state: state::Sender<Connection>,
    flow: Flow,
    /// Attempts in a row that brought no frame.
    failures: u32,
    config: WebSocketConfig,
}

/// The half of a connection that is read.
type Reading<B> = SplitStream<WebSocketStream<B>>;

/// Why an attempt or a connection is over.
enum End {
    Lost { reason: String, is_final: bool },
    Closed,
    Ended,
}

impl End {
    fn lost(reason: impl Into<String>) -> End {
        End::Lost { reason: reason.into(), is_final: false }
    }
}

/// How many times as large as a frame may be a message is read. A page reads any message and refuses it then, which the
/// connection survives; this is where that has an end.
const MOST_TIMES: usize = 16;

/// How long is waited for the other side when the connection is closed.
const CLOSING: Duration = Duration::from_secs(1);

/// How many messages are taken still when nothing can be written any more.
const MOST_LAST: usize = 1_024;

const CLOSED: &str = "closed by the app";

impl<H: Host, N: Network> Link<H, N> {
    /// A link for frames of this size.
    pub(super) fn new(
        network: N,
        options: SocketOptions,
        host: H,
        commands: mpsc::UnboundedReceiver<Command>,
        most_bytes: usize,
    ) -> (Self, state::Receiver<Connection>) {
        let (state, receiver) = state::channel(Connection::Connecting { attempt: 1 });
        let most = Some(most_bytes.saturating_mul(MOST_TIMES));
        let config = WebSocketConfig::default().max_message_size(most).max_frame_size(most);
        let queue = Queue::new(options.queue);
        (
            Link {
                network,
                options,
                host,
                commands,
                queue,
                state,
                flow: Flow::default(),
                failures: 0,
                config,
            },
            receiver,
        )
    }

    /// Holds the connection until the app ends.
    pub(super) async fn run(mut self) {
        let mut goes_on = !self.options.waits || self.rest("not connected yet").await;
        while goes_on {
            goes_on = match self.attempt().await {
                End::Ended => false,
                End::Closed => self.rest(CLOSED).await,
                End::Lost { reason, is_final } => self.lost(reason, is_final).await,
            };
        }
    }

    async fn attempt(&mut self) -> End {
        match self.opened().await {
            Ok(stream) => self.carry(stream).await,
            Err(end) => end,
        }
    }

    async fn opened(&mut self) -> Result<WebSocketStream<N::Bytes>, End> {
        self.turn(Connection::Connecting { attempt: self.failures.saturating_add(1) });
        let Link { network, options, host, commands, queue, config, .. } = self;
        let within = options.open_timeout;
        let mut opening = pin!(timeout(within, open(network, options, host, *config)));
        loop {
            select! {
                biased;
                opened = &mut opening => {
                    let late = |_| Err(End::lost(format!("not open within {} ms", within.as_millis())));
                    return opened.unwrap_or_else(late);
                }
                command = commands.recv() => match command {
                    Some(Command::Send(frame, answer)) => put(queue, host, frame, answer),
                    Some(Command::Reconnect) => {}
                    Some(Command::Close) => return Err(End::Closed),
                    Some(Command::End) | None => return Err(End::Ended),
                },
            }
        }
    }

    async fn carry(&mut self, stream: WebSocketStream<N::Bytes>) -> End {
        let (sink, mut reading) = stream.split();
        let (mut writer, writing) = Writer::new(sink);
        let mut writing = pin!(writing);
        while let Some(frame) = self.queue.take() {
            writer.write(frame);
        }
        let SocketOptions { heartbeat, idle_timeout, random, .. } = &self.options;
        let mut watch = Watch::new(*heartbeat, *idle_timeout, random());
        self.turn(Connection::Open);
        let flow = self.flow.clone();
        loop {
            let is_held = !flow.has_room();
            if is_held {
                // What the server sends now is not looked at, and not missed.
                watch.heard();
            }
            select! {
                biased;
                written = &mut writing => {
                    let end = End::lost(broken(written.err()));
                    return self.last_words(&mut reading, &mut watch).await.unwrap_or(end);
                }
                command = self.commands.recv() => match command {
                    Some(Command::Send(frame, answer)) => {
                        let holds = self.queue.holds(writer.lag().saturating_add(frame.len()));
                        if holds {
                            writer.write(frame);
                        }
                        answer(if holds { Ok(()) } else { Err("the network is too slow".to_owned()) });
                    }
                    Some(Command::Reconnect) => {}
                    Some(Command::Close) => {
                        writer.close();
                        // Who does not answer is left alone.
                        let _ = timeout(CLOSING, async { tokio::join!(writing, last(&mut reading)) }).await;
                        return End::Closed;
                    }
                    Some(Command::End) | None => return End::Ended,
                },
                () = flow.room(), if is_held => watch.heard(),
                message = reading.next(), if !is_held => match self.arrived(message, &mut watch) {
                    None => {}
                    Some(end) => {
                        // The answer to a close leaves with the next look for a message.
                        let _ = timeout(CLOSING, last(&mut reading)).await;
                        return end;
                    }
                },
                // Behind the messages: none that has come is overlooked.
                () = due(&watch) => match watch.judge() {
                    Verdict::Wait => {}
                    Verdict::Beat => writer.beat(),
                    Verdict::Gone(reason) => return End::lost(reason),
                },
            }
        }
    }

    /// Takes what the server has sent before the connection broke for writing: its reason may be among it.
    async fn last_words(&mut self, reading: &mut Reading<N::Bytes>, watch: &mut Watch) -> Option<End> {
        let until = Instant::now() + CLOSING;
        for _ in 0..MOST_LAST {
            match timeout_at(until, reading.next()).await {
                Ok(Some(Ok(message))) => match self.arrived(Some(Ok(message)), watch) {
                    None => {}
                    end => return end,
                },
                _ => return None,
            }
        }
        None
    }

    /// Takes what arrived; what ends the connection.
    fn arrived(&mut self, message: Option<Result<Message, Error>>, watch: &mut Watch) -> Option<End> {
        let message = match message {
            Some(Ok(message)) => message,
            Some(Err(error)) => {
                if matches!(error, Error::Capacity(_) | Error::Utf8(_)) {
                    self.host.refuse(&error.to_string(), self.flow.take(0));
                }
                return Some(End::lost(broken(Some(error))));
            }
            None => return Some(End::lost(broken(None))),
        };
        watch.heard();
        match message {
            Message::Text(frame) => {
                self.failures = 0;
                self.host.receive(&frame, self.flow.take(frame.len()));
            }
            Message::Binary(_) => {
                self.failures = 0;
                self.host.refuse("expected a text message, got a binary one", self.flow.take(0));
            }
            Message::Close(close) => {
                let (code, reason) = close
                    .map_or((1005, String::new()), |close| (u16::from(close.code), close.reason.to_string()));
                let is_final = is_final(&self.options, &self.host, code, &reason);
                let reason = format!("closed with {code} {reason}").trim_end().to_owned();
                return Some(End::Lost { reason, is_final });
            }
            Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
        }
        None
    }

    /// Waits for the next attempt, if there shall be one; whether it has come.
    async fn lost(&mut self, reason: String, is_final: bool) -> bool {
        self.failures = self.failures.saturating_add(1);
        let Some(delay) = (if is_final { None } else { delay(&self.options, &self.host, self.failures) })
        else {
            return self.rest(&reason).await;
        };
        self.turn(Connection::Waiting { attempt: self.failures.saturating_add(1), delay, reason });
        let mut due = pin!(sleep(delay));
        loop {
            select! {
                biased;
                command = self.commands.recv() => match command {
                    Some(Command::Send(frame, answer)) => put(&mut self.queue, &self.host, frame, answer),
                    Some(Command::Reconnect) => {
                        self.failures = 0;
                        return true;
                    }
                    Some(Command::Close) => return self.rest(CLOSED).await,
                    Some(Command::End) | None => return false,
                },
                () = &mut due => return true,
            }
        }
    }

    /// Stays without a connection until somebody asks for one; whether anybody does.
    async fn rest(&mut self, reason: &str) -> bool {
        self.turn(Connection::Failed { reason: reason.to_owned() });
        for _ in 0..self.queue.clear() {
            self.host.dropped("the connection is given up, and with it a queued frame");
        }
        loop {
            match self.commands.recv().await {
                Some(Command::Send(_, answer)) => answer(Err(format!("there is no connection: {reason}"))),
                Some(Command::Reconnect) => {
                    self.failures = 0;
                    return true;
                }
                Some(Command::Close) => {}
                Some(Command::End) | None => return false,
            }
        }
    }

    fn turn(&self, connection: Connection) {
        self.state.send_replace(connection.clone());
        self.host.connection(connection);
    }
}

fn put(queue: &mut Queue, host: &impl Host, frame: String, answer: Answer) {
    let (fits, dropped) = queue.put(frame);
    for _ in 0..dropped {
        host.dropped("the queue is full: its oldest frame is given up");
    }
    answer(if fits { Ok(()) } else { Err("there is no connection, and the queue is full".to_owned()) });
}

fn broken(error: Option<Error>) -> String {
    error.map_or_else(|| "the connection ended".to_owned(), |error| format!("the connection failed: {error}"))
}

/// Reads until the other side has closed.
async fn last<B: AsyncRead + AsyncWrite + Unpin>(reading: &mut Reading<B>) {
    while let Some(Ok(_)) = reading.next().await {}
}

async fn due(watch: &Watch) {
    match watch.due() {
        Some(due) => sleep_until(due).await,
        None => std::future::pending().await,
    }
}
