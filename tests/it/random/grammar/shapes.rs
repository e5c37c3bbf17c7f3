//! Shapes: structs, enums, flags, unions, aliases.

use crate::random::names::{Siblings, hostile};
use crate::random::types::{Def, Field, Shape, Ty};
use crate::random::yaml::{Entries, Yaml, entry, json, plain, text};

use super::Grammar;

impl Grammar {
    /// A shape with the keys that say it, and those beside it.
    pub(super) fn shape(&mut self, owner: &str, declared: bool) -> (Shape, Entries) {
        match self.rng.u8(..10) {
            0..=4 => {
                let mut taken = Siblings::default();
                let count = self.rng.usize(0..7);
                let (fields, written) = self.fields(owner, count, &mut taken);
                let mut entries = vec![entry("fields", Yaml::Map(written))];
                self.reserved(&mut entries, &mut taken);
                (Shape::Struct(fields), entries)
            }
            5 | 6 => self.texts(),
            7 => self.integers(),
            8 => self.flags(),
            _ if self.dare("a tagged union", 2) => self.union(owner),
            _ if declared => {
                let ty = if self.dare("an untagged union", 3) { self.either() } else { self.ty(1) };
                let written = Yaml::Expr(self.types.written(&ty));
                (Shape::Alias(ty), vec![entry("type", written)])
            }
            _ => self.texts(),
        }
    }

    fn reserved(&mut self, entries: &mut Entries, taken: &mut Siblings) {
        if self.one_in(8) {
            let names = (0..self.rng.usize(0..3)).map(|_| text(taken.free(&mut self.rng)));
            entries.push(entry("reserved", Yaml::List(names.collect())));
        }
    }

    /// The old names of something.
    fn was(&mut self, entries: &mut Entries, taken: &mut Siblings) -> Vec<String> {
        if !self.one_in(10) {
            return Vec::new();
        }
        let old: Vec<_> = (0..self.rng.usize(1..3)).map(|_| taken.free(&mut self.rng)).collect();
        let list = Yaml::List(old.iter().map(text).collect());
        entries.push(entry("was", if old.len() == 1 && self.rng.bool() { text(&old[0]) } else { list }));
        old
    }

    pub(super) fn meta_and_was(&mut self, entries: &mut Entries, taken: &mut Siblings) -> Vec<String> {
        self.meta(entries);
        self.was(entries, taken)
    }

    /// Fields, and how they are written.
    pub(super) fn fields(
        &mut self,
        owner: &str,
        count: usize,
        taken: &mut Siblings,
    ) -> (Vec<Field>, Entries) {
        let (mut fields, mut written) = (Vec::new(), Vec::new());
        for _ in 0..count {
            let (key, wire) = taken.key(&mut self.rng);
            let (field, value) = self.field(owner, &key, wire, taken);
            let mark = if field.optional { "?" } else { "" };
            written.push((format!("{key}{mark}"), value));
            fields.push(field);
        }
        if self.dare("a spread field", 3) {
            self.spread(&mut fields, &mut written, taken);
        }
        (fields, written)
    }

    fn field(&mut self, owner: &str, key: &str, wire: Option<String>, taken: &mut Siblings) -> (Field, Yaml) {
        let mut entries = Vec::new();
        let (ty, shape) = self.field_type(owner, key);
        let optional = self.one_in(3);
        let nullable = shape.is_none() && self.one_in(4) && !self.holds_null(&ty);
        let mut field = Field {
            was: Vec::new(),
            wire: wire.clone().unwrap_or_else(|| key.to_owned()),
            default: self.default(&ty, nullable),
            ty,
            optional,
            nullable,
            spread: false,
        };
        let short = wire.is_none() && field.default.is_none() && shape.is_none() && self.one_in(2);
        let expr = self.types.written(&field.ty) + if nullable { " | null" } else { "" };
        if short {
            return (field, Yaml::Expr(expr));
        }
        match shape {
            Some(shape) => entries.extend(shape),
            None => entries.push(entry("type", Yaml::Expr(expr))),
        }
        entries.extend(wire.map(|wire| entry("wire", text(wire))));
        entries.extend(field.default.as_ref().map(|default| entry("default", json(default))));
        if self.one_in(12) {
            entries.push(entry("sensitive", plain(true)));
        }
        field.was = self.meta_and_was(&mut entries, taken);
        (field, Yaml::Map(entries))
    }

    /// The type of a field, and the keys of its shape if that is written in place.
    fn field_type(&mut self, owner: &str, key: &str) -> (Ty, Option<Entries>) {
        let name = format!("{owner}_{key}");
        if self.one_in(10) && self.scope.as_mut().unwrap_or(&mut self.names).take(&name) {
            let (shape, entries) = self.shape(&name, false);
            self.types.defs.push(Def { name, shape, declared: false });
            return (Ty::Named(self.types.defs.len() - 1), Some(entries));
        }
        self.may_differ = self.daring && self.scope.as_mut().unwrap_or(&mut self.names).take(&name);
        let ty = self.ty(0);
        self.may_differ = false;
        (ty, None)
    }

    fn default(&mut self, ty: &Ty, nullable: bool) -> Option<serde_json::Value> {
        if !self.types.is_plain(ty) || !self.one_in(4) {
            return None;
        }
        if nullable && self.one_in(2) {
            return Some(serde_json::Value::Null);
        }
        Some(self.types.value(ty, 0, &mut self.rng))
    }

