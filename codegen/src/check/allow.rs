//! `allow`: warnings that somebody has looked at.

use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Diagnostics, codes, lints, shown};
use crate::manifest::{Allow, File, visit};
use crate::source::Span;

/// Drops the warnings that are allowed, and warns of each `allow` that allows nothing.
pub fn apply(files: &[File], diagnostics: &mut Diagnostics) {
    let mut allowed = Allowed::of(files);
    if allowed.is_empty() {
        return;
    }
    diagnostics.retain(|diagnostic| !allowed.takes(diagnostic));
    // While something is wrong, not every lint has looked.
    if diagnostics.errors() == 0 {
        allowed.unused().for_each(|unused| diagnostics.push(unused));
    }
}

/// Every `allow` of a manifest.
struct Allowed<'f> {
    /// By lint and file, for the whole of it.
    of_files: HashMap<(&'f str, u32), Entry>,
    /// By lint and file, in the order of the text: those of nodes, of which one may lie inside another.
    of_nodes: HashMap<(&'f str, u32), Vec<Entry>>,
}

struct Entry {
    /// From the key of the node to its end.
    reach: Span,
    lint: Span,
    used: bool,
    /// The entry around this one.
    outer: Option<usize>,
}

impl<'f> Allowed<'f> {
    fn of(files: &'f [File]) -> Allowed<'f> {
        let (mut of_files, mut of_nodes) = (HashMap::new(), HashMap::<_, Vec<Entry>>::new());
        let entry = |allow: &Allow, reach| Entry { reach, lint: allow.lint.span, used: false, outer: None };
        for file in files {
            for allow in &file.allow {
                let span = allow.lint.span;
                of_files.insert((allow.lint.text.as_str(), span.file), entry(allow, span));
            }
            visit::keyed(file, &mut |key, node| {
                for allow in &node.allow {
                    let reach = Span { start: key.start, ..node.span };
                    let lint = (allow.lint.text.as_str(), node.span.file);
                    of_nodes.entry(lint).or_default().push(entry(allow, reach));
                }
            });
        }
        of_nodes.values_mut().for_each(|entries| nest(entries));
        Allowed { of_files, of_nodes }
    }

    fn is_empty(&self) -> bool {
        self.of_files.is_empty() && self.of_nodes.is_empty()
    }

    /// Whether the innermost `allow` around a warning takes it, which is then used.
    fn takes(&mut self, diagnostic: &Diagnostic) -> bool {
        let (Some(lint), Some(span)) = (lints::id(diagnostic.code), diagnostic.span()) else { return false };
        let of_node = self.of_nodes.get_mut(&(lint, span.file)).and_then(|entries| innermost(entries, span));
        match of_node.or_else(|| self.of_files.get_mut(&(lint, span.file))) {
            Some(entry) => {
                entry.used = true;
                true
            }
            None => false,
        }
    }

    fn unused(self) -> impl Iterator<Item = Diagnostic> {
        let of_nodes = self.of_nodes.into_iter().flat_map(|(key, entries)| {
            entries.into_iter().map(move |entry| (key, entry)).collect::<Vec<_>>()
        });
        let all = self.of_files.into_iter().chain(of_nodes).filter(|(_, entry)| !entry.used);
        all.map(|((lint, _), entry)| {
            let message = format!("there is nothing here that `{}` would warn of", shown(lint));
            Diagnostic::new(&codes::UNUSED_ALLOW, entry.lint, message).help("leave the entry out")
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
