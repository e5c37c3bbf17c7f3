//! What a server that is moved into a desktop app can no longer get wrong, since it would not compile. On docs/migration.md.
//!
//! The events of the music player, emitted as they are written:
//!
//! ```
//! # mod events { samewire::events!("../../../examples/music/events.yaml"); }
//! # fn main() {
//! use events::server::{FavoritesUpdated, SettingsUpdated};
//! use events::types::Change;
//!
//! let _ = FavoritesUpdated { action: Change::Removed, track_id: 7 };
//! # #[allow(deprecated)]
//! let _ = SettingsUpdated { key: "volume".into(), value: 1.into(), previous_value: None };
//! # }
//! ```
//!
//! A word that the page does not know:
//!
//! ```compile_fail,E0599
//! # mod events { samewire::events!("../../../examples/music/events.yaml"); }
//! # fn main() {
//! use events::server::FavoritesUpdated;
//! use events::types::Change;
//!
//! let _ = FavoritesUpdated { action: Change::Deleted, track_id: 7 };
//! # }
//! ```
//!
//! A member that is lost in the move:
//!
//! ```compile_fail,E0063
//! # mod events { samewire::events!("../../../examples/music/events.yaml"); }
//! # fn main() {
//! use events::server::SettingsUpdated;
//!
//! # #[allow(deprecated)]
//! let _ = SettingsUpdated { key: "volume".into(), value: 1.into() };
//! # }
//! ```
//!
//! An event that nothing hears:
//!
//! ```compile_fail,E0432
//! # mod events { samewire::events!("../../../examples/music/events.yaml"); }
//! # fn main() {
//! use events::server::QueueChanged;
//! # }
//! ```
