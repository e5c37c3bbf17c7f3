//! Messages that are kept.

use std::collections::VecDeque;

use tauri::EventTarget;

use super::seats::Seat;
use crate::emit::{Aim, Emitted};

/// How much is kept of what was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Keep {
    pub(crate) messages: usize,
    pub(crate) bytes: usize,
}

impl Default for Keep {
    fn default() -> Self {
        Keep { messages: 4_096, bytes: 8 << 20 }
    }
}

/// A message that is kept.
#[derive(Debug)]
pub(super) struct Kept {
    /// Its place among all messages of this run of the app.
    number: u64,
    pub(super) aim: Aim,
    /// The seats that it is for; none if it is for all.
    seats: Option<Vec<u32>>,
    /// Tauri names and JSON: as it was sent.
    pub(super) emits: Vec<Emitted>,
    /// Some page listened when it was sent, or was given it later.
    pub(super) heard: bool,
}

impl Kept {
    pub(super) fn is_for(&self, seat: &Seat) -> bool {
        match &self.seats {
            Some(seats) => seats.contains(&seat.id),
            None => self.number >= seat.since,
        }
    }

    pub(super) fn is_for_all(&self) -> bool {
        self.seats.is_none()
    }

    /// Not for listeners in Rust alone, as far as that can be told: a filter may accept webviews yet to come.
    pub(super) fn is_for_pages(&self) -> bool {
        let is_for_some = self.seats.as_ref().is_none_or(|seats| !seats.is_empty());
        is_for_some || self.aim.names_webview()
    }

    fn bytes(&self) -> usize {
        /// What a message takes besides its texts, by and large.
        const BESIDE: usize = 128;
        self.emits.iter().map(|(name, json)| name.len() + json.len() + BESIDE).sum()
    }
}

/// The last messages, up to a number and a size.
#[derive(Debug)]
pub(super) struct Ring {
    keep: Keep,
    kept: VecDeque<Kept>,
    bytes: usize,
    next: u64,
    /// How many messages right before the first one were for all pages, heard by none, and given up.
    lost: u64,
}

impl Ring {
    pub(super) fn new(keep: Keep) -> Self {
        Ring { keep, kept: VecDeque::new(), bytes: 0, next: 0, lost: 0 }
    }

    /// Keeps a message for these seats, or for all.
    pub(super) fn push(&mut self, emits: Vec<Emitted>, aim: Aim, seats: Option<Vec<u32>>, heard: bool) {
        let kept = Kept { number: self.next, aim, seats, emits, heard };
        self.next += 1;
        self.bytes += kept.bytes();
        self.kept.push_back(kept);
    }

    /// Gives the oldest message up, if there are too many.
    pub(super) fn overflow(&mut self) -> Option<Kept> {
        if self.kept.len() <= self.keep.messages && self.bytes <= self.keep.bytes {
            return None;
        }
        let kept = self.kept.pop_front()?;
        self.bytes -= kept.bytes();
        self.lost = match (kept.heard, &kept.seats) {
            (true, _) => 0,
            (false, None) => self.lost + 1,
            (false, Some(_)) => self.lost,
        };
        Some(kept)
    }

    /// Makes what nobody has heard a new seat's: all that was for everybody since anybody heard such a message, and all
    /// that is for this one.
    pub(super) fn admit(&mut self, seat: &mut Seat) {
        let target = EventTarget::webview(&*seat.label);
        (seat.since, seat.count) = (0, self.lost);
        for kept in &mut self.kept {
            match (&mut kept.seats, kept.heard) {
                (None, true) => (seat.since, seat.count) = (kept.number + 1, 0),
                (Some(seats), false) if kept.aim.reaches(&target) => seats.push(seat.id),
                _ => {}
            }
        }
        seat.kept = self.kept.iter().filter(|kept| kept.is_for(seat)).count() as u64;
        seat.count += seat.kept;
    }

    /// The last so many messages for a seat, the newest first.
    pub(super) fn last(&mut self, count: u64, seat: &Seat) -> impl Iterator<Item = &mut Kept> {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        self.kept.iter_mut().rev().filter(|kept| kept.is_for(seat)).take(count)
    }
}
