//! The limits of C++, for manifests that ask for it: a protocol whose name gives no namespace, and values that no integer
//! there holds.

use crate::backend::cpp::names;
use crate::diagnostic::{Diagnostic, Diagnostics, codes, shown};
use crate::manifest::{CppTarget, File};
use crate::model::{Int, Model, Scope, Shape, TypeDef};

pub fn check(model: &Model, files: &[File], diagnostics: &mut Diagnostics) {
    let target = files.first().and_then(|file| file.outputs.as_ref()?.cpp.as_ref());
    let Some(target) = target else { return };
    check_namespace(model, target, diagnostics);
    model.types.iter().for_each(|def| check_values(def, diagnostics));
}

fn check_namespace(model: &Model, target: &CppTarget, diagnostics: &mut Diagnostics) {
    if !target.has_namespace && names::namespace(&model.protocol).is_none() {
        let message = format!("the protocol `{}` gives no namespace in C++", shown(&model.protocol));
        diagnostics.push(
            Diagnostic::new(&codes::CPP_NAME, target.span, message)
                .label("has to name one")
                .help("write it here: `cpp: { namespace: chat }`"),
        );
    }
}

/// C++ has no integers of 128 bits: those of an enum are of 64, and other values are held as digits.
fn check_values(def: &TypeDef, diagnostics: &mut Diagnostics) {
    let Shape::IntEnum(shape) = &def.shape else { return };
    if shape.repr.int != Int::U128 || def.scope == Scope::Desktop {
        return;
    }
    for value in shape.values.iter().filter(|value| value.value > i128::from(u64::MAX)) {
        let message = format!("{} is beyond what an enum holds in C++", value.value);
        diagnostics.push(
            Diagnostic::new(&codes::CPP_VALUE, value.span, message)
                .label("needs more than 64 bits")
                .help("make it an enum of texts, which are the digits: `{ Main: \"1\" }`"),
        );
    }
}
