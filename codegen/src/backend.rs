//! Backends: each turns a model into the files of one target. They read nothing else and cannot fail on content.

pub mod rust;

#[cfg(feature = "build-script")]
use crate::Loaded;
#[cfg(feature = "build-script")]
use crate::files::Files;

/// All files that the manifest's `outputs` ask for.
#[cfg(feature = "build-script")]
pub fn render(loaded: &Loaded) -> Files {
    let mut files = Files::new(&loaded.outputs.project);
    // The files of a target that is no longer asked for are orphans too.
    files.add_folder(&loaded.outputs.root);
    if let Some(output) = &loaded.outputs.rust {
        files.add_folder(&output.dir);
        for (name, text) in rust::files(&loaded.model) {
            files.insert(output.dir.join(name), text);
        }
    }
    files
}
