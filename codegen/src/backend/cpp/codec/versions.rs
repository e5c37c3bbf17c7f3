//! Older versions of events: how each becomes the next.

use std::collections::BTreeSet;

use super::structs::{joined, names_beside, write_always};
use super::{Codec, Codecs, Place, is_versioned, scope, text, texts};
use crate::backend::cpp::names;
use crate::backend::cpp::types::is_mark;
use crate::backend::steps::{Step, steps};
use crate::model::{Direction, Event, Field, Payload, Recast, Source, Struct, Type, Upgrade};
use crate::name::Name;

/// The codec of an older version that becomes the newest; no name of a manifest has an underscore in it.
pub fn upgrade_codec(version: &Name) -> String {
    format!("{}_newest", names::pascal(version))
}

/// The codecs of an event's older versions.
pub fn codecs(codecs: Codecs<'_>, direction: Direction, event: &Event) -> Vec<Codec> {
    if !is_versioned(codecs.types.model, direction, event) {
        return Vec::new();
    }
    let all: Vec<Step<'_>> = steps(codecs.types.model, event).collect();
    all.iter().map(|step| Way { codecs, direction, step }.codec()).collect()
}

/// The way from an older version to the newest.
struct Way<'s, 'm> {
    codecs: Codecs<'m>,
    direction: Direction,
    step: &'s Step<'m>,
}

impl Way<'_, '_> {
    fn codec(&self) -> Codec {
        let name = upgrade_codec(&self.step.older.name);
        let place = Place { scope: scope(self.direction), name: name.clone(), cpp: String::new() };
        let types = self.codecs.types;
        let older = types.payload(self.direction, &self.step.older.name);
        let newest = types.payload(self.direction, &self.step.event.name);
        let from = self.payload_codec(&self.step.older.name, &self.step.older.payload);
        let declaration = format!(
            "struct {name} : ::samewire::Older<{name}, {from}, {newest}> {{\n  \
             static bool upgrade(::samewire::Reader& in, const {older}& older, {newest}& out);\n}};"
        );
        let definition = format!(
            "bool {}::upgrade(::samewire::Reader& in, const {older}& older, {newest}& out) {{\n{}}}",
            place.outside(),
            self.body()
        );
        Codec { name, is_struct: true, declaration, definitions: vec![definition] }
    }

    fn payload_codec(&self, name: &Name, payload: &Payload) -> String {
        match payload {
            Payload::Unit => format!("sw::Nothing<{}>", self.codecs.types.payload(self.direction, name)),
            _ => self.codecs.of_payload(self.direction, name),
        }
    }

    fn body(&self) -> String {
        let next = self.payload_codec(self.step.next_name, self.step.next);
        let is_last = self.step.next_name == &self.step.event.name;
        let written = self.written();
        let older = if written.contains("older") { "" } else { "  (void)older;\n" };
        let step = |out: &str| {
            format!(
                "::samewire::upgrade<{next}>(in, {out}, [&](::samewire::Writer& written) {{\n{written}  }})"
            )
        };
        if is_last {
            return format!("{older}  return {};\n", step("out"));
        }
        let ty = self.codecs.types.payload(self.direction, self.step.next_name);
        let newest = self.codecs.named(scope(self.direction), &upgrade_codec(self.step.next_name));
        format!(
            "{older}  {ty} next{{}};\n  return {} &&\n         {newest}::upgrade(in, next, out);\n",
            step("next")
        )
    }

    /// What writes the next version.
    fn written(&self) -> String {
        match (&self.step.older.upgrade, &self.step.older.payload, self.step.next) {
            (Upgrade::Fields(_), ..) => self.fields(),
            (Upgrade::Whole, Payload::Type(old), Payload::Type(new)) => {
                format!(
                    "    return {}::write(written, older.value);\n",
                    self.codecs.codec(&self.recast(old, new))
                )
            }
            (Upgrade::Whole, Payload::Unit, _) => {
                "    written.text += \"{}\";\n    return true;\n".to_owned()
            }
            (Upgrade::Whole, payload, _) => {
                let codec = self.payload_codec(&self.step.older.name, payload);
                format!("    return {codec}::write(written, older);\n")
            }
        }
    }

