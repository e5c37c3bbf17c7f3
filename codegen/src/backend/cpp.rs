//! C++: types and events, their readers and writers, handlers, and the runtime beside them.
//!
//! Each file is lowered first, into structs that hold finished names, types and literals; a template under
//! `templates/cpp` places them.

#[cfg(feature = "cpp")]
mod codec;
#[cfg(feature = "cpp")]
mod declarations;
#[cfg(feature = "cpp")]
pub mod defaults;
#[cfg(feature = "cpp")]
mod docs;
#[cfg(feature = "cpp")]
pub mod events;
#[cfg(feature = "cpp")]
mod finite;
#[cfg(feature = "cpp")]
pub mod headers;
#[cfg(feature = "cpp")]
pub mod literals;
pub mod names;
#[cfg(feature = "cpp")]
mod order;
#[cfg(feature = "cpp")]
mod runtime;
#[cfg(feature = "cpp")]
pub mod types;
#[cfg(feature = "cpp")]
mod upgrades;
#[cfg(feature = "cpp")]
mod write;

#[cfg(feature = "cpp")]
pub use write::files;
