//! The events.

samewire::events!("../../../events.yaml");
