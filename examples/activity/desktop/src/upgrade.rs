//! What version 1 of `session_update` does not say: the actor was one string.

use crate::events::server::{SessionUpdateV1, UpgradeSessionUpdateV1};
use crate::events::types::Actor;

impl UpgradeSessionUpdateV1 for SessionUpdateV1 {
    /// Old servers know people by their names alone.
    fn actor(&self) -> Actor {
        Actor { id: self.user.clone(), name: self.user.clone() }
    }
}
