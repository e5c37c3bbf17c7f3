//! Frames that wait for a connection: bounded, in order.

use std::collections::VecDeque;

/// What is kept while there is no connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueOptions {
    /// How many frames are kept (256); 0 keeps none.
    pub frames: usize,
    /// How many bytes they may have together, and how many an open connection may lag behind (1 MiB).
    pub bytes: usize,
    /// What happens to a frame too many.
    pub overflow: Overflow,
}

/// What happens to a frame too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Overflow {
    /// It is not taken.
    #[default]
    Reject,
    /// The oldest ones make room for it.
    DropOldest,
}

impl Default for QueueOptions {
    fn default() -> Self {
        QueueOptions { frames: 256, bytes: 1 << 20, overflow: Overflow::Reject }
    }
}

/// The frames.
#[derive(Debug)]
pub(super) struct Queue {
    options: QueueOptions,
    queued: VecDeque<String>,
    bytes: usize,
}

impl Queue {
    pub(super) fn new(options: QueueOptions) -> Self {
        Queue { options, queued: VecDeque::new(), bytes: 0 }
    }

    /// Whether this much may wait at once.
    pub(super) fn holds(&self, bytes: usize) -> bool {
        bytes <= self.options.bytes
    }

    /// Keeps a frame, or not; and how many older ones were given up for it.
    pub(super) fn put(&mut self, frame: String) -> (bool, usize) {
        let mut dropped = 0;
        // A frame that would never fit drives nobody out.
        let room = self.options.overflow == Overflow::DropOldest && self.holds(frame.len());
        while room && !self.fits(&frame) && self.take().is_some() {
            dropped += 1;
        }
        let fits = self.fits(&frame);
        if fits {
            self.bytes += frame.len();
            self.queued.push_back(frame);
        }
        (fits, dropped)
    }

    pub(super) fn take(&mut self) -> Option<String> {
        let frame = self.queued.pop_front()?;
        self.bytes -= frame.len();
        Some(frame)
    }

    /// Gives all frames up: how many.
    pub(super) fn clear(&mut self) -> usize {
        self.bytes = 0;
        std::mem::take(&mut self.queued).len()
    }

    fn fits(&self, frame: &str) -> bool {
        self.queued.len() < self.options.frames && self.holds(self.bytes + frame.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{Overflow, Queue, QueueOptions};

    fn queue(frames: usize, bytes: usize, overflow: Overflow) -> Queue {
        Queue::new(QueueOptions { frames, bytes, overflow })
    }

    fn put(queue: &mut Queue, frame: &str) -> (bool, usize) {
        queue.put(frame.to_owned())
    }

    #[test]
    fn a_frame_too_many_is_rejected() {
        let mut queue = queue(2, 5, Overflow::Reject);
        assert_eq!(["aa", "bb", "c"].map(|frame| put(&mut queue, frame)), [(true, 0), (true, 0), (false, 0)]);
        assert_eq!(queue.take().as_deref(), Some("aa"));
        assert_eq!((put(&mut queue, "cccc"), put(&mut queue, "ddd")), ((false, 0), (true, 0)));
        assert_eq!(queue.clear(), 2);
        assert_eq!(put(&mut queue, "eeeee"), (true, 0));
    }

    #[test]
    fn the_oldest_make_room() {
        let mut queue = queue(3, 5, Overflow::DropOldest);
        assert_eq!(["a", "b", "c", "d"].map(|frame| put(&mut queue, frame)).map(|put| put.1), [0, 0, 0, 1]);
        assert_eq!(put(&mut queue, "eeee"), (true, 2));
        assert_eq!(put(&mut queue, "eeeeee"), (false, 0), "one that never fits drives nobody out");
        assert_eq!(
            [queue.take(), queue.take(), queue.take()].map(Option::unwrap_or_default),
            ["d", "eeee", ""]
        );
    }

    #[test]
    fn none_may_be_kept() {
        assert_eq!(put(&mut queue(0, 5, Overflow::DropOldest), "a"), (false, 0));
    }
}
