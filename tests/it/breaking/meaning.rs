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
    /// A value of an enum, under all its names on the wire.
    Choice(Vec<String>),
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
    /// Without an order, and none twice.
    Set(Vec<Meaning>),
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

    /// What an event carries.
    pub fn payload(meaning: Meaning) -> Member {
        Member::new("<payload>", &[], "<payload>", meaning)
    }

    /// Whether it is what an event carries.
    pub fn is_payload(&self) -> bool {
        self.code == "<payload>"
    }

    fn is(&self, other: &Member) -> bool {
        self.names.iter().any(|name| other.names.contains(name)) || self.code == other.code
    }
}

impl Meaning {
    /// The same, in the same words whatever order it came in.
    pub fn settled(self) -> Meaning {
        let all = |items: Vec<Meaning>| items.into_iter().map(Meaning::settled);
        match self {
            Meaning::List(items) => Meaning::List(all(items).collect()),
            Meaning::Set(items) => {
                let mut items: Vec<Meaning> = all(items).collect();
                items.sort_by_cached_key(|item| format!("{item:?}"));
                Meaning::Set(items)
            }
            Meaning::Map(entries) => {
                let mut entries: Vec<_> =
                    entries.into_iter().map(|(key, value)| (key, value.settled())).collect();
                entries.sort_by(|one, other| one.0.cmp(&other.0));
                Meaning::Map(entries)
            }
            Meaning::Object(members) => {
                let settled = |own: Member| Member { meaning: own.meaning.settled(), ..own };
                let mut members: Vec<Member> = members.into_iter().map(settled).collect();
                members.sort_by(|one, other| (one.of_map, &one.code).cmp(&(other.of_map, &other.code)));
                Meaning::Object(members)
            }
            Meaning::Quoted(of) => Meaning::Quoted(Box::new(of.settled())),
            Meaning::Variant(name, of) => Meaning::Variant(name, Box::new(of.settled())),
            Meaning::Alternative(name, names, of) => {
                Meaning::Alternative(name, names, Box::new(of.settled()))
            }
            other => other,
        }
    }

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
        Alternative, Bits, Case, Choice, Instant, Integer, Json, List, Map, None, Null, Number, Object,
        Quoted, Set, Text, Unknown, Variant,
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
        (Choice(own), Choice(other)) if own.iter().any(|name| other.contains(name)) => Ok(()),
        (Choice(names), Text(text)) | (Text(text), Choice(names)) if names.contains(text) => Ok(()),
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
        (Set(own), Set(other)) => {
            let is_there = |item: &Meaning| other.iter().any(|other| same(item, other).is_ok());
            if own.iter().all(is_there) { Ok(()) } else { misread() }
        }
        (List(own) | Set(own), List(other) | Set(other)) if own.len() == other.len() => {
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
