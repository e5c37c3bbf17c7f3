//! The scenes of the session: each is some steps of the script.

use std::time::Duration;

use samewire::Timestamp;
use samewire_tauri::Connection;
use serde_json::json;

use super::answer::Answer;
use super::prose::{MISHAPS, SERVER_URL, STRANGE_FRAMES, TOPICS, Topic};
use super::script::{Act, Script, Step};
use crate::app::server as own;
use crate::app::types as app;
use crate::events::server::{self, ServerStatusStatus as Status, SessionUpdateAction as Action};
use crate::events::types as wire;

impl Script {
    /// The next scene.
    pub(super) fn write_scene(&mut self) {
        if self.scenes == 0 {
            self.starts();
            self.connects();
            return;
        }
        let topic = &TOPICS[self.random.usize(..TOPICS.len())];
        self.talks(topic);
        match self.scenes % 5 {
            1 => self.strangers(),
            2 => self.loses_the_server(),
            3 => self.goes_wrong(),
            4 => self.tidies_up(),
            _ => self.checks_health(),
        }
    }

    fn starts(&mut self) {
        self.own(200, own::Application(app::ApplicationEventStarted { version: "0.9.0".into() }.into()));
        let features = ["feed", "filters", "announcements"].map(str::to_owned).to_vec();
        self.own(300, own::Application(app::ApplicationEventReady { features }.into()));
    }

    fn connects(&mut self) {
        let server_url = SERVER_URL.to_owned();
        self.step(100, Act::Line(Connection::Connecting { attempt: 1 }));
        self.own(
            0,
            own::Connection(app::ConnectionEventConnecting { server_url: server_url.clone() }.into()),
        );
        self.status(300, Status::Starting);
        self.step(700, Act::Line(Connection::Open));
        let server_info = Some(json!({ "name": "stand-in", "version": "1.4.2" }));
        self.own(0, own::Connection(app::ConnectionEventConnected { server_url, server_info }.into()));
        self.status(200, Status::Running);
        let model = "https://model.invalid".to_owned();
        self.server(
            300,
            server::Connection(wire::ConnectionEventConnecting { server_url: model.clone() }.into()),
        );
        let connected = wire::ConnectionEventConnected { server_url: model, server_info: None };
        self.server(400, server::Connection(connected.into()));
        let sessions = self.sessions.clone();
        self.own(200, own::Session(app::SessionEventListed { sessions }.into()));
    }

    /// The user asks, and the assistant works and answers.
    fn talks(&mut self, topic: &Topic) {
        let session = self.session(topic);
        self.says(1_200, &session, app::Role::User, topic.question);
        let (mut answer, started) = {
            let number = self.number();
            Answer::begin(&session, number)
        };
        for line in topic.work {
            self.line(900, line, wire::Level::Info);
        }
        self.own(600, own::Stream(started));
        let pieces = pieces(topic.answer);
        let whole = self.random.u32(..5);
        let stops = self.random.usize(pieces.len() / 2..pieces.len());
        for (index, piece) in pieces.iter().enumerate() {
            if whole == 0 && index == stops {
                return self.own(900, own::Stream(answer.stop()));
            }
            if whole == 1 && index == stops {
                return self.breaks_off(&session, answer);
            }
            let wait = self.random.u64(60..220);
            self.own(wait, own::Stream(answer.piece(piece)));
        }
        let id = answer.message_id().to_owned();
        self.own(200, own::Stream(answer.complete()));
        let message = self.message(id, app::Role::Assistant, topic.answer);
        self.own(100, own::Message(app::MessageEventReceived { session_id: session, message }.into()));
    }

    fn breaks_off(&mut self, session: &str, answer: Answer) {
        let mishap = MISHAPS[self.random.usize(..MISHAPS.len())];
        self.own(1_500, own::Stream(answer.break_off(mishap)));
        self.line(200, &format!("The answer broke off: {mishap}"), wire::Level::Warning);
        let changes = [("state".to_owned(), json!("waiting"))].into();
        let session_id = session.to_owned();
        self.own(300, own::Session(app::SessionEventUpdated { session_id, changes }.into()));
    }

    /// A session about this, which the server tells of as well.
    fn session(&mut self, topic: &Topic) -> String {
        let id = format!("session-{}", self.number());
        let (title, created_at) = (Some(topic.title.to_owned()), self.now());
        let session = app::ChatSession { id: id.clone(), title, created_at, message_count: 0 };
        self.sessions.push(session.clone());
        self.own(1_500, own::Session(app::SessionEventCreated { session }.into()));
        self.own(100, own::Session(app::SessionEventSelected { session_id: id.clone() }.into()));
        self.update(300, &id, Action::Created);
        id
    }

