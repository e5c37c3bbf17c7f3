//! Pages hear everything once and in order, whatever happens to them.

mod model;

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

use serde_json::{Value, json};

use super::{Heard, Keep, OwnEvents, Page, Ready, Stream};
use crate::connection::Connection;
use crate::emit::Aim;
use crate::message::{FrameText, Message, Named};
use crate::taken::Taken;
use crate::testing::Recorder;

type Recorded = Stream<Recorder>;

fn stream(keep: Keep) -> (Recorded, Recorder) {
    let recorder = Recorder::default();
    (Stream::new(recorder.clone(), OwnEvents::of("samewire"), Taken::default(), keep, "run"), recorder)
}

/// An event that says its number.
fn event(number: u64) -> Message {
    Message { named: Some(Named { name: "ws:event".into(), json: number.to_string() }), frame: None }
}

fn unknown(number: u64) -> Message {
    let frame = Some(FrameText::Text { text: number.to_string(), name: None });
    Message { named: Some(Named { name: "ws:novel".into(), json: number.to_string() }), frame }
}

/// The page of a window with one webview.
fn page(label: &str) -> Page {
    Page { webview: label.to_owned(), window: label.to_owned() }
}

fn ready(stream: &mut Recorded, recorder: &Recorder, label: &str, heard: Heard) -> Value {
    recorder.take();
    stream.ready(&Ready { page: page(label), link: json!("link"), heard });
    let emitted = recorder.take();
    let [(name, answer)] = &emitted[..] else { panic!("{emitted:?}") };
    assert_eq!(name, "samewire:ready");
    serde_json::from_str(answer).expect(answer)
}

fn until(answer: &Value) -> Heard {
    let session = answer["session"].as_str().unwrap().to_owned();
    Heard::Until { session, position: answer["position"].as_u64().unwrap() }
}

fn missed(answer: &Value) -> Vec<u64> {
    answer["missed"].as_array().unwrap().iter().map(|pair| pair[1].as_u64().unwrap()).collect()
}

#[test]
fn what_comes_before_any_window_is_kept() {
    let (mut stream, recorder) = stream(Keep::default());
    (0..3).for_each(|number| drop(stream.deliver(event(number), Aim::All)));
    stream.load(&page("main"));
    stream.deliver(event(3), Aim::All);
    let answer = ready(&mut stream, &recorder, "main", Heard::Untold);
    assert_eq!(missed(&answer), [0, 1, 2, 3]);
    let expected = json!({
        "link": "link", "session": "run-0", "position": 4, "dropped": 0, "connection": { "state": "open" },
        "missed": answer["missed"],
    });
    assert_eq!(answer, expected);
    assert_eq!(answer["missed"][0], json!(["ws:event", 0]));
}

#[test]
fn a_page_that_mounts_again_goes_on_where_it_was() {
    let (mut stream, recorder) = stream(Keep::default());
    stream.load(&page("main"));
    stream.deliver(event(0), Aim::All);
    let first = ready(&mut stream, &recorder, "main", Heard::Untold);
    stream.deliver(event(1), Aim::All);
    assert_eq!(missed(&ready(&mut stream, &recorder, "main", until(&first))), [1]);
    // It went before it was answered, and so did the page before it.
    assert_eq!(missed(&ready(&mut stream, &recorder, "main", Heard::Untold)), [0, 1]);
    stream.load(&page("main"));
    stream.deliver(event(2), Aim::All);
    assert_eq!(missed(&ready(&mut stream, &recorder, "main", Heard::Nothing)), [0, 1, 2]);
    stream.load(&page("main"));
    assert_eq!(missed(&ready(&mut stream, &recorder, "main", until(&first))), [1, 2]);
}

#[test]
fn a_page_that_crashed_begins_where_it_was_last_known_to_listen() {
    let (mut stream, recorder) = stream(Keep::default());
    ready(&mut stream, &recorder, "main", Heard::Untold);
    stream.deliver(event(0), Aim::All);
    stream.load(&page("main"));
    stream.deliver(event(1), Aim::All);
    let stale = Heard::Until { session: "an earlier run".to_owned(), position: 0 };
    assert_eq!(missed(&ready(&mut stream, &recorder, "main", Heard::Untold)), [1]);
    assert_eq!(missed(&ready(&mut stream, &recorder, "main", stale)), [1]);
    let impossible = Heard::Until { session: "run-0".to_owned(), position: u64::MAX };
    assert!(missed(&ready(&mut stream, &recorder, "main", impossible)).is_empty());
}

#[test]
fn a_window_that_comes_later_begins_with_its_page_if_another_listens() {
    let (mut stream, recorder) = stream(Keep::default());
    ready(&mut stream, &recorder, "main", Heard::Untold);
    stream.deliver(event(0), Aim::All);
    stream.load(&page("second"));
    stream.deliver(event(1), Aim::All);
    assert_eq!(missed(&ready(&mut stream, &recorder, "second", Heard::Untold)), [1]);
}

