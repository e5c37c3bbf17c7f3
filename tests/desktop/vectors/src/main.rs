//! Writes the frames that `tests/it` samples into the folder that is named, `server.jsonl` and `client.jsonl`.
//!
//! They are the same modules: here they need nothing of what the tests beside them compile.

#[path = "../../../it/places.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod places;
#[path = "../../../it/sample.rs"]
mod sample;
#[path = "../../../it/sampled.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod sampled;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use samewire_codegen::model::Direction;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from).ok_or("desktop-vectors FOLDER")?;
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../events.yaml");
    let loaded = samewire_codegen::load(&manifest, None).map_err(|_| "events.yaml has mistakes")?;
    let vectors = sampled::vectors(&loaded.model);
    fs::create_dir_all(&folder)?;
    for (direction, name) in [(Direction::Server, "server.jsonl"), (Direction::Client, "client.jsonl")] {
        let lines = vectors.iter().filter(|vector| vector.direction == direction);
        fs::write(folder.join(name), lines.map(|vector| format!("{}\n", vector.text)).collect::<String>())?;
    }
    Ok(())
}
