//! `events.cpp`: a codec for each type and payload, the tables of the events, and the functions that `events.hpp` declares.
//!
//! What is the same for all types stands in the runtime; what is made here are calls of it.

mod enums;
mod events;
mod pictures;
mod structs;
mod unions;
mod untagged;
mod versions;

use askama::Template;

use super::defaults;
use super::literals;
use super::names;
use super::types::Types;
use crate::backend::steps::steps;
use crate::model::{
    Direction, Event, Int, Int64, Model, Payload, Scope, Shape, TimestampForm, Type, TypeDef, TypeId,
};
use crate::name::Name;

#[derive(Template)]
#[template(path = "cpp/events.cpp")]
struct EventsFile<'a> {
    namespace: &'a str,
    has_upgrades: bool,
    scopes: Vec<ScopeCodecs>,
    sides: Vec<Side>,
    definitions: Vec<String>,
    functions: Vec<String>,
}

/// The codecs of a scope.
struct ScopeCodecs {
    name: &'static str,
    /// The names of those that are structs.
    structs: Vec<String>,
    declarations: Vec<String>,
}

/// What is known of the events of a direction.
struct Side {
    name: String,
    declarations: Vec<String>,
}

/// The text of `events.cpp`.
pub fn file(model: &Model, namespace: &str) -> String {
    let codecs = Codecs { types: Types::new(model, namespace) };
    let directions = [Direction::Server, Direction::Client];
    let mut definitions = Vec::new();
    let mut scopes = Vec::new();
    for scope in [Scope::Types, Scope::Server, Scope::Client] {
        let all = codecs_of(codecs, scope);
        definitions.extend(all.iter().flat_map(|codec| codec.definitions.clone()));
        scopes.push(ScopeCodecs {
            name: names::module(scope),
            structs: all.iter().filter(|codec| codec.is_struct).map(|codec| codec.name.clone()).collect(),
            declarations: all.into_iter().map(|codec| codec.declaration).collect(),
        });
    }
    let sides = directions.map(|direction| Side {
        name: side_name(direction),
        declarations: events::declarations(codecs, direction),
    });
    definitions.extend(directions.map(|direction| events::definitions(codecs, direction)));
    let (made, given): (Vec<String>, Vec<String>) = defaults_of(codecs).into_iter().unzip();
    definitions.extend(made);
    let functions = directions.iter().flat_map(|direction| events::functions(codecs, *direction));
    let of_events = super::events::functions(codecs.types).trim().to_owned();
    let file = EventsFile {
        namespace,
        has_upgrades: is_made_by_hand(model),
        scopes,
        sides: sides.into(),
        definitions,
        functions: given.into_iter().chain(functions).chain([of_events]).collect(),
    };
    file.render().unwrap_or_default().trim_end().to_owned() + "\n"
}

/// The defaults that have no literal: what reads each from JSON, and the static function that its struct declares.
fn defaults_of(codecs: Codecs<'_>) -> Vec<(String, String)> {
    let functions = defaults::functions(codecs.types).into_iter().enumerate();
    let both = functions.map(|(index, function)| {
        let codec = structs::codec_of(Codecs { types: function.types }, function.field);
        let json = function.field.default.as_ref().map(ToString::to_string).unwrap_or_default();
        let defaults::Function { owner, name, result, .. } = function;
        // Two names in full, one behind the other, would be one.
        let owner = owner.trim_start_matches(&format!("::{}::", codecs.types.namespace)).to_owned();
        (
            format!(
                "static {result} default{index}() {{\n  return sw::checked<{codec}>({});\n}}",
                text(&json)
            ),
            format!("{result} {owner}::{name}() {{ return codec::default{index}(); }}"),
        )
    });
    both.collect()
}

/// Whether somebody has to write functions that upgrade older versions.
pub fn is_made_by_hand(model: &Model) -> bool {
    let both = model.server.iter().chain(&model.client);
    both.flat_map(|event| steps(model, event)).any(|step| step.by_hand().next().is_some())
}

/// A codec: its declaration, and the definitions of its functions.
#[derive(Debug, Clone)]
struct Codec {
    name: String,
    /// It is a struct and no other name for one.
    is_struct: bool,
    declaration: String,
    definitions: Vec<String>,
}

/// The codecs of a scope: those of its types, and of the payloads of its direction.
fn codecs_of(codecs: Codecs<'_>, scope: Scope) -> Vec<Codec> {
    let model = codecs.types.model;
    let own = model.types.iter().enumerate().filter(|(_, def)| def.scope == scope);
    let mut all: Vec<Codec> = own.flat_map(|(index, def)| definition(codecs, TypeId(index), def)).collect();
    match scope {
        Scope::Server => all.extend(payloads(codecs, Direction::Server)),
        Scope::Client => all.extend(payloads(codecs, Direction::Client)),
        Scope::Types | Scope::Desktop => {}
    }
    all
}

