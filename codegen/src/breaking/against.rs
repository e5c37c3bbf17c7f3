//! The manifest to compare with: a file, or what a commit had.

use std::path::{Path, PathBuf};

use super::git::Repository;
use crate::source::{Sources, display_path, real};
use crate::{Loaded, Rejected, load, load_from};

/// A manifest of an earlier state.
#[derive(Debug)]
pub struct Previous {
    /// What it says.
    pub loaded: Loaded,
    /// How its paths are shown.
    pub shown: Shown,
}

/// How the paths of an earlier state are shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What stands before each: the commit's name and a colon.
    prefix: String,
    base: PathBuf,
}

impl Shown {
    /// Paths of files that are on disk, relative to `base`.
    pub fn on_disk(base: &Path) -> Shown {
        Shown { prefix: String::new(), base: base.to_path_buf() }
    }

    /// A path: `v1:events.yaml`.
    pub fn path(&self, path: &Path) -> String {
        format!("{}{}", self.prefix, display_path(path, Some(&self.base)))
    }
}

/// Why there is nothing to compare with.
#[derive(Debug)]
pub enum Missing {
    /// No such file, no such commit, no file in it: in words.
    Nothing(String),
    /// There is a manifest, and it has mistakes.
    Mistakes {
        /// Which.
        rejected: Box<Rejected>,
        /// How its paths are shown.
        shown: Shown,
    },
}

impl Missing {
    /// The files of a manifest with mistakes.
    pub fn sources(&self) -> Option<&Sources> {
        match self {
            Missing::Nothing(_) => None,
            Missing::Mistakes { rejected, .. } => Some(&rejected.sources),
        }
    }
}

/// Reads what `against` names, seen from the folder `here`: a file; a commit, in which the manifest stood where
/// `manifest` stands now; or `commit:path`, the path as git takes it. `base` is what paths on disk are shown relative to.
pub fn previous(against: &str, manifest: &Path, here: &Path, base: &Path) -> Result<Previous, Missing> {
    let file = here.join(against);
    if file.is_file() {
        let shown = Shown::on_disk(base);
        return match load(&file, None) {
            Ok(loaded) => Ok(Previous { loaded, shown }),
            Err(rejected) => Err(Missing::Mistakes { rejected, shown }),
        };
    }
    let folder = manifest.parent().unwrap_or(here);
    let repository = Repository::around(folder).map_err(|why| nothing(against, &why))?;
    let (name, path) = match against.split_once(':') {
        Some((name, path)) if !path.is_empty() => (name, inside(&repository, here, path)),
        _ => (against.trim_end_matches(':'), real(manifest)),
    };
    let commit = repository.commit(name).map_err(|why| nothing(against, &why))?;
    of_commit(&repository, (name, &commit), &path)
}

fn nothing(against: &str, why: &str) -> Missing {
    Missing::Nothing(format!("--against {against}: there is no such file, and {why}"))
}

/// A path as git takes it behind a commit: from the top, or from here if it begins with a dot.
fn inside(repository: &Repository, here: &Path, path: &str) -> PathBuf {
    let is_relative = path.starts_with("./") || path.starts_with("../");
    let from = if is_relative { real(here) } else { repository.top().to_path_buf() };
    crate::source::absolute(&from.join(path))
}

fn of_commit(
    repository: &Repository,
    (name, commit): (&str, &str),
    path: &Path,
) -> Result<Previous, Missing> {
    let top = repository.top();
    let shown = Shown { prefix: format!("{name}:"), base: top.to_path_buf() };
    let read = |path: &Path| {
        let inside = path.strip_prefix(top).ok()?;
        repository.file(commit, &display_path(inside, None))
    };
    if read(path).is_none() {
        return Err(Missing::Nothing(no_file(repository, (name, commit), path)));
    }
    match load_from(path, top, &read) {
        Ok(loaded) => Ok(Previous { loaded, shown }),
        Err(rejected) => Err(Missing::Mistakes { rejected, shown }),
    }
}

/// Says that a commit has no manifest at a path, and where it has one.
fn no_file(repository: &Repository, (name, commit): (&str, &str), path: &Path) -> String {
    let shown = display_path(path, Some(repository.top()));
    let own = path.file_name().unwrap_or_default().to_string_lossy();
    let hint = match &repository.files_called(commit, &own)[..] {
        [] => format!("if it had another name, write --against {name}:PATH, from the top of the repository"),
        [only] => format!("write --against {name}:{only}"),
        [first, ..] => format!("there are several elsewhere: write --against {name}:{first}, for example"),
    };
    format!("there is no `{shown}` in `{name}`: {hint}")
}
