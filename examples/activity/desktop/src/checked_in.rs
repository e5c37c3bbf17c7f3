//! The files that are checked in are what the macro makes, and compile as they are.

#![allow(dead_code, missing_docs)]

#[rustfmt::skip]
#[path = "../../generated/app/rust/mod.rs"]
mod app;

#[rustfmt::skip]
#[path = "../../generated/app/tauri/mod.rs"]
mod app_tauri;

#[rustfmt::skip]
#[path = "../../generated/events/rust/mod.rs"]
mod events;

#[rustfmt::skip]
#[path = "../../generated/events/tauri/mod.rs"]
mod events_tauri;

use samewire_tauri::Protocol;

impl events::server::UpgradeSessionUpdateV1 for events::server::SessionUpdateV1 {
    fn actor(&self) -> events::types::Actor {
        events::types::Actor { id: self.user.clone(), name: self.user.clone() }
    }
}

#[test]
fn frames_are_the_same_in_both() {
    let strange = include_str!("../demo/strange.jsonl");
    for frame in include_str!("../demo/server.jsonl").lines().chain(strange.lines()) {
        let [own, checked_in] = [
            crate::events::ServerFrame::decode(frame).unwrap().encode(),
            events::ServerFrame::decode(frame).unwrap().encode(),
        ];
        assert_eq!(own, checked_in, "{frame}");
    }
    for frame in include_str!("../demo/app.jsonl").lines() {
        let [own, checked_in] = [
            crate::app::ServerFrame::decode(frame).unwrap().encode(),
            app::ServerFrame::decode(frame).unwrap().encode(),
        ];
        assert_eq!(own, checked_in, "{frame}");
    }
}

#[test]
fn events_are_carried_alike() {
    assert_eq!(events_tauri::Desktop::CARRIED, crate::events_desktop::Desktop::CARRIED);
    assert_eq!(app_tauri::Desktop::CARRIED, crate::app_desktop::Desktop::CARRIED);
}
