//! A chat server: events come and go as `events.yaml` says, everything is kept in memory.
//!
//! `chat-server [--listen ADDRESS] [--origin ORIGIN] [--operator]` prints the address it listens on.

mod app;
mod handler;
mod hub;
mod operator;
mod rooms;

use std::error::Error;
use std::io::Write;

use tokio::net::TcpListener;

/// What is generated from the manifest.
pub mod chat {
    samewire::events!("../../../events.yaml");
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::read(std::env::args().skip(1))?;
    let listener = TcpListener::bind(&options.listen).await?;
    writeln!(std::io::stdout(), "listening on {}", listener.local_addr()?)?;
    axum::serve(listener, app::routes(options)).await?;
    Ok(())
}

/// What the command line says.
struct Options {
    listen: String,
    /// The only web page that may connect. Browsers tell where a page is from; without this, any page of any site that
    /// the user visits may connect to a server on the user's own machine.
    origin: Option<String>,
    /// Whether frames may be published, and heard ones be read, over plain HTTP.
    operator: bool,
}

impl Options {
    fn read(mut words: impl Iterator<Item = String>) -> Result<Options, String> {
        let mut options = Options { listen: "127.0.0.1:8080".to_owned(), origin: None, operator: false };
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match word.as_str() {
                "--listen" => options.listen = value()?,
                "--origin" => options.origin = Some(value()?),
                "--operator" => options.operator = true,
                _ => return Err(format!("there is no option {word}")),
            }
        }
        Ok(options)
    }
}
