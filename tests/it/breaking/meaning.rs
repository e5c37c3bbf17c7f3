//! What a value means to its reader, and whether it means the same to another one.

use serde_json::Value;

/// What a value means.
#[derive(Debug, Clone, PartialEq)]
pub enum Meaning {
    /// It is kept, and not understood.
    Unknown,
    /// There is none.
    None,
    /// Null, where absence says something else.
    Null,
    Bool(bool),
    Integer(i128),
    /// Its digits, so that it can be compared.
    Number(String),
    Text(String),
    /// A time in a unit, or bytes.
    Instant(&'static str, String),
    /// Any JSON, in whatever form its reader gives it to.
    Json(Value),
    /// A text that holds a value.
    Quoted(Box<Meaning>),
    /// A named integer, and all names that there are.
    Case(i128, Option<String>, Vec<String>),
    /// All bits, and whether those with names are set.
    Bits(i128, Vec<(String, bool)>),
    List(Vec<Meaning>),
    Map(Vec<(String, Meaning)>),
    Object(Vec<Member>),
    Variant(String, Box<Meaning>),
    /// The alternative that was chosen, and all that there are.
    Alternative(String, Vec<String>, Box<Meaning>),
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The name on the wire, and old ones.
    names: Vec<String>,
    /// The name in code.
    code: String,
    pub meaning: Meaning,
    /// One of those that nobody declares.
    of_map: bool,
}

impl Member {
    pub fn new(wire: &str, was: &[String], code: &str, meaning: Meaning) -> Member {
        let names =
            std::iter::once(wire.to_owned()).chain(was.iter().cloned()).filter(|name| !name.is_empty());
        Member { names: names.collect(), code: code.to_owned(), meaning, of_map: false }
    }

    /// One of those that nobody declares.
    pub fn of_map(key: &str, meaning: Meaning) -> Member {
        Member { of_map: true, ..Member::new(key, &[], key, meaning) }
    }

    fn is(&self, other: &Member) -> bool {
        self.names.iter().any(|name| other.names.contains(name)) || self.code == other.code
    }
}

impl Meaning {
    pub fn number(own: f64) -> Meaning {
        if own.fract() == 0.0 && own.abs() < 9e15 {
            Meaning::Integer(own as i128)
        } else {
            Meaning::Number(own.to_string())
        }
    }
}

/// Whether a reader is told by what the writer meant; otherwise what is misread.
pub fn same(meant: &Meaning, read: &Meaning) -> Result<(), String> {
    use Meaning::{
        Alternative, Bits, Case, Instant, Integer, Json, List, Map, None, Null, Number, Object, Quoted, Text,
        Unknown, Variant,
    };
    let misread = || Err(format!("{meant:?} is read as {read:?}"));
    match (meant, read) {
        (_, Unknown | Json(_)) | (None, Null) => Ok(()),
        (Quoted(meant), Quoted(read)) => same(meant, read),
        (Alternative(own, _, meant), Alternative(other, names, read)) => {
            match own == other || !names.contains(own) {
                true => same(meant, read),
                false => misread(),
            }
        }
        (Alternative(_, _, meant), read) => same(meant, read),
        (meant, Alternative(_, _, read)) => same(meant, read),
        (Case(own, name, _), Case(other, read_name, names)) => {
            let moved = name != read_name && name.as_ref().is_some_and(|name| names.contains(name));
            if own == other && !moved { Ok(()) } else { misread() }
        }
        (Case(own, ..), Integer(other)) | (Integer(own), Case(other, ..)) if own == other => Ok(()),
        (Bits(_, own), Bits(_, other)) => {
            let moved =
                own.iter().any(|(name, set)| other.iter().any(|(known, is)| known == name && is != set));
            if moved { misread() } else { Ok(()) }
        }
        (Bits(own, _), Integer(other)) | (Integer(own), Bits(other, _)) if own == other => Ok(()),
        (Integer(_) | Number(_) | Text(_), _) | (Meaning::Bool(_) | None | Null | Instant(..), _)
            if meant == read =>
        {
            Ok(())
        }
        (List(own), List(other)) if own.len() == other.len() => {
            own.iter().zip(other).try_for_each(|(own, other)| same(own, other))
        }
        (Map(own), Map(other)) => own.iter().try_for_each(|(key, own)| {
            let other = other.iter().find(|(other, _)| other == key);
            other.map_or(Err(format!("`{key}` is lost")), |(_, other)| same(own, other))
        }),
        (Object(own), Object(other)) => own.iter().try_for_each(|own| {
            let Some(other) = other.iter().find(|other| own.is(other)) else { return Ok(()) };
            if own.of_map != other.of_map {
                return Err(format!("`{}` is one of the members that nobody declares", own.code));
            }
            same(&own.meaning, &other.meaning).map_err(|why| format!("{}: {why}", own.code))
        }),
        (Variant(_, own), Variant(_, other)) => same(own, other),
        _ => misread(),
    }
}
