//! Texts and values of the manifest inside generated functions and constants: defaults, values of enums, the table of
//! events, keys of frames.

mod defaults;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use samewire_codegen::model::{
    Audience, Delivery, Direction, Event, Flags, IntEnum, Meta, Model, Payload, Picture, PictureMember,
    PictureNode, Scope, Shape, Sticky, StringEnum, StringPattern, Struct, TypeDef, Union, WireName,
};
use syn::{Expr, ImplItem, Item, ItemImpl};

use super::expected::{module_of, wire};
use super::{literals, plain, spelled, type_text};

/// The `impl`s of one module, by type.
struct Impls<'f> {
    path: &'f str,
    module: String,
    impls: Vec<(String, &'f ItemImpl)>,
}

/// Compares what stands in the bodies of functions and constants with the model.
#[track_caller]
pub fn compare(model: &Model, file: &syn::File, path: &str) {
    let root = Impls::of(path, "", &file.items);
    for (direction, module) in [(Direction::Server, "server"), (Direction::Client, "client")] {
        let impls = Impls::below(path, module, file);
        root.events(model, direction);
        for event in model.events(direction) {
            impls.info(event, direction);
            impls.carried(model, &event.name.pascal(), &event.payload);
        }
    }
    for (event, payload) in model.replies() {
        Impls::below(path, "client", file).carried(model, &format!("{}Reply", event.name.pascal()), payload);
    }
    // Those of the desktop app's own events are in a file of that app.
    for def in model.types.iter().filter(|def| def.scope != Scope::Desktop) {
        let impls = Impls::below(path, module_of(def.scope), file);
        let name = def.name.pascal();
        match &def.shape {
            Shape::Struct(members) => impls.defaults(model, &name, members),
            Shape::StringEnum(values) => impls.texts(&name, values),
            Shape::IntEnum(values) => impls.integers(&name, values),
            Shape::Flags(flags) => impls.flags(&name, flags),
            Shape::Union(union) => impls.union(model, def, union),
            _ => {}
        }
    }
}

impl<'f> Impls<'f> {
    fn of(path: &'f str, module: &str, items: &'f [Item]) -> Self {
        let impls = items.iter().filter_map(|item| match item {
            Item::Impl(item) => Some((type_text(&item.self_ty), item)),
            _ => None,
        });
        Impls { path, module: module.to_owned(), impls: impls.collect() }
    }

    fn below(path: &'f str, name: &str, file: &'f syn::File) -> Self {
        let items = file.items.iter().find_map(|item| match item {
            Item::Mod(module) if module.ident == name => module.content.as_ref().map(|(_, items)| &items[..]),
            _ => None,
        });
        Impls::of(path, name, items.unwrap_or_default())
    }

