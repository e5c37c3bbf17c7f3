//! Windows that come and go.

use serde_json::Map;
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, WindowEvent};

use crate::answers;

/// Opens a window with the page; an idle one listens when it is told to.
pub fn open(app: &AppHandle, label: &str, idle: bool) -> tauri::Result<()> {
    let page = if idle { "index.html?idle" } else { "index.html?" };
    let window = WebviewWindowBuilder::new(app, label, WebviewUrl::App(page.into())).build()?;
    window.on_window_event(|event| {
        if let WindowEvent::Destroyed = event {
            answers::done("close", Map::new());
        }
    });
    Ok(())
}

/// Closes a window; the answer comes when it is gone.
pub fn close(app: &AppHandle, label: &str) -> tauri::Result<()> {
    app.get_webview_window(label).map_or(Ok(()), |window| window.destroy())
}

/// Runs JavaScript in a window.
pub fn eval(app: &AppHandle, label: &str, source: String) -> tauri::Result<()> {
    app.get_webview_window(label).ok_or(tauri::Error::WindowNotFound)?.eval(source)
}
