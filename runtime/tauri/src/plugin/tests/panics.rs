//! Closures of the app that panic harm nobody else.

use std::sync::mpsc::channel;

use serde_json::{Value, json};
use tauri::Listener;

use super::{app, call, heard, message, next, started};
use crate::testing::Chat;
use crate::testing::chat::server::{CallEnded, MessageNew, Pong};
use crate::{Builder, Emit, Listen};

#[test]
fn a_handler_that_panics_costs_its_frame_only() {
    let (problem, problems) = channel();
    let reporter = move |told: &crate::Problem| problem.send(told.to_string()).unwrap();
    let (_app, window) = app(Builder::<Chat>::new().reporter(reporter).on_send(|sent| {
        assert!(sent.frame.contains("ping"));
        Ok(())
    }));
    let panics = call(&window, "send", json!({ "frame": "{}" }));
    assert_eq!(panics, Err(json!("the app's handler panicked")));
    assert!(next(&problems).contains("refused: the app's handler panicked"));
    assert_eq!(next(&problems), "a listener, filter or handler of the app panicked");
    assert_eq!(call(&window, "send", json!({ "frame": r#"{"type":"ping"}"# })), Ok(Value::Null));
}

#[test]
fn a_listener_that_panics_hears_the_next_event_and_so_do_others() {
    let (problem, problems) = channel();
    let reporter = move |told: &crate::Problem| problem.send(told.to_string()).unwrap();
    let (app, _window) = app(Builder::<Chat>::new().reporter(reporter));
    let (sender, events) = channel();
    <MessageNew as Listen<Chat>>::once(&app, |_| panic!("on purpose"));
    <MessageNew as Listen<Chat>>::listen(&app, move |event| {
        sender.send(event).unwrap();
        panic!("on purpose");
    });
    for text in ["a", "b"] {
        Emit::<Chat>::emit(message(text), &app).unwrap();
        assert_eq!(next(&events), Ok(message(text)));
    }
    (0..3).for_each(|_| assert_eq!(next(&problems), "a listener, filter or handler of the app panicked"));
}

#[test]
fn a_filter_that_panics_accepts_nobody() {
    let (problem, problems) = channel();
    let reporter = move |told: &crate::Problem| problem.send(told.to_string()).unwrap();
    let (app, window) = app(Builder::<Chat>::new().reporter(reporter));
    let (sender, events) = channel();
    let own = sender.clone();
    window.listen("ws:pong", move |_| own.send("window").unwrap());
    app.listen("ws:pong", move |_| sender.send("app").unwrap());
    Emit::<Chat>::emit_filter(Pong, &app, |_| panic!("on purpose")).unwrap();
    Emit::<Chat>::emit_to(Pong, &app, "main").unwrap();
    Emit::<Chat>::emit_to(Pong, &app, tauri::EventTarget::app()).unwrap();
    assert_eq!([next(&events), next(&events)], ["window", "app"]);
    assert_eq!(next(&problems), "a listener, filter or handler of the app panicked");
    assert!(problems.try_recv().is_err(), "it is reported once");
}

#[test]
fn without_the_plugin_panics_harm_nobody_either() {
    let app = started(|tauri| tauri);
    <MessageNew as Listen<Chat>>::once(&app, |_| panic!("on purpose"));
    Emit::<Chat>::emit(message("a"), &app).unwrap();
    let heard = heard(&app, "ws:message_new");
    app.listen("ws:message_new", |_| {});
    Emit::<Chat>::emit_filter(message("b"), &app, |_| panic!("on purpose")).unwrap();
    assert_eq!(heard()["text"], "b");
    Emit::<Chat>::emit(message("c"), &app).unwrap();
    assert_eq!(heard()["text"], "c");
}

/// What is guarded against.
#[test]
fn a_panic_in_a_listener_of_tauris_own_makes_all_deaf() {
    let (app, window) = app(Builder::<Chat>::new().reporter(|_| {}).on_send(|_| Ok(())));
    let (sender, events) = channel();
    <CallEnded as Listen<Chat>>::listen(&app, move |event| sender.send(event).unwrap());
    app.listen_any("ws:message_new", |_| panic!("on purpose"));
    Emit::<Chat>::emit(message("a"), &app).unwrap();
    Emit::<Chat>::emit(CallEnded { seconds: 3 }, &app).unwrap();
    // The worker has come by both.
    call(&window, "send", json!({ "frame": r#"{"type":"ping"}"# })).unwrap();
    assert!(events.try_recv().is_err());
}
