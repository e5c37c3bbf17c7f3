//! What is counted, and what is reported.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crate::message::Detour;

/// What has become of frames and events since the app began.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Frames that were handed on, in whatever way.
    pub relayed: u64,
    /// Events that the app itself has sent.
    pub emitted: u64,
    /// Among the frames: events that the manifest does not know.
    pub unknown: u64,
    /// Among the frames: those with a key `__proto__`, which go as text.
    pub proto: u64,
    /// Among the frames: those without a name that could be found, which go as text.
    pub nameless: u64,
    /// Frames that were not handed on since the manifest says `tauri: false` of their events.
    pub not_carried: u64,
    /// Frames that were refused: too large, too deep, no strict JSON, no text.
    pub bad: u64,
    /// Messages that were given up before some page that should hear them listened.
    pub dropped: u64,
    /// Frames of pages that were taken.
    pub sent: u64,
    /// Frames of pages that were refused.
    pub refused: u64,
}

/// The same, while it is counted.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) relayed: AtomicU64,
    pub(crate) emitted: AtomicU64,
    pub(crate) unknown: AtomicU64,
    pub(crate) proto: AtomicU64,
    pub(crate) nameless: AtomicU64,
    pub(crate) not_carried: AtomicU64,
    pub(crate) bad: AtomicU64,
    pub(crate) dropped: AtomicU64,
    pub(crate) sent: AtomicU64,
    pub(crate) refused: AtomicU64,
}

impl Counters {
    pub(crate) fn count_relayed(&self, detour: Option<Detour>) {
        let detour = match detour {
            Some(Detour::NotCarried) => return add(&self.not_carried),
            Some(Detour::Unknown) => Some(&self.unknown),
            Some(Detour::Proto) => Some(&self.proto),
            Some(Detour::Nameless) => Some(&self.nameless),
            Some(Detour::NoName | Detour::OtherVersion) | None => None,
        };
        add(&self.relayed);
        detour.map(add);
    }

    pub(crate) fn stats(&self) -> Stats {
        Stats {
            relayed: self.relayed.load(Relaxed),
            emitted: self.emitted.load(Relaxed),
            unknown: self.unknown.load(Relaxed),
            proto: self.proto.load(Relaxed),
            nameless: self.nameless.load(Relaxed),
            not_carried: self.not_carried.load(Relaxed),
            bad: self.bad.load(Relaxed),
            dropped: self.dropped.load(Relaxed),
            sent: self.sent.load(Relaxed),
            refused: self.refused.load(Relaxed),
        }
    }
}

pub(crate) fn add(counter: &AtomicU64) {
    counter.fetch_add(1, Relaxed);
}

/// Something that should not be. No problem holds a value of a frame.
#[derive(Debug)]
#[non_exhaustive]
pub enum Problem {
    /// A frame from the server was refused: where, and why.
    BadFrame(String),
    /// A frame of a page was refused: who sent it, and why.
    BadSend {
        /// The label of the webview.
        webview: String,
        /// Why.
        reason: String,
    },
    /// So many messages were given up so far that some page should have heard. Told for the first, the second, the
    /// fourth, …
    Dropped(u64),
    /// A frame that was to be sent to the server is lost.
    Unsent(String),
    /// Tauri did not take a message.
    NotEmitted(tauri::Error),
    /// A listener, filter or handler of the app panicked. The message may have missed listeners in Rust.
    Panicked,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::BadFrame(reason) => write!(f, "a frame from the server was refused: {reason}"),
            Problem::BadSend { webview, reason } => write!(f, "a frame of {webview:?} was refused: {reason}"),
            Problem::Dropped(count) => write!(f, "{count} messages were given up that no page has heard"),
            Problem::Unsent(reason) => write!(f, "a frame was not sent: {reason}"),
            Problem::NotEmitted(error) => write!(f, "Tauri did not take a message: {error}"),
            Problem::Panicked => f.write_str("a listener, filter or handler of the app panicked"),
        }
    }
}

/// Who hears of problems.
pub(crate) type Reporter = Box<dyn Fn(&Problem) + Send + Sync>;

/// Writes them to the log.
pub(crate) fn log(problem: &Problem) {
    log::warn!("samewire: {problem}");
}
