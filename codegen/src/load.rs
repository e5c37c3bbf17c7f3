//! From a path to a model: the stages in order.

mod include;
mod project;

use std::path::Path;

use crate::check;
use crate::diagnostic::Diagnostics;
use crate::lint;
use crate::manifest::File;
use crate::model::Model;
use crate::outputs::{self, Outputs};
use crate::resolve;
use crate::source::{Sources, absolute};
use include::{From, Reading};

#[cfg(feature = "cli")]
pub(crate) use project::folder as project_folder;

/// A manifest that is valid.
#[derive(Debug)]
pub struct Loaded {
    /// What it means.
    pub model: Model,
    /// What is generated from it, and where.
    pub outputs: Outputs,
    /// The files it was read from, in order; the first is the manifest.
    pub sources: Sources,
    /// What should be looked at, and does not stand in the way.
    pub warnings: Diagnostics,
    /// What it says for lint.
    pub lint: lint::Settings,
}

/// A manifest that is not valid, and why.
#[derive(Debug)]
pub struct Rejected {
    /// The files that were read, as far as they could be.
    pub sources: Sources,
    /// Errors and warnings, in the order of the text.
    pub diagnostics: Diagnostics,
}

/// Reads the manifest at `path` and all that it includes.
///
/// `root` is the project's folder; without it, it is the nearest folder at or above the manifest that holds `.git`,
/// else the manifest's own.
pub fn load(path: &Path, root: Option<&Path>) -> Result<Loaded, Box<Rejected>> {
    let path = absolute(path);
    let project = project::folder(&path, root);
    let mut reading = Reading::new(&path, project, From::Disk);
    reading.manifest();
    // A package from a registry or an archive has no `.git`: where its project begins is not known, and nothing that
    // the manifest may say of its outputs keeps the Rust from being generated. Writing still ends at the project.
    let known = root.is_some() || reading.project.join(".git").exists();
    finish(reading, known)
}

/// Reads a manifest from memory, as if it stood at `path`; it can include nothing. For tests and tools.
pub fn load_text(path: &Path, text: &str) -> Result<Loaded, Box<Rejected>> {
    let path = absolute(path);
    let project = path.parent().unwrap_or(&path).to_path_buf();
    let mut reading = Reading::new(&path, project, From::Memory);
    reading.text(text);
    finish(reading, true)
}

/// Reads a manifest and all that it includes from somewhere else than the disk: `read` gives the bytes of a file, if
/// there is one. The paths are those that the files would have on disk, `project` the folder outside of which none lies.
#[cfg(feature = "cli")]
pub(crate) fn load_from(
    path: &Path,
    project: &Path,
    read: &dyn Fn(&Path) -> Option<Vec<u8>>,
) -> Result<Loaded, Box<Rejected>> {
    let mut reading = Reading::new(&absolute(path), project.to_path_buf(), From::Elsewhere(read));
    reading.manifest();
    // Where its outputs would lie on this disk says nothing about a manifest from elsewhere.
    finish(reading, false)
}

fn finish(reading: Reading, known_project: bool) -> Result<Loaded, Box<Rejected>> {
    let Reading { path, project, sources, mut diagnostics, files, complete, .. } = reading;
    let outputs = outputs::resolve(&path, (&project, known_project), &files, &mut diagnostics);
    let model = complete.then(|| resolved(&files, &mut diagnostics)).flatten();
    let lint = lint::Settings::of(&files);
    lint::while_read(&lint, &mut diagnostics);
    diagnostics.sort();
    match model {
        Some(model) if diagnostics.errors() == 0 => {
            Ok(Loaded { model, outputs, sources, warnings: diagnostics, lint })
        }
        _ => Err(Box::new(Rejected { sources, diagnostics })),
    }
}

/// Nothing is said about names when a part of the manifest could not be read: each would seem unknown.
fn resolved(files: &[File], diagnostics: &mut Diagnostics) -> Option<Model> {
    if files.is_empty() {
        return None;
    }
    let resolved = resolve::resolve(files, diagnostics);
    check::check(&resolved, files, diagnostics);
    Some(resolved.model)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Loaded, load_text};
    use crate::model::{Payload, Shape, Type};

    fn loaded(text: &str) -> Loaded {
        let text = format!("samewire: 1\nprotocol: t\n{text}");
        load_text(Path::new("/t.yaml"), &text)
            .unwrap_or_else(|why| panic!("{}", why.diagnostics.render_human(&why.sources, None, false)))
    }

    fn type_names(loaded: &Loaded) -> Vec<String> {
        loaded.model.types.iter().map(|def| def.name.pascal()).collect()
    }

    #[test]
    fn shapes_in_place_stand_among_the_declared_types() {
        let text = "types:\n  A: { fields: { b: B, kind: { enum: [x] } } }\n  B: { enum: [y] }\n\
                    server:\n  e: { fields: { a: A } }\n";
        let loaded = loaded(text);
        assert_eq!(type_names(&loaded), ["A", "AKind", "B"]);
        let Shape::Struct(a) = &loaded.model.types[0].shape else { panic!("a struct") };
        let named = |ty: &Type| match ty {
            Type::Named(id) => loaded.model.type_def(*id).name.pascal(),
            other => panic!("{other:?}"),
        };
        assert_eq!((named(&a.fields[0].ty), named(&a.fields[1].ty)), ("B".to_owned(), "AKind".to_owned()));
    }

    #[test]
    fn a_byte_order_mark_and_crlf_change_nothing() {
        let text =
            "samewire: 1\nprotocol: t\nserver:\n  e:\n    doc: |\n      a\n      b\n    fields: { x: u8 }\n";
        let plain = load_text(Path::new("/t.yaml"), text).expect("valid").model;
        let marked = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let marked = load_text(Path::new("/t.yaml"), &marked).expect("valid").model;
        assert_eq!(plain.server[0].meta, marked.server[0].meta);
        assert_eq!(plain.server[0].name, marked.server[0].name);
    }

    /// They are numbers whatever becomes of wide integers.
    #[test]
    fn timestamps_are_numbers_beside_wide_integers_that_are_text() {
        let text =
            "wire: { int64: string }\nserver:\n  e:\n    fields: { at: timestamp<ms> = 1, wide: i64 = 1 }\n";
        let Payload::Struct(members) = &loaded(text).model.server[0].payload else { panic!("fields") };
        let defaults: Vec<_> = members.fields.iter().map(|field| field.default.clone().unwrap()).collect();
        assert_eq!(defaults, [serde_json::json!(1), serde_json::json!("1")]);
    }

    #[test]
    fn floats_are_read_to_the_last_digit() {
        let text =
            "server:\n  e:\n    fields: { a: f64 = 1.25e300, b: { type: json, default: [1.25e300] } }\n";
        let Payload::Struct(members) = &loaded(text).model.server[0].payload else { panic!("fields") };
        let defaults: Vec<_> = members.fields.iter().map(|field| field.default.clone().unwrap()).collect();
        assert_eq!(defaults, [serde_json::json!(1.25e300), serde_json::json!([1.25e300])]);
    }

    #[test]
    fn wide_integers_are_kept_as_they_stand_on_the_wire() {
        let text = "server:\n  e:\n    fields: { a: string<u128>, b: string<u64>, c: i64 }\n    examples:\n      \
                    - { a: 340282366920938463463374607431768211455, b: 18446744073709551615, c: -9007199254740991 }\n";
        let example = &loaded(text).model.server[0].examples[0];
        assert_eq!(example["a"], "340282366920938463463374607431768211455");
        assert_eq!(example["b"], "18446744073709551615");
        assert_eq!(example["c"], -9007199254740991i64);
    }
}
