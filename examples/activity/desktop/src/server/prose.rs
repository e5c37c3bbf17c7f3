//! What the made-up session is made of, and frames that were written by hand.

use samewire::Timestamp;

/// Each event from the server, and each variant, once.
pub const SERVER_FRAMES: &str = include_str!("../../demo/server.jsonl");

/// The same of the app's own.
pub const APP_FRAMES: &str = include_str!("../../demo/app.jsonl");

/// Frames that this app was not made for.
pub const STRANGE_FRAMES: &str = include_str!("../../demo/strange.jsonl");

/// The frame, as if it had been sent just now.
pub fn at(frame: &str, at: Timestamp) -> String {
    frame.replacen("2026-03-01T08:00:00.000Z", &format!("{at:.3}"), 1)
}

/// Where the server would be.
pub const SERVER_URL: &str = "http://127.0.0.1:4096";

/// Something that the user wants, and what comes of it.
pub struct Topic {
    pub title: &'static str,
    pub question: &'static str,
    pub work: &'static [&'static str],
    pub answer: &'static str,
}

pub const TOPICS: &[Topic] = &[
    Topic {
        title: "A slow test",
        question: "Why does the test suite take four minutes?",
        work: &["Reading tests/run", "Running cargo test --timings", "Comparing with last week"],
        answer: "Most of it is one test that waits for a port with a fixed delay of ninety seconds. \
            It could ask the server when it listens. I have changed that in tests/server.rs: \
            the suite now takes fifty-one seconds.",
    },
    Topic {
        title: "Dark mode",
        question: "The settings page is unreadable in dark mode. Can you look?",
        work: &["Reading src/style/settings.css", "Measuring contrast"],
        answer: "Two colours were written as numbers and not taken from the theme. \
            The labels had a contrast of 1.9 to 1. With the theme's own colours it is 8.4 to 1.",
    },
    Topic {
        title: "Retries",
        question: "Please let the uploader try again when the network is gone.",
        work: &["Reading src/upload.rs", "Reading src/backoff.rs", "Running cargo test upload"],
        answer: "The uploader tries again up to five times now, each time after a longer wait, \
            and gives the reason up to its caller when it gives up. A file that was half sent is sent again from \
            where it stopped.",
    },
    Topic {
        title: "Release notes",
        question: "Write the release notes for 0.9, please.",
        work: &["Reading the log since 0.8", "Reading CHANGELOG.md"],
        answer: "There are three things that users will notice: sessions can be pinned, the feed can be searched, \
            and answers can be stopped. I have put them first, and the fixes behind them.",
    },
];

/// How an answer breaks off.
pub const MISHAPS: &[&str] =
    &["the connection was reset", "the model is overloaded", "the answer took too long"];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{APP_FRAMES, SERVER_FRAMES, STRANGE_FRAMES};
    use crate::{app, events};

    /// Variants are told apart by what stands before their fields when they are printed.
    fn kinds<T: std::fmt::Debug>(events: impl Iterator<Item = T>) -> BTreeSet<String> {
        let kind = |event: T| format!("{event:?}").split(" {").next().unwrap_or_default().to_owned();
        events.map(kind).collect()
    }

    /// 28 rows has the table of the app's own events, and no frame is of an event that is not in it.
    #[test]
    fn each_variant_of_the_apps_own_events_is_there() {
        let kinds = kinds(APP_FRAMES.lines().map(|frame| app::ServerFrame::decode(frame).unwrap().event));
        assert_eq!(kinds.len(), 28, "{kinds:?}");
        assert!(kinds.iter().all(|kind| !kind.starts_with("Unknown")));
    }

    #[test]
    fn each_event_of_the_server_is_there_and_each_variant() {
        let kinds =
            kinds(SERVER_FRAMES.lines().map(|frame| events::ServerFrame::decode(frame).unwrap().event));
        // Three events, and five variants of the fourth.
        assert_eq!(kinds.len(), 8, "{kinds:?}");
        assert!(kinds.iter().all(|kind| !kind.starts_with("Unknown")));
    }

    /// The actor of version 1 was one string.
    #[test]
    fn an_older_version_is_read_as_the_newest_and_a_newer_one_is_unknown() {
        let events: Vec<_> =
            STRANGE_FRAMES.lines().map(|frame| events::ServerFrame::decode(frame).unwrap().event).collect();
        let events::ServerEvent::SessionUpdate(update) = &events[0] else { panic!("{:?}", events[0]) };
        assert_eq!((update.session_id.as_str(), update.pinned), ("session-0", false));
        assert_eq!(update.actor.name, "Grace Hopper");
        assert!(events[1..].iter().all(|event| matches!(event, events::ServerEvent::Unknown(_))));
    }
}
