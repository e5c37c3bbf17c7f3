//! What the system refuses: writing, and watching.

use std::fs;

use super::{MANIFEST, Project, Watching};

#[test]
fn what_cannot_be_written_is_told_and_tried_again() {
    let project = Project::new();
    let mut watching = project.watch();
    let good = project.files("generated");
    fs::rename(project.path("generated/rust/mod.rs"), project.path("kept")).unwrap();
    fs::create_dir(project.path("generated/rust/mod.rs")).unwrap();
    project.save("u8");
    let told = "events.yaml: error: generated/rust/mod.rs is a folder, and a generated file is due there; \
                trying again every second";
    watching.says(told);
    fs::remove_dir(project.path("generated/rust/mod.rs")).unwrap();
    fs::rename(project.path("kept"), project.path("generated/rust/mod.rs")).unwrap();
    // Nobody has saved anything.
    watching.says("well again; ~ server.joined.who: string → u8; ");
    assert_ne!(project.files("generated"), good);
    assert_eq!(watching.end().1, Vec::<String>::new());
}

#[test]
fn it_can_do_without_being_told() {
    let project = Project::new();
    let mut watching = Watching::start(&mut project.command("watch --poll"));
    watching.until("Ctrl-C ends");
    project.save("u8");
    watching.says("events.yaml: ~ server.joined.who: string → u8; ");
    project.save("strnig");
    watching.says("error[SW");
    watching.until("events.yaml: 1 mistake");
    project.save("u8");
    watching.says("events.yaml: well again; ");
    assert_eq!(watching.end(), (Some(130), Vec::new()));
}

/// Runs `script` where whoever runs the tests may mount and set limits of their own; `$0` is samewire, `$1` a folder to
/// mount on, `$2` the project. None where the system allows no such place.
#[cfg(target_os = "linux")]
fn in_a_place_of_its_own(project: &Project, script: &str) -> Option<Watching> {
    use std::process::Command;
    let place = project.0.path().join("place");
    fs::create_dir_all(&place).unwrap();
    let unshare = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "--mount", "bash", "-c", script]);
        command
            .arg(env!("CARGO_BIN_EXE_samewire"))
            .arg(&place)
            .arg(project.path(""))
            .env_remove("CLICOLOR_FORCE");
        command
    };
    let probe = unshare("mount -t tmpfs none \"$1\" && echo 3 >/proc/sys/user/max_inotify_watches").output();
    match probe {
        Ok(output) if output.status.success() => Some(Watching::start(&mut unshare(script))),
        other => {
            println!("nothing can be mounted or limited here: {other:?}");
            None
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_disk_is_waited_for() {
    let project = Project::new();
    // What is on the read-only disk are the generated files alone.
    let script = "cd \"$2\" && mkdir generated && mkfifo ../go && mount -t tmpfs none generated && \
                  mount -o remount,ro generated || exit 9; \
                  { timeout 120 cat ../go && mount -o remount,rw generated; } >&2 & exec \"$0\" watch";
    let Some(mut watching) = in_a_place_of_its_own(&project, script) else { return };
    watching.until(
        "error: cannot write generated/rust/client.rs: Read-only file system (os error 30); trying again",
    );
    watching.says("watching events.yaml");
    drop(fs::write(project.0.path().join("go"), ""));
    watching.until("4 files written in ");
}

/// What the system says is the same each time, so it is said once; the save of something small ends it.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_once() {
    let project = Project::new();
    let more: String = (0..400).map(|number| format!("  e_{number}: {{ fields: {{ x: u16 }} }}\n")).collect();
    project.put("large.yaml", &format!("{MANIFEST}{more}"));
    project.put("small.yaml", &MANIFEST.replace("string", "u8"));
    let script = "mkfifo \"$2/../large\" \"$2/../small\"; mount -t tmpfs -o size=160k none \"$1\" && cd \"$1\" || exit 9; \
                  mkdir .git; cp \"$2/events.yaml\" .; \
                  for size in large small; do timeout 120 cat \"$2/../$size\"; cp \"$2/$size.yaml\" events.yaml; done >&2 & \
                  exec \"$0\" watch";
    let Some(mut watching) = in_a_place_of_its_own(&project, script) else { return };
    watching.until("Ctrl-C ends");
    fs::write(project.0.path().join("large"), "").unwrap();
    let told = watching.says("events.yaml: error: cannot write generated/rust/");
    assert!(told.ends_with(": No space left on device (os error 28); trying again every second"), "{told}");
    // It has tried again meanwhile: that takes a second, as does whoever waits for the same.
    let mut polling = Watching::start(project.command("watch --poll --manifest small.yaml").arg("--root=."));
    polling.until("Ctrl-C ends");
    for ty in ["u16", "u32"] {
        project.put("small.yaml", &MANIFEST.replace("string", ty));
        polling.says("small.yaml: ~ ");
    }
    fs::write(project.0.path().join("small"), "").unwrap();
    watching.says("events.yaml: well again; ~ server.joined.who: string → u32; ");
}

#[cfg(target_os = "linux")]
#[test]
fn without_watches_it_looks_every_second() {
    for limit in ["max_inotify_watches", "max_inotify_instances"] {
        let project = Project::new();
        let script = format!("echo 0 >/proc/sys/user/{limit} && cd \"$2\" && exec \"$0\" watch");
        let Some(mut watching) = in_a_place_of_its_own(&project, &script) else { return };
        watching.says("chat: ");
        let told = watching.says("warning: ");
        let setting = if limit == "max_inotify_watches" { "max_user_watches" } else { "max_user_instances" };
        assert!(told.contains(setting) && told.contains("looked at every second"), "{told}");
        watching.says("watching events.yaml");
        project.put("events.yaml", &MANIFEST.replace("string", "u8"));
        watching.says("events.yaml: ~ server.joined.who: string → u8; ");
        project.save("strnig");
        watching.says("error[SW");
        watching.until("events.yaml: 1 mistake");
        assert_eq!(watching.end(), (Some(130), Vec::new()), "the warning is given once");
    }
}
