//! Tagged unions: each variant as its picture shows it.

use super::{Alternative, Declaration, carries_map, choice, is_empty, struct_type};
use crate::backend::typescript::docs::Doc;
use crate::backend::typescript::literals::{self, wire_text};
use crate::backend::typescript::names::Declared;
use crate::backend::typescript::types::{TypeText, Types};
use crate::model::{Meta, Payload, PictureMember, PictureNode, TypeDef, Union, Variant, WireName};
use crate::name::Name;

/// The union, and a type for each variant with fields.
pub fn union(types: &Types<'_>, doc: Doc, def: &TypeDef, shape: &Union) -> Vec<Declaration> {
    let mut any_of: Vec<Alternative> = shape
        .variants
        .iter()
        .map(|variant| Alternative {
            doc: Doc::about(&variant.meta, None),
            ty: Shown { types, def, variant }.text(&shape.picture.node).to_string(),
        })
        .collect();
    if shape.open {
        any_of.extend(unknown(types, &shape.picture.node));
    }
    let payloads = shape.variants.iter().filter_map(|variant| {
        let Payload::Struct(members) = &variant.payload else { return None };
        let doc =
            Doc::about(&Meta::default(), Some(&format!("What `{}` carries.", wire_text(&variant.wire))));
        Some(struct_type(types, doc, Declared::ty(payload_name(def, variant).pascal()), members))
    });
    let union = choice(doc, Declared::of(def), any_of);
    std::iter::once(union).chain(payloads).collect()
}

/// Owner + Variant: what a variant with fields carries.
fn payload_name(def: &TypeDef, variant: &Variant) -> Name {
    def.name.join(&variant.name)
}

/// The type of what a variant carries.
pub fn payload_type(types: &Types<'_>, def: &TypeDef, variant: &Variant) -> Option<TypeText> {
    match &variant.payload {
        Payload::Unit => None,
        Payload::Struct(_) => {
            Some(TypeText::one(Declared::ty(payload_name(def, variant).pascal()).to_string()))
        }
        Payload::Type(ty) => Some(types.text(ty)),
    }
}

/// A variant in the picture of its union.
struct Shown<'t, 'm> {
    types: &'t Types<'m>,
    def: &'t TypeDef,
    variant: &'t Variant,
}

impl Shown<'_, '_> {
    fn text(&self, node: &PictureNode) -> TypeText {
        match node {
            PictureNode::Name => TypeText::one(name(&self.variant.wire)),
            PictureNode::Object(members) if self.is_bare(members) => {
                TypeText::one(literals::string(&wire_text(&self.variant.wire)))
            }
            PictureNode::Object(members) => self.object(members),
            PictureNode::Payload { .. } => self.payload().unwrap_or_else(|| TypeText::one("null")),
            PictureNode::Version => TypeText::one("number"),
            PictureNode::Constant(value) => TypeText::one(value.to_string()),
            PictureNode::Value { ty, nullable: true } => self.types.text(ty).or_null(),
            PictureNode::Value { ty, nullable: false } => self.types.text(ty),
        }
    }

    /// Without payload, what would be a key is a text by itself.
    fn is_bare(&self, members: &[PictureMember]) -> bool {
        self.variant.payload == Payload::Unit && *members == [PictureMember::NameKey]
    }

    fn payload(&self) -> Option<TypeText> {
        payload_type(self.types, self.def, self.variant)
    }

    fn object(&self, members: &[PictureMember]) -> TypeText {
        let (mut shown, mut spread) = (Vec::new(), None);
        for member in members {
            match member {
                PictureMember::Key { node: PictureNode::Payload { .. }, .. }
                    if self.variant.payload == Payload::Unit => {}
                PictureMember::Key { key, node, optional, .. } => {
                    let is_payload = matches!(node, PictureNode::Payload { .. });
                    let mark = if *optional && !is_payload { "?" } else { "" };
                    shown.push(format!("{}{mark}: {}", literals::key(key), self.text(node)));
                }
                PictureMember::NameKey => {
                    let payload =
                        self.payload().map_or_else(|| "null".to_owned(), |payload| payload.to_string());
                    shown.push(format!("{}: {payload}", literals::key(&wire_text(&self.variant.wire))));
                }
                PictureMember::SpreadPayload if carries_map(self.types, &self.variant.payload) => {
                    shown.push("[other: string]: unknown".to_owned());
                }
                PictureMember::SpreadPayload if is_empty(self.types, &self.variant.payload) => {}
                PictureMember::SpreadPayload => spread = self.payload(),
            }
        }
        let object = TypeText::one(format!("{{ {} }}", shown.join("; ")));
        TypeText::all_of(std::iter::once(object).chain(spread))
    }
}

/// The name of a variant, as it stands in its place.
fn name(wire: &WireName) -> String {
    match wire {
        WireName::Text(text) => literals::string(text),
        WireName::Int(value) => value.to_string(),
        WireName::Bool(value) => value.to_string(),
    }
}

/// What a variant that is not known looks like: of its picture, the way to its name. The name's type is marked, so
/// that `switch` takes it for none of those that are known.
fn unknown(types: &Types<'_>, picture: &PictureNode) -> Vec<Alternative> {
    let shown = match picture {
        PictureNode::Object(members) if members.contains(&PictureMember::NameKey) => {
            let bare = (members.len() == 1).then(|| types.unknown_name());
            std::iter::once(types.unknown_variant()).chain(bare).collect()
        }
        _ => vec![way_to_name(types, picture).unwrap_or_else(|| types.unknown_variant())],
    };
    let doc = |index| match index {
        0 => Doc::of("A variant that the manifest does not know, whole as it came."),
        _ => Doc::default(),
    };
    shown.into_iter().enumerate().map(|(index, ty)| Alternative { doc: doc(index), ty }).collect()
}

fn way_to_name(types: &Types<'_>, picture: &PictureNode) -> Option<String> {
    match picture {
        PictureNode::Name => Some(types.unknown_name()),
        PictureNode::Object(members) => members.iter().find_map(|member| match member {
            PictureMember::Key { key, node, .. } => {
                Some(format!("{{ {}: {} }}", literals::key(key), way_to_name(types, node)?))
            }
            PictureMember::NameKey | PictureMember::SpreadPayload => None,
        }),
        _ => None,
    }
}
