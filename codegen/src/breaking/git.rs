//! What `git` knows of earlier states. Nothing is checked out, and nothing is written.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::diagnostic::did_you_mean;

/// A repository with a work tree.
pub struct Repository {
    top: PathBuf,
}

impl Repository {
    /// The one that `folder` lies in.
    pub fn around(folder: &Path) -> Result<Repository, String> {
        let output = run(folder, &["rev-parse", "--show-toplevel"])?;
        if !output.status.success() {
            return Err(format!("{} is in no git repository: {}", folder.display(), complaint(&output)));
        }
        let top = String::from_utf8_lossy(&output.stdout).trim_end_matches(['\n', '\r']).to_owned();
        Ok(Repository { top: PathBuf::from(top) })
    }

    /// Its folder, links followed.
    pub fn top(&self) -> &Path {
        &self.top
    }

    /// The id of the commit that `name` stands for: a branch, a tag, `HEAD~3`, an id.
    pub fn commit(&self, name: &str) -> Result<String, String> {
        if name.starts_with('-') {
            return Err(format!("`{name}` is no name of a commit"));
        }
        let wanted = format!("{name}^{{commit}}");
        let output = run(&self.top, &["rev-parse", "--verify", "--quiet", &wanted])?;
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned()),
            false => Err(format!("there is no commit `{name}`{}", self.hint(name))),
        }
    }

    /// What to do about a commit that is not there.
    fn hint(&self, name: &str) -> String {
        if self.says(&["rev-parse", "--is-shallow-repository"]).trim() == "true" {
            return " in this shallow clone: `git fetch --unshallow` brings all (in a pipeline: fetch-depth: 0)"
                .to_owned();
        }
        let names = self.says(&["for-each-ref", "--format=%(refname:short)"]);
        did_you_mean(name, names.lines()).map_or(String::new(), |hint| format!(": {hint}"))
    }

    /// The paths of a commit's files with a name, `/` between their parts.
    pub fn files_called(&self, commit: &str, name: &str) -> Vec<String> {
        let all = self.says(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit]);
        let is_it = |path: &&str| path.rsplit('/').next() == Some(name);
        all.split('\0').filter(is_it).map(str::to_owned).collect()
    }

    /// What git prints; nothing, if it fails.
    fn says(&self, arguments: &[&str]) -> String {
        let output = run(&self.top, arguments).ok().filter(|output| output.status.success());
        output.map_or(String::new(), |output| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// The file at a path, `/` between its parts, as it was in a commit; none if there was none.
    pub fn file(&self, commit: &str, path: &str) -> Option<Vec<u8>> {
        let output = run(&self.top, &["cat-file", "blob", &format!("{commit}:{path}")]).ok()?;
        output.status.success().then_some(output.stdout)
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Result<Output, String> {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(arguments);
    // A hook has them set, relative to another folder.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        git.env_remove(name);
    }
    git.output().map_err(|error| format!("the program `git` cannot be run: {error}"))
}

fn complaint(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    text.lines().next().unwrap_or("git says nothing").trim_start_matches("fatal: ").to_owned()
}
