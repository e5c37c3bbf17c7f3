//! Fields of server events that smell of a secret.

use super::walk;
use crate::diagnostic::{Diagnostic, Diagnostics, codes, shown};
use crate::model::{Field, Model, Struct, Type};

const WORDS: &[&str] =
    &["password", "passwd", "passphrase", "secret", "credential", "credentials", "jwt", "apikey"];

const ENDINGS: &[&str] = &["token", "api_key", "private_key", "access_key", "signing_key"];

/// Tokens that open nothing: where to go on.
const PLACES: &[&str] = &["page_token", "sync_token", "continuation_token"];

pub fn check_secrets(model: &Model, diagnostics: &mut Diagnostics) {
    for event in &model.server {
        event.payload.as_struct().into_iter().for_each(|members| check_struct(members, diagnostics));
    }
    let sent = walk::reached(model, |visit| model.server.iter().for_each(|event| walk::event(event, visit)));
    for (def, sent) in model.types.iter().zip(sent) {
        if sent {
            walk::structs(&def.shape).into_iter().for_each(|members| check_struct(members, diagnostics));
        }
    }
}

fn check_struct(members: &Struct, diagnostics: &mut Diagnostics) {
    for field in members.fields.iter().filter(|field| is_bare(field)) {
        let message = format!("`{}` smells of a secret, and goes to clients", shown(&field.wire));
        diagnostics.push(
            Diagnostic::new(&codes::SECRET, field.span, message)
                .help("leave it out, or mark it `sensitive: true` so that no log shows it"),
        );
    }
}

/// Whether a field is called like a secret, and not marked as one.
pub fn is_bare(field: &Field) -> bool {
    !field.sensitive && smells(field)
}

fn smells(field: &Field) -> bool {
    let name = field.name.snake();
    let holds_text = matches!(field.ty, Type::String | Type::Bytes | Type::Json | Type::Named(_));
    let ends = |endings: &[&str]| endings.iter().any(|end| name.ends_with(end));
    let named_so = name.split('_').any(|word| WORDS.contains(&word)) || ends(ENDINGS) && !ends(PLACES);
    holds_text && named_so
}
