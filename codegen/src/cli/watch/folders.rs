//! Folders that are watched, and what is heard of them. Editors save by renaming, so a file by itself cannot be watched.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, MetadataKind, ModifyKind};
use notify::{ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::places::Places;

/// What became of something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Touched {
    /// Somebody writes to it, and will be heard to end.
    Begun(PathBuf),
    /// It is as somebody wants it: written, moved, removed, with other rights.
    Done(PathBuf),
    /// Any of them may have been touched: events were lost.
    Anything,
}

/// Only there is the end of writing an event.
const TELLS_END: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// The watched folders.
#[derive(Default)]
pub struct Folders {
    watcher: Option<RecommendedWatcher>,
    places: Places,
    watched: BTreeSet<PathBuf>,
    /// A folder that led to a file may be another one now.
    is_stale: bool,
    refusal: Option<String>,
    has_complained: bool,
}

impl Folders {
    /// None yet; `tell` hears what becomes of what is in them.
    pub fn new(tell: impl Fn(Vec<Touched>) + Send + 'static) -> Folders {
        let hear = move |event: notify::Result<Event>| {
            let touched = touched(event);
            if !touched.is_empty() {
                tell(touched);
            }
        };
        match notify::recommended_watcher(hear) {
            Ok(watcher) => Folders { watcher: Some(watcher), ..Folders::default() },
            Err(error) => Folders { refusal: Some(refusal(&error)), ..Folders::default() },
        }
    }

    /// Those of which nothing will be heard.
    pub fn unwatched() -> Folders {
        Folders::default()
    }

    /// Watches all that leads to these files, and nothing else; whether a folder is watched only now.
    pub fn follow(&mut self, project: &Path, files: &[PathBuf]) -> bool {
        self.places = Places::of(project, files.iter().map(PathBuf::as_path));
        let Some(watcher) = &mut self.watcher else { return false };
        let old = |folder: &&PathBuf| self.is_stale || !self.places.folders.contains(*folder);
        for folder in self.watched.iter().filter(old).cloned().collect::<Vec<_>>() {
            // A folder that is gone is no longer watched anyway.
            let _ = watcher.unwatch(&folder);
            self.watched.remove(&folder);
        }
        self.is_stale = false;
        let before = self.watched.len();
        for folder in &self.places.folders {
            if self.watched.contains(folder) {
                continue;
            }
            match watcher.watch(folder, RecursiveMode::NonRecursive) {
                Ok(()) => drop(self.watched.insert(folder.clone())),
                Err(error) if is_gone(&error) => {}
                Err(error) => self.refusal = Some(refusal(&error)),
            }
        }
        self.watched.len() > before
    }

    /// Whether it may have changed what is read.
    pub fn is_concerned(&mut self, touched: &Touched) -> bool {
        let (Touched::Begun(path) | Touched::Done(path)) = touched else {
            self.is_stale = true;
            return true;
        };
        if self.places.files.contains(path) {
            return true;
        }
        let leads = self.places.ways.contains(path) || self.watched.contains(path);
        self.is_stale |= leads;
        leads
    }

    /// Whether nothing can become of the files without being heard.
    pub fn see_all(&self) -> bool {
        let is_watched = |folder| self.watched.contains(folder);
        !self.places.folders.is_empty() && self.places.folders.iter().all(is_watched)
    }

    /// Why not all can be watched; said once.
    pub fn complaint(&mut self) -> Option<&str> {
        let why = self.refusal.as_deref().filter(|_| !self.has_complained)?;
        self.has_complained = true;
        Some(why)
    }
}

fn touched(event: notify::Result<Event>) -> Vec<Touched> {
    let Ok(event) = event else { return vec![Touched::Anything] };
    if event.need_rescan() {
        return vec![Touched::Anything];
    }
    let begins = match event.kind {
        // Reading is none of our business; it is what we do ourselves.
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => {
            return Vec::new();
        }
        EventKind::Create(CreateKind::File) | EventKind::Modify(ModifyKind::Data(_)) => TELLS_END,
        _ => false,
    };
    event.paths.into_iter().map(if begins { Touched::Begun } else { Touched::Done }).collect()
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// In words that tell what to do.
fn refusal(error: &notify::Error) -> String {
    let why = match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system watches as many folders as it may, for all programs of this user together; `sudo sysctl \
             fs.inotify.max_user_watches=524288` lets it watch more"
                .to_owned()
        }
        ErrorKind::Io(error) if is_too_many(error) => {
            "as many programs of this user watch folders as may; `sudo sysctl fs.inotify.max_user_instances=1024` lets \
             more"
            .to_owned()
        }
        _ => format!("a folder cannot be watched: {error}"),
    };
    format!("{why}. Until then the files are looked at every second")
}

/// The limit of open files, which is that of instances too.
fn is_too_many(error: &std::io::Error) -> bool {
    const EMFILE: i32 = 24;
    cfg!(target_os = "linux") && error.raw_os_error() == Some(EMFILE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{DataChange, Flag};

    fn told(kind: EventKind) -> Vec<Touched> {
        touched(Ok(Event::new(kind).add_path("x".into())))
    }

    #[test]
    fn reading_is_not_heard() {
        assert!(told(EventKind::Access(AccessKind::Open(AccessMode::Any))).is_empty());
        assert!(told(EventKind::Access(AccessKind::Close(AccessMode::Read))).is_empty());
        let written = EventKind::Access(AccessKind::Close(AccessMode::Write));
        assert_eq!(told(written), [Touched::Done("x".into())]);
    }

    #[test]
    fn writing_has_an_end_where_that_is_told() {
        let writing = told(EventKind::Modify(ModifyKind::Data(DataChange::Any)));
        let expected = if TELLS_END { Touched::Begun("x".into()) } else { Touched::Done("x".into()) };
        assert_eq!(writing, [expected]);
    }

    #[test]
    fn lost_events_may_be_of_any_file() {
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(touched(Ok(lost)), [Touched::Anything]);
        assert_eq!(touched(Err(notify::Error::generic("?"))), [Touched::Anything]);
    }

    #[test]
    fn limits_are_told_with_their_cure() {
        let watches = refusal(&notify::Error::new(ErrorKind::MaxFilesWatch));
        assert!(watches.contains("fs.inotify.max_user_watches"), "{watches}");
        if cfg!(target_os = "linux") {
            let instances = refusal(&notify::Error::io(std::io::Error::from_raw_os_error(24)));
            assert!(instances.contains("fs.inotify.max_user_instances"), "{instances}");
        }
    }
}
