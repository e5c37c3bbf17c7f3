//! `chat-server [--listen ADDRESS] [--origin ORIGIN] [--page DIR] [--demo] [--operator]` prints the address it listens
//! on.

use std::error::Error;
use std::io::Write;

use chat_server::{Options, serve};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let (address, options) = read(std::env::args().skip(1))?;
    let listener = TcpListener::bind(&address).await?;
    writeln!(std::io::stdout(), "listening on {}", listener.local_addr()?)?;
    serve(listener, options).await?;
    Ok(())
}

/// The address to listen on, and the rest of what the command line says.
fn read(mut words: impl Iterator<Item = String>) -> Result<(String, Options), String> {
    let (mut address, mut options) = ("127.0.0.1:8080".to_owned(), Options::default());
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--listen" => address = value()?,
            "--origin" => options.origin = Some(value()?),
            "--page" => options.page = Some(value()?.into()),
            "--demo" => options.demo = true,
            "--operator" => options.operator = true,
            _ => return Err(format!("there is no option {word}")),
        }
    }
    Ok((address, options))
}