    /// `...x: T`, if the members of some struct are none of these.
    fn spread(&mut self, fields: &mut Vec<Field>, written: &mut Entries, taken: &mut Siblings) {
        let Some(id) = self.some(|shape| matches!(shape, Shape::Struct(_))) else { return };
        let members = self.types.names(self.types.fields(id).unwrap_or_default());
        let mut with = taken.clone();
        if !members.iter().all(|member| with.take_wire(member)) || !with.take("spread_one") {
            return;
        }
        *taken = with;
        let ty = Ty::Named(id);
        written.push(("...spread_one".to_owned(), Yaml::Expr(self.types.written(&ty))));
        fields.push(Field {
            was: Vec::new(),
            wire: String::new(),
            ty,
            optional: false,
            nullable: false,
            spread: true,
            default: None,
        });
    }

    fn texts(&mut self) -> (Shape, Entries) {
        let mut taken = Siblings::default();
        let (mut fixed, mut holes, mut written) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..self.rng.usize(1..6) {
            let (key, wire) = taken.key(&mut self.rng);
            let mut entries = Vec::new();
            self.meta_and_was(&mut entries, &mut taken);
            let value = wire.unwrap_or_else(|| key.clone());
            entries.push(entry("value", text(value.clone())));
            written.push((key, if entries.len() > 1 { Yaml::Map(entries) } else { text(value.clone()) }));
            fixed.push(value);
        }
        if self.one_in(3) && taken.take("hole_one") {
            let hole = self.hole();
            // No other value begins like this.
            let (before, behind) =
                (format!("~{}", hostile(&mut self.rng)), if hole == Ty::Plain("string") { "" } else { "!" });
            let value = format!("{before}<{}>{behind}", self.types.written(&hole));
            written.push(("hole_one".to_owned(), text(value)));
            holes.push((before, hole, behind.to_owned()));
        }
        let open = self.one_in(3);
        let mut entries = vec![entry("enum", self.listed(written))];
        if open {
            entries.push(entry("open", plain(true)));
        }
        self.reserved(&mut entries, &mut taken);
        (Shape::Texts { fixed, holes, open }, entries)
    }

    /// Values as a list, where their texts are their names.
    fn listed(&mut self, written: Entries) -> Yaml {
        let names = |(key, value): &(String, Yaml)| matches!(value, Yaml::Text(text) if text == key);
        if written.iter().all(names) && self.rng.bool() {
            return Yaml::List(written.into_iter().map(|(_, value)| value).collect());
        }
        Yaml::Map(written)
    }

    fn hole(&mut self) -> Ty {
        const HOLES: [&str; 5] = ["uuid", "date", "u8", "i64", "string"];
        // A value of an open enum may be anything, the text behind the hole too.
        let closed =
            |shape: &Shape| matches!(shape, Shape::Texts { open: false, holes, .. } if holes.is_empty());
        let named = self.one_in(4).then(|| self.some(closed)).flatten();
        named.map_or_else(|| Ty::Plain(HOLES[self.rng.usize(..HOLES.len())]), Ty::Named)
    }

    fn integers(&mut self) -> (Shape, Entries) {
        let mut taken = Siblings::default();
        let (mut values, mut written) = (Vec::new(), Vec::new());
        for index in 0..self.rng.i64(1..6) {
            let (key, _) = taken.key(&mut self.rng);
            let value = index * 7 - if self.rng.u8(..3) == 0 { 0 } else { 3 };
            let mut entries = vec![entry("value", plain(value))];
            self.meta(&mut entries);
            written.push((key, if entries.len() > 1 { Yaml::Map(entries) } else { plain(value) }));
            values.push(value);
        }
        let mut entries = vec![entry("enum", Yaml::Map(written))];
        let text = self.one_in(5);
        if text || self.one_in(3) {
            entries.push(entry("repr", Yaml::Expr(if text { "string<i64>" } else { "i16" }.to_owned())));
        }
        if self.one_in(3) {
            entries.push(entry("open", plain(true)));
        }
        if self.one_in(6) {
            entries.push(entry("reserved", Yaml::List(vec![plain(1_000)])));
        }
        (Shape::Ints { values, text }, entries)
    }

    fn flags(&mut self) -> (Shape, Entries) {
        let mut taken = Siblings::default();
        let (mut bits, mut written) = (Vec::new(), Vec::new());
        for index in 0..self.rng.u32(1..8) {
            let (key, _) = taken.key(&mut self.rng);
            let bit = 1_u64 << (index * 4);
            let value = if self.rng.bool() { Yaml::Plain(format!("1 << {}", index * 4)) } else { plain(bit) };
            let mut entries = vec![entry("value", value.clone())];
            self.meta(&mut entries);
            written.push((key, if entries.len() > 1 { Yaml::Map(entries) } else { value }));
            bits.push(bit);
        }
        (Shape::Flags { bits }, vec![entry("flags", Yaml::Map(written))])
    }

    fn union(&mut self, owner: &str) -> (Shape, Entries) {
        let mut taken = Siblings::default();
        let (mut variants, mut written) = (Vec::new(), Vec::new());
        for _ in 0..self.rng.usize(1..5) {
            let (key, wire) = taken.key(&mut self.rng);
            let mut entries = Vec::new();
            entries.extend(wire.clone().map(|wire| entry("wire", text(wire))));
            self.meta_and_was(&mut entries, &mut taken);
            let payload = self.rng.bool().then(|| {
                let mut members = Siblings::beside(&["type".to_owned()]);
                let count = self.rng.usize(0..3);
                let (fields, fields_written) = self.fields(&format!("{owner}_{key}"), count, &mut members);
                entries.push(entry("fields", Yaml::Map(fields_written)));
                fields
            });
            variants.push((wire.unwrap_or_else(|| key.clone()), payload));
            written.push((key, Yaml::Map(entries)));
        }
        let mut entries = vec![entry("union", Yaml::Map(written))];
        if self.one_in(3) {
            entries.push(entry("open", plain(true)));
        }
        self.reserved(&mut entries, &mut taken);
        (Shape::Union(variants), entries)
    }
}
