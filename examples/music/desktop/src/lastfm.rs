//! A stand-in for Last.fm, which never leaves this machine: who signs in is believed, and what is reported is counted.

use crate::events::server::{LastfmAuth, LastfmQueueUpdated, LastfmScrobbleStatus};
use crate::player::Told;

#[derive(Default)]
pub struct LastFm {
    username: Option<String>,
    waiting: Vec<Play>,
}

/// A track that was played to its end.
#[derive(Clone)]
pub struct Play {
    pub artist: String,
    pub track: String,
}

impl LastFm {
    pub fn username(&self) -> Option<&str> {
        self.username.as_deref()
    }

    /// How many plays wait to be reported.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    pub fn connect(&mut self, username: String, told: &mut Told) {
        told.tell(LastfmAuth { state: "connected".to_owned(), username: Some(username.clone()) });
        self.username = Some(username);
    }

    pub fn disconnect(&mut self, told: &mut Told) {
        self.username = None;
        told.tell(LastfmAuth { state: "disconnected".to_owned(), username: None });
    }

    /// Reports a play, or keeps it until Last.fm can be reached. Nothing is reported of nobody.
    pub fn report(&mut self, play: Play, is_reachable: bool, told: &mut Told) {
        if self.username.is_none() {
            return;
        }
        if is_reachable {
            told.tell(status("sent", play, None));
        } else {
            told.tell(status("queued", play.clone(), Some("offline")));
            self.waiting.push(play);
            self.tell_waiting(told);
        }
    }

    /// Last.fm can be reached again.
    pub fn flush(&mut self, told: &mut Told) {
        if self.waiting.is_empty() {
            return;
        }
        for play in self.waiting.drain(..) {
            told.tell(status("sent", play, None));
        }
        self.tell_waiting(told);
    }

    fn tell_waiting(&self, told: &mut Told) {
        told.tell(LastfmQueueUpdated { queued_count: self.waiting.len() as u64 });
    }
}

fn status(status: &str, play: Play, message: Option<&str>) -> LastfmScrobbleStatus {
    let Play { artist, track } = play;
    LastfmScrobbleStatus { status: status.to_owned(), artist, track, message: message.map(str::to_owned) }
}

#[cfg(test)]
mod tests {
    use super::{LastFm, Play};
    use crate::player::Told;

    fn names(of: impl FnOnce(&mut Told)) -> Vec<String> {
        let mut told = Told::default();
        of(&mut told);
        told.take().iter().map(|event| event.name().unwrap().to_owned()).collect()
    }

    #[test]
    fn plays_wait_until_they_can_be_reported() {
        let mut lastfm = LastFm::default();
        let play = || Play { artist: "A".into(), track: "T".into() };
        assert!(names(|told| lastfm.report(play(), true, told)).is_empty());
        assert_eq!(names(|told| lastfm.connect("ada".into(), told)), ["lastfm:auth"]);
        assert_eq!(names(|told| lastfm.report(play(), true, told)), ["lastfm:scrobble-status"]);
        let queued = ["lastfm:scrobble-status", "lastfm:queue-updated"];
        assert_eq!(names(|told| lastfm.report(play(), false, told)), queued);
        assert_eq!(lastfm.waiting(), 1);
        assert_eq!(names(|told| lastfm.flush(told)), queued);
        assert!(names(|told| lastfm.flush(told)).is_empty());
    }
}
