//! What the words of the catalogue mean; only those that occur in it.

use std::collections::BTreeSet;

use super::Page;
use super::block::{Block, Table};
use super::text::code;
use super::types::scalar;
use crate::check::walk;
use crate::model::{Audience, Delivery, Event, Field, Int64, Model, Payload, Shape, Sticky};

pub fn blocks(page: &Page) -> Vec<Block> {
    let presence = list("The column *Presence* says when a field is there:", &presence(page.model));
    let promises = list(
        "The line before the fields of an event says who gets it, and what is promised of it:",
        &promises(page.model),
    );
    let scalars =
        scalars(page.model).map(|table| [Block::text("Simple types, and what they are in JSON:"), table]);
    presence.into_iter().chain(promises).chain(scalars).flatten().collect()
}

/// A word, what it means, and whether it occurs.
type Meaning = (&'static str, &'static str, bool);

fn list(intro: &str, words: &[Meaning]) -> Option<[Block; 2]> {
    let used = words.iter().filter(|(.., is_used)| *is_used);
    let lines: Vec<String> = used.map(|(word, meaning, _)| format!("- **{word}**: {meaning}")).collect();
    (!lines.is_empty()).then(|| [Block::text(intro), Block::Text(lines.join("\n"))])
}

fn presence(model: &Model) -> [Meaning; 3] {
    let holds = |is_so: fn(&Field) -> bool| fields(model).any(is_so);
    [
        (
            "always",
            "It is written in every frame. Where an older sender has left it out, it is read as its default, or else as \
             null if it may be null; otherwise the frame is refused.",
            holds(|field| !field.optional && !field.spread),
        ),
        ("optional", "It may be left out.", holds(|field| field.optional && field.default.is_none())),
        (
            "unless default",
            "It is left out when it has its default.",
            holds(|field| field.optional && field.default.is_some()),
        ),
    ]
}

fn promises(model: &Model) -> [Meaning; 7] {
    let holds = |is_so: fn(&Event) -> bool| model.all_events().any(is_so);
    let delivered = |delivery: Delivery| model.all_events().any(|event| event.delivery == delivery);
    [
        (
            "To everyone",
            "It goes to everybody whom it concerns.",
            model.server.iter().any(|event| event.audience == Audience::Broadcast),
        ),
        (
            "To one client",
            "It goes to one client alone.",
            model.server.iter().any(|event| event.audience == Audience::Targeted),
        ),
        ("ordered", "It comes in its order, and none is left out.", delivered(Delivery::Ordered)),
        ("volatile", "The latest counts: one may be dropped for a later one.", delivered(Delivery::Volatile)),
        (
            "critical",
            "Ordered, and sent even if the sender crashes meanwhile.",
            delivered(Delivery::Critical),
        ),
        ("idempotent", "To send it twice is to send it once.", holds(|event| event.idempotent)),
        (
            "kept",
            "The last one is there for those who come later, or the last one for each value of a field.",
            holds(|event| event.sticky != Sticky::No),
        ),
    ]
}

/// Every field that a table shows.
fn fields(model: &Model) -> impl Iterator<Item = &Field> {
    let payloads = model.all_events().flat_map(Event::payloads).filter_map(Payload::as_struct);
    let structs = model.types.iter().flat_map(|def| walk::structs(&def.shape));
    payloads.chain(structs).flat_map(|members| &members.fields)
}

/// How each scalar that occurs stands in JSON.
fn scalars(model: &Model) -> Option<Block> {
    let mut used = BTreeSet::new();
    walk::each_type(model, &mut |ty, _| walk::inside(ty, &mut |ty| used.extend([scalar(ty)])));
    used.extend(model.types.iter().filter_map(|def| match &def.shape {
        Shape::IntEnum(values) => Some(values.repr.int.name()),
        Shape::Flags(flags) => Some(flags.repr.int.name()),
        _ => None,
    }));
    let digits = model.wire.int64 == Int64::String;
    let row = |(word, meaning): &(&str, &str)| match *word {
        "i64" | "u64" if digits => {
            vec![code(word), "string of the decimal digits of an integer of 64 bits".to_owned()]
        }
        word => vec![code(word), (*meaning).to_owned()],
    };
    let rows: Vec<Vec<String>> = MEANINGS.iter().filter(|(word, _)| used.contains(word)).map(row).collect();
    (!rows.is_empty()).then(|| Table::new(&["Type", "In JSON"], rows).into())
}

const MEANINGS: &[(&str, &str)] = &[
    ("bool", "`true` or `false`"),
    ("string", "string"),
    ("i8", "integer from −128 to 127"),
    ("i16", "integer from −32768 to 32767"),
    ("i32", "integer from −2³¹ to 2³¹ − 1"),
    ("i64", "integer from −2⁶³ to 2⁶³ − 1; as a number within ±(2⁵³ − 1)"),
    ("u8", "integer from 0 to 255"),
    ("u16", "integer from 0 to 65535"),
    ("u32", "integer from 0 to 2³² − 1"),
    ("u64", "integer from 0 to 2⁶⁴ − 1; as a number up to 2⁵³ − 1"),
    ("u128", "integer from 0 to 2¹²⁸ − 1"),
    ("f32", "number, of single precision"),
    ("f64", "number"),
    ("uuid", "string of 36 characters with hyphens; lower case is written, any case is read"),
    ("timestamp", "string as in RFC 3339; in UTC with milliseconds it is written, any offset is read"),
    ("timestamp<ms>", "integer: milliseconds since 1970-01-01T00:00:00Z"),
    ("timestamp<s>", "integer: seconds since 1970-01-01T00:00:00Z"),
    ("date", "string like `2026-03-01`"),
    ("bytes", "string in base64"),
    ("json", "any value"),
];
