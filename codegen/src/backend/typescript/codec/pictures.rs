//! Pictures as the data that the runtime walks along.

use super::{Codecs, json, readers, structs, writers};
use crate::backend::typescript::literals;
use crate::model::{Beside, Picture, PictureMember, PictureNode, Type};

/// The members of a picture, as an expression; `beside` are the direction's members beside its events.
pub fn members(codecs: &Codecs<'_>, picture: &Picture, beside: &[Beside]) -> String {
    let mut absent: Vec<&[String]> = picture.absent.iter().map(Vec::as_slice).collect();
    absent.sort();
    match &picture.node {
        PictureNode::Object(members) => {
            Tree { codecs, beside, is_read: true }.object(members, &mut Vec::new(), &absent, 0)
        }
        // The payload alone: its name travels by another way.
        _ => "[]".to_owned(),
    }
}

/// As [`members`], of a picture that is one object of these, without what reads them.
pub fn written(codecs: &Codecs<'_>, members: &[PictureMember], beside: &[Beside]) -> String {
    Tree { codecs, beside, is_read: false }.object(members, &mut Vec::new(), &[], 0)
}

/// The members beside the events of a picture that is one object, without what writes them.
pub fn beside(codecs: &Codecs<'_>, members: &[PictureMember], beside: &[Beside]) -> Vec<String> {
    let shown = members.iter().filter_map(|member| match member {
        PictureMember::Key { key, optional, node: PictureNode::Value { ty, nullable }, .. } => {
            let known = beside.iter().find(|beside| beside.path == [key.clone()])?;
            let ty = if *nullable { &Type::Nullable(Box::new(ty.clone())) } else { ty };
            let (name, read) = (literals::string(known.name.snake()), readers::place(codecs, ty));
            let optional = if *optional { ", optional: true" } else { "" };
            let nullable = if *nullable { ", nullable: true" } else { "" };
            let (of, key) = (structs::accessor(codecs, key), literals::string(key));
            Some(format!("{{ key: {key}, of: {of}, name: {name}, read: {read}{optional}{nullable} }}"))
        }
        _ => None,
    });
    shown.collect()
}

struct Tree<'t, 'm> {
    codecs: &'t Codecs<'m>,
    beside: &'t [Beside],
    /// The members beside events are read along it, not written alone.
    is_read: bool,
}

impl<'t> Tree<'t, '_> {
    /// `path` leads to the object; `absent` are paths from here.
    fn object(
        &self,
        members: &'t [PictureMember],
        path: &mut Vec<&'t str>,
        absent: &[&'t [String]],
        depth: usize,
    ) -> String {
        let mut shown: Vec<String> = Vec::new();
        for member in members {
            shown.push(match member {
                PictureMember::SpreadPayload => "{ is: \"spread\" }".to_owned(),
                PictureMember::NameKey => "{ is: \"named\" }".to_owned(),
                PictureMember::Key { key, optional, node, .. } => {
                    path.push(key);
                    let below: Vec<&[String]> = absent.iter().filter_map(|path| below(path, key)).collect();
                    let what = self.member(node, path, &below, depth);
                    path.pop();
                    let (key, optional) =
                        (literals::string(key), if *optional { ", optional: true" } else { "" });
                    format!("{{ key: {key}, {what}{optional} }}")
                }
            });
        }
        for key in absent.iter().filter(|path| path.len() == 1).map(|path| &path[0]) {
            shown.push(format!("{{ key: {}, is: \"absent\" }}", literals::string(key)));
        }
        let indent = "  ".repeat(depth);
        let lines: String = shown.iter().map(|line| format!("{indent}  {line},\n")).collect();
        if shown.is_empty() { "[]".to_owned() } else { format!("[\n{lines}{indent}]") }
    }

    fn member(
        &self,
        node: &'t PictureNode,
        path: &mut Vec<&'t str>,
        absent: &[&'t [String]],
        depth: usize,
    ) -> String {
        match node {
            PictureNode::Name => "is: \"name\"".to_owned(),
            PictureNode::Payload { nullable: true } => "is: \"payload\", nullable: true".to_owned(),
            PictureNode::Payload { nullable: false } => "is: \"payload\"".to_owned(),
            PictureNode::Version => "is: \"version\"".to_owned(),
            PictureNode::Constant(value) => format!("is: \"constant\", value: {}", json(value)),
            PictureNode::Object(members) => {
                format!("is: \"object\", members: {}", self.object(members, path, absent, depth + 1))
            }
            PictureNode::Value { ty, nullable } => self.value(ty, *nullable, path),
        }
    }

    fn value(&self, ty: &Type, nullable: bool, path: &[&str]) -> String {
        let known = self.beside.iter().find(|beside| beside.path == path);
        let name = known.map_or_else(String::new, |beside| literals::string(beside.name.snake()));
        let ty = if nullable { &Type::Nullable(Box::new(ty.clone())) } else { ty };
        let read = match self.is_read {
            true => format!("read: {}, ", readers::place(self.codecs, ty)),
            false => String::new(),
        };
        let write = writers::expression(self.codecs, ty);
        let nullable = if nullable { ", nullable: true" } else { "" };
        format!("is: \"beside\", name: {name}, {read}write: {write}{nullable}")
    }
}

/// What is left of a path behind its first key, if that is `key` and there is more.
fn below<'p>(path: &'p [String], key: &str) -> Option<&'p [String]> {
    match path {
        [first, rest @ ..] if first == key && !rest.is_empty() => Some(rest),
        _ => None,
    }
}
