//! Small pictures, and which frames are in them, by the words of the manifest's reference alone.
//! The tests of `tests/consumers/cases` have this module too.

use serde_json::Value;

/// What stands at one place.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `<name>`
    Name,
    /// An integer that stands for itself.
    Constant(i64),
    /// `string`
    Text,
    /// `string | null`
    TextOrNull,
    /// `<payload>`
    Payload,
    Object(Vec<Member>),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Member {
    /// `key: node`
    Key(&'static str, Node),
    /// `key?: node`
    Optional(&'static str, Node),
    /// `<name>: <payload>`
    Named,
    /// `...<payload>`
    Spread,
}

impl Node {
    /// The picture as the manifest has it.
    pub fn yaml(&self) -> String {
        match self {
            Node::Name => "<name>".to_owned(),
            Node::Constant(value) => value.to_string(),
            Node::Text => "string".to_owned(),
            Node::TextOrNull => "string | null".to_owned(),
            Node::Payload => "<payload>".to_owned(),
            Node::Object(members) => {
                let members: Vec<String> = members.iter().map(Member::yaml).collect();
                format!("{{ {} }}", members.join(", "))
            }
        }
    }

    /// Whether a value has this form. A value of a wrong type is a bad frame of this picture, and none of another.
    pub fn fits(&self, name: &str, value: &Value) -> bool {
        match self {
            Node::Name => value == name,
            Node::Constant(constant) => value.as_f64() == Some(*constant as f64),
            Node::Text | Node::TextOrNull | Node::Payload => true,
            // An event without payload is the bare string.
            Node::Object(members) if value.is_string() => members[..] == [Member::Named] && value == name,
            Node::Object(members) => {
                value.is_object() && members.iter().all(|member| member.fits(name, value))
            }
        }
    }

    /// The member at a path.
    pub fn at(&self, path: &[String]) -> Option<&Member> {
        let Node::Object(members) = self else { return None };
        let (first, rest) = path.split_first()?;
        let member = members.iter().find(|member| member.key() == Some(first))?;
        if rest.is_empty() { Some(member) } else { member.node()?.at(rest) }
    }
}

impl Member {
    fn yaml(&self) -> String {
        match self {
            Member::Key(key, node) => format!("{key}: {}", node.yaml()),
            Member::Optional(key, node) => format!("{key}?: {}", node.yaml()),
            Member::Named => "<name>: <payload>".to_owned(),
            Member::Spread => "...<payload>".to_owned(),
        }
    }

    pub fn key(&self) -> Option<&'static str> {
        match self {
            Member::Key(key, _) | Member::Optional(key, _) => Some(key),
            Member::Named | Member::Spread => None,
        }
    }

    pub fn node(&self) -> Option<&Node> {
        match self {
            Member::Key(_, node) | Member::Optional(_, node) => Some(node),
            Member::Named | Member::Spread => None,
        }
    }

    /// Whether no frame is read without it: `T | null` and the payload of an event that carries nothing may be absent.
    pub fn is_required(&self) -> bool {
        matches!(self, Member::Key(_, node) if !matches!(node, Node::TextOrNull | Node::Payload))
    }

    fn fits(&self, name: &str, object: &Value) -> bool {
        match self {
            Member::Key(key, node) | Member::Optional(key, node) => match object.get(key) {
                Some(value) => node.fits(name, value),
                None => !self.is_required(),
            },
            Member::Named => object.get(name).is_some(),
            Member::Spread => true,
        }
    }
}

/// Every small picture: two keys, or one inside another, in all ways in which there is one name and one payload. The
/// second half has the keys the other way round.
pub fn family() -> Vec<Node> {
    let mut family = Vec::new();
    for (first, second) in [("a", "b"), ("b", "a")] {
        for other in others(second) {
            let with =
                |members: Vec<Member>| Node::Object(members.into_iter().chain(other.clone()).collect());
            let inside = |members: Vec<Member>| with(vec![Member::Key(first, Node::Object(members))]);
            let name = |key| Member::Key(key, Node::Name);
            family.extend([
                with(vec![name(first), Member::Spread]),
                with(vec![Member::Key(first, Node::Object(vec![name("c")])), Member::Spread]),
                inside(vec![name("c"), Member::Spread]),
                inside(vec![name("c"), Member::Optional("d", Node::Payload)]),
                inside(vec![name("c"), Member::Key("d", Node::Payload)]),
                inside(vec![Member::Named]),
            ]);
            for own in others(first) {
                let members = std::iter::once(Member::Named).chain(own).chain(other.clone());
                family.push(Node::Object(members.collect()));
            }
        }
        for payload in [
            Member::Key(second, Node::Payload),
            Member::Optional(second, Node::Payload),
            Member::Key(second, Node::Object(vec![Member::Key("c", Node::Payload)])),
        ] {
            family.push(Node::Object(vec![Member::Key(first, Node::Name), payload]));
        }
    }
    let mut unique: Vec<Node> = Vec::new();
    for picture in family {
        if !unique.iter().any(|known| same(known, &picture)) {
            unique.push(picture);
        }
    }
    unique
}

/// What may stand beside the event under a key, or nothing.
fn others(key: &'static str) -> Vec<Option<Member>> {
    let inside = |member| Node::Object(vec![member]);
    vec![
        None,
        Some(Member::Key(key, Node::Constant(0))),
        Some(Member::Key(key, Node::Constant(1))),
        Some(Member::Optional(key, Node::Constant(0))),
        Some(Member::Key(key, Node::Text)),
        Some(Member::Optional(key, Node::Text)),
        Some(Member::Key(key, Node::TextOrNull)),
        Some(Member::Key(key, inside(Member::Key("c", Node::Constant(0))))),
        Some(Member::Key(key, inside(Member::Key("c", Node::Text)))),
        Some(Member::Key(key, inside(Member::Optional("c", Node::Text)))),
    ]
}

/// The same members, in whatever order.
fn same(a: &Node, b: &Node) -> bool {
    match (a, b) {
        (Node::Object(a), Node::Object(b)) => {
            a.len() == b.len() && a.iter().all(|member| b.iter().any(|other| member == other))
        }
        _ => a == b,
    }
}

/// Every small frame over the keys and values of the family and the names `p` and `q`.
pub fn frames() -> Vec<Value> {
    let scalars = ["null", "0", "1", "\"p\"", "\"q\"", "\"s\""];
    let mut values: Vec<String> = vec![String::new(), "{}".to_owned(), "[]".to_owned()];
    values.extend(scalars.map(str::to_owned));
    for inner in scalars {
        values.extend([format!(r#"{{"c":{inner}}}"#), format!(r#"{{"c":{inner},"d":{{}}}}"#)]);
    }
    values.extend(
        [r#"{"p":{}}"#, r#"{"q":{}}"#, r#"{"p":{},"q":{}}"#, r#"{"c":"p","p":{}}"#].map(str::to_owned),
    );
    let mut frames = vec![r#""p""#.to_owned(), r#""q""#.to_owned(), "0".to_owned(), "null".to_owned()];
    for a in &values {
        for b in &values {
            for names in [&[][..], &["p"], &["q"], &["p", "q"]] {
                let members = [("a", a), ("b", b)].into_iter().filter(|(_, value)| !value.is_empty());
                let members = members.map(|(key, value)| format!("{key:?}:{value}"));
                let names = names.iter().map(|name| format!("{name:?}:{{}}"));
                frames.push(format!("{{{}}}", members.chain(names).collect::<Vec<_>>().join(",")));
            }
        }
    }
    frames.iter().map(|frame| serde_json::from_str(frame).expect("a small frame is JSON")).collect()
}

/// Whether a frame has a member at the path.
pub fn has(frame: &Value, path: &[String]) -> bool {
    path.iter().try_fold(frame, |value, key| value.get(key)).is_some()
}
