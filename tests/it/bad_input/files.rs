//! Files: what is included, and what is written; each end to end, as somebody types it. The rules one by one are in
//! `files.rs` beside this folder.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;

const MANIFEST: &str =
    "samewire: 1\nprotocol: t\noutputs: { rust: {} }\nserver:\n  e: { fields: { x: u8 } }\n";

/// A repository in a temporary folder, with something beside it.
struct Project(TempDir);

impl Project {
    fn new(manifest: &str) -> Project {
        let project = Project(tempfile::tempdir().unwrap());
        fs::create_dir_all(project.path(".git")).unwrap();
        project.put("events.yaml", manifest);
        project
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join("project").join(name)
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn start(&self, arguments: &str) -> Child {
        let mut command = Command::new(env!("CARGO_BIN_EXE_samewire"));
        command.args(arguments.split_whitespace()).current_dir(self.path(""));
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    fn run(&self, arguments: &str) -> Output {
        self.start(arguments).wait_with_output().unwrap()
    }

    /// Everything inside the project and beside it, with its text.
    fn state(&self) -> Vec<(PathBuf, String)> {
        let (mut open, mut found) = (vec![self.0.path().to_path_buf()], Vec::new());
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                if entry.file_type().unwrap().is_dir() {
                    open.push(entry.path());
                } else {
                    found.push((entry.path(), fs::read_to_string(entry.path()).unwrap_or_default()));
                }
            }
        }
        found.sort();
        found
    }

    /// `generate` says this, ends as it does on such a failure, and leaves everything as it was.
    #[track_caller]
    fn refuses(&self, code: i32, message: &str) {
        let before = self.state();
        let output = self.run("generate");
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(told.contains(message), "{message} is not in {told}");
        assert!(!told.contains("panicked"), "{told}");
        assert_eq!(self.state(), before);
    }

    #[track_caller]
    fn generates(&self) {
        let output = self.run("generate");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(self.path("generated/rust/mod.rs").exists());
    }
}

fn including(name: &str) -> String {
    format!("{MANIFEST}include: [\"{name}\"]\n")
}

#[test]
fn an_include_that_is_missing() {
    let project = Project::new(&including("more.yaml"));
    project.refuses(1, "error[SW501]");
    project.refuses(1, "events.yaml:6:11");
    project.put("more.yaml", "client: { c: {} }\n");
    project.generates();
}

#[test]
fn an_include_that_is_no_file() {
    let project = Project::new(&including("folder"));
    fs::create_dir(project.path("folder")).unwrap();
    project.refuses(1, "error[SW501]");
}

/// To open it would wait for ever.
#[cfg(unix)]
#[test]
fn an_include_that_is_a_pipe() {
    let project = Project::new(&including("pipe.yaml"));
    assert!(Command::new("mkfifo").arg(project.path("pipe.yaml")).status().unwrap().success());
    let output = project.run("check");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("error[SW501]") && told.contains("no regular file"), "{told}");
}

#[test]
fn includes_in_a_circle() {
    let project = Project::new(&including("a.yaml"));
    project.put("a.yaml", "include: [b.yaml]\n");
    project.put("b.yaml", "include: [a.yaml]\n");
    project.refuses(1, "error[SW503]");
    project.refuses(1, "b.yaml:1:11");
    project.put("b.yaml", "include: [events.yaml]\n");
    project.refuses(1, "error[SW503]");
    project.put("b.yaml", "include: [b.yaml]\n");
    project.refuses(1, "error[SW503]");
}

#[test]
fn a_file_included_twice() {
    let project = Project::new(&format!("{MANIFEST}include: [a.yaml, ./a.yaml]\n"));
    project.put("a.yaml", "client: { c: {} }\n");
    project.refuses(1, "error[SW504]");
    project.refuses(1, "events.yaml:6:19");
}

