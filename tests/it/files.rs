//! The rules by which files are compared and written, each with the case that it lets through.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use samewire_codegen::files::{Error, Files, MARKER, Written, compare, write};
use tempfile::TempDir;

/// A project in a temporary folder, whose target folder is `generated`.
struct Project(TempDir);

impl Project {
    fn new() -> Project {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("project")).unwrap();
        Project(folder)
    }

    fn root(&self) -> PathBuf {
        self.0.path().join("project")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn text(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.path(name)).ok()
    }

    /// These files, and `generated` as the folder that is claimed.
    fn files(&self, texts: &[(&str, &str)]) -> Files {
        let mut files = Files::new(self.root());
        files.add_folder(self.path("generated"));
        for (name, text) in texts {
            files.insert(self.path(name), ours(text));
        }
        files
    }

    /// Everything in the project, in order.
    fn names(&self) -> Vec<String> {
        let mut names = Vec::new();
        list(&self.root(), &self.root(), &mut names);
        names.sort();
        names
    }

    #[track_caller]
    fn refuses(&self, files: &Files, reason: &str) {
        let before = self.names();
        let error = write(files).unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
        assert_eq!(self.names(), before);
    }
}

fn list(folder: &Path, root: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            list(&entry.path(), root, names);
        } else {
            names.push(entry.path().strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"));
        }
    }
}

fn ours(text: &str) -> String {
    format!("// {MARKER}\n{text}")
}

/// Puts the file's time far back, so that a write shows.
fn age(path: &Path) -> SystemTime {
    let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    fs::File::options().write(true).open(path).unwrap().set_modified(old).unwrap();
    old
}

fn modified(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn writes_only_what_differs() {
    let project = Project::new();
    let kept = project.put("generated/kept.rs", &ours("kept\n"));
    let updated = project.put("generated/updated.rs", &ours("old\n"));
    let removed = project.put("generated/removed.rs", &ours("old\n"));
    let (kept_time, updated_time) = (age(&kept), age(&updated));
    let files = project.files(&[
        ("generated/kept.rs", "kept\n"),
        ("generated/updated.rs", "new\n"),
        ("generated/below/created.rs", "new\n"),
    ]);
    let created = project.path("generated/below/created.rs");

    let comparison = compare(&files).unwrap();
    assert_eq!(comparison.missing, [created.as_path()]);
    assert_eq!(
        comparison.changed.iter().map(|changed| changed.path).collect::<Vec<_>>(),
        [updated.as_path()]
    );
    assert_eq!(comparison.orphaned, std::slice::from_ref(&removed));
    assert!(comparison.foreign.is_empty());
    assert!(removed.exists() && !created.exists(), "comparing writes nothing");

    let written = write(&files).unwrap();
    assert_eq!(
        written,
        Written {
            created: vec![created.clone()],
            updated: vec![updated.clone()],
            removed: vec![removed.clone()],
            unchanged: 1
        }
    );
    assert_eq!(modified(&kept), kept_time);
    assert_ne!(modified(&updated), updated_time);
    assert_eq!(project.names(), ["generated/below/created.rs", "generated/kept.rs", "generated/updated.rs"]);
    assert_eq!(project.text("generated/updated.rs"), Some(ours("new\n")));
    assert!(compare(&files).unwrap().is_fresh());
    assert_eq!(write(&files).unwrap(), Written { unchanged: 3, ..Written::default() });
}

#[test]
fn shows_how_a_file_differs() {
    let project = Project::new();
    project.put("generated/a.rs", &ours("one\ntwo\nthree\n"));
    project.put("generated/b.rs", &ours("one\r\ntwo\r\n").replace("samewire\n", "samewire\r\n"));
    let files = project.files(&[("generated/a.rs", "one\n2\nthree\n"), ("generated/b.rs", "one\ntwo\n")]);
    let comparison = compare(&files).unwrap();
    let [text, endings] = &comparison.changed[..] else { panic!("{comparison:?}") };
    assert!(!text.only_line_endings());
    let diff = text.diff("a.rs");
    assert!(diff.contains("\n-two\n+2\n"), "{diff}");
    assert!(diff.starts_with("--- a.rs (on disk)\n+++ a.rs (generated)\n@@ "), "{diff}");
    assert!(endings.only_line_endings());
    assert_eq!(endings.diff("b.rs").lines().count(), 0);
    write(&files).unwrap();
    assert_eq!(project.text("generated/b.rs"), Some(ours("one\ntwo\n")));
}

#[test]
fn a_file_without_the_marker_in_its_first_line_stops_everything() {
    let project = Project::new();
    let foreign = format!("// mine\n// {MARKER}\n");
    project.put("generated/b.rs", &foreign);
    let files = project.files(&[("generated/a.rs", "a\n"), ("generated/b.rs", "b\n")]);
    project.refuses(&files, "b.rs is in the way and not ours");
    assert_eq!(project.text("generated/b.rs"), Some(foreign));
    assert_eq!(compare(&files).unwrap().foreign, [project.path("generated/b.rs")]);

    project.put("generated/b.rs", &format!("/* {MARKER} */ // mine\n"));
    write(&files).unwrap();
    assert_eq!(project.text("generated/b.rs"), Some(ours("b\n")));
}

#[test]
fn stays_inside_of_the_project() {
    let project = Project::new();
    let beside = project.root().parent().unwrap().join("project-2/a.rs");
    for path in [
        project.path("../a.rs"),
        project.path("generated/../../a.rs"),
        project.path("generated/../a.rs"),
        PathBuf::from("generated/a.rs"),
        beside,
    ] {
        let mut files = project.files(&[("generated/b.rs", "b\n")]);
        files.insert(path, ours("a\n"));
        project.refuses(&files, "outside of the project");
    }
    let mut files = project.files(&[("generated/b.rs", "b\n")]);
    files.add_folder(project.path("../elsewhere"));
    project.refuses(&files, "outside of the project");

    write(&project.files(&[("generated/b.rs", "b\n"), ("a.rs", "a\n")])).unwrap();
}

#[cfg(unix)]
#[test]
fn writes_through_no_link() {
    use std::os::unix::fs::symlink;
    let project = Project::new();
    project.put("real/a.rs", &ours("old\n"));
    let outside = project.root().parent().unwrap().join("outside");
    fs::create_dir(&outside).unwrap();

    for aim in [outside.clone(), project.path("real"), project.path("nowhere")] {
        symlink(&aim, project.path("generated")).unwrap();
        let files = project.files(&[("generated/a.rs", "new\n")]);
        project.refuses(&files, "generated is a symbolic link");
        fs::remove_file(project.path("generated")).unwrap();
    }
    fs::create_dir(project.path("generated")).unwrap();
    symlink(project.path("real/a.rs"), project.path("generated/a.rs")).unwrap();
    project.refuses(&project.files(&[("generated/a.rs", "new\n")]), "a.rs is a symbolic link");
    assert_eq!(project.text("real/a.rs"), Some(ours("old\n")));
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 0);

    // A link that is in nobody's way is left alone, and the project itself may be reached through one.
    symlink(&outside, project.path("generated/other")).unwrap();
    fs::write(outside.join("b.rs"), ours("not an orphan\n")).unwrap();
    let link = project.root().parent().unwrap().join("link");
    symlink(project.root(), &link).unwrap();
    let mut files = Files::new(&link);
    files.add_folder(link.join("generated"));
    files.insert(link.join("generated/c.rs"), ours("c\n"));
    write(&files).unwrap();
    assert_eq!(project.text("generated/c.rs"), Some(ours("c\n")));
    assert!(outside.join("b.rs").exists());
}

