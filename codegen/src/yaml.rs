//! YAML with positions: the part of it that a manifest may use, as a tree.
//!
//! [`parse`] is the first stage of [`load`](crate::load); it stands open for tests and tools that look at a text before
//! it means anything.

mod refused;

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, StructureStyle, Tag, options};

use crate::diagnostic::{Diagnostic, Diagnostics, codes, shown};
use crate::source::Span;

/// Collections inside collections, block and flow together.
pub const MAX_DEPTH: usize = 32;

/// Values in one file.
pub const MAX_NODES: usize = 200_000;

/// A value.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
}

/// The kinds of values.
#[derive(Debug, Clone)]
pub enum Kind {
    /// A text, or nothing at all.
    Scalar(Scalar),
    /// A list.
    Sequence {
        /// In order.
        items: Vec<Node>,
        /// Written in `[ ]`.
        flow: bool,
    },
    /// Keys with values.
    Mapping {
        /// In order, each key once.
        entries: Vec<Entry>,
        /// Written in `{ }`.
        flow: bool,
    },
}

/// Text, and how it was written; what it means is decided by its place.
#[derive(Debug, Clone)]
pub struct Scalar {
    /// The text without its quotes.
    pub text: String,
    /// How it was written.
    pub style: Style,
}

/// How a text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In `'`.
    Single,
    /// In `"`.
    Double,
    /// Under `|` or `>`.
    Block,
    /// Nothing at all, as in `key:`.
    Missing,
}

/// A key with its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What stands before the colon.
    pub key: Key,
    /// What stands behind it.
    pub value: Node,
}

/// A key: a text as it was written, marks such as `?` included.
#[derive(Debug, Clone)]
pub struct Key {
    /// The text without its quotes.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// How it was written.
    pub style: Style,
}

impl Node {
    /// The scalar, if it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.kind {
            Kind::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// What the value is, in words.
    pub fn describe(&self) -> &'static str {
        match &self.kind {
            Kind::Scalar(Scalar { style: Style::Missing, .. }) => "nothing",
            Kind::Scalar(_) => "a text",
            Kind::Sequence { .. } => "a list",
            Kind::Mapping { .. } => "a mapping",
        }
    }
}

/// Reads the one document of a file, or says why it cannot be read.
pub fn parse(file: u32, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut found = Diagnostics::default();
    let mut tree = Tree::new(file, text);
    let result = read_events(&mut tree, &mut found);
    match result {
        Err(fatal) => {
            diagnostics.push(*fatal);
            None
        }
        Ok(()) => {
            found.iter().for_each(|diagnostic| diagnostics.push(diagnostic.clone()));
            finish(tree, diagnostics)
        }
    }
}

fn finish(tree: Tree, diagnostics: &mut Diagnostics) -> Option<Node> {
    if tree.root.is_none() {
        let span = Span { file: tree.file, start: 0, end: 0 };
        diagnostics.push(
            Diagnostic::new(&codes::EMPTY_FILE, span, "there is nothing in this file")
                .help("a manifest begins with `samewire: 1` and `protocol: its_name`"),
        );
    }
    tree.root.filter(|_| !tree.broken)
}

/// A tree that grows with the parser's events.
struct Tree<'t> {
    file: u32,
    text: &'t str,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    documents: usize,
    /// An alias or such stands where a value should, so the tree says nothing about what was meant.
    broken: bool,
}

/// A collection whose end was not seen.
struct Open {
    span: Span,
    flow: bool,
    holds: Holds,
}

enum Holds {
    Items(Vec<Node>),
    Entries { entries: Vec<Entry>, key: Option<Key> },
}