    /// The connection breaks, and comes again.
    fn loses_the_server(&mut self) {
        let reason = "connection reset by peer".to_owned();
        let (delay, lost) = (Duration::from_secs(4), Some(reason.clone()));
        self.step(0, Act::Line(Connection::Waiting { attempt: 1, delay, reason: reason.clone() }));
        self.own(0, own::Connection(app::ConnectionEventDisconnected { reason: lost }.into()));
        let context = "reading the server's events".to_owned();
        self.own(0, own::Error(app::ErrorEventNetwork { error: reason, context, retryable: true }.into()));
        self.status(0, Status::Stopped);
        // Who asks for it need not wait.
        self.step(4_000, Act::Line(Connection::Connecting { attempt: 1 }));
        self.connects();
    }

    fn goes_wrong(&mut self) {
        let error = "there is no such model".to_owned();
        let failed = app::ErrorEventValidation { field: "model".into(), error, value: Some(json!("best")) };
        self.own(900, own::Error(failed.into()));
        self.line(300, "Falling back to the usual model", wire::Level::Warning);
        self.line(1_200, "Could not write target/report.html: no space left", wire::Level::Error);
    }

    /// Of two sessions the older one goes.
    fn tidies_up(&mut self) {
        let changed = app::ApplicationEventConfigChanged { key: "feed.sessions".into(), value: json!(2) };
        self.own(700, own::Application(changed.into()));
        while self.sessions.len() > 2 {
            let session_id = self.sessions.remove(0).id;
            self.update(200, &session_id, Action::Deleted);
            self.own(100, own::Session(app::SessionEventDeleted { session_id }.into()));
        }
    }

    fn checks_health(&mut self) {
        let latency_ms = Some(self.random.u64(8..90));
        let check = app::ConnectionEventHealthCheck { status: "ok".into(), latency_ms };
        self.own(1_000, own::Connection(check.into()));
    }

    /// The server is of another version than the app.
    fn strangers(&mut self) {
        for frame in STRANGE_FRAMES.lines() {
            self.step(700, Act::Wire(frame));
        }
    }

    fn says(&mut self, wait: u64, session: &str, role: app::Role, content: &str) {
        let id = format!("message-{}", self.number());
        let (session_id, message) = (session.to_owned(), self.message(id, role, content));
        self.own(wait, own::Message(app::MessageEventSent { session_id, message }.into()));
    }

    fn message(&self, id: String, role: app::Role, content: &str) -> app::ChatMessage {
        app::ChatMessage { id, role, content: content.to_owned(), created_at: self.now() }
    }

    fn status(&mut self, wait: u64, status: Status) {
        let timestamp = self.now();
        self.server(wait, server::ServerStatus { status, timestamp });
    }

    fn line(&mut self, wait: u64, message: &str, level: wire::Level) {
        let (message, timestamp) = (message.to_owned(), self.now());
        self.server(wait, server::ActivityMessage { message, level, timestamp });
    }

    fn update(&mut self, wait: u64, session: &str, action: Action) {
        let actor = wire::Actor { id: "user-1".into(), name: "Ada".into() };
        let (session_id, timestamp) = (session.to_owned(), self.now());
        self.server(wait, server::SessionUpdate { session_id, action, pinned: false, actor, timestamp });
    }
}

/// So many messages, one each so many milliseconds.
pub fn burst(count: u32, apart: u32) -> impl Iterator<Item = Step> {
    let (wait, at) = (Duration::from_millis(apart.into()), Timestamp::now());
    (1..=count).map(move |number| {
        let message = app::ChatMessage {
            id: format!("burst-{number}"),
            role: app::Role::Assistant,
            content: format!("Message {number}"),
            created_at: at,
        };
        let received = app::MessageEventReceived { session_id: "burst".into(), message };
        Step { wait, at, act: Act::Own(own::Message(received.into()).into()) }
    })
}

/// The connection breaks, and comes again.
pub fn cut() -> impl Iterator<Item = Step> {
    let mut script = Script::new(0, Timestamp::now);
    script.loses_the_server();
    script.written()
}

/// Some words each; together they are the text.
fn pieces(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_inclusive(' ').collect();
    words.chunks(3).map(|words| words.concat()).collect()
}
