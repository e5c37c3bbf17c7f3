//! A grammar of the whole language, walked at random: manifests that are valid, with frames of their events.

mod events;
mod shapes;

use std::collections::BTreeSet;

use fastrand::Rng;
use samewire_codegen::model::Direction;
use serde_json::Value;

use super::names::{Siblings, texts, type_name};
use super::types::{Def, Shape, Ty, Types};
use super::yaml::{Entries, Yaml, entry, plain, text, write};

/// A manifest that is valid.
pub struct Random {
    pub text: String,
    /// What it uses of what some target may not have yet.
    pub later: BTreeSet<&'static str>,
    /// Frames of its events, as they are written.
    pub frames: Vec<Framed>,
}

/// A frame of a manifest.
#[derive(Debug, Clone, PartialEq)]
pub struct Framed {
    pub direction: Direction,
    pub value: Value,
    /// It holds an older version, and so is written as another frame.
    pub is_older: bool,
}

struct Grammar {
    rng: Rng,
    /// Whether this manifest may use what some target may not have yet.
    daring: bool,
    later: BTreeSet<&'static str>,
    types: Types,
    /// Names of types, of the shapes in place of them, and of what is derived.
    names: Siblings,
    /// Names of the events of a direction and of the shapes in place of them.
    scope: Option<Siblings>,
    /// The types that a `partial` or `keyof` was made of.
    derived: BTreeSet<String>,
    declared: Entries,
    /// An untagged union may be written here; it is called Owner + Field, so there is one in a field.
    may_differ: bool,
}

/// The manifest of a seed, always the same.
pub fn manifest(seed: u64) -> Random {
    let mut rng = Rng::with_seed(seed);
    let wide_as_text = rng.u8(..8) == 0;
    let grammar = Grammar {
        daring: rng.u8(..4) == 0,
        rng,
        later: BTreeSet::new(),
        types: Types { defs: Vec::new(), wide_as_text },
        names: Siblings::default(),
        scope: None,
        derived: BTreeSet::new(),
        declared: Vec::new(),
        may_differ: false,
    };
    grammar.whole()
}

impl Grammar {
    fn whole(mut self) -> Random {
        for _ in 0..self.rng.usize(0..6) {
            self.declare();
        }
        let protocol = events::protocol(&mut self);
        let mut top =
            vec![entry("samewire", plain(1)), entry("protocol", text(format!("p {}", texts(&mut self.rng))))];
        if self.one_in(4) {
            top.push(entry("doc", self.prose()));
        }
        self.rng.shuffle(&mut self.declared);
        if !self.declared.is_empty() {
            top.push(entry("types", Yaml::Map(std::mem::take(&mut self.declared))));
        }
        top.extend(protocol.entries);
        if self.one_in(3) {
            self.rng.shuffle(&mut top);
        }
        let text = write(&top, &mut self.rng);
        Random { text, later: self.later, frames: protocol.frames }
    }

    /// A type under `types`.
    fn declare(&mut self) {
        let name = type_name(&mut self.names, &mut self.rng);
        let mut entries = Vec::new();
        self.meta(&mut entries);
        if self.dare("a suppression", 40) {
            entries.push(entry("allow", Yaml::Map(vec![entry("TYPE_USED", text("because"))])));
        }
        let (shape, own) = self.shape(&name, true);
        self.types.defs.push(Def { name: name.clone(), shape, declared: true });
        entries.extend(own);
        self.declared.push((name, Yaml::Map(entries)));
    }

    fn one_in(&mut self, count: u8) -> bool {
        self.rng.u8(..count) == 0
    }

    /// Whether to use something that a target may not have yet.
    fn dare(&mut self, what: &'static str, one_in: u8) -> bool {
        let dared = self.daring && self.one_in(one_in);
        if dared {
            self.later.insert(what);
        }
        dared
    }

    fn prose(&mut self) -> Yaml {
        text(texts(&mut self.rng))
    }

    /// What every node may say about itself.
    fn meta(&mut self, entries: &mut Entries) {
        if self.one_in(4) {
            entries.push(entry("doc", self.prose()));
        }
        if self.one_in(12) {
            let deprecated = match self.rng.u8(..3) {
                0 => Yaml::Map(vec![entry("since", self.prose()), entry("reason", self.prose())]),
                1 => Yaml::Map(vec![entry("reason", self.prose())]),
                _ => self.prose(),
            };
            entries.push(entry("deprecated", deprecated));
        }
        if self.one_in(16) {
            entries.push(entry("experimental", plain(self.rng.bool())));
        }
        if self.one_in(12) {
            entries.push(entry("since", self.prose()));
        }
    }

    /// A type with a name, of those that are declared before.
    fn some(&mut self, fits: impl Fn(&Shape) -> bool) -> Option<usize> {
        let fits = |def: &Def| def.declared && fits(&def.shape);
        let defs = self.types.defs.iter().enumerate();
        let fitting: Vec<_> = defs.filter(|(_, def)| fits(def)).map(|(id, _)| id).collect();
        (!fitting.is_empty()).then(|| fitting[self.rng.usize(..fitting.len())])
    }

