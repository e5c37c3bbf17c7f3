//! The events of a direction: the pictures of their frames, the tables by which they are found, and the ways in and out of
//! text.

use super::unions::wire_name;
use super::{Codecs, array, is_versioned, pictures, text as text_of, versions};
use crate::backend::cpp::names;
use crate::backend::rust::frames::{correlation, has_required, is_channel};
use crate::backend::typescript::events::{Entry, Of, entries};
use crate::model::{
    Beside, Direction, Event, Held, Holds, Model, Payload, Picture, PictureNode, Role, Scope, WireName,
};

/// What the struct declares that tells of a direction.
pub fn declarations(codecs: Codecs<'_>, direction: Direction) -> Vec<String> {
    let (namespace, title) = (codecs.types.namespace, names::title(direction));
    let event = format!("::{namespace}::{title}Event");
    if is_channel(codecs.types.model, direction) {
        return vec![format!("static const ::samewire::Channel<{event}>& protocol();")];
    }
    let mut declarations = vec![
        format!("using Event = {event};"),
        format!("using Frame = ::{namespace}::{title}Frame;"),
        "static const ::samewire::Protocol<Event, Frame>& protocol();".to_owned(),
    ];
    let id = correlation(codecs.types.model, direction);
    declarations.extend(id.map(|beside| format!("using Id = {};", codecs.codec(&beside.ty))));
    declarations
}

/// The definition of what it declares.
pub fn definitions(codecs: Codecs<'_>, direction: Direction) -> String {
    let side = Side { codecs, direction, entries: entries(codecs.types.model, direction) };
    if is_channel(codecs.types.model, direction) { side.channel() } else { side.protocol() }
}

/// A direction, as its tables are made.
struct Side<'m> {
    codecs: Codecs<'m>,
    direction: Direction,
    entries: Vec<Entry<'m>>,
}

