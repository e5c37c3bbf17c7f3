//! Generated TypeScript, as far as lines tell: the members of interfaces, and the values of unions.

use std::collections::BTreeMap;

use samewire_codegen::backend::typescript;
use samewire_codegen::model::{Direction, Model};
use samewire_codegen::outputs::TypeScriptOutput;

/// The files by their names.
pub struct TypeScript(BTreeMap<String, String>);

impl TypeScript {
    pub fn of(model: &Model) -> TypeScript {
        let output = TypeScriptOutput {
            dir: "/nowhere".into(),
            transports: Some(Vec::new()),
            frameworks: Vec::new(),
            upgrades: "/nowhere/upgrades.ts".into(),
        };
        TypeScript(typescript::files(model, &output).into_iter().collect())
    }

    /// As it would be with another text in some place.
    pub fn with(mut self, file: &str, from: &str, to: &str) -> TypeScript {
        let text = self.0.get_mut(file).expect("the file is there");
        assert!(text.contains(from), "there is no {from:?}");
        *text = text.replacen(from, to, 1);
        self
    }

    /// The members of an interface; none for what is an object without members.
    pub fn members(&self, module: &str, name: &str) -> Vec<String> {
        let text = &self.0[&format!("{module}.ts")];
        if text.contains(&format!("export type {name} = Record<string, never>;")) {
            return Vec::new();
        }
        let (_, body) = text
            .split_once(&format!("export interface {name} {{\n"))
            .unwrap_or_else(|| panic!("no interface {name} in {module}.ts"));
        let (body, _) = body.split_once("\n}").expect("it ends");
        let members =
            body.lines().map(str::trim).filter(|line| line.ends_with(';') && !line.starts_with('*'));
        members.map(|line| line.trim_end_matches(';').to_owned()).collect()
    }

    /// Whether the page of a desktop app listens to this name of Tauri's, and takes it for this event.
    pub fn hears(&self, tauri: &str, wire: &str) -> bool {
        self.0["index.ts"].contains(&format!("\n    \"{tauri}\": \"{wire}\",\n"))
    }

    /// The function that sends the event with this code name.
    pub fn sender(&self, event: &str) -> String {
        let name = format!("send{event}");
        let function = format!("\nexport function {name}(");
        assert!(self.0["senders.ts"].contains(&function), "the page has no {name}");
        name
    }

    /// The values of an enum.
    pub fn values(&self, module: &str, name: &str) -> Vec<String> {
        let text = &self.0[&format!("{module}.ts")];
        let (_, body) = text
            .split_once(&format!("export type {name} ="))
            .unwrap_or_else(|| panic!("no type {name} in {module}.ts"));
        let (body, _) = body.split_once(";\n").expect("it ends");
        body.split('|').map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect()
    }

    /// The member of an event map, and of the list of names.
    pub fn event(&self, direction: Direction, wire: &str) -> String {
        let module = match direction {
            Direction::Server => "server",
            Direction::Client => "client",
        };
        let map = format!("{direction:?}EventMap");
        let members = self.members(module, &map);
        let own = members.iter().find(|member| member.starts_with(&format!("{wire}: ")));
        assert!(
            self.0[&format!("{module}.ts")].contains(&format!("\n  \"{wire}\",\n")),
            "{wire} is in no list"
        );
        format!("{map}.{}", own.unwrap_or_else(|| panic!("{map} has no {wire}")))
    }
}
