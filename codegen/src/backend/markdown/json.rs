//! JSON for people: what is short stands on one line, and every character can be seen.

use serde_json::Value;

use crate::diagnostic::is_hidden;

/// The widest line on which a list or an object stands whole.
const WIDTH: usize = 88;

/// A value over as many lines as it needs.
pub fn pretty(value: &Value) -> String {
    let mut out = String::new();
    write(value, 0, 0, &mut out);
    out
}

/// A value on one line.
pub fn compact(value: &Value) -> String {
    match value {
        Value::Array(items) if !items.is_empty() => {
            format!("[{}]", items.iter().map(compact).collect::<Vec<_>>().join(", "))
        }
        Value::Object(members) if !members.is_empty() => {
            let member = |(key, value): (&String, &Value)| format!("{}: {}", text(key), compact(value));
            format!("{{ {} }}", members.iter().map(member).collect::<Vec<_>>().join(", "))
        }
        Value::String(string) => text(string),
        other => other.to_string(),
    }
}

/// A string with its quotes.
pub fn text(string: &str) -> String {
    let quoted = Value::from(string).to_string();
    let mut out = String::with_capacity(quoted.len());
    for c in quoted.chars() {
        if is_hidden(c) {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
    out
}

/// `before` and the comma behind the value stand on its line too.
fn write(value: &Value, indent: usize, before: usize, out: &mut String) {
    let line = compact(value);
    if indent + before + line.chars().count() < WIDTH || is_single(value) {
        return out.push_str(&line);
    }
    let margin = |indent: usize| format!("\n{}", " ".repeat(indent));
    match value {
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                out.push_str(&margin(indent + 2));
                write(item, indent + 2, 0, out);
            }
            out.push_str(&(margin(indent) + "]"));
        }
        Value::Object(members) => {
            out.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                out.push_str(if index > 0 { "," } else { "" });
                let key = text(key) + ": ";
                out.push_str(&margin(indent + 2));
                out.push_str(&key);
                write(value, indent + 2, key.chars().count(), out);
            }
            out.push_str(&(margin(indent) + "}"));
        }
        _ => unreachable!("it is single"),
    }
}

/// Nothing to break lines in.
fn is_single(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::pretty;

    #[test]
    fn what_is_short_stands_on_one_line() {
        assert_eq!(pretty(&json!({ "type": "pong" })), r#"{ "type": "pong" }"#);
        let long = "x".repeat(80);
        let value = json!({ "type": "a", "text": long, "list": [1, { "a": {} }] });
        let expected = format!(
            "{{\n  \"type\": \"a\",\n  \"text\": \"{long}\",\n  \"list\": [1, {{ \"a\": {{}} }}]\n}}"
        );
        assert_eq!(pretty(&value), expected);
        assert_eq!(serde_json::from_str::<Value>(&expected).unwrap(), value);
    }

    #[test]
    fn every_character_is_seen_and_is_the_same() {
        let value = json!("a\u{202e}b\u{2028}\u{0}\u{feff}🎉`\n");
        assert_eq!(pretty(&value), r#""a\u202eb\u2028\u0000\ufeff🎉`\n""#);
        assert_eq!(serde_json::from_str::<Value>(&pretty(&value)).unwrap(), value);
    }
}
