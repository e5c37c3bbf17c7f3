//! Nodes, by where they stand.

use serde_json::{Map, Value, json};

use super::{Definitions, expression, mapping_or, merge, snippets, value};
use crate::manifest::language::{BESIDE, NODE, SHAPES};
use crate::manifest::place::Place;

/// A mapping from name to node.
pub(super) fn nodes(place: Place, definitions: &mut Definitions) -> Value {
    let mut nodes = json!({
        "type": "object",
        "additionalProperties": reference(place, definitions),
        "defaultSnippets": snippets::named(place),
    });
    match place {
        Place::Field => merge(&mut nodes, spread(definitions)),
        Place::Type => nodes["propertyNames"] = expression::type_name(),
        Place::Variant => nodes["minProperties"] = json!(1),
        _ => {}
    }
    nodes
}

/// Keys that begin with `...`, which take no `?`.
fn spread(definitions: &mut Definitions) -> Value {
    let spread = definitions.refer("spread_field", spread_field);
    json!({ "patternProperties": { r"^\.\.\.[\s\S]*[^?]$": spread, r"^\.\.\.(?:[\s\S]*\?)?$": false } })
}

/// A mapping from `v1` and so on to node.
pub(super) fn versions(definitions: &mut Definitions) -> Value {
    json!({
        "type": "object",
        "patternProperties": { "^v[1-9][0-9]*$": reference(Place::Version, definitions) },
        "additionalProperties": false,
    })
}

/// A reference to the node that stands here.
pub(super) fn reference(place: Place, definitions: &mut Definitions) -> Value {
    definitions.refer(name(place), |definitions| node(place, definitions))
}

fn name(place: Place) -> &'static str {
    match place {
        Place::Type => "type_node",
        Place::Event => "event",
        Place::Desktop => "desktop_event",
        Place::Field => "field",
        Place::Variant => "variant",
        Place::Reply => "reply",
        Place::Version => "older_version",
    }
}

fn node(place: Place, definitions: &mut Definitions) -> Value {
    let mapping = mapping(place, definitions);
    let type_ = type_of(place, definitions);
    offering(place, mapping_or(mapping, type_), definitions)
}

/// Adds what an editor offers in place of a node. It looks for that in `anyOf`, and not behind `if`.
fn offering(place: Place, mut node: Value, definitions: &mut Definitions) -> Value {
    let shapes = json!({ "type": "object", "defaultSnippets": snippets::shapes(place) });
    node["anyOf"] = json!([expression::offered(definitions), shapes]);
    node
}

/// The type expression of a node: a field's may end with a default.
fn type_of(place: Place, definitions: &mut Definitions) -> Value {
    match place {
        Place::Field => definitions.refer("field_type", expression::field_type),
        _ => definitions.refer("type", expression::type_expression),
    }
}

fn mapping(place: Place, definitions: &mut Definitions) -> Value {
    let properties = properties(place, definitions);
    let mut schema = json!({
        "properties": properties,
        "additionalProperties": false,
        "dependencies": dependencies(place),
    });
    if place.needs_shape() {
        merge(&mut schema, one_of(&SHAPES));
    }
    schema
}

fn properties(place: Place, definitions: &mut Definitions) -> Map<String, Value> {
    let mut properties = Map::new();
    for key in NODE {
        let name = format!("node_{}", key.name);
        let property = definitions.refer(&name, |definitions| value::property(key, definitions));
        properties.insert(key.name.to_owned(), property);
    }
    properties.extend(value::properties(place.own_keys(), definitions));
    properties
}

/// One of these keys has to be there.
fn one_of(keys: &[&str]) -> Value {
    json!({ "anyOf": keys.iter().map(|key| json!({ "required": [key] })).collect::<Vec<_>>() })
}

/// What a key asks of the others.
fn dependencies(place: Place) -> Map<String, Value> {
    let mut dependencies = Map::new();
    for (index, shape) in SHAPES.iter().enumerate() {
        let others: Map<_, _> =
            SHAPES[index + 1..].iter().map(|other| ((*other).to_owned(), json!(false))).collect();
        if !others.is_empty() {
            dependencies.insert((*shape).to_owned(), json!({ "properties": others }));
        }
    }
    for (key, shapes) in BESIDE {
        // An event's picture is its own.
        if !(*key == "frame" && place == Place::Event) {
            dependencies.insert((*key).to_owned(), one_of(shapes));
        }
    }
    if place == Place::Field {
        let no_default = json!({ "not": { "type": "string", "pattern": " = " } });
        dependencies.insert("default".to_owned(), json!({ "properties": { "type": no_default } }));
    }
    dependencies
}

/// The members of a spread field are another struct's, which has their names and defaults.
fn spread_field(definitions: &mut Definitions) -> Value {
    let mut mapping = mapping(Place::Field, definitions);
    let type_ = type_of(Place::Type, definitions);
    mapping["properties"]["type"] = json!({ "$ref": "#/definitions/node_type" });
    if let Some(properties) = mapping["properties"].as_object_mut() {
        properties.retain(|key, _| !["default", "wire", "was"].contains(&key.as_str()));
    }
    offering(Place::Field, mapping_or(mapping, type_), definitions)
}
