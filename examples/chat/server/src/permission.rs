//! What each client event needs before it is acted on.

use samewire::Uuid;

use crate::channels::Channel;
use crate::chat::types::ErrorCode;
use crate::chat::{ClientEvent, Refusal, client};
use crate::handler::Chat;
use crate::hub::{Client, Topic};

/// What a client must have to send an event.
enum Need {
    Nothing,
    /// It may see the channel.
    View(Uuid),
    /// It has subscribed to the channel.
    Subscription(Uuid),
    /// It may see the channel, and people can talk there.
    Voice(Uuid),
}

/// Refuses what this client may not do. What only those may do who are in a voice channel is found out where it is
/// done.
pub fn check(chat: &Chat, event: &ClientEvent, client: &Client) -> Result<(), Refusal> {
    match need(event) {
        Need::Nothing => Ok(()),
        Need::View(channel) => seen(chat, channel, client, |_| ()),
        Need::Subscription(channel) if chat.hub.is_subscribed(client, Topic::Channel(channel)) => Ok(()),
        Need::Subscription(_) => Err(denied("subscribe to the channel first")),
        Need::Voice(channel) => match seen(chat, channel, client, Channel::has_voice)? {
            true => Ok(()),
            false => Err(denied("this channel is for text")),
        },
    }
}

fn need(event: &ClientEvent) -> Need {
    match event {
        ClientEvent::Subscribe(client::Subscribe { channel_id }) => Need::View(*channel_id),
        ClientEvent::Typing(client::Typing { channel_id })
        | ClientEvent::StopTyping(client::StopTyping { channel_id }) => Need::Subscription(*channel_id),
        ClientEvent::VoiceJoin(client::VoiceJoin { channel_id }) => Need::Voice(*channel_id),
        // An event that comes to the manifest does not compile here until somebody has decided.
        ClientEvent::Ping(_)
        | ClientEvent::Unsubscribe(_)
        | ClientEvent::VoiceLeave(_)
        | ClientEvent::VoiceAnswer(_)
        | ClientEvent::VoiceIceCandidate(_)
        | ClientEvent::VoiceMute(_)
        | ClientEvent::VoiceUnmute(_)
        | ClientEvent::VoiceStats(_)
        | ClientEvent::VoiceScreenShareStart(_)
        | ClientEvent::VoiceScreenShareStop(_)
        | ClientEvent::VoiceWebcamStart(_)
        | ClientEvent::VoiceWebcamStop(_)
        | ClientEvent::VoiceSetLayerPreference(_)
        | ClientEvent::SetActivity(_)
        | ClientEvent::SetStatus(_)
        | ClientEvent::SetCustomStatus(_)
        | ClientEvent::AdminSubscribe(_)
        | ClientEvent::AdminUnsubscribe(_)
        | ClientEvent::Unknown(_) => Need::Nothing,
    }
}

fn seen<T>(
    chat: &Chat,
    channel: Uuid,
    client: &Client,
    look: impl FnOnce(&Channel) -> T,
) -> Result<T, Refusal> {
    let channels = chat.channels.lock();
    let missing = || Refusal::new(ErrorCode::ChannelNotFound, "there is no such channel");
    let channel = channels.iter().find(|other| other.id == channel).ok_or_else(missing)?;
    if !channel.is_seen_by(client.user.id) {
        return Err(denied("this conversation is not yours"));
    }
    Ok(look(channel))
}

fn denied(why: &str) -> Refusal {
    Refusal::new(ErrorCode::PermissionDenied, why)
}
