//! A live feed of what a coding assistant does: two protocols in one app, each with a plugin of its own.
//!
//! The server is a [stand-in](server) inside the app. What it sends comes as text and is handed on as it came; what the
//! app itself has to say is emitted, typed.

mod broken;
#[cfg(test)]
mod checked_in;
mod commands;
mod delivery;
mod server;
mod settings;
mod upgrade;

use samewire_tauri::Builder;
use settings::Settings;
use tauri::Manager;

use delivery::Delivery;
use server::{Order, Server};

/// The server's events.
mod events {
    samewire::events!("../events.yaml");
}

/// Their way to the page.
mod events_desktop {
    samewire::events!("../events.yaml", tauri);
}

/// The app's own events.
mod app {
    samewire::events!("../app.yaml");
}

/// Their way to the page.
mod app_desktop {
    samewire::events!("../app.yaml", tauri);
}

/// The plugin of the app's own events. Tauri has one called `app` itself.
const APP_PLUGIN: &str = "samewire-app";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let settings = Settings::of_environment(|name| std::env::var(name).ok())?;
    let (server, orders) = Server::new();
    let reconnect = server.clone();
    let events = Builder::<events_desktop::Desktop>::new()
        .on_reconnect(move || reconnect.tell(Order::Reconnect))
        .reporter(|problem| eprintln!("{problem}"));
    let own = Builder::<app_desktop::Desktop>::new().name(APP_PLUGIN);
    tauri::Builder::default()
        .plugin(settings.kept(events).build())
        .plugin(settings.kept(own).build())
        .manage(server)
        .invoke_handler(tauri::generate_handler![
            commands::stand_in,
            commands::play,
            commands::burst,
            commands::cut,
            commands::every,
            commands::from_the_wire,
        ])
        .setup(move |app| {
            let delivery = Delivery::new(app.handle().clone(), settings.broken.clone());
            app.state::<Server>().start(orders, &settings, delivery);
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}
