//! What generated code says of a manifest.

use samewire::frame::Event;
use samewire::relay::Form;

/// The protocol of one manifest, as it reaches the pages of a desktop app. Generated, for a type that is never made.
pub trait Protocol: Send + Sync + 'static {
    /// The events from the server.
    type Server: Event;

    /// The events from the client.
    type Client: Event;

    /// What a page gets of an event: `tauri.payload`.
    const FORM: Form;

    /// How each event from the server reaches a page, by its index in [`Event::TAGS`].
    const CARRIED: &'static [Carried];

    /// The Tauri names of the events under `desktop`.
    const DESKTOP: &'static [&'static str] = &[];

    /// How the Tauri name of an event is formed that the manifest does not know; none without `tauri` at the top.
    const TEMPLATE: Option<Template>;
}

/// How an event reaches a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried {
    /// Under a Tauri name of its own.
    Named(&'static str),
    /// It has no name of its own (a reply, a refusal), and goes where all such frames go.
    Frame,
    /// Not at all: `tauri: false`.
    No,
}

/// How the Tauri name of an event is formed: `tauri.event` and `tauri.replace`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// What stands before the event's name.
    pub prefix: &'static str,
    /// What stands behind it.
    pub suffix: &'static str,
    /// What stands for characters that Tauri refuses in names.
    pub replace: &'static [(char, &'static str)],
}

/// The Tauri name of an event that the manifest does not know. None if Tauri would refuse it, and none if it is taken:
/// a page would take the event for another, or for one of Tauri's or of the plugin's own. What other plugins have taken,
/// [`Taken`](crate::taken::Taken) knows.
pub(crate) fn unknown_name<P: Protocol>(wire: &str) -> Option<String> {
    let name = P::TEMPLATE?.name(wire)?;
    let is_taken = is_own_name::<P>(&name) || ["tauri:", "samewire:"].iter().any(|own| name.starts_with(own));
    (!is_taken).then_some(name)
}

/// Whether an event of the manifest has this Tauri name.
pub(crate) fn is_own_name<P: Protocol>(name: &str) -> bool {
    P::CARRIED.iter().any(|carried| matches!(carried, Carried::Named(other) if *other == name))
        || P::DESKTOP.contains(&name)
}

impl Template {
    /// The longest name that is formed, in bytes. Names come from the network, and Tauri keeps those that are listened
    /// to.
    const LONGEST: usize = 256;

    /// The Tauri name of the event with this wire name; none if Tauri would refuse it.
    pub fn name(&self, wire: &str) -> Option<String> {
        if wire.len() > Self::LONGEST {
            return None;
        }
        let mut name = self.prefix.to_owned();
        for character in wire.chars() {
            match self.replace.iter().find(|(from, _)| *from == character) {
                Some((_, to)) => name.push_str(to),
                None => name.push(character),
            }
        }
        name.push_str(self.suffix);
        is_accepted(&name).then_some(name)
    }
}

/// Whether Tauri takes this name of an event. It takes an empty one too, which says nothing.
fn is_accepted(name: &str) -> bool {
    let takes = |character: char| character.is_alphanumeric() || matches!(character, '-' | '/' | ':' | '_');
    !name.is_empty() && name.chars().all(takes)
}
