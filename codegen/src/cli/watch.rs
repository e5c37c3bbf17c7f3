//! `watch`: generates, and again after each save, until somebody ends it.

mod changes;
mod folders;
mod look;
mod places;
mod session;
mod settling;
#[cfg(test)]
mod tests;

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use clap::Args;
use jiff::Zoned;

use super::input::{self, Found};
use super::report::{count, error};
use super::{Failure, Format, INTERRUPTED, Input, Verdict};
use crate::source::display_path;
use folders::{Folders, Touched};
use session::{Said, Session, Turn};
use settling::Settling;

/// How often it looks while there is something that no event tells of.
const EVERY: Duration = Duration::from_secs(1);

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The manifest [default: events.yaml, here or in a folder above, up to the project's]
    #[arg(long, value_name = "PATH")]
    manifest: Option<PathBuf>,
    /// The project, outside of which nothing is read or written [default: the nearest folder with .git]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Look every second, for file systems that do not tell of changes: those of a network, or shared with a container
    #[arg(long)]
    poll: bool,
}

/// What a watch waits for.
enum Happening {
    /// Something became of files or folders.
    Files(Vec<Touched>),
    /// Somebody ended it.
    End,
}

/// Generates until it is ended.
pub(super) fn watch(arguments: &Arguments) -> Result<Verdict, Failure> {
    let (manifest, root) = (arguments.manifest.clone(), arguments.root.clone());
    let found = input::find(&Input { manifest, root, format: Format::Human })?;
    let (send, happenings) = mpsc::channel();
    end_on_signal(send.clone())?;
    let folders = match arguments.poll {
        true => Folders::unwatched(),
        false => Folders::new(move |touched| drop(send.send(Happening::Files(touched)))),
    };
    let mut watch = Watch {
        folders,
        session: Session::new(found.base.clone()),
        settling: Settling::default(),
        looked: Instant::now(),
        found,
    };
    watch.begin()?;
    while watch.wait(&happenings)? {}
    end_line()?;
    Ok(Verdict::Interrupted)
}

/// Whatever is being written is written to its end first; who asks twice need not wait for it.
fn end_on_signal(send: Sender<Happening>) -> Result<(), Failure> {
    let asked = AtomicBool::new(false);
    let handler = move || {
        if asked.swap(true, Ordering::Relaxed) || send.send(Happening::End).is_err() {
            process::exit(INTERRUPTED.into());
        }
    };
    ctrlc::set_handler(handler)
        .map_err(|error| Failure::Message(format!("Ctrl-C cannot be waited for: {error}")))
}

struct Watch {
    found: Found,
    folders: Folders,
    session: Session,
    settling: Settling,
    /// When it looked last.
    looked: Instant,
}

impl Watch {
    fn begin(&mut self) -> Result<(), Failure> {
        self.look(true)?;
        let manifest = display_path(&self.found.manifest, Some(&self.found.base));
        let beside = match self.session.files().len().saturating_sub(1) {
            0 => String::new(),
            more => format!(" and {} that it includes", count(more, "file")),
        };
        writeln!(anstream::stdout(), "watching {manifest}{beside}; Ctrl-C ends")?;
        Ok(())
    }

    /// Waits for the next thing to happen, or until it is time to look; whether it goes on.
    fn wait(&mut self, happenings: &Receiver<Happening>) -> Result<bool, Failure> {
        match receive(happenings, self.due()) {
            Some(Happening::End) => return Ok(false),
            Some(Happening::Files(touched)) => {
                touched.into_iter().for_each(|touched| self.touched(touched));
            }
            None => self.look(self.settling.is_quiet(Instant::now()))?,
        }
        Ok(true)
    }

    fn touched(&mut self, touched: Touched) {
        if self.folders.is_concerned(&touched) {
            self.settling.touch(Instant::now(), touched);
        }
    }

    fn due(&self) -> Option<Instant> {
        let blind = !self.folders.see_all() || self.session.waits_for_disk();
        self.settling.due().or_else(|| blind.then(|| self.looked + EVERY))
    }

    /// Reads what there is and makes the generated files agree. Mistakes are told only if it is `sure` that nobody is in
    /// the middle of a save.
    fn look(&mut self, sure: bool) -> Result<(), Failure> {
        let start = Instant::now();
        self.looked = start;
        let (found, folders) = (&self.found, &mut self.folders);
        let read = look::read(found, self.session.files(), |files| folders.follow(&found.project(), files));
        let was_touched = sure || self.settling.due().is_some() || self.session.waits_for_disk();
        if !was_touched && !self.session.is_news(look::sources(&read)) {
            return Ok(());
        }
        let look = look::generate(read);
        match self.session.turn(look, start.elapsed(), sure) {
            Turn::Doubtful => self.settling.doubt(Instant::now()),
            Turn::Silent => self.settling.rest(),
            Turn::Say(said) => {
                self.settling.rest();
                say(&said)?;
            }
        }
        if let Some(why) = self.folders.complaint() {
            writeln!(anstream::stderr(), "{} {why}", error("warning:"))?;
        }
        Ok(())
    }
}

fn receive(happenings: &Receiver<Happening>, due: Option<Instant>) -> Option<Happening> {
    let Some(due) = due else { return happenings.recv().ok().or(Some(Happening::End)) };
    match happenings.recv_timeout(due.saturating_duration_since(Instant::now())) {
        Ok(happening) => Some(happening),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => Some(Happening::End),
    }
}

fn say(said: &Said) -> io::Result<()> {
    let time = Zoned::now().strftime("%H:%M:%S");
    write!(anstream::stderr(), "{}", said.diagnostics)?;
    match said.is_well {
        true => writeln!(anstream::stdout(), "{time} {}", said.line),
        false => writeln!(anstream::stderr(), "{time} {}", said.line),
    }
}

/// Behind the `^C` that a terminal shows.
fn end_line() -> io::Result<()> {
    if io::stdout().is_terminal() { writeln!(io::stdout()) } else { Ok(()) }
}
