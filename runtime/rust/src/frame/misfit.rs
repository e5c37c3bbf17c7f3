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
    let found: Result<(), R> = Search { names: picture.names, context }.in_node(picture.root, &content);
    found.err().unwrap_or_else(|| R::custom("expected a variant"))
}

struct Search<'c> {
    names: Option<Names>,
    context: &'c Context,
}

impl Search<'_> {
    /// Refuses what is wrong at a place, if anything is.
    fn in_node<R: Error>(&self, node: Node, content: &Content) -> Result<(), R> {
        match node {
            Node::Object(object) => self.in_object(object, content),
            Node::Name if !self.is_name(content) => Err(self.expected_names()),
            Node::Constant(constant) if !constant.is(content) => Err(expected(constant)),
            _ => Ok(()),
        }
    }

    fn in_object<R: Error>(&self, object: &Object, content: &Content) -> Result<(), R> {
        if let Inner::Named(_) = object.inner {
            return Err(self.expected_names());
        }
        let Content::Map(entries) = content else {
            return Err(R::invalid_type(content.unexpected(), &"object"));
        };
        for (key, member) in object.keys.iter().zip(object.members) {
            let mut values = entries.iter().rev();
            let value = values.find(|(own, _)| matches!(own, Content::Text(own) if own == key));
            let fits = match value {
                Some((_, value)) => self.in_node(member.node, value),
                None if member.optional || !tells(member.node) => Ok(()),
                None => Err(R::custom("missing")),
            };
            fits.inspect_err(|_| self.context.in_field(key))?;
        }
        Ok(())
    }

    fn is_name(&self, content: &Content) -> bool {
        let Some(names) = self.names else { return false };
        match content {
            Content::Text(text) => names.find(text).is_some(),
            Content::Bool(value) => names.find_bool(*value).is_some(),
            other => other.integer().is_some_and(|value| names.find_integer(value).is_some()),
        }
    }

    fn expected_names<R: Error>(&self) -> R {
        let known = self.names.into_iter().flat_map(Names::known);
        let known: Vec<String> = known.map(|name| format!("{name:?}")).collect();
        R::custom(format_args!("expected one of {}", known.join(", ")))
    }
}

/// Whether a picture does not fit without this.
fn tells(node: Node) -> bool {
    matches!(node, Node::Name | Node::Constant(_) | Node::Object(_))
}

fn expected<R: Error>(constant: Constant) -> R {
    match constant {
        Constant::Null => R::custom("expected null"),
        Constant::Bool(value) => R::custom(format_args!("expected {value}")),
        Constant::Integer(value) => R::custom(format_args!("expected {value}")),
    }
}
