//! Manifests of any size, and the same events for serde's derive.

use std::fmt::Write;

/// A field: its name, its type in the manifest and in Rust, and what derive has to be told.
struct Field {
    name: &'static str,
    manifest: &'static str,
    rust: &'static str,
    serde: &'static str,
}

const fn field(name: &'static str, manifest: &'static str, rust: &'static str) -> Field {
    Field { name, manifest, rust, serde: "" }
}

const fn optional(name: &'static str, manifest: &'static str, rust: &'static str) -> Field {
    let serde = "#[serde(default, skip_serializing_if = \"Option::is_none\")] ";
    Field { name, manifest, rust, serde }
}

/// Five fields of each of three kinds of event.
const KINDS: [[Field; 5]; 3] = [
    [
        field("channel_id", "uuid", "uuid::Uuid"),
        field("content", "string", "String"),
        field("count", "u32", "u32"),
        field("pinned", "bool", "bool"),
        field("created_at", "timestamp", "jiff::Timestamp"),
    ],
    [
        field("user_id", "uuid", "uuid::Uuid"),
        field("author", "Author", "Author"),
        field("status", "Status", "Status"),
        optional("note", "string", "Option<String>"),
        field("tags", "list<string>", "Vec<String>"),
    ],
    [
        field("message_id", "uuid", "uuid::Uuid"),
        field("attachments", "list<Attachment>", "Vec<Attachment>"),
        field("ratio", "f64", "f64"),
        optional("reply_to", "uuid", "Option<uuid::Uuid>"),
        optional("edited_at", "timestamp", "Option<jiff::Timestamp>"),
    ],
];

/// A manifest of so many events of the server; that of index `edited` has a field more.
pub fn manifest(events: usize, edited: Option<usize>) -> String {
    let mut text = String::from(
        "samewire: 1
protocol: bench
types:
  Author:
    fields: { id: uuid, username: string, avatar_url?: string }
  Attachment:
    fields: { id: uuid, filename: string, size_bytes: u32 }
  Status:
    enum: [online, away, busy, offline]
server:
",
    );
    for index in 0..events {
        let doc = format!("    doc: What happens as number {index}.\n    fields:\n");
        write!(text, "  event_{index}:\n{doc}").expect("a string takes all");
        for field in &KINDS[index % KINDS.len()] {
            let mark = if field.serde.is_empty() { "" } else { "?" };
            writeln!(text, "      {}{mark}: {}", field.name, field.manifest).expect("a string takes all");
        }
        if edited == Some(index) {
            text.push_str("      edited: bool\n");
        }
    }
    text
}

/// What stands on the types of the same events by hand.
#[derive(Clone, Copy, PartialEq)]
pub enum Hand {
    /// Types alone: what any way costs at least.
    Types,
    /// serde's derive on the same types, internally tagged.
    Derive,
    /// serde's derive on one enum whose variants hold the fields themselves.
    DeriveInline,
}

/// The same events as a team without samewire writes them.
pub fn by_hand(events: usize, edited: Option<usize>, hand: Hand) -> String {
    let serde = hand != Hand::Types;
    let derives = derives(serde);
    let optional = if serde { "#[serde(default, skip_serializing_if = \"Option::is_none\")] " } else { "" };
    let snake = if serde { "#[serde(rename_all = \"snake_case\")]\n" } else { "" };
    let mut text = format!(
        "{derives}pub struct Author {{ pub id: uuid::Uuid, pub username: String, {optional}pub avatar_url: Option<String> }}
{derives}pub struct Attachment {{ pub id: uuid::Uuid, pub filename: String, pub size_bytes: u32 }}
{derives}{snake}pub enum Status {{ Online, Away, Busy, Offline }}
",
    );
    let mut variants = String::new();
    for index in 0..events {
        let public = if hand == Hand::DeriveInline { "" } else { "pub " };
        let fields = fields(index, edited, serde, public);
        let variant = match hand {
            Hand::DeriveInline => format!("Event{index} {{ {fields} }}"),
            Hand::Types | Hand::Derive => format!("Event{index}(Event{index})"),
        };
        let rename = if serde { format!("#[serde(rename = \"event_{index}\")] ") } else { String::new() };
        writeln!(variants, "    {rename}{variant},").expect("a string takes all");
        if hand != Hand::DeriveInline {
            writeln!(text, "{derives}pub struct Event{index} {{ {fields} }}").expect("a string takes all");
        }
    }
    let tag = if serde { "#[serde(tag = \"type\")]\n" } else { "" };
    write!(text, "{derives}{tag}pub enum ServerEvent {{\n{variants}}}\n").expect("a string takes all");
    if serde {
        text.push_str(FUNCTIONS);
    }
    text
}

fn derives(serde: bool) -> &'static str {
    if serde {
        "#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]\n"
    } else {
        "#[derive(Clone, Debug, PartialEq)]\n"
    }
}

/// Not generic, as what is generated is not: all code is made in this crate.
const FUNCTIONS: &str = "
impl ServerEvent {
    pub fn decode(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    pub fn encode(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }
}
";

fn fields(index: usize, edited: Option<usize>, serde: bool, public: &str) -> String {
    let field = |field: &Field| {
        let attribute = if serde { field.serde } else { "" };
        format!("{attribute}{public}{}: {}", field.name, field.rust)
    };
    let edited = (edited == Some(index)).then(|| format!("{public}edited: bool"));
    KINDS[index % KINDS.len()].iter().map(field).chain(edited).collect::<Vec<_>>().join(", ")
}
