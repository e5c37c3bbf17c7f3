//! The player as a whole: one state behind one lock, and the only place from which events go to the page.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{io, thread};

use samewire_tauri::Emit;
use tauri::{AppHandle, Manager};

use crate::events::ServerEvent;
use crate::folder;
use crate::rehearsal::Rehearsal;
use crate::state::State;

/// How often the page is told where playback is.
const TICK: Duration = Duration::from_millis(250);

/// Cheap to clone: all clones are one player.
#[derive(Clone)]
pub struct Player {
    app: AppHandle,
    shared: Arc<Shared>,
}

struct Shared {
    folder: PathBuf,
    state: Mutex<State>,
    /// The state has changed: perhaps something is to be played.
    changed: Condvar,
    /// Whoever reads the folder has it for himself.
    reading: Mutex<u32>,
}

/// What the page is to be told, in order.
#[derive(Default)]
pub struct Told(Vec<ServerEvent>);

impl Told {
    pub fn tell(&mut self, event: impl Into<ServerEvent>) {
        self.0.push(event.into());
    }

    #[cfg(test)]
    pub fn take(&mut self) -> Vec<ServerEvent> {
        std::mem::take(&mut self.0)
    }
}

impl Player {
    /// Starts the clock, watches the folder and reads it for the first time.
    pub fn start(app: &AppHandle, folder: PathBuf) -> io::Result<Player> {
        let shared = Shared {
            folder: folder.canonicalize()?,
            state: Mutex::default(),
            changed: Condvar::new(),
            reading: Mutex::default(),
        };
        let player = Player { app: app.clone(), shared: Arc::new(shared) };
        let clock = player.clone();
        thread::Builder::new().name("clock".to_owned()).spawn(move || clock.run_clock())?;
        folder::watch(&player);
        folder::scan(&player);
        Ok(player)
    }

    /// Changes the state, and tells the page of it in the order in which it changed.
    pub fn change<T>(&self, change: impl FnOnce(&mut State, &mut Told) -> T) -> T {
        let mut state = self.state();
        let mut told = Told::default();
        let answer = change(&mut state, &mut told);
        for event in told.0 {
            self.tell(event);
        }
        self.shared.changed.notify_all();
        answer
    }

    /// Tells the page what is no matter of the state.
    pub fn tell(&self, event: impl Into<ServerEvent>) {
        let event = event.into();
        if self.app.state::<Rehearsal>().spoils(&self.app, &event) {
            return;
        }
        if let Err(error) = event.emit(&self.app) {
            eprintln!("music-desktop: {error}");
        }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn app(&self) -> &AppHandle {
        &self.app
    }

    pub fn folder(&self) -> &std::path::Path {
        &self.shared.folder
    }

    /// The folder is read by one at a time; the guard counts the scans.
    pub fn reading(&self) -> MutexGuard<'_, u32> {
        self.shared.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// There is no sound in this example: a clock plays.
    fn run_clock(&self) {
        loop {
            let state = self.state();
            let waiting = |state: &mut State| state.playback.rest(Instant::now()).is_none();
            let state =
                self.shared.changed.wait_while(state, waiting).unwrap_or_else(PoisonError::into_inner);
            let rest = state.playback.rest(Instant::now()).unwrap_or_default();
            drop(self.shared.changed.wait_timeout(state, rest.min(TICK)));
            self.change(|state, told| state.tick(Instant::now(), told));
        }
    }
}
