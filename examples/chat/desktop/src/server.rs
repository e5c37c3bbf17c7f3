//! The server, asked over HTTP, and the session that it has given.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use samewire_tauri::socket::SocketRequest;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tauri::async_runtime::{spawn, spawn_blocking};
use ureq::Agent;
use ureq::http::Request;

/// Cheap to clone: all clones have one session.
#[derive(Clone)]
pub struct Server {
    address: Arc<str>,
    agent: Agent,
    session: Arc<Mutex<Option<Session>>>,
}

#[derive(Clone, Deserialize)]
struct Session {
    token: String,
    user: User,
}

#[derive(Clone, Deserialize, Serialize)]
pub struct User {
    id: String,
    username: String,
    display_name: String,
}

/// The server said no, or nothing: then the status is 0.
#[derive(Debug, Serialize)]
pub struct Refusal {
    status: u16,
    message: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

const UNAUTHORIZED: u16 = 401;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(10);

impl Server {
    pub fn new(address: String) -> Server {
        let config = Agent::config_builder().http_status_as_error(false).timeout_global(Some(PATIENCE));
        let agent = config.build().new_agent();
        Server { address: address.into(), agent, session: Arc::default() }
    }

    pub fn user(&self) -> Option<User> {
        self.session().as_ref().map(|session| session.user.clone())
    }

    pub async fn sign_in(&self, name: String) -> Result<User, Refusal> {
        let answer = self.request("POST", "/session", None, Some(json!({ "name": name }))).await?;
        let session: Session = serde_json::from_value(answer).map_err(Refusal::unreadable)?;
        let user = session.user.clone();
        *self.session() = Some(session);
        Ok(user)
    }

    /// Forgets the session; the server is told meanwhile.
    pub fn sign_out(&self) {
        let Some(Session { token, .. }) = self.session().take() else { return };
        let server = self.clone();
        // Whoever has signed out does not wait for a server that does not answer.
        spawn(async move { server.request("DELETE", "/session", Some(token), None).await });
    }

    /// One of the server's routes, in the name of who is signed in.
    pub async fn ask(&self, method: String, path: String, body: Option<Value>) -> Result<Value, Refusal> {
        let token = self.session().as_ref().map(|session| session.token.clone());
        self.request(&method, &path, token, body).await
    }

    /// What a connection is asked for with. A server that was restarted knows no token, but it does know names.
    pub async fn connection(self) -> Result<SocketRequest, Refusal> {
        let session = self.session().clone();
        let Session { mut token, user } = session.ok_or_else(|| Refusal::silent("nobody has signed in"))?;
        match self.request("GET", "/session", Some(token.clone()), None).await {
            Err(Refusal { status: UNAUTHORIZED, .. }) => {
                self.sign_in(user.display_name).await?;
                token = self.session().as_ref().map(|session| session.token.clone()).unwrap_or_default();
            }
            answer => drop(answer?),
        }
        let address = self.address.replacen("http", "ws", 1);
        Ok(SocketRequest::new(format!("{address}/ws")).bearer(token))
    }

    /// An object, or null where the server answers nothing.
    async fn request(
        &self,
        method: &str,
        path: &str,
        token: Option<String>,
        body: Option<Value>,
    ) -> Result<Value, Refusal> {
        if !path.starts_with('/') {
            return Err(Refusal::silent("a path begins with a slash"));
        }
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.address));
        if let Some(token) = token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        let body = body.map_or_else(String::new, |body| body.to_string());
        let request =
            request.header("Content-Type", "application/json").body(body).map_err(Refusal::silent)?;
        let agent = self.agent.clone();
        spawn_blocking(move || exchange(&agent, request)).await.map_err(Refusal::silent)?
    }

    fn session(&self) -> MutexGuard<'_, Option<Session>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn exchange(agent: &Agent, request: Request<String>) -> Result<Value, Refusal> {
    let mut response = agent.run(request).map_err(Refusal::silent)?;
    let status = response.status();
    let text = response.body_mut().read_to_string().map_err(Refusal::silent)?;
    let answer: Value = serde_json::from_str(&text).unwrap_or_default();
    if status.is_success() {
        return Ok(answer);
    }
    let message =
        answer["message"].as_str().map_or_else(|| format!("the server answers {status}"), str::to_owned);
    Err(Refusal { status: status.as_u16(), message })
}

impl Refusal {
    fn silent(reason: impl fmt::Display) -> Refusal {
        Refusal { status: 0, message: reason.to_string() }
    }

    fn unreadable(error: serde_json::Error) -> Refusal {
        Refusal::silent(format!("the server's answer cannot be read: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread;

    use tauri::async_runtime::block_on;

    use super::{Server, Session, User};

    /// A server that answers one request with this, and what it was asked.
    fn answering(answer: &'static str) -> (Server, thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Server::new(format!("http://{}", listener.local_addr().unwrap()));
        let asked = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let text = request(&mut stream);
            stream.write_all(answer.as_bytes()).unwrap();
            text
        });
        (server, asked)
    }

    /// A whole request: whoever is answered before, and cut off, may see no answer.
    fn request(stream: &mut impl Read) -> String {
        let mut text = String::new();
        while !is_whole(&text) {
            let mut part = [0; 1024];
            let length = stream.read(&mut part).unwrap();
            assert_ne!(length, 0, "the request ends early: {text}");
            text.push_str(std::str::from_utf8(&part[..length]).unwrap());
        }
        text
    }

    fn is_whole(text: &str) -> bool {
        let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().unwrap())
        });
        body.len() >= length.unwrap_or(0)
    }

    #[test]
    fn a_refusal_has_the_servers_status_and_words() {
        let body = "HTTP/1.1 409 Conflict\r\nContent-Length: 32\r\n\r\n{\"message\":\"this name is taken\"}";
        let (server, asked) = answering(body);
        let refusal = block_on(server.sign_in("Ada".to_owned())).err().unwrap();
        assert_eq!((refusal.status, refusal.message.as_str()), (409, "this name is taken"));
        let asked = asked.join().unwrap();
        assert!(asked.starts_with("POST /session HTTP/1.1\r\n"));
        assert!(asked.ends_with("\r\n\r\n{\"name\":\"Ada\"}"));
        assert!(server.user().is_none());
    }

    #[test]
    fn who_has_signed_out_is_nobody_at_once_and_the_server_is_told() {
        let (server, asked) = answering("HTTP/1.1 204 No Content\r\n\r\n");
        let user = User { id: "1".into(), username: "ada".into(), display_name: "Ada".into() };
        *server.session() = Some(Session { token: "good".into(), user });
        server.sign_out();
        assert!(server.user().is_none());
        let asked = asked.join().unwrap().to_lowercase();
        assert!(asked.starts_with("delete /session http/1.1\r\n"));
        assert!(asked.contains("authorization: bearer good\r\n"));
        server.sign_out();
    }

    #[test]
    fn no_other_server_is_asked_whatever_the_page_says() {
        let server = Server::new("http://127.0.0.1".to_owned());
        for path in ["", ".evil.example/", ":9/state", "@evil.example/"] {
            let refusal = block_on(server.ask("GET".to_owned(), path.to_owned(), None)).err().unwrap();
            assert_eq!(refusal.message, "a path begins with a slash", "{path}");
        }
    }

    #[test]
    fn nobody_connects_who_has_not_signed_in() {
        let server = Server::new("http://127.0.0.1".to_owned());
        let refusal = block_on(server.connection()).err().unwrap();
        assert_eq!(refusal.message, "nobody has signed in");
    }
}
