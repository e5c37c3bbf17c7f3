//! The plugin in Tauri's mock of an app. Pages are looked on from Rust: what goes to them can be listened to there.

mod panics;

use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets};
use tauri::utils::acl::ExecutionContext;
use tauri::webview::InvokeRequest;
use tauri::{App, Listener, WebviewWindow, WebviewWindowBuilder};

use crate::testing::chat::server::{CallEnded, MessageNew, Metrics, Pong};
use crate::testing::{Channel, Chat, Gateway, gateway};
use crate::{Builder, Connection, Emit, Error, Listen, Pages, Protocol, Stats, init, relay, relay_payload};

type MockApp = App<MockRuntime>;

/// An app with a window, in which pages may call what the plugin `samewire` has.
fn app<P: Protocol>(builder: Builder<P>) -> (MockApp, WebviewWindow<MockRuntime>) {
    let app = started(|tauri| tauri.plugin(builder.build()));
    let window = WebviewWindowBuilder::new(&app, "main", Default::default()).build().unwrap();
    (app, window)
}

fn started(make: impl FnOnce(tauri::Builder<MockRuntime>) -> tauri::Builder<MockRuntime>) -> MockApp {
    make(mock_builder()).build(context()).unwrap()
}

fn context() -> tauri::Context<MockRuntime> {
    let mut context = mock_context(noop_assets());
    for command in ["ready", "send", "reconnect", "other"] {
        let command = format!("plugin:samewire|{command}");
        context.runtime_authority_mut().__allow_command(command, ExecutionContext::Local);
    }
    context
}

/// What a page gets that calls a command.
fn call(window: &WebviewWindow<MockRuntime>, command: &str, arguments: Value) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: format!("plugin:samewire|{command}"),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: "tauri://localhost".parse().unwrap(),
        body: InvokeBody::Json(arguments),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request).map(|body| body.deserialize().unwrap())
}

/// What goes to pages under a name.
fn heard(app: &MockApp, name: &str) -> impl Fn() -> Value + use<> {
    let (sender, receiver) = channel();
    app.listen_any(name, move |event| sender.send(event.payload().to_owned()).unwrap());
    move || serde_json::from_str(&next(&receiver)).unwrap()
}

/// The next thing that comes from another thread.
#[track_caller]
fn next<T>(receiver: &Receiver<T>) -> T {
    receiver.recv_timeout(Duration::from_secs(30)).expect("nothing came")
}

fn message(text: &str) -> MessageNew {
    MessageNew { text: text.to_owned(), extra: None }
}

#[test]
#[should_panic(expected = "\"event\" is one of Tauri's own plugins")]
fn names_of_tauris_own_plugins_are_refused() {
    let _ = Builder::<Chat>::new().name("event");
}

