//! What is generated, and where: the manifest's `outputs`, resolved against the folder of the manifest.

use std::path::{Path, PathBuf};

use crate::backend::cpp::names;
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::manifest::{CppTarget, File, TauriTarget, Text};
use crate::source::{absolute, real};

/// The targets of a manifest and the folder that holds their files.
#[derive(Debug, Clone, PartialEq)]
pub struct Outputs {
    /// The project: nothing is read or written outside of it.
    pub project: PathBuf,
    /// The folder of all targets that name none of their own (absolute, inside `project`).
    pub root: PathBuf,
    /// Whether the manifest names its targets; where it does not, there are the default ones.
    pub named: bool,
    /// Rust, if wanted.
    pub rust: Option<RustOutput>,
    /// TypeScript, if wanted.
    pub typescript: Option<TypeScriptOutput>,
    /// C++, if wanted.
    pub cpp: Option<CppOutput>,
    /// Markdown, if wanted.
    pub markdown: Option<MarkdownOutput>,
    /// The dispatch of a Tauri app, if wanted.
    pub tauri: Option<TauriOutput>,
}

/// `outputs.rust`.
#[derive(Debug, Clone, PartialEq)]
pub struct RustOutput {
    /// Its folder (absolute, inside the project).
    pub dir: PathBuf,
}

/// `outputs.typescript`.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeScriptOutput {
    /// Its folder (absolute, inside the project).
    pub dir: PathBuf,
    /// The transports that the manifest names, if it does.
    pub transports: Option<Vec<Transport>>,
    /// The frameworks whose glue is wanted.
    pub frameworks: Vec<Framework>,
    /// The module of the functions that upgrade older versions and are written by hand (absolute, inside the project).
    pub upgrades: PathBuf,
}

/// `outputs.cpp`.
#[derive(Debug, Clone, PartialEq)]
pub struct CppOutput {
    /// Its folder (absolute, inside the project).
    pub dir: PathBuf,
    /// The namespace of all that is generated: `a::b`.
    pub namespace: String,
}

/// `outputs.markdown`.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkdownOutput {
    /// Its folder (absolute, inside the project).
    pub dir: PathBuf,
}

/// `outputs.tauri`.
#[derive(Debug, Clone, PartialEq)]
pub struct TauriOutput {
    /// Its folder (absolute, inside the project).
    pub dir: PathBuf,
    /// The module of the generated enums, as the desktop crate names it: a path in Rust.
    pub events: String,
    /// The labels of the windows whose pages listen.
    pub windows: Vec<String>,
}

/// How frames reach the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// A WebSocket.
    WebSocket,
    /// The events of a Tauri app.
    Tauri,
    /// Both ends in one process.
    Memory,
}

/// A framework that pages are made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framework {
    /// React.
    React,
    /// Solid.
    Solid,
    /// Svelte.
    Svelte,
}

/// The folder of targets that name none, relative to the manifest.
const ROOT: &str = "generated";

pub(crate) fn resolve(
    manifest: &Path,
    (project, known): (&Path, bool),
    files: &[File],
    diagnostics: &mut Diagnostics,
) -> Outputs {
    let written = files.first().and_then(|file| file.outputs.as_ref());
    let folder = manifest.parent().unwrap_or(manifest);
    let mut placed =
        |path: &Text, words| inside((folder, known.then_some(project)), path, words, diagnostics);
    let upgrades = written
        .and_then(|outputs| outputs.typescript.as_ref()?.upgrades.as_ref())
        .map_or_else(|| folder.join(UPGRADES), |path| placed(path, IMPORTED));
    let mut inside = |path: &Text| placed(path, WRITTEN);
    let root = written.and_then(|outputs| outputs.root.as_ref()).map(&mut inside);
    let root = root.unwrap_or_else(|| folder.join(ROOT));
    let mut dir = |own: Option<&Text>, name: &str| own.map_or_else(|| root.join(name), &mut inside);
    match written {
        Some(written) if written.named => Outputs {
            rust: written.rust.as_ref().map(|own| RustOutput { dir: dir(own.as_ref(), RUST) }),
            typescript: written.typescript.as_ref().map(|own| TypeScriptOutput {
                dir: dir(own.dir.as_ref(), TYPESCRIPT),
                transports: own.transports.clone(),
                frameworks: own.frameworks.clone(),
                upgrades,
            }),
            cpp: written.cpp.as_ref().map(|own| cpp(own, dir(own.dir.as_ref(), CPP), files)),
            markdown: written
                .markdown
                .as_ref()
                .map(|own| MarkdownOutput { dir: dir(own.as_ref(), MARKDOWN) }),
            tauri: written.tauri.as_ref().map(|own| tauri(own, dir(own.dir.as_ref(), TAURI))),
            project: project.to_path_buf(),
            root: root.clone(),
            named: true,
        },
        _ => unnamed(project, &root, upgrades, carries_to_page(files)),
    }
}

