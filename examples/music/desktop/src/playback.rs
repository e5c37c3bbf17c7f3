//! Where playback is: a clock in place of a sound card.

use std::time::{Duration, Instant};

use crate::events::server::{AudioProgress, AudioProgressState};

#[derive(Default)]
pub struct Playback {
    loaded: Option<Loaded>,
}

struct Loaded {
    track_id: i64,
    duration: Duration,
    /// How much had been played when it last began or stopped running.
    played: Duration,
    /// Since when it runs.
    since: Option<Instant>,
}

impl Playback {
    pub fn play(&mut self, track_id: i64, duration_ms: u64, now: Instant) {
        let duration = Duration::from_millis(duration_ms);
        self.loaded = Some(Loaded { track_id, duration, played: Duration::ZERO, since: Some(now) });
    }

    pub fn pause(&mut self, now: Instant) {
        if let Some(loaded) = &mut self.loaded {
            loaded.played = loaded.position(now);
            loaded.since = None;
        }
    }

    pub fn resume(&mut self, now: Instant) {
        if let Some(loaded) = self.loaded.as_mut().filter(|loaded| loaded.since.is_none()) {
            loaded.since = Some(now);
        }
    }

    pub fn stop(&mut self) {
        self.loaded = None;
    }

    pub fn seek(&mut self, position_ms: u64, now: Instant) {
        if let Some(loaded) = &mut self.loaded {
            loaded.played = Duration::from_millis(position_ms).min(loaded.duration);
            loaded.since = loaded.since.map(|_| now);
        }
    }

    /// The track that is loaded, whether it runs or not.
    pub fn track(&self) -> Option<i64> {
        self.loaded.as_ref().map(|loaded| loaded.track_id)
    }

    pub fn is_running(&self) -> bool {
        self.loaded.as_ref().is_some_and(|loaded| loaded.since.is_some())
    }

    /// How much is left of what runs.
    pub fn rest(&self, now: Instant) -> Option<Duration> {
        let loaded = self.loaded.as_ref().filter(|loaded| loaded.since.is_some())?;
        Some(loaded.duration - loaded.position(now))
    }

    pub fn is_over(&self, now: Instant) -> bool {
        self.rest(now) == Some(Duration::ZERO)
    }

    pub fn progress(&self, now: Instant) -> AudioProgress {
        let Some(loaded) = &self.loaded else {
            return AudioProgress { position_ms: 0, duration_ms: 0, state: AudioProgressState::Stopped };
        };
        let state =
            if loaded.since.is_some() { AudioProgressState::Playing } else { AudioProgressState::Paused };
        let milliseconds = |duration: Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        AudioProgress {
            position_ms: milliseconds(loaded.position(now)),
            duration_ms: milliseconds(loaded.duration),
            state,
        }
    }
}

impl Loaded {
    fn position(&self, now: Instant) -> Duration {
        let running = self.since.map_or(Duration::ZERO, |since| now.saturating_duration_since(since));
        (self.played + running).min(self.duration)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{AudioProgressState, Playback};

    fn shown(playback: &Playback, now: Instant) -> (u64, AudioProgressState) {
        let progress = playback.progress(now);
        (progress.position_ms, progress.state)
    }

    #[test]
    fn the_clock_runs_while_it_plays() {
        let (mut playback, start) = (Playback::default(), Instant::now());
        let after = |milliseconds| start + Duration::from_millis(milliseconds);
        assert_eq!(shown(&playback, start), (0, AudioProgressState::Stopped));
        playback.play(7, 1_000, start);
        assert_eq!(shown(&playback, after(300)), (300, AudioProgressState::Playing));
        playback.pause(after(400));
        assert_eq!(shown(&playback, after(900)), (400, AudioProgressState::Paused));
        assert_eq!(playback.rest(after(900)), None);
        playback.resume(after(900));
        playback.resume(after(950));
        assert_eq!(shown(&playback, after(1_000)), (500, AudioProgressState::Playing));
        assert!(!playback.is_over(after(1_499)));
        assert!(playback.is_over(after(1_500)));
        assert_eq!(shown(&playback, after(9_000)), (1_000, AudioProgressState::Playing));
    }

    #[test]
    fn seeking_goes_no_further_than_the_end_and_starts_nothing() {
        let (mut playback, start) = (Playback::default(), Instant::now());
        playback.seek(100, start);
        assert_eq!(playback.track(), None);
        playback.play(7, 1_000, start);
        playback.pause(start);
        playback.seek(9_000, start);
        assert_eq!(shown(&playback, start), (1_000, AudioProgressState::Paused));
        playback.stop();
        assert_eq!(shown(&playback, start), (0, AudioProgressState::Stopped));
    }
}
