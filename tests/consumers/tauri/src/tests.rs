//! What goes to the page of each event, and what comes of it in Rust. The JSON is written by hand.

use std::sync::{Arc, Mutex};

use samewire::frame::Event;
use samewire_tauri::{Carried, DecodeError, Emit, Error, Form, Listen, Protocol, tauri};
use tauri::test::{MockRuntime, mock_app};
use tauri::{App, Listener};

type Heard = Arc<Mutex<Vec<(String, String)>>>;

/// An app, and what is heard in it under these names, as JSON.
fn listening(names: &[&str]) -> (App<MockRuntime>, Heard) {
    let (app, heard) = (mock_app(), Heard::default());
    for name in names {
        let (heard, name) = (Arc::clone(&heard), (*name).to_owned());
        app.listen(name.clone(), move |event| {
            heard.lock().unwrap().push((name.clone(), event.payload().to_owned()));
        });
    }
    (app, heard)
}

#[track_caller]
fn check<P: Protocol>(name: &str, event: impl Emit<P>, json: &str) {
    let (app, heard) = listening(&[name, "samewire:frame"]);
    event.emit(&app).unwrap();
    assert_eq!(*heard.lock().unwrap(), [(name.to_owned(), json.to_owned())]);
}

/// What a listener in Rust makes of JSON that somebody sends.
fn read<P: Protocol, T: Listen<P> + Send + 'static>(json: &str) -> Result<T, DecodeError> {
    use tauri::Emitter;
    let (app, heard) = (mock_app(), Arc::new(Mutex::new(None)));
    let sink = Arc::clone(&heard);
    T::once(&app, move |event| drop(sink.lock().unwrap().replace(event)));
    app.emit_str(T::NAME, json.to_owned()).unwrap();
    let read = heard.lock().unwrap().take();
    read.expect("it was heard")
}

