//! What is said of one look after another, and what is heard of the disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use super::folders::{Folders, Touched};
use super::look::{self, Look};
use super::session::{Said, Session, Turn};
use crate::files::{self, Written};
use crate::load_from;

const MANIFEST: &str = "samewire: 1\nprotocol: t\nserver:\n  joined: { fields: { who: string } }\n";
const BROKEN: &str = "samewire: 1\nprotocol: t\nserver:\n  joined: { fields: { who: strnig } }\n";

/// A session, and the files that it is shown.
struct Watched {
    session: Session,
    files: BTreeMap<PathBuf, String>,
}

impl Watched {
    fn new(text: &str) -> Watched {
        let mut watched = Watched { session: Session::new("/p".into()), files: BTreeMap::new() };
        watched.put("events.yaml", text);
        watched
    }

    fn put(&mut self, name: &str, text: &str) {
        self.files.insert(Path::new("/p").join(name), text.to_owned());
    }

    fn remove(&mut self, name: &str) {
        self.files.remove(&Path::new("/p").join(name));
    }

    fn look(&self, updated: usize) -> Look {
        let read = |path: &Path| self.files.get(path).map(|text| text.clone().into_bytes());
        match load_from(Path::new("/p/events.yaml"), Path::new("/p"), &read) {
            Err(rejected) => Look::Mistakes(rejected),
            Ok(loaded) => {
                let updated = (0..updated).map(|number| PathBuf::from(number.to_string())).collect();
                let written = Written { updated, ..Written::default() };
                Look::Generated { loaded: Box::new(loaded), written }
            }
        }
    }

    fn turn(&mut self, look: Look, sure: bool) -> Turn {
        match self.session.turn(look, Duration::from_millis(38), sure) {
            Turn::Say(said) => Turn::Say(Said {
                diagnostics: plain(&said.diagnostics),
                line: plain(&said.line),
                is_well: said.is_well,
            }),
            other => other,
        }
    }

    /// What is said once nothing more follows, and so many files differed.
    #[track_caller]
    fn said(&mut self, updated: usize) -> Said {
        match self.turn(self.look(updated), true) {
            Turn::Say(said) => said,
            other => panic!("{other:?}"),
        }
    }
}

fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn what_changed_is_told_in_one_line() {
    let mut watched = Watched::new(MANIFEST);
    assert_eq!(
        watched.said(4).line,
        "t: 1 event from the server, 0 from the client, 0 types; 4 files written in 38ms"
    );
    watched.put("events.yaml", &MANIFEST.replace("string", "uuid"));
    assert_eq!(
        watched.said(2).line,
        "events.yaml: ~ server.joined.who: string → uuid; 2 files written in 38ms"
    );
    watched.put("events.yaml", &format!("# A comment.\n{}", MANIFEST.replace("string", "uuid")));
    assert_eq!(watched.said(0).line, "events.yaml: no change of what is sent; no file to write");
}

#[test]
fn a_look_at_the_same_says_nothing() {
    let mut watched = Watched::new(MANIFEST);
    watched.said(4);
    assert_eq!(watched.turn(watched.look(0), true), Turn::Silent);
    watched.put("events.yaml", BROKEN);
    watched.said(0);
    assert_eq!(watched.turn(watched.look(0), true), Turn::Silent);
    // Somebody has removed generated files and saved again.
    watched.put("events.yaml", MANIFEST);
    watched.said(0);
    assert_eq!(watched.said(3).line, "generated files were not as they should be; 3 files written in 38ms");
}

#[test]
fn mistakes_are_shown_until_it_is_well_again() {
    let mut watched = Watched::new(MANIFEST);
    watched.said(4);
    watched.put("events.yaml", BROKEN);
    let said = watched.said(0);
    assert!(said.diagnostics.contains("did you mean `string`?"), "{}", said.diagnostics);
    let kept = "the generated files stay as they are (`samewire explain CODE` tells more)";
    assert_eq!(said.line, format!("events.yaml: 1 mistake; {kept}"));
    assert!(!said.is_well);
    watched.put("events.yaml", &MANIFEST.replace("string", "u8"));
    let said = watched.said(2);
    assert!(said.is_well && said.diagnostics.is_empty());
    let change = "~ server.joined.who: string → u8; 2 files written in 38ms";
    assert_eq!(said.line, format!("events.yaml: well again; {change}"));
}

#[test]
fn mistakes_from_the_start_stand_in_the_way_of_everything() {
    let mut watched = Watched::new(BROKEN);
    assert!(watched.said(0).line.starts_with("1 mistake; nothing is generated"));
    watched.put("events.yaml", MANIFEST);
    assert!(watched.said(4).line.starts_with("t: 1 event from the server"));
}

/// A save that is seen half-way is no mistake.
#[test]
fn mistakes_are_doubted_and_good_news_are_not() {
    let mut watched = Watched::new(MANIFEST);
    watched.said(4);
    for half in ["", "samewire: 1\nprotocol: t\nserver:\n  joi", BROKEN] {
        watched.put("events.yaml", half);
        assert_eq!(watched.turn(watched.look(0), false), Turn::Doubtful, "{half}");
    }
    watched.put("events.yaml", &MANIFEST.replace("string", "u8"));
    let Turn::Say(said) = watched.turn(watched.look(2), false) else { panic!("it is whole") };
    assert_eq!(said.line, "events.yaml: ~ server.joined.who: string → u8; 2 files written in 38ms");
}

