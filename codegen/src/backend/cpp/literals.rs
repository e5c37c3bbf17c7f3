//! Texts and numbers of the manifest as literals: the one place where they come between quotes.

use crate::model::{Int, WireName};

/// `"text"`, in which nothing ends the literal or a line, and no trigraph stands. What is no printable ASCII is spelled
/// byte by byte, with three digits each: a fourth is a character of its own.
pub fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' | b'?' => out.extend(['\\', char::from(byte)]),
            b'\n' => out.push_str("\\n"),
            b'\t' => out.push_str("\\t"),
            b' '..=b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("\\{byte:03o}")),
        }
    }
    out + "\""
}

/// A `std::string` of a text, which may have NULs.
pub fn owned(text: &str) -> String {
    sized("::std::string", text)
}

/// A `std::string_view` of a text, which may have NULs.
pub fn view(text: &str) -> String {
    sized("::std::string_view", text)
}

fn sized(ty: &str, text: &str) -> String {
    let literal = string(text);
    if text.contains('\0') { format!("{ty}({literal}, {})", text.len()) } else { format!("{ty}({literal})") }
}

/// A name on the wire as a text.
pub fn wire_text(wire: &WireName) -> String {
    match wire {
        WireName::Text(name) => name.clone(),
        WireName::Int(value) => value.to_string(),
        WireName::Bool(value) => value.to_string(),
    }
}

/// A value of an integer type; of `u128`, as far as 64 bits hold it.
pub fn integer(int: Int, value: i128) -> String {
    match int {
        // The digits alone would be beyond the type.
        Int::I64 if value == i128::from(i64::MIN) => format!("(-{} - 1)", i64::MAX),
        Int::U64 | Int::U128 => format!("{value}U"),
        _ => value.to_string(),
    }
}

/// A finite `double`.
pub fn double(value: f64) -> String {
    format!("{value:?}")
}

/// A finite `float`.
pub fn float(value: f32) -> String {
    format!("{value:?}F")
}

/// `true`, `false`
pub fn boolean(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

#[cfg(test)]
mod tests {
    use super::{double, float, integer, owned, string};
    use crate::model::Int;

    #[test]
    fn nothing_leaves_a_string() {
        assert_eq!(string("a\"b\\c\nd\r"), r#""a\"b\\c\nd\015""#);
        assert_eq!(string("??/ é1 \u{202e}"), r#""\?\?/ \303\2511 \342\200\256""#);
        assert_eq!(owned("a\0b"), r#"::std::string("a\000b", 3)"#);
        assert_eq!(owned("a"), r#"::std::string("a")"#);
    }

    #[test]
    fn numbers_fit_their_types() {
        assert_eq!(integer(Int::I64, i128::from(i64::MIN)), "(-9223372036854775807 - 1)");
        assert_eq!(integer(Int::U64, i128::from(u64::MAX)), "18446744073709551615U");
        assert_eq!(integer(Int::I8, -128), "-128");
        assert_eq!((double(1e300), double(-0.0), double(1.0)), ("1e300".into(), "-0.0".into(), "1.0".into()));
        assert_eq!(float(f32::MAX), "3.4028235e38F");
    }
}
