//! The walk through a text along a picture: all of it is judged, and what a relay has to know of it is noted by its
//! place. Whether a picture fits is decided as in [`crate::frame`], which makes values of what it walks through.

use std::borrow::Cow;
use std::ops::Range;

use serde::de::Deserialize;

use super::Name;
use crate::content::Content;
use crate::frame::{Inner, Names, Node, Object, Seen, is_absent, rank};
use crate::json::{Error, Reader, Strict};

/// A text along one picture.
pub(super) struct Walk<'r, 't> {
    reader: &'r mut Reader<'t>,
    names: Option<&'static Names>,
    judged: &'r mut Judged,
    found: &'r mut Found<'t>,
}

/// What is known of a text whatever its picture is.
#[derive(Default)]
pub(super) struct Judged {
    strict: Strict,
    /// Where long values begin and end, if they may be met along another picture: they need not be read again.
    long: Option<[(usize, usize); 4]>,
    count: usize,
}

impl Judged {
    /// Values that are worth the search.
    const LONG: usize = 64;

    /// A text that is walked through along so many pictures.
    pub(super) fn along(pictures: usize) -> Judged {
        Judged { long: (pictures > 1).then_some(Default::default()), ..Judged::default() }
    }

    /// Whether a key is `__proto__`.
    pub(super) fn has_proto(&self) -> bool {
        self.strict.has_proto
    }

    #[inline]
    fn note(&mut self, start: usize, end: usize) {
        if let Some(long) = &mut self.long
            && let Some(place) = long.get_mut(self.count)
            && end - start >= Self::LONG
        {
            *place = (start, end);
            self.count += 1;
        }
    }

    #[inline]
    fn end_of(&self, start: usize) -> Option<usize> {
        let noted = &self.long.as_ref()?[..self.count];
        noted.iter().find(|(other, _)| *other == start).map(|(_, end)| *end)
    }
}

/// What a frame looks like along one picture.
#[derive(Default)]
pub(super) struct Found<'t> {
    pub(super) name: Option<Name<'t>>,
    /// Where the payload stands under a key of its own.
    pub(super) payload: Option<Range<usize>>,
    /// The members of the payload lie among those of the frame.
    pub(super) is_spread: bool,
    /// The version of the payload.
    pub(super) version: Option<i64>,
    /// The name that stands there for the second time.
    pub(super) twice: Option<Box<Twice<'t>>>,
    /// The place of the name was passed.
    met: bool,
    /// A member beside the event is missing.
    incomplete: bool,
    fits: bool,
}

/// A name that is given again.
pub(super) struct Twice<'t> {
    pub(super) at: usize,
    /// The name, where it is a key.
    pub(super) key: Option<Cow<'t, str>>,
}

impl Found<'_> {
    /// The lower the better; none if the frame is not in this picture.
    pub(super) fn rank(&self) -> Option<u8> {
        let is_known = self.name.as_ref().map(|name| matches!(name, Name::Known(_)));
        if self.fits { rank(is_known, self.incomplete) } else { None }
    }
}

/// Walks through a whole text. What is found is filled in place: copies of it were a seventh of the time for a small frame.
pub(super) fn walk<'t>(
    reader: &mut Reader<'t>,
    root: Node,
    names: Option<&'static Names>,
    judged: &mut Judged,
    found: &mut Found<'t>,
) -> Result<(), Error> {
    let fits = Walk { reader: &mut *reader, names, judged, found: &mut *found }.node(root)?;
    found.fits = fits;
    reader.end()
}

