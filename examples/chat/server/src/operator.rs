//! What an operator, or a test, may do over plain HTTP: publish any frame to all, and read what clients have sent.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};

use crate::app::App;
use crate::chat::{ClientFrame, ServerFrame};

/// The last frames that clients have sent, each as it is written again after reading.
#[derive(Default)]
pub struct Heard(Mutex<VecDeque<String>>);

const KEPT: usize = 4096;

impl Heard {
    /// Notes a frame that can be read.
    pub fn note(&self, text: &str) {
        let Some(written) = ClientFrame::decode(text).ok().and_then(|frame| frame.encode().ok()) else {
            return;
        };
        let mut heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if heard.len() == KEPT {
            heard.pop_front();
        }
        heard.push_back(written);
    }

    fn lines(&self) -> String {
        let heard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        heard.iter().map(|frame| format!("{frame}\n")).collect()
    }
}

pub fn routes() -> Router<Arc<App>> {
    Router::new().route("/publish", post(publish)).route("/heard", get(heard))
}

async fn publish(State(app): State<Arc<App>>, text: String) -> Result<StatusCode, (StatusCode, String)> {
    let frame = ServerFrame::decode(&text).map_err(|error| (StatusCode::BAD_REQUEST, error.to_string()))?;
    app.chat.hub.broadcast(&frame);
    Ok(StatusCode::NO_CONTENT)
}

async fn heard(State(app): State<Arc<App>>) -> String {
    app.heard.as_ref().map(Heard::lines).unwrap_or_default()
}
