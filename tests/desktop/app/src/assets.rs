//! The page, from a folder.

use std::borrow::Cow;
use std::fs;
use std::path::PathBuf;

use tauri::Assets;
use tauri::Runtime;
use tauri::utils::assets::{AssetKey, AssetsIter, CspHash};

/// A folder instead of what is compiled into the app.
pub struct Folder(pub PathBuf);

impl<R: Runtime> Assets<R> for Folder {
    fn get(&self, key: &AssetKey) -> Option<Cow<'_, [u8]>> {
        fs::read(self.0.join(key.as_ref().trim_start_matches('/'))).ok().map(Cow::Owned)
    }

    fn iter(&self) -> Box<AssetsIter<'_>> {
        Box::new(std::iter::empty())
    }

    fn csp_hashes(&self, _: &AssetKey) -> Box<dyn Iterator<Item = CspHash<'_>> + '_> {
        Box::new(std::iter::empty())
    }
}
