//! `samewire watch`, as a process: real saves in a real folder, and the lines that it answers with. Nothing here waits for a
//! time: each test waits for lines.

mod includes;
mod limits;
mod saves;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use tempfile::TempDir;

const MANIFEST: &str = "\
samewire: 1
protocol: chat
outputs: { rust: {} }
server:
  joined: { fields: { who: string } }
";

/// Something hangs.
const GUARD: Duration = Duration::from_secs(120);

/// A repository with a manifest.
struct Project(TempDir);

impl Project {
    fn new() -> Project {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("repository/.git")).unwrap();
        let project = Project(folder);
        project.put("events.yaml", MANIFEST);
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join("repository").join(name)
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The manifest with another type of its one field.
    fn save(&self, ty: &str) {
        self.put("events.yaml", &MANIFEST.replace("string", ty));
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Every file below a folder and its bytes, hidden ones too.
    fn files(&self, folder: &str) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        read(&self.path(folder), &mut files);
        files.sort();
        files
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_samewire"));
        command.current_dir(self.path("")).args(arguments.split_whitespace()).env_remove("CLICOLOR_FORCE");
        command
    }

    /// A watch that has said what it begins with.
    fn watch(&self) -> Watching {
        let mut watching = Watching::start(&mut self.command("watch"));
        watching.until("Ctrl-C ends");
        watching
    }
}

fn read(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { read(&path, files) } else { files.push((path.clone(), fs::read(path).unwrap())) }
    }
}

/// A watch, and all that it has said.
struct Watching {
    child: Child,
    lines: Receiver<String>,
    said: Vec<String>,
}

impl Watching {
    fn start(command: &mut Command) -> Watching {
        let (read, write) = std::io::pipe().unwrap();
        command.stdout(write.try_clone().unwrap()).stderr(write);
        let child = command.spawn().unwrap();
        // Which would otherwise keep the pipe open.
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        let (send, lines) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(read).lines() {
                let _ = send.send(without_time(&line.unwrap()));
            }
        });
        Watching { child, lines, said: Vec::new() }
    }

    fn line(&mut self) -> String {
        let line = self.lines.recv_timeout(GUARD);
        let line = line.unwrap_or_else(|error| panic!("{error}; it said:\n{}", self.said.join("\n")));
        self.said.push(line.clone());
        line
    }

    /// The next line, which begins so.
    #[track_caller]
    fn says(&mut self, text: &str) -> String {
        let line = self.line();
        assert!(line.starts_with(text), "no {text:?}:\n{}", self.said.join("\n"));
        line
    }

    /// The line in which this stands, whatever comes before it.
    fn until(&mut self, text: &str) -> String {
        loop {
            let line = self.line();
            if line.contains(text) {
                return line;
            }
        }
    }

    fn signal(&self, name: &str) {
        // That of the shell is there where the program is not.
        let id = self.child.id().to_string();
        let sent = Command::new("sh").args(["-c", "kill \"$@\"", "sh", name, &id]).status().unwrap();
        assert!(sent.success());
    }

    /// Does something while it stands still: it finds that done.
    #[cfg(unix)]
    fn stopped(&self, act: impl FnOnce()) {
        self.signal("-STOP");
        act();
        self.signal("-CONT");
    }

    /// Ends it by Ctrl-C: its exit code, and all that it had not yet said to anybody.
    fn end(&mut self) -> (Option<i32>, Vec<String>) {
        self.signal("-INT");
        let rest: Vec<String> = std::iter::from_fn(|| self.lines.recv_timeout(GUARD).ok()).collect();
        (self.child.wait().unwrap().code(), rest)
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `12:03:01 ` is not ours to say.
fn without_time(line: &str) -> String {
    let is_time = line.len() > 9
        && line.is_char_boundary(9)
        && line[..9]
            .chars()
            .zip("00:00:00 ".chars())
            .all(|(own, of)| own == of || of == '0' && own.is_ascii_digit());
    if is_time { line[9..].to_owned() } else { line.to_owned() }
}

#[test]
fn it_begins_with_what_there_is_and_ends_with_ctrl_c() {
    let project = Project::new();
    let mut watching = Watching::start(&mut project.command("watch"));
    let first = watching.line();
    assert!(
        first.starts_with("chat: 1 event from the server, 0 from the client, 0 types; 4 files written"),
        "{first}"
    );
    assert_eq!(watching.line(), "watching events.yaml; Ctrl-C ends");
    assert_eq!(watching.end(), (Some(130), Vec::new()));
    assert!(project.command("generate --check").output().unwrap().status.success());

    let mut watching = Watching::start(&mut project.command("watch"));
    watching.says("chat: 1 event from the server, 0 from the client, 0 types; no file to write");
    watching.says("watching");
    watching.signal("-TERM");
    assert_eq!(watching.end(), (Some(130), Vec::new()), "as by Ctrl-C: nothing is left half-written");
}

#[test]
fn without_a_manifest_it_does_not_begin() {
    let project = Project::new();
    fs::remove_file(project.path("events.yaml")).unwrap();
    for (arguments, why) in [
        ("watch", "there is no events.yaml in "),
        ("watch --manifest other.yaml", "--manifest other.yaml: there is no such file"),
        ("watch --root nowhere", "--root nowhere: there is no such folder"),
        ("watch --format json", "unexpected argument '--format'"),
    ] {
        let output = project.command(arguments).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(why), "{told}");
    }
}

#[test]
fn a_manifest_with_mistakes_is_waited_for() {
    let project = Project::new();
    project.save("strnig");
    let mut watching = Watching::start(&mut project.command("watch"));
    watching.says("error[SW");
    watching.until("1 mistake; nothing is generated");
    watching.says("watching events.yaml");
    assert!(!project.path("generated").exists());
    project.save("string");
    watching.says("chat: 1 event from the server, 0 from the client, 0 types; 4 files written");
}

#[test]
fn two_watches_do_not_disturb_each_other() {
    let project = Project::new();
    let (mut one, mut other) = (project.watch(), project.watch());
    for ty in ["u8", "u16", "u32", "u64"] {
        project.save(ty);
        one.says("events.yaml: ~ server.joined.who: ");
        other.says("events.yaml: ~ server.joined.who: ");
    }
    assert_eq!((one.end().1, other.end().1), (Vec::new(), Vec::new()));
    assert!(project.command("generate --check").output().unwrap().status.success());
    assert_eq!(project.files("generated").len(), 4, "something is left over");
}

#[test]
fn the_page_shows_what_is_said() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/watch.md")).unwrap();
    let shown: Vec<String> = page.lines().map(|line| without_figures(&without_time(line))).collect();
    let project = Project::new();
    let mut watching = project.watch();
    for text in [format!("{MANIFEST}  left: {{}}\n"), MANIFEST.replace("string", "uuid")] {
        project.put("events.yaml", &text);
        watching.says("events.yaml: ");
    }
    project.save("uid");
    watching.until("1 mistake");
    project.save("uuid");
    watching.says("events.yaml: well again");
    for line in &watching.said {
        assert!(shown.contains(&without_figures(line)), "docs/watch.md lacks this line:\n{line}");
    }
    assert!(!shown.contains(&without_figures("events.yaml: 2 mistakes")), "the comparison sees nothing");
}

/// How long it took depends on the machine.
fn without_figures(line: &str) -> String {
    match line.rsplit_once(" in ") {
        Some((before, time)) if time.ends_with('s') => before.to_owned(),
        _ => line.to_owned(),
    }
}
