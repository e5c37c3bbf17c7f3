//! An app that says all that version 1 does not give.

mod events {
    include!("versions/events.rs");
}

use events::server::{SessionUpdateV1, UpgradeSessionUpdateV1};

impl UpgradeSessionUpdateV1 for SessionUpdateV1 {
    fn actor(&self) -> events::types::Actor {
        events::types::Actor { id: self.user.clone() }
    }

    fn title(&self) -> String {
        self.user.clone()
    }
}

pub fn main() {
    let text = r#"{"type":"session_update","version":1,"user":"ann"}"#;
    let events::ServerEvent::SessionUpdate(update) = events::ServerEvent::decode(text).unwrap() else {
        panic!()
    };
    assert_eq!((update.actor.id, update.title), ("ann".to_owned(), "ann".to_owned()));
}
