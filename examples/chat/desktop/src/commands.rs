//! What the page asks of this side: to sign in, and what else it would fetch in a browser. The token stays here.

use samewire_tauri::Pages;
use serde_json::Value;
use tauri::{AppHandle, State};

use crate::desktop::Desktop;
use crate::server::{Refusal, Server, User};

/// Who is signed in: the page was loaded again, the app was not.
#[tauri::command]
pub fn signed_in(server: State<'_, Server>) -> Option<User> {
    server.user()
}

#[tauri::command]
pub async fn sign_in(app: AppHandle, server: State<'_, Server>, name: String) -> Result<User, Refusal> {
    let user = server.sign_in(name).await?;
    if let Some(socket) = Pages::<Desktop>::of(&app).as_ref().and_then(Pages::socket) {
        socket.reconnect();
    }
    Ok(user)
}

/// The page listens until the connection has ended: what it leaves unheard would be the next user's.
#[tauri::command]
pub fn sign_out(app: AppHandle, server: State<'_, Server>) {
    if let Some(socket) = Pages::<Desktop>::of(&app).as_ref().and_then(Pages::socket) {
        socket.close();
    }
    server.sign_out();
}

/// One of the server's routes, in the name of who is signed in; always of that server, whatever the page says.
#[tauri::command]
pub async fn ask(
    server: State<'_, Server>,
    method: String,
    path: String,
    body: Option<Value>,
) -> Result<Value, Refusal> {
    server.ask(method, path, body).await
}
