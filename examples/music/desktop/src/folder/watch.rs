//! Watching the folder: what happens there is told, and then what it means for the library.

use std::time::Duration;

use notify::event::{ModifyKind, RenameMode};
use notify::{EventKind, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, DebouncedEvent, new_debouncer};
use tauri::Manager;

use super::scan::sweep;
use super::{FOLDER_ID, is_audio, relative};
use crate::events::server::{WatchedFolderFsEvent, WatchedFolderResults, WatchedFolderStatus};
use crate::player::Player;

/// How long a file must be left alone before it is read.
const QUIET: Duration = Duration::from_millis(200);

/// Watches for as long as the app runs. A folder that cannot be watched is told of, and can still be scanned.
pub fn watch(player: &Player) {
    let told = player.clone();
    let debouncer = new_debouncer(QUIET, None, move |result| heard(&told, result));
    let watching = debouncer.and_then(|mut debouncer| {
        debouncer.watch(player.folder(), RecursiveMode::Recursive)?;
        Ok(debouncer)
    });
    match watching {
        Ok(debouncer) => {
            player.app().manage(debouncer);
            status(player, "watching", None);
        }
        Err(error) => status(player, "failed", Some(error.to_string())),
    }
}

fn heard(player: &Player, result: DebounceEventResult) {
    match result {
        Ok(events) => changed(player, &events),
        Err(errors) => {
            for error in errors {
                status(player, "failed", Some(error.to_string()));
            }
        }
    }
}

fn changed(player: &Player, events: &[DebouncedEvent]) {
    let mut changes = 0;
    for event in events {
        if event.need_rescan() {
            // The system has lost some.
            changes += 1;
        }
        let Some(word) = word(&event.kind) else { continue };
        let paths = event.paths.iter().filter(|path| is_audio(path) || path.extension().is_none());
        let paths: Vec<String> = paths.map(|path| relative(player.folder(), path)).collect();
        if !paths.is_empty() {
            changes += 1;
            player.tell(WatchedFolderFsEvent { folder_id: FOLDER_ID, event_type: word.to_owned(), paths });
        }
    }
    if changes > 0 {
        update(player);
    }
}

fn update(player: &Player) {
    let reading = player.reading();
    status(player, "updating", None);
    let found = sweep(player, |_| {});
    let count = |ids: &[i64]| i32::try_from(ids.len()).unwrap_or(i32::MAX);
    player.tell(WatchedFolderResults {
        folder_id: FOLDER_ID,
        added: count(&found.added),
        updated: count(&found.modified),
        deleted: count(&found.deleted),
    });
    status(player, "watching", None);
    drop(reading);
}

/// What pages are told of; that a file was opened or closed is nobody's business.
fn word(kind: &EventKind) -> Option<&'static str> {
    match kind {
        EventKind::Create(_) => Some("create"),
        EventKind::Modify(ModifyKind::Name(RenameMode::Any | RenameMode::Both)) => Some("rename"),
        EventKind::Modify(ModifyKind::Name(RenameMode::From)) | EventKind::Remove(_) => Some("remove"),
        EventKind::Modify(ModifyKind::Name(_)) => Some("create"),
        EventKind::Modify(ModifyKind::Metadata(_)) | EventKind::Access(_) => None,
        EventKind::Modify(_) | EventKind::Any | EventKind::Other => Some("modify"),
    }
}

fn status(player: &Player, status: &str, message: Option<String>) {
    let status = WatchedFolderStatus { folder_id: FOLDER_ID, status: status.to_owned(), message };
    player.change(|state, told| {
        state.watch = Some(status.clone());
        told.tell(status);
    });
}

#[cfg(test)]
mod tests {
    use notify::EventKind;
    use notify::event::{
        AccessKind, CreateKind, DataChange, MetadataKind, ModifyKind, RemoveKind, RenameMode,
    };

    use super::word;

    #[test]
    fn what_happens_has_a_word_or_is_passed_over() {
        for (kind, expected) in [
            (EventKind::Create(CreateKind::File), Some("create")),
            (EventKind::Modify(ModifyKind::Data(DataChange::Any)), Some("modify")),
            (EventKind::Modify(ModifyKind::Name(RenameMode::Both)), Some("rename")),
            (EventKind::Modify(ModifyKind::Name(RenameMode::From)), Some("remove")),
            (EventKind::Modify(ModifyKind::Name(RenameMode::To)), Some("create")),
            (EventKind::Remove(RemoveKind::Folder), Some("remove")),
            (EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)), None),
            (EventKind::Access(AccessKind::Read), None),
        ] {
            assert_eq!(word(&kind), expected, "{kind:?}");
        }
    }
}
