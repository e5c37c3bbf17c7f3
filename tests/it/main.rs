//! All integration tests, as one binary.

mod conversions;
mod coverage;
mod files;
mod frames;
mod garbled;
mod handler;
mod hostile;
mod items;
mod json;
mod mutations;
mod oracle;
mod orders;
mod packaging;
mod parity;
mod places;
mod sample;
mod sides;
mod snapshots;
mod vectors;
