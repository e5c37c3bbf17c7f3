//! The command line, as a process: what it prints, what it writes, and how it exits.

mod completions;
mod fresh;
mod help;
mod man;
mod mistakes;
mod stubs;
mod written;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

const MANIFEST: &str = "\
samewire: 1
protocol: chat
outputs: { rust: {} }
types:
  Message: { fields: { id: uuid, text: string } }
server:
  message_new: { fields: { channel_id: uuid, message: Message } }
client:
  ping: {}
";

/// A repository with a manifest.
struct Project(TempDir);

struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Project {
    fn empty() -> Project {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("repository/.git")).unwrap();
        Project(folder)
    }

    fn new() -> Project {
        let project = Project::empty();
        project.put("events.yaml", MANIFEST);
        project
    }

    /// A project whose files are up to date.
    fn generated() -> Project {
        let project = Project::new();
        project.run("generate").code(0);
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

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Every file outside of `.git`, and what is beside the repository.
    fn files(&self) -> Vec<(String, String)> {
        let mut files = Vec::new();
        read(self.0.path(), &self.path(""), &mut files);
        files.sort();
        files
    }

    /// The name of a generated file, relative to the repository.
    fn one_generated(&self) -> String {
        let files = self.files();
        let found = files.iter().map(|(name, _)| name).find(|name| name.starts_with("generated/"));
        found.expect("nothing was generated").clone()
    }

    fn run(&self, arguments: &str) -> Run {
        self.run_in("", arguments)
    }

    fn run_in(&self, folder: &str, arguments: &str) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_samewire"));
        run(command.current_dir(self.path(folder)).args(arguments.split_whitespace()))
    }
}

fn read(folder: &Path, root: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, root, files);
        } else {
            let name = path.strip_prefix(root).unwrap_or(&path).to_str().unwrap().replace('\\', "/");
            files.push((name, fs::read_to_string(&path).unwrap()));
        }
    }
}

fn run(command: &mut Command) -> Run {
    let output = command.env_remove("CLICOLOR_FORCE").output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Run {
    #[track_caller]
    fn code(self, code: i32) -> Run {
        assert_eq!(self.code, code, "\n{}\n{}", self.out, self.err);
        self
    }

    #[track_caller]
    fn out(self, text: &str) -> Run {
        assert!(self.out.contains(text), "no {text:?} in:\n{}", self.out);
        self
    }

    #[track_caller]
    fn err(self, text: &str) -> Run {
        assert!(self.err.contains(text), "no {text:?} in:\n{}", self.err);
        self
    }
}

#[test]
fn the_manifest_is_searched_upward_in_the_project() {
    let project = Project::new();
    fs::create_dir_all(project.path("a/b")).unwrap();
    project.run_in("a/b", "check").code(0).out("chat: ");
    project.run_in("a/b", "generate").code(0).out("created  generated/rust/");
    fs::create_dir_all(project.path("inner/.git")).unwrap();
    project
        .run_in("inner", "check")
        .code(2)
        .err("there is no events.yaml in ")
        .err("`samewire init` writes one");
    project.run_in("inner", "check --root ..").code(0);
    project.run_in("inner", "check --manifest ../events.yaml").code(0);
}

#[test]
fn usage_and_missing_files_exit_with_2() {
    let project = Project::new();
    project.run("generate --check --dry-run").code(2).err("cannot be used with");
    project
        .run("generate --manifest nowhere.yaml")
        .code(2)
        .err("error: --manifest nowhere.yaml: there is no such file");
    project.run("generate --root nowhere").code(2).err("error: --root nowhere: there is no such folder");
    project.run("").code(2).err("Usage: samewire");
    project.run("gnerate").code(2).err("generate");
    project.run("--version").code(0).out(&format!("samewire {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn init_writes_a_manifest_that_generates() {
    let project = Project::empty();
    project
        .run("init")
        .code(0)
        .out("created  events.yaml\ncreated  samewire.schema.json\n")
        .out("samewire_codegen::build_script::compile(\"events.yaml\")")
        .out("samewire::events!(\"events.yaml\")");
    let run = project.run("check").code(0).out("no mistakes");
    assert_eq!(run.err, "");
    project.run("generate").code(0);
    project.run("generate --check").code(0);

    let before = project.files();
    project.run("init").code(2).err("error: events.yaml exists and is left as it is");
    project.run("init nowhere/events.yaml").code(2).err("error: cannot write nowhere/events.yaml");
    assert_eq!(project.files(), before);
    fs::create_dir(project.path("api")).unwrap();
    project.run("init api").code(0);
    assert_eq!(project.text("api/events.yaml"), project.text("events.yaml"));
}

#[test]
fn the_schema_that_init_writes_is_the_one_that_is_printed() {
    let project = Project::empty();
    project.run("init").code(0);
    let schema = project.run("schema").code(0).out;
    assert_eq!(project.text("samewire.schema.json"), schema);
    assert!(
        project.text("events.yaml").starts_with("# yaml-language-server: $schema=samewire.schema.json\n")
    );
    assert_ne!(project.run("schema --included").code(0).out, schema);

    // Another manifest in the folder finds one, which may be edited.
    project.put("samewire.schema.json", "{}");
    project.run("init other.yaml").code(0).out("created  other.yaml\n\n");
    assert_eq!(project.text("samewire.schema.json"), "{}");
}

#[test]
fn explain_tells_lists_and_suggests() {
    let project = Project::empty();
    let list = project.run("explain").code(0);
    let (code, _) = list.out.split_once("  ").unwrap();
    let page = project.run(&format!("explain {code}")).code(0).out;
    assert!(page.lines().count() > 2, "{page}");
    assert_eq!(project.run(&format!("explain {}", code.to_lowercase())).code(0).out, page);
    let near = format!("{code}0");
    project
        .run(&format!("explain {near}"))
        .code(2)
        .err(&format!("there is no code or rule `{near}`: did you mean `{code}`?"));
    project.run("explain nonsense").code(2).err("`samewire explain` lists them all");
}
