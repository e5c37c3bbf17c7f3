//! Backends: each turns a model into the files of one target. They read nothing else and cannot fail on content.

pub mod cpp;
#[cfg(any(feature = "cpp", feature = "typescript"))]
mod expected;
#[cfg(feature = "markdown")]
pub mod markdown;
mod prose;
pub mod rust;
pub mod steps;
pub mod tauri;
pub mod typescript;

#[cfg(feature = "build-script")]
use std::path::Path;

#[cfg(feature = "build-script")]
use crate::Loaded;
#[cfg(feature = "build-script")]
use crate::files::Files;

/// A target that the manifest asks for, and that this build of the generator has no backend for.
#[cfg(feature = "build-script")]
#[derive(Debug, Clone, Copy)]
pub struct Missing<'l> {
    /// What people call the target.
    pub target: &'static str,
    /// The feature of `samewire-codegen` that brings it; also its key under `outputs`.
    pub feature: &'static str,
    /// Its folder.
    pub dir: &'l Path,
}

/// All files that the manifest's `outputs` ask for, as far as there are backends for them: [`missing`] tells the rest.
#[cfg(feature = "build-script")]
pub fn render(loaded: &Loaded) -> Files {
    let outputs = &loaded.outputs;
    let mut files = Files::new(&outputs.project);
    if let Some(output) = &outputs.rust {
        add(&mut files, loaded, &output.dir, rust::files(&loaded.model));
    }
    if let Some(output) = &outputs.tauri {
        add(&mut files, loaded, &output.dir, tauri::files(&loaded.model, output));
    }
    #[cfg(feature = "typescript")]
    if let Some(output) = &outputs.typescript {
        add(&mut files, loaded, &output.dir, typescript::files(&loaded.model, output));
    }
    #[cfg(feature = "cpp")]
    if let Some(output) = &outputs.cpp {
        add(&mut files, loaded, &output.dir, cpp::files(&loaded.model, output));
    }
    #[cfg(feature = "markdown")]
    if let Some(output) = &outputs.markdown {
        add(&mut files, loaded, &output.dir, markdown::files(&loaded.model));
    }
    missing(loaded).iter().for_each(|missing| files.spare_folder(missing.dir));
    files
}

#[cfg(feature = "build-script")]
fn add(files: &mut Files, loaded: &Loaded, dir: &Path, texts: Vec<(String, String)>) {
    files.add_folder(dir);
    // Where nobody chose another folder, those of targets that are no longer asked for are ours too.
    if loaded.outputs.is_usual(dir) {
        files.add_folder(&loaded.outputs.root);
    }
    for (name, text) in texts {
        files.insert(dir.join(name), text);
    }
}

/// The targets that the manifest asks for and that [`render`] passes over.
#[cfg(feature = "build-script")]
pub fn missing(loaded: &Loaded) -> Vec<Missing<'_>> {
    let outputs = &loaded.outputs;
    let [cpp, markdown, typescript] = [
        outputs.cpp.as_ref().map(|output| output.dir.as_path()),
        outputs.markdown.as_ref().map(|output| output.dir.as_path()),
        outputs.typescript.as_ref().map(|output| output.dir.as_path()),
    ];
    let targets = [
        (typescript, "TypeScript", "typescript", cfg!(feature = "typescript")),
        (cpp, "C++", "cpp", cfg!(feature = "cpp")),
        (markdown, "Markdown", "markdown", cfg!(feature = "markdown")),
    ];
    let missing = targets.into_iter().filter(|(_, _, _, is_here)| !is_here);
    missing.filter_map(|(dir, target, feature, _)| Some(Missing { target, feature, dir: dir? })).collect()
}
