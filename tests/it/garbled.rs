//! Frames in which a few bytes are wrong: samewire's own reader and serde_json's agree on what is left of them.

mod text;

use serde_json::Value;

use crate::frames::CANONICAL;
use crate::sides::{Side, sides};
use text::garbled;

/// Both read it as the same, or both refuse it.
#[track_caller]
fn check(side: &Side, text: &str) -> bool {
    let own = (side.rewrite)(text);
    let with_serde = (side.rewrite_with_serde)(text);
    match (&own, &with_serde) {
        (Ok(own), Ok(with_serde)) => {
            let value =
                |text: &str| serde_json::from_str::<Value>(text).expect("a frame that is read is JSON");
            assert_eq!(value(own), value(with_serde), "{text}");
        }
        (Err(_), Err(_)) => {}
        // Where nobody looks, samewire builds no strings and no numbers; serde_json builds all of an unknown frame.
        (Ok(_), Err(error))
            if ["surrogate", "hex escape", "number out of range"].iter().any(|part| error.contains(part)) => {
        }
        _ => panic!("{}: {text}: {own:?} and {with_serde:?} with serde_json", side.door),
    }
    own.is_ok()
}

#[test]
fn both_readers_agree_on_garbled_frames() {
    let (mut runs, mut read, mut state) = (0, 0, 7);
    for frame in CANONICAL.iter() {
        for _ in 0..200 {
            let text = garbled(&frame.text, &mut state);
            for side in sides(frame.direction) {
                read += usize::from(check(side, &text));
                runs += 1;
            }
        }
    }
    println!("{runs} garbled frames, of which {read} were read");
    assert!(read * 20 > runs, "only {read} were read");
}

#[test]
#[should_panic(expected = "Err(\"no\") with serde_json")]
fn readers_that_part_are_noticed() {
    let side = sides(samewire_codegen::model::Direction::Server).next().unwrap();
    check(&Side { rewrite_with_serde: |_| Err("no".to_owned()), ..*side }, r#"{"type":"pong"}"#);
}
