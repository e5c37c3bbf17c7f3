//! One attempt to connect, and what the app says of how it ended.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use super::{End, Host};
use crate::socket::SocketOptions;
use crate::socket::address::request;
use crate::socket::backoff::Backoff;
use crate::socket::network::Network;

/// Connects with a request of the app's.
pub(super) async fn open<N: Network>(
    network: &N,
    options: &SocketOptions,
    host: &impl Host,
    config: WebSocketConfig,
) -> Result<WebSocketStream<N::Bytes>, End> {
    let request = request(&options.address).await;
    let request = request.map_err(|reason| End::lost(format!("not opened: {reason}")))?;
    match network.connect(request, config).await {
        Ok(stream) => Ok(stream),
        Err(Error::Http(response)) => {
            let status = response.status();
            let reason = status.canonical_reason().unwrap_or_default();
            let is_final = is_final(options, host, status.as_u16(), reason);
            Err(End::Lost { reason: format!("not opened: the server answers {status}"), is_final })
        }
        Err(error) => Err(End::lost(format!("not opened: {error}"))),
    }
}

/// Whether this is the server's last word.
pub(super) fn is_final(options: &SocketOptions, host: &impl Host, code: u16, reason: &str) -> bool {
    guarded(host, || (options.is_final)(code, reason)).unwrap_or(false)
}

/// How long to wait after so many failures; none gives up.
pub(super) fn delay(options: &SocketOptions, host: &impl Host, failures: u32) -> Option<Duration> {
    let random = (options.random)();
    let delay = guarded(host, || options.backoff.delay(failures, random));
    delay.unwrap_or_else(|| Backoff::default().delay(failures, random))
}

/// Runs a closure of the app; none if it panics. The link goes on.
fn guarded<T>(host: &impl Host, act: impl FnOnce() -> T) -> Option<T> {
    let done = catch_unwind(AssertUnwindSafe(act)).ok();
    if done.is_none() {
        host.panicked();
    }
    done
}
