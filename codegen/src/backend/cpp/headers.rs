//! `types.hpp`, `server.hpp` and `client.hpp`, and what goes around the text of every header.

use askama::Template;

use super::declarations::{self, Compared, Declaration, Declared, Known, Own, plain_member};
use super::defaults;
use super::docs::Doc;
use super::literals::wire_text;
use super::names;
use super::order::{events_in, order};
use super::types::Types;
use crate::check::walk;
use crate::files::MARKER;
use crate::model::{Direction, ErrorAnswer, Event, Meta, Model, Role, Scope, Type, Version};

/// The text of a header but for what goes around it.
#[derive(Debug)]
pub struct Body {
    /// The text.
    pub text: String,
    /// What is compared where events are complete.
    pub deferred: Vec<Compared>,
}

#[derive(Template)]
#[template(path = "cpp/types.hpp")]
struct TypesFile<'m> {
    namespace: &'m str,
    module: &'static str,
    /// The events that are named.
    events: Vec<String>,
    plain: Vec<Declaration>,
    forward: Vec<String>,
    rest: Vec<Declaration>,
    compared: &'m [Compared],
}

/// The types that are declared under `types`.
pub fn types(known: &Known<'_>) -> Body {
    body(known, Scope::Types, Declared::default(), &[])
}

/// What the events of a direction carry, and the types that are written in place there.
pub fn direction(known: &Known<'_>, direction: Direction) -> Body {
    let (types, scope) = (known.types, names::scope(direction));
    let (mut payloads, mut events) = (Declared::default(), Vec::new());
    let mut add = |own, payload| {
        payloads.add(declarations::of_payload(types, own, payload));
        events.extend(events_in(types, |visit| walk::payload(payload, visit)));
    };
    for event in types.model.events(direction) {
        event.versions.iter().for_each(|version| add(older(event, version), &version.payload));
        let fallback = format!("The payload of `{}`.", wire_text(&event.wire));
        add(Own::of(&event.meta, Some(&fallback), names::pascal(&event.name)), &event.payload);
    }
    if direction == Direction::Client {
        for (event, payload) in types.model.replies() {
            let fallback = format!("The answer to `{}`.", wire_text(&event.wire));
            add(Own::of(&Meta::default(), Some(&fallback), names::pascal(&names::reply(event))), payload);
        }
    } else if has_refusal(types.model) {
        payloads.add(refusal(types));
    }
    body(known, scope, payloads, &events)
}

/// What an event carried.
fn older(event: &Event, version: &Version) -> Own {
    let what =
        format!("Version {} of `{}`, which older senders write.", version.number, wire_text(&event.wire));
    Own::of(&version.meta, Some(&what), names::pascal(&version.name))
}

/// Whether a refusal has a picture of its own.
pub fn has_refusal(model: &Model) -> bool {
    matches!(model.wire.error, Some(ErrorAnswer::Picture(_)))
}

fn refusal(types: Types<'_>) -> Declared {
    let said = types.model.wire.server.beside.iter().filter(|beside| beside.role != Role::Field);
    let members = said.map(|beside| {
        let name = if beside.role == Role::Code { "code" } else { "message" };
        let initial = defaults::unset(types, &beside.ty);
        plain_member(Doc::default(), types.cpp(&beside.ty), name.to_owned(), initial)
    });
    let own = Own::of(&Meta::default(), Some("The refusal of a client event."), names::REFUSED.to_owned());
    declarations::record(own, members.collect(), false, false)
}

fn body(known: &Known<'_>, scope: Scope, payloads: Declared, events: &[Direction]) -> Body {
    let (types, order) = (known.types, order(known.types, scope));
    let (mut plain, mut rest) = (Declared::default(), Declared::default());
    order.plain.iter().for_each(|id| plain.add(declarations::of_type(known, *id)));
    order.aliases.iter().chain(&order.structs).for_each(|id| rest.add(declarations::of_type(known, *id)));
    rest.add(payloads);
    let mut compared = plain.compared;
    compared.extend(rest.compared);
    let text = rendered(&TypesFile {
        namespace: types.namespace,
        module: names::module(scope),
        events: named_events(types, scope, events),
        plain: plain.declarations,
        forward: order.forward.iter().map(|id| names::pascal(&types.model.type_def(*id).name)).collect(),
        rest: rest.declarations,
        compared: &compared,
    });
    Body { text, deferred: compared.into_iter().filter(|one| one.has_events).collect() }
}

/// The events that a header's types or payloads hold.
fn named_events(types: Types<'_>, scope: Scope, of_payloads: &[Direction]) -> Vec<String> {
    let mut named = of_payloads.to_vec();
    for def in types.model.types.iter().filter(|def| def.scope == scope) {
        walk::shape(&def.shape, &mut |ty| {
            walk::inside(ty, &mut |ty| {
                if let Type::Event(direction) = ty {
                    named.push(*direction);
                }
            });
        });
    }
    named.sort();
    named.dedup();
    named.into_iter().map(|direction| format!("{}Event", names::title(direction))).collect()
}

/// Templates are checked when the generator is compiled, and a text takes what is written into it.
pub fn rendered(template: &impl Template) -> String {
    template.render().unwrap_or_default().trim().to_owned() + "\n"
}

#[derive(Template)]
#[template(path = "cpp/header.hpp")]
struct Header<'h> {
    preamble: String,
    guard: String,
    /// Headers of the library, and those beside this one.
    includes: [Vec<String>; 2],
    has_deprecated: bool,
    body: &'h str,
}

/// A header: `name` is that of its file, `beside` are those of other files that it includes.
pub fn header(namespace: &str, name: &str, beside: &[&str], has_deprecated: bool, body: &str) -> String {
    // Two underscores are the compiler's.
    let guard = format!("{namespace}_{name}_HPP").replace("::", "_").replace("__", "_").to_uppercase();
    let beside = beside.iter().map(|file| format!("\"{file}\"")).collect();
    rendered(&Header { preamble: preamble(), guard, includes: [library(body), beside], has_deprecated, body })
}

/// The first line of every file that is generated.
pub fn preamble() -> String {
    format!("// {MARKER} from the manifest of the events. Edit the manifest, not this file.\n")
}

/// The headers of the library whose names stand in a text.
fn library(text: &str) -> Vec<String> {
    let used = LIBRARY.iter().filter(|(_, names)| names.iter().any(|name| text.contains(name)));
    used.map(|(header, _)| format!("<{header}>")).collect()
}

/// Headers, and what they are included for.
const LIBRARY: &[(&str, &[&str])] = &[
    ("array", &["::std::array<"]),
    ("cstddef", &["::std::size_t"]),
    ("cstdint", &["::std::int", "::std::uint"]),
    ("functional", &["::std::function<"]),
    ("map", &["::std::map<"]),
    ("nlohmann/json.hpp", &["::nlohmann::"]),
    ("optional", &["::std::optional<", "::std::nullopt"]),
    ("set", &["::std::set<"]),
    ("string", &["::std::string>", "::std::string ", "::std::string,", "::std::string("]),
    ("string_view", &["::std::string_view"]),
    ("tuple", &["::std::tuple<"]),
    ("type_traits", &["::std::is_same_v", "::std::enable_if_t"]),
    ("utility", &["::std::move(", "::std::in_place_index<"]),
    ("variant", &["::std::variant<", "::std::monostate"]),
    ("vector", &["::std::vector<"]),
];
