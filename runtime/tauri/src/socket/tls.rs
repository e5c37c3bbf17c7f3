//! TLS, with the features that bring it.

use tokio_tungstenite::tungstenite::handshake::client::{Request, Response};
use tokio_tungstenite::tungstenite::{Error, protocol::WebSocketConfig};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

pub(super) type Stream = WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>;

/// Connects. Frames are small and shall not wait for others.
#[cfg(not(feature = "socket-rustls"))]
pub(super) async fn connect(request: Request, config: WebSocketConfig) -> Result<(Stream, Response), Error> {
    tokio_tungstenite::connect_async_with_config(request, Some(config), true).await
}

/// Connects. Frames are small and shall not wait for others.
#[cfg(feature = "socket-rustls")]
pub(super) async fn connect(request: Request, config: WebSocketConfig) -> Result<(Stream, Response), Error> {
    let connector = match request.uri().scheme_str() {
        Some("wss") => Some(rustls::connector()?),
        _ => None,
    };
    tokio_tungstenite::connect_async_tls_with_config(request, Some(config), true, connector).await
}

#[cfg(feature = "socket-rustls")]
mod rustls {
    use std::io;
    use std::sync::{Arc, OnceLock};

    use rustls::crypto::ring;
    use rustls::{ClientConfig, RootCertStore};
    use tokio_tungstenite::Connector;
    use tokio_tungstenite::tungstenite::Error;

    /// rustls with the roots of the system. The provider is named: to take that of the process panics where an app has two.
    pub(super) fn connector() -> Result<Connector, Error> {
        static CONFIG: OnceLock<Arc<ClientConfig>> = OnceLock::new();
        let config = match CONFIG.get() {
            Some(config) => config.clone(),
            None => {
                let config = config()?;
                CONFIG.get_or_init(|| config).clone()
            }
        };
        Ok(Connector::Rustls(config))
    }

    fn config() -> Result<Arc<ClientConfig>, Error> {
        let mut roots = RootCertStore::empty();
        let (added, _) = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        if added == 0 {
            return Err(io::Error::new(io::ErrorKind::NotFound, "the system has no root certificates").into());
        }
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let builder = builder.with_safe_default_protocol_versions().map_err(io::Error::other)?;
        Ok(Arc::new(builder.with_root_certificates(roots).with_no_client_auth()))
    }
}
