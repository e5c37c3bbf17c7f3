//! From the manifest as it was written to the model: every name found, every shape in place given a name.

mod apart;
mod beside;
mod carried_version;
mod derived;
mod endless;
mod enums;
mod events;
pub mod every;
pub mod members;
mod names;
mod nulls;
mod order;
mod pictures;
mod siblings;
mod structs;
mod tauri;
#[cfg(test)]
mod tests;
mod types;
pub mod untagged;
mod upgrade;
pub mod value;
pub mod wider;
mod wire;

use std::collections::{HashMap, HashSet};

use crate::check;
use crate::diagnostic::Diagnostics;
use crate::manifest::File;
use crate::model::{Approval, Meta, Model, ReservedNames, Scope, Shape, Type, TypeDef, TypeId};
use crate::source::Span;
use crate::{manifest, yaml};

pub use structs::spelled;
pub use wire::at_path;

/// What the functions of this stage share.
pub struct Context<'m, 'd> {
    pub types: Vec<TypeDef>,
    /// The types that the manifest declares.
    pub declared: HashMap<&'m str, TypeId>,
    /// `partial<T>` and `keyof<T>`, made once for each `T`.
    pub derived: HashMap<(derived::Form, TypeId), TypeId>,
    /// The names in code that are taken in each scope.
    pub taken: HashMap<(Scope, String), Span>,
    /// Malformed pictures.
    pub refused_pictures: HashSet<Span>,
    /// Defaults, which can be read when all types are known.
    pub defaults: Vec<Default<'m>>,
    pub diagnostics: &'d mut Diagnostics,
}

/// A default whose type is not known yet.
pub struct Default<'m> {
    pub field: Span,
    pub value: &'m yaml::Node,
    /// It stands behind ` = `.
    pub behind: bool,
}

/// Who a shape in place belongs to.
#[derive(Clone)]
pub struct Owner {
    pub name: crate::name::Name,
    pub scope: Scope,
    pub span: Span,
}

/// A model, sound as far as no error was found.
pub struct Resolved {
    pub model: Model,
    /// No type contains itself without end, so types may be followed.
    pub finite: bool,
    /// The places of malformed pictures, about which nothing more is to be said.
    pub refused_pictures: HashSet<Span>,
}

pub fn resolve(files: &[File], diagnostics: &mut Diagnostics) -> Resolved {
    let mut cx = Context {
        types: Vec::new(),
        declared: HashMap::new(),
        derived: HashMap::new(),
        taken: HashMap::new(),
        refused_pictures: HashSet::new(),
        defaults: Vec::new(),
        diagnostics,
    };
    types::declare(&mut cx, files);
    events::declare(&mut cx, files);
    types::lower_declared(&mut cx, files);
    let frames = wire::frames(&mut cx, files);
    let mut directions = events::lower(&mut cx, files, frames);
    let desktop = events::lower_desktop(&mut cx, files);
    derived::fill(&mut cx);
    let wire = wire::lower(&mut cx, files, &mut directions);
    let mut model = Model {
        protocol: files
            .iter()
            .find_map(|file| file.protocol.clone())
            .map(|text| text.text)
            .unwrap_or_default(),
        doc: files.first().and_then(|file| file.doc.clone()),
        wire,
        types: std::mem::take(&mut cx.types),
        server: directions.server,
        client: directions.client,
        desktop,
        tauri: None,
        reserved: reserved(files),
        approvals: approvals(files),
    };
    let (defaults, refused_pictures) =
        (std::mem::take(&mut cx.defaults), std::mem::take(&mut cx.refused_pictures));
    tauri::carry(&mut model, files, diagnostics);
    let finite = check::recursion(&model, diagnostics);
    if finite {
        nulls::unify(&mut model);
        endless::mark(&mut model);
    }
    value::mark_defaults(&mut model, &defaults);
    if finite {
        apart::decide(&mut model, diagnostics);
    }
    if finite && untagged::decide(&mut model, diagnostics) {
        value::defaults(&mut model, &defaults, diagnostics);
        value::examples(&mut model, files, diagnostics);
        upgrade::derive(&mut model, files, diagnostics);
    }
    order::by_place(&mut model);
    Resolved { model, finite, refused_pictures }
}

impl Context<'_, '_> {
    /// Adds a type; its shape may follow later.
    pub fn add_type(&mut self, owner: &Owner, meta: Meta, shape: Shape) -> TypeId {
        self.types.push(TypeDef {
            name: owner.name.clone(),
            scope: owner.scope,
            shape,
            endless: false,
            meta,
            span: owner.span,
        });
        TypeId(self.types.len() - 1)
    }

    /// The shape behind a type, aliases passed.
    pub fn shape(&self, ty: &Type) -> Option<&Shape> {
        shape_of(&self.types, ty)
    }
}

/// The shape behind a named type, aliases passed; none for any other type.
pub fn shape_of<'t>(types: &'t [TypeDef], ty: &Type) -> Option<&'t Shape> {
    match behind(types, ty) {
        Type::Named(id) => types.get(id.0).map(|def| &def.shape),
        _ => None,
    }
}

/// The type that a chain of aliases ends in.
pub fn behind<'t>(types: &'t [TypeDef], ty: &'t Type) -> &'t Type {
    let mut ty = ty;
    for _ in 0..=types.len() {
        match ty {
            Type::Named(id) => match types.get(id.0).map(|def| &def.shape) {
                Some(Shape::Alias(target)) => ty = target,
                _ => return ty,
            },
            _ => return ty,
        }
    }
    &Type::Json
}

fn reserved(files: &[File]) -> ReservedNames {
    let names = |of: fn(&manifest::Reserved) -> &Vec<manifest::Text>| {
        files.iter().flat_map(|file| of(&file.reserved)).map(|text| text.text.clone()).collect()
    };
    ReservedNames {
        server: names(|reserved| &reserved.server),
        client: names(|reserved| &reserved.client),
        desktop: names(|reserved| &reserved.desktop),
        types: names(|reserved| &reserved.types),
    }
}

fn approvals(files: &[File]) -> Vec<Approval> {
    let approval = |written: &manifest::Approval| Approval {
        rule: written.rule.text.clone(),
        at: written.at.text.clone(),
        reason: written.reason.clone(),
        until: written.until.text.clone(),
        span: written.rule.span,
    };
    files.iter().flat_map(|file| &file.breaking).map(approval).collect()
}
