//! A second reading of every manifest that is accepted: what our reader of YAML makes of it is what serde_yaml finds.
//!
//! serde_yaml is asked, place by place, for what our tree has there: a list where we have a list, a mapping with these
//! keys in this order, and each scalar as text, so that neither reader's idea of numbers and booleans comes between.

use std::fs;
use std::path::{Path, PathBuf};

use samewire_codegen::diagnostic::Diagnostics;
use samewire_codegen::load_text;
use samewire_codegen::yaml::{Key, Kind, Node, parse};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::{cases, invalid};

/// What serde_yaml has to find: this value and nothing else.
struct Same<'n>(&'n Node);

/// A text has to be this one.
struct Text<'t>(&'t str);

impl<'de> DeserializeSeed<'de> for Same<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match &self.0.kind {
            Kind::Scalar(scalar) => Text(&scalar.text).deserialize(deserializer),
            Kind::Sequence { .. } => deserializer.deserialize_seq(self),
            Kind::Mapping { .. } => deserializer.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Same<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(self.0.describe())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut found: A) -> Result<(), A::Error> {
        let Kind::Sequence { items, .. } = &self.0.kind else { return Err(A::Error::custom("a list")) };
        for item in items {
            found.next_element_seed(Same(item))?.ok_or_else(|| A::Error::custom("fewer items"))?;
        }
        match found.next_element::<IgnoredAny>()? {
            Some(_) => Err(A::Error::custom("more items")),
            None => Ok(()),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut found: A) -> Result<(), A::Error> {
        let Kind::Mapping { entries, .. } = &self.0.kind else { return Err(A::Error::custom("a mapping")) };
        for entry in entries {
            found.next_key_seed(Text(&entry.key.text))?.ok_or_else(|| A::Error::custom("fewer keys"))?;
            found.next_value_seed(Same(&entry.value))?;
        }
        match found.next_key::<IgnoredAny>()? {
            Some(_) => Err(A::Error::custom("more keys")),
            None => Ok(()),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "the text {:?}", self.0)
    }

    fn visit_str<E: Error>(self, found: &str) -> Result<(), E> {
        if found == self.0 { Ok(()) } else { Err(E::custom(format!("{found:?} and not {:?}", self.0))) }
    }
}

fn read(text: &str) -> Node {
    let mut diagnostics = Diagnostics::default();
    parse(0, text, &mut diagnostics).unwrap_or_else(|| panic!("{diagnostics:?} in {text}"))
}

/// Where the two readings differ.
fn compare(node: &Node, text: &str) -> Result<(), String> {
    // We read pairs of escapes as JSON does, libyaml knows only the escape that YAML has for such characters.
    let text = text.replace(r"\ud83c\udf89", r"\U0001f389");
    Same(node).deserialize(serde_yaml::Deserializer::from_str(&text)).map_err(|error| error.to_string())
}

/// The manifests of a folder and of those in it.
fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        match path.extension() {
            _ if path.is_dir() => below(&path, found),
            Some(end) if end == "yaml" => found.push(path),
            _ => {}
        }
    }
}

/// Every manifest of the tree, and every example of its pages, by a name; what is included stands beside.
fn manifests() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = vec![root.join("events.yaml"), root.join("codegen/src/cli/init/events.yaml")];
    below(&cases::folder(), &mut paths);
    below(&invalid::folder(), &mut paths);
    // Manifests that lie elsewhere on somebody's machine.
    if let Some(folder) = std::env::var_os("SAMEWIRE_MANIFESTS") {
        below(Path::new(&folder), &mut paths);
    }
    let named = |path: PathBuf| (path.display().to_string(), fs::read(path).unwrap());
    let texts =
        paths.into_iter().map(named).filter_map(|(name, text)| Some((name, String::from_utf8(text).ok()?)));
    texts.chain(examples(root)).collect()
}

fn examples(root: &Path) -> Vec<(String, String)> {
    let mut pages = vec![root.join("README.md")];
    for folder in ["docs", "codegen/explain"] {
        pages.extend(fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path()));
    }
    let mut found = Vec::new();
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        let blocks = text.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next());
        found.extend(blocks.map(|block| (page.display().to_string(), block.to_owned())));
    }
    found
}

/// What is no YAML for us is not compared.
fn tree(text: &str) -> Option<Node> {
    let mut diagnostics = Diagnostics::default();
    parse(0, text, &mut diagnostics).filter(|_| diagnostics.errors() == 0)
}

