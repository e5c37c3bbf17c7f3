//! The stand-in for the server: a thread that plays a made-up session.

mod answer;
mod prose;
mod scenes;
mod script;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use samewire_tauri::Error;

use crate::app;
use crate::delivery::Delivery;
use crate::settings::Settings;
use script::{Act, Script, Step};

/// What the stand-in is told.
#[derive(Debug)]
pub enum Order {
    /// To play on, or to wait.
    Play(bool),
    /// Not to wait for the next attempt to connect.
    Reconnect,
    /// To send so many messages, one each so many milliseconds.
    Burst { count: u32, apart: u32 },
    /// To send each event and each variant of both manifests.
    Every,
    /// To send frames that the app was not made for.
    FromTheWire,
}

/// The page's way to the stand-in. Cheap to clone.
#[derive(Clone)]
pub struct Server {
    orders: Sender<Order>,
    plays: Arc<AtomicBool>,
}

impl Server {
    /// One that has not started, and what it will be told.
    pub fn new() -> (Server, Receiver<Order>) {
        let (orders, receiver) = channel();
        (Server { orders, plays: Arc::default() }, receiver)
    }

    /// Plays from now on.
    pub fn start(&self, orders: Receiver<Order>, settings: &Settings, delivery: Delivery) {
        self.plays.store(!settings.quiet, Ordering::Relaxed);
        let script = Script::new(settings.seed, settings.start);
        let stage =
            Stage { script, delivery, pace: settings.pace, plays: Arc::clone(&self.plays), asked: None };
        thread::spawn(move || stage.run(&orders));
    }

    /// Whether it plays on.
    pub fn plays(&self) -> bool {
        self.plays.load(Ordering::Relaxed)
    }

    /// The thread ends with the app: then there is nobody to tell.
    pub fn tell(&self, order: Order) {
        let _ = self.orders.send(order);
    }
}

/// The thread's own.
struct Stage {
    script: Script,
    delivery: Delivery,
    /// Percent.
    pace: u32,
    plays: Arc<AtomicBool>,
    /// What is to be done whether it plays or not.
    asked: Option<Burst>,
}

/// Messages that are still to be sent.
struct Burst {
    next: u32,
    last: u32,
    apart: Duration,
}

impl Stage {
    /// Until the app ends.
    fn run(mut self, orders: &Receiver<Order>) {
        let mut step = self.script.next();
        let mut due = self.due(&step);
        loop {
            let order = match self.wait(due) {
                None => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(wait) => orders.recv_timeout(wait),
            };
            let done = match order {
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) if self.asked.is_some() => self.message(),
                Err(RecvTimeoutError::Timeout) => {
                    let done = self.act(step);
                    step = self.script.next();
                    due = self.due(&step);
                    done
                }
                Ok(Order::Reconnect) => {
                    due = Instant::now();
                    Ok(())
                }
                Ok(order) => self.follow(order),
            };
            if let Err(error) = done {
                eprintln!("{error}");
            }
        }
    }

    /// How long until something is to be done; none if only an order can change that.
    fn wait(&self, due: Instant) -> Option<Duration> {
        match &self.asked {
            Some(burst) => Some(burst.apart),
            None => self.plays.load(Ordering::Relaxed).then(|| due.saturating_duration_since(Instant::now())),
        }
    }

    fn due(&self, step: &Step) -> Instant {
        Instant::now() + step.wait * self.pace / 100
    }

    fn act(&mut self, Step { at, act, .. }: Step) -> Result<(), Error> {
        match act {
            Act::Own(event) => self.delivery.own(at, event),
            Act::Server(event) => self.delivery.server(at, event),
            Act::Wire(frame) => self.delivery.wire(frame),
            Act::Line(connection) => self.delivery.connection(connection),
        }
    }

    fn follow(&mut self, order: Order) -> Result<(), Error> {
        match order {
            Order::Play(plays) => {
                self.plays.store(plays, Ordering::Relaxed);
                Ok(())
            }
            Order::Reconnect => Ok(()),
            Order::Burst { count, apart } => {
                let (next, apart) = (1, Duration::from_millis(apart.into()));
                self.asked = (count > 0).then_some(Burst { next, last: count, apart });
                Ok(())
            }
            Order::Every => self.every(),
            Order::FromTheWire => {
                prose::STRANGE_FRAMES.lines().try_for_each(|frame| self.delivery.wire(frame))
            }
        }
    }

    /// The next message of a burst.
    fn message(&mut self) -> Result<(), Error> {
        let Some(burst) = &mut self.asked else { return Ok(()) };
        let number = burst.next;
        burst.next += 1;
        if number == burst.last {
            self.asked = None;
        }
        self.delivery.own(self.script.now(), scenes::numbered(number, self.script.now()))
    }

    fn every(&self) -> Result<(), Error> {
        prose::SERVER_FRAMES.lines().try_for_each(|frame| self.delivery.wire(frame))?;
        prose::APP_FRAMES
            .lines()
            .try_for_each(|frame| self.delivery.own_frame(&app::ServerFrame::decode(frame)?))
    }
}
