//! `parity.snap`: every event and every member, by its name on the wire and in each target. Reviewers read it.

mod desktop;
mod expression;
mod typescript;

use samewire_codegen::model::{
    Audience, Delivery, Direction, Event, Field, Model, Reply, Shape, Sticky, StringPattern,
};

use crate::frames::{BOTH, MODEL, wire_name};
use crate::items;
use crate::places::fields;
use desktop::Desktop;
use expression::{expression, rust_type};
use typescript::TypeScript;

/// A line of the table. Further targets add columns at the end.
struct Row {
    direction: &'static str,
    wire: String,
    manifest: String,
    rust: String,
    typescript: String,
    /// What the Rust of a desktop app calls it, and what its page hears.
    desktop: [String; 2],
}

impl Row {
    fn cells(&self) -> [&str; 7] {
        let [emitted, heard] = &self.desktop;
        [self.direction, &self.wire, &self.manifest, &self.rust, &self.typescript, emitted, heard]
    }
}

/// Each target's part of the generated code.
struct Targets<'t> {
    rust: &'t syn::File,
    typescript: TypeScript,
    desktop: Desktop,
}

impl<'t> Targets<'t> {
    fn of(model: &Model, rust: &'t syn::File) -> Targets<'t> {
        Targets { rust, typescript: TypeScript::of(model), desktop: Desktop::of(model) }
    }
}

#[test]
fn parity() {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("parity", table(&rows(&MODEL, &Targets::of(&MODEL, &items::of_macro()))));
    });
}

#[test]
#[should_panic(expected = "typing_start")]
fn a_member_that_rust_lacks_is_noticed() {
    let mut file = items::of_macro();
    for item in items_of(&mut file, "server") {
        if let syn::Item::Struct(item) = item
            && item.ident == "TypingStart"
        {
            item.fields = syn::Fields::Unit;
        }
    }
    rows(&MODEL, &Targets::of(&MODEL, &file));
}

#[test]
#[should_panic(expected = "typing_start has other members in TypeScript")]
fn a_member_that_typescript_lacks_is_noticed() {
    let (whole, less) =
        ("export interface TypingStart {\n  channel_id: string;\n", "export interface TypingStart {\n");
    let rust = items::of_macro();
    let mut targets = Targets::of(&MODEL, &rust);
    targets.typescript = targets.typescript.with("server.ts", whole, less);
    rows(&MODEL, &targets);
}

#[test]
#[should_panic(expected = "the page does not hear typing_start")]
fn a_name_that_the_page_does_not_listen_to_is_noticed() {
    let rust = items::of_macro();
    let mut targets = Targets::of(&MODEL, &rust);
    let (whole, less) = ("\"ws:typing_start\": \"typing_start\",", "");
    targets.typescript = targets.typescript.with("index.ts", whole, less);
    rows(&MODEL, &targets);
}

#[test]
#[should_panic(expected = "the page has no sendTyping")]
fn an_event_that_the_page_cannot_send_is_noticed() {
    let rust = items::of_macro();
    let mut targets = Targets::of(&MODEL, &rust);
    targets.typescript =
        targets.typescript.with("senders.ts", "export function sendTyping(", "function other(");
    rows(&MODEL, &targets);
}

fn items_of<'f>(file: &'f mut syn::File, name: &str) -> &'f mut Vec<syn::Item> {
    let module = file.items.iter_mut().find_map(|item| match item {
        syn::Item::Mod(module) if module.ident == name => module.content.as_mut(),
        _ => None,
    });
    &mut module.expect("the module is there").1
}

fn table(rows: &[Row]) -> String {
    let heads = [
        "direction",
        "wire name",
        "manifest",
        "Rust",
        "TypeScript",
        "the desktop's Rust",
        "the desktop's page",
    ];
    let width = |column: usize| {
        rows.iter()
            .map(|row| row.cells()[column].chars().count())
            .chain([heads[column].len()])
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<_> = (0..heads.len()).map(width).collect();
    let line = |cells: [&str; 7]| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        cells.collect::<Vec<_>>().join(" | ").trim_end().to_owned() + "\n"
    };
    let rule = widths.iter().map(|width| "-".repeat(*width)).collect::<Vec<_>>().join("-|-") + "\n";
    line(heads) + &rule + &rows.iter().map(|row| line(row.cells())).collect::<String>()
}

fn rows(model: &Model, targets: &Targets<'_>) -> Vec<Row> {
    let Targets { rust, typescript, desktop } = targets;
    let rust = Rust(rust);
    let mut rows = Vec::new();
    for direction in BOTH {
        let (label, module) = match direction {
            Direction::Server => ("server", "server"),
            Direction::Client => ("client", "client"),
        };
        for (index, event) in model.events(direction).iter().enumerate() {
            let name = event.name.pascal();
            rows.push(Row {
                direction: label,
                wire: wire_name(event).to_owned(),
                manifest: notes(model, event),
                rust: rust.variant(direction, &name),
                typescript: typescript.event(direction, wire_name(event)),
                desktop: desktop.event(typescript, direction, index, event),
            });
            let members =
                Members { rust: rust.members(module, &name), typescript: typescript.members(module, &name) };
            add_members(model, wire_name(event), fields(event), members, &mut rows);
        }
    }
    for def in &model.types {
        add_type(model, def, (&rust, typescript), &mut rows);
    }
    rows
}

/// What stands in each target for the fields of a struct.
struct Members {
    rust: Vec<String>,
    typescript: Vec<String>,
}

