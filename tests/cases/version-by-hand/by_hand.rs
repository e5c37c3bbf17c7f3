use super::client::{AskV1, UpgradeAskV1};
use super::server::{SessionUpdateV1, SessionUpdateV2, UpgradeSessionUpdateV1, UpgradeSessionUpdateV2};
use super::types::{Actor, Area};

impl UpgradeSessionUpdateV1 for SessionUpdateV1 {
    fn actor(&self) -> Actor {
        Actor { id: self.user.clone(), name: None }
    }

    fn note(&self) -> Option<String> {
        (self.note > 0).then(|| format!("note {}", self.note))
    }
}

impl UpgradeSessionUpdateV2 for SessionUpdateV2 {
    fn area(&self) -> Area {
        // What is too large for a number is written by nobody.
        Area { width: self.side, height: self.side * 1e300 }
    }

    fn tags(&self) -> Vec<String> {
        vec![self.tag.clone(), self.actor.id.clone()]
    }
}

impl UpgradeAskV1 for AskV1 {
    fn seconds(&self) -> u32 {
        u32::from(self.minutes) * 60
    }
}