#[test]
fn both_readers_find_the_same_tree() {
    let (mut compared, mut wrong) = (0, Vec::new());
    for (name, text) in manifests() {
        let text = text.trim_start_matches('\u{feff}');
        let Some(node) = tree(text) else { continue };
        compared += 1;
        wrong.extend(compare(&node, text).err().map(|why| format!("{name}: {why}")));
    }
    println!("{compared} texts were read twice");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(compared > 200, "only {compared}");
}

/// What manifests do not show: every style of scalar, folding, chomping, escapes, CRLF.
#[test]
fn styles_are_read_alike() {
    for text in [
        "a: plain text\nb: 'it''s'\nc: \"\\u00e9\\n\\x41\\U0001F389\\\" \\\\ \\/ \\t \\_ \\N \\L \\P\"\n",
        "a: >-\n  folded\n  text\n\n  more\nb: |+\n  kept\n\nc: |\n  clipped\n\nd: >+\n  x\n   indented\n  y\n\n",
        "a: 1.50\nb: 0x1F\nc: ~\nd: null\ne: yes\nf: 1e3\ng: -0\nh: .inf\ni: 2026-03-01\nj: 0o7\n",
        "a:\n- x\n-   - y\n    - z\n- { p: q, r: [s, 't', \"u\"] }\n- []\n- {}\n",
        "a: two\n  lines\nb: 'two\n\n  lines'\nc: \"two\\\n  lines\"\n",
        "? a\n: b\n'c': d\n\"e\": f\ng :  h\n",
        "a: x # a comment\n# another\n\nb: 'x # none'\nc: x#none\n",
        "a: |2\n   x\n  y\nb: >2-\n   x\n",
        "{a: b, 'c': [d, e], f: {g: h}, i: j}\n",
        "a:\r\n  b: c\r\n  d: |\r\n    e\r\n    f\r\n",
        "---\na: b\n...\n",
        "a: http://x/y?z#w\nb: x:y\nc: -x\nd: a, b\ne: it's\n",
        "on: off\nyes: no\n\"y\": n\n",
        "ключ: значение\n日本: \"\u{2028}\u{1f389}\"\n",
        "a:\nb: c\nd: \n",
    ] {
        compare(&read(text), text).unwrap_or_else(|why| panic!("{text}: {why}"));
    }
}

/// Each way in which a tree can differ.
#[test]
fn another_tree_is_noticed() {
    let text = "a: [x, 'y', 1.0]\nb: { c: d, e: { } }\nf: |\n  text\n";
    let node = read(text);
    assert_eq!(compare(&node, text), Ok(()));
    for (from, to) in [
        ("'y', ", ""),
        ("'y'", "'y', z"),
        ("1.0", "1"),
        ("[x, 'y', 1.0]", "{ x: y }"),
        ("{ }", "[ ]"),
        ("{ }", "''"),
        ("c: d, e: { }", "e: { }, c: d"),
        ("c: d", "c: D"),
        ("c: d", "C: d"),
        ("c: d, ", ""),
        ("f: |", "f: |-"),
        ("f: |", "f: >\n\n"),
        ("f: |\n  text\n", ""),
    ] {
        let doctored = text.replace(from, to);
        assert_ne!(doctored, text);
        assert!(compare(&node, &doctored).is_err(), "{to} instead of {from} was not noticed");
        assert!(compare(&read(&doctored), text).is_err(), "{from} instead of {to} was not noticed");
    }
}

/// What is read twice is what is loaded.
#[test]
fn accepted_manifests_are_among_them() {
    let accepted = |text: &str| load_text(Path::new("/events.yaml"), text).is_ok();
    let count = manifests().iter().filter(|(_, text)| accepted(text)).count();
    assert!(count > 80, "only {count}");
}

/// serde_yaml says nothing of keys; ours stand where they are named.
#[test]
fn keys_stand_where_they_are_named() {
    fn check(node: &Node, text: &str) {
        let Kind::Mapping { entries, .. } = &node.kind else { return };
        for Key { text: name, span, .. } in entries.iter().map(|entry| &entry.key) {
            let place = &text[span.start as usize..span.end as usize];
            assert_eq!(place.trim_matches(['"', '\'']), name);
        }
        entries.iter().for_each(|entry| check(&entry.value, text));
    }
    let text = include_str!("../../events.yaml");
    check(&read(text), text);
}
