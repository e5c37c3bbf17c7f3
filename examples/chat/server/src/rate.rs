//! How much a client may ask for: a bucket for each session, which fills again by and by.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// How many events and requests a session may send.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// At once, after a pause.
    pub burst: f64,
    /// In the long run, per second.
    pub per_second: f64,
}

impl Default for Rate {
    fn default() -> Rate {
        Rate { burst: 120.0, per_second: 20.0 }
    }
}

/// What one session has left of its rate.
pub struct Bucket {
    rate: Rate,
    level: Mutex<(f64, Instant)>,
}

impl Bucket {
    pub fn new(rate: Rate, now: Instant) -> Bucket {
        Bucket { rate, level: Mutex::new((rate.burst, now)) }
    }

    /// Takes one event's, or request's, worth; says whether there was that much.
    pub fn take(&self, now: Instant) -> bool {
        let mut level = self.level.lock().unwrap_or_else(PoisonError::into_inner);
        let (left, at) = *level;
        let gained = now.saturating_duration_since(at).as_secs_f64() * self.rate.per_second;
        let left = (left + gained).min(self.rate.burst);
        let is_enough = left >= 1.0;
        *level = (if is_enough { left - 1.0 } else { left }, now);
        is_enough
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Bucket, Rate};

    #[test]
    fn a_burst_is_taken_and_then_as_much_as_flows_in() {
        let start = Instant::now();
        let bucket = Bucket::new(Rate { burst: 3.0, per_second: 2.0 }, start);
        let taken = |millis| bucket.take(start + Duration::from_millis(millis));
        assert_eq!([0, 0, 0, 0].map(taken), [true, true, true, false]);
        assert_eq!([400, 500, 999, 1000].map(taken), [false, true, false, true]);
        assert_eq!([60_000, 60_000, 60_000, 60_000].map(taken), [true, true, true, false]);
    }
}
