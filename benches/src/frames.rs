//! The texts that are read and written.

use std::fmt::Write;

/// A frame of one event, in the ways in which it may come.
pub struct Frames {
    pub event: &'static str,
    pub size: &'static str,
    /// How much faster than derive it must be read.
    pub bound: f64,
    name: &'static str,
    members: Vec<(&'static str, String)>,
}

/// The ways in which a frame may come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    NameFirst,
    WithId,
    NameLast,
    Reversed,
    Unknown,
}

impl Shape {
    pub const ALL: [(Shape, &'static str); 5] = [
        (Shape::NameFirst, "name first"),
        (Shape::WithId, "request id, then the name"),
        (Shape::NameLast, "name last"),
        (Shape::Reversed, "members reversed, name last"),
        (Shape::Unknown, "unknown event"),
    ];
}

impl Frames {
    pub fn all() -> [Frames; 3] {
        [typing_start(), message_new(), guild_emoji_updated()]
    }

    /// The frame's text.
    pub fn text(&self, shape: Shape) -> String {
        let name = if shape == Shape::Unknown { "some_new_event" } else { self.name };
        let name = ("type", format!("{name:?}"));
        let mut members = self.members.clone();
        match shape {
            Shape::NameFirst | Shape::Unknown => members.insert(0, name),
            Shape::WithId => {
                members.insert(0, name);
                members.insert(0, ("id", "\"req-00042\"".to_owned()));
            }
            Shape::NameLast => members.push(name),
            Shape::Reversed => {
                members.reverse();
                members.push(name);
            }
        }
        let members: Vec<String> = members.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
        format!("{{{}}}", members.join(","))
    }
}

fn typing_start() -> Frames {
    Frames {
        event: "typing_start",
        size: "small",
        bound: 1.5,
        name: "typing_start",
        members: vec![
            ("channel_id", quoted("01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d")),
            ("user_id", quoted("0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b")),
        ],
    }
}

fn message_new() -> Frames {
    let message = r#"{"id":"01937d21-9e4f-7b16-a3c8-5d7e9f1b3a2c","channel_id":"01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d","author":{"id":"0191a2b3-c4d5-7e6f-8a9b-0c1d2e3f4a5b","username":"alice","display_name":"Alice Liddell"},"content":"Here is the plan for tomorrow: we meet at nine, look at the build times and decide what to cut.","encrypted":false,"attachments":[{"id":"01937d20-1111-7222-8333-444455556666","filename":"plan.pdf","mime_type":"application/pdf","size_bytes":48213}],"created_at":"2026-03-01T12:00:00.123Z"}"#;
    Frames {
        event: "message_new",
        size: "medium",
        bound: 1.6,
        name: "message_new",
        members: vec![
            ("channel_id", quoted("01936e9a-4b7e-7f3c-8d5a-2f1e3c4b5a6d")),
            ("message", message.to_owned()),
        ],
    }
}

fn guild_emoji_updated() -> Frames {
    let guild = "0194479c-1940-73d4-a24e-b783f9ca6d54";
    let mut emojis = String::from("[");
    for index in 0..400 {
        let comma = if index == 0 { "" } else { "," };
        let id = format!("019c4bf9-fb80-7345-8b6b-88d17ca2{index:04x}");
        let user = format!("01940c01-4f40-7d43-a9bc-3666ca7a{:04x}", index % 17);
        let animated = index % 5 == 0;
        write!(
            emojis,
            r#"{comma}{{"id":"{id}","guild_id":"{guild}","uploaded_by":"{user}","name":"party_parrot_{index}","image_url":"/api/guilds/{guild}/emojis/{id}/image","animated":{animated},"created_at":"2026-02-11T09:{:02}:{:02}.000Z"}}"#,
            index % 60,
            index * 7 % 60,
        )
        .expect("a string takes all");
    }
    emojis.push(']');
    Frames {
        event: "guild_emoji_updated",
        size: "large",
        bound: 1.8,
        name: "guild_emoji_updated",
        members: vec![("guild_id", quoted(guild)), ("emojis", emojis)],
    }
}

fn quoted(text: &str) -> String {
    format!("{text:?}")
}
