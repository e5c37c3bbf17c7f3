//! The playlists.

use serde::Serialize;

use crate::events::server::{PlaylistsUpdated, PlaylistsUpdatedAction as Action};
use crate::player::Told;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Playlist {
    id: i64,
    name: String,
    track_ids: Vec<i64>,
}

#[derive(Default)]
pub struct Playlists {
    all: Vec<Playlist>,
    next_id: i64,
}

impl Playlists {
    pub fn all(&self) -> &[Playlist] {
        &self.all
    }

    pub fn create(&mut self, name: String, told: &mut Told) -> i64 {
        self.next_id += 1;
        self.all.push(Playlist { id: self.next_id, name, track_ids: Vec::new() });
        tell(told, Action::Created, self.next_id, None);
        self.next_id
    }

    pub fn rename(&mut self, id: i64, name: String, told: &mut Told) -> Option<()> {
        self.find(id)?.name = name;
        tell(told, Action::Renamed, id, None);
        Some(())
    }

    pub fn delete(&mut self, id: i64, told: &mut Told) -> Option<()> {
        let at = self.all.iter().position(|playlist| playlist.id == id)?;
        self.all.remove(at);
        tell(told, Action::Deleted, id, None);
        Some(())
    }

    pub fn add(&mut self, id: i64, track_ids: Vec<i64>, told: &mut Told) -> Option<()> {
        self.find(id)?.track_ids.extend(&track_ids);
        tell(told, Action::TracksAdded, id, Some(track_ids));
        Some(())
    }

    pub fn remove(&mut self, id: i64, position: usize, told: &mut Told) -> Option<()> {
        let tracks = &mut self.find(id)?.track_ids;
        let gone = (position < tracks.len()).then(|| tracks.remove(position))?;
        tell(told, Action::TracksRemoved, id, Some(vec![gone]));
        Some(())
    }

    pub fn reorder(&mut self, id: i64, from: usize, to: usize, told: &mut Told) -> Option<()> {
        let tracks = &mut self.find(id)?.track_ids;
        let moved = (from.max(to) < tracks.len()).then(|| tracks.remove(from))?;
        tracks.insert(to, moved);
        tell(told, Action::Reordered, id, Some(vec![moved]));
        Some(())
    }

    /// Takes these tracks out of all playlists.
    pub fn forget(&mut self, track_ids: &[i64], told: &mut Told) {
        for playlist in &mut self.all {
            let gone: Vec<i64> = playlist.track_ids.extract_if(.., |id| track_ids.contains(id)).collect();
            if !gone.is_empty() {
                tell(told, Action::TracksRemoved, playlist.id, Some(gone));
            }
        }
    }

    fn find(&mut self, id: i64) -> Option<&mut Playlist> {
        self.all.iter_mut().find(|playlist| playlist.id == id)
    }
}

fn tell(told: &mut Told, action: Action, playlist_id: i64, track_ids: Option<Vec<i64>>) {
    told.tell(PlaylistsUpdated { action, playlist_id, track_ids });
}

#[cfg(test)]
mod tests {
    use super::Playlists;
    use crate::events::ServerEvent;
    use crate::player::Told;

    #[test]
    fn each_change_is_told_with_the_tracks_that_it_is_about() {
        let (mut playlists, mut told) = (Playlists::default(), Told::default());
        let id = playlists.create("Morning".into(), &mut told);
        playlists.add(id, vec![5, 6, 5], &mut told).unwrap();
        playlists.reorder(id, 1, 0, &mut told).unwrap();
        playlists.rename(id, "Evening".into(), &mut told).unwrap();
        playlists.forget(&[5], &mut told);
        assert_eq!(
            (playlists.all()[0].name.as_str(), playlists.all()[0].track_ids.as_slice()),
            ("Evening", &[6][..])
        );
        playlists.remove(id, 0, &mut told).unwrap();
        playlists.delete(id, &mut told).unwrap();
        let told = told.take().into_iter().map(|event| match event {
            ServerEvent::PlaylistsUpdated(it) => (serde_json::to_value(it.action).unwrap(), it.track_ids),
            other => panic!("{other:?}"),
        });
        let expected = [
            ("created", None),
            ("tracks_added", Some(vec![5, 6, 5])),
            ("reordered", Some(vec![6])),
            ("renamed", None),
            ("tracks_removed", Some(vec![5, 5])),
            ("tracks_removed", Some(vec![6])),
            ("deleted", None),
        ];
        assert_eq!(told.collect::<Vec<_>>(), expected.map(|(action, ids)| (action.into(), ids)));
    }

    #[test]
    fn what_is_not_there_is_not_changed() {
        let (mut playlists, mut told) = (Playlists::default(), Told::default());
        let id = playlists.create("Morning".into(), &mut told);
        told.take();
        assert_eq!(playlists.add(9, vec![1], &mut told), None);
        assert_eq!(playlists.remove(id, 0, &mut told), None);
        assert_eq!(playlists.reorder(id, 0, 0, &mut told), None);
        assert!(told.take().is_empty());
    }
}