    /// A function or constant of a type, in the `impl` of a trait or of its own.
    fn member(&self, owner: &str, trait_name: Option<&str>, name: &str) -> &'f ImplItem {
        let in_trait = |item: &ItemImpl| {
            let found = item.trait_.as_ref().map(|(path, _)| plain(&path.segments.last().unwrap().ident));
            found.as_deref() == trait_name
        };
        let named = |item: &&ImplItem| match item {
            ImplItem::Fn(function) => function.sig.ident == name,
            ImplItem::Const(constant) => constant.ident == name,
            _ => false,
        };
        let own = self.impls.iter().filter(|(found, item)| found == owner && in_trait(item));
        let found = own.flat_map(|(_, item)| &item.items).find(named);
        found.unwrap_or_else(|| panic!("{}: no {name} of {owner} in {:?}", self.path, self.module))
    }

    fn expr(&self, owner: &str, trait_name: Option<&str>, name: &str) -> &'f Expr {
        match self.member(owner, trait_name, name) {
            ImplItem::Const(constant) => &constant.expr,
            other => panic!("{}: {}", self.path, other.to_token_stream()),
        }
    }

    fn body(&self, owner: &str, trait_name: &str, name: &str) -> &'f syn::Block {
        match self.member(owner, Some(trait_name), name) {
            ImplItem::Fn(function) => &function.block,
            other => panic!("{}: {}", self.path, other.to_token_stream()),
        }
    }

    #[track_caller]
    fn same(&self, what: &str, found: &[String], expected: &[String]) {
        assert_eq!(found, expected, "{}: {}::{what}", self.path, self.module);
    }

    /// The row of the table of events.
    fn info(&self, event: &Event, direction: Direction) {
        let name = event.name.pascal();
        self.same(&name, &info(self.expr(&name, None, "INFO")), &expected_info(event, direction));
    }

    /// The keys of all pictures, and all names that stand in them: the old ones behind each's own.
    fn pictures<'m>(
        &self,
        owner: &str,
        pictures: impl Iterator<Item = &'m Picture>,
        named: impl Iterator<Item = (&'m WireName, &'m Meta)>,
    ) {
        let found = self.expr(owner, Some("Event"), "PICTURES").to_token_stream();
        let mut keys = Vec::new();
        for picture in pictures {
            add_keys(&picture.node, &mut keys);
            // Keys by which another picture is known.
            keys.extend(picture.absent.iter().filter_map(|path| path.last().cloned()));
        }
        keys.sort();
        let mut found_keys = behind(found.clone(), "keys");
        found_keys.sort();
        self.same(&format!("{owner}, keys"), &found_keys, &keys);

        let names = named.enumerate().flat_map(|(index, (own, meta))| {
            let old = meta.was.iter().map(|old| own.old(old));
            std::iter::once(own.clone()).chain(old).map(move |name| (name, index.to_string()))
        });
        let (texts, others): (Vec<_>, Vec<_>) =
            names.partition(|(name, _)| matches!(name, WireName::Text(_)));
        let table = |names: Vec<(WireName, String)>| {
            let mut names: Vec<_> = names.into_iter().map(|(name, index)| [wire(&name), index]).collect();
            names.sort();
            names
        };
        assert_eq!(rows(&found, "NAMES"), table(texts), "{}: {}::{owner}", self.path, self.module);
        assert_eq!(rows(&found, "and"), table(others), "{}: {}::{owner}", self.path, self.module);
    }

    fn events(&self, model: &Model, direction: Direction) {
        let held = model.pictures(direction).into_iter().map(|held| held.picture);
        let events = model.events(direction).iter();
        let replies = model.replies().map(|(event, _)| event).filter(|_| direction == Direction::Server);
        let named = events.chain(replies).map(|event| (&event.wire, &event.meta));
        self.pictures(&format!("{direction:?}Event"), held, named);
    }

    fn union(&self, model: &Model, def: &TypeDef, union: &Union) {
        let named = union.variants.iter().map(|variant| (&variant.wire, &variant.meta));
        self.pictures(&def.name.pascal(), std::iter::once(&union.picture), named);
        for variant in &union.variants {
            self.carried(model, &def.name.join(&variant.name).pascal(), &variant.payload);
        }
    }

    fn carried(&self, model: &Model, name: &str, payload: &Payload) {
        if let Payload::Struct(members) = payload {
            self.defaults(model, name, members);
        }
    }

    fn defaults(&self, model: &Model, name: &str, members: &Struct) {
        if members.fields.iter().all(|field| field.default.is_none()) {
            return;
        }
        let body = self.body(name, "Struct", "build");
        let Some(syn::Stmt::Expr(Expr::Struct(built), None)) = body.stmts.last() else {
            panic!("{}: {name} is not built at the end", self.path)
        };
        for field in &members.fields {
            let Some(default) = &field.default else { continue };
            let found = built.fields.iter().find(|value| match &value.member {
                syn::Member::Named(own) => plain(own) == field.name.snake(),
                syn::Member::Unnamed(_) => false,
            });
            let found = &found.unwrap_or_else(|| panic!("{}: {name}.{}", self.path, field.wire)).expr;
            let same = defaults::is(model, field, default, found);
            assert!(same, "{}: {name}.{}: {}", self.path, field.wire, found.to_token_stream());
        }
    }

    fn texts(&self, name: &str, shape: &StringEnum) {
        let mut expected = Vec::new();
        let (mut holes, mut shown) = (Vec::new(), Vec::new());
        for value in &shape.values {
            match &value.wire {
                StringPattern::Fixed(text) => {
                    expected.push(text.clone());
                    expected.extend(value.meta.was.iter().cloned());
                    shown.push(format!("{text:?}"));
                }
                StringPattern::Hole { prefix, suffix, .. } => {
                    holes.extend([prefix.clone(), suffix.clone()]);
                    shown.push(format!("\"{prefix}…{suffix}\""));
                }
            }
        }
        expected.extend(holes);
        let found = literals(self.body(name, "TextEnum", "from_wire").to_token_stream());
        self.same(name, &found, &expected);
        let told = literals(self.expr(name, Some("TextEnum"), "EXPECTED").to_token_stream());
        self.same(name, &told, &[format!("one of {}", shown.join(", "))]);
    }

    fn integers(&self, name: &str, shape: &IntEnum) {
        let all = shape.values.iter().flat_map(|value| std::iter::once(&value.value).chain(&value.was));
        let expected: Vec<_> = all.map(i128::to_string).collect();
        let found = literals(self.body(name, "IntEnum", "from_wire").to_token_stream());
        self.same(name, &found, &expected);
    }

    fn flags(&self, name: &str, shape: &Flags) {
        let bit = |bit: &samewire_codegen::model::IntValue| [bit.name.screaming(), bit.value.to_string()];
        let expected: Vec<_> = shape.bits.iter().flat_map(bit).collect();
        self.same(name, &literals(self.expr(name, Some("Flags"), "NAMES").to_token_stream()), &expected);
    }
}

