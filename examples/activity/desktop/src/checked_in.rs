//! The Rust that is checked in compiles as it is, and says what the macro's says.

#![allow(dead_code, missing_docs)]

#[rustfmt::skip]
#[path = "../../generated/app/rust/mod.rs"]
mod app;

#[rustfmt::skip]
#[path = "../../generated/events/rust/mod.rs"]
mod events;

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
