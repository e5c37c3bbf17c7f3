//! What stands in generated code, a line for each event: the table of names that reviewers read.

/// The payload of an event from the server that is sent and heard: the protocol, the Tauri name, the payload, the index
/// of the event, and its frame.
#[doc(hidden)]
#[macro_export]
macro_rules! event {
    ($protocol:ty, $name:literal, $payload:ty, $index:literal, $frame:ty) => {
        $crate::listened_event!($protocol, $name, $payload, $index, $frame);
        $crate::emits!($protocol, $payload, |payload: $payload| {
            let event = ::core::convert::Into::into(payload);
            $crate::Message::event::<$protocol, $frame>(&event, ::core::option::Option::None)
        });
    };
}

/// The same for an event that is heard, and sent with its frame only, in which more must stand.
#[doc(hidden)]
#[macro_export]
macro_rules! listened_event {
    ($protocol:ty, $name:literal, $payload:ty, $index:literal, $frame:ty) => {
        $crate::hears!($protocol, $name, $payload, |json, limits| {
            $crate::read_event::<$protocol, $frame, $payload>($index, json, limits)
        });
    };
}

/// The same for an event whose name travels beside its payload.
#[doc(hidden)]
#[macro_export]
macro_rules! channel_event {
    ($protocol:ty, $name:literal, $payload:ty, $index:literal) => {
        $crate::hears!($protocol, $name, $payload, |json, limits| {
            $crate::read_channel_event::<$protocol, $payload>($index, json, limits)
        });
        $crate::emits!($protocol, $payload, |payload: $payload| {
            $crate::Message::on_channel::<$protocol>(&::core::convert::Into::into(payload))
        });
    };
}

/// The payload of an event that only the app itself sends: the protocol, the Tauri name, and the payload.
#[doc(hidden)]
#[macro_export]
macro_rules! desktop_event {
    ($protocol:ty, $name:literal, $payload:ty) => {
        $crate::hears!($protocol, $name, $payload, |json, limits| {
            $crate::read_alone::<$payload>(json, limits)
        });
        $crate::emits!($protocol, $payload, |payload: $payload| {
            $crate::Message::desktop::<$payload>($name, &payload)
        });
    };
}

/// How a payload is read from what Tauri hands to listeners. A payload may be deprecated.
#[doc(hidden)]
#[macro_export]
macro_rules! hears {
    ($protocol:ty, $name:literal, $payload:ty, $read:expr) => {
        #[allow(deprecated)]
        impl $crate::Listen<$protocol> for $payload {
            const NAME: &'static str = $name;

            fn decode(
                json: &str,
                limits: $crate::Limits,
            ) -> ::core::result::Result<Self, $crate::DecodeError> {
                let read: fn(&str, $crate::Limits) -> ::core::result::Result<Self, $crate::DecodeError> =
                    $read;
                read(json, limits)
            }
        }
    };
}

/// How a payload becomes a message.
#[doc(hidden)]
#[macro_export]
macro_rules! emits {
    ($protocol:ty, $payload:ty, $message:expr) => {
        #[allow(deprecated)]
        impl $crate::Emit<$protocol> for $payload {
            fn message(self) -> ::core::result::Result<$crate::Message, $crate::EncodeError> {
                ($message)(self)
            }
        }
    };
}
