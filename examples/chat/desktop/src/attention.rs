//! What this side does about events by itself: it asks for the user's attention when somebody calls.

use samewire_tauri::Listen;
use tauri::{AppHandle, Manager, UserAttentionType};

use crate::events::server::{CallEnded, IncomingCall};

/// Listens for as long as the app runs.
pub fn listen(app: &AppHandle) {
    let handle = app.clone();
    IncomingCall::listen(app, move |call| {
        if call.is_ok() {
            request(&handle, Some(UserAttentionType::Critical));
        }
    });
    let handle = app.clone();
    CallEnded::listen(app, move |_| request(&handle, None));
}

fn request(app: &AppHandle, attention: Option<UserAttentionType>) {
    if let Some(window) = app.get_webview_window("main") {
        // A desktop that cannot do it is no reason to do anything else.
        let _ = window.request_user_attention(attention);
    }
}