#[test]
fn names_that_differ_only_in_case_are_refused() {
    let project = Project::new();
    let same_file = project.files(&[("generated/Foo.ts", "1\n"), ("generated/foo.ts", "2\n")]);
    project.refuses(&same_file, "are one on a disk that ignores case");
    let same_folder = project.files(&[("generated/ts/a.ts", "1\n"), ("generated/TS/b.ts", "2\n")]);
    project.refuses(&same_folder, "are one on a disk that ignores case");

    project.put("generated/Foo.ts", "mine\n");
    let files = project.files(&[("generated/foo.ts", "2\n")]);
    project.refuses(&files, "Foo.ts is in the way and not ours");

    project.put("generated/Foo.ts", &ours("of a manifest before\n"));
    write(&files).unwrap();
    assert_eq!(project.names(), ["generated/foo.ts"]);
    write(&project.files(&[("generated/foo.ts", "2\n"), ("generated/food.ts", "3\n")])).unwrap();
}

#[test]
fn two_texts_for_one_file_are_refused() {
    let project = Project::new();
    project
        .refuses(&project.files(&[("generated/a.rs", "1\n"), ("generated/a.rs", "2\n")]), "by two targets");
    write(&project.files(&[("generated/a.rs", "1\n"), ("generated/a.rs", "1\n")])).unwrap();
}

#[test]
fn what_is_no_file_or_no_folder_is_refused() {
    let project = Project::new();
    let files = project.files(&[("generated/a.rs", "a\n")]);
    fs::create_dir_all(project.path("generated/a.rs")).unwrap();
    project.refuses(&files, "a.rs is a folder");
    fs::remove_dir_all(project.path("generated")).unwrap();
    project.put("generated", &ours("a file\n"));
    project.refuses(&files, "generated is no folder");
    fs::remove_file(project.path("generated")).unwrap();
    write(&files).unwrap();
}

