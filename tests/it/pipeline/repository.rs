//! A repository with an origin, and the machine on which a pipeline or a hook runs.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

pub const MANIFEST: &str = "\
samewire: 1
protocol: call
outputs: { rust: {} }
server:
  ended: { fields: { duration: u32 } }
client:
  mute: { fields: { on: bool } }
";

/// Installs nothing, but puts samewire where Cargo would.
const CARGO: &str =
    "#!/bin/sh\necho \"$*\" >> \"$HOME/asked\"\nln -s SAMEWIRE \"$HOME/.cargo/bin/samewire\"\n";

/// `work` is somebody's clone of `origin`, with what is generated up to date and pushed; its branch is `topic`.
pub struct Repository(TempDir);

/// How a recipe ended, and all that it printed.
pub struct Run {
    pub code: i32,
    pub printed: String,
}

impl Repository {
    pub fn new() -> Repository {
        let repository = Repository(tempfile::tempdir().unwrap());
        for folder in ["work", "home/.cargo/bin", "temporary"] {
            fs::create_dir_all(repository.path(folder)).unwrap();
        }
        let cargo = CARGO.replace("SAMEWIRE", env!("CARGO_BIN_EXE_samewire"));
        repository.script("home/tools/cargo", &cargo);
        repository.git("init -q --bare -b main ../origin");
        repository.git("init -q -b main");
        repository.git("remote add origin ../origin");
        repository.put("events.yaml", MANIFEST);
        repository.generate();
        repository.git("add --all");
        repository.git("commit -q -m first");
        repository.git("push -q origin main");
        repository.git("switch -q -c topic");
        repository
    }

    /// What lies beside the clone.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().canonicalize().unwrap().join(name)
    }

    pub fn put(&self, name: &str, text: &str) {
        let path = self.path("work").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path("work").join(name)).unwrap()
    }

    pub fn change(&self, name: &str, from: &str, to: &str) {
        let text = self.text(name);
        assert!(text.contains(from), "{name}: {from}");
        self.put(name, &text.replace(from, to));
    }

    /// A file that can be run.
    pub fn script(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    pub fn generate(&self) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_samewire"));
        let run = run(command.current_dir(self.path("work")).arg("generate"));
        assert_eq!(run.code, 0, "{}", run.printed);
    }

    /// As if it had been installed before.
    pub fn install(&self) {
        symlink(env!("CARGO_BIN_EXE_samewire"), self.path("home/.cargo/bin/samewire")).unwrap();
    }

    /// What Cargo was asked for.
    pub fn asked(&self) -> String {
        fs::read_to_string(self.path("home/asked")).unwrap_or_default()
    }

    /// Somebody else adds an event on `main`, and all fetch.
    pub fn main_goes_on(&self) {
        self.git("switch -q main");
        self.change("events.yaml", "client:\n", "  elsewhere: {}\nclient:\n");
        self.generate();
        self.git("commit -q -a -m elsewhere");
        self.git("push -q origin main");
        self.git("switch -q topic");
    }

    pub fn commit_and_push(&self) {
        self.git("commit -q -m change");
        self.git("push -q origin topic");
    }

    /// Runs git in the clone.
    pub fn git(&self, arguments: &str) {
        self.git_in("work", arguments);
    }

    /// Runs git in a folder beside the clone, and gives what it prints.
    pub fn git_in(&self, folder: &str, arguments: &str) -> String {
        let Run { code, printed } = self.run_in(folder, "git", arguments.split(' '), &[]);
        assert_eq!(code, 0, "git {arguments}: {printed}");
        printed.trim().to_owned()
    }

    /// Runs a program on that machine, which has samewire if it was installed.
    pub fn run_in(
        &self,
        folder: &str,
        program: &str,
        arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
        variables: &[(&str, &str)],
    ) -> Run {
        let home = self.path("home");
        let path = std::env::var("PATH").unwrap();
        let own = |name: &str| home.join(name).display().to_string();
        // What the machine of the tests has installed does not count.
        let others = path.split(':').filter(|folder| !Path::new(folder).join("samewire").exists());
        let path: Vec<String> =
            [own(".cargo/bin"), own("tools")].into_iter().chain(others.map(str::to_owned)).collect();
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.path(folder)).env_clear();
        command.env("PATH", path.join(":")).env("HOME", &home).env("TMPDIR", self.path("temporary"));
        command.env("GIT_CONFIG_NOSYSTEM", "1");
        for name in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{name}_NAME"), "t").env(format!("GIT_{name}_EMAIL"), "t@t");
            command.env(format!("GIT_{name}_DATE"), "2026-11-22T00:00:00Z");
        }
        run(command.envs(variables.iter().copied()))
    }

    /// Nothing is left of what a recipe wrote for itself.
    pub fn is_tidy(&self) {
        let left: Vec<_> = fs::read_dir(self.path("temporary")).unwrap().collect();
        assert!(left.is_empty(), "{left:?}");
        assert_eq!(self.git_in("work", "worktree list").lines().count(), 1);
    }
}

fn run(command: &mut Command) -> Run {
    let output = command.stdin(Stdio::null()).output().unwrap();
    let printed = [output.stdout, output.stderr].concat();
    Run { code: output.status.code().unwrap_or(-1), printed: String::from_utf8(printed).unwrap() }
}
