//! Generated Rust, parsed again: its names, types, wire names and documentation are those of the model, and nothing
//! else stands in it. Hostile texts of the cases prove by this that no text leaves its position.

mod expected;
mod noticed;
mod texts;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use samewire_codegen::backend::rust::inline;
use samewire_codegen::load;
use samewire_codegen::model::{Direction, Model};
use syn::ext::IdentExt;
use syn::{Attribute, Expr, Fields, ImplItem, Item, Lit, ReturnType, TraitItem};

use crate::cases::folder;
use expected::event_enum;
pub(crate) use expected::expected;

/// What is declared in a module, by name: a line for each thing that is said of it.
pub(crate) type Declared = BTreeMap<String, Vec<String>>;

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
pub(crate) fn found(items: &[Item], path: &str) -> Declared {
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
            Item::Trait(item) if item.ident.to_string().starts_with("Upgrade") => {
                let lines = declared.entry(plain(&item.ident)).or_default();
                lines.extend(attributes("", &item.attrs));
                item.items.iter().for_each(|function| lines.extend(function_lines(function, path)));
            }
            Item::Mod(_) | Item::Trait(_) | Item::Static(_) | Item::Fn(_) => {
                let root = items.iter().any(|item| matches!(item, Item::Mod(_)));
                assert!(root, "{path}: {}", item.to_token_stream());
            }
            other => panic!("{path}: {}", other.to_token_stream()),
        }
    }
    declared
}

/// A function that an app has to write.
fn function_lines(item: &TraitItem, path: &str) -> Vec<String> {
    let TraitItem::Fn(function) = item else { panic!("{path}: {}", item.to_token_stream()) };
    let ReturnType::Type(_, ty) = &function.sig.output else { panic!("{path}: {}", item.to_token_stream()) };
    let name = plain(&function.sig.ident);
    assert!(function.default.is_none(), "{path}: {name} has a body");
    let mut lines = vec![format!("fn {name} -> {}", type_text(ty))];
    lines.extend(attributes(&name, &function.attrs));
    lines
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
        ImplItem::Const(constant) if constant.ident == "KINDS" => {
            let (texts, numbers): (Vec<_>, Vec<_>) = literals(constant.expr.to_token_stream())
                .into_iter()
                .partition(|text| text.parse::<u16>().is_err());
            (!numbers.is_empty()).then(|| vec![format!("KINDS {texts:?}")])
        }
        ImplItem::Fn(function) if function.sig.ident == "to_wire" => {
            Some(vec![format!("to_wire {:?}", literals(function.block.to_token_stream()))])
        }
        _ => None,
    }
}

fn is_ours(invoked: &syn::ItemMacro) -> bool {
    invoked.mac.path.leading_colon.is_some()
        && ["samewire", "samewire_tauri"].iter().any(|ours| invoked.mac.path.segments[0].ident == ours)
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
            "diagnostic :: on_unimplemented" => {
                lines.push(format!("unimplemented {:?}", literals(attribute.meta.to_token_stream())));
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
