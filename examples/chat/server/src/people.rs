//! Who there is, who is here, and whose tokens are good.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use samewire::Uuid;
use serde::Serialize;

use crate::chat::types::{Activity, Author, CustomStatus, UserStatus};
use crate::rate::{Bucket, Rate};

/// The space of the ids that are made of names.
const NAMES: Uuid = Uuid::from_u128(0x5c1f_7b0e_93d2_4a6e_8b57_2f0d_c4e1_9a36);

/// Somebody who has signed in once, or who was made up.
#[derive(Clone, Serialize)]
pub struct User {
    pub id: Uuid,
    pub username: String,
    pub display_name: String,
}

impl User {
    /// The user of this name. The id is made of the name: to a server that was restarted they are who they were.
    pub fn new(display_name: &str) -> User {
        let username = display_name.to_lowercase().replace(' ', ".");
        let id = Uuid::new_v5(&NAMES, username.as_bytes());
        User { id, username, display_name: display_name.to_owned() }
    }

    /// Somebody without a name: no two of them are one user.
    pub fn guest() -> User {
        User { id: Uuid::new_v4(), ..User::new("Guest") }
    }

    fn is_called_like(&self, other: &User) -> bool {
        let lower = |user: &User| user.display_name.to_lowercase();
        self.username == other.username || lower(self) == lower(other)
    }

    pub fn author(&self) -> Author {
        let User { id, username, display_name } = self.clone();
        Author { id, username, display_name, avatar_url: None }
    }
}

/// A user as others see them.
#[derive(Clone, Serialize)]
pub struct Person {
    #[serde(flatten)]
    pub user: User,
    pub status: UserStatus,
    pub activity: Option<Activity>,
    pub custom_status: Option<CustomStatus>,
    #[serde(skip)]
    connections: usize,
    /// Played by the server: nobody signs in under that name.
    #[serde(skip)]
    is_played: bool,
}

/// How many people may be known, and how many sessions each has; the oldest of them makes room for a new one.
const PEOPLE: usize = 1_000;
const SESSIONS: usize = 16;

#[derive(Default)]
pub struct People {
    known: Mutex<Known>,
    /// How much each session may ask for.
    rate: Rate,
}

#[derive(Default)]
struct Known {
    people: BTreeMap<Uuid, Person>,
    sessions: BTreeMap<String, Session>,
    signed_in: u64,
}

struct Session {
    user: Uuid,
    /// How many have signed in before.
    number: u64,
    rate: Arc<Bucket>,
}

/// Why somebody was not signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The server plays who has this name.
    Taken,
    /// Too many people are known already.
    Full,
}

impl People {
    pub fn new(rate: Rate) -> People {
        People { rate, ..People::default() }
    }

    /// Adds a user whom the server plays.
    pub fn play(&self, user: User) {
        self.lock().people.insert(user.id, Person::new(user, UserStatus::Online, true));
    }

    pub fn is_played(&self, user: Uuid) -> bool {
        self.lock().people.get(&user).is_some_and(|person| person.is_played)
    }

    /// A new token for the user of this name, who is made if there is none. A server for more than a demonstration asks
    /// for a password.
    pub fn sign_in(&self, display_name: &str) -> Result<(String, User), Refusal> {
        let mut known = self.lock();
        let new = User::new(display_name);
        let same = known.people.values().find(|person| person.user.is_called_like(&new));
        if same.is_some_and(|person| person.is_played) {
            return Err(Refusal::Taken);
        }
        if same.is_none() && known.people.len() >= PEOPLE {
            return Err(Refusal::Full);
        }
        let user = same.map_or(new, |person| person.user.clone());
        let person = || Person::new(user.clone(), UserStatus::Offline, false);
        known.people.entry(user.id).or_insert_with(person);
        let token = known.begin_session(user.id, Bucket::new(self.rate, Instant::now()));
        Ok((token, user))
    }

    pub fn sign_out(&self, token: &str) {
        self.lock().sessions.remove(token);
    }

    /// Whose token it is, and how much may be asked for with it.
    pub fn by_token(&self, token: &str) -> Option<(User, Arc<Bucket>)> {
        let known = self.lock();
        let session = known.sessions.get(token)?;
        let person = known.people.get(&session.user)?;
        Some((person.user.clone(), Arc::clone(&session.rate)))
    }

    pub fn user(&self, id: Uuid) -> Option<User> {
        self.lock().people.get(&id).map(|person| person.user.clone())
    }

    pub fn all(&self) -> Vec<Person> {
        self.lock().people.values().cloned().collect()
    }

