//! Their way through Tauri.

samewire::events!("../../../events.yaml", tauri);