#[test]
fn includes_outside_of_the_project() {
    let project = Project::new(MANIFEST);
    fs::write(project.0.path().join("secret.yaml"), "client: { hunter2: {} }\n").unwrap();
    for name in ["../secret.yaml", "a/../../secret.yaml", "./../project/../secret.yaml"] {
        project.put("events.yaml", &including(name));
        project.refuses(1, "error[SW502]");
    }
    project.put("a/inside.yaml", "client: { c: {} }\n");
    project.put("events.yaml", &including("../project/a/../a/inside.yaml"));
    project.generates();
}

#[test]
fn absolute_includes() {
    let project = Project::new(MANIFEST);
    project.put("a.yaml", "client: { c: {} }\n");
    let inside = project.path("a.yaml").display().to_string().replace('\\', "/");
    for name in [inside.as_str(), "/etc/passwd", "/dev/zero", "\\\\\\\\server\\\\share"] {
        project.put("events.yaml", &including(name));
        project.refuses(1, "error[SW502]");
    }
}

#[cfg(unix)]
#[test]
fn includes_through_a_link() {
    use std::os::unix::fs::symlink;
    let project = Project::new(&including("link.yaml"));
    fs::write(project.0.path().join("secret.yaml"), "client: { hunter2: {} }\n").unwrap();
    symlink("../secret.yaml", project.path("link.yaml")).unwrap();
    let told = String::from_utf8(project.run("check").stderr).unwrap();
    assert!(told.contains("error[SW502]") && !told.contains("hunter2"), "{told}");
    // A folder on the way may be a link too.
    symlink("..", project.path("up")).unwrap();
    project.put("events.yaml", &including("up/secret.yaml"));
    project.refuses(1, "error[SW502]");
    project.put("real.yaml", "client: { c: {} }\n");
    fs::remove_file(project.path("link.yaml")).unwrap();
    symlink("real.yaml", project.path("link.yaml")).unwrap();
    project.put("events.yaml", &including("link.yaml"));
    project.generates();
}

