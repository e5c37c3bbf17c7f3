//! A difference between two models, and the harm it does.

use crate::source::Span;

/// One thing that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The id of the rule that looks at changes of this kind; none of what can break nobody.
    pub rule: Option<&'static str>,
    /// Whether something came, went or changed.
    pub kind: Kind,
    /// What changed, as a path: `server.call_ended.duration_secs`.
    pub at: String,
    /// The category of the event that it belongs to.
    pub category: Option<String>,
    /// What changed, in one line without a full stop.
    pub message: String,
    /// Where it stands in the previous manifest, or what it would be in.
    pub previous: Where,
    /// Where it stands in the current manifest, or what it was in.
    pub current: Where,
    /// Whom it harms; nobody, if it is empty.
    pub harms: Vec<Harm>,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// It is new.
    Added,
    /// It should no longer be used.
    Deprecated,
    /// It is gone.
    Removed,
    /// It is another one.
    Changed,
}

impl Kind {
    /// `added`, `deprecated`, `removed`, `changed`
    pub fn word(self) -> &'static str {
        match self {
            Kind::Added => "added",
            Kind::Deprecated => "deprecated",
            Kind::Removed => "removed",
            Kind::Changed => "changed",
        }
    }
}

/// A place in one of the two manifests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Where {
    /// In the text.
    Text(Span),
    /// A key at the top, for what stands nowhere by itself.
    Section(&'static str),
}

/// Who reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stream {
    /// Server events, read by clients: pages and desktop apps.
    Server,
    /// Client events, read by the server.
    Client,
    /// Events of the desktop app's Rust for its own page: both are parts of one release.
    Desktop,
}

/// Somebody for whom a change is harmful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Harm {
    /// How.
    pub kind: HarmKind,
    /// In which stream.
    pub stream: Stream,
    /// Events of this kind outlive a deployment: they are sticky, or their delivery is critical.
    pub kept: bool,
    /// What happens to them: the sentence behind its subject.
    pub clause: String,
}

/// How a change harms somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HarmKind {
    /// Who has the current manifest refuses or misreads what was written by the previous one.
    NewReader,
    /// Who has the previous manifest refuses or misreads what is written by the current one.
    OldReader,
    /// Every frame is read, and something that others count on is no longer so.
    Promise,
    /// A frame of the previous manifest is read, and something in it is no longer found.
    Loss,
    /// Code against what is generated does not compile.
    Source,
    /// Nothing breaks yet; a guard against what would is gone.
    Guard,
}

/// Who is asked to be able to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Both ends may be older than the other: apps that are installed, a server that is deployed first or last.
    Wire,
    /// As [`Level::Wire`], and code against what is generated compiles.
    Source,
    /// Events that were stored are read by later releases, and nothing in them is lost.
    Replay,
    /// Both ends are shipped together: only what outlives a deployment counts.
    Lockstep,
}

impl Level {
    /// All of them.
    pub const ALL: [Level; 4] = [Level::Wire, Level::Source, Level::Replay, Level::Lockstep];

    /// `wire`, `source`, `replay`, `lockstep`
    pub fn word(self) -> &'static str {
        match self {
            Level::Wire => "wire",
            Level::Source => "source",
            Level::Replay => "replay",
            Level::Lockstep => "lockstep",
        }
    }

    /// Whether a harm counts here.
    pub fn counts(self, harm: &Harm) -> bool {
        use HarmKind::{Guard, Loss, NewReader, OldReader, Promise, Source};
        match self {
            Level::Wire => matches!(harm.kind, NewReader | OldReader | Promise | Guard),
            Level::Source => matches!(harm.kind, NewReader | OldReader | Promise | Guard | Source),
            Level::Replay => matches!(harm.kind, NewReader | Loss | Guard),
            Level::Lockstep => harm.kind == NewReader && harm.kept,
        }
    }
}

impl Difference {
    /// Whether it breaks somebody who counts at this level.
    pub fn breaks(&self, level: Level) -> bool {
        self.harms.iter().any(|harm| level.counts(harm))
    }

    /// The levels at which it breaks somebody.
    pub fn levels(&self) -> Vec<Level> {
        Level::ALL.into_iter().filter(|level| self.breaks(*level)).collect()
    }

    /// For whom it breaks at this level, and why: a sentence for each.
    pub fn why(&self, level: Level) -> Vec<String> {
        let mut told = Vec::new();
        for harm in self.harms.iter().filter(|harm| level.counts(harm)) {
            let sentence = format!("{} {}", harm.subject(), harm.clause);
            if !told.contains(&sentence) {
                told.push(sentence);
            }
        }
        told
    }
}

impl Harm {
    fn subject(&self) -> &'static str {
        match (self.kind, self.stream) {
            (HarmKind::NewReader, Stream::Server) => {
                "a desktop app or page with this change, connected to a server without it,"
            }
            (HarmKind::NewReader, Stream::Client) => {
                "a server with this change, hearing an app released before it,"
            }
            (HarmKind::OldReader | HarmKind::Promise, Stream::Server) => {
                "a desktop app or page released before this change"
            }
            (HarmKind::OldReader, Stream::Client) => "a server deployed before this change",
            (HarmKind::Promise, Stream::Client) => "an app released before this change",
            (HarmKind::NewReader | HarmKind::OldReader | HarmKind::Promise, Stream::Desktop) => "the page",
            (HarmKind::Loss, _) => "who reads events that were stored before this change",
            (HarmKind::Source, _) => "code that uses what is generated",
            (HarmKind::Guard, _) => "who changes the manifest next",
        }
    }
}
