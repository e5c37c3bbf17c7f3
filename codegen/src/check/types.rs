//! Types in places that not every type may take: keys of maps, holes, and `u128`.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::manifest::{Expr, ExprKind, File, visit};
use crate::model::{Int, Model, Shape, Type};
use crate::resolve::{behind, shape_of};

pub fn check_types(model: &Model, files: &[File], diagnostics: &mut Diagnostics) {
    let declared: HashMap<&str, Type> = declared(model, files);
    visit::expressions(files, &mut |expr, inside_text| {
        check_expression(model, &declared, expr, inside_text, diagnostics)
    });
    check_holes(model, diagnostics);
}

fn declared<'f>(model: &Model, files: &'f [File]) -> HashMap<&'f str, Type> {
    let by_place: HashMap<_, _> =
        model.types.iter().enumerate().map(|(index, def)| (def.span, crate::model::TypeId(index))).collect();
    let types = files.iter().flat_map(|file| &file.types);
    types
        .filter_map(|type_| Some((type_.key.text.as_str(), Type::Named(*by_place.get(&type_.key.span)?))))
        .collect()
}

fn check_expression(
    model: &Model,
    declared: &HashMap<&str, Type>,
    expr: &Expr,
    inside_text: bool,
    diagnostics: &mut Diagnostics,
) {
    match &expr.kind {
        ExprKind::Name(name) if name == "u128" && !inside_text => {
            let message = "a `u128` has no JSON number that every reader keeps";
            diagnostics
                .push(Diagnostic::new(&codes::TYPE_ARGUMENTS, expr.span, message).help("write string<u128>"));
        }
        ExprKind::Generic(name, arguments) if name == "map" && arguments.len() == 2 => {
            if let ExprKind::Name(key) = &arguments[0].kind
                && let Some(ty) = declared.get(key.as_str())
                && !is_key(model, ty)
            {
                let message = format!("`{key}` cannot be the key of a map");
                diagnostics.push(
                    Diagnostic::new(&codes::TYPE_ARGUMENTS, arguments[0].span, message)
                        .help("a key is string, an integer, uuid, date or a string enum"),
                );
            }
        }
        _ => {}
    }
}

fn is_key(model: &Model, ty: &Type) -> bool {
    match behind(&model.types, ty) {
        Type::Int(int) => *int != Int::U128,
        Type::String | Type::Uuid | Type::Date | Type::Json => true,
        named => matches!(shape_of(&model.types, named), Some(Shape::StringEnum(_))),
    }
}

fn check_holes(model: &Model, diagnostics: &mut Diagnostics) {
    for def in &model.types {
        let Shape::StringEnum(values) = &def.shape else { continue };
        for value in &values.values {
            if let crate::model::StringPattern::Hole { hole, .. } = &value.wire
                && matches!(hole, Type::Named(_))
                && !is_key(model, hole)
            {
                let message = "a hole is uuid, date, an integer, a string enum, or, at the end, string";
                diagnostics.push(Diagnostic::new(&codes::HOLE, value.span, message));
            }
        }
    }
}
