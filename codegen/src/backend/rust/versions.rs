//! Older versions of an event: what each carried, and how it becomes the next.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::structs::upgraded;
use super::types::Types;
use super::{docs, idents, payloads, types};
use crate::model::{
    Direction, Event, Field, Model, Payload, Recast, Shape, Source, Struct, Type, Upgrade, Version,
};
use crate::resolve::shape_of;

/// The items of an older version: its struct, what is written by hand, and the way to the next version.
pub fn older(model: &Model, direction: Direction, event: &Event, index: usize) -> TokenStream {
    let version = &event.versions[index];
    let name = idents::pascal(&version.name);
    let wire = payloads::wire_text(&event.wire);
    let doc = format!("Version {} of `{wire}`, which older senders write.", version.number);
    let attributes = docs::attributes(&version.meta, Some(&doc));
    let spreads = model.frames(direction).pictures[event.picture].spreads_payload();
    let items = payloads::items(model, &name, &attributes, &version.payload, spreads);
    let step = Step::new(model, event, index);
    let (by_hand, upgrade) = (step.by_hand(&wire), step.upgrade());
    quote! {
        #items
        #by_hand
        #upgrade
    }
}

/// A version and the next.
struct Step<'m> {
    model: &'m Model,
    version: &'m Version,
    /// What the next version carries, and its struct.
    next: &'m Payload,
    next_name: Ident,
}

impl<'m> Step<'m> {
    fn new(model: &'m Model, event: &'m Event, index: usize) -> Step<'m> {
        let (next, name) = match event.versions.get(index + 1) {
            Some(next) => (&next.payload, &next.name),
            None => (&event.payload, &event.name),
        };
        Step { model, version: &event.versions[index], next, next_name: idents::pascal(name) }
    }

    fn types(&self) -> Types<'m> {
        Types::below(self.model)
    }

    /// The trait of what nothing gives, if there is any.
    fn by_hand(&self, wire: &str) -> Option<TokenStream> {
        let fields: Vec<&Field> = self.fields_by_hand().collect();
        if fields.is_empty() {
            return None;
        }
        let (name, older) = (self.trait_name(), idents::pascal(&self.version.name).to_string());
        let (number, next) = (self.version.number, self.version.number + 1);
        let named: Vec<String> =
            fields.iter().map(|field| format!("`{}`", super::structs::called(field))).collect();
        let named = named.join(", ");
        let doc =
            docs::line(&format!("What version {number} of `{wire}` does not give version {next}: {named}."));
        let hint = docs::line(&format!("Implement it for [`{older}`]."));
        let message = format!("version {number} of `{wire}` does not give version {next} its {named}");
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
        idents::pascal(&self.version.upgrade_name())
    }

    fn fields_by_hand(&self) -> impl Iterator<Item = &'m Field> {
        let (_, next) = self.structs();
        self.pairs(next).filter(|(_, source)| *source == Source::ByHand).map(|(field, _)| field)
    }

    /// The fields of the next version, each with its source.
    fn pairs(&self, next: &'m Struct) -> impl Iterator<Item = (&'m Field, Source)> {
        let sources: &[Source] = match &self.version.upgrade {
            Upgrade::Fields(sources) => sources,
            Upgrade::Whole => &[],
        };
        next.fields.iter().zip(sources.iter().copied())
    }

    /// The structs that the two versions are.
    fn structs(&self) -> (&'m Struct, &'m Struct) {
        (members(self.model, &self.version.payload), members(self.model, self.next))
    }

    fn upgrade(&self) -> TokenStream {
        let (name, next) = (idents::pascal(&self.version.name), &self.next_name);
        let body = match (&self.version.upgrade, &self.version.payload, self.next) {
            (Upgrade::Whole, Payload::Type(old), Payload::Type(new)) => self.whole(old, new),
            _ => self.fields(),
        };
        let number = self.version.number + 1;
        let doc = docs::line(&format!("Version {number}, made of this one."));
        let errors = docs::line("What was written by hand gives what no frame can hold.");
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
        let (read, next) = (self.types().codec(new), &self.next_name);
        quote!(::samewire::upgrade::whole::<#written, #read>(&self.0).map(#next))
    }

    fn fields(&self) -> TokenStream {
        let (old, new) = self.structs();
        let base = match &self.version.payload {
            Payload::Type(_) => quote!(self.0),
            Payload::Unit | Payload::Struct(_) => quote!(self),
        };
        let mut made = Vec::new();
        let mut fields: Vec<(Field, TokenStream)> = Vec::new();
        for (field, source) in self.pairs(new) {
            match source {
                Source::Same(index) | Source::Was(index) => {
                    let name = idents::snake(&old.fields[index].name);
                    fields.push((self.carried(&old.fields[index], field), quote!(#base.#name)));
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
        let next = &self.next_name;
        let upgraded = upgraded(self.types(), &fields);
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

/// The struct that a payload is; that of one that carries nothing has no fields.
fn members<'m>(model: &'m Model, payload: &'m Payload) -> &'m Struct {
    static EMPTY: Struct = Struct { fields: Vec::new(), reserved: Vec::new() };
    match payload {
        Payload::Struct(members) => members,
        Payload::Type(ty) => match shape_of(&model.types, ty) {
            Some(Shape::Struct(members)) => members,
            _ => &EMPTY,
        },
        Payload::Unit => &EMPTY,
    }
}
