//! An app that forgets one of the fields.

mod events {
    include!("versions/events.rs");
}

use events::server::{SessionUpdateV1, UpgradeSessionUpdateV1};

impl UpgradeSessionUpdateV1 for SessionUpdateV1 {
    fn title(&self) -> String {
        self.user.clone()
    }
}

fn main() {}
