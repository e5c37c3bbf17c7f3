//! What the player knows, and what one part of it means for the others.

use std::collections::BTreeSet;
use std::time::Instant;

use serde::Serialize;

use crate::events::server::{
    AudioProgress, AudioTrackEnded, FavoritesUpdated, LibraryScanComplete, LibraryUpdated,
    LibraryUpdatedAction, QueueStateChanged, ScanProgress, WatchedFolderStatus,
};
use crate::events::types::Change;
use crate::lastfm::{LastFm, Play};
use crate::library::{Library, Track};
use crate::playback::Playback;
use crate::player::Told;
use crate::playlists::{Playlist, Playlists};
use crate::queue::{Entry, Queue};
use crate::settings::Settings;

#[derive(Default)]
pub struct State {
    pub library: Library,
    pub queue: Queue,
    pub playback: Playback,
    pub favorites: BTreeSet<i64>,
    pub playlists: Playlists,
    pub settings: Settings,
    pub lastfm: LastFm,
    /// What was told last of the folder.
    pub scan: Option<ScanProgress>,
    pub scanned: Option<LibraryScanComplete>,
    pub watch: Option<WatchedFolderStatus>,
}

/// All that the page shows before the first event.
#[derive(Serialize)]
pub struct Everything {
    tracks: Vec<Track>,
    queue: Vec<Entry>,
    queue_state: QueueStateChanged,
    progress: AudioProgress,
    favorites: Vec<i64>,
    playlists: Vec<Playlist>,
    settings: Settings,
    username: Option<String>,
    waiting_plays: usize,
    scan: Option<ScanProgress>,
    scanned: Option<LibraryScanComplete>,
    watch: Option<WatchedFolderStatus>,
}

/// More tracks than this are not told one by one.
const MANY: usize = 100;

impl State {
    pub fn everything(&self) -> Everything {
        Everything {
            tracks: self.library.tracks().cloned().collect(),
            queue: self.queue.entries().to_vec(),
            queue_state: self.queue.state(),
            progress: self.playback.progress(Instant::now()),
            favorites: self.favorites.iter().copied().collect(),
            playlists: self.playlists.all().to_vec(),
            settings: self.settings.clone(),
            username: self.lastfm.username().map(str::to_owned),
            waiting_plays: self.lastfm.waiting(),
            scan: self.scan.clone(),
            scanned: self.scanned.clone(),
            watch: self.watch.clone(),
        }
    }

    /// Plays what the queue is at, from its beginning; stops if it is at nothing.
    pub fn play_current(&mut self, told: &mut Told) {
        let track = self.queue.current().and_then(|id| self.library.track(id));
        match track {
            Some(track) => self.playback.play(track.id, track.tags.duration_ms, Instant::now()),
            None => self.playback.stop(),
        }
        told.tell(self.playback.progress(Instant::now()));
    }

    /// Goes on where it was paused, or begins with the queue.
    pub fn resume(&mut self, told: &mut Told) {
        if self.playback.track().is_some() {
            self.playback.resume(Instant::now());
            told.tell(self.playback.progress(Instant::now()));
        } else {
            self.queue.begin(told);
            self.play_current(told);
        }
    }

    pub fn pause(&mut self, told: &mut Told) {
        self.playback.pause(Instant::now());
        told.tell(self.playback.progress(Instant::now()));
    }

    pub fn stop(&mut self, told: &mut Told) {
        self.playback.stop();
        told.tell(self.playback.progress(Instant::now()));
    }

    /// The clock has gone on.
    pub fn tick(&mut self, now: Instant, told: &mut Told) {
        let Some(track) = self.playback.track() else { return };
        told.tell(self.playback.progress(now));
        if !self.playback.is_over(now) {
            return;
        }
        told.tell(AudioTrackEnded);
        if let Some(track) = self.library.track(track).filter(|_| self.settings.is_on("scrobble")) {
            let play = Play { artist: track.tags.artist.clone(), track: track.tags.title.clone() };
            self.lastfm.report(play, !self.settings.is_on("offline"), told);
        }
        self.queue.advance(told);
        self.play_current(told);
    }

    pub fn favor(&mut self, track_id: i64, favors: bool, told: &mut Told) {
        let (changes, action) = match favors {
            true => (self.favorites.insert(track_id), Change::Added),
            false => (self.favorites.remove(&track_id), Change::Removed),
        };
        if changes {
            told.tell(FavoritesUpdated { action, track_id });
        }
    }

    /// Tracks came or changed.
    pub fn tracks_changed(&mut self, action: LibraryUpdatedAction, track_ids: Vec<i64>, told: &mut Told) {
        if !track_ids.is_empty() {
            let track_ids = if track_ids.len() > MANY { Vec::new() } else { track_ids };
            told.tell(LibraryUpdated { action, track_ids });
        }
    }

    /// Files are gone, and with them what pointed to their tracks.
    pub fn tracks_gone(&mut self, track_ids: Vec<i64>, told: &mut Told) {
        for &id in &track_ids {
            self.favor(id, false, told);
        }
        self.playlists.forget(&track_ids, told);
        let was_playing = self.playback.track();
        self.queue.forget(&track_ids, told);
        if was_playing.is_some_and(|id| track_ids.contains(&id)) {
            self.play_current(told);
        }
        self.tracks_changed(LibraryUpdatedAction::Deleted, track_ids, told);
    }
}
