//! All files of the target.

use super::declarations::Known;
use super::headers::{self, header};
use super::types::Types;
use super::{codec, events, runtime, upgrades};
use crate::model::{Direction, Model};
use crate::outputs::CppOutput;

/// The files, each with its path in the target's folder.
pub fn files(model: &Model, output: &CppOutput) -> Vec<(String, String)> {
    let namespace = output.namespace.as_str();
    let types = Types::new(model, namespace);
    let known = Known::new(types);
    let bodies = [
        ("types", headers::types(&known)),
        ("server", headers::direction(&known, Direction::Server)),
        ("client", headers::direction(&known, Direction::Client)),
    ];
    let has_deprecated = bodies.iter().any(|(_, body)| body.text.contains("[[deprecated"));
    let (mut files, mut deferred) = (Vec::new(), Vec::new());
    let mut add = |name: &str, beside: &[&str], text: &str| {
        files.push((format!("{name}.hpp"), header(namespace, name, beside, has_deprecated, text)));
    };
    for (name, body) in bodies {
        let beside: &[&str] = if name == "types" { &[RUNTIME] } else { &[RUNTIME, "types.hpp"] };
        add(name, beside, &body.text);
        deferred.push((name, body.deferred));
    }
    deferred.retain(|(_, compared)| !compared.is_empty());
    add("events", &["client.hpp", RUNTIME, "server.hpp", "types.hpp"], &events::events(types, deferred));
    if let Some(text) = upgrades::upgrades(types) {
        add("upgrades", &["events.hpp"], &text);
    }
    files.push(("events.cpp".to_owned(), codec::file(model, namespace)));
    files.extend(runtime::files());
    files
}

/// What users of generated code see of the runtime.
const RUNTIME: &str = "samewire/samewire.hpp";
