//! One look at the disk: the manifest as it is now, and the generated files brought in line with it.

use std::path::{Path, PathBuf};

use crate::cli::input::Found;
use crate::files::Written;
use crate::source::Sources;
use crate::{Loaded, Rejected, backend, files};

/// What a look came to.
pub enum Look {
    /// The generated files are what the manifest asks for.
    Generated {
        /// The manifest.
        loaded: Box<Loaded>,
        /// What had to be written for that.
        written: Written,
    },
    /// The manifest has mistakes, and nothing was written.
    Mistakes(Box<Rejected>),
    /// There are no mistakes, and the files cannot be written.
    Unwritten {
        /// The manifest.
        loaded: Box<Loaded>,
        /// The reason.
        why: files::Error,
    },
}

/// A manifest, or its mistakes.
pub type Read = Result<Loaded, Box<Rejected>>;

/// New files are watched before they count as read; each round finds includes one level deeper at least.
const ROUNDS: usize = 40;

/// Reads the manifest. `watch` is given all files that matter, `known` ones among them as long as there are mistakes, and
/// says whether it begins to watch a folder only now: what was read before may be old then.
pub fn read(found: &Found, known: &[PathBuf], mut watch: impl FnMut(&[PathBuf]) -> bool) -> Read {
    let manifest = std::slice::from_ref(&found.manifest);
    watch(if known.is_empty() { manifest } else { known });
    let mut read = found.load();
    for _ in 0..ROUNDS {
        if !watch(&matter(&read, known)) {
            break;
        }
        read = found.load();
    }
    read
}

/// Makes the generated files agree.
pub fn generate(read: Read) -> Look {
    let loaded = match read {
        Ok(loaded) => Box::new(loaded),
        Err(rejected) => return Look::Mistakes(rejected),
    };
    match files::write(&backend::render(&loaded)) {
        Ok(written) => Look::Generated { loaded, written },
        Err(why) => Look::Unwritten { loaded, why },
    }
}

/// The texts that were read, whatever came of them.
pub fn sources(read: &Read) -> &Sources {
    match read {
        Ok(loaded) => &loaded.sources,
        Err(rejected) => &rejected.sources,
    }
}

fn matter(read: &Read, known: &[PathBuf]) -> Vec<PathBuf> {
    let own = sources(read).paths().map(Path::to_path_buf);
    match read {
        Ok(_) => own.collect(),
        Err(_) => own.chain(known.iter().cloned()).collect(),
    }
}
