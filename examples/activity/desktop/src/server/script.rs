//! What happens one after the other.

use std::collections::VecDeque;
use std::time::Duration;

use fastrand::Rng;
use samewire::Timestamp;
use samewire_tauri::Connection;

use crate::{app, events};

/// Something that happens, so long after what was before it.
#[derive(Debug, Clone)]
pub struct Step {
    pub wait: Duration,
    pub at: Timestamp,
    pub act: Act,
}

/// What happens.
#[derive(Debug, Clone)]
pub enum Act {
    /// The app has something to say.
    Own(app::ServerEvent),
    /// The server has.
    Server(events::ServerEvent),
    /// The server sends this, whatever it is.
    Wire(&'static str),
    /// The connection to the server is otherwise.
    Line(Connection),
}

/// An endless session, made up as its seed says: the same seed, the same session.
pub struct Script {
    pub(super) random: Rng,
    /// How many scenes there were.
    pub(super) scenes: u32,
    /// How many things have a number of their own so far.
    pub(super) numbers: u32,
    pub(super) sessions: Vec<app::types::ChatSession>,
    at: Timestamp,
    clock: fn() -> Timestamp,
    steps: VecDeque<Step>,
}

impl Script {
    /// Each scene begins at the time that the clock shows.
    pub fn new(seed: u64, clock: fn() -> Timestamp) -> Script {
        Script {
            random: Rng::with_seed(seed),
            scenes: 0,
            numbers: 0,
            sessions: Vec::new(),
            at: clock(),
            clock,
            steps: VecDeque::new(),
        }
    }

    /// What happens next.
    pub fn next(&mut self) -> Step {
        loop {
            if let Some(step) = self.steps.pop_front() {
                return step;
            }
            self.at = (self.clock)();
            self.write_scene();
            self.scenes += 1;
        }
    }

    /// What is written down and has not happened yet.
    pub(super) fn written(self) -> impl Iterator<Item = Step> {
        self.steps.into_iter()
    }

    /// The time of what is written down next.
    pub fn now(&self) -> Timestamp {
        self.at
    }

    /// A number that nothing else has.
    pub(super) fn number(&mut self) -> u32 {
        self.numbers += 1;
        self.numbers
    }

    pub(super) fn own(&mut self, wait: u64, event: impl Into<app::ServerEvent>) {
        self.step(wait, Act::Own(event.into()));
    }

    pub(super) fn server(&mut self, wait: u64, event: impl Into<events::ServerEvent>) {
        self.step(wait, Act::Server(event.into()));
    }

    /// After so many milliseconds.
    pub(super) fn step(&mut self, wait: u64, act: Act) {
        let wait = Duration::from_millis(wait);
        // A made-up time that cannot be said stands still.
        self.at = self.at.checked_add(wait).unwrap_or(self.at);
        self.steps.push_back(Step { wait, at: self.at, act });
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use samewire::Timestamp;

    use super::{Act, Script};

    fn played(seed: u64, steps: usize) -> Vec<String> {
        let mut script = Script::new(seed, || Timestamp::UNIX_EPOCH);
        (0..steps).map(|_| format!("{:?}", script.next())).collect()
    }

    #[test]
    fn the_same_seed_is_the_same_session_and_another_is_another() {
        assert_eq!(played(7, 400), played(7, 400));
        assert_ne!(played(7, 400), played(8, 400));
    }

    /// A session shows every group, connections that break, and frames that the app was not made for.
    #[test]
    fn something_of_everything_happens() {
        let mut script = Script::new(7, || Timestamp::UNIX_EPOCH);
        let mut seen = BTreeSet::new();
        for _ in 0..1_500 {
            seen.insert(match script.next().act {
                Act::Own(event) => format!("own {}", event.name().unwrap_or_default()),
                Act::Server(event) => format!("server {}", event.name().unwrap_or_default()),
                Act::Wire(_) => "wire".to_owned(),
                Act::Line(_) => "line".to_owned(),
            });
        }
        let own = crate::app::ServerEvent::NAMES.map(|name| format!("own {name}"));
        let server = crate::events::ServerEvent::NAMES.map(|name| format!("server {name}"));
        let missing: Vec<_> = own
            .iter()
            .chain(&server)
            .map(String::as_str)
            .chain(["wire", "line"])
            .filter(|name| !seen.contains(*name))
            .collect();
        assert_eq!(missing, [""; 0]);
    }
}
