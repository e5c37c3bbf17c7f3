//! How events reach the page of a desktop app.

/// `tauri` at the top: how the Tauri name of an event is formed, of those too that are not known yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Tauri {
    /// What stands before the event's name.
    pub prefix: String,
    /// What stands behind it.
    pub suffix: String,
    /// What stands for characters that Tauri refuses in names.
    pub replace: Vec<(char, String)>,
    /// What the page gets of an event, known or not.
    pub payload: TauriPayload,
}

impl Tauri {
    /// The Tauri name of the event with this wire name; Tauri may refuse it.
    pub fn name(&self, wire: &str) -> String {
        let mut name = self.prefix.clone();
        for character in wire.chars() {
            match self.replace.iter().find(|(from, _)| *from == character) {
                Some((_, to)) => name.push_str(to),
                None => name.push(character),
            }
        }
        name + &self.suffix
    }

    /// Whether Tauri takes a character in the name of an event.
    pub fn takes(character: char) -> bool {
        character.is_alphanumeric() || matches!(character, '-' | '/' | ':' | '_')
    }
}

/// `tauri.payload`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TauriPayload {
    /// The frame, as a string.
    Text,
    /// The frame, as an object.
    Object,
    /// The payload only.
    Alone,
}
