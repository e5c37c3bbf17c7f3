//! What the rules share: the model, by the kinds of things that are in it.

use std::collections::HashSet;

use super::Settings;
use super::rules::Rule;
use crate::check::walk;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{
    Event, Field, Meta, Model, Payload, Reply, Shape, Struct, Type, TypeDef, TypeId, Variant,
};
use crate::source::Span;

/// One run of the rules.
pub struct Linting<'m> {
    pub model: &'m Model,
    /// The day on which this is asked, as `2027-03-01`.
    pub as_of: &'m str,
    settings: &'m Settings,
    /// Which types somebody can still change: those that only older versions have are what they were.
    current: Vec<bool>,
    rule: Option<&'static Rule>,
    found: Diagnostics,
}

/// A struct that somebody wrote.
#[derive(Clone, Copy)]
pub struct Members<'m> {
    /// The type under `types` that it is, if it is one.
    pub declared: Option<&'m TypeDef>,
    pub members: &'m Struct,
}

impl<'m> Linting<'m> {
    pub fn new(model: &'m Model, settings: &'m Settings, as_of: &'m str) -> Linting<'m> {
        let current = current(model, settings);
        Linting { model, as_of, settings, current, rule: None, found: Diagnostics::default() }
    }

    /// Looks for what a rule is about.
    pub fn keep(&mut self, rule: &'static Rule, handler: fn(&mut Linting)) {
        self.rule = Some(rule);
        handler(self);
    }

    /// What was found, in the order of the text.
    pub fn finish(mut self) -> Diagnostics {
        self.found.sort();
        self.found
    }

    pub fn report(&mut self, span: Span, message: String, help: impl Into<String>) {
        if let Some(rule) = self.rule {
            self.found.push(Diagnostic::new(rule.code, span, message).help(help));
        }
    }

    /// As [`Linting::report`], with another place that matters.
    pub fn report_both(&mut self, span: Span, message: String, help: String, (other, word): (Span, &str)) {
        if let Some(rule) = self.rule {
            self.found.push(Diagnostic::new(rule.code, span, message).help(help).second(other, word));
        }
    }

    /// Whether a type stands under `types`.
    pub fn is_declared(&self, def: &TypeDef) -> bool {
        self.settings.declared.contains_key(&def.span)
    }

    /// What a type is called under `types`; nothing if it does not stand there.
    pub fn key(&self, def: &TypeDef) -> &'m str {
        self.settings.declared.get(&def.span).map_or("", String::as_str)
    }

    /// The types that somebody wrote and can change.
    pub fn types(&self) -> impl Iterator<Item = (TypeId, &'m TypeDef)> {
        let types = self.model.types.iter().enumerate();
        types
            .filter(|(index, def)| self.current[*index] && !is_derived(def))
            .map(|(index, def)| (TypeId(index), def))
    }

    /// Those under `types`.
    pub fn declared(&self) -> impl Iterator<Item = (TypeId, &'m TypeDef)> {
        self.types().filter(|(_, def)| self.is_declared(def))
    }

    /// The structs that somebody can change.
    pub fn structs(&self) -> Vec<Members<'m>> {
        let mut all = Vec::new();
        for (_, def) in self.types() {
            let is_declared = self.is_declared(def) && matches!(def.shape, Shape::Struct(_));
            let declared = is_declared.then_some(def);
            all.extend(walk::structs(&def.shape).into_iter().map(|members| Members { declared, members }));
        }
        let written = self.model.all_events().flat_map(payloads).filter_map(Payload::as_struct);
        all.extend(written.map(|members| Members { declared: None, members }));
        all
    }

    /// Their fields that have a name on the wire.
    pub fn fields(&self) -> Vec<&'m Field> {
        let fields = self.structs().into_iter().flat_map(|own| &own.members.fields);
        fields.filter(|field| !field.spread).collect()
    }

    /// The variants of tagged unions, union by union.
    pub fn unions(&self) -> Vec<&'m [Variant]> {
        let union = |(_, def): (TypeId, &'m TypeDef)| match &def.shape {
            Shape::Union(union) => Some(union.variants.as_slice()),
            _ => None,
        };
        self.types().filter_map(union).collect()
    }

    /// Whatever says something about itself, what it is, and where.
    pub fn nodes(&self) -> Vec<(&'m Meta, &'static str, Span)> {
        let mut nodes: Vec<_> =
            self.model.all_events().map(|event| (&event.meta, "event", event.span)).collect();
        for (_, def) in self.types() {
            if self.is_declared(def) {
                nodes.push((&def.meta, "type", def.span));
            }
            match &def.shape {
                Shape::StringEnum(own) => {
                    nodes.extend(own.values.iter().map(|own| (&own.meta, "value", own.span)));
                }
                Shape::IntEnum(own) => {
                    nodes.extend(own.values.iter().map(|own| (&own.meta, "value", own.span)));
                }
                Shape::Flags(own) => nodes.extend(own.bits.iter().map(|own| (&own.meta, "flag", own.span))),
                Shape::Union(own) => {
                    nodes.extend(own.variants.iter().map(|own| (&own.meta, "variant", own.span)));
                }
                _ => {}
            }
        }
        let structs = self.structs().into_iter().flat_map(|own| &own.members.fields);
        nodes.extend(structs.map(|field| (&field.meta, "field", field.span)));
        nodes
    }
}

/// What an event carries now, and what answers it.
pub fn payloads(event: &Event) -> impl Iterator<Item = &Payload> {
    let reply = match &event.reply {
        Some(Reply::Payload(payload)) => Some(payload),
        _ => None,
    };
    std::iter::once(&event.payload).chain(reply)
}

/// All types but those that only older versions have.
fn current(model: &Model, settings: &Settings) -> Vec<bool> {
    let of_now = |visit: &mut dyn FnMut(&Type)| {
        model.all_events().flat_map(payloads).for_each(|payload| walk::payload(payload, visit));
        walk::wire(model, visit);
    };
    let now = walk::reached(model, of_now);
    let ever = walk::reached(model, |visit| model.all_events().for_each(|event| walk::event(event, visit)));
    let nobody =
        model.types.iter().enumerate().filter(|(index, def)| {
            settings.declared.contains_key(&def.span) && !now[*index] && !ever[*index]
        });
    // What nobody uses yet is written for some day.
    let unused: Vec<Type> = nobody.map(|(index, _)| Type::Named(TypeId(index))).collect();
    walk::reached(model, |visit| {
        of_now(visit);
        unused.iter().for_each(visit);
    })
}

/// Whether a type is made of another (`partial<T>`, `keyof<T>`): what is in it has the place of the whole.
fn is_derived(def: &TypeDef) -> bool {
    let mut spans: HashSet<Span> = HashSet::new();
    match &def.shape {
        Shape::Struct(members) => spans.extend(members.fields.iter().map(|field| field.span)),
        Shape::StringEnum(own) => spans.extend(own.values.iter().map(|value| value.span)),
        _ => {}
    }
    spans.contains(&def.span)
}
