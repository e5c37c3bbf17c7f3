//! `init`: a manifest to start from, and the schema by which editors understand it.

use std::fs::OpenOptions;
use std::io::{Error, ErrorKind, Write};
use std::path::Path;

use super::report::good;
use super::{Failure, Verdict, input};
use crate::schema;

const START: &str = include_str!("init/events.yaml");
const NEXT: &str = include_str!("init/next.txt");

/// The schema's name, which the first line of the manifest names.
const SCHEMA: &str = "samewire.schema.json";

/// Writes the manifest at `path` (in it, when it is a folder) and the schema beside it, never over anything, and says
/// what comes next.
pub(super) fn init(path: &Path) -> Result<Verdict, Failure> {
    let path = if path.is_dir() { path.join(input::MANIFEST) } else { path.to_path_buf() };
    let mut out = anstream::stdout();
    match write_new(&path, START) {
        Ok(()) => writeln!(out, "{}  {}", good("created"), path.display())?,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            return Err(Failure::Message(format!("{} exists and is left as it is", path.display())));
        }
        Err(error) => return Err(cannot_write(&path, &error)),
    }
    let schema = path.with_file_name(SCHEMA);
    match write_new(&schema, &schema::text(schema::Of::Manifest)) {
        Ok(()) => writeln!(out, "{}  {}", good("created"), schema.display())?,
        // That of another manifest in this folder.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
        Err(error) => return Err(cannot_write(&schema, &error)),
    }
    write!(out, "\n{NEXT}")?;
    Ok(Verdict::Fine)
}

fn write_new(path: &Path, text: &str) -> Result<(), Error> {
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}

fn cannot_write(path: &Path, error: &Error) -> Failure {
    Failure::Message(format!("cannot write {}: {error}", path.display()))
}
