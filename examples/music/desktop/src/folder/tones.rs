//! A folder of audio files to begin with: short melodies of sine tones, with names and tags, so that there is something to scan.

use std::f32::consts::TAU;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use hound::{SampleFormat, WavSpec, WavWriter};
use lofty::config::WriteOptions;
use lofty::tag::{Accessor, Tag, TagExt, TagType};

/// Samples per second: enough for tones below 4 kHz.
const RATE: u32 = 8_000;
/// Samples of a note.
const NOTE: u32 = RATE / 4;
/// Steps above the key note: any two of them sound well together.
const SCALE: [i32; 8] = [0, 2, 4, 7, 9, 12, 14, 16];
const KEYS: [f32; 3] = [220.0, 261.6, 196.0];

struct Album {
    title: &'static str,
    artist: &'static str,
    /// With their lengths, in notes.
    songs: &'static [(&'static str, u32)],
}

const ALBUMS: [Album; 3] = [
    Album {
        title: "Tides",
        artist: "The Oscillators",
        songs: &[("Low Water", 48), ("Undertow", 64), ("Spring Tide", 56), ("The Long Swell", 88)],
    },
    Album {
        title: "Small Machines",
        artist: "Ada & the Looms",
        songs: &[
            ("Jacquard", 40),
            ("Punched Cards", 52),
            ("Carry the One", 44),
            ("Note G", 72),
            ("Difference", 36),
        ],
    },
    Album {
        title: "Night Bus",
        artist: "Clara Vale",
        songs: &[("Last Stop", 60), ("Window Seat", 76), ("Sodium Light", 52)],
    },
];

/// The folder, made if it is not there yet.
///
/// # Errors
///
/// A file cannot be written.
pub fn made_up(folder: PathBuf) -> io::Result<PathBuf> {
    if folder.is_dir() {
        return Ok(folder);
    }
    // Whoever is interrupted begins anew the next time.
    let unfinished = folder.with_extension("unfinished");
    let mut seed = 0;
    for album in ALBUMS {
        fs::create_dir_all(unfinished.join(album.title))?;
        for (number, (title, notes)) in (1..).zip(album.songs) {
            let file = unfinished.join(album.title).join(format!("{number:02} {title}.wav"));
            seed += 1;
            write(&file, seed, *notes)?;
            tag(&file, title, album.artist, album.title)?;
        }
    }
    fs::rename(&unfinished, &folder)?;
    Ok(folder)
}

const FOUND: [&str; 5] = ["Lost and Found", "Second Thoughts", "Postscript", "Encore", "One More"];

/// Composes one more song into the folder, as if somebody had copied it there; returns its name.
///
/// # Errors
///
/// The file cannot be written.
pub fn compose(folder: &Path) -> io::Result<String> {
    let album = folder.join("Found");
    fs::create_dir_all(&album)?;
    let count = (0..).find(|number| !album.join(file_name(*number)).exists()).unwrap_or_default();
    // Under another name until it is complete: the watch would read half of it.
    let unfinished = album.join(".unfinished");
    let title = title(count);
    write(&unfinished, 100 + u64::try_from(count).unwrap_or_default(), 24)?;
    tag(&unfinished, &title, "Anonymous", "Found")?;
    fs::rename(&unfinished, album.join(file_name(count)))?;
    Ok(title)
}

fn title(count: usize) -> String {
    let name = FOUND[count % FOUND.len()];
    if count < FOUND.len() { name.to_owned() } else { format!("{name} {}", count / FOUND.len() + 1) }
}

fn file_name(count: usize) -> String {
    format!("{:02} {}.wav", count + 1, title(count))
}

fn write(file: &Path, seed: u64, notes: u32) -> io::Result<()> {
    let spec =
        WavSpec { channels: 1, sample_rate: RATE, bits_per_sample: 16, sample_format: SampleFormat::Int };
    let mut random = fastrand::Rng::with_seed(seed);
    let key = KEYS[random.usize(..KEYS.len())];
    let mut writer = WavWriter::create(file, spec).map_err(io::Error::other)?;
    for _ in 0..notes {
        let step = SCALE[random.usize(..SCALE.len())];
        let pitch = key * 2_f32.powf(step as f32 / 12.0);
        for at in 0..NOTE {
            writer.write_sample(sample(pitch, at)).map_err(io::Error::other)?;
        }
    }
    writer.finalize().map_err(io::Error::other)
}

/// A tone that fades.
fn sample(pitch: f32, at: u32) -> i16 {
    let fade = 1.0 - at as f32 / NOTE as f32;
    let wave = (TAU * pitch * at as f32 / RATE as f32).sin();
    (wave * fade * 12_000.0) as i16
}

fn tag(file: &Path, title: &str, artist: &str, album: &str) -> io::Result<()> {
    let mut tag = Tag::new(TagType::RiffInfo);
    tag.set_title(title.to_owned());
    tag.set_artist(artist.to_owned());
    tag.set_album(album.to_owned());
    tag.save_to_path(file, WriteOptions::default()).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{ALBUMS, FOUND, compose, made_up};
    use crate::library::read;

    #[test]
    fn the_folder_holds_songs_that_say_what_they_are() {
        let place = tempfile::tempdir().unwrap();
        let folder = made_up(place.path().join("music")).unwrap();
        for album in ALBUMS {
            assert_eq!(fs::read_dir(folder.join(album.title)).unwrap().count(), album.songs.len());
        }
        let tags = read(&folder.join("Tides/02 Undertow.wav")).unwrap();
        assert_eq!((tags.title.as_str(), tags.artist.as_str()), ("Undertow", "The Oscillators"));
        assert_eq!((tags.album.as_str(), tags.duration_ms), ("Tides", 16_000));
        assert!(!place.path().join("music.unfinished").exists());
    }

    #[test]
    fn a_folder_that_is_there_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        assert_eq!(made_up(place.path().to_owned()).unwrap(), place.path());
        assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
    }

    #[test]
    fn each_new_song_has_a_name_of_its_own() {
        let place = tempfile::tempdir().unwrap();
        let mut titles = Vec::new();
        for _ in 0..=FOUND.len() {
            titles.push(compose(place.path()).unwrap());
        }
        assert_eq!(titles[..2], ["Lost and Found", "Second Thoughts"]);
        assert_eq!(read(&place.path().join("Found/02 Second Thoughts.wav")).unwrap().artist, "Anonymous");
        assert_eq!(titles[FOUND.len()], "Lost and Found 2");
        assert_eq!(fs::read_dir(place.path().join("Found")).unwrap().count(), FOUND.len() + 1);
    }
}
