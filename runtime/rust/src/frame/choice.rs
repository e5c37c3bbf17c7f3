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

    /// The lower the better; none if the frame is not in this picture.
    fn rank(&self) -> Option<u8> {
        match &self.name {
            _ if !self.fits => None,
            // A picture without names has nothing but its members to be known by.
            Name::Awaited => (!self.incomplete).then_some(0),
            Name::Known(_) => Some(u8::from(self.incomplete)),
            Name::Unknown(_) => Some(2 + u8::from(self.incomplete)),
        }
    }
}

/// The picture that a frame is in. The generator has seen to it that no frame is in two; one that lacks what must be
/// there is still in the picture that knows its name, so that it is an error and no unknown event.
pub(super) fn choose(scans: &[Scan]) -> Option<&Scan> {
    let ranked = scans.iter().filter_map(|scan| scan.rank().map(|rank| (rank, scan)));
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, scan)| scan)
}