#[test]
fn what_is_emitted_before_any_window_is_there_waits_for_the_page() {
    let app = started(|tauri| tauri.plugin(init::<Chat, _>()));
    Emit::<Chat>::emit(message("early"), &app).unwrap();
    relay::<Chat, _>(&app, r#"{"type":"waved"}"#).unwrap();
    let answers = heard(&app, "samewire:ready");
    let window = WebviewWindowBuilder::new(&app, "main", Default::default()).build().unwrap();
    assert_eq!(call(&window, "ready", json!({ "link": "a" })), Ok(Value::Null));
    let early = json!({ "type": "message_new", "text": "early" });
    let waved = json!({ "frame": r#"{"type":"waved"}"#, "event": "ws:waved" });
    let missed =
        json!([["ws:message_new", early], ["ws:waved", { "type": "waved" }], ["samewire:frame", waved]]);
    let answer = answers();
    assert_eq!((&answer["missed"], &answer["position"]), (&missed, &json!(2)));
    let again = json!({ "link": 7, "session": answer["session"], "position": answer["position"] });
    assert_eq!(call(&window, "ready", again), Ok(Value::Null));
    let again = answers();
    assert_eq!((&again["missed"], &again["link"]), (&json!([]), &json!(7)));
}

#[test]
fn what_pages_call_is_checked() {
    let (_app, window) = app(Builder::<Chat>::new());
    for arguments in [
        json!(null),
        json!({}),
        json!({ "link": {} }),
        json!({ "link": 1, "session": 5, "position": 1 }),
        json!({ "link": 1, "session": "s" }),
        json!({ "link": 1, "session": "s", "position": -1 }),
        json!({ "link": 1, "session": "s", "position": 0.5 }),
    ] {
        assert!(call(&window, "ready", arguments.clone()).is_err(), "{arguments}");
    }
    assert_eq!(call(&window, "send", json!({ "frame": 1 })), Err(json!("frame: expected string")));
    assert_eq!(call(&window, "reconnect", json!({})), Ok(Value::Null));
    assert!(call(&window, "other", json!({})).is_err());
}

#[test]
fn frames_are_counted_by_what_they_are_and_bad_ones_are_reported() {
    let (sender, problems) = channel();
    let builder = Builder::<Chat>::new().reporter(move |problem| sender.send(problem.to_string()).unwrap());
    let (app, _window) = app(builder);
    let frames = heard(&app, "samewire:frame");
    let good = [
        r#"{"type":"pong"}"#,
        r#"{"type":"waved"}"#,
        r#"{"type":"pong","__proto__":1}"#,
        "[]",
        r#"{"type":"metrics","load":1}"#,
        r#"{"type":"refused","reason":"x"}"#,
    ];
    good.iter().for_each(|frame| relay::<Chat, _>(&app, frame).unwrap());
    let secret = r#"{"type":"pong","password":"hunter2" oops}"#;
    assert!(matches!(relay::<Chat, _>(&app, secret), Err(Error::Frame(_))));
    let texts: Vec<_> = (0..4).map(|_| frames()["frame"].clone()).collect();
    assert_eq!(texts, [good[1], good[2], good[3], good[5]]);
    let (told, reported) = (frames(), next(&problems));
    assert_eq!(told["error"], "expected a comma or the end of the object at line 1 column 37");
    assert!(
        reported.ends_with("expected a comma or the end of the object at line 1 column 37"),
        "{reported}"
    );
    assert!(!reported.contains("hunter2"));
    let stats = Pages::<Chat>::of(&app).unwrap().stats();
    let expected = Stats { relayed: 5, unknown: 1, proto: 1, nameless: 1, not_carried: 1, bad: 1, ..stats };
    assert_eq!((stats, stats.emitted), (expected, 0));
}

#[test]
fn what_pages_send_is_checked_and_handed_on_in_order() {
    let (sender, sent) = channel();
    let (app, window) = app(Builder::<Chat>::new().reporter(|_| {}).on_send(move |frame| {
        if frame.frame.contains("too much") {
            return Err("not now".to_owned());
        }
        sender.send(frame).map_err(|error| error.to_string())
    }));
    let good =
        [r#"{"type":"ping"}"#, r#"{"type":"novel","x":[1]}"#, r#"{"type":"message_send","text":"hi"}"#];
    for frame in good {
        assert_eq!(call(&window, "send", json!({ "frame": frame })), Ok(Value::Null));
    }
    let rejected = |frame: &str| call(&window, "send", json!({ "frame": frame })).unwrap_err();
    assert_eq!(
        rejected(r#"{"type":"ping","x":[01]}"#),
        "x[0]: a number does not begin with 0 at line 1 column 22"
    );
    assert_eq!(rejected(r#"{"type":"ping","type":"ping"}"#), "type: given twice at line 1 column 23");
    assert_eq!(rejected(r#"{"type":"too much"}"#), "not now");
    for frame in good {
        let sent = next(&sent);
        assert_eq!((sent.frame.as_str(), sent.webview.as_str()), (frame, "main"));
    }
    let stats = Pages::<Chat>::of(&app).unwrap().stats();
    assert_eq!((stats.sent, stats.refused), (3, 3));
}

#[test]
fn without_a_way_to_the_server_pages_are_told() {
    let (_app, window) = app(Builder::<Chat>::new().reporter(|_| {}));
    let answer = call(&window, "send", json!({ "frame": "{}" }));
    assert_eq!(answer, Err(json!("the app takes no frames of pages")));
}

#[test]
fn a_frame_is_held_until_its_listeners_have_heard_it() {
    let (app, window) = app(Builder::<Chat>::new().reporter(|_| {}).on_send(|_| Ok(())));
    let (sender, events) = channel();
    let held = Arc::new(());
    let seen = Arc::clone(&held);
    <Pong as Listen<Chat>>::listen(&app, move |_| sender.send(Arc::strong_count(&seen)).unwrap());
    let pages = Pages::<Chat>::of(&app).unwrap();
    let relayed = |frame| pages.relayed(None, frame, Box::new(Arc::clone(&held)));
    relayed(r#"{"type":"pong"}"#).unwrap();
    assert_eq!(next(&events), 3);
    relayed(r#"{"type":"metrics","load":1}"#).unwrap();
    relayed("oops").unwrap_err();
    // The worker has come by all.
    call(&window, "send", json!({ "frame": r#"{"type":"ping"}"# })).unwrap();
    assert_eq!(Arc::strong_count(&held), 2);
}

#[test]
fn rust_hears_events_and_what_is_none() {
    let (app, _window) = app(Builder::<Chat>::new());
    let (sender, events) = channel();
    let every = sender.clone();
    let told = move |event| every.send(event).unwrap();
    let id = <MessageNew as Listen<Chat>>::listen(&app, told);
    <MessageNew as Listen<Chat>>::once(&app, move |event| sender.send(event).unwrap());
    relay::<Chat, _>(&app, r#"{"type":"message_new","text":"hi","novel":1}"#).unwrap();
    assert_eq!([next(&events), next(&events)], [Ok(message("hi")), Ok(message("hi"))]);
    relay::<Chat, _>(&app, r#"{"type":"message_new"}"#).unwrap();
    assert_eq!(next(&events).unwrap_err().to_string(), "text: missing at line 1 column 23");
    tauri::Emitter::emit_str(&app, "ws:message_new", r#"{"type":"pong"}"#.to_owned()).unwrap();
    assert_eq!(next(&events).unwrap_err().reason(), "expected the event message_new, got another");
    tauri::Emitter::emit_str(&app, "ws:message_new", "alert(1)".to_owned()).unwrap();
    assert!(next(&events).is_err());
    app.unlisten(id);
    let (sender, ends) = channel();
    <CallEnded as Listen<Chat>>::listen(&app, move |event| sender.send(event).unwrap());
    Emit::<Chat>::emit(message("nobody"), &app).unwrap();
    Emit::<Chat>::emit(CallEnded { seconds: 3 }, &app).unwrap();
    assert_eq!(next(&ends), Ok(CallEnded { seconds: 3 }));
    assert!(events.try_recv().is_err());
}

#[test]
fn limits_are_those_of_the_builder_for_listeners_too() {
    let limits = samewire::Limits { bytes: 64, depth: 3 };
    let (app, _window) = app(Builder::<Chat>::new().reporter(|_| {}).limits(limits));
    let (sender, events) = channel();
    <MessageNew as Listen<Chat>>::listen(&app, move |event| sender.send(event).unwrap());
    let long = format!(r#"{{"type":"message_new","text":"{}"}}"#, "x".repeat(64));
    assert!(relay::<Chat, _>(&app, &long).is_err());
    assert!(relay::<Chat, _>(&app, r#"{"type":"message_new","text":"","x":[[[]]]}"#).is_err());
    Emit::<Chat>::emit(message(&"x".repeat(64)), &app).unwrap();
    assert_eq!(next(&events).unwrap_err().reason(), "larger than 64 bytes");
}

#[test]
fn two_manifests_live_in_one_app() {
    let app = started(|tauri| {
        let gateway = Builder::<Gateway>::new().name("gateway").build();
        tauri.plugin(Builder::<Chat>::new().build()).plugin(gateway)
    });
    let (frames, others) = (heard(&app, "samewire:frame"), heard(&app, "gateway:frame"));
    let alone = heard(&app, "gw/message");
    relay::<Gateway, _>(&app, r#"{"s":1,"t":"message","d":{"text":"a"}}"#).unwrap();
    relay::<Gateway, _>(&app, "[1]").unwrap();
    relay::<Chat, _>(&app, "[2]").unwrap();
    assert_eq!(alone(), json!({ "text": "a" }));
    assert_eq!((frames(), others()), (json!({ "frame": "[2]" }), json!({ "frame": "[1]" })));
}

/// What goes under `names` when the network sends events of these names, told by the frames.
fn forged<P: Protocol>(app: &MockApp, frame_event: &str, names: &[&'static str]) -> Vec<&'static str> {
    let (sender, named) = channel();
    for &name in names {
        let sender = sender.clone();
        app.listen_any(name, move |event| {
            if !event.payload().contains("\"frame\"") {
                sender.send(name).unwrap();
            }
        });
    }
    let frames = heard(app, frame_event);
    for name in names {
        relay_payload::<P, _>(app, name, "7").unwrap();
        let told = frames();
        assert_eq!((&told["name"], &told["frame"]), (&json!(name), &json!("7")));
    }
    named.try_iter().collect()
}

#[test]
fn the_network_cannot_speak_as_a_plugin_or_as_another_manifest() {
    let names =
        ["samewire:frame", "samewire:x", "one:ready", "two:connection", "ws:pong", "ws:dropped", "free"];
    let app = started(|tauri| {
        let channel = Builder::<Channel>::new().name("one").build();
        tauri.plugin(channel).plugin(Builder::<Chat>::new().name("two").build())
    });
    assert_eq!(forged::<Channel>(&app, "one:frame", &names), ["free"]);
    // Without a plugin of its own, in an app that has another.
    let app = started(|tauri| tauri.plugin(Builder::<Chat>::new().name("two").build()));
    assert_eq!(forged::<Channel>(&app, "samewire:frame", &names), ["one:ready", "free"]);
    let app = started(|tauri| tauri);
    let free = ["one:ready", "two:connection", "ws:pong", "ws:dropped", "free"];
    assert_eq!(forged::<Channel>(&app, "samewire:frame", &names), free);
}

#[test]
fn one_protocol_is_registered_once() {
    let twice = mock_builder()
        .plugin(init::<Chat, _>())
        .plugin(Builder::<Chat>::new().name("other").build())
        .build(context());
    assert!(twice.err().unwrap().to_string().contains("registered already"));
}

#[test]
fn without_the_plugin_events_go_out_at_once() {
    let app = started(|tauri| tauri);
    let (named, frames) = (heard(&app, "ws:message_new"), heard(&app, "samewire:frame"));
    Emit::<Chat>::emit(message("now"), &app).unwrap();
    assert_eq!(named()["text"], "now");
    relay::<Chat, _>(&app, r#"{"type":"message_new"}"#).unwrap();
    assert_eq!(named(), json!({ "type": "message_new" }));
    relay_payload::<Gateway, _>(&app, "message", r#"{"__proto__":1}"#).unwrap();
    assert_eq!(frames(), json!({ "frame": r#"{"__proto__":1}"#, "name": "message" }));
    assert!(matches!(relay::<Chat, _>(&app, "alert(1)"), Err(Error::Frame(_))));
    assert!(Pages::<Chat>::of(&app).is_none());
}

#[test]
fn what_is_not_carried_is_an_error_of_who_emits_it() {
    let (app, _window) = app(Builder::<Chat>::new());
    assert!(matches!(Emit::<Chat>::emit(Metrics { load: 0.5 }, &app), Err(Error::NotCarried)));
    assert!(matches!(Emit::<Chat>::emit(Metrics { load: f64::NAN }, &app), Err(Error::Encode(_))));
}

#[test]
fn targets_and_filters_are_tauris() {
    let (app, window) = app(Builder::<Chat>::new());
    let hear = |name: &'static str, log: &Arc<Mutex<Vec<&'static str>>>| {
        let log = Arc::clone(log);
        move |_: tauri::Event| log.lock().unwrap().push(name)
    };
    let log = Arc::default();
    window.listen("ws:pong", hear("window", &log));
    app.listen("ws:pong", hear("app", &log));
    let done = heard(&app, "ws:pong");
    for step in 0..3 {
        match step {
            0 => Emit::<Chat>::emit_to(Pong, &app, "main").unwrap(),
            1 => Emit::<Chat>::emit_to(Pong, &app, "other").unwrap(),
            _ => Emit::<Chat>::emit_filter(Pong, &app, |to| *to == tauri::EventTarget::app()).unwrap(),
        }
        done();
    }
    // The last one may be on its way to others still.
    Emit::<Chat>::emit_to(Pong, &app, "other").unwrap();
    done();
    assert_eq!(*log.lock().unwrap(), ["window", "app"]);
}

#[test]
fn the_app_tells_how_its_own_connection_is() {
    let (app, _window) = app(Builder::<Chat>::new());
    let told = heard(&app, "samewire:connection");
    let pages = Pages::<Chat>::of(&app).unwrap();
    pages.connection(Connection::Connecting { attempt: 2 }).unwrap();
    pages.connection(Connection::Failed { reason: "gone".to_owned() }).unwrap();
    assert_eq!(told(), json!({ "state": "connecting", "attempt": 2 }));
    assert_eq!(told(), json!({ "state": "failed", "reason": "gone" }));
}

#[test]
fn the_worker_ends_with_the_plugin() {
    let (app, _window) = app(Builder::<Chat>::new());
    let pages = Pages::<Chat>::of(&app).unwrap();
    assert!(app.handle().remove_plugin("samewire"));
    while pages.relay(r#"{"type":"pong"}"#).is_ok() {
        std::thread::yield_now();
    }
    assert!(matches!(Emit::<Chat>::emit(Pong, &app), Err(Error::Stopped)));
}

#[test]
fn an_event_alone_is_read_alone() {
    let (app, _window) = app(Builder::<Gateway>::new());
    let (sender, events) = channel();
    gateway::server::Bye::listen(&app, move |event| sender.send(event).unwrap());
    relay::<Gateway, _>(&app, r#"{"s":1,"t":"bye"}"#).unwrap();
    gateway::server::Bye.emit(&app).unwrap();
    assert_eq!([next(&events), next(&events)], [Ok(gateway::server::Bye), Ok(gateway::server::Bye)]);
}
