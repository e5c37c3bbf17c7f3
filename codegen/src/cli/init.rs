//! `init`: a manifest to start from.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::Path;

use super::report::good;
use super::{Failure, Verdict, input};

const START: &str = include_str!("init/events.yaml");
const NEXT: &str = include_str!("init/next.txt");

/// Writes the manifest at `path` (in it, when it is a folder), never over anything, and says what comes next.
pub(super) fn init(path: &Path) -> Result<Verdict, Failure> {
    let path = if path.is_dir() { path.join(input::MANIFEST) } else { path.to_path_buf() };
    let refused = |error: std::io::Error| {
        Failure::Message(match error.kind() {
            ErrorKind::AlreadyExists => format!("{} exists and is left as it is", path.display()),
            _ => format!("cannot write {}: {error}", path.display()),
        })
    };
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(refused)?;
    file.write_all(START.as_bytes()).map_err(refused)?;
    let mut out = anstream::stdout();
    writeln!(out, "{}  {}\n", good("created"), path.display())?;
    write!(out, "{NEXT}")?;
    Ok(Verdict::Fine)
}
