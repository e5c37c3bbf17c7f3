//! `allow`: findings that somebody has looked at.

use std::collections::HashMap;

use super::Settings;
use super::rules::{Level, Rule, of_code};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::manifest::{File, visit};
use crate::source::Span;

/// An entry of an `allow`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Allow {
    pub rule: &'static Rule,
    /// What it is about: the whole file, or from the key of a node to the node's end.
    reach: Reach,
    /// The id.
    span: Span,
}

#[derive(Debug, Clone, Copy)]
enum Reach {
    File,
    Node(Span),
}

/// Every `allow` of a manifest.
pub(super) fn all(files: &[File]) -> Vec<Allow> {
    let mut all = Vec::new();
    for file in files {
        let of_file = file.allow.iter();
        all.extend(of_file.map(|own| Allow { rule: own.rule, reach: Reach::File, span: own.span }));
        visit::keyed(file, &mut |key, node| {
            let reach = Reach::Node(Span { start: key.start, ..node.span });
            all.extend(node.allow.iter().map(|own| Allow { rule: own.rule, reach, span: own.span }));
        });
    }
    all
}

/// Drops the warnings of reading that are allowed or not wanted, and warns of each `allow` of one that allows nothing.
pub(crate) fn while_read(settings: &Settings, diagnostics: &mut Diagnostics) {
    apply(settings, Rule::is_of_reading, diagnostics);
    diagnostics.retain(|own| of_code(own.code).is_none_or(|rule| settings.level(rule) != Level::Off));
}

/// Drops the findings that are allowed, and warns of each `allow` of `which` that allows nothing.
pub(super) fn apply(settings: &Settings, which: impl Fn(&Rule) -> bool, diagnostics: &mut Diagnostics) {
    let mut allowed = Allowed::of(settings.allowed.iter().filter(|own| which(own.rule)));
    if allowed.is_empty() {
        return;
    }
    diagnostics.retain(|diagnostic| !allowed.takes(diagnostic));
    // While something is wrong, not every rule has looked; one that is off has not either.
    if diagnostics.errors() == 0 {
        let has_looked = |rule: &Rule| settings.level(rule) != Level::Off;
        allowed.unused(has_looked).for_each(|unused| diagnostics.push(unused));
    }
}

/// Entries, by rule and file.
struct Allowed {
    /// For the whole of a file.
    of_files: HashMap<(&'static str, u32), Entry>,
    /// Those of nodes, in the order of the text: one may lie inside another.
    of_nodes: HashMap<(&'static str, u32), Vec<Entry>>,
}

struct Entry {
    rule: &'static Rule,
    /// From the key of the node to its end.
    reach: Span,
    span: Span,
    used: bool,
    /// The entry around this one.
    outer: Option<usize>,
}

impl Allowed {
    fn of<'a>(all: impl Iterator<Item = &'a Allow>) -> Allowed {
        let (mut of_files, mut of_nodes) = (HashMap::new(), HashMap::<_, Vec<Entry>>::new());
        for Allow { rule, reach, span } in all.copied() {
            let key = (rule.id, span.file);
            match reach {
                Reach::File => {
                    of_files.insert(key, Entry { rule, reach: span, span, used: false, outer: None });
                }
                Reach::Node(reach) => {
                    of_nodes.entry(key).or_default().push(Entry {
                        rule,
                        reach,
                        span,
                        used: false,
                        outer: None,
                    });
                }
            }
        }
        of_nodes.values_mut().for_each(|entries| nest(entries));
        Allowed { of_files, of_nodes }
    }

    fn is_empty(&self) -> bool {
        self.of_files.is_empty() && self.of_nodes.is_empty()
    }

    /// Whether the innermost `allow` around a finding takes it, which is then used.
    fn takes(&mut self, diagnostic: &Diagnostic) -> bool {
        let (Some(rule), Some(span)) = (of_code(diagnostic.code), diagnostic.span()) else { return false };
        let key = (rule.id, span.file);
        let of_node = self.of_nodes.get_mut(&key).and_then(|entries| innermost(entries, span));
        match of_node.or_else(|| self.of_files.get_mut(&key)) {
            Some(entry) => {
                entry.used = true;
                true
            }
            None => false,
        }
    }

    fn unused(self, has_looked: impl Fn(&Rule) -> bool) -> impl Iterator<Item = Diagnostic> {
        let all = self.of_files.into_values().chain(self.of_nodes.into_values().flatten());
        all.filter(move |entry| !entry.used && has_looked(entry.rule)).map(|entry| {
            let message = format!("there is nothing here that `{}` would warn of", entry.rule.id);
            Diagnostic::new(&codes::UNUSED_ALLOW, entry.span, message).help("leave the entry out")
        })
    }
}

/// Puts entries into the order of the text, and notes which lies around which.
fn nest(entries: &mut [Entry]) {
    entries.sort_by_key(|entry| (entry.reach.start, std::cmp::Reverse(entry.reach.end)));
    let mut open: Vec<usize> = Vec::new();
    for index in 0..entries.len() {
        while open.last().is_some_and(|outer| entries[*outer].reach.end <= entries[index].reach.start) {
            open.pop();
        }
        entries[index].outer = open.last().copied();
        open.push(index);
    }
}

/// The entry that reaches over a place and lies inside all others that do.
fn innermost(entries: &mut [Entry], span: Span) -> Option<&mut Entry> {
    let before = entries.partition_point(|entry| entry.reach.start <= span.start);
    let mut candidate = before.checked_sub(1);
    while let Some(index) = candidate {
        if span.start < entries[index].reach.end {
            return entries.get_mut(index);
        }
        candidate = entries[index].outer;
    }
    None
}
