//! Who is let in: pages by their origin, users by their token.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::uri::Authority;
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
pub enum Origins {
    /// Those of this origin.
    Of(String),
    /// Those that the server has delivered itself.
    Own,
}

impl Origins {
    pub fn new(given: Option<String>) -> Origins {
        given.map_or(Origins::Own, Origins::Of)
    }

    fn admit(&self, headers: &HeaderMap) -> bool {
        let Some(from) = headers.get(header::ORIGIN) else { return true };
        match self {
            Origins::Of(origin) => from == origin.as_str(),
            Origins::Own => headers.get(header::HOST).is_some_and(|host| is_own(from, host)),
        }
    }
}

/// Whether a page asks the host that it is from, by an address that no one else can have.
fn is_own(from: &HeaderValue, host: &HeaderValue) -> bool {
    let (Ok(from), Ok(host)) = (from.to_str(), host.to_str()) else { return false };
    let is_same = from.strip_prefix("http://").is_some_and(|from| from.eq_ignore_ascii_case(host));
    is_same && host.parse().is_ok_and(|host| is_certain(&host))
}

/// A name is its owner's, who may let it lead to this server after the page was delivered by another (DNS rebinding).
fn is_certain(host: &Authority) -> bool {
    let name = host.host();
    let ip = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    name.eq_ignore_ascii_case("localhost") || ip.parse::<IpAddr>().is_ok()
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

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::Origins;

    fn is_admitted(origins: &Origins, host: &str, origin: &str) -> bool {
        let value = |text: &str| HeaderValue::from_str(text).unwrap();
        let headers = [(header::HOST, value(host)), (header::ORIGIN, value(origin))];
        origins.admit(&HeaderMap::from_iter(headers))
    }

    #[test]
    fn the_servers_own_page_is_admitted_by_whatever_address_it_was_opened() {
        for host in
            ["127.0.0.1:8080", "192.168.1.5:8080", "192.168.1.5", "localhost", "[::1]:8080", "[fe80::1]"]
        {
            assert!(is_admitted(&Origins::Own, host, &format!("http://{host}")), "{host}");
        }
        assert!(is_admitted(&Origins::Own, "LocalHost:8080", "http://localhost:8080"));
    }

    #[test]
    fn pages_of_other_sites_and_of_other_ports_are_not() {
        for (host, origin) in [
            ("127.0.0.1:8080", "http://evil.example"),
            ("127.0.0.1:8080", "http://127.0.0.1:9000"),
            ("127.0.0.1:8080", "http://127.0.0.1"),
            ("127.0.0.1:8080", "http://203.0.113.7:8080"),
            ("127.0.0.1:8080", "https://127.0.0.1:8080"),
            ("127.0.0.1:8080", "null"),
            ("127.0.0.1:8080", ""),
        ] {
            assert!(!is_admitted(&Origins::Own, host, origin), "{origin} at {host}");
        }
    }

    #[test]
    fn a_name_that_somebody_lets_lead_here_is_not_the_servers() {
        for host in [
            "evil.example:8080",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "[evil]",
            "1.2.3.4@evil.example",
        ] {
            assert!(!is_admitted(&Origins::Own, host, &format!("http://{host}")), "{host}");
        }
    }

    #[test]
    fn the_origin_that_is_named_is_the_only_one() {
        let origins = Origins::Of("https://chat.example".to_owned());
        assert!(is_admitted(&origins, "127.0.0.1:8080", "https://chat.example"));
        assert!(!is_admitted(&origins, "127.0.0.1:8080", "http://127.0.0.1:8080"));
    }
}