/// Each field of the manifest beside what stands at its place in each target.
fn add_members(model: &Model, owner: &str, fields: &[Field], members: Members, rows: &mut Vec<Row>) {
    assert_eq!(fields.len(), members.rust.len(), "{owner} has other members in Rust");
    assert_eq!(fields.len(), members.typescript.len(), "{owner} has other members in TypeScript");
    for ((field, rust), typescript) in fields.iter().zip(members.rust).zip(members.typescript) {
        let mark = if field.optional { "?" } else { "" };
        let default = field.default.as_ref().map(|default| format!(" = {default}")).unwrap_or_default();
        let null = if field.nullable { " | null" } else { "" };
        rows.push(Row {
            direction: "",
            wire: format!("  {}{mark}", field.wire),
            manifest: format!("{}{null}{default}", expression(model, &field.ty)),
            rust: format!("  {rust}"),
            typescript: format!("  {typescript}"),
            desktop: Default::default(),
        });
    }
}

fn add_type(
    model: &Model,
    def: &samewire_codegen::model::TypeDef,
    (rust, typescript): (&Rust<'_>, &TypeScript),
    rows: &mut Vec<Row>,
) {
    let name = def.name.pascal();
    let head = |manifest: &str, rust: &str, typescript: &str| Row {
        direction: "type",
        wire: name.clone(),
        manifest: manifest.to_owned(),
        rust: format!("{rust} {name}"),
        typescript: format!("{typescript} {name}"),
        desktop: Default::default(),
    };
    match &def.shape {
        Shape::Struct(shape) => {
            rows.push(head("fields", "struct", "interface"));
            let members = Members {
                rust: rust.members("types", &name),
                typescript: typescript.members("types", &name),
            };
            add_members(model, &name, &shape.fields, members, rows);
        }
        Shape::StringEnum(shape) => {
            rows.push(head(if shape.open { "enum, open" } else { "enum" }, "enum", "type"));
            let variants = rust.variants("types", &name);
            let texts = shape.values.iter().map(|value| match &value.wire {
                StringPattern::Fixed(text) => format!("{text:?}"),
                StringPattern::Hole { prefix, hole, suffix } => {
                    format!("\"{prefix}<{}>{suffix}\"", expression(model, hole))
                }
            });
            let texts: Vec<_> = texts.chain(shape.open.then(|| "any other text".to_owned())).collect();
            assert_eq!(texts.len(), variants.len(), "{name} has other values in Rust");
            let values = typescript.values("types", &name);
            assert_eq!(texts.len(), values.len(), "{name} has other values in TypeScript");
            rows.extend(texts.into_iter().zip(variants).zip(values).map(|((text, variant), value)| Row {
                direction: "",
                wire: format!("  {text}"),
                manifest: String::new(),
                rust: format!("  {variant}"),
                typescript: format!("  {value}"),
                desktop: Default::default(),
            }));
        }
        other => panic!("the chat protocol has no {other:?}: give it rows here"),
    }
}

/// What the manifest says of an event besides its payload.
fn notes(model: &Model, event: &Event) -> String {
    let mut notes: Vec<String> = event.meta.was.iter().map(|old| format!("was {old}")).collect();
    match &event.reply {
        Some(Reply::Event(index)) => notes.push(format!("reply {}", wire_name(&model.server[*index]))),
        Some(Reply::Payload(_)) => notes.push("reply".to_owned()),
        None => {}
    }
    match &event.sticky {
        Sticky::No => {}
        Sticky::Last => notes.push("sticky".to_owned()),
        Sticky::LastPer(path) => notes.push(format!("sticky per {}", path.join("."))),
    }
    let flags = [
        (event.delivery == Delivery::Volatile, "volatile"),
        (event.delivery == Delivery::Critical, "critical"),
        (event.audience == Audience::Targeted, "targeted"),
        (event.idempotent, "idempotent"),
        (event.meta.deprecated.is_some(), "deprecated"),
    ];
    notes.extend(flags.iter().filter(|(is, _)| *is).map(|(_, note)| (*note).to_owned()));
    notes.join(", ")
}

/// Generated Rust, as syn reads it.
struct Rust<'f>(&'f syn::File);

impl Rust<'_> {
    fn items(&self, module: &str) -> &[syn::Item] {
        let module = self.0.items.iter().find_map(|item| match item {
            syn::Item::Mod(inner) if inner.ident == module => inner.content.as_ref(),
            _ => None,
        });
        &module.expect("the module is there").1
    }

    /// The fields of a struct.
    fn members(&self, module: &str, name: &str) -> Vec<String> {
        let found = self.items(module).iter().find_map(|item| match item {
            syn::Item::Struct(item) if item.ident == name => Some(item),
            _ => None,
        });
        let fields = found.unwrap_or_else(|| panic!("no struct {module}::{name}")).fields.iter();
        fields
            .map(|field| {
                let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                format!("{name}: {}", rust_type(&field.ty))
            })
            .collect()
    }

    fn variants(&self, module: &str, name: &str) -> Vec<String> {
        let found = self.items(module).iter().find_map(|item| match item {
            syn::Item::Enum(item) if item.ident == name => Some(item),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("no enum {module}::{name}")).variants.iter().map(variant).collect()
    }

    /// The variant of the enum over all events.
    fn variant(&self, direction: Direction, name: &str) -> String {
        let events = format!("{direction:?}Event");
        let found = self.0.items.iter().find_map(|item| match item {
            syn::Item::Enum(item) if item.ident == events => {
                item.variants.iter().find(|variant| variant.ident == name)
            }
            _ => None,
        });
        let variant = variant(found.unwrap_or_else(|| panic!("{events} has no {name}")));
        format!("{events}::{variant}")
    }
}

fn variant(variant: &syn::Variant) -> String {
    let fields: Vec<_> = variant.fields.iter().map(|field| rust_type(&field.ty)).collect();
    let fields = if fields.is_empty() { String::new() } else { format!("({})", fields.join(", ")) };
    format!("{}{fields}", variant.ident)
}
