//! How each older version of an event becomes the next.

use std::collections::HashMap;

use super::wider::Wider;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, codes, shown};
use crate::manifest::{self, File, Text};
use crate::model::{Direction, Event, Field, Model, Source, Struct, Upgrade, Version};

/// Mistakes that leave a type unknown, of which nothing could be derived.
const UNKNOWN: &[&Code] = &[&codes::UNKNOWN_TYPE, &codes::TYPE_ARGUMENTS, &codes::EXPRESSION];

/// Derives the upgrades of all versions, and says what has to be written by hand.
pub fn derive(model: &mut Model, files: &[File], diagnostics: &mut Diagnostics) {
    let known = diagnostics.iter().all(|found| !UNKNOWN.contains(&found.code));
    let mut derived: Vec<Vec<Upgrade>> = Vec::new();
    let mut wider = Wider::new(&model.types);
    for direction in [Direction::Server, Direction::Client] {
        for (event, (_, written)) in model.events(direction).iter().zip(manifest::events(files, direction)) {
            let steps = if known { steps(event, written, &mut wider, diagnostics) } else { Vec::new() };
            derived.push(steps);
        }
    }
    for (event, upgrades) in model.all_events_mut().zip(derived) {
        event.versions.iter_mut().zip(upgrades).for_each(|(version, upgrade)| version.upgrade = upgrade);
    }
}

fn steps<'t>(
    event: &'t Event,
    written: &manifest::Event,
    wider: &mut Wider<'t>,
    diagnostics: &mut Diagnostics,
) -> Vec<Upgrade> {
    let mut upgrades = Vec::with_capacity(event.versions.len());
    for (index, (older, written)) in event.versions.iter().zip(&written.versions.older).enumerate() {
        let (number, next) = match event.versions.get(index + 1) {
            Some(next) => (next.number, &next.payload),
            None => (event.version, &event.payload),
        };
        if older.number + 1 != number {
            upgrades.push(Upgrade::Whole);
            continue;
        }
        let members = wider.members(&older.payload).zip(wider.members(next));
        upgrades.push(match members {
            Some((old, new)) => {
                let sources = wider.sources(old, new);
                Upgrade::Fields(
                    Step { older, old, new, by_hand: &written.by_hand }.settle(sources, diagnostics),
                )
            }
            None => {
                if !wider.payloads(&older.payload, next) {
                    refuse_whole(older, diagnostics);
                }
                written.by_hand.iter().for_each(|name| no_field(older, name, None, diagnostics));
                Upgrade::Whole
            }
        });
    }
    upgrades
}

fn refuse_whole(older: &Version, diagnostics: &mut Diagnostics) {
    let (number, next) = (older.number, older.number + 1);
    let message =
        format!("what version {number} carries is no value of the type that version {next} carries");
    diagnostics.push(
        Diagnostic::new(&codes::UPGRADE, older.span, message)
            .help("only the fields of structs are made by hand: give both versions `fields`"),
    );
}

fn no_field(older: &Version, name: &Text, near: Option<String>, diagnostics: &mut Diagnostics) {
    let message = format!("version {} has no field `{}`", older.number + 1, shown(&name.text));
    diagnostics.push(Diagnostic::new(&codes::BY_HAND, name.span, message).maybe_help(near));
}

/// A version, and the fields of the next.
struct Step<'s> {
    older: &'s Version,
    old: &'s Struct,
    new: &'s Struct,
    by_hand: &'s [Text],
}

impl Step<'_> {
    /// Compares what is needed with what is named.
    fn settle(&self, mut sources: Vec<Source>, diagnostics: &mut Diagnostics) -> Vec<Source> {
        let named = self.named(diagnostics);
        for (field, source) in self.new.fields.iter().zip(&mut sources) {
            match (named.get(called(field)), *source) {
                (None, Source::ByHand) => self.refuse_needed(field, diagnostics),
                (None, _) | (Some(_), Source::ByHand) => {}
                // The older version has a value that would be lost.
                (Some(_), Source::Default | Source::None) if self.namesake(field).is_some() => {
                    *source = Source::ByHand;
                }
                (Some(name), given) => self.refuse_unneeded(field, name, given, diagnostics),
            }
        }
        sources
    }

    fn named(&self, diagnostics: &mut Diagnostics) -> HashMap<&str, &Text> {
        let mut named: HashMap<&str, &Text> = HashMap::new();
        for name in self.by_hand {
            if let Some(first) = named.insert(&name.text, name) {
                let message = format!("`{}` is named twice", shown(&name.text));
                diagnostics.push(
                    Diagnostic::new(&codes::BY_HAND, name.span, message).second(first.span, "here too"),
                );
            }
            if !self.new.fields.iter().any(|field| called(field) == name.text) {
                let near = diagnostics.did_you_mean(&name.text, self.new.fields.iter().map(called));
                no_field(self.older, name, near, diagnostics);
            }
        }
        named
    }

    /// The older field of that name, or of an old one.
    fn namesake(&self, field: &Field) -> Option<&Field> {
        let is_called = |old: &&Field| called(old) == called(field) || field.meta.was.contains(&old.wire);
        self.old.fields.iter().find(is_called)
    }

    fn refuse_needed(&self, field: &Field, diagnostics: &mut Diagnostics) {
        let (number, next) = (self.older.number, self.older.number + 1);
        let name = shown(called(field));
        let message = format!("version {number} does not give the field `{name}` of version {next}");
        let diagnostic = Diagnostic::new(&codes::UPGRADE, field.span, message);
        let diagnostic = match self.namesake(field) {
            Some(old) if old.sensitive && !field.sensitive => {
                diagnostic.second(old.span, "this is `sensitive`, and the newer field is not")
            }
            Some(old) => diagnostic.second(old.span, "its type is not as narrow"),
            None => diagnostic.second(self.older.span, "the older version"),
        };
        diagnostics.push(diagnostic.help(format!(
            "give it a default, `?` or its old name (`was`), or make it by hand: `by_hand: [{name}]` in `v{number}`"
        )));
    }

    fn refuse_unneeded(&self, field: &Field, name: &Text, given: Source, diagnostics: &mut Diagnostics) {
        let by = match given {
            Source::Same(_) => "the field of the same name",
            Source::Was(_) => "the field of its old name",
            Source::Default => "its default",
            Source::None | Source::ByHand => "its absence",
        };
        let message = format!("`{}` is not made by hand: {by} gives it", shown(&name.text));
        let given_by = match given {
            Source::Same(index) | Source::Was(index) => self.old.fields[index].span,
            _ => field.span,
        };
        diagnostics.push(
            Diagnostic::new(&codes::BY_HAND, name.span, message)
                .second(given_by, "given by this")
                .help("leave it out of `by_hand`"),
        );
    }
}

/// What `by_hand` calls a field: its name on the wire, or the key of a spread field.
fn called(field: &Field) -> &str {
    if field.spread { field.name.snake() } else { &field.wire }
}
