//! How long to wait before the next attempt to connect: the policies of the page's transport.

use std::fmt;
use std::time::Duration;

/// When to try again.
pub struct Backoff(Box<Delays>);

type Delays = dyn Fn(u32, f64) -> Option<Duration> + Send + Sync;

/// The numbers of [`Backoff::exponential`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exponential {
    /// The longest delay after the first failure (1 s).
    pub first: Duration,
    /// By how much it grows with each further failure (2).
    pub factor: f64,
    /// What it never exceeds (20 s).
    pub ceiling: Duration,
    /// The shortest delay (500 ms).
    pub floor: Duration,
    /// How many failures in a row are the end (no number is).
    pub attempts: Option<u32>,
}

impl Default for Exponential {
    fn default() -> Self {
        Exponential {
            first: Duration::from_secs(1),
            factor: 2.0,
            ceiling: Duration::from_secs(20),
            floor: Duration::from_millis(500),
            attempts: None,
        }
    }
}

/// What follows the last of [`Backoff::fixed`] delays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// The last delay again and again.
    Repeat,
    /// No further attempt.
    End,
}

impl Backoff {
    /// The delay after so many attempts in a row that failed (1, 2, …) and a random number from 0 up to 1; none gives
    /// up. A panic is reported, and the default's delay taken.
    pub fn new(delays: impl Fn(u32, f64) -> Option<Duration> + Send + Sync + 'static) -> Backoff {
        Backoff(Box::new(delays))
    }

    /// Full jitter: any delay between a floor and a limit that grows, so that clients which lost one server do not come
    /// back at one moment.
    pub fn exponential(numbers: Exponential) -> Backoff {
        Backoff::new(move |failures, random| {
            if numbers.attempts.is_some_and(|attempts| failures >= attempts) {
                return None;
            }
            let exponent = i32::try_from(failures.saturating_sub(1)).unwrap_or(i32::MAX);
            let limit = numbers.first.as_secs_f64() * numbers.factor.powi(exponent);
            let limit = limit.min(numbers.ceiling.as_secs_f64());
            let spread = (limit - numbers.floor.as_secs_f64()).max(0.0);
            Some(numbers.floor + Duration::try_from_secs_f64(random * spread).unwrap_or(Duration::ZERO))
        })
    }

    /// For a server of one's own nearby: starts at 3 s, grows by half, and ends after ten attempts.
    pub fn patient() -> Backoff {
        Backoff::exponential(Exponential {
            first: Duration::from_secs(3),
            factor: 1.5,
            ceiling: Duration::from_secs(120),
            attempts: Some(10),
            ..Exponential::default()
        })
    }

    /// For an app that tells its user soon: starts at 2 s, doubles up to 30 s, and ends after five attempts.
    pub fn brisk() -> Backoff {
        Backoff::exponential(Exponential {
            first: Duration::from_secs(2),
            ceiling: Duration::from_secs(30),
            attempts: Some(5),
            ..Exponential::default()
        })
    }

    /// These delays, one after the other, without jitter.
    pub fn fixed(delays: impl Into<Vec<Duration>>, then: Then) -> Backoff {
        let delays = delays.into();
        Backoff::new(move |failures, _| {
            let own =
                usize::try_from(failures).ok().and_then(|failures| delays.get(failures.checked_sub(1)?));
            own.or_else(|| delays.last().filter(|_| then == Then::Repeat)).copied()
        })
    }

    pub(super) fn delay(&self, failures: u32, random: f64) -> Option<Duration> {
        (self.0)(failures, random)
    }
}

impl Default for Backoff {
    fn default() -> Self {
        Backoff::exponential(Exponential::default())
    }
}

impl fmt::Debug for Backoff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Backoff")
    }
}

#[cfg(test)]
mod tests {
    use super::{Backoff, Exponential, Then};
    use std::time::Duration;

    fn millis(backoff: &Backoff, random: f64) -> Vec<Option<u128>> {
        let delay = |failures| backoff.delay(failures, random).map(|delay| delay.as_millis());
        (1..=6).map(delay).collect()
    }

    #[test]
    fn delays_are_those_of_the_page() {
        let exponential = Backoff::default();
        assert_eq!(millis(&exponential, 0.0), [Some(500); 6]);
        let half = [750, 1_250, 2_250, 4_250, 8_250, 10_250].map(Some);
        assert_eq!(millis(&exponential, 0.5), half);
        assert_eq!(exponential.delay(u32::MAX, 0.5), Some(Duration::from_millis(10_250)));
        assert_eq!(
            millis(&Backoff::brisk(), 0.5),
            [Some(1_250), Some(2_250), Some(4_250), Some(8_250), None, None]
        );
        assert_eq!(millis(&Backoff::patient(), 0.0)[5], Some(500));
        assert_eq!(Backoff::patient().delay(9, 0.0), Some(Duration::from_millis(500)));
        assert_eq!(Backoff::patient().delay(10, 0.0), None);
    }

    #[test]
    fn fixed_delays_repeat_or_end() {
        let delays = [1, 5].map(Duration::from_millis);
        assert_eq!(millis(&Backoff::fixed(delays, Then::Repeat), 0.9)[..3], [Some(1), Some(5), Some(5)]);
        assert_eq!(millis(&Backoff::fixed(delays, Then::End), 0.9)[..3], [Some(1), Some(5), None]);
        assert_eq!(Backoff::fixed([], Then::Repeat).delay(1, 0.0), None);
    }

    #[test]
    fn no_number_is_too_strange() {
        for factor in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let backoff = Backoff::exponential(Exponential { factor, ..Exponential::default() });
            assert!(backoff.delay(7, 0.9).is_some_and(|delay| delay <= Duration::from_secs(20)), "{factor}");
        }
    }
}
