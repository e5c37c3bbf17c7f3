//! What stands in generated code, a line for each event: the table of names that reviewers read.

/// The payload of an event from the server that is sent and heard: the protocol, the Tauri name, the payload, the index
/// of the event, and its frame.
#[doc(hidden)]
#[macro_export]
macro_rules! event {
    ($protocol:ty, $name:literal, $payload:ty, $index:literal, $frame:ty) => {
        $crate::listened_event!($protocol, $name, $payload, $index, $frame);

        #[allow(deprecated)]
        impl $crate::Emit<$protocol> for $payload {
            fn message(self) -> ::core::result::Result<$crate::Message, $crate::EncodeError> {
                let event = ::core::convert::Into::into(self);
                $crate::Message::event::<$protocol, $frame>(&event, ::core::option::Option::None)
            }
        }
    };
}

/// The same for an event that is heard, and sent with its frame only, in which more must stand.
#[doc(hidden)]
#[macro_export]
macro_rules! listened_event {
    ($protocol:ty, $name:literal, $payload:ty, $index:literal, $frame:ty) => {
        #[allow(deprecated)]
        impl $crate::Listen<$protocol> for $payload {
            const NAME: &'static str = $name;

            fn decode(
                json: &str,
                limits: $crate::Limits,
            ) -> ::core::result::Result<Self, $crate::DecodeError> {
                $crate::read_event::<$protocol, $frame, Self>($index, json, limits)
            }
        }
    };
}

/// The same for an event whose name travels beside its payload.
#[doc(hidden)]
#[macro_export]
macro_rules! channel_event {
    ($protocol:ty, $name:literal, $payload:ty, $index:literal) => {
        #[allow(deprecated)]
        impl $crate::Listen<$protocol> for $payload {
            const NAME: &'static str = $name;

            fn decode(
                json: &str,
                limits: $crate::Limits,
            ) -> ::core::result::Result<Self, $crate::DecodeError> {
                $crate::read_channel_event::<$protocol, Self>($index, json, limits)
            }
        }

        #[allow(deprecated)]
        impl $crate::Emit<$protocol> for $payload {
            fn message(self) -> ::core::result::Result<$crate::Message, $crate::EncodeError> {
                $crate::Message::on_channel::<$protocol>(&::core::convert::Into::into(self))
            }
        }
    };
}

/// The payload of an event that only the app itself sends: the protocol, the Tauri name, and the payload.
#[doc(hidden)]
#[macro_export]
macro_rules! desktop_event {
    ($protocol:ty, $name:literal, $payload:ty) => {
        #[allow(deprecated)]
        impl $crate::Listen<$protocol> for $payload {
            const NAME: &'static str = $name;

            fn decode(
                json: &str,
                limits: $crate::Limits,
            ) -> ::core::result::Result<Self, $crate::DecodeError> {
                $crate::read_alone::<Self>(json, limits)
            }
        }

        #[allow(deprecated)]
        impl $crate::Emit<$protocol> for $payload {
            fn message(self) -> ::core::result::Result<$crate::Message, $crate::EncodeError> {
                $crate::Message::desktop::<Self>($name, &self)
            }
        }
    };
}