impl<'t> Walk<'_, 't> {
    /// Goes through what stands at one place of the picture; whether it fits.
    fn node(&mut self, node: Node) -> Result<bool, Error> {
        match node {
            Node::Object(object) => self.object(object),
            Node::Name => self.name(),
            Node::Payload { .. } => self.payload(),
            Node::Field { .. } => self.pass(true),
            Node::Absent => self.pass(false),
            Node::Constant(constant) => Ok(self.scalar()?.is_some_and(|content| constant.is(&content))),
            Node::Version => {
                self.found.version = self.scalar()?.and_then(|content| content.version());
                Ok(self.found.version.is_some())
            }
        }
    }

    #[inline]
    fn pass(&mut self, fits: bool) -> Result<bool, Error> {
        self.value().map(|_| fits)
    }

    /// Passes over a value; where it stands.
    fn value(&mut self) -> Result<Range<usize>, Error> {
        self.reader.peek();
        let start = self.reader.at();
        if let Some(end) = self.judged.end_of(start) {
            self.reader.go_to(end);
            return Ok(start..end);
        }
        self.reader.pass_over(&mut self.judged.strict)?;
        let end = self.reader.at();
        self.judged.note(start, end);
        Ok(start..end)
    }

    fn payload(&mut self) -> Result<bool, Error> {
        self.found.payload = Some(self.value()?);
        Ok(true)
    }

    /// Null, a boolean or a number; all else is passed over.
    fn scalar(&mut self) -> Result<Option<Content>, Error> {
        match self.reader.peek() {
            Some(b'"' | b'{' | b'[') => self.pass(false).map(|_| None),
            _ => Content::deserialize(&mut *self.reader).map(Some),
        }
    }

    fn name(&mut self) -> Result<bool, Error> {
        if std::mem::replace(&mut self.found.met, true) {
            self.found.twice.get_or_insert(Box::new(Twice { at: self.reader.at(), key: None }));
            return self.pass(true);
        }
        self.found.name = match self.reader.peek() {
            Some(b'"') => {
                let text = self.reader.next_string()?;
                Some(self.known(&text).unwrap_or(Name::Unknown(text)))
            }
            _ => self.scalar()?.and_then(|content| self.other_name(&content)),
        };
        Ok(self.found.name.is_some())
    }

    fn known(&self, text: &str) -> Option<Name<'t>> {
        self.names?.find(text).map(Name::Known)
    }

    /// A name that is no text, where such names are known at all.
    fn other_name(&self, content: &Content) -> Option<Name<'t>> {
        let names = self.names?;
        let (known, text) = match content {
            Content::Bool(value) => (names.find_bool(*value), value.to_string()),
            Content::Unsigned(value) if i64::try_from(*value).is_err() => (None, value.to_string()),
            content => content.integer().map(|value| (names.find_integer(value), value.to_string()))?,
        };
        let unknown = names.has_others().then_some(Name::Unknown(Cow::Owned(text)));
        known.map(Name::Known).or(unknown)
    }

    fn object(&mut self, object: &'static Object) -> Result<bool, Error> {
        match self.reader.peek() {
            Some(b'{') => self.reader.open()?,
            Some(b'"') if matches!(object.inner, Inner::Named(_)) => return self.bare_name(object),
            _ => return self.pass(false),
        }
        let mut seen = Seen::default();
        match object.inner {
            Inner::Named(_) => self.named_members(object, &mut seen)?,
            Inner::None => self.members(object, &mut seen)?,
            Inner::Spread(_) => {
                self.found.is_spread = true;
                self.members(object, &mut seen)?;
            }
        }
        Ok(self.close(object, &seen))
    }

    fn members(&mut self, object: &'static Object, seen: &mut Seen) -> Result<(), Error> {
        let mut first = true;
        while let Some(key) = self.reader.next_key(first, &mut self.judged.strict)? {
            first = false;
            match object.keys.iter().position(|own| *own == key) {
                Some(at) => self.member(object, at, seen)?,
                None => drop(self.pass(true)?),
            }
        }
        Ok(())
    }

    fn member(&mut self, object: &'static Object, at: usize, seen: &mut Seen) -> Result<(), Error> {
        let fits = self.node(object.members[at].node)?;
        seen.note(at, fits);
        Ok(())
    }

    /// The members of an object in which the name is a key: the one that is none of the picture's own.
    fn named_members(&mut self, object: &'static Object, seen: &mut Seen) -> Result<(), Error> {
        let (mut first, mut unknown, mut unknowns) = (true, None, 0);
        while let Some(key) = self.reader.next_key(first, &mut self.judged.strict)? {
            first = false;
            if let Some(at) = object.keys.iter().position(|own| *own == key) {
                self.member(object, at, seen)?;
            } else if let Some(name) = self.known(&key) {
                self.named(key, name)?;
            } else {
                unknown = Some((Name::Unknown(key), self.value()?));
                unknowns += 1;
            }
        }
        // Of several it cannot be told which is the name.
        if let (None, 1, Some((name, payload))) = (&self.found.name, unknowns, unknown) {
            (self.found.name, self.found.payload) = (Some(name), Some(payload));
            self.found.met = true;
        }
        Ok(())
    }

    fn named(&mut self, key: Cow<'t, str>, name: Name<'t>) -> Result<(), Error> {
        if std::mem::replace(&mut self.found.met, true) {
            self.found.twice.get_or_insert(Box::new(Twice { at: self.reader.at(), key: Some(key) }));
        } else {
            self.found.name = Some(name);
        }
        self.payload().map(drop)
    }

    /// An event without payload, whose name would be the only key.
    fn bare_name(&mut self, object: &'static Object) -> Result<bool, Error> {
        let text = self.reader.next_string()?;
        if !object.members.iter().all(is_absent) {
            return Ok(false);
        }
        self.found.met = true;
        self.found.name = Some(self.known(&text).unwrap_or(Name::Unknown(text)));
        Ok(true)
    }

    /// Whether an object fits that was walked through.
    fn close(&mut self, object: &'static Object, seen: &Seen) -> bool {
        let mut fits = seen.fits() && (self.found.met || !matches!(object.inner, Inner::Named(_)));
        for (at, member) in object.members.iter().enumerate() {
            match member.node {
                _ if member.optional || seen.has(at) => {}
                Node::Name | Node::Constant(_) | Node::Object(_) => fits = false,
                // Absent is read as null.
                Node::Field { nullable: true, .. } | Node::Payload { .. } | Node::Absent => {}
                Node::Field { .. } | Node::Version => self.found.incomplete = true,
            }
        }
        fits
    }
}
