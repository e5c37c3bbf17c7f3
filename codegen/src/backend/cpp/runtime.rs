//! The runtime: real headers, delivered as they are beside what is generated.

use crate::files::MARKER;

macro_rules! sources {
    ($($name:literal)*) => {
        &[$((
            concat!("samewire/", $name),
            include_str!(concat!("../../../../runtime/cpp/samewire/", $name)),
        )),*]
    };
}

const SOURCES: &[(&str, &str)] = sources![
    "carried.hpp" "collections.hpp" "enums.hpp" "frame.hpp" "json.hpp" "parser.hpp" "picture.hpp" "reader.hpp"
    "samewire.hpp" "scalars.hpp" "structs.hpp" "text_forms.hpp" "unions.hpp" "upgrade.hpp" "walk.hpp" "writer.hpp"
    "written.hpp"
];

/// The headers, each with its path in the target's folder.
pub fn files() -> Vec<(String, String)> {
    let preamble = format!("// {MARKER}: a part of its runtime, the same for every manifest.\n\n");
    SOURCES.iter().map(|(name, text)| ((*name).to_owned(), format!("{preamble}{text}"))).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::SOURCES;

    #[test]
    fn every_header_is_delivered() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/cpp/samewire");
        let mut there: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| format!("samewire/{}", entry.unwrap().file_name().to_string_lossy()))
            .collect();
        there.sort();
        assert_eq!(SOURCES.iter().map(|(name, _)| *name).collect::<Vec<_>>(), there);
    }
}
