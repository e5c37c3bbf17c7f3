//! All integration tests, as one binary.

mod cli;
mod diagnostics;
mod doors;
mod files;
mod invalid;
mod packaging;
mod readme;
