//! A manifest as an editor sees it: JSON, as the core schema of YAML 1.2 has it, and the line of each part.

use std::collections::{BTreeMap, BTreeSet};

use granit_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

/// What was read, and where it stands.
#[derive(Default)]
pub struct Tree {
    pub json: Value,
    places: BTreeMap<String, Place>,
}

struct Place {
    key: usize,
    value: usize,
    /// Those of the keys of a mapping.
    members: BTreeSet<usize>,
}

impl Tree {
    /// Reads the first document; none if it is not YAML.
    pub fn read(text: &str) -> Option<Tree> {
        let mut events = Vec::new();
        for event in Parser::new_from_str(text) {
            let (event, span) = event.ok()?;
            events.push((event, span.start.line()));
        }
        let mut tree = Tree::default();
        let mut events =
            events.into_iter().skip_while(|(event, _)| !matches!(event, Event::DocumentStart(..)));
        events.next()?;
        tree.json = tree.value(&mut events, String::new(), 1)?;
        Some(tree)
    }

    fn value<'e>(
        &mut self,
        events: &mut impl Iterator<Item = (Event<'e>, usize)>,
        at: String,
        key: usize,
    ) -> Option<Value> {
        let (event, line) = events.next()?;
        self.value_of(events, event, line, at, key)
    }

    fn value_of<'e>(
        &mut self,
        events: &mut impl Iterator<Item = (Event<'e>, usize)>,
        event: Event<'e>,
        line: usize,
        at: String,
        key: usize,
    ) -> Option<Value> {
        self.places.insert(at.clone(), Place { key, value: line, members: BTreeSet::new() });
        match event {
            Event::Scalar(text, ScalarStyle::Plain, ..) => Some(core(&text)),
            Event::Scalar(text, ..) => Some(Value::String(text.into_owned())),
            Event::SequenceStart(..) => self.sequence(events, &at),
            Event::MappingStart(..) => self.mapping(events, &at),
            _ => None,
        }
    }

    fn sequence<'e>(
        &mut self,
        events: &mut impl Iterator<Item = (Event<'e>, usize)>,
        at: &str,
    ) -> Option<Value> {
        let mut items = Vec::new();
        loop {
            let (event, line) = events.next()?;
            if matches!(event, Event::SequenceEnd) {
                return Some(Value::Array(items));
            }
            let item = format!("{at}/{}", items.len());
            items.push(self.value_of(events, event, line, item, line)?);
        }
    }

    fn mapping<'e>(
        &mut self,
        events: &mut impl Iterator<Item = (Event<'e>, usize)>,
        at: &str,
    ) -> Option<Value> {
        let mut entries = Map::new();
        loop {
            let (event, line) = events.next()?;
            let key = match event {
                Event::MappingEnd => return Some(Value::Object(entries)),
                Event::Scalar(key, ..) => key.into_owned(),
                _ => return None,
            };
            self.places.get_mut(at)?.members.insert(line);
            let value = self.value(events, member(at, &key), line)?;
            entries.insert(key, value);
        }
    }

    /// The lines on which a mistake at `at` may be shown; `whole` if it is about a mapping as a whole.
    pub fn lines(&self, at: &str, whole: bool) -> BTreeSet<usize> {
        let Some(place) = self.places.get(at) else { panic!("{at} is nowhere") };
        let members = place.members.iter().filter(|_| whole);
        [place.key, place.value].iter().chain(members).copied().collect()
    }
}

/// The place of a member.
pub fn member(at: &str, key: &str) -> String {
    format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// What YAML's core schema makes of a plain scalar.
fn core(text: &str) -> Value {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => number(text).unwrap_or_else(|| Value::String(text.to_owned())),
    }
}

fn number(text: &str) -> Option<Value> {
    let radix = |prefix, radix| {
        let digits = text.strip_prefix(prefix).filter(|digits: &&str| !digits.starts_with(['+', '-']))?;
        u64::from_str_radix(digits, radix).ok().map(Value::from)
    };
    if let Some(integer) = radix("0x", 16).or_else(|| radix("0o", 8)) {
        return Some(integer);
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        // JSON has none; what counts is that it is a number and no integer.
        return Some(Value::from(0.5));
    }
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        || !unsigned.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let signed = text.strip_prefix('+').unwrap_or(text);
    signed.parse::<i64>().map(Value::from).or_else(|_| signed.parse::<f64>().map(Value::from)).ok()
}

#[test]
fn scalars_are_what_yaml_makes_of_them() {
    let read = |text: &str| Tree::read(text).map(|tree| tree.json.to_string());
    let flow =
        "[a, 'a', '1', 1, -1, +1, 0x1F, 0o17, 1.5, .5, 1e3, ~, null, true, no, 1.2.3, 0x, ., 2027-03-01]";
    let json =
        r#"["a","a","1",1,-1,1,31,15,1.5,0.5,1000.0,null,null,true,"no","1.2.3","0x",".","2027-03-01"]"#;
    assert_eq!(read(flow).as_deref(), Some(json));
    assert_eq!(read("a:\nb: {c: []}\n").as_deref(), Some(r#"{"a":null,"b":{"c":[]}}"#));
    assert_eq!(read("a: [").as_deref(), None);
}
