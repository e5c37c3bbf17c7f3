//! Events by category, as guides and lists of functions have them.

use super::events::Entry;
use super::names::Module;
use crate::backend::prose::spelled;

/// What there is of one category.
#[derive(Debug)]
pub struct Group<T> {
    /// The heading, as a comment of one line.
    pub heading: Option<String>,
    /// In the order of the manifest.
    pub items: Vec<T>,
}

/// The category of an event.
pub fn category<'m>(entry: &Entry<'m>) -> Option<&'m str> {
    entry.of.event().and_then(|event| event.category.as_deref())
}

/// Something for each event, by its category, in the order in which categories are first named.
pub fn grouped<'e, T>(entries: &'e [Entry<'_>], item: impl Fn(&'e Entry<'_>) -> T) -> Vec<Group<T>> {
    let mut groups: Vec<Group<T>> = Vec::new();
    for entry in entries {
        let heading = heading(entry);
        match groups.iter_mut().find(|group| group.heading == heading) {
            Some(group) => group.items.push(item(entry)),
            None => groups.push(Group { heading, items: vec![item(entry)] }),
        }
    }
    groups
}

/// What stands above an event: the desktop app's own stand by themselves.
fn heading(entry: &Entry<'_>) -> Option<String> {
    let category = category(entry).map(line);
    match (entry.payload.module, category) {
        (Module::Desktop, Some(category)) => Some(format!("Inside the desktop app: {category}")),
        (Module::Desktop, None) => Some("Inside the desktop app".to_owned()),
        (_, category) => category,
    }
}

/// A text as a comment of one line.
pub fn line(text: &str) -> String {
    spelled(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}
