//! A server that means harm.

use fastrand::Rng;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::Frame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

use super::harness::{LIMIT, News, Server, World, options, steady, world};
use crate::socket::{SocketOptions, SocketRequest};

async fn opened() -> (World, Server) {
    let mut world = world(options().backoff(steady()));
    let server = world.open(1).await;
    (world, server)
}

#[tokio::test(start_paused = true)]
async fn a_binary_message_is_refused_and_the_next_one_heard() {
    let (mut world, mut server) = opened().await;
    server.send(Message::binary(vec![1, 2, 3])).await;
    server.send("{}").await;
    let refused = "expected a text message, got a binary one".to_owned();
    assert_eq!(
        [world.news().await, world.news().await],
        [News::Refused(refused), News::Frame("{}".to_owned())]
    );
}

#[tokio::test(start_paused = true)]
async fn a_frame_above_the_limit_is_left_to_the_relay() {
    let (mut world, mut server) = opened().await;
    let large = "x".repeat(LIMIT * 16);
    server.send(large.as_str()).await;
    server.send("{}").await;
    assert_eq!([world.news().await, world.news().await], [News::Frame(large), News::Frame("{}".to_owned())]);
}

#[tokio::test(start_paused = true)]
async fn a_message_without_end_costs_the_connection() {
    let (mut world, mut server) = opened().await;
    let serving = tokio::spawn(async move { server.send("x".repeat(LIMIT * 16 + 1)).await });
    let News::Refused(reason) = world.news().await else { panic!() };
    assert!(reason.contains("too long"), "{reason}");
    assert_eq!(world.waiting().await.0, 2);
    drop(serving);
    world.open(2).await;
}

#[tokio::test(start_paused = true)]
async fn text_that_is_no_utf8_is_refused() {
    let (mut world, mut server) = opened().await;
    let bad = Frame::message(vec![b'"', 0xff, b'"'], OpCode::Data(Data::Text), true);
    server.send(Message::Frame(bad)).await;
    let News::Refused(reason) = world.news().await else { panic!() };
    assert!(reason.contains("UTF-8"), "{reason}");
    assert!(world.waiting().await.2.starts_with("the connection failed: "));
}

#[tokio::test(start_paused = true)]
async fn nonsense_in_place_of_frames_costs_the_connection_only() {
    for seed in 0..200 {
        let mut world = world(options().backoff(steady()).heartbeat(None));
        let mut server = world.open(1).await;
        let mut rng = Rng::with_seed(seed);
        let nonsense: Vec<u8> = (0..rng.usize(2..200)).map(|_| rng.u8(..)).collect();
        server.stream.get_mut().write_all(&nonsense).await.unwrap();
        drop(server);
        // Frames may be among it, and nothing else is than that it is lost and opened again.
        loop {
            match world.news().await {
                News::Frame(_) | News::Refused(_) => {}
                News::Connection(crate::Connection::Waiting { .. }) => break,
                other => panic!("seed {seed}: {other:?}"),
            }
        }
        world.connecting(2).await;
    }
}

#[tokio::test(start_paused = true)]
async fn nonsense_in_place_of_a_handshake_costs_the_attempt_only() {
    let accept = "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n";
    let mut answers =
        ["", "\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 301 Moved\r\nlocation: ws://x\r\n\r\n"]
            .map(|text| text.as_bytes().to_vec())
            .to_vec();
    answers.push(format!("{accept}sec-websocket-accept: wrong\r\n\r\n").into_bytes());
    answers.push(format!("{accept}\r\n").into_bytes());
    answers.push(b"HTTP/1.1 101 x\r\n".iter().copied().chain([b'y'; 1 << 17]).collect());
    let mut rng = Rng::with_seed(7);
    answers.extend((0..100).map(|_| (0..rng.usize(1..300)).map(|_| rng.u8(..)).collect::<Vec<u8>>()));
    let mut world = world(options().backoff(steady()));
    for (count, answer) in (1..).zip(answers) {
        world.connecting(count).await;
        let mut raw = world.raw().await;
        let _ = raw.read(&mut [0; 4_096]).await;
        let _ = raw.write_all(&answer).await;
        drop(raw);
        let (attempt, _, reason) = world.waiting().await;
        assert_eq!(attempt, count + 1);
        assert!(reason.starts_with("not opened: "), "{reason}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_none_is_an_attempt_that_failed() {
    let token = "secret\n1";
    let requests = [
        SocketRequest::new("no address"),
        SocketRequest::new(""),
        SocketRequest::new("ws://server").header("b√d", "x"),
        SocketRequest::new("ws://server").bearer(token),
    ];
    for request in requests {
        assert_eq!(format!("{request:?}"), "SocketRequest");
        let mut world = world(SocketOptions::new(request));
        world.connecting(1).await;
        let (_, _, reason) = world.waiting().await;
        assert!(reason.starts_with("not opened: ") && !reason.contains("secret"), "{reason}");
    }
}
