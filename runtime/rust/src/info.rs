//! The static table that generated code holds of its events, for metrics and tooling.

/// What the manifest says of one event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventInfo {
    /// The wire name.
    pub name: &'static str,
    /// Who sends it.
    pub direction: Direction,
    /// The heading under which guides list it.
    pub category: Option<&'static str>,
    /// Its documentation (Markdown).
    pub doc: Option<&'static str>,
    /// Why it should no longer be used (maybe an empty text), if so.
    pub deprecated: Option<&'static str>,
    /// That it may change without notice.
    pub experimental: bool,
    /// The release that brought it.
    pub since: Option<&'static str>,
    /// What is promised about its delivery.
    pub delivery: Delivery,
    /// Who gets it.
    pub audience: Audience,
    /// That doing it twice is doing it once.
    pub idempotent: bool,
    /// Which of its occurrences are kept for those who come later.
    pub sticky: Sticky,
    /// Paths, in wire names, of the members that must not be shown; `*` when there are too many ways to them.
    pub sensitive: &'static [&'static str],
}

impl EventInfo {
    /// An event of which the manifest says nothing but its name.
    pub const fn new(name: &'static str, direction: Direction) -> Self {
        EventInfo {
            name,
            direction,
            category: None,
            doc: None,
            deprecated: None,
            experimental: false,
            since: None,
            delivery: Delivery::Ordered,
            audience: Audience::Broadcast,
            idempotent: false,
            sticky: Sticky::No,
            sensitive: &[],
        }
    }
}

/// Who sends an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Direction {
    /// From the server to the client.
    Server,
    /// From the client to the server.
    Client,
}

/// What is promised about the delivery of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Delivery {
    /// In order, without a gap.
    Ordered,
    /// The latest wins; some may be left out.
    Volatile,
    /// Survives the crash of the sender.
    Critical,
}

/// Who gets an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Audience {
    /// Everybody concerned.
    Broadcast,
    /// One client.
    Targeted,
}

/// Which occurrences of an event are kept for those who come later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sticky {
    /// None.
    No,
    /// The last one.
    Last,
    /// The last one per value of the member at this path of wire names.
    LastPer(&'static str),
}
