//! Messages that are kept.

use std::collections::VecDeque;

use crate::emit::Aim;

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
    pub(super) aim: Aim,
    /// The seats that it is for; none if it is for all.
    pub(super) seats: Option<Vec<u32>>,
    /// Tauri names and JSON: as it was sent.
    pub(super) emits: Vec<(String, String)>,
    /// Some page listened when it was sent, or was given it later.
    pub(super) heard: bool,
}

impl Kept {
    pub(super) fn is_for(&self, seat: u32) -> bool {
        self.seats.as_ref().is_none_or(|seats| seats.contains(&seat))
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
    /// How many messages right before the first one were for all pages, heard by none, and given up.
    pub(super) lost: u64,
}

impl Ring {
    pub(super) fn new(keep: Keep) -> Self {
        Ring { keep, kept: VecDeque::new(), bytes: 0, lost: 0 }
    }

    pub(super) fn push(&mut self, kept: Kept) -> &Kept {
        self.bytes += kept.bytes();
        self.kept.push_back(kept);
        &self.kept[self.kept.len() - 1]
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

    /// Takes in a seat that was not there when the messages were sent: how many are for it, and how many of those no page has
    /// heard, nor any later one.
    pub(super) fn admit(&mut self, seat: u32, label: &str) -> (u64, u64) {
        let (mut own, mut unheard) = (0, 0);
        for kept in &mut self.kept {
            if kept.heard {
                unheard = 0;
            }
            match &mut kept.seats {
                Some(seats) if kept.aim.reaches(&tauri::EventTarget::webview(label)) => seats.push(seat),
                Some(_) => continue,
                None => {}
            }
            own += 1;
            unheard += u64::from(!kept.heard);
        }
        (own, unheard)
    }

    /// The last so many messages for a seat, the newest first.
    pub(super) fn last(&mut self, count: u64, seat: u32) -> impl Iterator<Item = &mut Kept> {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        self.kept.iter_mut().rev().filter(move |kept| kept.is_for(seat)).take(count)
    }
}
