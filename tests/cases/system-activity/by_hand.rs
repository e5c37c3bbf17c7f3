use super::server::{SessionUpdateV1, UpgradeSessionUpdateV1};
use super::types::Actor;

impl UpgradeSessionUpdateV1 for SessionUpdateV1 {
    fn actor(&self) -> Actor {
        Actor { id: self.user.to_lowercase(), name: self.user.clone() }
    }
}
