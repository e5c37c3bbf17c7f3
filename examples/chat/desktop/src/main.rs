//! The chat as a desktop app: `chat-desktop [--server URL]`.
//!
//! The window shows the page that browsers show. What differs is who holds the connection and the token: here it is this side,
//! and the page gets every event as an event of Tauri.

mod attention;
mod commands;
mod server;

use samewire_tauri::socket::SocketOptions;

use desktop::Desktop;
use server::Server;

/// The events, as the server has them.
mod events {
    samewire::events!("../../../events.yaml");
}

/// Their way to the page.
mod desktop {
    samewire::events!("../../../events.yaml", tauri);
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let server = Server::new(address(std::env::args().skip(1))?);
    let asked = server.clone();
    // Nobody has signed in yet: it connects when somebody does.
    let socket = SocketOptions::by(move || asked.clone().connection()).waits();
    tauri::Builder::default()
        .plugin(samewire_tauri::Builder::<Desktop>::new().socket(socket).build())
        .manage(server)
        .invoke_handler(tauri::generate_handler![
            commands::signed_in,
            commands::sign_in,
            commands::sign_out,
            commands::ask,
        ])
        .setup(|app| {
            attention::listen(app.handle());
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}

/// The server that the command line names.
fn address(mut words: impl Iterator<Item = String>) -> Result<String, String> {
    match (words.next().as_deref(), words.next(), words.next()) {
        (None, ..) => Ok("http://127.0.0.1:8080".to_owned()),
        (Some("--server"), Some(address), None) => Ok(address.trim_end_matches('/').to_owned()),
        _ => Err("usage: chat-desktop [--server URL]".to_owned()),
    }
}