fn definition(codecs: Codecs<'_>, id: TypeId, def: &TypeDef) -> Vec<Codec> {
    let place = Place { scope: def.scope, name: codec_name(&def.name), cpp: codecs.types.declared(id) };
    let inside = Codecs { types: codecs.types.inside(id) };
    match &def.shape {
        Shape::Struct(shape) => vec![structs::codec(inside, &place, shape)],
        Shape::StringEnum(shape) => vec![enums::string_enum(codecs, &place, def, shape)],
        Shape::IntEnum(shape) => vec![enums::int_enum(codecs, &place, shape)],
        Shape::Flags(shape) => vec![enums::flags(codecs, &place, shape)],
        Shape::Union(shape) => unions::codecs(inside, &place, def, shape),
        Shape::Untagged(shape) => vec![untagged::codec(inside, &place, shape)],
        Shape::Alias(ty) if def.endless => vec![endless(inside, &place, ty)],
        Shape::Alias(_) => Vec::new(),
    }
}

/// An alias that is made of itself is a struct around what it stands for.
fn endless(codecs: Codecs<'_>, place: &Place, ty: &Type) -> Codec {
    let Place { name, cpp, .. } = place;
    let declaration = format!("struct {name} : sw::Wrapped<{cpp}, {}> {{}};", codecs.codec(ty));
    Codec { name: name.clone(), is_struct: true, declaration, definitions: Vec::new() }
}

/// The payloads of a direction's events, of their older versions, and of what answers them.
fn payloads(codecs: Codecs<'_>, direction: Direction) -> Vec<Codec> {
    let model = codecs.types.model;
    let mut all = Vec::new();
    for event in model.events(direction) {
        all.extend(payload(codecs, direction, &event.name, &event.payload));
        for version in &event.versions {
            all.extend(payload(codecs, direction, &version.name, &version.payload));
        }
        all.extend(versions::codecs(codecs, direction, event));
    }
    if direction == Direction::Client {
        let of = |(event, reply)| payload(codecs, direction, &names::reply(event), reply);
        all.extend(model.replies().filter_map(of));
    }
    all
}

fn payload(codecs: Codecs<'_>, direction: Direction, name: &Name, payload: &Payload) -> Option<Codec> {
    let place =
        Place { scope: scope(direction), name: codec_name(name), cpp: codecs.types.payload(direction, name) };
    match payload {
        Payload::Unit => None,
        Payload::Struct(shape) => Some(structs::codec(codecs, &place, shape)),
        Payload::Type(ty) => {
            let Place { name, cpp, .. } = place;
            let declaration = format!("using {name} = sw::Wrapped<{cpp}, {}>;", codecs.codec(ty));
            Some(Codec { name, is_struct: false, declaration, definitions: Vec::new() })
        }
    }
}

fn scope(direction: Direction) -> Scope {
    match direction {
        Direction::Server => Scope::Server,
        Direction::Client => Scope::Client,
    }
}

/// What the codec of a type or payload is called: what every codec has inside is not that.
fn codec_name(name: &Name) -> String {
    let name = names::pascal(name);
    if name == "Value" { name + "_" } else { name }
}

/// What is known of a direction: no codec has an underscore in it.
fn side_name(direction: Direction) -> String {
    format!("{}_side", names::side(direction))
}

/// Where a codec is declared, and what it reads and writes.
struct Place {
    scope: Scope,
    name: String,
    cpp: String,
}

impl Place {
    /// The codec as it is named where its functions are defined.
    fn outside(&self) -> String {
        format!("{}::{}", names::module(self.scope), self.name)
    }
}

/// Codecs as they are named from one place.
#[derive(Debug, Clone, Copy)]
struct Codecs<'m> {
    types: Types<'m>,
}

