//! Why a value is no variant of a closed union.

use serde::de::{Deserialize, Error};

use super::names::Names;
use super::picture::{Constant, Inner, Node, Object, Picture};
use crate::content::Content;
use crate::context::Context;
use crate::json::Reader;

/// The refusal of a value, given as JSON; the context is led to the member at fault.
#[cold]
pub(super) fn misfit<R: Error>(picture: &Picture, raw: &str, context: &Context) -> R {
    let content = Content::deserialize(&mut Reader::new(raw, usize::MAX)).unwrap_or(Content::Null);
    let reason = Search { names: picture.names, context }.in_node(picture.root, &content);
    R::custom(reason.unwrap_or_else(|| "expected a variant".to_owned()))
}

struct Search<'c> {
    names: Option<Names>,
    context: &'c Context,
}

impl Search<'_> {
    /// What is wrong at a place, if anything is.
    fn in_node(&self, node: Node, content: &Content) -> Option<String> {
        match node {
            Node::Object(object) => self.in_object(object, content),
            Node::Name => Some(self.expected_names()).filter(|_| !self.is_name(content)),
            Node::Constant(constant) if !constant.is(content) => Some(expected(constant)),
            _ => None,
        }
    }

    fn in_object(&self, object: &Object, content: &Content) -> Option<String> {
        if let Inner::Named(_) = object.inner {
            return Some(self.expected_names());
        }
        let Content::Map(entries) = content else {
            return Some(format!("expected object, got {}", kind(content)));
        };
        for (key, member) in object.keys.iter().zip(object.members) {
            let mut values = entries.iter().rev();
            let value = values.find(|(own, _)| matches!(own, Content::Text(own) if own == key));
            let reason = match value {
                Some((_, value)) => self.in_node(member.node, value),
                None if member.optional || !tells(member.node) => None,
                None => Some("missing".to_owned()),
            };
            if reason.is_some() {
                self.context.in_field(key);
                return reason;
            }
        }
        None
    }

    fn is_name(&self, content: &Content) -> bool {
        let Some(names) = self.names else { return false };
        match content {
            Content::Text(text) => names.find(text).is_some(),
            Content::Bool(value) => names.find_bool(*value).is_some(),
            other => other.integer().is_some_and(|value| names.find_integer(value).is_some()),
        }
    }

    fn expected_names(&self) -> String {
        let known = self.names.into_iter().flat_map(Names::known);
        let known: Vec<String> = known.map(|name| format!("{name:?}")).collect();
        format!("expected one of {}", known.join(", "))
    }
}

/// Whether a picture does not fit without this.
fn tells(node: Node) -> bool {
    matches!(node, Node::Name | Node::Constant(_) | Node::Object(_))
}

fn expected(constant: Constant) -> String {
    match constant {
        Constant::Null => "expected null".to_owned(),
        Constant::Bool(value) => format!("expected {value}"),
        Constant::Integer(value) => format!("expected {value}"),
    }
}

fn kind(content: &Content) -> &'static str {
    match content {
        Content::Null => "null",
        Content::Bool(_) => "boolean",
        Content::Signed(_) | Content::Unsigned(_) | Content::Float(_) => "number",
        Content::Text(_) => "string",
        Content::List(_) => "array",
        Content::Map(_) => "object",
    }
}
