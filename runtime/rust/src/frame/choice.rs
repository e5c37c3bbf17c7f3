//! Which picture a frame is in, of several.

use super::Event;
use super::picture::Picture;
use super::walk::{Name, Walk};
use crate::content::Content;

/// What a frame looks like along one picture.
pub(super) struct Scan {
    pub(super) picture: &'static Picture,
    pub(super) name: Name,
    pub(super) twice: bool,
    /// The members beside the event.
    pub(super) kept: Vec<(usize, Content)>,
    fits: bool,
    incomplete: bool,
}

impl Scan {
    pub(super) fn of<E: Event>(walk: Walk<'_, E>, fits: bool) -> Scan {
        Scan {
            picture: walk.picture,
            name: walk.name,
            twice: walk.twice,
            kept: std::mem::take(&mut walk.found.kept),
            fits,
            incomplete: walk.incomplete,
        }
    }

    fn rank(&self) -> Option<u8> {
        let name = match &self.name {
            Name::Awaited => None,
            Name::Known(_) => Some(true),
            Name::Unknown(_) => Some(false),
        };
        if self.fits { rank(name, self.incomplete) } else { None }
    }
}

/// How well a frame is in a picture that it fits, the lower the better; none if it is not in it. `name` says whether its
/// name is known, if it has one; `incomplete`, that a member beside the event is missing.
pub(crate) fn rank(name: Option<bool>, incomplete: bool) -> Option<u8> {
    match name {
        // A picture without names has nothing but its members to be known by.
        None => (!incomplete).then_some(0),
        Some(true) => Some(u8::from(incomplete)),
        Some(false) => Some(2 + u8::from(incomplete)),
    }
}

/// The picture that a frame is in. The generator has seen to it that no frame is in two; one that lacks what must be
/// there is still in the picture that knows its name, so that it is an error and no unknown event.
pub(super) fn choose(scans: &[Scan]) -> Option<&Scan> {
    let ranked = scans.iter().filter_map(|scan| scan.rank().map(|rank| (rank, scan)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, scan)| scan)
}