/// A device never ends, a pipe never begins.
#[cfg(unix)]
#[test]
fn a_manifest_that_is_no_file() {
    let project = Project::new(MANIFEST);
    for (name, code) in [("/dev/zero", 2), ("/dev/null", 2), (".", 2)] {
        let output = project.run(&format!("check --manifest {name}"));
        assert_eq!(output.status.code(), Some(code), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn outputs_outside_of_the_project() {
    let project = Project::new(MANIFEST);
    let absolute = project.0.path().join("elsewhere").display().to_string().replace('\\', "/");
    for folder in ["..", "../elsewhere", "a/../../elsewhere", absolute.as_str(), "/"] {
        project.put(
            "events.yaml",
            &MANIFEST.replace("{ rust: {} }", &format!("{{ rust: {{ dir: \"{folder}\" }} }}")),
        );
        project.refuses(1, "error[SW505]");
        project.put(
            "events.yaml",
            &MANIFEST.replace("{ rust: {} }", &format!("{{ root: \"{folder}\", rust: {{}} }}")),
        );
        project.refuses(1, "error[SW505]");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_the_way() {
    use std::os::unix::fs::symlink;
    let project = Project::new(MANIFEST);
    let outside = project.0.path().join("outside");
    fs::create_dir(&outside).unwrap();
    symlink(&outside, project.path("generated")).unwrap();
    project.refuses(2, "is a symbolic link");
    fs::remove_file(project.path("generated")).unwrap();
    project.put("generated/rust/mine.txt", "mine\n");
    symlink(outside.join("mod.rs"), project.path("generated/rust/mod.rs")).unwrap();
    project.refuses(2, "is a symbolic link");
    fs::remove_file(project.path("generated/rust/mod.rs")).unwrap();
    project.generates();
    assert!(!outside.join("mod.rs").exists());
}

#[test]
fn files_without_the_marker() {
    let project = Project::new(MANIFEST);
    project.put("generated/rust/mod.rs", "// mine\n");
    project.refuses(2, "is in the way and not ours");
    // A marker below the first line is somebody's quotation.
    project.put("generated/rust/mod.rs", "// mine\n// @generated by samewire\n");
    project.refuses(2, "is in the way and not ours");
    project.put("generated/rust/mod.rs", "");
    project.refuses(2, "is in the way and not ours");
    fs::remove_file(project.path("generated/rust/mod.rs")).unwrap();
    project.generates();
}

#[test]
fn names_that_differ_in_case_alone() {
    let project = Project::new(MANIFEST);
    project.put("generated/rust/MOD.rs", "// mine\n");
    project.refuses(2, "is in the way and not ours");
    project.put("generated/rust/MOD.rs", "// @generated by samewire\n");
    project.generates();
    assert!(!project.state().iter().any(|(path, _)| path.ends_with("MOD.rs")));
}

/// Root writes into folders without the right to; only a file system that is read-only stops it. Both are tried: as
/// whoever runs the tests, and, where the system allows it, on such a file system.
#[cfg(target_os = "linux")]
#[test]
fn a_read_only_tree() {
    let project = Project::new(MANIFEST);
    project.generates();
    project.put("events.yaml", &MANIFEST.replace("x: u8", "x: u16"));
    let before = project.state();
    let script = "mount -t tmpfs none \"$1\" && cp -r \"$2\"/. \"$1\" && mount -o remount,ro \"$1\" && cd \"$1\" && \
                  \"$0\" generate; code=$?; cat generated/rust/server.rs >\"$2/../read\"; exit $code";
    let place = project.0.path().join("place");
    fs::create_dir(&place).unwrap();
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "bash", "-c", script]);
    command.args([env!("CARGO_BIN_EXE_samewire")]).arg(&place).arg(project.path(""));
    let Ok(output) = command.output() else { return println!("there is no unshare here") };
    let told = String::from_utf8_lossy(&output.stderr);
    if told.contains("unshare:") || told.contains("mount:") {
        return println!("nothing can be mounted here: {told}");
    }
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("Read-only file system") && told.contains("cannot write generated/"), "{told}");
    let old = before.iter().find(|(path, _)| path.ends_with("rust/server.rs")).unwrap();
    assert_eq!(fs::read_to_string(project.0.path().join("read")).unwrap(), old.1);
}

/// A file system of some pages, of which the generated files need more: nothing is half written.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let project = Project::new(MANIFEST);
    project.generates();
    let more: String =
        (0..400).map(|number| format!("  event_{number}: {{ fields: {{ x: u16 }} }}\n")).collect();
    project.put("events.yaml", &format!("{MANIFEST}{more}"));
    let script = "mount -t tmpfs -o size=256k none \"$1\" && cp -r \"$2\"/. \"$1\" && cd \"$1\" && \"$0\" generate; \
                  code=$?; cat generated/rust/server.rs >\"$2/../read\"; ls -A generated/rust >\"$2/../names\"; exit $code";
    let place = project.0.path().join("place");
    fs::create_dir(&place).unwrap();
    let old = fs::read_to_string(project.path("generated/rust/server.rs")).unwrap();
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "bash", "-c", script]);
    command.args([env!("CARGO_BIN_EXE_samewire")]).arg(&place).arg(project.path(""));
    let Ok(output) = command.output() else { return println!("there is no unshare here") };
    let told = String::from_utf8_lossy(&output.stderr);
    if told.contains("unshare:") || told.contains("mount:") {
        return println!("nothing can be mounted here: {told}");
    }
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("No space left on device"), "{told}");
    assert_eq!(fs::read_to_string(project.0.path().join("read")).unwrap(), old);
    let names = fs::read_to_string(project.0.path().join("names")).unwrap();
    assert_eq!(names.lines().collect::<Vec<_>>(), ["client.rs", "mod.rs", "server.rs", "types.rs"]);
}

#[test]
fn two_builds_at_once() {
    let project = Project::new(MANIFEST);
    for round in 0..4 {
        let more: String = (0..50).map(|number| format!("  event_{round}_{number}: {{}}\n")).collect();
        project.put("events.yaml", &format!("{MANIFEST}{more}"));
        let running: Vec<Child> = (0..4).map(|_| project.start("generate")).collect();
        for child in running {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        assert!(project.run("generate --check").status.success());
        let files = fs::read_dir(project.path("generated/rust")).unwrap().count();
        assert_eq!(files, 4, "something is left over");
    }
}
