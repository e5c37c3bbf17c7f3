//! A server on a port of its own, and clients that try what they may not do.

mod rig;

use std::path::Path;

use chat_server::chat::types::ErrorCode;
use chat_server::chat::{ServerEvent, client, server};
use chat_server::{Options, Rate};
use samewire::Uuid;

use rig::{GENERAL, LOUNGE, Server};

#[tokio::test]
async fn a_connection_needs_a_token_that_is_good() {
    let server = Server::start(Options::default()).await;
    let token = server.sign_in("Mary").await;
    assert_eq!(server.refusal(None, "/ws", None).await, 401);
    assert_eq!(server.refusal(None, "/ws?token=guess", None).await, 401);
    assert_eq!(server.refusal(Some("guess"), "/ws", None).await, 401);
    // A bad token in the header is not made good by one in the address.
    assert_eq!(server.refusal(Some("guess"), &format!("/ws?token={token}"), None).await, 401);

    let me = server.user_of(&token).await;
    for mut client in [server.connect(&token).await, server.connect_as_browser(&token).await] {
        assert_eq!(client.next::<server::Ready>().await.user_id, me);
    }

    assert_eq!(server.request("DELETE", "/session", Some(&token), "").await.0, 204);
    assert_eq!(server.refusal(Some(&token), "/ws", None).await, 401);
}

#[tokio::test]
async fn pages_of_other_sites_are_refused_whatever_they_ask() {
    let server = Server::start(Options::default()).await;
    let token = server.sign_in("Mary").await;
    for origin in ["http://evil.example", "null", "http://127.0.0.1", "https://localhost"] {
        assert_eq!(server.refusal(Some(&token), "/ws", Some(origin)).await, 403, "{origin}");
        assert_eq!(server.request_from(origin, "GET", "/session", Some(&token), "").await.0, 403);
    }
    let own = format!("http://{}", server.address);
    assert_eq!(server.request_from(&own, "GET", "/session", Some(&token), "").await.0, 200);

    let origin = Some("https://chat.example".to_owned());
    let server = Server::start(Options { origin, ..Options::default() }).await;
    let own = format!("http://{}", server.address);
    let sign_in = r#"{"name":"Mary"}"#;
    assert_eq!(server.request_from(&own, "POST", "/session", None, sign_in).await.0, 403);
    let (status, _) = server.request_from("https://chat.example", "POST", "/session", None, sign_in).await;
    assert_eq!(status, 200);
}

#[tokio::test]
async fn every_route_but_signing_in_needs_a_token() {
    let server = Server::start(Options { demo: true, ..Options::default() }).await;
    let any = Uuid::nil();
    for (method, path) in [
        ("GET", "/session".to_owned()),
        ("GET", "/state".to_owned()),
        ("POST", format!("/direct/{any}")),
        ("POST", format!("/channels/{GENERAL}/messages")),
        ("PUT", format!("/channels/{GENERAL}/messages/{any}/reactions/x")),
        ("PUT", format!("/channels/{GENERAL}/read/{any}")),
        ("POST", format!("/channels/{any}/call")),
        ("POST", format!("/channels/{any}/call/join")),
        ("POST", "/demo/every".to_owned()),
    ] {
        assert_eq!(server.request(method, &path, None, "{}").await.0, 401, "{path}");
        assert_eq!(server.request(method, &path, Some("guess"), "{}").await.0, 401, "{path}");
    }
}

#[tokio::test]
async fn what_a_client_may_not_do_is_refused() {
    let server = Server::start(Options::default()).await;
    let mut client = server.client("Mary").await;
    let nowhere = Uuid::from_u128(7);
    client.refused(client::Typing { channel_id: GENERAL }, ErrorCode::PermissionDenied).await;
    client.refused(client::Subscribe { channel_id: nowhere }, ErrorCode::ChannelNotFound).await;
    client.refused(client::VoiceJoin { channel_id: GENERAL }, ErrorCode::PermissionDenied).await;
    client.refused(client::VoiceMute { channel_id: LOUNGE }, ErrorCode::NotFound).await;
    client.refused(client::AdminSubscribe, ErrorCode::PermissionDenied).await;

    let subscribed: server::Subscribed = client.ask(client::Subscribe { channel_id: GENERAL }).await;
    assert_eq!(subscribed.channel_id, GENERAL);
    client.send(client::Typing { channel_id: GENERAL }).await;
    // Nothing was refused meanwhile: answers come in order.
    client.ask::<server::Pong>(client::Ping).await;
}

