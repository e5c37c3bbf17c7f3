//! The way to a server: TCP, and TLS with the features that bring it.

use std::future::Future;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

/// What connections are made over.
pub(super) trait Network: Send + Sync + 'static {
    type Bytes: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    /// Connects, and shakes hands.
    fn connect(
        &self,
        request: Request,
        config: WebSocketConfig,
    ) -> impl Future<Output = Result<WebSocketStream<Self::Bytes>, Error>> + Send;
}

/// The network of the system.
pub(super) struct System;

impl Network for System {
    type Bytes = MaybeTlsStream<TcpStream>;

    /// Frames are small and shall not wait for others: Nagle's algorithm is off.
    #[cfg(not(feature = "socket-rustls"))]
    async fn connect(
        &self,
        request: Request,
        config: WebSocketConfig,
    ) -> Result<WebSocketStream<Self::Bytes>, Error> {
        let connected = tokio_tungstenite::connect_async_with_config(request, Some(config), true);
        connected.await.map(|(stream, _)| stream)
    }

    /// Frames are small and shall not wait for others: Nagle's algorithm is off.
    #[cfg(feature = "socket-rustls")]
    async fn connect(
        &self,
        request: Request,
        config: WebSocketConfig,
    ) -> Result<WebSocketStream<Self::Bytes>, Error> {
        let connector = match request.uri().scheme_str() {
            Some("wss") => Some(rustls::connector()?),
            _ => None,
        };
        let connected =
            tokio_tungstenite::connect_async_tls_with_config(request, Some(config), true, connector);
        connected.await.map(|(stream, _)| stream)
    }
}

#[cfg(feature = "socket-rustls")]
mod rustls {
    use std::io;
    use std::sync::{Arc, OnceLock};

    use ::rustls::crypto::ring;
    use ::rustls::{ClientConfig, RootCertStore};
    use tokio_tungstenite::Connector;
    use tokio_tungstenite::tungstenite::Error;

    /// rustls with the roots of the system. The provider is named: to take that of the process panics where an app has
    /// two.
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