    fn fields(&self) -> String {
        let (mut made, mut parts) = (String::new(), Vec::new());
        for (field, source) in self.step.fields() {
            match source {
                Source::Default | Source::None => {}
                Source::Same(index) | Source::Was(index) => parts.extend(self.sourced(index, field)),
                Source::ByHand => {
                    let value = format!("made{}", parts.len());
                    made += &self.made(&value, field);
                    parts.push(self.by_hand(&value, field));
                }
            }
        }
        let out = if parts.is_empty() { "  (void)out;\n" } else { "" };
        format!(
            "{made}    ::samewire::Object object(written);\n    object.drops_declared = true;\n    \
             const ::samewire::Parts out(object, nullptr);\n{out}    return {} && object.end();\n",
            joined(&parts)
        )
    }

    /// A field that is what the older one at this index was.
    fn sourced(&self, index: usize, field: &Field) -> Option<String> {
        let (old, new) = (self.step.old?, self.step.new?);
        let from = old.fields.get(index)?;
        let base =
            if matches!(self.step.older.payload, Payload::Type(_)) { "older.value." } else { "older." };
        let member = format!("{base}{}", names::snake(&from.name));
        if from.spread {
            // What the next version declares is none of the others any more.
            let names = [self.beside(old, from), self.beside(new, field)].concat();
            let names: BTreeSet<&str> = names.iter().map(String::as_str).collect();
            let codec = self.codecs.on_heap().codec(&from.ty);
            return Some(format!("out.spread<{codec}>({member}, {})", texts(names)));
        }
        let key = text(&field.wire);
        if is_mark(from) {
            return Some(format!("out.flag({key}, {member})"));
        }
        let codec = self.codecs.codec(&self.recast(&from.ty, &field.ty));
        let is_optional = from.optional && from.default.is_none();
        Some(match (is_optional, from.nullable, field.nullable) {
            (false, false, _) => format!("out.required<{codec}>({key}, {member})"),
            (false, true, true) => format!("out.required<sw::Nullable<{codec}>>({key}, {member})"),
            (false, true, false) | (true, false, _) => format!("out.optional<{codec}>({key}, {member})"),
            (true, true, true) => format!("out.optional<sw::Nullable<{codec}>>({key}, {member})"),
            (true, true, false) => format!("out.some<{codec}>({key}, {member})"),
        })
    }

    fn beside(&self, shape: &Struct, field: &Field) -> Vec<String> {
        names_beside(self.codecs, shape, field)
    }

    /// The type that an older value is written as: its own, unless the next version has it in another form.
    fn recast(&self, old: &Type, new: &Type) -> Type {
        match Recast::between(&self.codecs.types.model.types, old, new) {
            None => old.clone(),
            Some(recast) => self.recast_type(old, recast),
        }
    }

    fn recast_type(&self, old: &Type, recast: Recast) -> Type {
        match self.codecs.unaliased(old) {
            Type::Nullable(inner) => Type::Nullable(Box::new(self.recast_type(inner, recast))),
            ty => recast.written(ty),
        }
    }

    /// What somebody's function makes.
    fn made(&self, value: &str, field: &Field) -> String {
        let (ty, function) = (self.codecs.types.field(field), names::upgrade(self.step, field));
        let call = format!("::{}::upgrades::{function}(older)", self.codecs.types.namespace);
        let at = match field.spread {
            true => String::new(),
            false => format!(".at({})", text(&field.wire)),
        };
        let failed = if at.is_empty() { "return false".to_owned() } else { format!("return written{at}") };
        format!(
            "    {ty} {value}{{}};\n    if (!::samewire::by_hand(written, [&] {{ return {call}; }}, {value})) {failed};\n"
        )
    }

    fn by_hand(&self, value: &str, field: &Field) -> String {
        match self.step.new.filter(|_| field.spread) {
            Some(shape) => {
                let codec = self.codecs.on_heap().codec(&field.ty);
                let names = self.beside(shape, field);
                format!("out.spread<{codec}>({value}, {})", texts(names.iter().map(String::as_str)))
            }
            None => write_always(self.codecs, field, &text(&field.wire), value),
        }
    }
}
