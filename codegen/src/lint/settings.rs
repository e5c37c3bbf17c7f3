//! What a manifest says for these rules.

use std::collections::HashMap;

use super::allow::Allow;
use super::rules::{Group, Level, Rule};
use crate::manifest::File;
use crate::source::Span;

/// What a manifest says for these rules: `lint` at its top, and every `allow`.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    groups: Vec<(Group, Level)>,
    rules: Vec<(&'static Rule, Level)>,
    pub(super) allowed: Vec<Allow>,
    /// The keys under `types`, and where they stand.
    pub(super) declared: HashMap<Span, String>,
}

/// One that `lint` gives a level.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Target {
    Group(Group),
    Rule(&'static Rule),
}

impl Settings {
    pub(crate) fn of(files: &[File]) -> Settings {
        let mut settings = Settings { allowed: super::allow::all(files), ..Settings::default() };
        for (target, level) in files.iter().flat_map(|file| &file.lint) {
            match target {
                Target::Group(group) => settings.groups.push((*group, *level)),
                Target::Rule(rule) => settings.rules.push((*rule, *level)),
            }
        }
        let types = files.iter().flat_map(|file| &file.types);
        settings.declared.extend(types.map(|declared| (declared.key.span, declared.key.text.clone())));
        settings
    }

    /// How much a rule counts: what is said of it, else of its group, else what is usual.
    pub fn level(&self, rule: &Rule) -> Level {
        let own = self.rules.iter().find(|(known, _)| known.id == rule.id).map(|(_, level)| *level);
        let of_group = || self.groups.iter().find(|(known, _)| *known == rule.group).map(|(_, level)| *level);
        own.or_else(of_group).unwrap_or(rule.level)
    }
}
