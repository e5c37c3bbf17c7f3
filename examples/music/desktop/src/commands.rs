//! What the page asks for. Nothing but `load`, and what it reads again, answers with state: what became of a wish is told by events.

use std::fmt;
use std::time::Instant;

use serde::{Serialize, Serializer};
use serde_json::Value;
use tauri::ipc::Invoke;
use tauri::{State, Wry};

use crate::events::server::QueueStateChangedLoopMode;
use crate::library::Track;
use crate::player::Player;
use crate::playlists::Playlist;
use crate::queue::Entry;
use crate::state::Everything;
use crate::{folder, rehearsal};

/// Why a wish is not granted.
#[derive(Debug)]
pub enum Refused {
    NoPlaylist,
    NoName,
    NoSetting,
    NotRehearsing,
    Rehearsal(String),
    Folder(std::io::Error),
}

pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        load,
        tracks,
        queue,
        playlists,
        scan,
        compose,
        queue_add,
        queue_play,
        queue_remove,
        queue_clear,
        queue_move,
        queue_jump,
        set_shuffle,
        set_loop,
        play,
        pause,
        toggle,
        next,
        previous,
        stop,
        seek,
        favor,
        playlist_create,
        playlist_rename,
        playlist_delete,
        playlist_add,
        playlist_remove,
        playlist_move,
        set_setting,
        reset_settings,
        lastfm_connect,
        lastfm_disconnect,
        rehearsal::rehearse,
        rehearsal::measure,
    ]
}

type Handle<'a> = State<'a, Player>;

#[tauri::command]
fn load(player: Handle<'_>) -> Everything {
    player.state().everything()
}

/// These tracks, as far as they are there; all of them where none is named.
#[tauri::command]
fn tracks(player: Handle<'_>, track_ids: Vec<i64>) -> Vec<Track> {
    let state = player.state();
    let wanted = |track: &&Track| track_ids.is_empty() || track_ids.contains(&track.id);
    state.library.tracks().filter(wanted).cloned().collect()
}

#[tauri::command]
fn queue(player: Handle<'_>) -> Vec<Entry> {
    player.state().queue.entries().to_vec()
}

#[tauri::command]
fn playlists(player: Handle<'_>) -> Vec<Playlist> {
    player.state().playlists.all().to_vec()
}

#[tauri::command]
fn scan(player: Handle<'_>) {
    folder::scan(&player);
}

/// Puts another song into the folder, which the watch then finds; answers with its title.
#[tauri::command]
async fn compose(player: Handle<'_>) -> Result<String, Refused> {
    folder::compose(player.folder()).map_err(Refused::Folder)
}

#[tauri::command]
fn queue_add(player: Handle<'_>, track_ids: Vec<i64>) {
    player.change(|state, told| state.queue.add(&track_ids, told));
}

#[tauri::command]
fn queue_play(player: Handle<'_>, track_ids: Vec<i64>, start: usize) {
    player.change(|state, told| {
        state.queue.replace(&track_ids, start, told);
        state.play_current(told);
    });
}

#[tauri::command]
fn queue_remove(player: Handle<'_>, position: usize) {
    player.change(|state, told| {
        if state.queue.remove(position, told) {
            state.play_current(told);
        }
    });
}

#[tauri::command]
fn queue_clear(player: Handle<'_>) {
    player.change(|state, told| {
        state.queue.clear(told);
        state.stop(told);
    });
}

#[tauri::command]
fn queue_move(player: Handle<'_>, from: usize, to: usize) {
    player.change(|state, told| state.queue.reorder(from, to, told));
}

#[tauri::command]
fn queue_jump(player: Handle<'_>, position: usize) {
    player.change(|state, told| {
        if state.queue.jump(position, told) {
            state.play_current(told);
        }
    });
}

#[tauri::command]
fn set_shuffle(player: Handle<'_>, on: bool) {
    player.change(|state, told| state.queue.shuffle(on, told));
}

#[tauri::command]
fn set_loop(player: Handle<'_>, mode: QueueStateChangedLoopMode) {
    player.change(|state, told| state.queue.set_loop(mode, told));
}

#[tauri::command]
fn play(player: Handle<'_>) {
    player.change(|state, told| state.resume(told));
}

#[tauri::command]
fn pause(player: Handle<'_>) {
    player.change(|state, told| state.pause(told));
}

