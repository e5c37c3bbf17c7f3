//! Which entries of which folders decide what is read: the files, the folders that lead to them, and links on the way.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::source::absolute;

/// A chain of links that is longer leads nowhere on any system.
const LINKS: usize = 40;

/// Entries of folders, their folders without links.
#[derive(Debug, Default, PartialEq)]
pub struct Places {
    /// Those of the files themselves, whether there are such files or not.
    pub files: BTreeSet<PathBuf>,
    /// Those that lead to them: folders and links.
    pub ways: BTreeSet<PathBuf>,
    /// The folders that all of them are in, as far as there are such folders.
    pub folders: BTreeSet<PathBuf>,
}

impl Places {
    /// Those of `files` (absolute), from the folder `project` downward.
    pub fn of<'f>(project: &Path, files: impl IntoIterator<Item = &'f Path>) -> Places {
        let mut places = Places::default();
        let within = [project.to_path_buf(), fs::canonicalize(project).unwrap_or_default()];
        for file in files {
            places.add(file, &within, LINKS);
        }
        // A file may lie on another's way only by a mistake, which ends when it is a folder again.
        places.ways.retain(|way| !places.files.contains(way));
        places
    }

    fn add(&mut self, file: &Path, within: &[PathBuf; 2], links: usize) {
        let is_inside = |path: &Path| within.iter().any(|own| path != own && path.starts_with(own));
        for path in file.ancestors().take_while(|path| *path == file || is_inside(path)) {
            let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { continue };
            let Ok(folder) = fs::canonicalize(folder) else { continue };
            let place = folder.join(name);
            let target = fs::read_link(&place).ok().filter(|_| links > 0);
            if path == file && target.is_none() { &mut self.files } else { &mut self.ways }.insert(place);
            if let Some(target) = target {
                let rest = file.strip_prefix(path).unwrap_or(Path::new(""));
                let beyond = absolute(&folder.join(target).join(rest));
                self.add(&beyond, within, links - 1);
            }
            self.folders.insert(folder);
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn shown(project: &Path, paths: &BTreeSet<PathBuf>) -> Vec<String> {
        let real = fs::canonicalize(project).unwrap();
        paths.iter().map(|path| path.strip_prefix(&real).unwrap().to_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn folders_above_matter_up_to_the_project() {
        let project = tempfile::tempdir().unwrap();
        let at = |name: &str| project.path().join(name);
        fs::create_dir_all(at("a/b")).unwrap();
        let places = Places::of(project.path(), [at("a/b/x.yaml").as_path(), &at("a/gone/y.yaml")]);
        assert_eq!(shown(project.path(), &places.files), ["a/b/x.yaml"]);
        assert_eq!(shown(project.path(), &places.ways), ["a", "a/b", "a/gone"]);
        assert_eq!(shown(project.path(), &places.folders), ["", "a", "a/b"]);
    }

    #[test]
    fn links_matter_as_much_as_what_they_lead_to() {
        let project = tempfile::tempdir().unwrap();
        let at = |name: &str| project.path().join(name);
        fs::create_dir_all(at("one/deep")).unwrap();
        fs::create_dir(at("two")).unwrap();
        symlink("one/deep", at("folder")).unwrap();
        symlink("../../two/next.yaml", at("one/deep/x.yaml")).unwrap();
        symlink("last.yaml", at("two/next.yaml")).unwrap();
        let places = Places::of(project.path(), [at("folder/x.yaml").as_path()]);
        assert_eq!(shown(project.path(), &places.files), ["two/last.yaml"]);
        let ways = ["folder", "one", "one/deep", "one/deep/x.yaml", "two", "two/next.yaml"];
        assert_eq!(shown(project.path(), &places.ways), ways);
        assert_eq!(shown(project.path(), &places.folders), ["", "one", "one/deep", "two"]);

        symlink("y.yaml", at("z.yaml")).unwrap();
        symlink("z.yaml", at("y.yaml")).unwrap();
        let circle = Places::of(project.path(), [at("y.yaml").as_path()]);
        assert_eq!(shown(project.path(), &circle.folders), [""]);
    }
}
