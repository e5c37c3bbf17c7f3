//! Keys that are there more than once in one object.
//!
//! Of a repeated key the last counts, so a bad value is no error when a good one follows under the same key. As this is
//! rare, values are read at once, and a refused one is read again with the last value of each repeated key.

use std::collections::HashMap;

use serde::de::Deserialize;

use crate::content::Content;
use crate::json::Reader;

/// The text with the last value under each repeated key; none if no key is repeated.
#[cold]
pub(crate) fn settled_text(text: &str, depth: usize) -> Option<String> {
    let mut reader = Reader::new(text, depth);
    let content = Content::deserialize(&mut reader).ok()?;
    reader.end().ok()?;
    serde_json::to_string(&settled(&content)?).ok()
}

/// The value with the last value under each repeated key; none if no key is repeated.
#[cold]
pub(crate) fn settled(content: &Content) -> Option<Content> {
    let (content, repeats) = settle(content);
    repeats.then_some(content)
}

/// What a value becomes, and whether any key in it is repeated.
fn settle(content: &Content) -> (Content, bool) {
    match content {
        Content::List(items) => {
            let (items, repeats): (Vec<Content>, Vec<bool>) = items.iter().map(settle).unzip();
            (Content::List(items), repeats.contains(&true))
        }
        Content::Map(entries) => settle_map(entries),
        scalar => (scalar.clone(), false),
    }
}

/// A name may not be repeated, and what is a name is not known here: a repeated key stays there twice, both times with
/// the last value. Where that value holds repeated keys itself it stays once, or the text would double with each depth.
fn settle_map(entries: &[(Content, Content)]) -> (Content, bool) {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut members: Vec<(&Content, &Content, bool)> = Vec::new();
    for (key, value) in entries {
        let Content::Text(text) = key else {
            members.push((key, value, false));
            continue;
        };
        match places.get(text.as_str()) {
            Some(place) => members[*place] = (key, value, true),
            None => {
                places.insert(text, members.len());
                members.push((key, value, false));
            }
        }
    }
    let (mut settled, mut any) = (Vec::new(), false);
    for (key, value, repeated) in members {
        let (value, repeats) = settle(value);
        any |= repeated || repeats;
        if repeated && !repeats {
            settled.push((key.clone(), value.clone()));
        }
        settled.push((key.clone(), value));
    }
    (Content::Map(settled), any)
}

#[cfg(test)]
mod tests {
    use super::settled_text;
    use crate::limits::Limits;

    #[track_caller]
    fn check(text: &str, settled: Option<&str>) {
        assert_eq!(settled_text(text, Limits::default().depth).as_deref(), settled, "{text}");
    }

    #[test]
    fn of_a_repeated_key_the_last_value_counts() {
        check(r#"{"a":1,"b":[{"c":2}]}"#, None);
        check(r#"{"a":1,"b":2,"a":3}"#, Some(r#"{"a":3,"a":3,"b":2}"#));
        check(r#"[{"a":1,"\u0061":{"x":0}}]"#, Some(r#"[{"a":{"x":0},"a":{"x":0}}]"#));
        check(r#"{"a":1,"a":2} 3"#, None);
        check(r#"{"a":1,"a":2"#, None);
    }

    #[test]
    fn what_holds_repeated_keys_does_not_double_with_each_depth() {
        let mut text = "1".to_owned();
        for _ in 0..60 {
            text = format!(r#"{{"a":0,"a":{text}}}"#);
        }
        let settled = settled_text(&text, Limits::default().depth).unwrap();
        assert_eq!(settled, format!(r#"{}{{"a":1,"a":1}}{}"#, r#"{"a":"#.repeat(59), "}".repeat(59)));
    }
}
