//! The socket in the plugin, over TCP.

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tauri::Listener;
use tauri::test::{mock_builder, mock_context, noop_assets};
use tokio::net::TcpListener;
use tokio_tungstenite::accept_async;
use tokio_tungstenite::tungstenite::Message;

use super::harness::steady;
use crate::socket::{Backoff, Overflow, QueueOptions, SocketOptions, SocketRequest, Then};
use crate::testing::{Channel, Chat, chat};
use crate::{Builder, Pages, Problem};

/// A server that answers each frame with a message, and closes after so many.
async fn serve(listener: TcpListener, frames: usize) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = accept_async(stream).await.unwrap();
        for _ in 0..frames {
            let Some(Ok(Message::Text(frame))) = stream.next().await else { break };
            let answer = json!({ "type": "message_new", "text": frame.as_str(), "novel": true });
            stream.send(Message::text(answer.to_string())).await.unwrap();
        }
    }
}

#[track_caller]
fn next(heard: &Receiver<String>) -> Value {
    let json = heard.recv_timeout(Duration::from_secs(30)).expect("nothing came");
    serde_json::from_str(&json).unwrap()
}

#[test]
fn it_relays_sends_and_comes_back() {
    let (listener, address) = tauri::async_runtime::block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        (listener, format!("ws://{address}/ws"))
    });
    tauri::async_runtime::spawn(serve(listener, 2));
    let options = SocketOptions::new(SocketRequest::new(address)).waits();
    let options = options.backoff(Backoff::fixed([Duration::ZERO], Then::Repeat));
    let plugin = Builder::<Chat>::new().socket(options).build();
    let app = mock_builder().plugin(plugin).build(mock_context(noop_assets())).unwrap();
    let [states, messages] = ["samewire:connection", "ws:message_new"].map(|name| {
        let (sender, receiver) = channel();
        app.listen_any(name, move |event| sender.send(event.payload().to_owned()).unwrap());
        receiver
    });
    let socket = Pages::<Chat>::of(&app).unwrap().socket().unwrap().clone();
    socket.reconnect();
    let mut sent = 0;
    while sent < 6 {
        while next(&states)["state"] != "open" {}
        for _ in 0..2 {
            let frame = chat::ClientEvent::from(chat::client::MessageSend { text: sent.to_string() })
                .encode()
                .unwrap();
            tauri::async_runtime::block_on(socket.send(frame.clone())).unwrap();
            let expected = json!({ "type": "message_new", "text": frame, "novel": true });
            assert_eq!(next(&messages), expected);
            sent += 1;
        }
    }
}

#[test]
fn what_no_tls_can_reach_is_an_attempt_that_failed() {
    let (_listener, address) = tauri::async_runtime::block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        (tauri::async_runtime::spawn(serve(listener, 1)), format!("wss://{address}/ws"))
    });
    let options = SocketOptions::new(SocketRequest::new(address)).backoff(steady());
    let plugin = Builder::<Chat>::new().socket(options).build();
    let app = mock_builder().plugin(plugin).build(mock_context(noop_assets())).unwrap();
    let socket = Pages::<Chat>::of(&app).unwrap().socket().unwrap().clone();
    let mut state = socket.state.clone();
    let is_waiting = |state: &crate::Connection| matches!(state, crate::Connection::Waiting { .. });
    let waited = async { state.wait_for(is_waiting).await.unwrap().clone() };
    let crate::Connection::Waiting { reason, .. } = tauri::async_runtime::block_on(waited) else { panic!() };
    assert!(reason.starts_with("not opened: "), "{reason}");
}

#[test]
fn pages_are_told_of_queued_frames_that_are_given_up() {
    // Nobody answers: the attempt takes as long as it may.
    let never = || std::future::pending::<Result<SocketRequest, String>>();
    let queue = QueueOptions { frames: 1, overflow: Overflow::DropOldest, ..QueueOptions::default() };
    let (problem, problems) = channel();
    let reporter = move |told: &Problem| problem.send(told.to_string()).unwrap();
    let plugin =
        Builder::<Chat>::new().reporter(reporter).socket(SocketOptions::by(never).queue(queue)).build();
    let app = mock_builder().plugin(plugin).build(mock_context(noop_assets())).unwrap();
    let (sender, frames) = channel();
    app.listen_any("samewire:frame", move |event| sender.send(event.payload().to_owned()).unwrap());
    let socket = Pages::<Chat>::of(&app).unwrap().socket().unwrap().clone();
    for _ in 0..2 {
        tauri::async_runtime::block_on(socket.send("{}")).unwrap();
    }
    let full = "the queue is full: its oldest frame is given up";
    assert_eq!(next(&frames), json!({ "dropped": full }));
    socket.close();
    let given_up = "the connection is given up, and with it a queued frame";
    assert_eq!(next(&frames), json!({ "dropped": given_up }));
    let reported: Vec<_> = problems.iter().take(2).collect();
    assert_eq!(reported, [full, given_up].map(|reason| format!("a frame was not sent: {reason}")));
}

#[test]
fn a_socket_and_a_handler_of_ones_own_exclude_each_other() {
    let socket = SocketOptions::new(SocketRequest::new("ws://127.0.0.1:9")).waits();
    let plugin = Builder::<Chat>::new().socket(socket).on_send(|_| Ok(())).build();
    let app = mock_builder().plugin(plugin).build(mock_context(noop_assets()));
    assert!(app.err().unwrap().to_string().contains("exclude each other"));
}

#[test]
fn a_socket_brings_no_names_beside_payloads() {
    let socket = SocketOptions::new(SocketRequest::new("ws://127.0.0.1:9")).waits();
    let plugin = Builder::<Channel>::new().socket(socket).build();
    let app = mock_builder().plugin(plugin).build(mock_context(noop_assets()));
    assert!(app.err().unwrap().to_string().contains("names travel beside payloads"));
    // It is the socket alone that cannot.
    let plugin = Builder::<Channel>::new().on_send(|_| Ok(())).build();
    assert!(mock_builder().plugin(plugin).build(mock_context(noop_assets())).is_ok());
}
