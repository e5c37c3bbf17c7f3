//! TypeScript: types and event maps, readers and writers, listeners, and the runtime beside them.
//!
//! Each file is lowered first, into structs that hold finished names, types and literals; a template under
//! `templates/typescript` places them.

#[cfg(feature = "typescript")]
pub(crate) mod categories;
#[cfg(feature = "typescript")]
mod codec;
#[cfg(feature = "typescript")]
mod declarations;
#[cfg(feature = "typescript")]
mod docs;
pub mod events;
#[cfg(feature = "typescript")]
mod functions;
#[cfg(feature = "typescript")]
mod index;
#[cfg(feature = "typescript")]
mod literals;
#[cfg(feature = "typescript")]
mod modules;
pub mod names;
#[cfg(feature = "typescript")]
mod runtime;
#[cfg(feature = "cli")]
pub mod stubs;
#[cfg(feature = "typescript")]
mod types;
#[cfg(feature = "typescript")]
pub mod upgrades;
#[cfg(feature = "typescript")]
mod write;

#[cfg(feature = "typescript")]
pub use write::files;
