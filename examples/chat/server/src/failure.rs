//! Why something was not done that was asked over HTTP.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::chat::server;
use crate::chat::types::ErrorCode;

/// With the codes that events have.
pub struct Failure(pub StatusCode, pub ErrorCode, pub &'static str);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let Failure(status, code, message) = self;
        (status, Json(server::Error { code, message: message.to_owned() })).into_response()
    }
}

pub const fn invalid(why: &'static str) -> Failure {
    Failure(StatusCode::UNPROCESSABLE_ENTITY, ErrorCode::ValidationError, why)
}

pub const fn missing(why: &'static str) -> Failure {
    Failure(StatusCode::NOT_FOUND, ErrorCode::NotFound, why)
}

pub const fn too_much() -> Failure {
    Failure(StatusCode::TOO_MANY_REQUESTS, ErrorCode::RateLimited, "that is too much, wait a moment")
}
