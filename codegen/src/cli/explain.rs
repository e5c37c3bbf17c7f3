//! `explain`: the long story of a diagnostic.

use std::io::Write;

use super::{Failure, Verdict};
use crate::diagnostic::codes::CODES;
use crate::diagnostic::{did_you_mean, explain as page};

/// Prints the page of `code`.
pub(super) fn explain(code: &str) -> Result<Verdict, Failure> {
    let Some(page) = page(code) else { return Err(Failure::Message(unknown(code))) };
    writeln!(anstream::stdout(), "{}", page.trim_end())?;
    Ok(Verdict::Fine)
}

/// Prints every code and what it stands for.
pub(super) fn list() -> Result<Verdict, Failure> {
    let mut out = anstream::stdout();
    for code in CODES {
        writeln!(out, "{}  {}", code.id, code.title)?;
    }
    Ok(Verdict::Fine)
}

fn unknown(code: &str) -> String {
    let near = did_you_mean(code, CODES.iter().map(|known| known.id));
    let hint = near.unwrap_or_else(|| "`samewire explain` lists them all".to_owned());
    format!("there is no code `{code}`: {hint}")
}
