//! Texts and values of the manifest inside generated functions and constants: defaults, values of enums, the table of
//! events, keys of frames.

mod defaults;

use quote::ToTokens;
use samewire_codegen::model::{
    Audience, Delivery, Direction, Event, Flags, IntEnum, Model, Payload, PictureMember, PictureNode, Shape,
    Sticky, StringEnum, StringPattern, Struct,
};
use syn::{Expr, ImplItem, Item, ItemImpl};

use super::{literals, module_of, plain, spelled, type_text, wire};

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
        let events = model.events(direction);
        root.enumeration(direction, events);
        root.frame(model, direction);
        for event in events {
            impls.info(event, direction);
            if let Payload::Struct(members) = &event.payload {
                impls.defaults(model, &event.name.pascal(), members);
            }
        }
    }
    for def in &model.types {
        let impls = Impls::below(path, module_of(def.scope), file);
        let name = def.name.pascal();
        match &def.shape {
            Shape::Struct(members) => impls.defaults(model, &name, members),
            Shape::StringEnum(values) => impls.texts(&name, values),
            Shape::IntEnum(values) => impls.integers(&name, values),
            Shape::Flags(flags) => impls.flags(&name, flags),
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

    /// All names of the events, the old ones behind their own, each with the index of the event.
    fn enumeration(&self, direction: Direction, events: &[Event]) {
        let owner = title(direction, "Event");
        let Expr::Block(block) = self.expr(&owner, Some("Event"), "NAMES") else { panic!("{}", self.path) };
        let table = block.block.stmts.iter().find_map(|statement| match statement {
            syn::Stmt::Item(Item::Const(item)) if item.ident == "NAMES" => Some(&item.expr),
            _ => None,
        });
        let names = |(index, event): (usize, &'_ Event)| {
            let names = std::iter::once(wire(event).to_owned()).chain(event.meta.was.clone());
            names.flat_map(move |name| [name, index.to_string()]).collect::<Vec<_>>()
        };
        let expected: Vec<_> = events.iter().enumerate().flat_map(names).collect();
        self.same(&owner, &literals(table.unwrap().to_token_stream()), &expected);
    }

    /// The keys of the frame: that of the name, and those beside the event.
    fn frame(&self, model: &Model, direction: Direction) {
        let owner = title(direction, "Frame");
        let PictureNode::Object(members) = &model.frames(direction).pictures[0].node else { return };
        let mut keys: Vec<String> = members.iter().filter_map(key).collect();
        let mut found = literals(self.expr(&owner, Some("Frame"), "KEYS").to_token_stream());
        keys.sort();
        found.sort();
        self.same(&owner, &found, &keys);
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

fn title(direction: Direction, word: &str) -> String {
    format!("{direction:?}{word}")
}

fn key(member: &PictureMember) -> Option<String> {
    match member {
        PictureMember::Key { key, .. } => Some(key.clone()),
        PictureMember::NameKey | PictureMember::SpreadPayload => None,
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
    lines.push(format!("new {:?} {direction:?}", [wire(event)]));
    lines
}
