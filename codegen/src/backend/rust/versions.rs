//! Older versions of an event: what each carried, and how it becomes the next.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::structs::upgraded;
use super::types::Types;
use super::{docs, idents, payloads, types};
use crate::backend::steps::Step;
use crate::model::{Direction, Field, Model, Payload, Recast, Source, Type, Upgrade};

/// The items of an older version: its struct, what is written by hand, and the way to the next version.
pub fn older(model: &Model, direction: Direction, step: Step<'_>) -> TokenStream {
    let Step { event, older: version, .. } = step;
    let name = idents::pascal(&version.name);
    let wire = payloads::wire_text(&event.wire);
    let doc = format!("Version {} of `{wire}`, which older senders write.", version.number);
    let attributes = docs::attributes(&version.meta, Some(&doc));
    let spreads = model.frames(direction).pictures[event.picture].spreads_payload();
    let items = payloads::items(model, &name, &attributes, &version.payload, spreads);
    let way = Way { model, step };
    let (by_hand, upgrade) = (way.by_hand(&wire), way.upgrade());
    quote! {
        #items
        #by_hand
        #upgrade
    }
}

/// The way to the next version.
struct Way<'m> {
    model: &'m Model,
    step: Step<'m>,
}

impl<'m> Way<'m> {
    fn types(&self) -> Types<'m> {
        Types::below(self.model)
    }

    /// The trait of what nothing gives, if there is any.
    fn by_hand(&self, wire: &str) -> Option<TokenStream> {
        let fields: Vec<&Field> = self.step.by_hand().collect();
        if fields.is_empty() {
            return None;
        }
        let (version, name) = (self.step.older, self.trait_name());
        let older = version.name.pascal();
        let (number, next) = (version.number, version.number + 1);
        let named: Vec<String> =
            fields.iter().map(|field| format!("`{}`", super::structs::called(field))).collect();
        let named = named.join(", ");
        let doc =
            docs::line(&format!("What version {number} of `{wire}` does not give version {next}: {named}."));
        let hint = docs::line(&format!("Implement it for [`{older}`]."));
        let message = format!("version {number} of `{wire}` does not give version {next} its {named}");
        // What stands between braces there is a place for something.
        let message = message.replace('{', "{{").replace('}', "}}");
        let note = format!("write `impl {name} for {older}`, with a function for each");
        let functions = fields.iter().map(|field| {
            let (name, ty) = (idents::snake(&field.name), super::structs::field_type(self.types(), field));
            let doc = docs::line(&format!("`{}` of version {next}.", super::structs::called(field)));
            quote!(#doc fn #name(&self) -> #ty;)
        });
        Some(quote! {
            #doc
            #[doc = ""]
            #hint
            #[allow(clippy::wrong_self_convention)]
            #[diagnostic::on_unimplemented(message = #message, label = "not implemented", note = #note)]
            pub trait #name {
                #(#functions)*
            }
        })
    }

    fn trait_name(&self) -> Ident {
        idents::pascal(&self.step.older.upgrade_name())
    }

    fn upgrade(&self) -> TokenStream {
        let older = self.step.older;
        let (name, next) = (idents::pascal(&older.name), idents::pascal(self.step.next_name));
        let body = match (&older.upgrade, &older.payload, self.step.next) {
            (Upgrade::Whole, Payload::Type(old), Payload::Type(new)) => self.whole(old, new),
            _ => self.fields(),
        };
        let number = older.number + 1;
        let doc = docs::line(&format!("Version {number}, made of this one."));
        let errors = docs::line(
            "What was written by hand gives what no frame can hold, or a time lies before the year 0.",
        );
        quote! {
            impl #name {
                #doc
                #[doc = ""]
                #[doc = " # Errors"]
                #[doc = ""]
                #errors
                pub fn upgrade(&self) -> ::core::result::Result<#next, ::samewire::UpgradeError> {
                    #body
                }
            }
        }
    }

    fn whole(&self, old: &Type, new: &Type) -> TokenStream {
        let written = self.types().codec(&written(self.model, old, new));
        let (read, next) = (self.types().codec(new), idents::pascal(self.step.next_name));
        quote!(::samewire::upgrade::whole::<#written, #read>(&self.0).map(#next))
    }

    fn fields(&self) -> TokenStream {
        let base = match &self.step.older.payload {
            Payload::Type(_) => quote!(self.0),
            Payload::Unit | Payload::Struct(_) => quote!(self),
        };
        let mut made = Vec::new();
        let mut fields: Vec<(Field, TokenStream)> = Vec::new();
        let old = self.step.old.map_or(&[][..], |old| &old.fields);
        for (field, source) in self.step.fields() {
            match source {
                Source::Same(index) | Source::Was(index) => {
                    let name = idents::snake(&old[index].name);
                    fields.push((self.carried(&old[index], field), quote!(#base.#name)));
                }
                Source::ByHand => {
                    let (trait_name, name) = (self.trait_name(), idents::snake(&field.name));
                    let value = idents::ident(&format!("made{}", made.len()));
                    made.push(quote!(let #value = #trait_name::#name(self);));
                    fields.push((always(field.clone()), quote!(#value)));
                }
                Source::Default | Source::None => {}
            }
        }
        let next = idents::pascal(self.step.next_name);
        let upgraded = upgraded(self.types(), &fields, self.step.new);
        let (kinds, names, parts) = (upgraded.kinds, upgraded.names, upgraded.parts);
        quote! {
            #(#made)*
            ::samewire::upgrade::fields::<#kinds, #next>(&[#(#names),*], #parts)
        }
    }

    /// The field of the older version as it is written for the next: by its own type, under the next one's name.
    fn carried(&self, old: &Field, new: &Field) -> Field {
        let ty = written(self.model, &old.ty, &new.ty);
        let field = always(Field { wire: new.wire.clone(), ty, ..old.clone() });
        match field.nullable && !new.nullable {
            // No value is told by absence there.
            true => Field { nullable: false, optional: true, default: None, ..field },
            false => field,
        }
    }
}

/// A value that is the default of one version may not be that of the next, so it is written.
fn always(field: Field) -> Field {
    Field { optional: field.optional && field.default.is_none(), ..field }
}

/// The type that an older value is written as: its own, unless the next version has it in another form.
fn written(model: &Model, old: &Type, new: &Type) -> Type {
    match Recast::between(&model.types, old, new) {
        None => old.clone(),
        Some(recast) => recast_type(model, old, recast),
    }
}

fn recast_type(model: &Model, old: &Type, recast: Recast) -> Type {
    match types::unaliased(model, old) {
        Type::Nullable(inner) => Type::Nullable(Box::new(recast_type(model, inner, recast))),
        ty => recast.written(ty),
    }
}
