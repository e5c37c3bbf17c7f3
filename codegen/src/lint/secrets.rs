//! Secrets that come from clients; those of the server are looked for while a manifest is read.

use super::linting::Linting;
use crate::check::{secrets, walk};
use crate::diagnostic::shown;
use crate::model::{Field, Model};

pub fn of_clients(cx: &mut Linting) {
    for field in received(cx.model).into_iter().filter(|field| secrets::is_bare(field)) {
        let message =
            format!("`{}` smells of a secret, and a server that logs events logs it", shown(&field.wire));
        cx.report(field.span, message, "mark it `sensitive: true`");
    }
}

/// The fields that only clients send.
fn received(model: &Model) -> Vec<&Field> {
    let sent = walk::reached(model, |visit| model.server.iter().for_each(|event| walk::event(event, visit)));
    let received =
        walk::reached(model, |visit| model.client.iter().for_each(|event| walk::event(event, visit)));
    let own = model.client.iter().filter_map(|event| event.payload.as_struct());
    let types = model.types.iter().zip(sent.iter().zip(received));
    let types = types.filter(|(_, (sent, received))| *received && !**sent);
    own.chain(types.flat_map(|(def, _)| walk::structs(&def.shape))).flat_map(|own| &own.fields).collect()
}
