//! What the tests do with a server: ask it over HTTP, and connect to it.

use std::net::SocketAddr;
use std::time::Duration;

use chat_server::chat::types::{ErrorCode, UserStatus};
use chat_server::chat::{ClientEvent, ClientFrame, ServerEvent, ServerFrame, client, server};
use chat_server::{Options, serve};
use futures_util::{SinkExt, StreamExt};
use samewire::{Unknown, Uuid};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

pub const GENERAL: Uuid = Uuid::from_u128(0x01948336_e340_7a37_a62f_aa9f9a32daea);
pub const LOUNGE: Uuid = Uuid::from_u128(0x0194fa6c_7740_7d5c_a99b_fda9ff561a84);

/// Guards against a test that would wait for ever.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Server {
    pub address: SocketAddr,
}

impl Server {
    pub async fn start(options: Options) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(serve(listener, options));
        Server { address }
    }

    pub async fn sign_in(&self, name: &str) -> String {
        let (status, body) = self.request("POST", "/session", None, &format!(r#"{{"name":"{name}"}}"#)).await;
        assert_eq!(status, 200);
        body["token"].as_str().unwrap().to_owned()
    }

    pub async fn user_of(&self, token: &str) -> Uuid {
        let (_, user) = self.request("GET", "/session", Some(token), "").await;
        user["id"].as_str().unwrap().parse().unwrap()
    }

    /// The status of the answer, and its JSON (null without any).
    pub async fn request(&self, method: &str, path: &str, token: Option<&str>, body: &str) -> (u16, Value) {
        self.request_with(method, path, token, None, body).await
    }

    pub async fn request_from(
        &self,
        origin: &str,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: &str,
    ) -> (u16, Value) {
        self.request_with(method, path, token, Some(origin), body).await
    }

    async fn request_with(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        origin: Option<&str>,
        body: &str,
    ) -> (u16, Value) {
        let token = token.map_or(String::new(), |token| format!("Authorization: Bearer {token}\r\n"));
        let origin = origin.map_or(String::new(), |origin| format!("Origin: {origin}\r\n"));
        let (length, host) = (body.len(), self.address);
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{token}{origin}\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        let (status, answer) = self.exchange(&head).await;
        let body = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        (status, serde_json::from_str(body).unwrap_or_default())
    }

    /// The status and all of the answer to a GET request, the path sent as it is.
    pub async fn head(&self, path: &str) -> (u16, String) {
        self.exchange(&format!("GET {path} HTTP/1.1\r\nHost: chat\r\nConnection: close\r\n\r\n")).await
    }

    async fn exchange(&self, request: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        (answer[9..12].parse().unwrap(), answer)
    }

    /// With which status a connection is refused.
    pub async fn refusal(&self, token: Option<&str>, path: &str, origin: Option<&str>) -> u16 {
        match connect_async(self.handshake(token, path, origin)).await {
            Err(Error::Http(response)) => response.status().as_u16(),
            other => panic!("not refused: {other:?}"),
        }
    }

    pub async fn client(&self, name: &str) -> Client {
        let token = self.sign_in(name).await;
        self.connect(&token).await
    }

    pub async fn connect(&self, token: &str) -> Client {
        Client::open(self.handshake(Some(token), "/ws", None)).await
    }

    /// Connected, and past all that is told on connecting.
    pub async fn settled(&self, token: &str) -> Client {
        let mut client = self.connect(token).await;
        client.ask::<server::Pong>(client::Ping).await;
        client
    }

    pub async fn connect_as_browser(&self, token: &str) -> Client {
        let origin = format!("http://{}", self.address);
        Client::open(self.handshake(None, &format!("/ws?token={token}"), Some(&origin))).await
    }

    pub async fn connect_as_guest(&self) -> Client {
        Client::open(self.handshake(None, "/ws", None)).await
    }

    fn handshake(&self, token: Option<&str>, path: &str, origin: Option<&str>) -> Request {
        let mut request = format!("ws://{}{path}", self.address).into_client_request().unwrap();
        let headers = [
            ("Authorization", token.map(|token| format!("Bearer {token}"))),
            ("Origin", origin.map(str::to_owned)),
        ];
        for (name, value) in headers.into_iter().filter_map(|(name, value)| Some((name, value?))) {
            request.headers_mut().insert(name, HeaderValue::from_str(&value).unwrap());
        }
        request
    }
}

pub struct Client(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Client {
    async fn open(request: Request) -> Client {
        Client(connect_async(request).await.unwrap().0)
    }

    pub async fn send(&mut self, event: impl Into<ClientEvent>) {
        self.send_text(&ClientFrame::from(event.into()).encode().unwrap()).await;
    }

    pub async fn send_text(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    /// The next event of this kind, past all others.
    pub async fn next<E: TryFrom<ServerEvent>>(&mut self) -> E {
        loop {
            if let Ok(event) = E::try_from(self.event().await) {
                return event;
            }
        }
    }

    pub async fn next_unknown(&mut self) -> Unknown {
        loop {
            if let ServerEvent::Unknown(unknown) = self.event().await {
                return unknown;
            }
        }
    }

    pub async fn ask<E: TryFrom<ServerEvent>>(&mut self, event: impl Into<ClientEvent>) -> E {
        self.send(event).await;
        self.next().await
    }

    pub async fn refused(&mut self, event: impl Into<ClientEvent>, code: ErrorCode) {
        let error: server::Error = self.ask(event).await;
        assert_eq!(error.code, code, "{}", error.message);
    }

    /// The frame of the next event of a name, as it came.
    pub async fn next_text(&mut self, name: &str) -> String {
        loop {
            let text = self.text().await;
            if ServerFrame::decode(&text).unwrap().event.name() == Some(name) {
                return text;
            }
        }
    }

    /// The names of all events up to the next one of this name.
    pub async fn names_until(&mut self, last: &str) -> Vec<String> {
        let mut names = Vec::new();
        loop {
            let name = self.event().await.name().unwrap_or_default().to_owned();
            let is_last = name == last;
            names.push(name);
            if is_last {
                return names;
            }
        }
    }

    /// Waits until a user is seen so; returns how many changes came before.
    pub async fn presence_of(&mut self, user: Uuid, status: &str) -> usize {
        for before in 0.. {
            let mut change = self.next::<server::PresenceUpdate>().await;
            while change.user_id != user {
                change = self.next().await;
            }
            let word = match change.status {
                UserStatus::Online => "online",
                UserStatus::Offline => "offline",
                UserStatus::Away | UserStatus::Busy => "other",
            };
            if word == status {
                return before;
            }
        }
        unreachable!("there are always more")
    }

    async fn event(&mut self) -> ServerEvent {
        ServerFrame::decode(&self.text().await).unwrap().event
    }

    async fn text(&mut self) -> String {
        loop {
            let message = timeout(PATIENCE, self.0.next()).await.expect("the event comes");
            if let Message::Text(text) = message.unwrap().unwrap() {
                return text.to_string();
            }
        }
    }
}
