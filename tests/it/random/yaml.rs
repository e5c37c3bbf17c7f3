//! A manifest as a tree, and as text in ever other styles of YAML.

use fastrand::Rng;

use crate::bad_input::quoted;

/// A value of a manifest.
#[derive(Debug, Clone)]
pub enum Yaml {
    /// A name or a text: in quotes where it has to be, and sometimes where it has not.
    Text(String),
    /// A type expression: in quotes where YAML would cut it.
    Expr(String),
    /// A number, a boolean, a hole: never in quotes.
    Plain(String),
    /// Nothing at all.
    Nothing,
    List(Vec<Yaml>),
    Map(Vec<(String, Yaml)>),
}

/// Members of a mapping.
pub type Entries = Vec<(String, Yaml)>;

pub fn text(text: impl Into<String>) -> Yaml {
    Yaml::Text(text.into())
}

pub fn plain(text: impl ToString) -> Yaml {
    Yaml::Plain(text.to_string())
}

pub fn entry(key: &str, value: Yaml) -> (String, Yaml) {
    (key.to_owned(), value)
}

/// A value as YAML that reads as the same value, where values are due.
pub fn json(value: &serde_json::Value) -> Yaml {
    match value {
        serde_json::Value::String(value) => text(value),
        serde_json::Value::Array(items) => Yaml::List(items.iter().map(json).collect()),
        serde_json::Value::Object(members) => {
            Yaml::Map(members.iter().map(|(key, value)| (key.clone(), json(value))).collect())
        }
        other => plain(other),
    }
}

/// The text of a whole manifest.
pub fn write(entries: &Entries, rng: &mut Rng) -> String {
    let mut out = String::new();
    block_map(entries, 0, rng, &mut out);
    if rng.u8(..20) == 0 { out.replace('\n', "\r\n") } else { out }
}

fn block_map(entries: &Entries, indent: usize, rng: &mut Rng, out: &mut String) {
    for (index, (key, value)) in entries.iter().enumerate() {
        if index > 0 || indent == 0 {
            out.push_str(&" ".repeat(indent));
        }
        out.push_str(&scalar(key, rng));
        out.push(':');
        below(value, indent, rng, out);
    }
}

/// What stands behind a key or a dash.
fn below(value: &Yaml, indent: usize, rng: &mut Rng, out: &mut String) {
    let in_block = rng.u8(..4) > 0 && indent < 24;
    match value {
        Yaml::Map(entries) if in_block && !entries.is_empty() => {
            out.push('\n');
            out.push_str(&" ".repeat(indent + 2));
            block_map(entries, indent + 2, rng, out);
        }
        Yaml::List(items) if in_block && !items.is_empty() => {
            out.push('\n');
            for item in items {
                out.push_str(&" ".repeat(indent + 2));
                out.push('-');
                below(item, indent + 2, rng, out);
            }
        }
        Yaml::Text(text) if in_block && is_prose(text) => literal(text, indent + 2, out),
        Yaml::Nothing => out.push('\n'),
        other => {
            out.push(' ');
            flow(other, false, rng, out);
            out.push_str(if rng.u8(..10) == 0 { " # a comment\n" } else { "\n" });
        }
    }
}

/// Text that can stand under `|`: nothing at its ends, no character that has to be escaped.
fn is_prose(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\n', '\t'])
        && !text.ends_with([' ', '\n', '\t'])
        && text.chars().all(|c| c == '\n' || c == '\t' || (' '..='~').contains(&c))
}

fn literal(text: &str, indent: usize, out: &mut String) {
    out.push_str(" |-\n");
    for line in text.split('\n') {
        out.push_str(&" ".repeat(indent));
        out.push_str(line);
        out.push('\n');
    }
}

fn flow(value: &Yaml, inside: bool, rng: &mut Rng, out: &mut String) {
    match value {
        Yaml::Text(text) => out.push_str(&scalar(text, rng)),
        Yaml::Expr(expr) => out.push_str(&expression(expr, inside)),
        Yaml::Plain(text) => out.push_str(text),
        Yaml::Nothing => {}
        Yaml::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { "" });
                flow(item, true, rng, out);
            }
            out.push(']');
        }
        Yaml::Map(entries) => {
            out.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                out.push_str(if index > 0 { ", " } else { " " });
                out.push_str(&scalar(key, rng));
                out.push_str(": ");
                flow(value, true, rng, out);
            }
            out.push_str(" }");
        }
    }
}

fn expression(expr: &str, inside: bool) -> String {
    let cut = expr.starts_with('[') || (inside && expr.contains([',', '[', ']']));
    if cut { quoted(expr) } else { expr.to_owned() }
}

/// A text or a key.
fn scalar(text: &str, rng: &mut Rng) -> String {
    let spread = text.strip_prefix("...").is_some_and(|rest| rest == "<payload>" || is_word(rest));
    let bare = text.strip_suffix('?').unwrap_or(text);
    if text == "<name>" || spread || (is_word(bare) && rng.u8(..8) > 0) {
        return text.to_owned();
    }
    let single = text.chars().all(|c| (' '..='~').contains(&c));
    if single && rng.bool() { format!("'{}'", text.replace('\'', "''")) } else { quoted(text) }
}

/// What YAML reads as this text without quotes.
fn is_word(text: &str) -> bool {
    let other = ["null", "true", "false"].contains(&text.to_ascii_lowercase().as_str());
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !other
}