/// The folders of targets that name none, in the root of all.
const RUST: &str = "rust";
const TYPESCRIPT: &str = "typescript";
const CPP: &str = "cpp";
const MARKDOWN: &str = "docs";
const TAURI: &str = "tauri";

/// The functions that somebody writes, beside the manifest.
const UPGRADES: &str = "upgrades.ts";

/// Where the generated enums live, and which window there is, unless the manifest says otherwise: as on the pages for
/// users, and as Tauri calls the first window.
const EVENTS: &str = "crate::events";
const WINDOW: &str = "main";

impl Outputs {
    /// Whether a folder is the one that its target has where the manifest names none.
    pub fn is_usual(&self, dir: &Path) -> bool {
        [RUST, TYPESCRIPT, CPP, MARKDOWN, TAURI].iter().any(|name| *dir == self.root.join(name))
    }

    /// The module of the generated enums, as the desktop crate names it.
    pub fn events(&self) -> &str {
        self.tauri.as_ref().map_or(EVENTS, |output| &output.events)
    }
}

/// Whether there is anything for a desktop app.
fn carries_to_page(files: &[File]) -> bool {
    files.iter().any(|file| file.tauri.is_some() || !file.desktop.is_empty())
}

/// A protocol whose name gives no namespace has to choose one, which is a check of its own.
fn cpp(written: &CppTarget, dir: PathBuf, files: &[File]) -> CppOutput {
    let protocol = files.first().and_then(|file| file.protocol.as_ref());
    let usual = || protocol.and_then(|name| names::namespace(&name.text)).unwrap_or_default();
    CppOutput { dir, namespace: written.namespace.clone().unwrap_or_else(usual) }
}

fn tauri(written: &TauriTarget, dir: PathBuf) -> TauriOutput {
    let windows = match &written.windows[..] {
        [] => vec![WINDOW.to_owned()],
        windows => windows.to_vec(),
    };
    TauriOutput { dir, events: written.events.clone().unwrap_or_else(|| EVENTS.to_owned()), windows }
}

/// The targets of a manifest that names none.
fn unnamed(project: &Path, root: &Path, upgrades: PathBuf, for_page: bool) -> Outputs {
    let typescript =
        TypeScriptOutput { dir: root.join(TYPESCRIPT), transports: None, frameworks: Vec::new(), upgrades };
    Outputs {
        project: project.to_path_buf(),
        root: root.to_path_buf(),
        named: false,
        rust: Some(RustOutput { dir: root.join(RUST) }),
        typescript: Some(typescript),
        cpp: None,
        markdown: None,
        tauri: for_page.then(|| tauri(&TauriTarget::default(), root.join(TAURI))),
    }
}

/// What is said of a path that leads out of the project, and what helps.
type Words = (&'static str, &'static str);

const WRITTEN: Words =
    ("nothing is written outside the project", "name a folder inside the project, relative to the manifest");

const IMPORTED: Words = (
    "generated code imports nothing from outside the project",
    "name a file inside the project, relative to the manifest",
);

/// What a manifest names, which must lie inside the project.
fn inside(
    (base, project): (&Path, Option<&Path>),
    path: &Text,
    (message, help): Words,
    diagnostics: &mut Diagnostics,
) -> PathBuf {
    let named = absolute(&base.join(&path.text));
    let relative = !Path::new(&path.text).is_absolute() && !path.text.starts_with(['/', '\\']);
    if !relative || project.is_some_and(|project| !real(&named).starts_with(real(project))) {
        diagnostics.push(Diagnostic::new(&codes::OUTPUT_OUTSIDE, path.span, message).help(help));
    }
    named
}
