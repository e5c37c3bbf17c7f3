//! Generated Rust, parsed again: its names, types, wire names and documentation are those of the model, and nothing
//! else stands in it. Hostile texts of the cases prove by this that no text leaves its position.

mod noticed;
mod texts;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use samewire_codegen::backend::rust::inline;
use samewire_codegen::load;
use samewire_codegen::model::{
    Direction, ErrorAnswer, Event, Field, Int, Meta, Model, Payload, Scope, Shape, StringPattern, Struct,
    Type, TypeDef, Union, WireName,
};
use samewire_codegen::name::Name;
use syn::ext::IdentExt;
use syn::{Attribute, Expr, Fields, ImplItem, Item, Lit};

use crate::cases::folder;

/// What is declared in a module, by name: a line for each thing that is said of it.
type Declared = BTreeMap<String, Vec<String>>;

#[test]
fn generated_rust_says_what_the_model_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cases = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path().join("events.yaml"));
    let mut manifests: Vec<_> = cases.filter(|path| path.exists()).collect();
    manifests.push(root.join("events.yaml"));
    for path in manifests {
        let loaded = load(&path, Some(root)).unwrap();
        compare(&loaded.model, &inline(&loaded.model), &path.display().to_string());
    }
}

/// Compares what the Rust in `text` declares, and every text in it, with the model.
#[track_caller]
pub(crate) fn compare(model: &Model, text: &str, path: &str) {
    compare_file(model, &syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}")), path);
}

/// As [`compare`], of Rust that was not printed.
#[track_caller]
pub(crate) fn compare_tokens(model: &Model, tokens: TokenStream, path: &str) {
    compare_file(model, &syn::parse2(tokens).unwrap_or_else(|error| panic!("{path}: {error}")), path);
}

#[track_caller]
fn compare_file(model: &Model, file: &syn::File, path: &str) {
    assert!(file.attrs.is_empty(), "{path}: an attribute of the file");
    let mut modules = BTreeMap::new();
    for item in &file.items {
        match item {
            Item::Mod(module) => {
                let (_, items) = module.content.as_ref().unwrap();
                modules.insert(module.ident.to_string(), found(items, path));
            }
            Item::Enum(_) | Item::Struct(_) | Item::Impl(_) | Item::Trait(_) | Item::Static(_) => {}
            Item::Type(alias) if alias.ident == "Refusal" => {}
            Item::Fn(function) if ["answer", "dispatch"].iter().any(|own| function.sig.ident == own) => {}
            Item::Macro(invoked) => assert!(is_ours(invoked), "{path}: a macro at the root"),
            other => panic!("{path}: {}", other.to_token_stream()),
        }
    }
    let expected = expected(model);
    for (module, declared) in &modules {
        let wanted = &expected[module];
        for (name, lines) in declared {
            assert_eq!(Some(lines), wanted.get(name), "{path}: {module}::{name}");
        }
        assert_eq!(declared.len(), wanted.len(), "{path}: {module}: {:?}", wanted.keys());
    }
    let root = found(&file.items, path);
    for (direction, name) in [(Direction::Server, "ServerEvent"), (Direction::Client, "ClientEvent")] {
        assert_eq!(root[name], event_enum(model, direction), "{path}: {name}");
    }
    texts::compare(model, file, path);
}

/// What Rust declares.
fn found(items: &[Item], path: &str) -> Declared {
    let mut declared = Declared::new();
    for item in items {
        match item {
            Item::Struct(item) => {
                let lines = declared.entry(plain(&item.ident)).or_default();
                lines.extend(attributes("", &item.attrs));
                for field in &item.fields {
                    let name = field.ident.as_ref().map_or_else(|| "0".to_owned(), plain);
                    lines.push(format!("{name}: {}", type_text(&field.ty)));
                    lines.extend(attributes(&name, &field.attrs));
                }
            }
            Item::Enum(item) => {
                let lines = declared.entry(plain(&item.ident)).or_default();
                lines.extend(attributes("", &item.attrs));
                for variant in &item.variants {
                    let name = plain(&variant.ident);
                    let (Fields::Unit | Fields::Unnamed(_)) = variant.fields else {
                        panic!("{path}: {name}")
                    };
                    let types: Vec<_> = variant.fields.iter().map(|field| type_text(&field.ty)).collect();
                    lines.push(format!("{name}({})", types.join(", ")));
                    lines.extend(attributes(&name, &variant.attrs));
                }
            }
            Item::Type(item) => {
                let lines = declared.entry(plain(&item.ident)).or_default();
                lines.extend(attributes("", &item.attrs));
                lines.push(format!("= {}", type_text(&item.ty)));
            }
            Item::Impl(item) => {
                let owner = type_text(&item.self_ty);
                for member in &item.items {
                    if let Some(line) = impl_line(member) {
                        declared.entry(owner.clone()).or_default().extend(line);
                    }
                }
            }
            Item::Macro(invoked) => assert!(is_ours(invoked), "{path}: a macro"),
            Item::Mod(_) | Item::Trait(_) | Item::Static(_) | Item::Fn(_) => {
                let root = items.iter().any(|item| matches!(item, Item::Mod(_)));
                assert!(root, "{path}: {}", item.to_token_stream());
            }
            other => panic!("{path}: {}", other.to_token_stream()),
        }
    }
    declared
}

