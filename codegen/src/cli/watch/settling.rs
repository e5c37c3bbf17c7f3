//! When to look: soon after a save, not in the middle of one.
//!
//! This is why no debouncing crate stands between: they hide of what kind an event was, and so whether a file is still
//! being written.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::folders::Touched;

/// After the last event of a save that seems whole. Several files saved at once come closer together than this.
const SHORT: Duration = Duration::from_millis(20);

/// After the last event of a save that somebody may be in the middle of: a file is open for writing, or it has mistakes
/// that it did not have before.
const LONG: Duration = Duration::from_millis(200);

/// Who saves without a pause sees what came of it after this.
const LONGEST: Duration = Duration::from_secs(1);

/// What was touched since the last look that counted.
#[derive(Debug, Default)]
pub struct Settling {
    span: Option<Span>,
    open: BTreeSet<PathBuf>,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    first: Instant,
    last: Instant,
    doubted: bool,
}

impl Settling {
    /// Something was touched that matters.
    pub fn touch(&mut self, now: Instant, touched: Touched) {
        match touched {
            Touched::Begun(path) => drop(self.open.insert(path)),
            Touched::Done(path) => drop(self.open.remove(&path)),
            Touched::Anything => {}
        }
        let first = self.span.map_or(now, |span| span.first);
        self.span = Some(Span { first, last: now, doubted: false });
    }

    /// What was seen is believed only if nothing follows.
    pub fn doubt(&mut self, now: Instant) {
        let last = self.span.map_or(now, |span| span.last);
        self.span = Some(Span { first: now, last, doubted: true });
    }

    /// All that was touched has been dealt with.
    pub fn rest(&mut self) {
        *self = Settling::default();
    }

    /// When to look; never, if nothing was touched.
    pub fn due(&self) -> Option<Instant> {
        let span = self.span?;
        let quiet = if span.doubted || !self.open.is_empty() { LONG } else { SHORT };
        Some((span.last + quiet).min(span.first + LONGEST))
    }

    /// Whether a save would be over, however slow.
    pub fn is_quiet(&self, now: Instant) -> bool {
        self.span.is_some_and(|span| now >= span.last + LONG)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begun(path: &str) -> Touched {
        Touched::Begun(path.into())
    }

    fn done(path: &str) -> Touched {
        Touched::Done(path.into())
    }

    #[test]
    fn a_whole_save_is_looked_at_soon() {
        let (mut settling, now) = (Settling::default(), Instant::now());
        assert_eq!(settling.due(), None);
        settling.touch(now, begun("a"));
        settling.touch(now, done("a"));
        assert_eq!(settling.due(), Some(now + SHORT));
        settling.rest();
        assert_eq!(settling.due(), None);
    }

    #[test]
    fn who_still_writes_has_time() {
        let (mut settling, now) = (Settling::default(), Instant::now());
        settling.touch(now, begun("a"));
        settling.touch(now, done("b"));
        assert_eq!(settling.due(), Some(now + LONG));
        assert!(!settling.is_quiet(now + LONG - SHORT) && settling.is_quiet(now + LONG));
        settling.touch(now + SHORT, done("a"));
        assert_eq!(settling.due(), Some(now + SHORT + SHORT));
    }

    #[test]
    fn mistakes_are_believed_once_nothing_follows() {
        let (mut settling, now) = (Settling::default(), Instant::now());
        settling.touch(now, done("a"));
        settling.doubt(now + SHORT);
        assert_eq!(settling.due(), Some(now + LONG));
        settling.touch(now + SHORT, done("a"));
        assert_eq!(settling.due(), Some(now + SHORT + SHORT), "the rest of it came");
        // Nothing told of the change: a look did.
        settling.rest();
        settling.doubt(now);
        assert_eq!(settling.due(), Some(now + LONG));
        assert!(settling.is_quiet(now + LONG));
    }

    #[test]
    fn a_stream_of_saves_is_looked_at_now_and_then() {
        let (mut settling, now) = (Settling::default(), Instant::now());
        (0..200).for_each(|round| settling.touch(now + round * SHORT / 2, done("a")));
        assert_eq!(settling.due(), Some(now + LONGEST));
    }
}
