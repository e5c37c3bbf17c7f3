//! The app whose window `tests/desktop` opens: it does what the lines of its standard input say, and answers by lines.
//!
//! Its page comes from a folder that `--assets` names, as it would from inside the app, so that another page needs no
//! other build.

mod answers;
mod assets;
mod broken;
mod compared;
mod desktop;
mod events;
mod hop;
mod orders;
mod settings;
mod windows;

use settings::Settings;
use tauri::{App, RunEvent};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let settings = Settings::of_arguments(std::env::args().skip(1))?;
    let mut context = tauri::generate_context!();
    context.set_assets(Box::new(assets::Folder(settings.assets.clone())));
    let (sender, sent) = unbounded_channel();
    let app = tauri::Builder::default()
        .plugin(hop::plugin(&settings, sender))
        .plugin(compared::plugin())
        .invoke_handler(tauri::generate_handler![answers::report])
        .setup(move |app| start(app, &settings, sent))
        .build(context)?;
    app.run(|_, event| {
        // It ends when it is told to, not when its last window is closed.
        if let RunEvent::ExitRequested { code: None, api, .. } = event {
            api.prevent_exit();
        }
    });
    Ok(())
}

fn start(
    app: &App,
    settings: &Settings,
    sent: UnboundedReceiver<String>,
) -> Result<(), Box<dyn std::error::Error>> {
    if let Some(broken) = settings.broken.clone() {
        let server = settings.server.clone().ok_or("--break needs --server")?;
        tauri::async_runtime::spawn(broken::receive(app.handle().clone(), server, broken, sent));
    }
    windows::open(app.handle(), "main", settings.idle)?;
    orders::follow(app.handle().clone());
    answers::done("started", serde_json::Map::new());
    Ok(())
}