/// The members of an `impl` that hold texts of the manifest.
fn impl_line(member: &ImplItem) -> Option<Vec<String>> {
    match member {
        ImplItem::Const(constant) if constant.ty.to_token_stream().to_string() == "Self" => {
            let name = plain(&constant.ident);
            let mut lines = vec![format!("{name} {:?}", literals(constant.expr.to_token_stream()))];
            lines.extend(attributes(&name, &constant.attrs));
            Some(lines)
        }
        ImplItem::Const(constant) if constant.ident == "TAGS" => {
            Some(vec![format!("TAGS {:?}", literals(constant.expr.to_token_stream()))])
        }
        ImplItem::Const(constant) if constant.ident == "NAME" => {
            Some(vec![format!("NAME {:?}", literals(constant.expr.to_token_stream()))])
        }
        ImplItem::Const(constant)
            if constant.ty.to_token_stream().to_string() == "& 'static [& 'static str]" =>
        {
            Some(vec![format!("FIELDS {:?}", literals(constant.expr.to_token_stream()))])
        }
        ImplItem::Fn(function) if function.sig.ident == "to_wire" => {
            Some(vec![format!("to_wire {:?}", literals(function.block.to_token_stream()))])
        }
        _ => None,
    }
}

fn is_ours(invoked: &syn::ItemMacro) -> bool {
    invoked.mac.path.leading_colon.is_some() && invoked.mac.path.segments[0].ident == "samewire"
}

fn plain(ident: &syn::Ident) -> String {
    ident.unraw().to_string()
}

/// All literals in order: texts as they are, integers with their sign.
fn literals(tokens: TokenStream) -> Vec<String> {
    let mut all = Vec::new();
    let mut minus = "";
    for token in tokens {
        let sign = std::mem::take(&mut minus);
        match token {
            TokenTree::Group(group) => all.extend(literals(group.stream())),
            TokenTree::Literal(literal) => match Lit::new(literal) {
                Lit::Str(text) => all.push(text.value()),
                other => all.push(format!("{sign}{}", other.to_token_stream())),
            },
            TokenTree::Punct(mark) if mark.as_char() == '-' => minus = "-",
            _ => {}
        }
    }
    all
}

/// Documentation and deprecation, a line each.
fn attributes(owner: &str, attributes: &[Attribute]) -> Vec<String> {
    let mut lines = Vec::new();
    for attribute in attributes {
        let name = attribute.path().to_token_stream().to_string();
        match name.as_str() {
            "doc" => {
                let value = &attribute.meta.require_name_value().unwrap().value;
                let Expr::Lit(literal) = value else { panic!("a doc that is no literal") };
                let Lit::Str(text) = &literal.lit else { panic!("a doc that is no text") };
                lines.push(format!("{owner} doc {}", laid_out(&text.value())));
            }
            "deprecated" => {
                lines.push(format!("{owner} deprecated {:?}", literals(attribute.meta.to_token_stream())))
            }
            "derive" | "allow" => {}
            other => panic!("an attribute {other}"),
        }
    }
    lines
}

fn type_text(ty: &syn::Type) -> String {
    without_box(
        &ty.to_token_stream()
            .to_string()
            .replace([' ', '\n'], "")
            .replace(",)", ")")
            .replace(",>", ">")
            .replace("r#", ""),
    )
}

/// What is held on the heap is a matter of Rust's alone.
fn without_box(text: &str) -> String {
    const BOX: &str = "::std::boxed::Box<";
    let Some(at) = text.find(BOX) else { return text.to_owned() };
    let rest = &text[at + BOX.len()..];
    let mut open = 1;
    let end = rest.find(|c| {
        open += i32::from(c == '<') - i32::from(c == '>');
        open == 0
    });
    let end = end.expect("brackets are balanced");
    without_box(&format!("{}{}{}", &text[..at], &rest[..end], &rest[end + 1..]))
}

