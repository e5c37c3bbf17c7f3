//! Who does what in voice channels.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use samewire::Uuid;

use crate::chat::server::VoiceRoomState;
use crate::chat::types::{ScreenShareInfo, VoiceParticipant, WebcamInfo};

/// Participants by voice channel and user.
#[derive(Default)]
pub struct Rooms(Mutex<BTreeMap<Uuid, BTreeMap<Uuid, Participant>>>);

/// What a user does in a voice channel.
#[derive(Default)]
pub struct Participant {
    pub muted: bool,
    pub screen_shares: Vec<ScreenShareInfo>,
    pub webcam: Option<WebcamInfo>,
}

impl Rooms {
    /// Says whether the user was not there yet.
    pub fn enter(&self, channel: Uuid, user: Uuid) -> bool {
        let mut is_new = false;
        self.lock().entry(channel).or_default().entry(user).or_insert_with(|| {
            is_new = true;
            Participant::default()
        });
        is_new
    }

    /// Says whether the user was there.
    pub fn exit(&self, channel: Uuid, user: Uuid) -> bool {
        let mut rooms = self.lock();
        let Some(room) = rooms.get_mut(&channel) else { return false };
        let was_there = room.remove(&user).is_some();
        if room.is_empty() {
            rooms.remove(&channel);
        }
        was_there
    }

    /// The voice channels that a user is in.
    pub fn of(&self, user: Uuid) -> Vec<Uuid> {
        let rooms = self.lock();
        rooms.iter().filter(|(_, room)| room.contains_key(&user)).map(|(&channel, _)| channel).collect()
    }

    /// Changes what a user does in a voice channel; nothing if the user is not there.
    pub fn change<T>(
        &self,
        channel: Uuid,
        user: Uuid,
        change: impl FnOnce(&mut Participant) -> T,
    ) -> Option<T> {
        self.lock().get_mut(&channel)?.get_mut(&user).map(change)
    }

    /// All that goes on in a voice channel.
    pub fn state(&self, channel: Uuid) -> VoiceRoomState {
        let rooms = self.lock();
        let room = || rooms.get(&channel).into_iter().flatten();
        VoiceRoomState {
            channel_id: channel,
            participants: room().map(|(&user, participant)| participant.shown(user)).collect(),
            screen_shares: room().flat_map(|(_, participant)| participant.screen_shares.clone()).collect(),
            webcams: room().filter_map(|(_, participant)| participant.webcam.clone()).collect(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Uuid, BTreeMap<Uuid, Participant>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Participant {
    fn shown(&self, user: Uuid) -> VoiceParticipant {
        VoiceParticipant {
            user_id: user,
            username: None,
            display_name: None,
            muted: self.muted,
            screen_sharing: !self.screen_shares.is_empty(),
            webcam_active: self.webcam.is_some(),
        }
    }
}
