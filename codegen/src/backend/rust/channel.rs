//! A direction whose events travel by name: the payload is all that is written.

use proc_macro2::TokenStream;
use quote::quote;

use super::idents;
use crate::model::Direction;

/// The ways of an event's payload in and out of text.
pub fn channel(direction: Direction) -> TokenStream {
    let events = idents::event_enum(direction);
    quote! {
        impl #events {
            /// Reads the payload of the event of this name within the default limits.
            pub fn decode(name: &str, text: &str) -> ::core::result::Result<Self, ::samewire::DecodeError> {
                Self::decode_within(name, text, ::samewire::Limits::default())
            }

            /// Reads the payload of the event of this name within limits of your own.
            pub fn decode_within(
                name: &str,
                text: &str,
                limits: ::samewire::Limits,
            ) -> ::core::result::Result<Self, ::samewire::DecodeError> {
                ::samewire::frame::decode_payload(name, text, limits)
            }

            /// Writes the payload, which travels beside the name; that of an unknown event as it came.
            pub fn encode(&self) -> ::core::result::Result<::std::string::String, ::samewire::EncodeError> {
                ::samewire::frame::encode_payload(self)
            }
        }

        ::samewire::serde_by_payload!(#events);
    }
}