#[test]
fn what_nobody_heard_waits_for_the_next_window() {
    let (mut stream, recorder) = stream(Keep::default());
    ready(&mut stream, &recorder, "login", Heard::Untold);
    stream.deliver(event(0), Aim::All);
    stream.close("login");
    stream.deliver(event(1), Aim::All);
    assert_eq!(missed(&ready(&mut stream, &recorder, "main", Heard::Untold)), [1]);
    stream.deliver(event(2), Aim::All);
    // One that is opened again goes on where it was closed.
    assert_eq!(missed(&ready(&mut stream, &recorder, "login", Heard::Untold)), [1, 2]);
}

#[test]
fn a_message_for_one_window_is_counted_for_it_alone() {
    let (mut stream, recorder) = stream(Keep::default());
    ready(&mut stream, &recorder, "main", Heard::Untold);
    let to_second = || Aim::Target("second".into());
    stream.deliver(event(0), to_second());
    stream.deliver(event(1), Aim::webview("main"));
    assert_eq!(ready(&mut stream, &recorder, "main", Heard::Untold)["position"], 1);
    stream.close("main");
    stream.deliver(event(2), to_second());
    let odd = |target: &tauri::EventTarget| matches!(target, tauri::EventTarget::Webview { label } if label == "third");
    stream.deliver(event(3), Aim::Filter(Arc::new(odd)));
    assert_eq!(missed(&ready(&mut stream, &recorder, "second", Heard::Untold)), [0, 2]);
    stream.close("second");
    assert_eq!(missed(&ready(&mut stream, &recorder, "third", Heard::Untold)), [3]);
    // A window is told something before its page begins to load, while others listen.
    stream.deliver(event(4), Aim::Target("fourth".into()));
    stream.deliver(event(5), Aim::All);
    stream.load(&page("fourth"));
    stream.deliver(event(6), Aim::All);
    let answer = ready(&mut stream, &recorder, "fourth", Heard::Untold);
    assert_eq!((missed(&answer), &answer["position"]), (vec![4, 6], &json!(2)));
}

#[test]
fn a_filter_that_changes_its_mind_is_asked_once() {
    let (mut stream, recorder) = stream(Keep::default());
    let answer = ready(&mut stream, &recorder, "main", Heard::Untold);
    ready(&mut stream, &recorder, "second", Heard::Untold);
    recorder.take();
    let count = Arc::new(AtomicU32::new(0));
    let asked = Arc::clone(&count);
    // Every second answer is yes: the first of each message, about `main`.
    let fickle = Aim::Filter(Arc::new(move |_| asked.fetch_add(1, Relaxed).is_multiple_of(2)));
    for number in 1..=3 {
        stream.deliver(unknown(7), fickle.clone());
        let hears: Vec<_> = recorder.0.lock().unwrap().drain(..).map(|(_, _, hears)| hears).collect();
        assert_eq!((hears, count.load(Relaxed)), (vec![true, true], 2 * number));
    }
    assert_eq!(ready(&mut stream, &recorder, "second", Heard::Untold)["position"], 0);
    assert_eq!(ready(&mut stream, &recorder, "main", until(&answer))["position"], 3);
}

#[test]
fn what_does_not_fit_is_given_up_and_told() {
    let keep = Keep { messages: 3, ..Keep::default() };
    let (mut stream, recorder) = stream(keep);
    let dropped: Vec<_> = (0..5).map(|number| stream.deliver(event(number), Aim::All).dropped).collect();
    assert_eq!(dropped, [0, 0, 0, 1, 1]);
    let answer = ready(&mut stream, &recorder, "main", Heard::Untold);
    assert_eq!(
        (missed(&answer), &answer["dropped"], &answer["position"]),
        (vec![2, 3, 4], &json!(2), &json!(5))
    );
    // What a page has heard may go.
    assert_eq!(stream.deliver(event(5), Aim::All).dropped, 0);
    stream.load(&page("main"));
    let dropped: u64 = (6..10).map(|number| stream.deliver(event(number), Aim::All).dropped).sum();
    assert_eq!(dropped, 1);
    let again = ready(&mut stream, &recorder, "main", until(&answer));
    assert_eq!((missed(&again), &again["dropped"]), (vec![7, 8, 9], &json!(2)));
}

/// What is given up of 10 messages if 3 are kept.
fn dropped(stream: &mut Recorded, aim: &Aim) -> u64 {
    (0..10).map(|number| stream.deliver(event(number), aim.clone()).dropped).sum()
}

