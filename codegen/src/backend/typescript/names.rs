//! Names in TypeScript. What stands on the wire is called as it is there; names of types are in PascalCase.

use crate::model::{Direction, Event, Scope};
use crate::name::Name;

/// A module with types of the manifest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Module {
    /// `types.ts`
    Types,
    /// `server.ts`
    Server,
    /// `client.ts`
    Client,
}

impl Module {
    /// `server`: the name of its file, and what others import it as.
    pub fn name(self) -> &'static str {
        match self {
            Module::Types => "types",
            Module::Server => "server",
            Module::Client => "client",
        }
    }
}

impl From<Direction> for Module {
    fn from(direction: Direction) -> Module {
        match direction {
            Direction::Server => Module::Server,
            Direction::Client => Module::Client,
        }
    }
}

/// The module of a scope; none for types of the desktop's own events, of which nothing is made.
pub fn module(scope: Scope) -> Option<Module> {
    match scope {
        Scope::Types => Some(Module::Types),
        Scope::Server => Some(Module::Server),
        Scope::Client => Some(Module::Client),
        Scope::Desktop => None,
    }
}

/// `Server`, `Client`: what the names that belong to a direction begin with.
pub fn title(direction: Direction) -> &'static str {
    match direction {
        Direction::Server => "Server",
        Direction::Client => "Client",
    }
}

/// What the answer to an event is called.
pub fn reply(event: &Event) -> Name {
    Name::derive("reply").map_or_else(|| event.name.clone(), |reply| event.name.join(&reply))
}