#[test]
fn objects() {
    use crate::dispatch::Desktop;
    use crate::events::{ServerEvent, ServerFrame, server};

    let id: samewire::Uuid = "018f2b6e-0000-7000-8000-000000000001".parse().unwrap();
    let json = r#"{"type":"subscribed","channel_id":"018f2b6e-0000-7000-8000-000000000001"}"#;
    check::<Desktop>("ws:subscribed", server::Subscribed { channel_id: id }, json);
    check::<Desktop>("ws:subscribed", &ServerEvent::from(server::Subscribed { channel_id: id }), json);
    check::<Desktop>("ws:pong", server::Pong, r#"{"type":"pong"}"#);
    let mut frame = ServerFrame::from(ServerEvent::from(server::Pong));
    frame.id = Some("r1".to_owned());
    check::<Desktop>("ws:pong", &frame, r#"{"id":"r1","type":"pong"}"#);

    assert_eq!(read::<Desktop, server::Subscribed>(json), Ok(server::Subscribed { channel_id: id }));
    let another = read::<Desktop, server::Subscribed>(r#"{"type":"pong"}"#).unwrap_err();
    assert_eq!(another.to_string(), "expected the event subscribed, got another");
    for bad in ["", "null", "[1", r#"{"type":"subscribed"}"#, r#"{"type":"subscribed","channel_id":7}"#] {
        assert!(read::<Desktop, server::Subscribed>(bad).is_err(), "{bad}");
    }
}

#[test]
fn texts() {
    use crate::as_text::dispatch::Desktop;
    use crate::as_text::events::{ServerEvent, client, server};

    assert_eq!((Desktop::FORM, Desktop::CARRIED.len()), (Form::Text, 5));
    assert_eq!(Desktop::CARRIED[..2], [Carried::Named("t:said-loud"), Carried::No]);
    assert_eq!(Desktop::CARRIED[3..], [Carried::Frame, Carried::Frame]);

    let json = r#""{\"type\":\"said.loud\",\"text\":\"a \\\"b\\\"\"}""#;
    let event = server::SaidLoud { text: "a \"b\"".to_owned() };
    check::<Desktop>("t:said-loud", event.clone(), json);
    assert_eq!(read::<Desktop, server::SaidLoud>(json), Ok(event.clone()));
    // Under its old name too, and never as an object.
    assert_eq!(read::<Desktop, server::SaidLoud>(&json.replace("said.loud", "shouted")), Ok(event));
    assert!(read::<Desktop, server::SaidLoud>(r#"{"type":"said.loud","text":"a"}"#).is_err());

    let (app, heard) = listening(&["samewire:frame"]);
    (&ServerEvent::from(client::AskReply { answer: "yes".to_owned() })).emit(&app).unwrap_err();
    assert!(matches!((&ServerEvent::from(server::Quiet)).emit(&app), Err(Error::NotCarried)));
    assert_eq!(*heard.lock().unwrap(), []);
    crate::as_text::dispatch::relay(&app, r#"{"re":"ask","id":"r1","data":{"answer":"yes"}}"#).unwrap();
    let frame = r#"{"frame":"{\"re\":\"ask\",\"id\":\"r1\",\"data\":{\"answer\":\"yes\"}}"}"#;
    assert_eq!(*heard.lock().unwrap(), [("samewire:frame".to_owned(), frame.to_owned())]);
}

#[test]
fn payloads_alone() {
    use crate::tauri_alone::dispatch::{Desktop, relay};
    use crate::tauri_alone::events::{ServerEvent, server};

    check::<Desktop>("chat:said", server::Said("hi".to_owned()), r#""hi""#);
    check::<Desktop>("chat:7", server::Moved { x: 3 }, r#"{"x":3}"#);
    check::<Desktop>("__proto__", &ServerEvent::from(server::Pong), "{}");
    assert_eq!(read::<Desktop, server::Moved>(r#"{"x":3,"novel":1}"#), Ok(server::Moved { x: 3 }));
    assert_eq!(read::<Desktop, server::Moved>(r#"{"x":300}"#).unwrap_err().path(), "x");

    let (app, heard) = listening(&["chat:7", "chat:new", "samewire:frame"]);
    relay(&app, r#"{"data":{"x":3,"novel":1},"type":7}"#).unwrap();
    relay(&app, r#"{"type":"new","data":[1]}"#).unwrap();
    let frame = r#"{"frame":"{\"type\":\"new\",\"data\":[1]}","event":"chat:new"}"#;
    let wanted = [("chat:7", r#"{"x":3,"novel":1}"#), ("chat:new", "[1]"), ("samewire:frame", frame)];
    assert_eq!(*heard.lock().unwrap(), wanted.map(|(name, json)| (name.to_owned(), json.to_owned())));
}

#[test]
fn channels() {
    use crate::channels::dispatch::{Desktop, relay};
    use crate::channels::events::{ServerEvent, server, types};

    check::<Desktop>("audio://progress", server::AudioProgress { done: 5 }, r#""{\"done\":5}""#);
    check::<Desktop>("level", server::Level(types::Level::Low), r#""\"low\"""#);
    check::<Desktop>("stopped", &ServerEvent::from(server::Stopped), r#""{}""#);
    assert_eq!(read::<Desktop, server::Level>(r#""\"high\"""#), Ok(server::Level(types::Level::High)));

    let (app, heard) = listening(&["level", "new", "samewire:frame"]);
    relay(&app, "level", r#""low""#).unwrap();
    relay(&app, "new", "7").unwrap();
    let frame = r#"{"frame":"7","name":"new","event":"new"}"#;
    let wanted = [("level", r#""\"low\"""#), ("new", r#""7""#), ("samewire:frame", frame)];
    assert_eq!(*heard.lock().unwrap(), wanted.map(|(name, json)| (name.to_owned(), json.to_owned())));
}

#[test]
fn what_must_stand_beside_an_event() {
    use crate::enveloped::events::{ServerEvent, ServerFrame, server};
    use crate::{enveloped, enveloped_alone};

    let event = || ServerEvent::from(server::Said("hi".to_owned()));
    let frame = ServerFrame::new(event(), "a".to_owned(), 7);
    let json = r#"{"id":"a","seq":7,"event":{"type":"said","data":"hi"}}"#;
    check::<enveloped::dispatch::Desktop>("app/said", &frame, json);
    let mut less = frame;
    less.seq = None;
    let (app, _) = listening(&[]);
    let error = Emit::<enveloped::dispatch::Desktop>::emit(&less, &app).unwrap_err();
    assert_eq!(error.to_string(), "an event that cannot be written: seq: missing");
    assert_eq!(read::<enveloped::dispatch::Desktop, server::Said>(json), Ok(server::Said("hi".to_owned())));

    let said = enveloped_alone::events::server::Said("hi".to_owned());
    check::<enveloped_alone::dispatch::Desktop>("app/said", said, r#""hi""#);
}

#[test]
fn events_of_the_desktop() {
    use crate::desktop_only::dispatch::Desktop;
    use crate::desktop_only::dispatch::desktop::{AppDropped, AppDroppedKind, AppReady, Count};
    use crate::desktop_only::events::types::Level;

    let dropped = AppDropped {
        paths: vec!["/a".to_owned()],
        kind: AppDroppedKind::File,
        level: Some(Level::High),
        more: samewire::Value::Null,
    };
    let json = r#"{"paths":["/a"],"kind":"file","level":"high","more":null}"#;
    check::<Desktop>("app://dropped", dropped.clone(), json);
    check::<Desktop>("app://ready", AppReady, "{}");
    check::<Desktop>("count", Count(None), "null");
    assert_eq!(read::<Desktop, AppDropped>(json), Ok(dropped));
    assert_eq!(read::<Desktop, Count>("7"), Ok(Count(Some(7))));
    assert_eq!(
        read::<Desktop, Count>("-7").unwrap_err().to_string(),
        "out of range of u64 at line 1 column 3"
    );
}

/// The event's name on the wire is a number, and its payload may hold anything.
#[test]
fn a_hostile_payload_alone_goes_as_the_text_of_its_event() {
    use crate::numbered::events::server;

    let data =
        samewire::Value::Object([("__proto__".to_owned(), samewire::Value::Null)].into_iter().collect());
    let (app, heard) = listening(&["n/moved", "samewire:frame"]);
    server::Moved { data }.emit(&app).unwrap();
    let json = r#"{"frame":"{\"data\":{\"__proto__\":null}}","of":"n/moved"}"#;
    assert_eq!(*heard.lock().unwrap(), [("samewire:frame".to_owned(), json.to_owned())]);
}

#[test]
fn nothing_is_carried_but_what_is_unknown() {
    use crate::silent::dispatch::{Desktop, relay};

    assert_eq!(Desktop::CARRIED, [Carried::No]);
    let (app, heard) = listening(&["s/said", "s/new", "samewire:frame"]);
    relay(&app, r#"{"type":"said"}"#).unwrap();
    relay(&app, r#"{"type":"new"}"#).unwrap();
    let names: Vec<_> = heard.lock().unwrap().iter().map(|(name, _)| name.clone()).collect();
    assert_eq!(names, ["s/new", "samewire:frame"]);
}

#[test]
fn names_that_are_keywords() {
    use crate::keywords::dispatch::Desktop;
    use crate::keywords::dispatch::desktop::Async;
    use crate::keywords::events::server::{Crate, Type};

    check::<Desktop>("self/type", Type { r#match: 1 }, r#"{"type":"type","match":1}"#);
    check::<Desktop>("self/crate", Crate, r#"{"type":"crate"}"#);
    check::<Desktop>("async", Async { r#fn: true }, r#"{"fn":true}"#);
}

/// An event of the app's own whose name on the wire is not its code name.
#[test]
fn a_name_of_its_own_on_the_desktop() {
    use crate::tauri_alone::dispatch::Desktop;
    use crate::tauri_alone::dispatch::desktop::{AppCount, OwnQuit};

    check::<Desktop>("app:quit", OwnQuit, "{}");
    check::<Desktop>("app:count", AppCount(3), "3");
}

/// Raw JSON in an event of the app's own may be as hostile as a frame from the network.
#[test]
fn hostile_keys_go_as_text() {
    use crate::desktop_only::dispatch::Desktop;
    use crate::desktop_only::dispatch::desktop::{AppDropped, AppDroppedKind};

    let more =
        samewire::Value::Object([("__proto__".to_owned(), samewire::Value::Null)].into_iter().collect());
    let dropped = AppDropped { paths: Vec::new(), kind: AppDroppedKind::Text, level: None, more };
    let (app, heard) = listening(&["app://dropped", "samewire:frame"]);
    dropped.emit(&app).unwrap();
    let json = r#"{"frame":"{\"paths\":[],\"kind\":\"text\",\"more\":{\"__proto__\":null}}","name":"app://dropped","desktop":true}"#;
    assert_eq!(*heard.lock().unwrap(), [("samewire:frame".to_owned(), json.to_owned())]);
    assert_eq!(Desktop::DESKTOP, ["app://dropped", "app://ready", "count"]);
}

/// The app forms names when it runs, as the generator did: of these events none has a name of its own.
#[test]
fn the_app_and_the_generator_form_the_same_names() {
    fn formed<P: Protocol>() -> usize {
        let template = P::TEMPLATE.expect("there is one");
        let named = P::Server::TAGS.iter().zip(P::CARRIED).filter_map(|(tag, carried)| match carried {
            Carried::Named(name) => Some((tag.name.text(), *name)),
            _ => None,
        });
        named.inspect(|(wire, name)| assert_eq!(template.name(wire).as_deref(), Some(*name))).count()
    }
    use crate::{as_text, dispatch, keywords};

    let counts = [
        formed::<dispatch::Desktop>(),
        formed::<as_text::dispatch::Desktop>(),
        formed::<keywords::dispatch::Desktop>(),
    ];
    assert_eq!(counts, [69, 2, 2]);
}

/// The Rust on the page for users is made from the manifest that stands there.
#[test]
fn the_manifest_of_the_page_is_the_one_that_is_compiled() {
    let (page, manifest) = (include_str!("../../../../docs/desktop.md"), include_str!("../events.yaml"));
    assert!(page.contains(&format!("```yaml\n{manifest}```")));
}
