//! All integration tests, as one binary.

mod cli;
mod conversions;
mod coverage;
mod diagnostics;
mod doors;
mod files;
mod frames;
mod garbled;
mod handler;
mod hostile;
mod invalid;
mod items;
mod json;
mod mutations;
mod oracle;
mod orders;
mod packaging;
mod parity;
mod places;
mod readme;
mod repeats;
mod sample;
mod sides;
mod snapshots;
mod vectors;
