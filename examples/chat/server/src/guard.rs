//! Who is let in: pages by their origin, users by their token.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::chat::types::ErrorCode;
use crate::failure::{Failure, too_much};
use crate::people::User;
use crate::rate::Bucket;

/// The web pages that may ask anything. Browsers say where a page is from; what is no browser says nothing, and needs a
/// token like everybody.
pub struct Origins(Vec<String>);

impl Origins {
    /// The one that is given, or what browsers call the server itself.
    pub fn new(given: Option<String>, address: SocketAddr) -> Origins {
        let itself = || vec![format!("http://{address}"), format!("http://localhost:{}", address.port())];
        Origins(given.map_or_else(itself, |origin| vec![origin]))
    }

    fn admit(&self, headers: &HeaderMap) -> bool {
        let from = headers.get(header::ORIGIN);
        from.is_none_or(|from| self.0.iter().any(|origin| from == origin.as_str()))
    }
}

/// What the page may load: its own files, and nothing that somebody wrote into a message.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// Asked before every route.
pub async fn admit(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    if !app.origins.admit(request.headers()) {
        return (StatusCode::FORBIDDEN, "this page may not ask").into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// The user whose token came with a request: `Authorization: Bearer TOKEN`.
pub struct Session {
    pub user: User,
    pub token: String,
}

impl FromRequestParts<Arc<App>> for Session {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Session, Failure> {
        let token = bearer(&parts.headers).ok_or_else(unknown)?.to_owned();
        let (user, _) = known(app, &token)?;
        Ok(Session { user, token })
    }
}

/// Whose token it is, and how much may be asked for with it: this takes one request's worth.
pub fn known(app: &App, token: &str) -> Result<(User, Arc<Bucket>), Failure> {
    let (user, rate) = app.chat.people.by_token(token).ok_or_else(unknown)?;
    if app.chat.is_open || rate.take(Instant::now()) { Ok((user, rate)) } else { Err(too_much()) }
}

pub fn unknown() -> Failure {
    Failure(StatusCode::UNAUTHORIZED, ErrorCode::PermissionDenied, "sign in first")
}

/// The token in the header `Authorization`.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}
