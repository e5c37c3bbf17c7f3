//! What types are called elsewhere.

/// The word of this language for a type of another.
pub fn word(name: &str) -> Option<&'static str> {
    Some(match name {
        "String" | "str" | "text" | "Text" | "char" | "varchar" => "string",
        "boolean" | "Boolean" | "Bool" => "bool",
        "number" | "Number" | "int" | "integer" | "Int" | "Integer" | "long" | "short" | "usize"
        | "isize" => "i32, u32, i64, u64 … or f64",
        "float" | "double" | "Float" | "Double" | "decimal" => "f64 or f32",
        "int8" | "Int8" => "i8",
        "int16" | "Int16" => "i16",
        "int32" | "Int32" => "i32",
        "int64" | "Int64" => "i64",
        "i128" => "string<u128>, or string",
        "uint8" | "byte" => "u8",
        "uint16" => "u16",
        "uint32" | "uint" => "u32",
        "uint64" | "bigint" | "BigInt" => "u64, or string<u64>",
        "Uuid" | "UUID" | "guid" | "Guid" => "uuid",
        "DateTime" | "Datetime" | "datetime" | "Timestamp" | "Instant" | "time" | "OffsetDateTime" => {
            "timestamp"
        }
        "Date" | "NaiveDate" | "LocalDate" => "date, or timestamp for a moment",
        "Vec" | "List" | "Array" | "array" | "ReadonlyArray" | "vector" | "seq" | "VecDeque" => "list<T>",
        "Set" | "HashSet" | "BTreeSet" => "set<T>",
        "HashMap" | "BTreeMap" | "Map" | "Record" | "dict" | "Dict" | "record" => "map<K, T>",
        "Option" | "Optional" | "Maybe" | "optional" | "nullable" => {
            "the ? behind the key (`name?: T`) for what may be left out, `T | null` for what may be null"
        }
        "any" | "Any" | "unknown" | "Value" | "JsonValue" | "object" | "Object" | "JSON" | "Json" => {
            "json, or map<json> for an open object"
        }
        "void" | "Void" | "unit" | "undefined" | "never" | "none" | "None" | "nil" => {
            "null, or `{}` for an event without payload"
        }
        "Bytes" | "Buffer" | "Uint8Array" | "blob" | "binary" | "base64" => "bytes",
        "Partial" => "partial<T>",
        "enum" => "{ enum: [a, b] }",
        "tuple" | "Tuple" => "[A, B]",
        "ms" | "s" => "timestamp<ms> or timestamp<s>",
        _ => return None,
    })
}
