//! The public items of generated Rust, as syn reads them: both doors offer the same.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, File, Item, Visibility};

use crate::frames::MODEL;
use samewire_codegen::backend::rust;

/// What the macro makes of the manifest.
pub fn of_macro() -> File {
    syn::parse2(rust::tokens(&MODEL)).expect("what the macro makes is Rust")
}

/// What a build script writes to `OUT_DIR`.
fn of_build_script() -> File {
    syn::parse_file(&rust::inline(&MODEL)).expect("what a build script writes is Rust")
}

/// The public items of a file, one line each, without documentation.
fn public(file: &File) -> Vec<String> {
    let mut lines = Vec::new();
    add("", &file.items, &mut lines);
    lines
}

fn add(module: &str, items: &[Item], lines: &mut Vec<String>) {
    for item in items {
        match item {
            Item::Mod(inner) if is_public(&inner.vis) => {
                lines.push(format!("{module}{}", inner.ident));
                let items = inner.content.as_ref().map_or(&[][..], |(_, items)| items);
                add(&format!("{module}{}::", inner.ident), items, lines);
            }
            Item::Impl(block) => add_impl(module, block, lines),
            // What a macro implements is as public as its trait.
            Item::Macro(call) => lines.push(format!("{module}{}", plain(call))),
            _ => lines.extend(signature(item).map(|signature| format!("{module}{signature}"))),
        }
    }
}

fn add_impl(module: &str, block: &syn::ItemImpl, lines: &mut Vec<String>) {
    let owner = plain(&block.self_ty);
    if let Some((of, ..)) = &block.trait_ {
        lines.push(format!("{module}{owner}: {}", plain(of)));
        return;
    }
    for item in &block.items {
        match item {
            syn::ImplItem::Fn(method) if is_public(&method.vis) => {
                lines.push(format!("{module}{owner}::{}", plain(&method.sig)));
            }
            syn::ImplItem::Const(value) if is_public(&value.vis) => {
                let mut value = value.clone();
                value.attrs.clear();
                lines.push(format!("{module}{owner}::{}", plain(&value)));
            }
            _ => {}
        }
    }
}

/// An item without what is no part of its interface.
fn signature(item: &Item) -> Option<String> {
    match item {
        Item::Struct(item) if is_public(&item.vis) => {
            let mut item = item.clone();
            keep_deprecated(&mut item.attrs);
            item.fields.iter_mut().for_each(|field| keep_deprecated(&mut field.attrs));
            Some(plain(&item))
        }
        Item::Enum(item) if is_public(&item.vis) => {
            let mut item = item.clone();
            keep_deprecated(&mut item.attrs);
            for variant in &mut item.variants {
                keep_deprecated(&mut variant.attrs);
                variant.fields.iter_mut().for_each(|field| keep_deprecated(&mut field.attrs));
            }
            Some(plain(&item))
        }
        Item::Trait(item) if is_public(&item.vis) => {
            let names = item.items.iter().map(|item| match item {
                syn::TraitItem::Fn(method) => plain(&method.sig),
                syn::TraitItem::Type(ty) => ty.ident.to_string(),
                other => plain(other),
            });
            Some(format!("trait {} {{ {} }}", item.ident, names.collect::<Vec<_>>().join("; ")))
        }
        Item::Fn(item) if is_public(&item.vis) => Some(plain(&item.sig)),
        Item::Static(item) if is_public(&item.vis) => {
            Some(format!("{}: {} = {}", item.ident, plain(&item.ty), plain(&item.expr)))
        }
        Item::Type(item) if is_public(&item.vis) => Some(format!("{} = {}", item.ident, plain(&item.ty))),
        _ => None,
    }
}

fn keep_deprecated(attributes: &mut Vec<Attribute>) {
    attributes
        .retain(|attribute| attribute.path().is_ident("deprecated") || attribute.path().is_ident("derive"));
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// Tokens as text. A printer adds and takes commas, which mean nothing here.
fn plain(tokens: &impl ToTokens) -> String {
    let tokens: TokenStream = tokens.to_token_stream();
    let spaced = tokens.to_string().replace(',', " ").replace('[', "[ ").replace(']', " ]");
    let spaced = spaced.replace('(', "( ").replace(')', " )");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn both_doors_offer_the_same_items() {
    let (own, other) = (public(&of_macro()), public(&of_build_script()));
    for (own, other) in own.iter().zip(&other) {
        assert_eq!(own, other);
    }
    assert_eq!(own.len(), other.len());
    println!("{} public items", own.len());
    assert!(own.len() > 500, "only {}", own.len());
    for name in ["enum ServerEvent", "struct ClientFrame", "trait ClientHandler", "fn dispatch"] {
        assert!(own.iter().any(|line| line.contains(name)), "no {name}");
    }
}

#[test]
fn another_item_is_noticed() {
    let mut file = of_macro();
    let before = public(&file);
    file.items.push(syn::parse_quote!(
        pub struct Another;
    ));
    assert_eq!(public(&file).len(), before.len() + 1);
}
