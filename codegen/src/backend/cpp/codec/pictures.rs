//! Pictures as the data that the runtime walks along.

use serde_json::Value;

use super::text;
use crate::backend::cpp::literals;
use crate::model::{Beside, Picture, PictureMember, PictureNode};

/// Static arrays, the inner ones first.
#[derive(Debug, Default)]
pub struct Arrays {
    all: Vec<String>,
}

impl Arrays {
    /// Their declarations.
    pub fn text(&self) -> String {
        self.all.concat()
    }

    /// A name for the array of these members, as it is given to a `Picture`.
    fn add(&mut self, members: &[String]) -> String {
        let name = format!("members{}", self.all.len());
        if members.is_empty() {
            return "{nullptr, 0}".to_owned();
        }
        let lines: String = members.iter().map(|member| format!("      {member},\n")).collect();
        self.all.push(format!("  static const ::samewire::Member {name}[] = {{\n{lines}  }};\n"));
        format!("{{{name}, {}}}", members.len())
    }

    fn add_object(&mut self, members: &[String]) -> String {
        let members = self.add(members);
        let name = format!("object{}", self.all.len());
        self.all.push(format!("  static const ::samewire::Picture {name} = {members};\n"));
        name
    }
}

/// A picture as an expression; `beside` are the direction's members beside its events.
pub fn picture(arrays: &mut Arrays, picture: &Picture, beside: &[Beside]) -> String {
    let absent: Vec<&[String]> = picture.absent.iter().map(Vec::as_slice).collect();
    match &picture.node {
        PictureNode::Object(members) => {
            let members = object(arrays, members, beside, &mut Vec::new(), &absent);
            arrays.add(&members)
        }
        // The payload alone: its name travels by another way.
        _ => "{nullptr, 0}".to_owned(),
    }
}

/// `path` leads to the object; `absent` are paths from here.
fn object(
    arrays: &mut Arrays,
    members: &[PictureMember],
    beside: &[Beside],
    path: &mut Vec<String>,
    absent: &[&[String]],
) -> Vec<String> {
    let mut shown: Vec<String> = Vec::new();
    for member in members {
        shown.push(match member {
            PictureMember::SpreadPayload => "{Is::Spread}".to_owned(),
            PictureMember::NameKey => "{Is::Named}".to_owned(),
            PictureMember::Key { key, optional, node, .. } => {
                path.push(key.clone());
                let below: Vec<&[String]> = absent.iter().filter_map(|path| below(path, key)).collect();
                let member = keyed(arrays, (key, *optional), node, beside, path, &below);
                path.pop();
                member
            }
        });
    }
    let mut here: Vec<&String> = absent.iter().filter(|path| path.len() == 1).map(|path| &path[0]).collect();
    here.sort();
    shown.extend(here.into_iter().map(|key| format!("{{Is::Absent, {}}}", text(key))));
    shown
}

fn keyed(
    arrays: &mut Arrays,
    (key, optional): (&str, bool),
    node: &PictureNode,
    beside: &[Beside],
    path: &mut Vec<String>,
    absent: &[&[String]],
) -> String {
    let (key, optional) = (text(key), literals::boolean(optional));
    match node {
        PictureNode::Name => format!("{{Is::Name, {key}}}"),
        PictureNode::Payload { nullable } => {
            format!("{{Is::Payload, {key}, {optional}, {}}}", literals::boolean(*nullable))
        }
        PictureNode::Version => format!("{{Is::Version, {key}, {optional}}}"),
        PictureNode::Constant(value) => {
            format!("{{Is::Constant, {key}, {optional}, false, {}}}", constant(value))
        }
        PictureNode::Object(members) => {
            let members = object(arrays, members, beside, path, absent);
            let object = arrays.add_object(&members);
            format!("{{Is::Object, {key}, {optional}, false, {{}}, &{object}}}")
        }
        PictureNode::Value { nullable, .. } => {
            let index = beside.iter().position(|beside| beside.path == *path).unwrap_or_default();
            format!(
                "{{Is::Beside, {key}, {optional}, {}, {{}}, nullptr, {index}}}",
                literals::boolean(*nullable)
            )
        }
    }
}

fn constant(value: &Value) -> String {
    let kind = "::samewire::Constant::Kind";
    match value {
        Value::Bool(value) => format!("{{{kind}::Boolean, {}}}", i32::from(*value)),
        Value::Null => format!("{{{kind}::Null, 0}}"),
        value => format!("{{{kind}::Integer, {value}}}"),
    }
}

/// What is left of a path behind its first key, if that is `key` and there is more.
fn below<'p>(path: &'p [String], key: &str) -> Option<&'p [String]> {
    match path {
        [first, rest @ ..] if first == key && !rest.is_empty() => Some(rest),
        _ => None,
    }
}