impl<'m> Side<'m> {
    fn model(&self) -> &'m Model {
        self.codecs.types.model
    }

    fn title(&self) -> &'static str {
        names::title(self.direction)
    }

    fn event(&self) -> String {
        self.codecs.types.event(self.direction)
    }

    fn frame(&self) -> String {
        format!("::{}::{}Frame", self.codecs.types.namespace, self.title())
    }

    fn protocol(&self) -> String {
        let (event, frame, side) = (self.event(), self.frame(), super::side_name(self.direction));
        let mut arrays = pictures::Arrays::default();
        let beside = &self.model().frames(self.direction).beside;
        let pictures: Vec<String> = self
            .model()
            .pictures(self.direction)
            .into_iter()
            .map(|held| {
                let picture = pictures::picture(&mut arrays, held.picture, beside);
                format!("{{{picture}, {}, {}}}", self.takes_others(held), self.only(held))
            })
            .collect();
        let (pictures, pictures_given) = array("::samewire::FramePicture", "pictures", &pictures);
        let rows: Vec<String> = beside.iter().map(|beside| self.beside(beside)).collect();
        let (beside, _) = array("::samewire::Beside<Event, Frame>", "beside", &rows);
        let beside_given = if rows.is_empty() { "nullptr" } else { "beside" };
        let ty = "::samewire::Protocol<Event, Frame>";
        format!(
            "const ::samewire::Protocol<{event}, {frame}>& {side}::protocol() {{\n  using Is [[maybe_unused]] = ::samewire::Member::Is;\n\
             {}{pictures}{}{beside}  \
             static const {ty} protocol = {{{pictures_given}, lookup, {}, {beside_given}}};\n  return protocol;\n}}",
            arrays.text(),
            self.tables(),
            self.events_given(),
        )
    }

    fn channel(&self) -> String {
        let (event, side) = (self.event(), super::side_name(self.direction));
        let pictures = self.model().pictures(self.direction);
        let nullable: Vec<String> = pictures
            .iter()
            .enumerate()
            .filter(|(_, held)| matches!(held.picture.node, PictureNode::Payload { nullable: true }))
            .map(|(index, _)| format!("picture == {index}"))
            .collect();
        let (parameter, is_nullable) = match nullable.is_empty() {
            true => ("", "false".to_owned()),
            false => (" picture", nullable.join(" || ")),
        };
        format!(
            "const ::samewire::Channel<{event}>& {side}::protocol() {{\n  using Event = {event};\n{}  \
             static const ::samewire::Channel<Event> protocol = {{lookup, {}, [](::std::size_t{parameter}) {{ return {is_nullable}; }}}};\n  \
             return protocol;\n}}",
            self.tables(),
            self.events_given(),
        )
    }

    fn events_given(&self) -> &'static str {
        if self.entries.is_empty() { "nullptr, 0" } else { "events, event_count" }
    }

    /// The names, and how what they name is read and written.
    fn tables(&self) -> String {
        let pictures = self.model().pictures(self.direction);
        let mut names = Vec::new();
        let mut older = String::new();
        let mut rows = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            let (picture, held) = self.picture_of(entry, &pictures);
            for name in wires(entry) {
                names.push(format!("{{{picture}, {}, {index}}}", wire_name(&name)));
            }
            let row = self.row(entry, index, picture, held);
            rows.push(match entry.of {
                Of::Event(event) if is_versioned(self.model(), self.direction, event) => {
                    let (text, given) = self.older(event, index, picture, held);
                    older += &text;
                    let first = event.versions.first().map_or(1, |version| version.number);
                    format!("::samewire::versioned({row}, {}, {first}, {given})", event.version)
                }
                Of::Event(event) if event.version != 1 => {
                    format!("::samewire::versioned({row}, {}, 1, nullptr, 0)", event.version)
                }
                _ => row,
            });
        }
        let count = match rows.len() {
            0 => String::new(),
            count => format!("  constexpr ::std::size_t event_count = {count};\n"),
        };
        let (rows, _) = array("::samewire::Carried<Event>", "events", &rows);
        let (names, names_given) = array("::samewire::NameRow", "names", &names);
        format!(
            "{names}  static const ::samewire::Lookup lookup({names_given}, {});\n{older}{rows}{count}",
            pictures.len()
        )
    }

    fn picture_of(&self, entry: &Entry<'_>, pictures: &[Held<'m>]) -> (usize, &'m Picture) {
        let holds = match entry.of {
            Of::Event(event) => Holds::Events(event.picture),
            Of::Reply(..) => Holds::Replies,
            Of::Refusal => Holds::Error,
        };
        let found = pictures.iter().enumerate().find(|(_, held)| held.holds == holds);
        found.map_or((0, pictures[0].picture), |(index, held)| (index, held.picture))
    }

    fn row(&self, entry: &Entry<'_>, index: usize, picture: usize, held: &Picture) -> String {
        let (payload, wire) = match entry.of {
            Of::Event(event) => (&event.payload, wire_name(&event.wire)),
            Of::Reply(event, payload) => (payload, wire_name(&event.wire)),
            Of::Refusal => (&Payload::Unit, "\"\"".to_owned()),
        };
        if *payload == Payload::Unit {
            return format!("::samewire::unit<Event, {index}>({wire}, {picture})");
        }
        let how = if held.spreads_payload() { "spread" } else { "keyed" };
        let codec = match entry.of {
            Of::Event(event) => self.codecs.of_payload(self.direction, &event.name),
            Of::Reply(event, _) => self.codecs.of_payload(Direction::Client, &names::reply(event)),
            Of::Refusal => String::new(),
        };
        format!("::samewire::{how}<Event, {index}, {codec}>({wire}, {picture})")
    }

    /// The rows of an event's older versions, and how they are given to its own.
    fn older(&self, event: &Event, index: usize, picture: usize, held: &Picture) -> (String, String) {
        let rows: Vec<String> = event
            .versions
            .iter()
            .map(|version| {
                let codec =
                    self.codecs.named(super::scope(self.direction), &versions::upgrade_codec(&version.name));
                let is_unit = version.payload == Payload::Unit;
                format!(
                    "::samewire::older<Event, {index}, {codec}, {is_unit}, {}>({}, {picture}, {})",
                    held.spreads_payload(),
                    wire_name(&event.wire),
                    version.number
                )
            })
            .collect();
        array("::samewire::Carried<Event>", &format!("older{index}"), &rows)
    }

    /// Whether names other than texts may stand in a picture.
    fn takes_others(&self, held: Held<'_>) -> bool {
        let is_other = |event: &Event| {
            let was = event.meta.was.iter().map(|old| event.wire.old(old));
            std::iter::once(event.wire.clone()).chain(was).any(|name| !matches!(name, WireName::Text(_)))
        };
        match held.holds {
            Holds::Events(index) => {
                let mut own =
                    self.model().events(self.direction).iter().filter(|event| event.picture == index);
                own.any(is_other)
            }
            Holds::Replies => {
                self.model().replies().any(|(event, _)| !matches!(event.wire, WireName::Text(_)))
            }
            Holds::Error => false,
        }
    }

    /// The event that a picture without names holds.
    fn only(&self, held: Held<'_>) -> String {
        let refusal = self.entries.iter().position(|entry| matches!(entry.of, Of::Refusal));
        match (held.holds, refusal) {
            (Holds::Error, Some(index)) => index.to_string(),
            _ => "SIZE_MAX".to_owned(),
        }
    }

    fn beside(&self, beside: &Beside) -> String {
        let codec = self.codecs.codec(&beside.ty);
        let codec = if beside.nullable { format!("sw::Nullable<{codec}>") } else { codec };
        let part = match beside.role {
            Role::Field => {
                let field = names::snake(&beside.name);
                return format!("::samewire::FrameField<Event, Frame, &Frame::{field}, {codec}>::row()");
            }
            Role::Code => "code",
            Role::Message => "message",
        };
        let refusal = self.entries.iter().position(|entry| matches!(entry.of, Of::Refusal));
        let refused = self.codecs.types.member(Scope::Server, names::REFUSED);
        format!(
            "::samewire::RefusalPart<Event, Frame, {}, &{refused}::{part}, {codec}>::row()",
            refusal.unwrap_or_default()
        )
    }
}

