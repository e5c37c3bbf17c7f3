//! The stand-in for the server: a thread that plays a made-up session.

mod answer;
mod prose;
mod scenes;
mod script;

use std::collections::VecDeque;
use std::mem;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use samewire::Timestamp;
use samewire_tauri::{Connection, Error};

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
    /// To lose the connection, and to try again.
    Cut,
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
        let script = Script::new(settings.seed, Timestamp::now);
        let stage = Stage::new(script, delivery, settings.pace, Arc::clone(&self.plays));
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
    /// What the page has asked for comes first, and whether it plays or not.
    asked: VecDeque<Step>,
    /// What the script has next.
    next: Step,
    due: Instant,
    /// Nothing is waited for until it connects again.
    hurries: bool,
}

impl Stage {
    fn new(mut script: Script, delivery: Delivery, pace: u32, plays: Arc<AtomicBool>) -> Stage {
        let next = script.next();
        Stage {
            script,
            delivery,
            pace,
            plays,
            asked: VecDeque::new(),
            next,
            due: Instant::now(),
            hurries: false,
        }
    }

    /// Until the app ends.
    fn run(mut self, orders: &Receiver<Order>) {
        self.wait();
        loop {
            let is_idle = self.asked.is_empty() && !self.plays.load(Ordering::Relaxed);
            let order = match is_idle {
                true => orders.recv().map_err(|_| RecvTimeoutError::Disconnected),
                false => orders.recv_timeout(self.due.saturating_duration_since(Instant::now())),
            };
            let done = match order {
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => self.step(),
                Ok(order) => self.follow(order),
            };
            if let Err(error) = done {
                eprintln!("{error}");
            }
        }
    }

    fn step(&mut self) -> Result<(), Error> {
        let step = match self.asked.pop_front() {
            Some(step) => step,
            None => mem::replace(&mut self.next, self.script.next()),
        };
        let done = self.act(step);
        self.wait();
        done
    }

    fn act(&mut self, Step { at, act, .. }: Step) -> Result<(), Error> {
        self.hurries &= !matches!(act, Act::Line(Connection::Connecting { .. }));
        match act {
            Act::Own(event) => self.delivery.own(at, event),
            Act::Server(event) => self.delivery.server(at, event),
            Act::Wire(frame) => self.delivery.wire(&prose::at(frame, at)),
            Act::Line(connection) => self.delivery.connection(connection),
        }
    }

    /// From now on until what comes next.
    fn wait(&mut self) {
        let step = self.asked.front().unwrap_or(&self.next);
        let wait = if self.hurries { Duration::ZERO } else { step.wait * self.pace / 100 };
        self.due = Instant::now() + wait;
    }

    fn follow(&mut self, order: Order) -> Result<(), Error> {
        match order {
            Order::Play(plays) => self.plays.store(plays, Ordering::Relaxed),
            Order::Reconnect => self.hurries = true,
            Order::Burst { count, apart } => self.asked.extend(scenes::burst(count, apart)),
            Order::Cut => self.asked.extend(scenes::cut()),
            Order::Every => self.every()?,
            Order::FromTheWire => {
                prose::STRANGE_FRAMES.lines().try_for_each(|frame| self.delivery.wire(frame))?;
            }
        }
        self.wait();
        Ok(())
    }

    fn every(&self) -> Result<(), Error> {
        prose::SERVER_FRAMES.lines().try_for_each(|frame| self.delivery.wire(frame))?;
        prose::APP_FRAMES
            .lines()
            .try_for_each(|frame| self.delivery.own_frame(&app::ServerFrame::decode(frame)?))
    }
}