#[test]
fn included_files_come_and_go() {
    const MORE: &str = "client:\n  ping: {}\n";
    let including = format!("{MANIFEST}include: [more.yaml]\n");
    let mut watched = Watched::new(MANIFEST);
    watched.said(4);
    watched.put("events.yaml", &including);
    let said = watched.said(0);
    assert!(said.diagnostics.contains("there is no file `more.yaml`"), "{}", said.diagnostics);
    assert_eq!(watched.session.files(), [Path::new("/p/events.yaml"), Path::new("/p/more.yaml")]);
    watched.put("more.yaml", MORE);
    assert!(watched.said(4).line.starts_with("more.yaml: well again; + client.ping; "));
    watched.remove("more.yaml");
    assert!(watched.said(0).line.starts_with("more.yaml: 1 mistake; "));
    watched.put("more.yaml", &MORE.replace("ping", "pong"));
    assert!(watched.said(0).line.starts_with("more.yaml: well again; - client.ping, + client.pong; "));
    watched.put("events.yaml", MANIFEST);
    assert!(watched.said(4).line.starts_with("events.yaml: - client.pong; "));
    assert_eq!(watched.session.files(), [Path::new("/p/events.yaml")]);
}

/// What cannot be parsed does not say what it includes.
#[test]
fn a_broken_manifest_forgets_no_included_file() {
    let mut watched = Watched::new(&format!("{MANIFEST}include: [more.yaml]\n"));
    watched.put("more.yaml", "client:\n  ping: {}\n");
    watched.said(4);
    watched.put("events.yaml", "server: [\n");
    watched.said(0);
    assert_eq!(watched.session.files().len(), 2);
    watched.put("events.yaml", &format!("{MANIFEST}include: [more.yaml]\n"));
    assert_eq!(watched.said(0).line, "events.yaml: well again; no change of what is sent; no file to write");
}

#[test]
fn warnings_are_shown_when_they_change() {
    let warned = MANIFEST.replace("fields: { who", "fields: { password: string, who");
    let mut watched = Watched::new(MANIFEST);
    assert_eq!(watched.said(4).diagnostics, "");
    watched.put("events.yaml", &warned);
    assert!(watched.said(2).diagnostics.starts_with("warning["));
    watched.put("events.yaml", &format!("# Elsewhere.\n{warned}"));
    assert_eq!(watched.said(0).diagnostics, "");
}

#[test]
fn a_disk_that_refuses_is_told_once_and_tried_again() {
    let mut watched = Watched::new(MANIFEST);
    watched.said(4);
    watched.put("events.yaml", &MANIFEST.replace("string", "u8"));
    let refused = |watched: &Watched| {
        let Look::Generated { loaded, .. } = watched.look(0) else { panic!("it is valid") };
        Look::Unwritten { loaded, why: files::Error::Folder("/p/generated/rust/mod.rs".into()) }
    };
    let Turn::Say(said) = watched.turn(refused(&watched), true) else { panic!("it is told") };
    assert!(said.line.starts_with("events.yaml: error: generated/rust/mod.rs is a folder"), "{}", said.line);
    assert!(said.line.ends_with("; trying again every second") && watched.session.waits_for_disk());
    assert_eq!(watched.turn(refused(&watched), false), Turn::Silent);
    assert_eq!(watched.said(2).line, "well again; ~ server.joined.who: string → u8; 2 files written in 38ms");
    assert!(!watched.session.waits_for_disk());
}

#[test]
fn the_same_refusal_in_other_words_is_the_same() {
    let mut watched = Watched::new(MANIFEST);
    let mut refused = |text: &str| {
        let Look::Generated { loaded, .. } = watched.look(0) else { panic!("it is valid") };
        let error = std::io::Error::new(std::io::ErrorKind::PermissionDenied, text);
        let why = files::Error::Io { attempt: "write", path: "/p/generated/rust/mod.rs".into(), error };
        watched.turn(Look::Unwritten { loaded, why }, true)
    };
    assert!(matches!(refused("denied at .samewire-1.tmp"), Turn::Say(_)));
    assert_eq!(refused("denied at .samewire-2.tmp"), Turn::Silent);
}

/// Files are generated into the very folder that is watched. What is heard of them concerns nobody; the save after it does.
#[test]
fn its_own_writing_does_not_concern_it() {
    let project = tempfile::tempdir().unwrap();
    let root = fs::canonicalize(project.path()).unwrap();
    let manifest = root.join("events.yaml");
    let text = MANIFEST.replace("server:", "outputs: { rust: { dir: \".\" } }\nserver:");
    fs::write(&manifest, &text).unwrap();
    let (send, heard) = mpsc::channel();
    let mut folders = Folders::new(move |touched| touched.into_iter().for_each(|one| drop(send.send(one))));
    let read = |folders: &mut Folders| {
        assert!(folders.follow(&root, std::slice::from_ref(&manifest)), "the folder is watched only now");
        crate::load(&manifest, Some(&root))
    };
    let Look::Generated { written, .. } = look::generate(read(&mut folders)) else { panic!("it is valid") };
    assert!(written.created.contains(&root.join("mod.rs")), "{written:?}");
    fs::write(&manifest, text.replace("string", "u8")).unwrap();

    let mut own = 0;
    loop {
        // The guard of a test that would hang.
        let touched = heard.recv_timeout(Duration::from_secs(60)).expect("the save is heard");
        match folders.is_concerned(&touched) {
            false => own += 1,
            true => {
                assert!(matches!(&touched, Touched::Begun(path) | Touched::Done(path) if *path == manifest));
                break;
            }
        }
    }
    assert!(own > 0, "what it wrote was not heard at all: this test shows nothing");
}