/// What an event is called on the wire, and was called.
fn wires(entry: &Entry<'_>) -> Vec<WireName> {
    let (Of::Event(event) | Of::Reply(event, _)) = entry.of else { return Vec::new() };
    let old = event.meta.was.iter().map(|old| event.wire.old(old));
    std::iter::once(event.wire.clone()).chain(old).collect()
}

/// The functions that `events.hpp` declares.
pub fn functions(codecs: Codecs<'_>, direction: Direction) -> Vec<String> {
    let (title, side) = (names::title(direction), names::side(direction));
    let model = codecs.types.model;
    let (text, limits) = ("::std::string_view text", "const ::samewire::Limits& limits");
    if is_channel(model, direction) {
        return vec![
            format!(
                "::samewire::Result<{title}Event> decode_{side}_event(::std::string_view name, {text}, {limits}) {{\n  \
                 return ::samewire::decode_payload(codec::{side}_side::protocol(), name, text, limits);\n}}"
            ),
            format!(
                "::samewire::Result<::std::string> encode(const {title}Event& event) {{\n  \
                 return ::samewire::encode_payload(codec::{side}_side::protocol(), event);\n}}"
            ),
        ];
    }
    let mut functions = vec![
        format!(
            "::samewire::Result<{title}Frame> decode_{side}_frame({text}, {limits}) {{\n  \
             return ::samewire::decode_frame(codec::{side}_side::protocol(), text, limits);\n}}"
        ),
        format!(
            "::samewire::Result<{title}Event> decode_{side}_event({text}, {limits}) {{\n  \
             auto frame = decode_{side}_frame(text, limits);\n  if (!frame) return frame.error();\n  \
             return ::std::move(frame->event);\n}}"
        ),
        format!(
            "::samewire::Result<::std::string> encode(const {title}Frame& frame) {{\n  \
             return ::samewire::encode_frame(codec::{side}_side::protocol(), frame.event, &frame);\n}}"
        ),
    ];
    if !has_required(model, direction) {
        functions.push(format!(
            "::samewire::Result<::std::string> encode(const {title}Event& event) {{\n  \
             return ::samewire::encode_frame<{title}Event, {title}Frame>(codec::{side}_side::protocol(), event, nullptr);\n}}"
        ));
    }
    functions.extend(correlation(model, direction).map(|beside| {
        let path: Vec<String> = beside.path.iter().map(|key| text_of(key)).collect();
        format!(
            "::std::optional<{}> correlation_of_{side}_frame({text}) {{\n  \
             return ::samewire::correlation<codec::{side}_side::Id>(text, {{{}}});\n}}",
            codecs.types.cpp(&beside.ty),
            path.join(", ")
        )
    }));
    functions
}
