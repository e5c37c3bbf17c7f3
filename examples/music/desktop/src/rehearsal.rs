//! What tests of the window need, and nobody else has: events that no user can cause, and mistakes that must be found. Only where the
//! environment says `MUSIC_REHEARSAL` is any of it there.

use std::env;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value};
use tauri::{AppHandle, Emitter, Manager, State};

use crate::commands::Refused;
use crate::dispatch;
use crate::events::ServerEvent;
use crate::events::server::{LibraryScanProgress, LibraryScanProgressStatus};
use crate::player::Player;

#[derive(Default)]
pub struct Rehearsal {
    is_on: bool,
    mistake: Option<Mistake>,
}

/// What hand-written apps get wrong.
enum Mistake {
    /// An event goes under another name: `old-name`.
    OldName,
    /// A member is missing: `drop-field`.
    DropField,
    /// A value is spelled as the documentation of the old server has it: `old-word`.
    OldWord,
}

impl Rehearsal {
    pub fn from_environment() -> Rehearsal {
        let is_on = env::var_os("MUSIC_REHEARSAL").is_some();
        let mistake = env::var("MUSIC_MISTAKE").ok().filter(|_| is_on);
        let mistake = mistake.map(|mistake| match mistake.as_str() {
            "old-name" => Mistake::OldName,
            "drop-field" => Mistake::DropField,
            "old-word" => Mistake::OldWord,
            other => panic!("MUSIC_MISTAKE: there is no {other}"),
        });
        Rehearsal { is_on, mistake }
    }

    /// Emits what a hand-written app would in place of the event; false if nothing is to be wrong with it.
    pub fn spoils(&self, app: &AppHandle, event: &ServerEvent) -> bool {
        let Some(mistake) = &self.mistake else { return false };
        let (name, payload) = match (mistake, event) {
            (Mistake::OldName, ServerEvent::QueueUpdated(it)) => ("queue_updated", members(it)),
            (Mistake::DropField, ServerEvent::QueueUpdated(it)) => {
                let mut members = members(it);
                members.remove("queue_length");
                ("queue:updated", members)
            }
            (Mistake::OldWord, ServerEvent::FavoritesUpdated(it)) => {
                let mut members = members(it);
                members.insert("action".to_owned(), "deleted".into());
                ("favorites:updated", members)
            }
            _ => return false,
        };
        app.emit(name, payload).is_ok()
    }

    fn allow(&self) -> Result<(), Refused> {
        if self.is_on { Ok(()) } else { Err(Refused::NotRehearsing) }
    }
}

fn members(payload: &impl serde::Serialize) -> Map<String, Value> {
    match serde_json::to_value(payload) {
        Ok(Value::Object(members)) => members,
        other => panic!("payloads are objects: {other:?}"),
    }
}

/// Hands an event to the page as it stands, for those that no user can cause: media keys, and what nothing emits any more.
#[tauri::command]
pub fn rehearse(
    app: AppHandle,
    rehearsal: State<'_, Rehearsal>,
    name: String,
    payload: String,
) -> Result<(), Refused> {
    rehearsal.allow()?;
    dispatch::relay(&app, &name, &payload).map_err(|error| Refused::Rehearsal(error.to_string()))
}

/// How long it waits, so that the page is idle again when the event comes.
const PAUSE: Duration = Duration::from_millis(2);

/// For the measurement of latencies: emits an event that says when it was emitted, in nanoseconds since 1970.
#[tauri::command]
pub fn measure(app: AppHandle, rehearsal: State<'_, Rehearsal>) -> Result<(), Refused> {
    rehearsal.allow()?;
    std::thread::spawn(move || {
        std::thread::sleep(PAUSE);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        app.state::<Player>().tell(LibraryScanProgress {
            job_id: now.as_nanos().to_string(),
            status: LibraryScanProgressStatus::Scanning,
            scanned: 3,
            found: 12,
            errors: 0,
            current_path: Some("Tides/03 Spring Tide.wav".to_owned()),
        });
    });
    Ok(())
}
