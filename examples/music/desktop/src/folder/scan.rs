//! Reading the folder: what is new or has changed is read, what is gone is forgotten.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use walkdir::WalkDir;

use super::{is_audio, relative};
use crate::events::server::{
    LibraryScanComplete, LibraryScanProgress, LibraryScanProgressStatus as Status, LibraryUpdatedAction,
    ScanProgress,
};
use crate::library::{self, Put, Stamp};
use crate::player::Player;

/// Reads the folder in a thread of its own, and tells how far it is.
pub fn scan(player: &Player) {
    let player = player.clone();
    thread::spawn(move || {
        let mut scans = player.reading();
        *scans += 1;
        let job = Job { player: &player, id: format!("scan-{}", *scans) };
        let started = Instant::now();
        let found = sweep(&player, |at| job.tell(at));
        let count = |ids: &[i64]| u32::try_from(ids.len()).unwrap_or(u32::MAX);
        let complete = LibraryScanComplete {
            job_id: job.id,
            added: count(&found.added),
            skipped: found.skipped,
            errors: found.errors,
            duration_ms: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        };
        player.change(|state, told| {
            state.scanned = Some(complete.clone());
            told.tell(complete);
        });
    });
}

/// What was different from what was known.
#[derive(Debug, Default, PartialEq)]
pub struct Found {
    pub added: Vec<i64>,
    pub modified: Vec<i64>,
    pub deleted: Vec<i64>,
    pub skipped: u32,
    pub errors: u32,
}

/// How far it is: before the first file, at one of them, or through.
pub struct At<'a> {
    scanned: u32,
    total: u32,
    errors: u32,
    path: Option<&'a str>,
    is_through: bool,
}

/// Compares the folder with the library; the caller has the folder for himself.
pub fn sweep(player: &Player, mut tell: impl FnMut(At<'_>)) -> Found {
    let (files, unread) = files(player.folder());
    let total = u32::try_from(files.len()).unwrap_or(u32::MAX);
    let mut found = Found { errors: unread, ..Found::default() };
    tell(At { scanned: 0, total, errors: unread, path: None, is_through: false });
    let mut paths = BTreeSet::new();
    for (scanned, file) in (0..).zip(&files) {
        let path = relative(player.folder(), file);
        tell(At { scanned, total, errors: found.errors, path: Some(&path), is_through: false });
        take(player, file, &path, &mut found);
        paths.insert(path);
    }
    player.change(|state, told| {
        // What lies in a folder that cannot be read just now is not gone.
        if unread == 0 {
            found.deleted = state.library.keep(&paths);
        }
        state.tracks_gone(found.deleted.clone(), told);
        state.tracks_changed(LibraryUpdatedAction::Added, found.added.clone(), told);
        state.tracks_changed(LibraryUpdatedAction::Modified, found.modified.clone(), told);
    });
    tell(At { scanned: total, total, errors: found.errors, path: None, is_through: true });
    found
}

fn take(player: &Player, file: &Path, path: &str, found: &mut Found) {
    let stamp = match file.metadata() {
        Ok(metadata) => Stamp { modified: metadata.modified().ok(), length: metadata.len() },
        Err(_) => return found.errors += 1,
    };
    if player.state().library.knows(path, &stamp) {
        return found.skipped += 1;
    }
    let Some(tags) = library::read(file).ok().filter(|tags| tags.duration_ms > 0) else {
        return found.errors += 1;
    };
    match player.state().library.put(path.to_owned(), tags, stamp) {
        Put::Added(id) => found.added.push(id),
        Put::Modified(id) => found.modified.push(id),
    }
}

/// The audio files, in the order of their names, and how many places could not be read.
fn files(folder: &Path) -> (Vec<PathBuf>, u32) {
    let (mut files, mut unread) = (Vec::new(), 0);
    for entry in WalkDir::new(folder).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() => files.push(entry.into_path()),
            Ok(_) => {}
            Err(_) => unread += 1,
        }
    }
    files.retain(|path| is_audio(path));
    (files, unread)
}

/// A scan that the page is told about.
struct Job<'a> {
    player: &'a Player,
    id: String,
}

impl Job<'_> {
    /// For programs, and for people.
    fn tell(&self, at: At<'_>) {
        let path = at.path.map(str::to_owned);
        let progress = LibraryScanProgress {
            job_id: self.id.clone(),
            status: if at.is_through { Status::Complete } else { Status::Scanning },
            scanned: at.scanned,
            found: at.total,
            errors: at.errors,
            current_path: path.clone(),
        };
        let shown = ScanProgress {
            phase: if at.is_through { "complete" } else { "reading" }.to_owned(),
            current: at.scanned.into(),
            total: at.total.into(),
            message: path,
        };
        self.player.change(|state, told| {
            state.scan = Some(shown.clone());
            told.tell(progress);
            told.tell(shown);
        });
    }
}
