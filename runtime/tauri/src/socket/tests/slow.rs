//! One side that is slow, or is gone for one direction only.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio_tungstenite::tungstenite::Message;

use super::HOUR;
use super::harness::{LIMIT, News, close, options, world};
use crate::socket::flow::Flow;

#[tokio::test(start_paused = true)]
async fn what_the_server_said_before_it_went_is_heard_by_who_writes_to_it() {
    let mut world = world(options().is_final(|code, _| code == 4401));
    let mut server = world.open(1).await;
    for number in 0..10 {
        server.send(number.to_string().as_str()).await;
    }
    server.send(close(4401, "token")).await;
    drop(server);
    // The link has not looked yet: it writes first, to nobody.
    world.socket.send("{}").await.unwrap();
    for number in 0..10 {
        assert_eq!(world.news().await, News::Frame(number.to_string()));
    }
    assert_eq!(world.failed().await, "closed with 4401 token");
}

#[tokio::test(start_paused = true)]
async fn last_words_have_an_end() {
    let mut world = world(options());
    let mut server = world.open(1).await;
    world.mute();
    world.socket.send("{}").await.unwrap();
    server.send("late").await;
    assert_eq!(world.news().await, News::Frame("late".to_owned()));
    // The server stays, and is silent.
    assert_eq!(world.waiting().await.2, "the connection failed: IO error: broken pipe");
    assert_eq!(world.elapsed(), 1_000);
}

#[tokio::test(start_paused = true)]
async fn a_server_is_held_back_while_the_app_is_slow() {
    const MOST: usize = 1_024;
    let mut world = world(options().idle_timeout(Duration::from_secs(60)));
    let server = world.open(1).await;
    world.slow.set(true);
    let (mut sink, mut stream) = server.stream.split();
    let sending = tokio::spawn(async move {
        for number in 0..3 * MOST {
            sink.send(Message::text(number.to_string())).await.unwrap();
        }
        sink
    });
    for number in 0..MOST {
        assert_eq!(world.news().await, News::Frame(number.to_string()));
    }
    // It is read no more, beats get no answer, and nobody takes that for a lost connection.
    world.quiet(HOUR).await;
    assert!(!sending.is_finished(), "the server waits");
    // What the app sends goes out all the same.
    world.socket.send("{}").await.unwrap();
    while !matches!(stream.next().await, Some(Ok(Message::Text(_)))) {}
    world.slow.set(false);
    for number in MOST..3 * MOST {
        assert_eq!(world.news().await, News::Frame(number.to_string()));
    }
    // The server has gone silent, which is found again.
    let _sink = sending.await.unwrap();
    assert!(world.waiting().await.2.starts_with("nothing arrived"));
}

#[tokio::test(start_paused = true)]
async fn large_frames_are_held_back_by_their_bytes() {
    let mut world = world(options());
    let mut server = world.open(1).await;
    world.slow.set(true);
    let frame = "x".repeat(LIMIT * 16);
    let count = Flow::MOST.div_ceil(frame.len());
    let sending = tokio::spawn(async move {
        for _ in 0..2 * count {
            server.send(frame.as_str()).await;
        }
        server
    });
    for _ in 0..count {
        assert!(matches!(world.news().await, News::Frame(_)));
    }
    world.quiet(HOUR).await;
    assert!(!sending.is_finished());
    world.socket.close();
    assert_eq!(world.failed().await, "closed by the app");
}

#[tokio::test(start_paused = true)]
async fn a_slow_network_takes_no_more_and_is_still_read() {
    let mut world = world(options());
    let mut server = world.open(1).await;
    let frame = "x".repeat(1 << 18);
    let mut taken = 0;
    while world.socket.send(frame.clone()).await.is_ok() {
        taken += 1;
    }
    assert_eq!(taken, 4, "a mebibyte may lag behind");
    assert_eq!(world.socket.send(frame).await.unwrap_err(), "the network is too slow");
    // The server does not read, and writes all the same.
    server.send("{}").await;
    assert_eq!(world.news().await, News::Frame("{}".to_owned()));
    for _ in 0..taken {
        assert_eq!(server.text().await.len(), 1 << 18);
    }
    world.socket.send("after").await.unwrap();
    assert_eq!(server.text().await, "after");
}
