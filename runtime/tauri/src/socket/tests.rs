//! The link, over a network in memory and under a clock that stands still.

mod harness;
mod hostile;
mod plugin;
mod slow;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use futures_util::StreamExt;
use tokio_tungstenite::tungstenite::Message;

use super::{Backoff, Heartbeat, Overflow, QueueOptions, SocketRequest};
use crate::connection::Connection;
use crate::socket::SocketOptions;
use harness::{News, options, steady, world};

const HOUR: Duration = Duration::from_secs(3_600);

#[tokio::test(start_paused = true)]
async fn frames_go_both_ways_in_order() {
    let mut world = world(options());
    let mut server = world.open(1).await;
    for number in 0..100 {
        server.send(number.to_string().as_str()).await;
        world.socket.send(number.to_string()).await.unwrap();
    }
    for number in 0..100 {
        assert_eq!(world.news().await, News::Frame(number.to_string()));
        assert_eq!(server.text().await, number.to_string());
    }
    assert_eq!(world.socket.connection(), Connection::Open);
}

#[tokio::test(start_paused = true)]
async fn a_lost_connection_is_opened_again_with_a_fresh_token() {
    let count = AtomicU32::new(0);
    let mut world = world(SocketOptions::by(move || {
        let token = count.fetch_add(1, Relaxed);
        async move { Ok::<_, String>(SocketRequest::new("ws://server").bearer(token).header("x-app", "desktop")) }
    }));
    for (token, delay) in [(0, 750), (1, 1_250), (2, 2_250)] {
        let server = world.open(token + 1).await;
        assert_eq!(server.token, format!("Bearer {token}"));
        drop(server);
        let (attempt, told, reason) = world.waiting().await;
        assert_eq!((attempt, told), (token + 2, delay));
        assert!(reason.starts_with("the connection"), "{reason}");
    }
    assert_eq!(world.elapsed(), 750 + 1_250);
}

#[tokio::test(start_paused = true)]
async fn attempts_are_counted_until_a_frame_has_come() {
    let mut world = world(options());
    drop(world.open(1).await);
    assert_eq!(world.waiting().await.0, 2);
    let mut server = world.open(2).await;
    server.send("{}").await;
    drop(server);
    assert_eq!(world.news().await, News::Frame("{}".to_owned()));
    let (attempt, delay, _) = world.waiting().await;
    assert_eq!((attempt, delay), (2, 750));
}

#[tokio::test(start_paused = true)]
async fn a_policy_has_an_end_and_reconnect_begins_anew() {
    let mut world = world(options().backoff(Backoff::brisk()));
    world.shut();
    for (attempt, delay) in [(2, 1_250), (3, 2_250), (4, 4_250), (5, 8_250)] {
        world.connecting(attempt - 1).await;
        let (next, told, reason) = world.waiting().await;
        assert_eq!((next, told, &*reason), (attempt, delay, "not opened: IO error: connection refused"));
    }
    world.connecting(5).await;
    assert_eq!(world.failed().await, "not opened: IO error: connection refused");
    world.quiet(HOUR).await;
    let refused = world.socket.send("{}").await.unwrap_err();
    assert_eq!(refused, "there is no connection: not opened: IO error: connection refused");
    world.socket.reconnect();
    world.connecting(1).await;
    assert_eq!(world.waiting().await.0, 2);
    world.socket.reconnect();
    world.connecting(1).await;
}