    /// A type expression that is no null.
    fn ty(&mut self, depth: usize) -> Ty {
        const PLAIN: [&str; 20] = [
            "bool",
            "string",
            "string",
            "i8",
            "i16",
            "i32",
            "i64",
            "u8",
            "u16",
            "u32",
            "u64",
            "f32",
            "f64",
            "uuid",
            "timestamp",
            "timestamp<ms>",
            "timestamp<s>",
            "date",
            "bytes",
            "json",
        ];
        let boxed = |ty: Ty| Box::new(ty);
        let choice = if depth > 2 { self.rng.u8(..6) } else { self.rng.u8(..14) };
        match choice {
            4 | 5 => self.named(),
            6 => Ty::List(boxed(self.item(depth))),
            7 => self.set(),
            8 => Ty::Map(boxed(self.map_key()), boxed(self.item(depth))),
            9 => self.tuple(depth),
            10 => Ty::Text(boxed(self.in_text())),
            11 => self.derived(),
            12 if self.may_differ && self.dare("an untagged union", 2) => self.either(),
            _ => Ty::Plain(PLAIN[self.rng.usize(..PLAIN.len())]),
        }
    }

    /// A type inside of another, where null may stand for nothing.
    fn item(&mut self, depth: usize) -> Ty {
        let item = self.ty(depth + 1);
        if self.one_in(5) && item != Ty::Plain("json") { self.or_null(item) } else { item }
    }

    fn or_null(&mut self, ty: Ty) -> Ty {
        if self.holds_null(&ty) { ty } else { Ty::Nullable(Box::new(ty)) }
    }

    /// Whether null is a value of the type already.
    fn holds_null(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Plain(name) => ["json", "null"].contains(name),
            Ty::Nullable(_) => true,
            Ty::Either(items) => items.iter().any(|item| self.holds_null(item)),
            Ty::Named(id) => matches!(&self.types.defs[*id].shape, Shape::Alias(ty) if self.holds_null(ty)),
            _ => false,
        }
    }

    fn named(&mut self) -> Ty {
        self.some(|_| true).map_or(Ty::Plain("string"), Ty::Named)
    }

    fn set(&mut self) -> Ty {
        const ORDERED: [&str; 8] =
            ["bool", "string", "i8", "u64", "uuid", "timestamp", "date", "timestamp<ms>"];
        let item = match self.rng.u8(..4) {
            0 => self.some(|shape| {
                matches!(shape, Shape::Texts { .. } | Shape::Ints { .. } | Shape::Flags { .. })
            }),
            _ => None,
        };
        Ty::Set(Box::new(item.map_or(Ty::Plain(ORDERED[self.rng.usize(..ORDERED.len())]), Ty::Named)))
    }

    fn map_key(&mut self) -> Ty {
        const KEYS: [&str; 8] = ["string", "string", "u8", "i32", "u64", "i64", "uuid", "date"];
        let named = self.one_in(4).then(|| self.some(|shape| matches!(shape, Shape::Texts { .. }))).flatten();
        named.map_or_else(|| Ty::Plain(KEYS[self.rng.usize(..KEYS.len())]), Ty::Named)
    }

    fn tuple(&mut self, depth: usize) -> Ty {
        let most = if self.dare("a long tuple", 4) { 12 } else { 8 };
        let length = if most > 8 { self.rng.usize(9..=most) } else { self.rng.usize(1..=4) };
        Ty::Tuple((0..length).map(|_| self.item(depth + 1)).collect())
    }

    fn in_text(&mut self) -> Ty {
        const PLAIN: [&str; 6] = ["u128", "u64", "i64", "u8", "bool", "string"];
        let named = self.one_in(2).then(|| self.some(|shape| !matches!(shape, Shape::Alias(_)))).flatten();
        named.map_or_else(|| Ty::Plain(PLAIN[self.rng.usize(..PLAIN.len())]), Ty::Named)
    }

    /// `partial<T>`, `keyof<T>`
    fn derived(&mut self) -> Ty {
        let Some(id) = self.some(|shape| matches!(shape, Shape::Struct(fields) if is_closed(fields))) else {
            return Ty::Plain("string");
        };
        let keys = self.rng.bool();
        let name = if keys {
            format!("{}_key", self.types.defs[id].name)
        } else {
            format!("partial_{}", self.types.defs[id].name)
        };
        if !self.derived.contains(&name) && !self.names.take(&name) {
            return Ty::Plain("string");
        }
        self.derived.insert(name);
        if keys { Ty::KeyOf(id) } else { Ty::Partial(id) }
    }

    /// Alternatives of different kinds of JSON; named by what they hold, so one of each word.
    pub(super) fn either(&mut self) -> Ty {
        self.may_differ = false;
        let object = self.some(|shape| matches!(shape, Shape::Struct(_)));
        let mut items = vec![
            Ty::Plain("bool"),
            Ty::Plain("u32"),
            Ty::Plain("string"),
            Ty::List(Box::new(Ty::Plain("string"))),
        ];
        // A struct may well be called `Bool`.
        let is_word = |id: &usize| {
            let name = self.types.defs[*id].name.to_lowercase();
            ["bool", "u32", "string", "list", "list_string", "liststring"].contains(&name.as_str())
        };
        items.extend(object.filter(|id| !is_word(id)).map(Ty::Named));
        self.rng.shuffle(&mut items);
        items.truncate(self.rng.usize(2..=items.len()));
        Ty::Either(items)
    }
}

/// Has fields that are there and its own, so that `partial` and `keyof` can be made of it.
fn is_closed(fields: &[super::types::Field]) -> bool {
    !fields.is_empty() && fields.iter().all(|field| !field.spread)
}