/// A line of documentation without what its layout may change: indentation, the language of a fence, the spelling of
/// characters that are not seen.
fn laid_out(line: &str) -> String {
    // HTML is escaped.
    let spelled: String = line.replace("\\<", "<").chars().map(spelled).collect();
    let spelled = spelled.trim();
    // Quotations, lists and footnotes.
    let marks = spelled.find(|c: char| !" \t>-*+.)0123456789".contains(c)).unwrap_or(spelled.len());
    let marks = spelled.strip_prefix("[^").and_then(|note| note.find("]: ")).map_or(marks, |end| end + 5);
    let (marks, rest) = spelled.split_at(marks);
    let marks = marks.split_whitespace().collect::<Vec<_>>().join(" ");
    let rest = ["```", "~~~"].into_iter().find(|fence| rest.starts_with(fence)).unwrap_or(rest);
    format!("{marks} {}", rest.trim_start()).trim_start().to_owned()
}

fn spelled(c: char) -> String {
    let directs = matches!(u32::from(c), 0x200b..=0x200f | 0x2028..=0x202e | 0x2066..=0x2069 | 0xfeff);
    let hidden = directs || (c.is_control() && !matches!(c, '\t' | '\n' | '\r'));
    if hidden { format!("U+{:04X}", u32::from(c)) } else { c.to_string() }
}

/// What the model says.
fn expected(model: &Model) -> BTreeMap<String, Declared> {
    let names = ["types", "server", "client"];
    let mut modules: BTreeMap<_, _> =
        names.into_iter().map(|name| (name.to_owned(), Declared::new())).collect();
    for def in &model.types {
        let module = module_of(def.scope);
        let mut lines = meta("", &def.meta, None);
        lines.extend(shape(model, &def.shape));
        let declared = modules.get_mut(module).unwrap();
        if let Shape::Union(union) = &def.shape {
            lines.extend(variants(model, def, union, declared));
        }
        declared.insert(def.name.pascal(), lines);
    }
    for (module, events) in [("server", &model.server), ("client", &model.client)] {
        for event in events {
            modules.get_mut(module).unwrap().insert(event.name.pascal(), payload(model, event));
        }
    }
    for (event, payload) in model.replies() {
        let name = format!("{}Reply", event.name.pascal());
        modules.get_mut("client").unwrap().insert(name, reply(model, event, payload));
    }
    modules
}

fn module_of(scope: Scope) -> &'static str {
    match scope {
        Scope::Types => "types",
        Scope::Server => "server",
        Scope::Client => "client",
        Scope::Desktop => "desktop",
    }
}

fn wire(name: &WireName) -> String {
    match name {
        WireName::Text(text) => text.clone(),
        WireName::Int(value) => value.to_string(),
        WireName::Bool(value) => value.to_string(),
    }
}

/// The picture and the name of what travels in one.
fn tag(picture: usize, name: &WireName) -> Vec<String> {
    match name {
        WireName::Int(value) => vec![picture.to_string(), value.to_string(), value.to_string()],
        WireName::Bool(_) => vec![picture.to_string()],
        WireName::Text(text) => vec![picture.to_string(), text.clone()],
    }
}

fn payload(model: &Model, event: &Event) -> Vec<String> {
    let mut lines = meta("", &event.meta, Some(format!("The payload of `{}`.", wire(&event.wire))));
    carried(model, &event.payload, &mut lines);
    lines.push(format!("NAME {:?}", [wire(&event.wire)]));
    lines
}

fn reply(model: &Model, event: &Event, payload: &Payload) -> Vec<String> {
    let mut lines = vec![format!(" doc The answer to `{}`.", wire(&event.wire))];
    carried(model, payload, &mut lines);
    lines.push(format!("NAME {:?}", [wire(&event.wire)]));
    lines
}

fn carried(model: &Model, payload: &Payload, lines: &mut Vec<String>) {
    match payload {
        Payload::Unit => lines.push("FIELDS []".to_owned()),
        Payload::Struct(members) => lines.extend(structure(model, members)),
        Payload::Type(ty) => lines.push(format!("0: {}", rust(model, ty))),
    }
}

