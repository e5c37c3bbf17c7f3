//! All integration tests, as one binary.

mod files;
mod packaging;
