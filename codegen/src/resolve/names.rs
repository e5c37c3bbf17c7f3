//! Names in code, and what a node says about itself.

use super::{Context, Owner};
use crate::diagnostic::{Diagnostic, codes, is_hidden, shown};
use crate::manifest::{self, Text};
use crate::model::{Deprecated, Meta, Scope, WireName};
use crate::name::Name;
use crate::source::Span;

/// The name in code that a key gives.
pub fn code_name(cx: &mut Context, key: &Text) -> Name {
    let help = |key: &str| format!("write a code name as the key, and `wire: \"{key}\"` beside it");
    Name::derive(&key.text).unwrap_or_else(|| no_code_name(cx, key, help))
}

/// The name in code of a value in a list, which may differ from its text by a hole.
pub fn value_name(cx: &mut Context, value: &Text, without_hole: &str) -> Name {
    let help = |value: &str| format!("write the values under code names: `{{ code_name: \"{value}\", … }}`");
    Name::derive(without_hole).unwrap_or_else(|| no_code_name(cx, value, help))
}

fn no_code_name(cx: &mut Context, key: &Text, help: impl FnOnce(&str) -> String) -> Name {
    let text = shown(&key.text);
    cx.diagnostics.push(
        Diagnostic::new(&codes::NO_CODE_NAME, key.span, format!("`{text}` gives no name in code"))
            .label("has to begin with a letter from a to z")
            .help(help(&text)),
    );
    placeholder(key.span)
}

/// Stands for a name that was refused; it meets no other.
pub fn placeholder(span: Span) -> Name {
    word(&format!("invalid_{}_{}", span.file, span.start))
}

/// The name of a word of this program, which begins with a letter.
pub fn word(word: &str) -> Name {
    Name::derive(word).unwrap_or_else(|| unreachable!("{word} begins with no letter"))
}

/// The name on the wire: the key, unless `wire` says otherwise.
pub fn wire_name(
    cx: &mut Context,
    key: &Text,
    spelling: Option<&manifest::WireSpelling>,
) -> (WireName, Span) {
    let (name, span) = match spelling {
        Some(spelling) => (spelling.name.clone(), spelling.span),
        None => (WireName::Text(key.text.clone()), key.span),
    };
    if let WireName::Text(text) = &name {
        refuse_unreadable(cx, text, span);
    }
    (name, span)
}

/// The name on the wire of a field or a value, which is always a text.
pub fn wire_text(cx: &mut Context, key: &Text, spelling: Option<&manifest::WireSpelling>) -> Text {
    match wire_name(cx, key, spelling) {
        (WireName::Text(text), span) => Text { text, span },
        (WireName::Int(_) | WireName::Bool(_), span) => {
            let message = "the name of a field is a text";
            cx.diagnostics.push(Diagnostic::new(&codes::WIRE_NAME, span, message).help("write it in quotes"));
            Text { text: key.text.clone(), span }
        }
    }
}

pub fn refuse_unreadable(cx: &mut Context, text: &str, span: Span) {
    let message = if text.is_empty() {
        "a wire name cannot be empty".to_owned()
    } else if text.chars().any(is_hidden) {
        format!("the wire name `{}` holds a character that nobody sees", shown(text))
    } else {
        return;
    };
    cx.diagnostics.push(Diagnostic::new(&codes::WIRE_NAME, span, message));
}

pub fn meta(meta: &manifest::Meta) -> Meta {
    Meta {
        doc: meta.doc.clone(),
        deprecated: meta.deprecated.as_ref().map(deprecated),
        experimental: meta.experimental,
        since: meta.since.clone(),
        was: meta.was.iter().map(|text| text.text.clone()).collect(),
    }
}

fn deprecated(deprecated: &manifest::Deprecated) -> Deprecated {
    Deprecated {
        since: deprecated.since.clone(),
        reason: deprecated.reason.clone(),
        use_instead: deprecated.use_instead.as_ref().map(|text| text.text.clone()),
        until: deprecated.until.clone(),
    }
}

/// Takes the name of a shape written in place.
pub fn take(cx: &mut Context, owner: &Owner) {
    let pascal = owner.name.pascal();
    match cx.taken.get(&(owner.scope, pascal.clone())) {
        Some(other) => {
            let diagnostic = Diagnostic::new(
                &codes::CODE_NAME_TAKEN,
                owner.span,
                format!("the shape written here would be called `{pascal}`, which is taken"),
            );
            cx.diagnostics.push(
                diagnostic.second(*other, "taken here").help("give it a name of its own under `types`"),
            );
        }
        None => reserve(cx, owner.scope, &owner.name, owner.span),
    }
}

/// Notes a name that is checked elsewhere against its siblings.
pub fn reserve(cx: &mut Context, scope: Scope, name: &Name, span: Span) {
    cx.taken.entry((scope, name.pascal())).or_insert(span);
}
