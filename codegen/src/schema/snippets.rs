//! Pieces of a manifest that an editor offers to put in.

use serde_json::{Map, Value, json};

use crate::manifest::language::TYPES;
use crate::manifest::place::Place;

/// For an empty file.
pub(super) fn manifest() -> Value {
    let event = json!({ "${2:message_new}": { "fields": { "${3:text}": "${4:string}" } } });
    json!([{
        "label": "a manifest",
        "description": "The smallest manifest, with an event of the server.",
        "body": { "samewire": 1, "protocol": "${1:chat}", "server": event },
    }])
}

/// For a place among named nodes.
pub(super) fn named(place: Place) -> Value {
    let name = match place {
        Place::Type => "${1:Name}",
        Place::Desktop => "${1:app:ready}",
        _ => "${1:name}",
    };
    let mut body = Map::new();
    body.insert(
        name.to_owned(),
        match place {
            Place::Field => json!("${2:string}"),
            _ => json!({ "fields": { "${2:name}": "${3:string}" } }),
        },
    );
    json!([{ "label": place.word(), "description": format!("Adds {}.", place.word()), "body": body }])
}

/// For a node that stands here.
pub(super) fn shapes(place: Place) -> Value {
    let fields = json!({
        "label": "a struct",
        "description": "The fields of an object.",
        "body": { "fields": { "${1:name}": "${2:string}" } },
    });
    let choice = json!({
        "label": "a choice",
        "description": "One of some texts.",
        "body": { "enum": ["${1:one}", "${2:other}"] },
    });
    match place {
        Place::Type | Place::Field => json!([fields, choice]),
        Place::Event | Place::Desktop | Place::Variant | Place::Reply | Place::Version => json!([fields]),
    }
}

/// For a type: every form of each that is built in.
pub(super) fn types() -> Value {
    let snippets = TYPES.iter().flat_map(|known| {
        known.forms.iter().map(|form| {
            let item = if form.contains('K') { "${2:string}" } else { "${1:string}" };
            let body = form.replace('K', "${1:string}").replace('T', item);
            json!({ "label": form, "description": known.doc.replace('`', ""), "body": body })
        })
    });
    snippets.collect()
}