/// The keys of a picture, in the objects inside it too.
fn add_keys(node: &PictureNode, keys: &mut Vec<String>) {
    let PictureNode::Object(members) = node else { return };
    for member in members {
        if let PictureMember::Key { key, node, .. } = member {
            keys.push(key.clone());
            add_keys(node, keys);
        }
    }
}

/// The literals between each `mark` and the comma or semicolon that ends what it names.
fn behind(tokens: TokenStream, mark: &str) -> Vec<String> {
    let (mut all, mut marked) = (Vec::new(), false);
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if ident == mark => marked = true,
            TokenTree::Punct(end) if [',', ';'].contains(&end.as_char()) => marked = false,
            TokenTree::Group(group) if marked => all.extend(literals(group.stream())),
            TokenTree::Group(group) => all.extend(behind(group.stream(), mark)),
            _ => {}
        }
    }
    all
}

/// The name and the index in each pair of the lists behind `mark`, sorted.
fn rows(tokens: &TokenStream, mark: &str) -> Vec<[String; 2]> {
    let (mut all, mut marked) = (Vec::new(), false);
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(ident) if ident == mark => marked = true,
            TokenTree::Punct(end) if [',', ';'].contains(&end.as_char()) => marked = false,
            TokenTree::Group(group) if marked => pairs(group.stream(), &mut all),
            TokenTree::Group(group) => all.extend(rows(&group.stream(), mark)),
            _ => {}
        }
    }
    all.sort();
    all
}

fn pairs(tokens: TokenStream, all: &mut Vec<[String; 2]>) {
    for token in tokens {
        let TokenTree::Group(group) = token else { continue };
        let Ok(pair) = syn::parse2::<syn::ExprTuple>(TokenTree::Group(group.clone()).into()) else {
            pairs(group.stream(), all);
            continue;
        };
        let name = match &pair.elems[0] {
            Expr::Lit(text) => literals(text.to_token_stream()).concat(),
            // A name that is no text: `Integer(7, "7")` or `Bool(true)`.
            Expr::Call(name) => name.args[0].to_token_stream().to_string().replace("- ", "-"),
            // The type of a pair.
            _ => continue,
        };
        all.push([name, pair.elems[1].to_token_stream().to_string()]);
    }
}

/// What a row of the table says, a line each: `doc …`, and last `new` with the name and the direction.
fn info(row: &Expr) -> Vec<String> {
    let word = |expr: &Expr| {
        let tokens = expr.to_token_stream();
        match literals(tokens.clone()).as_slice() {
            [] => tokens.to_string().rsplit(' ').next().unwrap_or_default().to_owned(),
            texts => format!("{texts:?}"),
        }
    };
    match row {
        Expr::Struct(row) => {
            let field =
                |value: &syn::FieldValue| (value.member.to_token_stream().to_string(), word(&value.expr));
            let fields = row.fields.iter().map(field).filter(|(name, _)| name != "sensitive");
            let lines = fields.map(|(name, value)| format!("{name} {value}"));
            lines.chain(row.rest.iter().flat_map(|rest| info(rest))).collect()
        }
        Expr::Call(call) => vec![format!("new {}", call.args.iter().map(word).collect::<Vec<_>>().join(" "))],
        other => panic!("{}", other.to_token_stream()),
    }
}

fn expected_info(event: &Event, direction: Direction) -> Vec<String> {
    let text = |what: &str, text: &str| format!("{what} {:?}", [text]);
    let (meta, mut lines) = (&event.meta, Vec::new());
    lines.extend(event.category.iter().map(|category| text("category", category)));
    lines.extend(meta.doc.iter().map(|doc| text("doc", doc)));
    lines.extend(meta.deprecated.as_ref().map(|deprecated| {
        let since = deprecated.since.iter().map(|since| format!("since {since}"));
        let instead = deprecated.use_instead.iter().map(|name| format!("use `{name}` instead"));
        let parts: Vec<_> = since.chain(deprecated.reason.clone()).chain(instead).collect();
        text("deprecated", &parts.join("; ").chars().map(spelled).collect::<String>())
    }));
    lines.extend(meta.experimental.then(|| "experimental true".to_owned()));
    lines.extend(meta.since.iter().map(|since| text("since", since)));
    lines.extend((event.delivery != Delivery::Ordered).then(|| format!("delivery {:?}", event.delivery)));
    lines.extend((event.audience == Audience::Targeted).then(|| "audience Targeted".to_owned()));
    lines.extend(event.idempotent.then(|| "idempotent true".to_owned()));
    match &event.sticky {
        Sticky::No => {}
        Sticky::Last => lines.push("sticky Last".to_owned()),
        Sticky::LastPer(path) => lines.push(text("sticky", &path.join("."))),
    }
    lines.push(format!("new {:?} {direction:?}", [wire(&event.wire)]));
    lines
}
