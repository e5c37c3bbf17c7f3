//! What a desktop app makes of each event: the names in its Rust, in its page, and what the page may send.

use samewire_codegen::backend::tauri;
use samewire_codegen::model::{Direction, Event, Model};
use samewire_codegen::outputs::TauriOutput;

use super::typescript::TypeScript;
use crate::desktop::dispatch::Dispatch;
use crate::frames::wire_name;

pub struct Desktop {
    dispatch: Dispatch,
    capability: String,
}

impl Desktop {
    pub fn of(model: &Model) -> Desktop {
        let output = TauriOutput {
            dir: "/nowhere".into(),
            events: "crate::events".into(),
            windows: vec!["main".into()],
        };
        let files = tauri::files(model, &output);
        let file = |name| &files.iter().find(|(own, _)| own == name).expect("the file is there").1;
        Desktop {
            dispatch: Dispatch::of(&syn::parse_file(file("mod.rs")).expect("Rust")),
            capability: file("capability.toml").clone(),
        }
    }

    /// What its Rust calls an event, and what its page hears; or what the page must be allowed, and by what it sends.
    pub fn event(&self, page: &TypeScript, direction: Direction, index: usize, event: &Event) -> [String; 2] {
        let wire = wire_name(event);
        match direction {
            Direction::Server => {
                let name = self.dispatch.carried[index].clone();
                if name == "No" {
                    return [String::new(), String::new()];
                }
                assert!(page.hears(&name, wire), "the page does not hear {wire}");
                [name.clone(), name]
            }
            Direction::Client => {
                assert!(self.capability.contains("\"samewire:allow-send\""), "the page may not send {wire}");
                ["samewire:allow-send".to_owned(), page.sender(&event.name.pascal())]
            }
        }
    }
}