impl<'m> Codecs<'m> {
    fn on_heap(self) -> Codecs<'m> {
        Codecs { types: self.types.on_heap() }
    }

    /// A codec, as it is named among all of them.
    fn named(self, scope: Scope, name: &str) -> String {
        format!("{}::{name}", names::module(scope))
    }

    /// The codec of the payload of an event, an older one, or an answer.
    fn of_payload(self, direction: Direction, name: &Name) -> String {
        self.named(scope(direction), &codec_name(name))
    }

    /// The codec of a type.
    fn codec(self, ty: &Type) -> String {
        match ty {
            Type::Bool => "sw::Bool".to_owned(),
            Type::String => "sw::String".to_owned(),
            Type::Int(int) => self.int(*int, false),
            Type::F32 => "sw::F32".to_owned(),
            Type::F64 => "sw::F64".to_owned(),
            Type::Uuid => "sw::Uuid".to_owned(),
            Type::Timestamp(TimestampForm::Rfc3339) => "sw::Rfc3339".to_owned(),
            Type::Timestamp(TimestampForm::Millis) => "sw::Millis".to_owned(),
            Type::Timestamp(TimestampForm::Seconds) => "sw::Seconds".to_owned(),
            Type::Date => "sw::Date".to_owned(),
            Type::Bytes => "sw::Bytes".to_owned(),
            Type::Json => "sw::Any".to_owned(),
            Type::Null => "sw::Null".to_owned(),
            Type::Nullable(item) => format!("sw::Nullable<{}>", self.codec(item)),
            Type::List(item) => match **item {
                Type::Event(direction) => format!("sw::Batch<{}>", side_name(direction)),
                _ => format!("sw::List<{}>", self.on_heap().codec(item)),
            },
            Type::Set(item) if self.types.is_sorted(item) => format!("sw::Set<{}>", self.codec(item)),
            Type::Set(item) => format!("sw::Distinct<{}>", self.on_heap().codec(item)),
            Type::Map(key, item) => format!("sw::Map<{}, {}>", self.key(key), self.codec(item)),
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.codec(item)).collect();
                format!("sw::Tuple<{}>", items.join(", "))
            }
            Type::Text(item) => match **item {
                Type::Int(int @ (Int::I64 | Int::U64 | Int::U128)) => self.int(int, true),
                _ => format!("sw::JsonText<{}>", self.codec(item)),
            },
            Type::Named(id) => self.reference(ty, *id),
            Type::Event(direction) => format!("sw::Boxed<sw::Single<{}>>", side_name(*direction)),
        }
    }

    fn reference(self, ty: &Type, id: TypeId) -> String {
        let def = self.types.model.type_def(id);
        let codec = match &def.shape {
            // It is the alias as a whole that is held on the heap.
            Shape::Alias(aliased) if !def.endless => self.on_heap().codec(aliased),
            _ => self.named(def.scope, &codec_name(&def.name)),
        };
        if self.types.is_boxed(ty) { format!("sw::Boxed<{codec}>") } else { codec }
    }

    /// An integer; `is_text` says that the manifest has it in a string.
    fn int(self, int: Int, is_text: bool) -> String {
        let ty = super::types::int_type(int);
        match int {
            Int::U128 => "sw::Digits128".to_owned(),
            Int::I64 | Int::U64 if is_text || self.types.model.wire.int64 == Int64::String => {
                format!("sw::Digits<{ty}>")
            }
            _ => format!("sw::Int<{ty}>"),
        }
    }

    /// The codec of the keys of a map, and of what stands in the hole of a text.
    fn key(self, ty: &Type) -> String {
        match self.unaliased(ty) {
            Type::Uuid => "sw::FormedKey<::samewire::UuidForm>".to_owned(),
            Type::Date => "sw::FormedKey<::samewire::DateForm>".to_owned(),
            Type::Int(Int::U128) => "sw::FormedKey<::samewire::U128Form>".to_owned(),
            Type::Int(int) => format!("sw::IntKey<{}>", super::types::int_type(*int)),
            Type::Named(id) => {
                let def = self.types.model.type_def(*id);
                format!("sw::EnumKey<{}>", self.named(def.scope, &codec_name(&def.name)))
            }
            _ => "sw::TextKey".to_owned(),
        }
    }

    /// What a type is once plain aliases are followed.
    fn unaliased(self, ty: &'m Type) -> &'m Type {
        match ty {
            Type::Named(id) => match self.types.model.type_def(*id) {
                TypeDef { shape: Shape::Alias(aliased), endless: false, .. } => self.unaliased(aliased),
                _ => ty,
            },
            _ => ty,
        }
    }
}

/// A text as a literal that becomes a `std::string_view`.
fn text(text: &str) -> String {
    if text.contains('\0') { literals::view(text) } else { literals::string(text) }
}

/// Texts between braces.
fn texts<'t>(items: impl IntoIterator<Item = &'t str>) -> String {
    let items: Vec<String> = items.into_iter().map(text).collect();
    format!("{{{}}}", items.join(", "))
}

/// A static array, or nothing where it would be empty, and how it is given to those who want a pointer and a count.
fn array(ty: &str, name: &str, rows: &[String]) -> (String, String) {
    if rows.is_empty() {
        return (String::new(), "nullptr, 0".to_owned());
    }
    let lines: String = rows.iter().map(|row| format!("      {row},\n")).collect();
    (format!("  static const {ty} {name}[] = {{\n{lines}  }};\n"), format!("{name}, {}", rows.len()))
}

/// The events of a direction whose frames tell a version, each with its older ones.
fn is_versioned(model: &Model, direction: Direction, event: &Event) -> bool {
    !event.versions.is_empty() && model.frames(direction).pictures[event.picture].has_version()
}
