//! All integration tests, as one binary.

mod cases;
mod cli;
mod diagnostics;
mod doors;
mod files;
mod invalid;
mod manual;
mod packaging;
mod reparse;