    /// One more connection of a user. Says how they are seen from now on, if that has changed.
    pub fn connected(&self, id: Uuid) -> Option<UserStatus> {
        let mut known = self.lock();
        let person = known.people.get_mut(&id)?;
        person.connections += 1;
        (person.connections == 1).then(|| {
            person.status = UserStatus::Online;
            UserStatus::Online
        })
    }

    /// One connection less. Says how they are seen from now on, if that has changed.
    pub fn disconnected(&self, id: Uuid) -> Option<UserStatus> {
        let mut known = self.lock();
        let person = known.people.get_mut(&id)?;
        person.connections = person.connections.saturating_sub(1);
        (person.connections == 0).then(|| {
            person.status = UserStatus::Offline;
            UserStatus::Offline
        })
    }

    /// Changes how a user is seen; guests are not.
    pub fn change(&self, id: Uuid, change: impl FnOnce(&mut Person)) {
        if let Some(person) = self.lock().people.get_mut(&id) {
            change(person);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    /// Makes a token.
    fn begin_session(&mut self, user: Uuid, rate: Bucket) -> String {
        let theirs = || self.sessions.iter().filter(|(_, session)| session.user == user);
        if theirs().count() >= SESSIONS {
            let oldest = theirs().min_by_key(|(_, session)| session.number).map(|(token, _)| token.clone());
            oldest.and_then(|token| self.sessions.remove(&token));
        }
        self.signed_in += 1;
        let token = format!("{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple());
        let session = Session { user, number: self.signed_in, rate: Arc::new(rate) };
        self.sessions.insert(token.clone(), session);
        token
    }
}

impl Person {
    fn new(user: User, status: UserStatus, is_played: bool) -> Person {
        Person { user, status, activity: None, custom_status: None, connections: 0, is_played }
    }
}

#[cfg(test)]
mod tests {
    use super::{PEOPLE, People, Refusal, SESSIONS, User};
    use crate::chat::types::UserStatus;

    #[test]
    fn a_name_is_one_user_and_each_token_a_session() {
        let people = People::default();
        let (first, user) = people.sign_in("Mary Shelley").unwrap();
        let (second, again) = people.sign_in("mary shelley").unwrap();
        assert_eq!(user.id, again.id);
        assert_eq!(user.username, "mary.shelley");
        people.sign_out(&first);
        assert!(people.by_token(&first).is_none());
        assert_eq!(people.by_token(&second).unwrap().0.id, user.id);
    }

    #[test]
    fn a_name_is_the_same_user_after_a_restart_and_guests_are_never_one() {
        let [before, after] = [(); 2].map(|()| People::default().sign_in("Mary Shelley").unwrap().1.id);
        assert_eq!(before, after);
        assert_ne!(before, People::default().sign_in("Percy Shelley").unwrap().1.id);
        assert_ne!(User::guest().id, User::guest().id);
    }

    #[test]
    fn nobody_signs_in_as_somebody_whom_the_server_plays() {
        let people = People::default();
        people.play(User { username: "ada".into(), ..User::new("Ada Lovelace") });
        for name in ["ADA", "ada lovelace"] {
            assert_eq!(people.sign_in(name).err(), Some(Refusal::Taken));
        }
    }

    #[test]
    fn so_many_people_are_known_and_each_has_so_many_sessions() {
        let people = People::default();
        let tokens: Vec<_> = (0..=SESSIONS).map(|_| people.sign_in("Mary").unwrap().0).collect();
        assert!(people.by_token(&tokens[0]).is_none(), "the oldest made room");
        assert!(tokens[1..].iter().all(|token| people.by_token(token).is_some()));
        for number in 1..PEOPLE {
            people.sign_in(&format!("Percy {number}")).unwrap();
        }
        assert_eq!(people.sign_in("Claire").err(), Some(Refusal::Full));
        assert!(people.sign_in("mary").is_ok(), "who is known comes in");
        assert!(people.by_token(&tokens[SESSIONS]).is_some(), "what others begin ends nobody's session");
    }

    #[test]
    fn a_user_is_here_from_the_first_connection_to_the_last() {
        let people = People::default();
        let (_, user) = people.sign_in("Mary").unwrap();
        assert_eq!(people.connected(user.id), Some(UserStatus::Online));
        assert_eq!(people.connected(user.id), None);
        assert_eq!(people.disconnected(user.id), None);
        assert_eq!(people.disconnected(user.id), Some(UserStatus::Offline));
    }
}
