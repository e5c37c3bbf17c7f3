//! Names in Rust.

use proc_macro2::{Ident, Span};

use crate::model::Direction;
use crate::name::Name;

/// An identifier; keywords are made raw, and the four that cannot be raw get an underscore.
pub fn ident(text: &str) -> Ident {
    match text {
        "self" | "Self" | "super" | "crate" | "_" => Ident::new(&format!("{text}_"), Span::call_site()),
        _ if KEYWORDS.contains(&text) => Ident::new_raw(text, Span::call_site()),
        _ => Ident::new(text, Span::call_site()),
    }
}

/// The keywords of edition 2024 that can be raw, in order of their length; syn could tell them too, at a hundred times
/// the price.
#[rustfmt::skip]
const KEYWORDS: [&str; 48] = [
    "as", "do", "fn", "if", "in", "box", "dyn", "for", "gen", "let", "mod", "mut", "pub", "ref", "try", "use", "else",
    "enum", "impl", "loop", "move", "priv", "true", "type", "async", "await", "break", "const", "false", "final",
    "macro", "match", "trait", "where", "while", "yield", "become", "extern", "return", "static", "struct", "typeof",
    "unsafe", "unsized", "virtual", "abstract", "continue", "override",
];

/// A field, a method or a variable.
pub fn snake(name: &Name) -> Ident {
    ident(name.snake())
}

/// A type or a variant.
pub fn pascal(name: &Name) -> Ident {
    ident(&name.pascal())
}

/// `ServerEvent`, `ClientEvent`
pub fn event_enum(direction: Direction) -> Ident {
    ident(&format!("{}Event", title(direction)))
}

/// `ServerFrame`, `ClientFrame`
pub fn frame_struct(direction: Direction) -> Ident {
    ident(&format!("{}Frame", title(direction)))
}

fn title(direction: Direction) -> &'static str {
    match direction {
        Direction::Server => "Server",
        Direction::Client => "Client",
    }
}

#[cfg(test)]
mod tests {
    use super::ident;

    #[test]
    fn escapes_keywords() {
        let check = |text, expected: &str| assert_eq!(ident(text).to_string(), expected);
        check("channel_id", "channel_id");
        check("type", "r#type");
        check("gen", "r#gen");
        check("async", "r#async");
        check("self", "self_");
        check("Self", "Self_");
        check("crate", "crate_");
        check("super", "super_");
    }
}
