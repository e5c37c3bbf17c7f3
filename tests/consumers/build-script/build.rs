//! Generates the events.

fn main() {
    samewire_codegen::build_script::compile("../../../events.yaml");
}
