//! Which webviews there are, and up to where each has heard.

use tauri::EventTarget;

use super::ring::{Kept, Ring};
use super::{Heard, Page};
use crate::emit::{Aim, Audience};

/// A webview. Positions count the messages that were for it.
#[derive(Debug)]
pub(super) struct Seat {
    pub(super) id: u32,
    pub(super) label: String,
    window: String,
    /// Names the run of the app and the seat.
    pub(super) session: String,
    /// The first message for everybody that was for it too.
    pub(super) since: u64,
    /// How many messages were for it so far.
    pub(super) count: u64,
    /// How many of them are kept.
    pub(super) kept: u64,
    /// Where a page begins that cannot tell up to where it has heard.
    start: u64,
    /// Where the page before it began.
    before: u64,
    listens: bool,
    /// Some page in it has listened: it is no window of pages that know nothing of the plugin.
    has_listened: bool,
    is_open: bool,
}

impl Seat {
    /// The page is gone, and has heard what was sent until now if it listened.
    pub(super) fn leave(&mut self) {
        if self.listens {
            (self.before, self.start) = (self.start, self.count);
        }
        self.listens = false;
    }

    /// The webview is gone. The page of another that takes its place has none before it.
    fn close(&mut self) {
        self.leave();
        (self.before, self.is_open) = (self.start, false);
    }

    /// The page listens; from where.
    fn listen(&mut self, heard: &Heard) -> u64 {
        (self.listens, self.has_listened, self.is_open) = (true, true, true);
        match heard {
            // A claim beyond what there is would be a number of the future.
            Heard::Until { session, position } if *session == self.session => (*position).min(self.count),
            Heard::Nothing => {
                self.start = self.before;
                self.start
            }
            _ => self.start,
        }
    }

    /// The position of the first message that is kept.
    pub(super) fn first_kept(&self) -> u64 {
        self.count - self.kept
    }

    /// The first message that is kept is so no more; whether the page has yet to hear it.
    fn forget(&mut self) -> bool {
        let position = self.first_kept();
        self.kept -= 1;
        self.is_open && self.has_listened && !self.listens && position >= self.start
    }
}

/// All webviews that have ever been, up to a number.
#[derive(Debug)]
pub(super) struct Seats {
    seats: Vec<Seat>,
    run: String,
    next: u32,
    has_anybody_listened: bool,
}

impl Seats {
    /// How many are remembered. Those of webviews that are gone make room for others, then those that do not listen,
    /// then the oldest.
    const MOST: usize = 256;

    pub(super) fn new(run: &str) -> Self {
        Seats { seats: Vec::new(), run: run.to_owned(), next: 0, has_anybody_listened: false }
    }

    /// A page listens: its seat, and from where it does.
    pub(super) fn listen(&mut self, page: &Page, heard: &Heard, ring: &mut Ring) -> (&mut Seat, u64) {
        self.has_anybody_listened = true;
        let seat = self.of(page, ring);
        let from = seat.listen(heard);
        (seat, from)
    }

    /// The seat of a webview. A new one begins with what nobody has heard; if somebody listens, with what comes.
    pub(super) fn of(&mut self, page: &Page, ring: &mut Ring) -> &mut Seat {
        let at = match self.seats.iter().position(|seat| seat.label == page.webview) {
            Some(at) => at,
            None => self.add(&page.webview, ring),
        };
        let seat = &mut self.seats[at];
        // Webviews may move from one window to another.
        seat.window.clone_from(&page.window);
        seat
    }

    /// Counts a message for those that it is for: their ids, none if it is for all, and whether any of them listens.
    pub(super) fn address(&mut self, audience: &Audience<'_>) -> (Option<Vec<u32>>, bool) {
        let (mut ids, mut heard) = (Vec::new(), false);
        for seat in &mut self.seats {
            if audience.reaches(&EventTarget::webview(&*seat.label)) {
                seat.count += 1;
                seat.kept += 1;
                heard |= seat.listens;
                ids.push(seat.id);
            }
        }
        (if matches!(audience.aim(), Aim::All) { None } else { Some(ids) }, heard)
    }

    /// A message is kept no more; whether a page misses it. One that nobody heard is missed by whoever comes next, if it
    /// was for all; if it was for some, by those that do listen at times. As long as nobody ever has, all may.
    pub(super) fn forget(&mut self, kept: &Kept) -> bool {
        let (mut awaited, mut is_known) = (false, false);
        for seat in self.seats.iter_mut().filter(|seat| kept.is_for(seat)) {
            awaited |= seat.forget();
            is_known |= seat.has_listened;
        }
        let may_all = !self.has_anybody_listened && kept.is_for_pages();
        awaited || !kept.heard && (kept.is_for_all() || is_known || may_all)
    }

    /// A window is gone, with all webviews in it.
    pub(super) fn close(&mut self, window: &str) {
        for seat in self.seats.iter_mut().filter(|seat| seat.window == window) {
            seat.close();
        }
    }

    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.seats.len()
    }

    fn add(&mut self, label: &str, ring: &mut Ring) -> usize {
        if self.seats.len() >= Self::MOST {
            // Tauri does not tell when a webview goes before its window does. A page that has lost its seat gets another
            // when it listens again.
            let first = self.seats.iter().enumerate().min_by_key(|(_, seat)| (seat.is_open, seat.listens));
            first.map(|(at, _)| at).map(|at| self.seats.remove(at));
        }
        let id = self.next;
        self.next += 1;
        let mut seat = Seat {
            id,
            label: label.to_owned(),
            window: String::new(),
            session: format!("{}-{id}", self.run),
            since: 0,
            count: 0,
            kept: 0,
            start: 0,
            before: 0,
            listens: false,
            has_listened: false,
            is_open: true,
        };
        ring.admit(&mut seat);
        self.seats.push(seat);
        self.seats.len() - 1
    }
}
