//! Calls in direct conversations: they ring, are answered or declined, and end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use samewire::Uuid;
use serde::Serialize;

use crate::chat::server::CallEnded;

/// The calls that ring or go on, by their direct conversation.
#[derive(Default)]
pub struct Calls(Mutex<BTreeMap<Uuid, Call>>);

#[derive(Clone, Serialize)]
pub struct Call {
    pub channel_id: Uuid,
    pub initiator: Uuid,
    pub joined: BTreeSet<Uuid>,
    #[serde(skip)]
    declined: BTreeSet<Uuid>,
    #[serde(skip)]
    answered_at: Option<Instant>,
}

/// What has become of a call that somebody left or declined.
pub enum Outcome {
    GoesOn,
    Ended(CallEnded),
}

impl Calls {
    /// Says whether it rings now: not if there is a call already.
    pub fn start(&self, channel_id: Uuid, initiator: Uuid) -> bool {
        let mut calls = self.lock();
        let is_new = !calls.contains_key(&channel_id);
        calls.entry(channel_id).or_insert_with(|| Call {
            channel_id,
            initiator,
            joined: BTreeSet::from([initiator]),
            declined: BTreeSet::new(),
            answered_at: None,
        });
        is_new
    }

    /// Says whether that is news; nothing if there is no call.
    pub fn join(&self, channel_id: Uuid, user: Uuid, now: Instant) -> Option<bool> {
        let mut calls = self.lock();
        let call = calls.get_mut(&channel_id)?;
        let is_news = call.joined.insert(user);
        if is_news {
            call.answered_at.get_or_insert(now);
        }
        Some(is_news)
    }

    /// `others` is how many may answer. Nothing if there is no call, or if it was answered by this user.
    pub fn decline(&self, channel_id: Uuid, user: Uuid, others: usize) -> Option<Outcome> {
        let mut calls = self.lock();
        let call = calls.get_mut(&channel_id)?;
        if call.joined.contains(&user) || !call.declined.insert(user) {
            return None;
        }
        if call.answered_at.is_some() || call.declined.len() < others {
            return Some(Outcome::GoesOn);
        }
        calls.remove(&channel_id);
        let reason = "all_declined".to_owned();
        Some(Outcome::Ended(CallEnded { channel_id, reason, duration_secs: None }))
    }

    /// Nothing if the user is in no call there.
    pub fn leave(&self, channel_id: Uuid, user: Uuid, now: Instant) -> Option<Outcome> {
        let mut calls = self.lock();
        let call = calls.get_mut(&channel_id)?;
        if !call.joined.remove(&user) {
            return None;
        }
        if !call.joined.is_empty() {
            return Some(Outcome::GoesOn);
        }
        let lasted = |start| now.saturating_duration_since(start).as_secs().try_into().unwrap_or(u32::MAX);
        let duration_secs = call.answered_at.map(lasted);
        calls.remove(&channel_id);
        let reason = if duration_secs.is_some() { "last_left" } else { "cancelled" }.to_owned();
        Some(Outcome::Ended(CallEnded { channel_id, reason, duration_secs }))
    }

    /// The direct conversations in whose call a user is.
    pub fn of(&self, user: Uuid) -> Vec<Uuid> {
        self.lock().values().filter(|call| call.joined.contains(&user)).map(|call| call.channel_id).collect()
    }

    pub fn get(&self, channel_id: Uuid) -> Option<Call> {
        self.lock().get(&channel_id).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Uuid, Call>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use samewire::Uuid;

    use super::{Calls, Outcome};
    use crate::chat::server::CallEnded;

    fn ended(outcome: Option<Outcome>) -> CallEnded {
        let Some(Outcome::Ended(ended)) = outcome else { panic!("the call goes on") };
        ended
    }

    #[test]
    fn a_call_ends_when_the_last_one_leaves() {
        let (calls, channel, ada, bob) = (Calls::default(), Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4());
        let start = Instant::now();
        assert!(calls.start(channel, ada));
        assert!(!calls.start(channel, bob));
        assert_eq!(calls.join(channel, bob, start), Some(true));
        assert_eq!(calls.join(channel, bob, start), Some(false));
        let later = start + Duration::from_secs(75);
        assert!(matches!(calls.leave(channel, ada, later), Some(Outcome::GoesOn)));
        assert!(calls.leave(channel, ada, later).is_none());
        let CallEnded { reason, duration_secs, .. } = ended(calls.leave(channel, bob, later));
        assert_eq!((reason.as_str(), duration_secs), ("last_left", Some(75)));
        assert!(calls.join(channel, bob, later).is_none());
    }

    #[test]
    fn a_call_that_nobody_answers_is_cancelled_or_declined() {
        let (calls, channel, ada, bob) = (Calls::default(), Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4());
        calls.start(channel, ada);
        assert_eq!(ended(calls.leave(channel, ada, Instant::now())).reason, "cancelled");
        calls.start(channel, ada);
        assert!(calls.decline(channel, ada, 1).is_none(), "who calls does not decline");
        assert_eq!(ended(calls.decline(channel, bob, 1)).reason, "all_declined");
    }
}
