//! The reader judges every text as serde_json does.

use serde::de::{Deserialize, IgnoredAny};
use serde_json::Value;

use super::{Error, Reader};

fn from_str<'de, T: Deserialize<'de>>(text: &'de str, limit: usize) -> Result<T, Error> {
    let mut reader = Reader::new(text, limit);
    let value = T::deserialize(&mut reader)?;
    reader.end().map(|()| value)
}

/// Both readers accept the same texts, and see the same values; texts passed over are judged alike.
#[track_caller]
fn check(text: &str) {
    let (own, peer) = (from_str::<Value>(text, 127), serde_json::from_str::<Value>(text));
    match (&own, &peer) {
        (Ok(own), Ok(peer)) => assert_eq!(own, peer, "{text}"),
        (Err(_), Err(_)) => {}
        _ => panic!("{text}: {own:?} against {peer:?}"),
    }
    let (own, peer) = (from_str::<IgnoredAny>(text, 127), serde_json::from_str::<IgnoredAny>(text));
    assert_eq!(own.is_ok(), peer.is_ok(), "{text} passed over: {own:?} against {peer:?}");
}

const TEXTS: &[&str] = &[
    "null",
    "true",
    "false",
    "nul",
    "nulll",
    "truefalse",
    "0",
    "-0",
    "-",
    "01",
    "-01",
    "1.",
    ".5",
    "1.5",
    "1e5",
    "1E+5",
    "1e-5",
    "1e",
    "1e+",
    "1.5e3",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "-9223372036854775809",
    "123456789012345678901234567890",
    "1e308",
    "1e309",
    "-1e309",
    "1e-400",
    "0.1000000000000000055511151231257827",
    "[]",
    "[1]",
    "[1,]",
    "[,1]",
    "[1 2]",
    "[1",
    "]",
    "[[],[[]],{}]",
    "{}",
    r#"{"a":1}"#,
    r#"{"a":1,}"#,
    r#"{"a" 1}"#,
    r#"{a:1}"#,
    r#"{"a":}"#,
    r#"{"a""#,
    r#"{,}"#,
    r#"{"a":1,"a":2}"#,
    r#"{"a":{"b":[1,{"c":null}]}}"#,
    r#"  { "a" : [ 1 , 2 ] } "#,
    "\u{feff}{}",
    "\u{a0}1",
    r#""""#,
    r#""abc""#,
    r#""\"\\\/\b\f\n\r\t""#,
    r#""\u0041\u00e9\u20ac""#,
    r#""\ud83d\ude00""#,
    r#""\ud83d""#,
    r#""\ude00""#,
    r#""\ud83d\u0041""#,
    r#""\ud83dx""#,
    r#""\u12""#,
    r#""\u12g4""#,
    r#""\x""#,
    r#""\"#,
    r#"""#,
    r#""abc"#,
    "\"a\nb\"",
    "\"a\tb\"",
    "\"\u{0}\"",
    "\"\u{7f}é€😀\u{2028}\"",
    "'a'",
    "1 2",
    "{}{}",
    "// c",
    "NaN",
    "Infinity",
    "",
    r#""eight by""#,
    r#""sixteen bytes ok""#,
    r#""a longer text with \u00e9 in the middle of it and more""#,
];

#[test]
fn decides_as_serde_json() {
    TEXTS.iter().for_each(|text| check(text));
}

#[test]
fn decides_as_serde_json_when_cut_or_changed_at_any_byte() {
    let text = r#"{"a":[1,-2.5e3,"x\u00e9\\y",null,true],"b":{"c":"plain text that is long"},"d":[]}"#;
    for at in 0..text.len() {
        check(&text[..at]);
        for replacement in ["\"", "\\", "{", "]", ",", ":", "0", "e", "-", " ", "\u{1}", "é"] {
            check(&format!("{}{replacement}{}", &text[..at], &text[at + 1..]));
        }
    }
}

#[test]
fn depth_is_limited_where_values_are_passed_over_too() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(from_str::<IgnoredAny>(&nested(64), 64).is_ok());
    assert!(from_str::<IgnoredAny>(&nested(65), 64).is_err());
    assert!(from_str::<Value>(&nested(64), 64).is_ok());
    assert!(from_str::<Value>(&nested(65), 64).is_err());
    assert!(from_str::<IgnoredAny>(&"[".repeat(1_000_000), usize::MAX).is_err());
}
