//! Pictures as the static trees that the runtime walks along, and the names in them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use crate::model::{Beside, Picture, PictureMember, PictureNode, WireName};

/// A picture as an expression; `beside` are the direction's members beside its events, `names` what finds a name.
pub fn picture(picture: &Picture, beside: &[Beside], names: &TokenStream) -> TokenStream {
    let mut absent: Vec<&[String]> = picture.absent.iter().map(Vec::as_slice).collect();
    absent.sort();
    let root = Tree { beside }.node(&picture.node, &mut Vec::new(), &absent);
    let versioned = picture.has_version();
    quote!(::samewire::frame::Picture { root: #root, names: #names, versioned: #versioned })
}

struct Tree<'m> {
    beside: &'m [Beside],
}

impl<'m> Tree<'m> {
    /// `path` leads to the place; `absent` are paths from here.
    fn node(&self, node: &'m PictureNode, path: &mut Vec<&'m str>, absent: &[&'m [String]]) -> TokenStream {
        let node = match node {
            PictureNode::Object(members) => {
                let object = self.object(members, path, absent);
                quote!(Object(&#object))
            }
            PictureNode::Name => quote!(Name),
            PictureNode::Payload { nullable } => quote!(Payload { nullable: #nullable }),
            PictureNode::Constant(value) => {
                let constant = constant(value);
                quote!(Constant(::samewire::frame::Constant::#constant))
            }
            PictureNode::Value { nullable, .. } => {
                let index = self.beside.iter().position(|beside| beside.path == *path);
                let index =
                    Literal::usize_unsuffixed(index.expect("every member beside an event was collected"));
                quote!(Field { index: #index, nullable: #nullable })
            }
            PictureNode::Version => quote!(Version),
        };
        quote!(::samewire::frame::Node::#node)
    }

    fn object(
        &self,
        members: &'m [PictureMember],
        path: &mut Vec<&'m str>,
        absent: &[&'m [String]],
    ) -> TokenStream {
        let (mut keys, mut nodes, mut inner) = (Vec::new(), Vec::new(), quote!(None));
        let (mut likely, mut name, mut has_required) = (None, quote!(::core::option::Option::None), false);
        for member in members {
            let at = Literal::usize_unsuffixed(keys.len());
            match member {
                PictureMember::SpreadPayload => inner = quote!(Spread(#at)),
                PictureMember::NameKey => (inner, has_required) = (quote!(Named(#at)), true),
                PictureMember::Key { key, optional, node, .. } => {
                    if !optional {
                        likely.get_or_insert((keys.len(), key.as_str()));
                    }
                    match node {
                        PictureNode::Name => name = quote!(::core::option::Option::Some(#at)),
                        PictureNode::Payload { .. } => {}
                        _ => has_required |= !optional,
                    }
                    path.push(key);
                    let below: Vec<&[String]> = absent.iter().filter_map(|path| below(path, key)).collect();
                    let node = self.node(node, path, &below);
                    path.pop();
                    keys.push(key.as_str());
                    nodes.push(quote!(::samewire::frame::Member { node: #node, optional: #optional }));
                }
            }
        }
        for key in absent.iter().filter(|path| path.len() == 1).map(|path| &path[0]) {
            keys.push(key);
            let node = quote!(::samewire::frame::Node::Absent);
            nodes.push(quote!(::samewire::frame::Member { node: #node, optional: true }));
        }
        let (first, likely) = likely.unwrap_or_default();
        let first = Literal::usize_unsuffixed(first);
        quote! {
            ::samewire::frame::Object {
                keys: &[#(#keys),*],
                members: &[#(#nodes),*],
                first: #first,
                likely: ::samewire::frame::Object::likely(#likely),
                name: #name,
                has_required: #has_required,
                inner: ::samewire::frame::Inner::#inner,
            }
        }
    }
}

/// What is left of a path behind its first key, if that is `key` and there is more.
fn below<'p>(path: &'p [String], key: &str) -> Option<&'p [String]> {
    match path {
        [first, rest @ ..] if first == key && !rest.is_empty() => Some(rest),
        _ => None,
    }
}

fn constant(value: &Value) -> TokenStream {
    match value {
        Value::Bool(value) => quote!(Bool(#value)),
        Value::Number(number) => {
            let value = Literal::i64_unsuffixed(number.as_i64().unwrap_or_default());
            quote!(Integer(#value))
        }
        _ => quote!(Null),
    }
}

/// A name with the index of its event, and its old names.
pub struct Named<'m> {
    pub wire: &'m WireName,
    pub was: &'m [String],
    pub index: usize,
}

/// The names in one picture as an expression.
pub fn names<'m>(named: impl Iterator<Item = Named<'m>>) -> TokenStream {
    let (mut texts, mut others) = (Vec::new(), Vec::new());
    for Named { wire, was, index } in named {
        let index = Literal::usize_unsuffixed(index);
        let old = was.iter().map(|old| wire.old(old));
        for name in std::iter::once(wire.clone()).chain(old) {
            match &name {
                WireName::Text(text) => texts.push(quote!((#text, #index))),
                other => {
                    let name = wire_name(other);
                    others.push(quote!((#name, #index)));
                }
            }
        }
    }
    let slots = Literal::usize_unsuffixed((texts.len() * 2).next_power_of_two());
    let others = (!others.is_empty()).then(|| quote!(.and(&[#(#others),*])));
    quote! {
        ::core::option::Option::Some({
            const NAMES: &[(&str, usize)] = &[#(#texts),*];
            const SLOTS: [u16; #slots] = ::samewire::frame::Names::slots(NAMES);
            ::samewire::frame::Names::new(NAMES, &SLOTS) #others
        })
    }
}

/// A name on the wire as an expression.
pub fn wire_name(wire: &WireName) -> TokenStream {
    let name = match wire {
        WireName::Text(text) => quote!(Text(#text)),
        WireName::Int(value) => {
            let (number, text) = (Literal::i64_unsuffixed(*value), value.to_string());
            quote!(Integer(#number, #text))
        }
        WireName::Bool(value) => quote!(Bool(#value)),
    };
    quote!(::samewire::frame::WireName::#name)
}
