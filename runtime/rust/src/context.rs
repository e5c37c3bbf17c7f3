//! What travels with one reading or writing: the path at which it failed.

use std::cell::{Cell, RefCell};
use std::fmt::Write;

use serde::de::Error;

use crate::limits::Limits;

/// Collects the path of the place that failed, from the inside out.
///
/// Nothing touches it until something fails, so a success pays for a pointer only.
#[derive(Debug)]
pub struct Context {
    path: RefCell<Vec<Segment>>,
    /// How deep a text inside a string may be.
    depth: usize,
    /// A name was given twice.
    twice: Cell<bool>,
}

impl Default for Context {
    fn default() -> Self {
        Context::within(Limits::default().depth)
    }
}

#[derive(Debug)]
enum Segment {
    Field(&'static str),
    Key(String),
    Index(usize),
}

impl Context {
    /// For a frame in which, and in each text inside it, as many arrays and objects may lie inside one another.
    pub(crate) fn within(depth: usize) -> Context {
        Context { path: RefCell::default(), depth, twice: Cell::default() }
    }

    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// Says that the failure lies inside the member `name`.
    #[cold]
    pub fn in_field(&self, name: &'static str) {
        self.path.borrow_mut().push(Segment::Field(name));
    }

    /// Says that the failure lies inside the entry `key` of a map.
    #[cold]
    pub fn in_key(&self, key: &str) {
        self.path.borrow_mut().push(Segment::Key(key.to_owned()));
    }

    /// Says that the failure lies inside the element `index` of an array.
    #[cold]
    pub fn in_index(&self, index: usize) {
        self.path.borrow_mut().push(Segment::Index(index));
    }

    /// Says that the failure lies at this path.
    #[cold]
    pub(crate) fn in_path(&self, path: &str) {
        if !path.is_empty() {
            self.in_key(path);
        }
    }

    /// Forgets the failure: it was dealt with.
    pub fn clear(&self) {
        self.path.borrow_mut().clear();
        self.twice.set(false);
    }

    /// The refusal of a name that is there again: of all other keys the last counts.
    #[cold]
    pub(crate) fn given_twice<E: Error>(&self) -> E {
        self.twice.set(true);
        E::custom("given twice")
    }

    /// Whether the failure is a name that is there again.
    pub(crate) fn was_given_twice(&self) -> bool {
        self.twice.get()
    }

    /// The path so far, from the outside in: `message.attachments[0].id`.
    pub fn path(&self) -> String {
        let mut text = String::new();
        for segment in self.path.borrow().iter().rev() {
            match segment {
                Segment::Index(index) => write!(text, "[{index}]").expect("a string takes all"),
                Segment::Field(name) => push_name(&mut text, name),
                Segment::Key(key) => push_name(&mut text, key),
            }
        }
        text
    }
}

fn push_name(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}