#[tokio::test]
async fn others_have_no_part_in_a_direct_conversation() {
    let server = Server::start(Options::default()).await;
    let [mary, percy, eve] =
        [server.sign_in("Mary").await, server.sign_in("Percy").await, server.sign_in("Eve").await];
    let path = format!("/direct/{}", server.user_of(&percy).await);
    let (status, body) = server.request("POST", &path, Some(&mary), "").await;
    assert_eq!(status, 200);
    let channel_id: Uuid = body["channel_id"].as_str().unwrap().parse().unwrap();

    let mut client = server.connect(&eve).await;
    client.refused(client::Subscribe { channel_id }, ErrorCode::PermissionDenied).await;
    client.refused(client::VoiceJoin { channel_id }, ErrorCode::PermissionDenied).await;
    let path = format!("/channels/{channel_id}/messages");
    assert_eq!(server.request("POST", &path, Some(&eve), r#"{"content":"hi"}"#).await.0, 403);
    assert_eq!(server.request("POST", &path, Some(&percy), r#"{"content":"hi"}"#).await.0, 201);
    let (_, state) = server.request("GET", "/state", Some(&eve), "").await;
    assert!(!state.to_string().contains(&channel_id.to_string()));
}

#[tokio::test]
async fn a_connection_that_asks_too_much_is_told_so_and_others_are_not() {
    let rate = Rate { burst: 4.0, per_second: 0.0 };
    let server = Server::start(Options { rate, ..Options::default() }).await;
    let token = server.sign_in("Mary").await;
    // To connect counts as well: nobody has more of it by connecting again.
    let mut client = server.connect(&token).await;
    for _ in 0..3 {
        client.ask::<server::Pong>(client::Ping).await;
    }
    client.refused(client::Ping, ErrorCode::RateLimited).await;
    // What cannot be read counts too.
    client.send_text(r#"{"type":"subscribe"}"#).await;
    assert_eq!(client.next::<server::Error>().await.code, ErrorCode::RateLimited);
    assert_eq!(server.refusal(Some(&token), "/ws", None).await, 429);
    server.client("Percy").await.ask::<server::Pong>(client::Ping).await;
}

#[tokio::test]
async fn a_session_that_asks_too_much_over_http_is_told_so_and_others_are_not() {
    let rate = Rate { burst: 3.0, per_second: 0.0 };
    let server = Server::start(Options { rate, ..Options::default() }).await;
    let [mary, percy] = [server.sign_in("Mary").await, server.sign_in("Percy").await];
    let path = format!("/channels/{GENERAL}/messages");
    let (_, message) = server.request("POST", &path, Some(&mary), r#"{"content":"hi"}"#).await;
    let reaction = format!("{path}/{}/reactions/x", message["id"].as_str().unwrap());
    assert_eq!(server.request("PUT", &reaction, Some(&mary), "").await.0, 204);
    assert_eq!(server.request("DELETE", &reaction, Some(&mary), "").await.0, 204);
    let (status, body) = server.request("PUT", &reaction, Some(&mary), "").await;
    assert_eq!((status, body["code"].as_str()), (429, Some("RATE_LIMITED")));
    assert_eq!(server.request("PUT", &reaction, Some(&percy), "").await.0, 204);
}

#[tokio::test]
async fn not_too_many_sign_in_at_once() {
    let rate = Rate { burst: 3.0, per_second: 0.0 };
    let server = Server::start(Options { rate, ..Options::default() }).await;
    for name in ["Mary", "Percy", "Claire"] {
        server.sign_in(name).await;
    }
    let (status, body) = server.request("POST", "/session", None, r#"{"name":"Mary"}"#).await;
    assert_eq!((status, body["code"].as_str()), (429, Some("RATE_LIMITED")));
}

#[tokio::test]
async fn a_message_has_so_many_kinds_of_reactions_and_no_long_ones() {
    let server = Server::start(Options::default()).await;
    let token = server.sign_in("Mary").await;
    let path = format!("/channels/{GENERAL}/messages");
    let (_, message) = server.request("POST", &path, Some(&token), r#"{"content":"hi"}"#).await;
    let reactions = format!("{path}/{}/reactions", message["id"].as_str().unwrap());
    let long = "x".repeat(17);
    assert_eq!(server.request("PUT", &format!("{reactions}/{long}"), Some(&token), "").await.0, 422);
    for kind in 0..20 {
        assert_eq!(server.request("PUT", &format!("{reactions}/{kind}"), Some(&token), "").await.0, 204);
    }
    assert_eq!(server.request("PUT", &format!("{reactions}/more"), Some(&token), "").await.0, 422);
    assert_eq!(server.request("DELETE", &format!("{reactions}/0"), Some(&token), "").await.0, 204);
    assert_eq!(server.request("PUT", &format!("{reactions}/more"), Some(&token), "").await.0, 204);
}

#[tokio::test]
async fn a_message_reaches_all_who_subscribed_to_the_letter() {
    let server = Server::start(Options::default()).await;
    let mut listeners = Vec::new();
    for name in ["Mary", "Percy", "Claire"] {
        let mut client = server.client(name).await;
        client.ask::<server::Subscribed>(client::Subscribe { channel_id: GENERAL }).await;
        listeners.push(client);
    }
    let token = server.sign_in("Lord Byron").await;
    let path = format!("/channels/{GENERAL}/messages");
    let (status, body) = server.request("POST", &path, Some(&token), r#"{"content":" hi "}"#).await;
    assert_eq!((status, body["content"].as_str()), (201, Some("hi")));
    let mut texts = Vec::new();
    for client in &mut listeners {
        texts.push(client.next_text("message_new").await);
    }
    assert!(texts.iter().all(|text| *text == texts[0]));
    for bad in [r#"{"content":"  "}"#, &format!(r#"{{"content":"{}"}}"#, "x".repeat(4_001))] {
        assert_eq!(server.request("POST", &path, Some(&token), bad).await.0, 422);
    }
}

#[tokio::test]
async fn reactions_and_read_marks_are_told_once() {
    let server = Server::start(Options::default()).await;
    let token = server.sign_in("Mary").await;
    let (mut here, mut there) = (server.settled(&token).await, server.settled(&token).await);
    here.ask::<server::Subscribed>(client::Subscribe { channel_id: GENERAL }).await;
    let path = format!("/channels/{GENERAL}/messages");
    let other = server.sign_in("Percy").await;
    let (_, message) = server.request("POST", &path, Some(&other), r#"{"content":"hi"}"#).await;
    let id = message["id"].as_str().unwrap();

    let reaction = format!("{path}/{id}/reactions/%F0%9F%91%8D");
    for _ in 0..2 {
        assert_eq!(server.request("PUT", &reaction, Some(&token), "").await.0, 204);
    }
    assert_eq!(server.request("DELETE", &reaction, Some(&token), "").await.0, 204);
    assert_eq!(here.next::<server::ReactionAdd>().await.emoji, "👍");
    let names = here.names_until("reaction_remove").await;
    assert!(!names.contains(&"reaction_add".to_owned()), "{names:?}");

    let read = format!("/channels/{GENERAL}/read/{id}");
    for _ in 0..2 {
        assert_eq!(server.request("PUT", &read, Some(&token), "").await.0, 204);
    }
    let marks = there.next::<server::ChannelRead>().await;
    assert_eq!(marks.last_read_message_id.unwrap().to_string(), id);
    there.send(client::Ping).await;
    assert!(!there.names_until("pong").await.contains(&"channel_read".to_owned()));
}

#[tokio::test]
async fn presence_follows_the_first_and_the_last_connection() {
    let server = Server::start(Options::default()).await;
    let token = server.sign_in("Mary").await;
    let mary = server.user_of(&token).await;
    let mut watcher = server.settled(&server.sign_in("Percy").await).await;
    let (first, second) = (server.connect(&token).await, server.connect(&token).await);
    watcher.presence_of(mary, "online").await;
    drop(first);
    drop(second);
    let between = watcher.presence_of(mary, "offline").await;
    assert_eq!(between, 0, "one of two connections is no change");
}

#[tokio::test]
async fn a_call_rings_is_answered_and_ends() {
    let server = Server::start(Options::default()).await;
    let [mary, percy] = [server.sign_in("Mary").await, server.sign_in("Percy").await];
    let (mut caller, mut called) = (server.settled(&mary).await, server.settled(&percy).await);
    let path = format!("/direct/{}", server.user_of(&percy).await);
    let (_, body) = server.request("POST", &path, Some(&mary), "").await;
    let call = format!("/channels/{}/call", body["channel_id"].as_str().unwrap());

    assert_eq!(server.request("POST", &format!("{call}/join"), Some(&percy), "").await.0, 404);
    assert_eq!(server.request("POST", &call, Some(&mary), "").await.0, 204);
    assert_eq!(server.request("POST", &call, Some(&percy), "").await.0, 409);
    caller.next::<server::CallStarted>().await;
    assert_eq!(called.next::<server::IncomingCall>().await.initiator_name, "mary");
    assert_eq!(server.request("POST", &format!("{call}/join"), Some(&percy), "").await.0, 204);
    assert_eq!(caller.next::<server::CallParticipantJoined>().await.username, "percy");
    assert_eq!(server.request("POST", &format!("{call}/leave"), Some(&mary), "").await.0, 204);
    called.next::<server::CallParticipantLeft>().await;
    drop(called);
    let ended = caller.next::<server::CallEnded>().await;
    assert_eq!(ended.reason, "last_left", "whose connection ends leaves the call");
    assert!(ended.duration_secs.is_some());
}

#[tokio::test]
async fn where_nobody_can_be_called_there_is_no_call_to_answer() {
    let server = Server::start(Options::default()).await;
    let token = server.sign_in("Mary").await;
    for channel in [GENERAL, LOUNGE] {
        let call = format!("/channels/{channel}/call");
        assert_eq!(server.request("POST", &call, Some(&token), "").await.0, 422);
        for act in ["join", "decline", "leave"] {
            assert_eq!(
                server.request("POST", &format!("{call}/{act}"), Some(&token), "").await.0,
                404,
                "{act}"
            );
        }
    }
}

#[tokio::test]
async fn a_demo_answers_and_sends_every_event() {
    let server = Server::start(Options { demo: true, ..Options::default() }).await;
    let (status, _) = server.request("POST", "/session", None, r#"{"name":"ada"}"#).await;
    assert_eq!(status, 409, "her name is taken");
    let token = server.sign_in("Mary").await;
    let mut client = server.connect(&token).await;
    client.next::<server::Ready>().await;
    assert_eq!(server.request("POST", "/demo/unknown", Some(&token), "").await.0, 204);
    assert_eq!(client.next_unknown().await.name.as_deref(), Some("poll_opened"));
    assert_eq!(server.request("POST", "/demo/every", Some(&token), "").await.0, 204);
    let names = client.names_until("command_response_timeout").await;
    let heard = ServerEvent::NAMES.iter().filter(|name| names.iter().any(|heard| heard == *name)).count();
    assert_eq!(heard, 69);
    assert_eq!(server.request("POST", "/demo/call", Some(&token), "").await.0, 204);
    assert_eq!(client.next::<server::IncomingCall>().await.initiator_name, "grace");
    assert_eq!(server.request("POST", "/demo/dance", Some(&token), "").await.0, 400);
}

#[tokio::test]
async fn the_page_is_served_and_nothing_beside_it() {
    let page = Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let server = Server::start(Options { page, ..Options::default() }).await;
    let (status, head) = server.head("/main.rs").await;
    assert_eq!(status, 200);
    assert!(head.to_lowercase().contains("content-security-policy: default-src 'none'"), "{head}");
    for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/..%2fCargo.toml", "//etc/passwd"] {
        assert_eq!(server.head(path).await.0, 404, "{path}");
    }
}

#[tokio::test]
async fn an_operator_is_asked_for_no_token() {
    let server = Server::start(Options { operator: true, ..Options::default() }).await;
    let mut client = server.connect_as_guest().await;
    client.next::<server::Ready>().await;
    client.ask::<server::Subscribed>(client::Subscribe { channel_id: Uuid::from_u128(7) }).await;
    assert_eq!(server.refusal(Some("guess"), "/ws", None).await, 401);
    for path in ["/publish", "/heard"] {
        let guarded = Server::start(Options::default()).await;
        assert_eq!(guarded.head(path).await.0, 404);
    }
}