fn event_enum(model: &Model, direction: Direction) -> Vec<String> {
    let (module, from, to) = match direction {
        Direction::Server => ("server", "server", "client"),
        Direction::Client => ("client", "client", "server"),
    };
    let mut tags = Vec::new();
    let mut lines = vec![format!(" doc An event from the {from} to the {to}.")];
    for event in model.events(direction) {
        let name = event.name.pascal();
        lines.push(format!("{name}({module}::{name})"));
        lines.extend(meta(&name, &event.meta, None));
        tags.extend(tag(event.picture, &event.wire));
        tags.extend((event.version > 1).then(|| event.version.to_string()));
    }
    if direction == Direction::Server {
        lines.extend(answers(model, &mut tags));
    }
    lines.push("Unknown(::samewire::Unknown)".to_owned());
    lines.push("Unknown doc An event that the manifest does not know, kept whole.".to_owned());
    lines.push(format!("TAGS {tags:?}"));
    lines
}

/// Replies, and the refusal that has a picture of its own.
fn answers(model: &Model, tags: &mut Vec<String>) -> Vec<String> {
    let mut lines = Vec::new();
    let pictures = model.wire.server.pictures.len();
    for (event, _) in model.replies() {
        let name = format!("{}Reply", event.name.pascal());
        lines.push(format!("{name}(client::{name})"));
        lines.push(format!("{name} doc The answer to `{}`.", wire(&event.wire)));
        tags.extend(tag(pictures, &event.wire));
    }
    if let Some(ErrorAnswer::Picture(_)) = model.wire.error {
        lines.extend(["Refused(Refusal)", "Refused doc The refusal of a client event."].map(str::to_owned));
        let picture = pictures + usize::from(model.wire.reply.is_some());
        tags.extend([picture.to_string(), String::new()]);
    }
    lines
}

fn meta(owner: &str, meta: &Meta, otherwise: Option<String>) -> Vec<String> {
    let mut lines = Vec::new();
    let mut doc = |text: &str| {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        lines.extend(text.trim_end().split('\n').map(|line| format!("{owner} doc {}", laid_out(line))));
    };
    if let Some(text) = meta.doc.as_ref().or(otherwise.as_ref()) {
        doc(text);
    }
    if let Some(since) = &meta.since {
        doc("");
        doc(&format!("Since {since}."));
    }
    if meta.experimental {
        doc("");
        doc("Experimental: it may change without notice.");
    }
    if let Some(deprecated) = &meta.deprecated {
        let since = deprecated.since.as_ref().map(|since| format!("since {since}"));
        let instead = deprecated.use_instead.as_ref().map(|name| format!("use `{name}` instead"));
        let note: Vec<String> = since.into_iter().chain(deprecated.reason.clone()).chain(instead).collect();
        let note: String = note.join("; ").chars().map(spelled).collect();
        let note: Vec<String> = Some(note).filter(|note| !note.is_empty()).into_iter().collect();
        lines.push(format!("{owner} deprecated {note:?}"));
    }
    lines
}

fn shape(model: &Model, shape: &Shape) -> Vec<String> {
    let mut lines = Vec::new();
    let unknown = |payload: &str| {
        [format!("Unknown({payload})"), "Unknown doc A value that the manifest does not know.".to_owned()]
    };
    match shape {
        Shape::Struct(members) => return structure(model, members),
        Shape::StringEnum(values) => {
            let mut texts = Vec::new();
            for value in &values.values {
                let name = value.name.pascal();
                match &value.wire {
                    StringPattern::Fixed(text) => {
                        texts.push(text.clone());
                        lines.push(format!("{name}()"));
                    }
                    StringPattern::Hole { prefix, hole, suffix } => {
                        texts.extend([prefix.clone(), suffix.clone()]);
                        lines.push(format!("{name}({})", rust(model, hole)));
                    }
                }
                lines.extend(meta(&name, &value.meta, None));
            }
            lines.extend(values.open.then(|| unknown("::std::string::String")).into_iter().flatten());
            lines.push(format!("to_wire {texts:?}"));
        }
        Shape::IntEnum(values) => {
            for value in &values.values {
                lines.push(format!("{}()", value.name.pascal()));
                lines.extend(meta(&value.name.pascal(), &value.meta, None));
            }
            lines.extend(values.open.then(|| unknown(int(values.repr.int))).into_iter().flatten());
            let numbers: Vec<String> = values.values.iter().map(|value| value.value.to_string()).collect();
            lines.push(format!("to_wire {numbers:?}"));
        }
        Shape::Flags(flags) => {
            lines.push(format!("0: {}", int(flags.repr.int)));
            for bit in &flags.bits {
                let name = bit.name.screaming();
                lines.push(format!("{name} {:?}", [bit.value.to_string()]));
                lines.extend(meta(&name, &bit.meta, None));
            }
        }
        Shape::Alias(ty) => lines.push(format!("= {}", rust(model, ty))),
        Shape::Union(_) => {}
        other => panic!("{other:?}"),
    }
    lines
}

