//! The events of the desktop app's own: pages read them, and no frame goes around them.

use super::Codecs;
use super::entries::{self, Side};
use crate::backend::typescript::events;
use crate::backend::typescript::names::{DESKTOP, Module};

/// What there is of them besides their types.
pub fn declarations(codecs: &Codecs<'_>) -> Vec<String> {
    let entries = events::desktop(codecs.model);
    let mut declarations: Vec<String> =
        entries.iter().map(|entry| entries::codec(codecs, Side::Read, entry, None)).collect();
    let rows: String = entries.iter().map(|entry| format!("    {},\n", entry.codec())).collect();
    let reader = Side::Read.ty(codecs);
    declarations.push(format!("function readers(): readonly {reader}[] {{\n  return [\n{rows}  ];\n}}"));
    let lookup = codecs.runtime("frame", "lookup");
    declarations.push(format!("const find = /* @__PURE__ */ {lookup}(readers);"));
    declarations.push(decode(codecs));
    declarations
}

fn decode(codecs: &Codecs<'_>) -> String {
    let (limits, decoded) = (codecs.runtime_type("Limits"), codecs.runtime_type("Decoded"));
    let event = codecs.type_in(Module::Desktop, &format!("{DESKTOP}Event"));
    let ty = format!("{decoded}<{event}, Record<never, never>>");
    let decode = codecs.runtime("frame", "decodePayload");
    format!(
        "/** Reads the payload of the event of this name. Never throws. */\n\
         export function decode{DESKTOP}Event(name: string, payload: unknown, limits?: {limits}): {ty} {{\n  \
         return {decode}(find, name, payload, limits) as {ty};\n}}"
    )
}