#[tokio::test(start_paused = true)]
async fn opening_takes_no_longer_than_it_may() {
    let mut silent = world(options().backoff(steady()));
    silent.connecting(1).await;
    let _held = silent.raw().await;
    assert_eq!(silent.waiting().await.2, "not open within 10000 ms");
    assert_eq!(silent.elapsed(), 10_000);
    let never = || std::future::pending::<Result<SocketRequest, String>>();
    let mut without_token = world(SocketOptions::by(never).open_timeout(Duration::from_secs(3)));
    without_token.connecting(1).await;
    assert_eq!(without_token.waiting().await.2, "not open within 3000 ms");
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_is_gone_without_a_word_is_found() {
    let mut world = world(options());
    // The server is there, and neither reads nor writes.
    let _server = world.open(1).await;
    assert_eq!(world.waiting().await.2, "nothing arrived within 10000 ms after a heartbeat");
    assert_eq!(world.elapsed(), 12_500 + 10_000);
}

#[tokio::test(start_paused = true)]
async fn without_a_heartbeat_it_is_not_found() {
    let mut world = world(options().heartbeat(None));
    let _server = world.open(1).await;
    world.quiet(HOUR).await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_answers_beats_is_there() {
    let mut world = world(options());
    let server = tokio::spawn(world.open(1).await.serve());
    world.quiet(HOUR).await;
    server.abort();
    world.waiting().await;
}

#[tokio::test(start_paused = true)]
async fn beats_come_as_often_as_is_said() {
    let beat = Heartbeat { every: Duration::from_secs(4), grace: Duration::from_secs(1) };
    let mut world = world(options().heartbeat(Some(beat)));
    let mut server = world.open(1).await;
    for at in [2_000, 6_000, 10_000] {
        assert!(matches!(server.stream.next().await, Some(Ok(Message::Ping(_)))));
        assert_eq!(world.elapsed(), at);
    }
}

#[tokio::test(start_paused = true)]
async fn a_quiet_connection_is_given_up_where_that_is_said() {
    let mut world = world(options().heartbeat(None).idle_timeout(Duration::from_secs(60)));
    let mut server = world.open(1).await;
    tokio::time::sleep(Duration::from_secs(50)).await;
    server.send("{}").await;
    world.news().await;
    assert_eq!(world.waiting().await.2, "nothing arrived for 60000 ms");
    assert_eq!(world.elapsed(), 110_000);
}

#[tokio::test(start_paused = true)]
async fn a_last_word_of_the_server_is_final() {
    let mut world =
        world(options().is_final(|code, reason| code == 4401 && reason == "token" || code == 401));
    world.open(1).await.close(4401, "other").await;
    assert_eq!(world.waiting().await.2, "closed with 4401 other");
    world.open(2).await.close(4401, "token").await;
    assert_eq!(world.failed().await, "closed with 4401 token");
    world.quiet(HOUR).await;
    world.socket.reconnect();
    world.connecting(1).await;
    let mut raw = world.raw().await;
    let answer = b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n";
    tokio::io::AsyncWriteExt::write_all(&mut raw, answer).await.unwrap();
    assert_eq!(world.failed().await, "not opened: the server answers 401 Unauthorized");
}

#[tokio::test(start_paused = true)]
async fn what_is_sent_without_a_connection_waits_for_one() {
    let queue = QueueOptions { frames: 2, ..QueueOptions::default() };
    let mut world = world(options().queue(queue).backoff(steady()));
    world.connecting(1).await;
    drop(world.raw().await);
    world.socket.send("a").await.unwrap();
    world.waiting().await;
    world.socket.send("b").await.unwrap();
    assert_eq!(world.socket.send("c").await.unwrap_err(), "there is no connection, and the queue is full");
    let mut server = world.open(2).await;
    world.socket.send("d").await.unwrap();
    assert_eq!([server.text().await, server.text().await, server.text().await], ["a", "b", "d"]);
}

#[tokio::test(start_paused = true)]
async fn what_is_given_up_is_told() {
    let queue = QueueOptions { frames: 1, overflow: Overflow::DropOldest, ..QueueOptions::default() };
    let mut world = world(options().queue(queue).backoff(Backoff::fixed([], super::Then::End)));
    world.connecting(1).await;
    let raw = world.raw().await;
    world.socket.send("a").await.unwrap();
    world.socket.send("b").await.unwrap();
    assert_eq!(
        world.news().await,
        News::Dropped("the queue is full: its oldest frame is given up".to_owned())
    );
    drop(raw);
    world.failed().await;
    let given_up = "the connection is given up, and with it a queued frame";
    assert_eq!(world.news().await, News::Dropped(given_up.to_owned()));
}

#[tokio::test(start_paused = true)]
async fn closing_says_goodbye_and_stays() {
    let mut world = world(options());
    let mut server = world.open(1).await;
    world.socket.send("last").await.unwrap();
    world.socket.close();
    assert_eq!(server.text().await, "last");
    let Some(Ok(Message::Close(Some(close)))) = server.stream.next().await else { panic!() };
    assert_eq!(u16::from(close.code), 1000);
    server.serve().await;
    assert_eq!(world.failed().await, "closed by the app");
    world.quiet(HOUR).await;
    assert!(world.socket.send("{}").await.is_err());
    world.socket.reconnect();
    world.open(1).await;
    // A server that does not answer does not hold it up.
    world.socket.close();
    assert_eq!(world.failed().await, "closed by the app");
}

#[tokio::test(start_paused = true)]
async fn it_may_wait_for_a_login() {
    let mut world = world(options().waits());
    assert_eq!(world.failed().await, "not connected yet");
    world.quiet(HOUR).await;
    world.socket.reconnect();
    world.open(1).await;
}

#[tokio::test(start_paused = true)]
async fn it_ends_with_those_who_hold_it() {
    let mut held = world(options());
    held.open(1).await;
    held.socket.command(super::Command::End);
    (&mut held.running).await.unwrap();
    let ended = "the connection has ended";
    assert_eq!(held.socket.send("{}").await.unwrap_err(), ended);
}

#[tokio::test(start_paused = true)]
async fn closures_that_panic_harm_nobody() {
    let calls = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&calls);
    let mut world = world(
        SocketOptions::by(move || {
            let call = counted.fetch_add(1, Relaxed);
            assert_ne!(call, 0, "on purpose, at once");
            async move {
                assert_ne!(call, 1, "on purpose, later");
                Ok::<_, String>(SocketRequest::new("ws://server"))
            }
        })
        .is_final(|_, _| panic!("on purpose"))
        .backoff(Backoff::new(|_, _| panic!("on purpose"))),
    );
    for attempt in 1..3 {
        world.connecting(attempt).await;
        assert_eq!(world.news().await, News::Panicked);
        let (next, _, reason) = world.waiting().await;
        assert_eq!((next, &*reason), (attempt + 1, "not opened: what makes the request panicked"));
    }
    world.open(3).await.close(1000, "").await;
    assert_eq!([world.news().await, world.news().await], [News::Panicked, News::Panicked]);
    // The default's third delay.
    assert_eq!(world.waiting().await, (4, 2_250, "closed with 1000".to_owned()));
    world.socket.reconnect();
    world.connecting(1).await;
    let mut raw = world.raw().await;
    let answer = b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n";
    tokio::io::AsyncWriteExt::write_all(&mut raw, answer).await.unwrap();
    assert_eq!([world.news().await, world.news().await], [News::Panicked, News::Panicked]);
    assert_eq!(world.waiting().await.2, "not opened: the server answers 401 Unauthorized");
    world.open(2).await;
}