/// The variants of a tagged union; those with fields have structs of their own.
fn variants(model: &Model, def: &TypeDef, union: &Union, declared: &mut Declared) -> Vec<String> {
    let (mut lines, mut tags) = (Vec::new(), Vec::new());
    for variant in &union.variants {
        let (name, own) = (variant.name.pascal(), def.name.join(&variant.name).pascal());
        match &variant.payload {
            Payload::Unit => lines.push(format!("{name}()")),
            Payload::Type(ty) => lines.push(format!("{name}({})", rust(model, ty))),
            Payload::Struct(members) => {
                lines.push(format!("{name}({own})"));
                let mut of_struct = vec![format!(" doc What `{}` carries.", wire(&variant.wire))];
                of_struct.extend(structure(model, members));
                declared.insert(own, of_struct);
            }
        }
        lines.extend(meta(&name, &variant.meta, None));
        tags.extend(tag(0, &variant.wire));
    }
    if union.open {
        lines.push("Unknown(::samewire::Unknown)".to_owned());
        lines.push("Unknown doc A variant that the manifest does not know, kept whole.".to_owned());
    }
    lines.push(format!("TAGS {tags:?}"));
    lines
}

fn structure(model: &Model, members: &Struct) -> Vec<String> {
    let mut lines = Vec::new();
    for field in &members.fields {
        lines.push(format!("{}: {}", field.name.snake(), field_type(model, field)));
        lines.extend(meta(field.name.snake(), &field.meta, None));
    }
    let old = members.fields.iter().flat_map(|field| &field.meta.was);
    let names: Vec<&String> = members.fields.iter().map(|field| &field.wire).chain(old).collect();
    lines.push(format!("FIELDS {names:?}"));
    lines
}

/// The table of section 4 of the language.
fn field_type(model: &Model, field: &Field) -> String {
    let ty = rust(model, &field.ty);
    let option = |ty: &str| format!("::core::option::Option<{ty}>");
    match (field.optional, field.nullable, &field.default) {
        (true, false, None) if field.ty == Type::Null => "bool".to_owned(),
        (true, true, None) => option(&option(&ty)),
        (true, false, None) | (_, true, _) => option(&ty),
        (false, false, _) | (true, false, Some(_)) => ty,
    }
}

fn rust(model: &Model, ty: &Type) -> String {
    let of = |ty: &Type| rust(model, ty);
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::String => "::std::string::String".to_owned(),
        Type::Int(int) => self::int(*int).to_owned(),
        Type::F32 => "f32".to_owned(),
        Type::F64 => "f64".to_owned(),
        Type::Uuid => "::samewire::Uuid".to_owned(),
        Type::Timestamp(_) => "::samewire::Timestamp".to_owned(),
        Type::Date => "::samewire::Date".to_owned(),
        Type::Bytes => "::std::vec::Vec<u8>".to_owned(),
        Type::Json => "::samewire::Value".to_owned(),
        Type::Null => "()".to_owned(),
        Type::Nullable(item) => format!("::core::option::Option<{}>", of(item)),
        Type::List(item) => match **item {
            Type::Event(_) => {
                let element = format!("::core::result::Result<{},::samewire::frame::BadEvent>", of(item));
                format!("::std::vec::Vec<{element}>")
            }
            _ => format!("::std::vec::Vec<{}>", of(item)),
        },
        Type::Set(item) => format!("::std::collections::BTreeSet<{}>", of(item)),
        Type::Map(key, item) => format!("::std::collections::BTreeMap<{},{}>", of(key), of(item)),
        Type::Tuple(items) => format!("({})", items.iter().map(of).collect::<Vec<_>>().join(",")),
        Type::Text(item) => of(item),
        Type::Named(id) => {
            let def = model.type_def(*id);
            let module = module_of(def.scope);
            format!("super::{module}::{}", Name::pascal(&def.name))
        }
        Type::Event(direction) => format!("super::{direction:?}Event"),
    }
}

fn int(int: Int) -> &'static str {
    match int {
        Int::I8 => "i8",
        Int::I16 => "i16",
        Int::I32 => "i32",
        Int::I64 => "i64",
        Int::U8 => "u8",
        Int::U16 => "u16",
        Int::U32 => "u32",
        Int::U64 => "u64",
        Int::U128 => "u128",
    }
}
