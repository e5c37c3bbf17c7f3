//! Finds connections that are gone without a word: half-open sockets, networks that changed.

use std::time::Duration;

use tokio::time::Instant;

/// The times of the heartbeat.
///
/// Beats are ping frames of the WebSocket protocol, which the server's library answers by itself. A page cannot send
/// them and has to use events of the application (`wire.heartbeat`); this side can, and so needs nothing from the
/// protocol, counts for nothing in the server's rates, and works with a manifest that names no heartbeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heartbeat {
    /// How often a beat is sent (25 s); the first at a random moment of these.
    pub every: Duration,
    /// How long after a beat anything at all must arrive (10 s).
    pub grace: Duration,
}

impl Default for Heartbeat {
    fn default() -> Self {
        Heartbeat { every: Duration::from_secs(25), grace: Duration::from_secs(10) }
    }
}

/// Watches one open connection.
#[derive(Debug)]
pub(super) struct Watch {
    heartbeat: Option<Heartbeat>,
    idle: Option<Duration>,
    heard_at: Instant,
    beat_at: Option<Instant>,
    answer_by: Option<Instant>,
}

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Wait,
    Beat,
    Gone(String),
}

impl Watch {
    pub(super) fn new(heartbeat: Option<Heartbeat>, idle: Option<Duration>, random: f64) -> Self {
        let heard_at = Instant::now();
        // Clients that came back together do not beat together.
        let beat_at = heartbeat.and_then(|beat| heard_at.checked_add(beat.every.mul_f64(random)));
        Watch { heartbeat, idle, heard_at, beat_at, answer_by: None }
    }

    /// Something arrived: anything is a sign of life.
    pub(super) fn heard(&mut self) {
        self.heard_at = Instant::now();
        self.answer_by = None;
    }

    /// When to judge again, if ever.
    pub(super) fn due(&self) -> Option<Instant> {
        let quiet_at = self.idle.and_then(|idle| self.heard_at.checked_add(idle));
        [self.beat_at, self.answer_by, quiet_at].into_iter().flatten().min()
    }

    pub(super) fn judge(&mut self) -> Verdict {
        let now = Instant::now();
        let Heartbeat { every, grace } = self.heartbeat.unwrap_or_default();
        if self.answer_by.is_some_and(|by| now >= by) {
            return Verdict::Gone(format!(
                "nothing arrived within {} ms after a heartbeat",
                grace.as_millis()
            ));
        }
        if let Some(idle) = self.idle.filter(|idle| now - self.heard_at >= *idle) {
            return Verdict::Gone(format!("nothing arrived for {} ms", idle.as_millis()));
        }
        if self.beat_at.is_none_or(|at| now < at) {
            return Verdict::Wait;
        }
        self.beat_at = now.checked_add(every);
        self.answer_by = self.answer_by.or(now.checked_add(grace));
        Verdict::Beat
    }
}
