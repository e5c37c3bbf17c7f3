//! The ways in which editors and other programs save.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use super::{MANIFEST, Project};

type Save = fn(&Path, &str);

const WAYS: [(&str, Save); 5] = [
    ("written over", |path, text| fs::write(path, text).unwrap()),
    ("written beside and renamed", |path, text| {
        let beside = path.with_extension("tmp");
        fs::write(&beside, text).unwrap();
        fs::rename(beside, path).unwrap();
    }),
    ("moved away and made anew, as vim does", |path, text| {
        let backup = path.with_extension("yaml~");
        fs::rename(path, &backup).unwrap();
        fs::write(path, text).unwrap();
        fs::remove_file(backup).unwrap();
    }),
    ("removed and made anew", |path, text| {
        fs::remove_file(path).unwrap();
        fs::write(path, text).unwrap();
    }),
    ("emptied and filled bit by bit", |path, text| {
        let mut file = fs::File::create(path).unwrap();
        text.as_bytes().chunks(16).for_each(|bit| file.write_all(bit).unwrap());
    }),
];

#[cfg(unix)]
#[test]
fn every_way_to_save_is_one_change() {
    let project = Project::new();
    let mut watching = project.watch();
    let mut before = "string".to_owned();
    for (number, (way, save)) in WAYS.iter().enumerate() {
        let ty = format!("list<u{}>", if number % 2 == 0 { 8 } else { 16 });
        // Who saves may be kept waiting in the middle of it; what becomes of that, the tests of `settling` say.
        watching.stopped(|| save(&project.path("events.yaml"), &MANIFEST.replace("string", &ty)));
        let line = watching.line();
        let told = format!("events.yaml: ~ server.joined.who: {before} → {ty}; ");
        assert!(line.starts_with(&told), "{way}: {line}");
        before = ty;
    }
    assert_eq!(watching.end().1, Vec::<String>::new(), "something was said twice");
}

/// They wait until it has stopped: what it finds then is twenty saves, the last of which counts.
#[cfg(unix)]
#[test]
fn twenty_quick_saves_are_few_changes() {
    let project = Project::new();
    let mut watching = project.watch();
    watching.stopped(|| {
        for number in 0..20 {
            project.put("events.yaml", &MANIFEST.replace("joined", &format!("joined_{number}")));
        }
    });
    watching.until("+ server.joined_19");
    let told = watching.said.iter().filter(|line| line.starts_with("events.yaml: ")).count();
    assert!(told <= 3, "{:?}", watching.said);
    assert!(project.text("generated/rust/server.rs").contains("Joined19"));

    // The same while it works: however many it sees, it ends with the last.
    for number in 20..40 {
        project.put("events.yaml", &MANIFEST.replace("joined", &format!("joined_{number}")));
    }
    watching.until("+ server.joined_39");
    assert!(project.text("generated/rust/server.rs").contains("Joined39"));
    assert_eq!(watching.end().1, Vec::<String>::new());
}

/// Files are generated into the folder that it watches. That it does not even look is a test of `watch` itself.
#[test]
fn nothing_is_said_of_its_own_writing() {
    let project = Project::new();
    let manifest = MANIFEST.replace("{ rust: {} }", "{ rust: { dir: \".\" } }");
    project.put("events.yaml", &manifest);
    let mut watching = project.watch();
    for ty in ["u8", "u16", "u32"] {
        project.put("events.yaml", &manifest.replace("string", ty));
        let line = watching.says("events.yaml: ~ server.joined.who: ");
        assert!(line.contains(" written in "), "{line}");
    }
    assert_eq!(watching.end().1, Vec::<String>::new());
    let generations = watching.said.iter().filter(|line| line.contains(" written in ")).count();
    assert_eq!(generations, 4, "{:?}", watching.said);
}

#[test]
fn a_mistake_leaves_every_byte_as_it_was() {
    let project = Project::new();
    let mut watching = project.watch();
    let good = project.files("generated");
    for mistake in ["strnig", "[", "\u{0}", "string }, }\n  joined: { fields: { who: string"] {
        project.save(mistake);
        watching.says("error[SW");
        watching.until("; the generated files stay as they are");
        assert_eq!(project.files("generated"), good, "{mistake:?}");
    }
    project.save("string");
    watching.says("events.yaml: well again; no change of what is sent; no file to write");
    project.save("u8");
    watching.says("events.yaml: ~ server.joined.who: string → u8; ");
    assert_ne!(project.files("generated"), good, "the comparison sees nothing");
    assert_eq!(watching.end().1, Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn a_save_without_a_change_says_nothing_unless_files_are_missing() {
    let project = Project::new();
    let mut watching = project.watch();
    watching.stopped(|| {
        fs::remove_dir_all(project.path("generated")).unwrap();
        project.save("string");
    });
    watching.says("generated files were not as they should be; 4 files written in ");
    project.save("string");
    assert_eq!(watching.end().1, Vec::<String>::new());
}

#[test]
fn a_commit_that_is_checked_out_is_a_save() {
    let project = Project::new();
    fs::remove_dir(project.path(".git")).unwrap();
    let git = |arguments: &str| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=t", "-c", "user.email=t@localhost"]).args(arguments.split(' '));
        // Who runs the tests in a hook, or signs commits, means another repository.
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR"] {
            command.env_remove(name);
        }
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        let output = command.current_dir(project.path("")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    git("init -q -b main");
    git("add events.yaml");
    git("commit -q -m main");
    git("checkout -q -b other");
    project.put("events.yaml", &format!("{MANIFEST}include: [more.yaml]\n"));
    project.put("more.yaml", "client:\n  ping: {}\n");
    git("add events.yaml more.yaml");
    git("commit -q -m other");

    let mut watching = project.watch();
    git("checkout -q main");
    watching.says("events.yaml: - client.ping; ");
    git("checkout -q other");
    watching.says("events.yaml, more.yaml: + client.ping; ");
    assert_eq!(watching.end().1, Vec::<String>::new());
}
