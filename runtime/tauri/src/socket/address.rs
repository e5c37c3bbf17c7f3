//! Where to connect, asked anew for each attempt.

use std::fmt;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;

use futures_util::FutureExt;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::http::header::{AUTHORIZATION, HeaderName, HeaderValue};

/// One attempt to connect: an address, and what goes with it. Its `Debug` holds neither, since both may be secret.
#[derive(Clone, PartialEq, Eq)]
pub struct SocketRequest {
    url: String,
    headers: Vec<(String, String)>,
}

impl SocketRequest {
    /// Connects to a `ws:` or `wss:` address; `wss` needs one of the features for TLS.
    pub fn new(url: impl Into<String>) -> SocketRequest {
        SocketRequest { url: url.into(), headers: Vec::new() }
    }

    /// Shows a token: `Authorization: Bearer <token>`.
    #[must_use]
    pub fn bearer(self, token: impl fmt::Display) -> SocketRequest {
        self.header(AUTHORIZATION.as_str(), format!("Bearer {token}"))
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> SocketRequest {
        self.headers.push((name.into(), value.into()));
        self
    }

    fn build(self) -> Result<Request, String> {
        let mut request = self.url.into_client_request().map_err(|error| error.to_string())?;
        for (name, value) in self.headers {
            let name: HeaderName = name.parse().map_err(|_| "a header's name is none")?;
            let mut value: HeaderValue =
                value.parse().map_err(|_| format!("the value of {name} is none of a header"))?;
            value.set_sensitive(true);
            request.headers_mut().append(name, value);
        }
        Ok(request)
    }
}

impl fmt::Debug for SocketRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SocketRequest")
    }
}

/// What makes requests.
pub(super) type Address = Box<dyn Fn() -> Making + Send + Sync>;

type Making = Pin<Box<dyn Future<Output = Result<SocketRequest, String>> + Send>>;

/// The request of this attempt. What makes it is the app's, and may panic.
pub(super) async fn request(address: &Address) -> Result<Request, String> {
    let making = async { address().await?.build() };
    let made = AssertUnwindSafe(making).catch_unwind().await;
    made.unwrap_or_else(|_| Err("what makes the request panicked".to_owned()))
}
