//! Files that a manifest includes, and the folders that they are in.

use std::fs;

use super::{MANIFEST, Project};

const MORE: &str = "client:\n  ping: {}\n";

fn including(files: &str) -> String {
    format!("{MANIFEST}include: [{files}]\n")
}

#[test]
fn included_files_are_followed_as_long_as_they_are_included() {
    let project = Project::new();
    let mut watching = project.watch();
    project.put("api/more.yaml", MORE);
    project.put("events.yaml", &including("api/more.yaml"));
    // A folder that it had no reason to watch.
    watching.says("events.yaml, api/more.yaml: + client.ping; ");
    project.put("api/more.yaml", "include: [deep/most.yaml]\nclient:\n  ping: {}\n");
    watching.says("error[SW501]: there is no file `deep/most.yaml`");
    watching.until("api/more.yaml: 1 mistake; the generated files stay as they are");
    project.put("api/deep/most.yaml", "client:\n  pong: {}\n");
    watching.says("api/deep/most.yaml: well again; + client.pong; ");
    project.put("api/deep/most.yaml", "client:\n  peng: {}\n");
    watching.says("api/deep/most.yaml: - client.pong, + client.peng; ");

    project.put("events.yaml", MANIFEST);
    watching.says("events.yaml: - client.ping, - client.peng; ");
    project.put("api/more.yaml", "nonsense");
    project.put("api/deep/most.yaml", "nonsense");
    project.save("u8");
    watching.says("events.yaml: ~ server.joined.who: string → u8; ");
    assert_eq!(watching.end().1, Vec::<String>::new());
}

#[test]
fn files_that_vanish_are_waited_for() {
    let project = Project::new();
    project.put("events.yaml", &including("more.yaml"));
    project.put("more.yaml", MORE);
    let mut watching = project.watch();
    for name in ["more.yaml", "events.yaml"] {
        let good = project.files("generated");
        fs::rename(project.path(name), project.path("elsewhere")).unwrap();
        watching.says("error[SW501]");
        watching.until(&format!("{name}: 1 mistake; the generated files stay as they are"));
        assert_eq!(project.files("generated"), good);
        fs::rename(project.path("elsewhere"), project.path(name)).unwrap();
        watching.says(&format!("{name}: well again; no change of what is sent; no file to write"));
    }
    project.put("more.yaml", "client:\n  pong: {}\n");
    watching.says("more.yaml: - client.ping, + client.pong; ");
    assert_eq!(watching.end().1, Vec::<String>::new());
}

#[test]
fn a_folder_that_is_moved_away_is_waited_for() {
    let project = Project::new();
    project.put("events.yaml", &including("a/b/more.yaml"));
    project.put("a/b/more.yaml", MORE);
    let mut watching = project.watch();
    for folder in ["a/b", "a"] {
        fs::rename(project.path(folder), project.path("elsewhere")).unwrap();
        watching.says("error[SW501]");
        watching.until("a/b/more.yaml: 1 mistake; the generated files stay as they are");
        // It is another folder that comes in its place.
        project.put("a/b/more.yaml", MORE);
        watching.says("a/b/more.yaml: well again; no change of what is sent; no file to write");
        fs::remove_dir_all(project.path("elsewhere")).unwrap();
        project.put("a/b/more.yaml", "client:\n  pong: {}\n");
        watching.says("a/b/more.yaml: - client.ping, + client.pong; ");
        project.put("a/b/more.yaml", MORE);
        watching.says("a/b/more.yaml: - client.pong, + client.ping; ");
    }
    assert_eq!(watching.end().1, Vec::<String>::new());
}

/// It never sees that there was none: it looks when another one is there already, by the same name.
#[cfg(unix)]
#[test]
fn a_folder_that_is_replaced_is_followed() {
    let project = Project::new();
    project.put("events.yaml", &including("a/b/more.yaml"));
    project.put("a/b/more.yaml", MORE);
    let mut watching = project.watch();
    for (folder, name) in [("a/b", "pong"), ("a", "peng")] {
        watching.stopped(|| {
            fs::rename(project.path(folder), project.path("elsewhere")).unwrap();
            project.put("a/b/more.yaml", &MORE.replace("ping", name));
        });
        watching.says("a/b/more.yaml: - client.");
        project.put("a/b/more.yaml", MORE);
        watching.says(&format!("a/b/more.yaml: - client.{name}, + client.ping; "));
        fs::remove_dir_all(project.path("elsewhere")).unwrap();
    }
    assert_eq!(watching.end().1, Vec::<String>::new());
}

/// There is nothing left that could be watched, and nothing that tells when it is back.
#[test]
fn a_project_that_is_moved_away_is_waited_for() {
    let project = Project::new();
    let mut watching = project.watch();
    let elsewhere = project.0.path().join("elsewhere");
    fs::rename(project.path(""), &elsewhere).unwrap();
    watching.says("error[SW501]");
    watching.until("1 mistake; the generated files stay as they are");
    fs::rename(&elsewhere, project.path("")).unwrap();
    watching.says("events.yaml: well again; no change of what is sent; no file to write");
    project.save("u8");
    watching.says("events.yaml: ~ server.joined.who: string → u8; ");
}

#[cfg(unix)]
#[test]
fn links_are_followed() {
    use std::os::unix::fs::symlink;
    let project = Project::new();
    project.put("one/more.yaml", MORE);
    project.put("two/more.yaml", "client:\n  pong: {}\n");
    symlink("one", project.path("now")).unwrap();
    project.put("events.yaml", &including("now/more.yaml"));
    let mut watching = project.watch();
    project.put("one/more.yaml", "client:\n  peng: {}\n");
    watching.says("now/more.yaml: - client.ping, + client.peng; ");
    symlink("two", project.path("next")).unwrap();
    fs::rename(project.path("next"), project.path("now")).unwrap();
    watching.says("now/more.yaml: - client.peng, + client.pong; ");
    project.put("one/more.yaml", "nonsense");
    project.put("two/more.yaml", MORE);
    watching.says("now/more.yaml: - client.pong, + client.ping; ");
    assert_eq!(watching.end().1, Vec::<String>::new());
}
