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
    if let Some(output) = &loaded.outputs.rust {
        files.add_folder(&output.dir);
        // Where nobody chose another folder, those of targets that are no longer asked for are ours too.
        if output.dir == loaded.outputs.root.join("rust") {
            files.add_folder(&loaded.outputs.root);
        }
        for (name, text) in rust::files(&loaded.model) {
            files.insert(output.dir.join(name), text);
        }
    }
    files
}