#[test]
fn what_only_rust_or_a_page_without_the_plugin_could_hear_is_missed_by_nobody() {
    let keep = Keep { messages: 3, ..Keep::default() };
    let (to_app, to_plain) = (Aim::Target(tauri::EventTarget::app()), Aim::webview("plain"));
    let (mut stream, recorder) = stream(keep);
    assert_eq!(dropped(&mut stream, &to_app), 0);
    // Nobody listens yet: it may be for whoever comes, who is told so.
    assert_eq!([dropped(&mut stream, &Aim::All), dropped(&mut stream, &to_plain)], [7, 10]);
    stream.load(&page("plain"));
    assert_eq!(dropped(&mut stream, &Aim::All), 10);
    // Somebody listens, and the other is of no page that would.
    ready(&mut stream, &recorder, "main", Heard::Untold);
    dropped(&mut stream, &Aim::All);
    assert_eq!([&Aim::All, &to_plain, &to_app].map(|aim| dropped(&mut stream, aim)), [0, 0, 0]);
    // Who has listened will do so again.
    stream.load(&page("main"));
    assert_eq!([&Aim::All, &Aim::webview("main")].map(|aim| dropped(&mut stream, aim)), [7, 10]);
    stream.close("main");
    assert_eq!([&Aim::All, &Aim::webview("main")].map(|aim| dropped(&mut stream, aim)), [10, 10]);
}

#[test]
fn a_window_takes_all_its_webviews_with_it() {
    let (mut stream, recorder) = stream(Keep::default());
    let within = |webview: &str| Page { webview: webview.to_owned(), window: "main".to_owned() };
    for webview in ["left", "right"] {
        stream.ready(&Ready { page: within(webview), link: json!(webview), heard: Heard::Untold });
    }
    stream.deliver(event(9), Aim::All);
    // This one has moved.
    stream.load(&Page { webview: "right".to_owned(), window: "other".to_owned() });
    ready(&mut stream, &recorder, "right", Heard::Untold);
    stream.close("main");
    stream.deliver(event(0), Aim::webview("left"));
    stream.deliver(event(1), Aim::webview("right"));
    stream.close("right");
    let answers = ["left", "right"].map(|webview| ready(&mut stream, &recorder, webview, Heard::Untold));
    assert_eq!(answers.each_ref().map(missed), [vec![0], vec![]]);
}

#[test]
fn kept_bytes_are_bounded_too() {
    let (mut stream, recorder) = stream(Keep { bytes: 1_000, ..Keep::default() });
    let large = Message::error(&"x".repeat(2_000));
    assert_eq!(stream.deliver(large, Aim::All).dropped, 1);
    assert_eq!(recorder.take().len(), 1, "it is sent all the same");
    assert_eq!((0..100).map(|number| stream.deliver(event(number), Aim::All).dropped).sum::<u64>(), 93);
    assert_eq!(missed(&ready(&mut stream, &recorder, "main", Heard::Untold)), (93..100).collect::<Vec<_>>());
}

#[test]
fn the_connection_is_told_in_the_order_of_everything() {
    let (mut stream, recorder) = stream(Keep::default());
    stream.deliver(event(0), Aim::All);
    let reason = "gone".to_owned();
    let delay = std::time::Duration::from_micros(1_500);
    stream.connect(Connection::Waiting { attempt: 2, delay, reason });
    stream.deliver(event(1), Aim::All);
    let waiting = r#"{"state":"waiting","attempt":2,"delay":1.5,"reason":"gone"}"#;
    let expected = [("ws:event", "0"), ("samewire:connection", waiting), ("ws:event", "1")];
    assert_eq!(recorder.take(), expected.map(|(name, json)| (name.to_owned(), json.to_owned())));
    let answer = ready(&mut stream, &recorder, "main", Heard::Untold);
    assert_eq!((&answer["connection"]["state"], &answer["position"]), (&json!("waiting"), &json!(2)));
}

#[test]
fn an_unknown_event_is_one_message_however_many_ways_it_goes() {
    let (mut stream, recorder) = stream(Keep::default());
    stream.deliver(unknown(7), Aim::All);
    let answer = ready(&mut stream, &recorder, "main", Heard::Untold);
    let framed = json!({ "frame": "7", "event": "ws:novel" });
    assert_eq!(answer["missed"], json!([["ws:novel", 7], ["samewire:frame", framed]]));
    assert_eq!(answer["position"], 1);
}

#[test]
fn windows_without_end_do_not_fill_memory() {
    let (mut stream, recorder) = stream(Keep::default());
    for number in 0..1_000 {
        let label = format!("window-{number}");
        ready(&mut stream, &recorder, &label, Heard::Untold);
        stream.close(&label);
    }
    assert_eq!(stream.seats.count(), 256);
    // Of webviews in one window Tauri does not say that they are closed.
    for number in 0..1_000 {
        let page = Page { webview: format!("webview-{number}"), window: "main".to_owned() };
        stream.ready(&Ready { page, link: json!(1), heard: Heard::Untold });
    }
    assert_eq!(stream.seats.count(), 256);
    stream.deliver(event(0), Aim::All);
    // The page of one that lost its seat goes on.
    let lost = Heard::Until { session: "run-1000".to_owned(), position: 7 };
    let answer = ready(&mut stream, &recorder, "webview-0", lost);
    assert_eq!((missed(&answer), &answer["position"]), (vec![], &json!(0)));
}
