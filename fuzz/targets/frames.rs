//! Frames of the chat protocol: what is read is written, and what is written is read as the same.

#![no_main]

use libfuzzer_sys::fuzz_target;

mod chat {
    samewire::events!("../events.yaml");
}

macro_rules! check {
    ($frame:ident, $text:expr) => {
        if let Ok(frame) = chat::$frame::decode($text)
            && let Ok(written) = frame.encode()
        {
            let again = chat::$frame::decode(&written).expect("what was written is read");
            assert_eq!(again.encode().expect("it was written before"), written);
        }
    };
}

fuzz_target!(|text: &str| {
    check!(ServerFrame, text);
    check!(ClientFrame, text);
    chat::ClientFrame::correlation(text);
});
