//! Rules about one manifest: what can be generated from, and will be regretted.
//!
//! The catalogue ([`rules`]) says what there is, and the manifest's `lint` at which [`Level`]. A few rules are kept while
//! a manifest is read, and generation tells them too; all others are for [`check`] alone, so that a build neither waits
//! for them nor hears of them.

mod allow;
#[cfg(feature = "cli")]
mod casing;
#[cfg(feature = "cli")]
mod check;
#[cfg(feature = "cli")]
mod dates;
#[cfg(feature = "cli")]
mod docs;
#[cfg(feature = "cli")]
mod ids;
#[cfg(feature = "cli")]
mod linting;
#[cfg(feature = "cli")]
mod names;
pub mod rules;
#[cfg(feature = "cli")]
mod secrets;
mod settings;
#[cfg(feature = "cli")]
mod shapes;
#[cfg(feature = "cli")]
mod types;

pub(crate) use allow::while_read;
#[cfg(feature = "cli")]
pub use check::{check, check_without, handled};
pub use rules::{Group, Level, Rule};
pub use settings::Settings;
pub(crate) use settings::Target;
