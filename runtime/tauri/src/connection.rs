//! How the connection to the server is.

use std::time::Duration;

use serde_json::{Value, json};

/// How the connection to the server is, as pages are told: `events.connection`.
#[derive(Debug, Clone, PartialEq)]
pub enum Connection {
    /// It is being opened.
    Connecting {
        /// Attempts in a row, from 1.
        attempt: u32,
    },
    /// Frames come and go.
    Open,
    /// Cut, or not reached; the next attempt is due.
    Waiting {
        /// The number of that attempt.
        attempt: u32,
        /// How long until then.
        delay: Duration,
        /// Why.
        reason: String,
    },
    /// Given up, until somebody asks for another attempt.
    Failed {
        /// Why.
        reason: String,
    },
}

impl Connection {
    /// As pages read it; times are milliseconds.
    pub(crate) fn value(&self) -> Value {
        match self {
            Connection::Connecting { attempt } => json!({ "state": "connecting", "attempt": attempt }),
            Connection::Open => json!({ "state": "open" }),
            Connection::Waiting { attempt, delay, reason } => {
                let delay = delay.as_secs_f64() * 1_000.0;
                json!({ "state": "waiting", "attempt": attempt, "delay": delay, "reason": reason })
            }
            Connection::Failed { reason } => json!({ "state": "failed", "reason": reason }),
        }
    }
}
