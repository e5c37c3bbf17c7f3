//! What changed between two models, as part of a line: `+ server.pinned, ~ server.ended.secs: u32 → u64`.

use crate::breaking::{Difference, Kind, compare, spelling};
use crate::cli::report::{error, good};
use crate::model::{Event, Field, Model, Shape, Struct, WireName};

/// More are counted.
const SHOWN: usize = 4;

/// All that changed in the protocol; none if nothing did that anybody could notice in a frame or in code.
pub fn changes(previous: &Model, current: &Model) -> Option<String> {
    let differences = compare(previous, current);
    let mut told: Vec<&Difference> = Vec::new();
    for difference in &differences {
        if !told.iter().any(|other| other.at == difference.at) {
            told.push(difference);
        }
    }
    let shown = told.iter().take(SHOWN).map(|difference| change(difference, previous, current));
    let mut text = shown.collect::<Vec<_>>().join(", ");
    match told.len().saturating_sub(SHOWN) {
        0 => {}
        more => text += &format!(" and {more} more"),
    }
    (!told.is_empty()).then_some(text)
}

fn change(difference: &Difference, previous: &Model, current: &Model) -> String {
    let Difference { kind, at, message, .. } = difference;
    let (before, after) = (field(previous, at), field(current, at));
    match (kind, before, after) {
        (Kind::Added, _, Some(after)) => format!("{} {at}: {after}", good("+")),
        (Kind::Added, ..) => format!("{} {at}", good("+")),
        (Kind::Removed, ..) => format!("{} {at}", error("-")),
        (Kind::Changed, Some(before), Some(after)) if before != after => {
            format!("~ {at}: {before} → {after}")
        }
        (Kind::Changed | Kind::Deprecated, ..) => format!("~ {at}: {message}"),
    }
}

/// The type of the field at `server.EVENT.FIELD`, `types.TYPE.FIELD`, if one is there.
fn field(model: &Model, at: &str) -> Option<String> {
    let mut steps = at.split('.');
    let (section, name, field) = (steps.next()?, steps.next()?, steps.next()?);
    if steps.next().is_some() {
        return None;
    }
    let members = match section {
        "server" => of_event(&model.server, name)?,
        "client" => of_event(&model.client, name)?,
        "desktop" => of_event(&model.desktop, name)?,
        "types" => match &model.types.iter().find(|ty| ty.name.pascal() == name)?.shape {
            Shape::Struct(members) => members,
            _ => return None,
        },
        _ => return None,
    };
    members.fields.iter().find(|own| own.wire == field && !own.spread).map(|own| spelled(model, own))
}

fn of_event<'m>(events: &'m [Event], name: &str) -> Option<&'m Struct> {
    let is_named = |event: &&Event| matches!(&event.wire, WireName::Text(wire) if wire == name);
    events.iter().find(is_named)?.payload.as_struct()
}

fn spelled(model: &Model, field: &Field) -> String {
    let optional = if field.optional { "optional " } else { "" };
    let null = if field.nullable { " | null" } else { "" };
    let default = field.default.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
    format!("{optional}{}{null}{default}", spelling::ty(&model.types, &field.ty))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn model(events: &str) -> Model {
        let text = format!("samewire: 1\nprotocol: t\ntypes:\n  Kind: {{ enum: [a] }}\n{events}");
        let loaded = crate::load_text(Path::new("/t.yaml"), &text);
        loaded
            .unwrap_or_else(|why| panic!("{}", why.diagnostics.render_human(&why.sources, None, false)))
            .model
    }

    fn told(previous: &str, current: &str) -> Option<String> {
        let told = changes(&model(previous), &model(current))?;
        Some(anstream::adapter::strip_str(&told).to_string())
    }

    const CALL: &str = "server:\n  ended: { fields: { secs: u32, who?: uuid } }\n";

    #[test]
    fn a_change_is_told_by_what_it_is_about() {
        let told = |from: &str, to: &str| told(CALL, &CALL.replace(from, to)).unwrap();
        assert_eq!(told("u32", "u64"), "~ server.ended.secs: u32 → u64");
        assert_eq!(told("who?: uuid", "who: uuid | null"), "~ server.ended.who: optional uuid → uuid | null");
        assert_eq!(told("uuid }", "uuid, kind?: Kind }"), "+ server.ended.kind: optional Kind");
        assert_eq!(told(", who?: uuid", ""), "- server.ended.who");
        assert_eq!(told("  ended", "  began: {}\n  ended"), "+ server.began");
    }

    #[test]
    fn what_has_no_type_is_told_in_words() {
        let told = told(CALL, &CALL.replace("fields", "delivery: volatile, fields")).unwrap();
        assert_eq!(told, "~ server.ended: its delivery is `volatile`, and was `ordered`");
    }

    #[test]
    fn many_are_counted() {
        let many: String = (0..9).map(|number| format!("  e{number}: {{}}\n")).collect();
        let told = told(CALL, &format!("{CALL}{many}")).unwrap();
        assert_eq!(told, "+ server.e0, + server.e1, + server.e2, + server.e3 and 5 more");
    }

    #[test]
    fn words_are_no_change() {
        assert_eq!(told(CALL, &CALL.replace("fields", "doc: It has ended., fields")), None);
    }
}
