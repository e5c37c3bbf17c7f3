//! samewire: one manifest of every real-time event of an app, from which everything that must agree is generated.
//!
//! The stages, each a module: [`source`] → [`yaml`] → `manifest` → `resolve` → [`model`] → `check` → [`backend`] →
//! [`files`]. The build script, the macro, the command line and the tests call the same [`load`].

pub mod backend;
#[cfg(feature = "cli")]
pub mod breaking;
#[cfg(feature = "build-script")]
pub mod build_script;
mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod example;
#[cfg(feature = "build-script")]
pub mod files;
pub mod lint;
mod load;
mod manifest;
pub mod model;
pub mod name;
pub mod outputs;
mod resolve;
pub mod schema;
pub mod source;
pub mod yaml;

pub use load::{Loaded, Rejected, load, load_text};
#[cfg(feature = "cli")]
pub(crate) use load::{load_from, project_folder};