#[test]
fn orphans_are_ours_and_in_our_folders() {
    let project = Project::new();
    let stays = [
        "events.rs",
        "generated/.hidden.rs",
        "generated/.hidden/a.rs",
        "generated/node_modules/x/a.ts",
        "generated/target/a.rs",
        "src/a.rs",
    ];
    for name in stays {
        project.put(name, &ours("elsewhere\n"));
    }
    project.put("generated/mine.rs", "mine\n");
    project.put("generated/cpp/deep/a.hpp", &ours("stale\n"));
    project.put("generated/cpp/deep/b.hpp", "mine\n");
    project.put("generated/cpp/empty/a.hpp", &ours("stale\n"));
    let written = write(&project.files(&[("generated/a.rs", "a\n")])).unwrap();
    assert_eq!(
        written.removed,
        [project.path("generated/cpp/deep/a.hpp"), project.path("generated/cpp/empty/a.hpp")]
    );
    let mut expected: Vec<_> = stays.to_vec();
    expected.extend(["generated/a.rs", "generated/cpp/deep/b.hpp", "generated/mine.rs"]);
    expected.sort();
    assert_eq!(project.names(), expected);
    assert!(!project.path("generated/cpp/empty").exists(), "a folder that is left empty goes too");
}

#[test]
fn a_folder_that_is_spared_has_no_orphans() {
    let project = Project::new();
    project.put("generated/typescript/types.ts", &ours("theirs"));
    project.put("generated/other/types.ts", &ours("orphan"));
    let mut files = project.files(&[]);
    files.spare_folder(project.path("generated/typescript"));
    assert_eq!(compare(&files).unwrap().orphaned, [project.path("generated/other/types.ts")]);
    write(&files).unwrap();
    assert_eq!(project.names(), ["generated/typescript/types.ts"]);
}

#[test]
fn of_the_projects_own_folder_only_the_files_are_ours() {
    let project = Project::new();
    project.put("old.rs", &ours("stale\n"));
    project.put("vendor/events.rs", &ours("of another manifest\n"));
    let mut files = Files::new(project.root());
    files.add_folder(project.root());
    files.insert(project.path("events.rs"), ours("a\n"));
    assert_eq!(write(&files).unwrap().removed, [project.path("old.rs")]);
    assert_eq!(project.names(), ["events.rs", "vendor/events.rs"]);
}

#[cfg(unix)]
#[test]
fn permissions_are_kept() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let project = Project::new();
    let updated = project.put("generated/updated.rs", &ours("old\n"));
    fs::set_permissions(&updated, fs::Permissions::from_mode(0o640)).unwrap();
    let usual = project.put("usual", "");
    write(&project.files(&[("generated/updated.rs", "new\n"), ("generated/created.rs", "new\n")])).unwrap();
    assert_eq!(mode(&updated), 0o640);
    assert_eq!(mode(&project.path("generated/created.rs")), mode(&usual));
}

#[test]
fn when_the_system_refuses_the_old_files_are_whole() {
    let project = Project::new();
    project.put("generated/a.rs", &ours("old\n"));
    project.put("generated/orphan.rs", &ours("old\n"));
    let name = format!("generated/{}/b.rs", "b".repeat(300));
    let files = project.files(&[("generated/a.rs", "new\n"), (&name, "new\n")]);
    let error = write(&files).unwrap_err();
    assert!(
        matches!(&error, Error::Io { path, .. } if path.starts_with(project.path("generated"))),
        "{error}"
    );
    assert!(error.to_string().contains("bbb"), "{error}");
    assert_eq!(project.names(), ["generated/a.rs", "generated/orphan.rs"]);
    assert_eq!(project.text("generated/a.rs"), Some(ours("old\n")));
}

#[test]
fn builds_at_once_leave_whole_files() {
    let project = Project::new();
    let texts = [ours(&"a\n".repeat(50_000)), ours(&"b\n".repeat(60_000))];
    let files = texts.each_ref().map(|text| {
        let mut files = project.files(&[("generated/still.rs", "still\n")]);
        files.insert(project.path("generated/moving.rs"), text.clone());
        files
    });
    write(&files[0]).unwrap();
    std::thread::scope(|scope| {
        for files in &files {
            scope.spawn(|| (0..25).for_each(|_| drop(write(files).unwrap())));
        }
        for _ in 0..100 {
            let found = project.text("generated/moving.rs").unwrap();
            assert!(texts.contains(&found), "half a file: {} bytes", found.len());
        }
    });
    assert_eq!(project.names(), ["generated/moving.rs", "generated/still.rs"]);
}
