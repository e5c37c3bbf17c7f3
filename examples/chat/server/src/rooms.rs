//! Who does what in voice channels, and in calls.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use samewire::Uuid;

use crate::chat::server::VoiceRoomState;
use crate::chat::types::{ScreenShareInfo, VoiceParticipant, WebcamInfo};
use crate::people::User;

/// Participants by voice channel and user.
#[derive(Default)]
pub struct Rooms(Mutex<BTreeMap<Uuid, BTreeMap<Uuid, Participant>>>);

/// What a user does in a voice channel.
pub struct Participant {
    user: User,
    /// The connection that brought the user here, whose end is their leaving.
    connection: Uuid,
    pub muted: bool,
    pub screen_shares: Vec<ScreenShareInfo>,
    pub webcam: Option<WebcamInfo>,
}

impl Rooms {
    /// Says whether the user was not there yet. Who was stays by the new connection, whatever becomes of the old one.
    pub fn enter(&self, channel: Uuid, user: &User, connection: Uuid) -> bool {
        let mut rooms = self.lock();
        let room = rooms.entry(channel).or_default();
        let is_new = !room.contains_key(&user.id);
        room.entry(user.id).or_insert_with(|| Participant::new(user.clone(), connection)).connection =
            connection;
        is_new
    }

    /// What the user did there, if they were there.
    pub fn exit(&self, channel: Uuid, user: Uuid) -> Option<Participant> {
        let mut rooms = self.lock();
        let room = rooms.get_mut(&channel)?;
        let participant = room.remove(&user);
        if room.is_empty() {
            rooms.remove(&channel);
        }
        participant
    }

    /// The voice channels that a connection has brought its user into.
    pub fn of(&self, connection: Uuid) -> Vec<Uuid> {
        let is_in = |room: &BTreeMap<Uuid, Participant>| {
            room.values().any(|participant| participant.connection == connection)
        };
        self.lock().iter().filter(|(_, room)| is_in(room)).map(|(&channel, _)| channel).collect()
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
        let room = || rooms.get(&channel).into_iter().flatten().map(|(_, participant)| participant);
        VoiceRoomState {
            channel_id: channel,
            participants: room().map(Participant::shown).collect(),
            screen_shares: room().flat_map(|participant| participant.screen_shares.clone()).collect(),
            webcams: room().filter_map(|participant| participant.webcam.clone()).collect(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Uuid, BTreeMap<Uuid, Participant>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Participant {
    fn new(user: User, connection: Uuid) -> Participant {
        Participant { user, connection, muted: false, screen_shares: Vec::new(), webcam: None }
    }

    fn shown(&self) -> VoiceParticipant {
        VoiceParticipant {
            user_id: self.user.id,
            username: Some(self.user.username.clone()),
            display_name: Some(self.user.display_name.clone()),
            muted: self.muted,
            screen_sharing: !self.screen_shares.is_empty(),
            webcam_active: self.webcam.is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use samewire::Uuid;

    use super::Rooms;
    use crate::people::User;

    #[test]
    fn who_comes_again_stays_by_the_new_connection() {
        let (rooms, mary) = (Rooms::default(), User::guest());
        let [channel, old, new] = [(); 3].map(|()| Uuid::new_v4());
        assert!(rooms.enter(channel, &mary, old));
        assert_eq!(rooms.of(old), [channel]);
        assert!(!rooms.enter(channel, &mary, new));
        assert!(rooms.of(old).is_empty(), "its end is nobody's leaving");
        assert_eq!(rooms.of(new), [channel]);
    }
}
