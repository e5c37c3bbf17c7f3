//! A music player as a desktop app: `music-desktop [--folder PATH]`.
//!
//! All state lives on this side. The page loads it once, by commands, and from then on it is told what changes by the events of
//! `../events.yaml`, each under a Tauri name of its own.

mod commands;
mod folder;
mod lastfm;
mod library;
mod options;
mod playback;
mod player;
mod playlists;
mod queue;
mod rehearsal;
mod settings;
mod state;

use samewire_tauri::Builder;
use tauri::Manager;

use dispatch::Desktop;
use options::Options;
use player::Player;
use rehearsal::Rehearsal;

/// What the events carry.
#[path = "../../generated/rust/mod.rs"]
#[rustfmt::skip]
mod events;

/// Their way to the page.
#[path = "../../generated/tauri/mod.rs"]
#[rustfmt::skip]
mod dispatch;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Options { folder, old } = Options::of(std::env::args().skip(1))?;
    let mut context = tauri::generate_context!();
    if let Some(old) = &old {
        old.open_in(context.config_mut())?;
    }
    tauri::Builder::default()
        .plugin(Builder::<Desktop>::new().build())
        .invoke_handler(commands::handler())
        .setup(move |app| {
            let folder = match folder {
                Some(folder) => folder,
                None => folder::made_up(app.path().app_local_data_dir()?.join("music"))?,
            };
            app.manage(Rehearsal::from_environment());
            app.manage(Player::start(app.handle(), folder)?);
            Ok(())
        })
        .run(context)?;
    Ok(())
}
