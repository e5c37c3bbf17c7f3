//! The folder of audio files: it is read as a whole, and watched.

mod scan;
mod tones;
mod watch;

use std::ffi::OsStr;
use std::path::Path;

pub use scan::scan;
pub use tones::{compose, made_up};
pub use watch::watch;

/// There is one folder, and this is its number.
const FOLDER_ID: i64 = 1;

/// What is taken for an audio file.
const EXTENSIONS: [&str; 7] = ["wav", "mp3", "flac", "ogg", "opus", "m4a", "aiff"];

fn is_audio(path: &Path) -> bool {
    let extension = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

/// As a track has it: relative to the folder, with slashes.
fn relative(folder: &Path, path: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path);
    let parts: Vec<_> = path.iter().map(OsStr::to_string_lossy).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{is_audio, relative};

    #[test]
    fn a_file_is_told_by_its_extension_and_named_from_the_folder_on() {
        assert!(is_audio(Path::new("/m/a/b.WAV")));
        assert!(!is_audio(Path::new("/m/cover.png")));
        assert!(!is_audio(Path::new("/m/wav")));
        assert_eq!(relative(Path::new("/m"), Path::new("/m/a/b.wav")), "a/b.wav");
        assert_eq!(relative(Path::new("/m"), Path::new("/n/b.wav")), "//n/b.wav");
    }
}
