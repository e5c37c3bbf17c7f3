//! C++: types and events, their readers and writers, handlers, and the runtime beside them.
//!
//! Each file is lowered first, into structs that hold finished names, types and literals; a template under
//! `templates/cpp` places them.

#[cfg(feature = "cpp")]
mod codec;
#[cfg(feature = "cpp")]
pub mod literals;
pub mod names;
#[cfg(feature = "cpp")]
pub mod types;

#[cfg(feature = "cpp")]
use crate::model::Model;
#[cfg(feature = "cpp")]
use crate::outputs::CppOutput;

/// The files, each with its path in the target's folder.
#[cfg(feature = "cpp")]
pub fn files(model: &Model, output: &CppOutput) -> Vec<(String, String)> {
    vec![("events.cpp".to_owned(), codec::file(model, &output.namespace))]
}
