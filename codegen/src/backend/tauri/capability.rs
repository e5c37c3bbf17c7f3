//! The capability: what the pages of a desktop app may do so that its events reach them, and no more.

use crate::files::MARKER;
use crate::model::Model;
use crate::outputs::TauriOutput;

/// The text of `capability.toml`.
pub fn capability(model: &Model, output: &TauriOutput) -> String {
    let protocol = &model.protocol;
    let description = quoted(&format!("What the page needs for the events of {protocol}."));
    let windows = listed(output.windows.iter().map(String::as_str));
    let permissions = listed(permissions(model));
    format!(
        "# {MARKER} from the manifest of the events. Edit the manifest, not this file.\n\n\
         identifier = {identifier}\ndescription = {description}\nwindows = {windows}\npermissions = {permissions}\n",
        identifier = quoted(&identifier(protocol)),
    )
}

fn permissions(model: &Model) -> impl Iterator<Item = &'static str> {
    let listen = [
        "core:event:allow-listen",
        "core:event:allow-unlisten",
        "samewire:allow-ready",
        "samewire:allow-reconnect",
    ];
    let send = (!model.client.is_empty()).then_some("samewire:allow-send");
    listen.into_iter().chain(send)
}

/// Tauri takes few characters in identifiers.
fn identifier(protocol: &str) -> String {
    let mut identifier = "samewire".to_owned();
    let words = protocol.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.for_each(|word| {
        identifier.push('-');
        identifier.push_str(&word.to_ascii_lowercase());
    });
    identifier
}

fn listed<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    let lines = texts.map(|text| format!("    {},\n", quoted(text)));
    format!("[\n{}]", lines.collect::<String>())
}

/// What JSON escapes TOML escapes in the same way, but for one control character.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::load_text;

    fn capability(manifest: &str) -> String {
        let loaded = load_text(Path::new("/t.yaml"), manifest).expect("valid");
        super::capability(&loaded.model, loaded.outputs.tauri.as_ref().expect("events reach the page"))
    }

    #[test]
    fn who_sends_nothing_needs_no_permission_for_it() {
        let heard = "samewire: 1\nprotocol: t\ntauri: ws:<name>\nserver:\n  e: {}\n";
        assert!(!capability(heard).contains("allow-send"));
        assert!(
            capability(&format!("{heard}client:\n  c: {{}}\n")).contains("    \"samewire:allow-send\",\n")
        );
    }

    #[test]
    fn names_of_protocols_and_windows() {
        let text = capability(
            "samewire: 1\nprotocol: \"Our \\\"Chat\\\" 2\"\ntauri: ws:<name>\n\
             outputs: { tauri: { windows: [main, chat-*] } }\nserver:\n  e: {}\n",
        );
        assert!(text.contains("identifier = \"samewire-our-chat-2\"\n"), "{text}");
        assert!(text.contains("events of Our \\\"Chat\\\" 2.\""), "{text}");
        assert!(text.contains("windows = [\n    \"main\",\n    \"chat-*\",\n]\n"), "{text}");
    }
}
