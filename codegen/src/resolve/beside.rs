//! What travels beside the events of a direction, in all of its pictures.

use super::Context;
use crate::diagnostic::{Diagnostic, codes, shown};
use crate::model::{Beside, Picture, PictureMember, PictureNode, Role};
use crate::name::Name;
use crate::source::Span;

/// A member as one picture has it.
struct Met {
    beside: Beside,
    span: Span,
    /// How many pictures of the direction have it.
    count: usize,
}

/// The members beside events; `error` is the picture of a refusal.
pub fn collect(cx: &mut Context, pictures: &[&Picture], error: Option<&Picture>) -> Vec<Beside> {
    let mut met = Vec::new();
    for picture in pictures.iter().copied().chain(error) {
        let of_error = error.is_some_and(|error| std::ptr::eq(error, picture));
        let mut members = Vec::new();
        in_node(&picture.node, &mut Vec::new(), true, &mut members);
        for mut beside in members {
            beside.role = if of_error { role(&beside) } else { Role::Field };
            note(cx, &mut met, beside, picture.span);
        }
    }
    let all = pictures.len() + usize::from(error.is_some());
    for member in &mut met {
        member.beside.required &= member.count == all;
    }
    let spans: Vec<Span> = met.iter().map(|met| met.span).collect();
    let mut beside: Vec<Beside> = met.into_iter().map(|met| met.beside).collect();
    name(&mut beside);
    refuse_same_names(cx, &beside, &spans);
    beside
}

/// `spans` are the pictures that the members were met in.
fn refuse_same_names(cx: &mut Context, beside: &[Beside], spans: &[Span]) {
    for (index, own) in beside.iter().enumerate() {
        let is_same = |other: &&Beside| other.role == Role::Field && other.name.pascal() == own.name.pascal();
        let other = beside[..index].iter().position(|other| is_same(&other));
        let Some(other) = other.filter(|_| own.role == Role::Field) else { continue };
        let [own, first] = [own, &beside[other]].map(|beside| beside.path.join("."));
        let message =
            format!("the members `{}` and `{}` of a frame have one name in code", shown(&first), shown(&own));
        cx.diagnostics.push(
            Diagnostic::new(&codes::CODE_NAME_TAKEN, spans[index], message)
                .maybe_second(spans[other], "the picture that has the other")
                .help(
                    "a member is called after its key, or after its whole path: give one of them another key",
                ),
        );
    }
}

fn in_node(node: &PictureNode, path: &mut Vec<String>, always: bool, found: &mut Vec<Beside>) {
    let PictureNode::Object(members) = node else { return };
    for member in members {
        let PictureMember::Key { key, name, optional, node } = member else { continue };
        path.push(key.clone());
        let always = always && !optional;
        if let PictureNode::Value { ty, nullable } = node {
            found.push(Beside {
                path: path.clone(),
                name: name.clone(),
                ty: ty.clone(),
                nullable: *nullable,
                optional: *optional,
                required: always && !nullable,
                role: Role::Field,
            });
        }
        in_node(node, path, always, found);
        path.pop();
    }
}

fn role(beside: &Beside) -> Role {
    match beside.path.last().map(String::as_str) {
        Some("code") => Role::Code,
        Some("message") => Role::Message,
        _ => Role::Field,
    }
}

fn note(cx: &mut Context, met: &mut Vec<Met>, beside: Beside, span: Span) {
    let Some(same) = met.iter_mut().find(|met| met.beside.path == beside.path) else {
        met.push(Met { beside, span, count: 1 });
        return;
    };
    let three_states = |beside: &Beside| beside.optional && beside.nullable;
    let (own, other) = (&mut same.beside, &beside);
    if (&own.ty, own.nullable, own.role, three_states(own))
        != (&other.ty, other.nullable, other.role, three_states(other))
    {
        let message =
            format!("two pictures have a member `{}` of different types", shown(&beside.path.join(".")));
        cx.diagnostics.push(
            Diagnostic::new(&codes::PICTURE, span, message)
                .maybe_second(same.span, "the other picture")
                .help("a frame has one field for both: give them one type, and `null` to both or neither"),
        );
    }
    own.optional |= other.optional;
    own.required &= other.required;
    same.count += 1;
}

/// A field is called after its key, and after its whole path where keys meet.
fn name(beside: &mut [Beside]) {
    let keys: Vec<String> = beside.iter().map(|beside| beside.name.pascal()).collect();
    for (index, own) in beside.iter_mut().enumerate() {
        if keys.iter().filter(|key| **key == keys[index]).count() > 1 {
            own.name = Name::derive(&own.path.join("_")).unwrap_or_else(|| own.name.clone());
        }
    }
}