impl<'t> Tree<'t> {
    fn new(file: u32, text: &'t str) -> Tree<'t> {
        Tree { file, text, open: Vec::new(), root: None, nodes: 0, documents: 0, broken: false }
    }

    fn span(&self, span: granit_parser::Span) -> Span {
        let range = span.byte_range().unwrap_or(0..0);
        Span { file: self.file, start: range.start as u32, end: range.end as u32 }
    }
}

type Fatal = Box<Diagnostic>;

fn read_events(tree: &mut Tree, found: &mut Diagnostics) -> Result<(), Fatal> {
    let options = options! {
        disallow_directives: true,
        emit_unresolved_aliases: true,
        emit_comments: false,
        flow_nesting_limit: MAX_DEPTH + 1,
        block_nesting_limit: MAX_DEPTH + 1,
    };
    for event in Parser::new_from_str_with_options(tree.text, options) {
        let (event, span) = event.map_err(|error| Box::new(refused::syntax(tree.file, tree.text, &error)))?;
        let at = tree.span(span);
        match event {
            Event::DocumentStart(..) => start_document(tree, at)?,
            Event::Alias(_) | Event::UnresolvedAlias(_) => alias(tree, at, found)?,
            Event::Scalar(text, style, anchor, tag) => {
                refuse_properties(tree, at, anchor, tag, found);
                scalar(tree, at, text, style, found)?;
            }
            Event::SequenceStart(style, anchor, tag) => {
                refuse_properties(tree, at, anchor, tag, found);
                start(tree, at, style, Holds::Items(Vec::new()))?;
            }
            Event::MappingStart(style, anchor, tag) => {
                refuse_properties(tree, at, anchor, tag, found);
                start(tree, at, style, Holds::Entries { entries: Vec::new(), key: None })?;
            }
            Event::SequenceEnd | Event::MappingEnd => end(tree, at, found)?,
            _ => {}
        }
    }
    Ok(())
}

fn start_document(tree: &mut Tree, at: Span) -> Result<(), Fatal> {
    tree.documents += 1;
    if tree.documents == 1 {
        return Ok(());
    }
    Err(Box::new(
        Diagnostic::new(&codes::SECOND_DOCUMENT, at, "a second document begins here")
            .help("a file holds one document; put the other into a file of its own and `include` it"),
    ))
}

fn alias(tree: &mut Tree, at: Span, found: &mut Diagnostics) -> Result<(), Fatal> {
    refused::once(found, refused::anchor(at));
    tree.broken = true;
    let scalar = Scalar { text: String::new(), style: Style::Plain };
    add(tree, Node { span: at, kind: Kind::Scalar(scalar) }, found)
}

fn refuse_properties(
    tree: &Tree,
    at: Span,
    anchor: usize,
    tag: Option<Cow<'_, Tag>>,
    found: &mut Diagnostics,
) {
    if anchor != 0 {
        refused::once(found, refused::anchor(refused::property_before(tree.text, at, '&')));
    }
    if tag.is_some() {
        refused::once(found, refused::tag(refused::property_before(tree.text, at, '!')));
    }
}

fn scalar(
    tree: &mut Tree,
    at: Span,
    text: Cow<'_, str>,
    style: ScalarStyle,
    found: &mut Diagnostics,
) -> Result<(), Fatal> {
    let style = match style {
        ScalarStyle::Plain if at.start == at.end => Style::Missing,
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::Single,
        ScalarStyle::DoubleQuoted => Style::Double,
        ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
    };
    let text = if style == Style::Missing { String::new() } else { text.into_owned() };
    add(tree, Node { span: at, kind: Kind::Scalar(Scalar { text, style }) }, found)
}

fn start(tree: &mut Tree, at: Span, style: StructureStyle, holds: Holds) -> Result<(), Fatal> {
    if tree.open.len() == MAX_DEPTH {
        return Err(Box::new(refused::too_deep(at)));
    }
    count(tree, at)?;
    tree.open.push(Open { span: at, flow: style == StructureStyle::Flow, holds });
    Ok(())
}

fn end(tree: &mut Tree, at: Span, found: &mut Diagnostics) -> Result<(), Fatal> {
    let Some(open) = tree.open.pop() else { return Ok(()) };
    let span = Span { end: if open.flow { at.end } else { last_end(&open) }, ..open.span };
    let kind = match open.holds {
        Holds::Items(items) => Kind::Sequence { items, flow: open.flow },
        Holds::Entries { mut entries, .. } => {
            refuse_duplicates(&mut entries, found);
            Kind::Mapping { entries, flow: open.flow }
        }
    };
    tree.nodes -= 1;
    add(tree, Node { span, kind }, found)
}

/// The parser ends a block where the next thing begins, which may be lines below.
fn last_end(open: &Open) -> u32 {
    let last = match &open.holds {
        Holds::Items(items) => items.last(),
        Holds::Entries { entries, .. } => entries.last().map(|entry| &entry.value),
    };
    last.map_or(open.span.end, |node| node.span.end)
}

fn count(tree: &mut Tree, at: Span) -> Result<(), Fatal> {
    tree.nodes += 1;
    if tree.nodes <= MAX_NODES { Ok(()) } else { Err(Box::new(refused::too_many(at))) }
}

fn add(tree: &mut Tree, node: Node, found: &mut Diagnostics) -> Result<(), Fatal> {
    let at = node.span;
    match tree.open.last_mut() {
        None => tree.root = Some(node),
        Some(Open { holds: Holds::Items(items), .. }) => items.push(node),
        Some(Open { holds: Holds::Entries { entries, key: slot }, flow, .. }) => match slot.take() {
            Some(key) if key.style == Style::Plain && key.text == "<<" => {
                found.push(refused::merge_key(key.span))
            }
            Some(key) => entries.push(Entry { key, value: node }),
            None => {
                if !*flow && let Some(tab) = refused::tab_before(tree.text, at) {
                    refused::once(found, refused::tab(tab));
                }
                *slot = Some(key(node)?);
                return Ok(());
            }
        },
    }
    count(tree, at)
}

fn key(node: Node) -> Result<Key, Fatal> {
    let Kind::Scalar(scalar) = node.kind else {
        return Err(Box::new(refused::complex_key(node.span)));
    };
    if scalar.style == Style::Missing {
        return Err(Box::new(refused::complex_key(node.span)));
    }
    Ok(Key { text: scalar.text, span: node.span, style: scalar.style })
}

/// Keeps the first of equal keys; `x`, `x?` and `...x` are one key.
fn refuse_duplicates(entries: &mut Vec<Entry>, found: &mut Diagnostics) {
    let mut seen: HashMap<String, Span> = HashMap::with_capacity(entries.len());
    entries.retain(|Entry { key, .. }| {
        let name = key.text.strip_suffix('?').unwrap_or(&key.text);
        let name = name.strip_prefix("...").unwrap_or(name);
        let Some(first) = seen.get(name) else {
            seen.insert(name.to_owned(), key.span);
            return true;
        };
        let message = format!("the key `{}` stands here twice", shown(name));
        found.push(
            Diagnostic::new(&codes::DUPLICATE_KEY, key.span, message)
                .label("again")
                .second(*first, "the first time"),
        );
        false
    });
}
