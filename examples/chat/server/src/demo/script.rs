//! Who is made up, what they have written, and what they do by and by.

use std::time::Duration;

use samewire::{Timestamp, Uuid};

use crate::chat::client::VoiceScreenShareStart;
use crate::chat::types::{Activity, ActivityType, CustomStatus, Quality, UserStatus};
use crate::handler::{Chat, DESIGN, GENERAL, LOUNGE};
use crate::people::User;

use Act::{Does, React, Say, Status, StatusText, Type};
use Who::{Ada, Bob, Grace};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Ada,
    Grace,
    Bob,
}

impl Who {
    /// With the id that the manifest's examples have.
    pub fn user(self) -> User {
        let (id, username, display_name) = match self {
            Ada => (0x01935930_f140_74bd_926b_c3c2d2be100a, "ada", "Ada Lovelace"),
            Grace => (0x01940c01_4f40_7d43_a9bc_3666ca7aa038, "grace", "Grace Hopper"),
            Bob => (0x019571a2_0b40_78af_86a7_103c2b9c0ccc, "bob", "Bob"),
        };
        let (username, display_name) = (username.to_owned(), display_name.to_owned());
        User { id: Uuid::from_u128(id), username, display_name }
    }
}

/// Something that somebody does, some seconds after what was before it.
pub struct Cue {
    pub after: u64,
    pub who: Who,
    pub act: Act,
}

pub enum Act {
    Type(Uuid),
    /// Said once, and not when the script begins again.
    Say(Uuid, &'static str),
    /// To the last message of a channel.
    React(Uuid, &'static str),
    Status(UserStatus),
    StatusText(&'static str, &'static str),
    Does(&'static str, &'static str),
}

const fn cue(after: u64, who: Who, act: Act) -> Cue {
    Cue { after, who, act }
}

pub const SCRIPT: &[Cue] = &[
    cue(3, Grace, Type(GENERAL)),
    cue(3, Grace, Say(GENERAL, "Is anybody looking at the event counts? Mine go up by themselves.")),
    cue(2, Bob, React(GENERAL, "👀")),
    cue(2, Ada, Type(GENERAL)),
    cue(4, Ada, Say(GENERAL, "That is the point: nobody wrote a `switch` for them.")),
    cue(2, Grace, React(GENERAL, "😄")),
    cue(4, Bob, Does("Editor", "events.yaml")),
    cue(3, Grace, Type(DESIGN)),
    cue(3, Grace, Say(DESIGN, "New contrast values are in. Try them in the dark, too.")),
    cue(3, Ada, React(DESIGN, "🌗")),
    cue(6, Ada, Status(UserStatus::Busy)),
    cue(1, Ada, StatusText("🧮", "Deep in the numbers")),
    cue(8, Bob, Type(GENERAL)),
    cue(9, Bob, React(GENERAL, "👍")),
    cue(8, Ada, Status(UserStatus::Online)),
    cue(8, Grace, Type(DESIGN)),
    cue(8, Grace, StatusText("☕", "Back in five")),
    cue(5, Grace, Status(UserStatus::Away)),
    cue(15, Grace, Status(UserStatus::Online)),
    cue(1, Grace, StatusText("🐞", "Looking for moths")),
];

/// What was written before anybody came.
struct Line {
    minutes_ago: u64,
    channel: Uuid,
    who: Who,
    text: &'static str,
    reactions: &'static [(Who, &'static str)],
}

const fn line(
    minutes_ago: u64,
    channel: Uuid,
    who: Who,
    text: &'static str,
    reactions: &'static [(Who, &'static str)],
) -> Line {
    Line { minutes_ago, channel, who, text, reactions }
}

const PAST: &[Line] = &[
    line(42, GENERAL, Ada, "Good morning! The new build is on staging.", &[(Grace, "🎉"), (Bob, "🎉")]),
    line(
        40,
        GENERAL,
        Bob,
        "Looks right here. The desktop window gets every event that the browser gets.",
        &[],
    ),
    line(39, GENERAL, Grace, "*Every* event? Last time we lost nine of them on the way, and one field.", &[]),
    line(
        37,
        GENERAL,
        Ada,
        "All **69**, field by field. Even those that we have not invented yet: they come in as *unknown*, unharmed.",
        &[(Grace, "🤯"), (Bob, "👏"), (Grace, "👏")],
    ),
    line(
        31,
        GENERAL,
        Bob,
        "Then I delete my six hand-written copies of `message_new`.",
        &[(Ada, "🔥"), (Grace, "🔥")],
    ),
    line(12, GENERAL, Grace, "I am in the Lounge if anybody wants to look at it together.", &[(Bob, "👍")]),
    line(55, DESIGN, Grace, "The member list is too loud. Less colour, more air?", &[(Ada, "👍")]),
    line(53, DESIGN, Bob, "Agreed. A dot for the status is enough.", &[]),
];

/// The made-up users, what they have written, and who is in the voice channel.
pub fn set_the_scene(chat: &Chat) {
    for who in [Ada, Grace, Bob] {
        chat.people.play(who.user());
    }
    chat.people.change(Grace.user().id, |person| {
        person.custom_status = Some(status_text("🐞", "Looking for moths"));
    });
    chat.people.change(Bob.user().id, |person| person.activity = Some(activity("Editor", "main.rs")));
    PAST.iter().for_each(|line| write_in_the_past(chat, line));
    for who in [Grace, Bob] {
        chat.enter_voice(LOUNGE, &who.user(), Uuid::nil());
    }
    let share = VoiceScreenShareStart {
        channel_id: LOUNGE,
        stream_id: Uuid::new_v4(),
        quality: Quality::High,
        has_audio: false,
        source_label: "events.yaml — Editor".to_owned(),
    };
    // They have just come in.
    let _ = chat.share_screen(&Bob.user(), share);
}

fn write_in_the_past(chat: &Chat, line: &Line) {
    let mut channels = chat.channels.lock();
    let Some(channel) = channels.iter_mut().find(|channel| channel.id == line.channel) else { return };
    let at = Timestamp::now() - Duration::from_secs(line.minutes_ago * 60);
    let id = channel.post(&line.who.user(), line.text.to_owned(), at).id;
    let Some(posted) = channel.posted(id) else { return };
    for (who, emoji) in line.reactions {
        posted.react(who.user().id, emoji);
    }
}

pub fn status_text(emoji: &str, text: &str) -> CustomStatus {
    CustomStatus { text: text.to_owned(), emoji: Some(emoji.to_owned()), expires_at: None }
}

pub fn activity(name: &str, details: &str) -> Activity {
    Activity {
        r#type: ActivityType::Coding,
        name: name.to_owned(),
        started_at: Timestamp::now(),
        details: Some(details.to_owned()),
    }
}