#[tauri::command]
fn toggle(player: Handle<'_>) {
    player.change(|state, told| match state.playback.is_running() {
        true => state.pause(told),
        false => state.resume(told),
    });
}

#[tauri::command]
fn next(player: Handle<'_>) {
    player.change(|state, told| {
        state.queue.next(told);
        state.play_current(told);
    });
}

#[tauri::command]
fn previous(player: Handle<'_>) {
    player.change(|state, told| {
        state.queue.previous(told);
        state.play_current(told);
    });
}

#[tauri::command]
fn stop(player: Handle<'_>) {
    player.change(|state, told| state.stop(told));
}

#[tauri::command]
fn seek(player: Handle<'_>, position_ms: u64) {
    player.change(|state, told| {
        state.playback.seek(position_ms, Instant::now());
        told.tell(state.playback.progress(Instant::now()));
    });
}

#[tauri::command]
fn favor(player: Handle<'_>, track_id: i64, favors: bool) {
    player.change(|state, told| state.favor(track_id, favors, told));
}

#[tauri::command]
fn playlist_create(player: Handle<'_>, name: String) -> Result<i64, Refused> {
    let name = trimmed(&name)?;
    Ok(player.change(|state, told| state.playlists.create(name, told)))
}

#[tauri::command]
fn playlist_rename(player: Handle<'_>, playlist_id: i64, name: String) -> Result<(), Refused> {
    let name = trimmed(&name)?;
    let done = player.change(|state, told| state.playlists.rename(playlist_id, name, told));
    done.ok_or(Refused::NoPlaylist)
}

#[tauri::command]
fn playlist_delete(player: Handle<'_>, playlist_id: i64) -> Result<(), Refused> {
    let done = player.change(|state, told| state.playlists.delete(playlist_id, told));
    done.ok_or(Refused::NoPlaylist)
}

#[tauri::command]
fn playlist_add(player: Handle<'_>, playlist_id: i64, track_ids: Vec<i64>) -> Result<(), Refused> {
    let done = player.change(|state, told| state.playlists.add(playlist_id, track_ids, told));
    done.ok_or(Refused::NoPlaylist)
}

#[tauri::command]
fn playlist_remove(player: Handle<'_>, playlist_id: i64, position: usize) -> Result<(), Refused> {
    let done = player.change(|state, told| state.playlists.remove(playlist_id, position, told));
    done.ok_or(Refused::NoPlaylist)
}

#[tauri::command]
fn playlist_move(player: Handle<'_>, playlist_id: i64, from: usize, to: usize) -> Result<(), Refused> {
    let done = player.change(|state, told| state.playlists.reorder(playlist_id, from, to, told));
    done.ok_or(Refused::NoPlaylist)
}

#[tauri::command]
fn set_setting(player: Handle<'_>, key: String, value: Value) -> Result<(), Refused> {
    player.change(|state, told| {
        state.settings.set(&key, value, told).ok_or(Refused::NoSetting)?;
        if !state.settings.is_on("offline") {
            state.lastfm.flush(told);
        }
        Ok(())
    })
}

#[tauri::command]
fn reset_settings(player: Handle<'_>) {
    player.change(|state, told| {
        state.settings.reset(told);
        state.lastfm.flush(told);
    });
}

#[tauri::command]
fn lastfm_connect(player: Handle<'_>, username: String) -> Result<(), Refused> {
    let username = trimmed(&username)?;
    player.change(|state, told| state.lastfm.connect(username, told));
    Ok(())
}

#[tauri::command]
fn lastfm_disconnect(player: Handle<'_>) {
    player.change(|state, told| state.lastfm.disconnect(told));
}

fn trimmed(name: &str) -> Result<String, Refused> {
    let name = name.trim();
    if name.is_empty() { Err(Refused::NoName) } else { Ok(name.to_owned()) }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::NoPlaylist => f.write_str("there is no such place in a playlist"),
            Refused::NoName => f.write_str("it needs a name"),
            Refused::NoSetting => f.write_str("there is no such setting"),
            Refused::NotRehearsing => f.write_str("MUSIC_REHEARSAL is not set"),
            Refused::Rehearsal(reason) => f.write_str(reason),
            Refused::Folder(error) => write!(f, "the song cannot be written: {error}"),
        }
    }
}

/// For the page: a text.
impl Serialize for Refused {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
