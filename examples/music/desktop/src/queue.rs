//! The queue: which tracks come, in which order, and how it goes on behind the last.

use serde::Serialize;

use crate::events::server::{
    QueueStateChanged, QueueStateChangedLoopMode as LoopMode, QueueUpdated, QueueUpdatedAction as Action,
};
use crate::player::Told;

/// A place in the queue. One track may have several.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Entry {
    /// Its own in this queue.
    key: u64,
    track_id: i64,
    /// Where it is when nothing is shuffled.
    #[serde(skip)]
    order: u64,
}

pub struct Queue {
    entries: Vec<Entry>,
    current: Option<usize>,
    is_shuffled: bool,
    loop_mode: LoopMode,
    next_key: u64,
    random: fastrand::Rng,
}

impl Default for Queue {
    fn default() -> Queue {
        Queue {
            entries: Vec::new(),
            current: None,
            is_shuffled: false,
            loop_mode: LoopMode::None,
            next_key: 0,
            random: fastrand::Rng::new(),
        }
    }
}

impl Queue {
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The track that the queue is at.
    pub fn current(&self) -> Option<i64> {
        self.current.map(|at| self.entries[at].track_id)
    }

    pub fn state(&self) -> QueueStateChanged {
        QueueStateChanged {
            current_index: self.current.map_or(-1, as_i64),
            shuffle_enabled: self.is_shuffled,
            loop_mode: self.loop_mode,
        }
    }

    /// Puts tracks behind the last.
    pub fn add(&mut self, track_ids: &[i64], told: &mut Told) {
        if track_ids.is_empty() {
            return;
        }
        let first = self.entries.len();
        for &track_id in track_ids {
            self.entries.push(Entry { key: self.next_key, track_id, order: self.next_key });
            self.next_key += 1;
        }
        self.updated(Action::Added, Some((first..self.entries.len()).collect()), told);
    }

    /// These tracks take the place of all that was there, and it begins with one of them.
    pub fn replace(&mut self, track_ids: &[i64], start: usize, told: &mut Told) {
        self.clear(told);
        self.add(track_ids, told);
        if start < self.entries.len() {
            // Shuffled, it begins with that one too: the others are mixed behind it.
            self.current = Some(start);
            self.mix(told);
            told.tell(self.state());
        }
    }

    /// Takes a place out; says whether it was the one that the queue was at.
    pub fn remove(&mut self, position: usize, told: &mut Told) -> bool {
        if position >= self.entries.len() {
            return false;
        }
        self.entries.remove(position);
        self.updated(Action::Removed, Some(vec![position]), told);
        let before = self.current;
        self.current = match before {
            Some(at) if position < at => Some(at - 1),
            Some(at) if at >= self.entries.len() => None,
            at => at,
        };
        if before != self.current {
            told.tell(self.state());
        }
        before == Some(position)
    }

    pub fn clear(&mut self, told: &mut Told) {
        if self.entries.is_empty() {
            return;
        }
        self.entries.clear();
        self.updated(Action::Cleared, None, told);
        if self.current.take().is_some() {
            told.tell(self.state());
        }
    }

    /// Moves a place to another; what is played goes on.
    pub fn reorder(&mut self, from: usize, to: usize, told: &mut Told) {
        if from == to || from.max(to) >= self.entries.len() {
            return;
        }
        let playing = self.current.map(|at| self.entries[at].key);
        let entry = self.entries.remove(from);
        self.entries.insert(to, entry);
        self.updated(Action::Reordered, Some(vec![from, to]), told);
        self.find(playing, told);
        if !self.is_shuffled {
            self.number();
        }
    }

    /// Goes to a place.
    pub fn jump(&mut self, position: usize, told: &mut Told) -> bool {
        let exists = position < self.entries.len();
        if exists && self.current != Some(position) {
            self.current = Some(position);
            told.tell(self.state());
        }
        exists
    }

    /// Goes to the first place if it is at none.
    pub fn begin(&mut self, told: &mut Told) {
        if self.current.is_none() {
            self.jump(0, told);
        }
    }

    /// Goes on behind the end of a track.
    pub fn advance(&mut self, told: &mut Told) {
        if self.loop_mode != LoopMode::One {
            self.next(told);
        }
    }

    /// Goes to the next place, at the end to the first if it loops, else to none.
    pub fn next(&mut self, told: &mut Told) {
        let next = self.current.map(|at| at + 1).filter(|&at| at < self.entries.len());
        let first = (self.loop_mode == LoopMode::All && !self.entries.is_empty()).then_some(0);
        self.go(next.or(first), told);
    }

    /// Goes to the place before; from the first it goes nowhere.
    pub fn previous(&mut self, told: &mut Told) {
        self.go(self.current.map(|at| at.saturating_sub(1)), told);
    }

    /// Mixes what comes, or gives it back its order.
    pub fn shuffle(&mut self, on: bool, told: &mut Told) {
        if on == self.is_shuffled {
            return;
        }
        self.is_shuffled = on;
        if on {
            self.mix(told);
        } else {
            let playing = self.current.map(|at| self.entries[at].key);
            self.entries.sort_by_key(|entry| entry.order);
            self.updated(Action::Reordered, None, told);
            self.current = playing.and_then(|key| self.position(key));
        }
        told.tell(self.state());
    }

    pub fn set_loop(&mut self, mode: LoopMode, told: &mut Told) {
        if self.loop_mode != mode {
            self.loop_mode = mode;
            told.tell(self.state());
        }
    }

    /// Takes all places of these tracks out.
    pub fn forget(&mut self, track_ids: &[i64], told: &mut Told) {
        for position in (0..self.entries.len()).rev() {
            if track_ids.contains(&self.entries[position].track_id) {
                self.remove(position, told);
            }
        }
    }

    fn go(&mut self, to: Option<usize>, told: &mut Told) {
        if self.current != to {
            self.current = to;
            told.tell(self.state());
        }
    }

    /// What is played comes first, the others behind it by chance.
    fn mix(&mut self, told: &mut Told) {
        if !self.is_shuffled || self.entries.is_empty() {
            return;
        }
        if let Some(at) = self.current.as_mut() {
            self.entries.swap(0, *at);
            *at = 0;
        }
        let from = usize::from(self.current.is_some());
        self.random.shuffle(&mut self.entries[from..]);
        self.updated(Action::Shuffled, None, told);
    }

    fn find(&mut self, playing: Option<u64>, told: &mut Told) {
        self.go(playing.and_then(|key| self.position(key)), told);
    }

    fn position(&self, key: u64) -> Option<usize> {
        self.entries.iter().position(|entry| entry.key == key)
    }

    /// From now on this is the order.
    fn number(&mut self) {
        let mut orders: Vec<u64> = self.entries.iter().map(|entry| entry.order).collect();
        orders.sort_unstable();
        for (entry, order) in self.entries.iter_mut().zip(orders) {
            entry.order = order;
        }
    }

    fn updated(&self, action: Action, positions: Option<Vec<usize>>, told: &mut Told) {
        let positions = positions.map(|positions| positions.into_iter().map(as_i64).collect());
        told.tell(QueueUpdated { action, positions, queue_length: as_i64(self.entries.len()) });
    }
}

/// No queue is longer than an `i64` can say.
fn as_i64(position: usize) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
