//! The types that are built in.

/// A built-in type.
#[derive(Debug)]
pub struct BuiltIn {
    pub name: &'static str,
    /// How it is written: without types, with them, or both.
    pub forms: &'static [&'static str],
    /// What it is on the wire.
    pub doc: &'static str,
}

pub const TYPES: &[BuiltIn] = &[
    built("bool", &["bool"], "`true` or `false`."),
    built("string", &["string", "string<T>"], "Text; `string<T>` is a text that holds the JSON of a T."),
    built("i8", &["i8"], "An integer of 8 bits."),
    built("i16", &["i16"], "An integer of 16 bits."),
    built("i32", &["i32"], "An integer of 32 bits."),
    built("i64", &["i64"], "An integer within ±(2^53 − 1); `string<i64>` has the whole range."),
    built("u8", &["u8"], "An integer from 0 to 255."),
    built("u16", &["u16"], "An integer from 0 to 65535."),
    built("u32", &["u32"], "An integer from 0 to 2^32 − 1."),
    built("u64", &["u64"], "An integer from 0 to 2^53 − 1; `string<u64>` has the whole range."),
    built("u128", &["u128"], "An integer of 128 bits; only as `string<u128>`."),
    built("f32", &["f32"], "A finite number."),
    built("f64", &["f64"], "A finite number."),
    built("uuid", &["uuid"], "36 characters with hyphens."),
    built(
        "timestamp",
        &["timestamp", "timestamp<ms>", "timestamp<s>"],
        "A moment: RFC 3339, or milliseconds or seconds since the epoch.",
    ),
    built("date", &["date"], "A day: `2026-03-01`."),
    built("bytes", &["bytes"], "Bytes, as base64."),
    built("json", &["json"], "Any JSON."),
    built("null", &["null"], "Null; in `T | null`, a value that may be missing."),
    built("list", &["list<T>"], "An array."),
    built("set", &["set<T>"], "An array without repetitions."),
    built("map", &["map<T>", "map<K, T>"], "An object; keys are strings unless K says otherwise."),
    built("partial", &["partial<T>"], "The struct T with every field optional."),
    built("keyof", &["keyof<T>"], "The names of the fields of the struct T."),
    built("server_event", &["server_event"], "A frame of the server."),
    built("client_event", &["client_event"], "A frame of a client."),
];

const fn built(name: &'static str, forms: &'static [&'static str], doc: &'static str) -> BuiltIn {
    BuiltIn { name, forms, doc }
}

impl BuiltIn {
    /// Whether it can stand without types.
    pub fn is_plain(&self) -> bool {
        self.forms.contains(&self.name)
    }

    /// How it is written with types; a timestamp's unit is none.
    pub fn generic_forms(&self) -> impl Iterator<Item = &'static str> {
        self.forms.iter().copied().filter(|form| form.contains("T>"))
    }
}

/// The built-in type that is called so.
pub fn built_in(name: &str) -> Option<&'static BuiltIn> {
    TYPES.iter().find(|known| known.name == name)
}
