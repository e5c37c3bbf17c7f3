//! The tracks that are known, one for each audio file of the folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::SystemTime;

use lofty::file::{AudioFile, TaggedFileExt};
use lofty::tag::Accessor;
use serde::Serialize;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Track {
    pub id: i64,
    /// Relative to the folder, with slashes.
    pub path: String,
    #[serde(flatten)]
    pub tags: Tags,
    #[serde(skip)]
    stamp: Stamp,
}

/// What a file says of itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tags {
    pub title: String,
    pub artist: String,
    pub album: String,
    pub duration_ms: u64,
}

/// By which a changed file is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Stamp {
    pub modified: Option<SystemTime>,
    pub length: u64,
}

#[derive(Default)]
pub struct Library {
    tracks: BTreeMap<i64, Track>,
    next_id: i64,
}

/// What a file that was read means.
#[derive(Debug, PartialEq)]
pub enum Put {
    Added(i64),
    Modified(i64),
}

impl Library {
    pub fn tracks(&self) -> impl Iterator<Item = &Track> {
        self.tracks.values()
    }

    pub fn track(&self, id: i64) -> Option<&Track> {
        self.tracks.get(&id)
    }

    /// Whether the file is known as it is now.
    pub fn knows(&self, path: &str, stamp: &Stamp) -> bool {
        self.find(path).is_some_and(|track| track.stamp == *stamp)
    }

    pub fn put(&mut self, path: String, tags: Tags, stamp: Stamp) -> Put {
        let known = self.find(&path).map(|track| track.id);
        let id = known.unwrap_or_else(|| {
            self.next_id += 1;
            self.next_id
        });
        self.tracks.insert(id, Track { id, path, tags, stamp });
        if known.is_some() { Put::Modified(id) } else { Put::Added(id) }
    }

    /// Keeps the tracks of these files; returns the others, which are gone.
    pub fn keep(&mut self, paths: &BTreeSet<String>) -> Vec<i64> {
        let gone = self.tracks.values().filter(|track| !paths.contains(&track.path));
        let gone: Vec<i64> = gone.map(|track| track.id).collect();
        self.tracks.retain(|id, _| !gone.contains(id));
        gone
    }

    fn find(&self, path: &str) -> Option<&Track> {
        self.tracks.values().find(|track| track.path == path)
    }
}

/// Reads the header and the tags of a file. What has no tags is called after its file and its folder.
///
/// # Errors
///
/// It cannot be read, or is no audio file.
pub fn read(path: &Path) -> Result<Tags, lofty::error::FileParseError> {
    let file = lofty::read_from_path(path)?;
    let tag = file.primary_tag().or_else(|| file.first_tag());
    let name = |path: Option<&std::ffi::OsStr>| path.unwrap_or_default().to_string_lossy().into_owned();
    Ok(Tags {
        title: tag.and_then(|tag| tag.title()).map_or_else(|| name(path.file_stem()), |it| it.into_owned()),
        artist: tag.and_then(|tag| tag.artist()).map_or_else(|| "Unknown".to_owned(), |it| it.into_owned()),
        album: tag
            .and_then(|tag| tag.album())
            .map_or_else(|| name(path.parent().and_then(Path::file_name)), |it| it.into_owned()),
        duration_ms: u64::try_from(file.properties().duration().as_millis()).unwrap_or(u64::MAX),
    })
}

#[cfg(test)]
mod tests {
    use super::{Library, Put, Stamp, Tags};

    fn tags(title: &str) -> Tags {
        Tags { title: title.into(), artist: "A".into(), album: "B".into(), duration_ms: 1 }
    }

    #[test]
    fn a_file_keeps_its_track() {
        let stamp = |length| Stamp { modified: None, length };
        let mut library = Library::default();
        assert_eq!(library.put("a.wav".into(), tags("a"), stamp(1)), Put::Added(1));
        assert!(library.knows("a.wav", &stamp(1)));
        assert!(!library.knows("a.wav", &stamp(2)));
        assert_eq!(library.put("a.wav".into(), tags("b"), stamp(2)), Put::Modified(1));
        assert_eq!(library.put("c.wav".into(), tags("c"), stamp(1)), Put::Added(2));
        assert_eq!(library.keep(&["c.wav".to_owned()].into()), [1]);
        assert_eq!(library.track(1), None);
        // A number that was used once is never that of another track.
        assert_eq!(library.put("a.wav".into(), tags("a"), stamp(1)), Put::Added(3));
    }
}
