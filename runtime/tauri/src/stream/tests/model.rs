//! Pages by chance: they load, listen, stop, reload and close at any moment, while messages and their own calls are
//! under way.

use std::collections::VecDeque;

use fastrand::Rng;
use serde_json::{Value, json};

use super::{Recorded, event, page, stream, unknown};
use crate::emit::Aim;
use crate::stream::{Heard, Keep, Ready};
use crate::testing::Recorder;

/// A page that does not do as it should.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    None,
    /// It does not tell up to where it has heard.
    TellsNothing,
    /// It hears what comes before it is answered.
    HearsTooSoon,
    /// It counts each way on which a message comes.
    CountsTwice,
    /// It does not remember over a reload that it was never answered.
    ForgetsThatItAsked,
}

/// What is on its way from the page to the worker.
enum Call {
    Load,
    Ready(Heard, u64),
}

/// The webview and the page in it.
struct Page {
    fault: Fault,
    /// The page listens to `ws:novel`: its manifest is newer.
    knows_novel: bool,
    /// What Tauri has been given for it, and has not evaluated yet.
    pending: VecDeque<(String, Value)>,
    calls: VecDeque<Call>,
    /// The link that listens, and whether it was answered.
    link: Option<(u64, bool)>,
    links: u64,
    heard: Heard,
    /// All that handlers of all pages got.
    log: Vec<u64>,
}

impl Page {
    fn new(fault: Fault, knows_novel: bool) -> Page {
        let (pending, calls) = (VecDeque::new(), VecDeque::from([Call::Load]));
        Page {
            fault,
            knows_novel,
            pending,
            calls,
            link: None,
            links: 0,
            heard: Heard::Untold,
            log: Vec::new(),
        }
    }

    fn mount(&mut self) {
        self.links += 1;
        self.link = Some((self.links, false));
        let heard = if self.fault == Fault::TellsNothing { Heard::Untold } else { self.heard.clone() };
        self.calls.push_back(Call::Ready(heard, self.links));
    }

    fn reload(&mut self) {
        self.link = None;
        if self.heard == Heard::Untold && self.fault != Fault::ForgetsThatItAsked {
            self.heard = Heard::Nothing;
        }
        self.calls.push_back(Call::Load);
    }

    /// Hears the next thing.
    fn hear(&mut self) {
        let Some((name, payload)) = self.pending.pop_front() else { return };
        let Some((link, answered)) = self.link else { return };
        if name == "samewire:ready" {
            if payload["link"] == link {
                self.answered(&payload);
            }
        } else if answered || self.fault == Fault::HearsTooSoon {
            self.take(&name, &payload);
        }
    }

    fn answered(&mut self, answer: &Value) {
        self.link = self.link.map(|(link, _)| (link, true));
        let session = answer["session"].as_str().unwrap().to_owned();
        for pair in answer["missed"].as_array().unwrap() {
            self.take(pair[0].as_str().unwrap(), &pair[1]);
        }
        self.heard = Heard::Until { session, position: answer["position"].as_u64().unwrap() };
    }

    fn take(&mut self, name: &str, payload: &Value) {
        let number = match name {
            "ws:event" => payload.as_u64(),
            "ws:novel" if self.knows_novel => payload.as_u64(),
            "samewire:frame" if !self.knows_novel || payload["event"] != "ws:novel" => {
                payload["frame"].as_str().and_then(|frame| frame.parse().ok())
            }
            _ if self.fault == Fault::CountsTwice => None,
            _ => return,
        };
        if let Heard::Until { position, .. } = &mut self.heard {
            *position += 1;
        }
        self.log.extend(number);
    }
}

struct World {
    stream: Recorded,
    recorder: Recorder,
    page: Page,
    sent: u64,
}

impl World {
    fn work(&mut self) {
        match self.page.calls.pop_front() {
            None => return,
            Some(Call::Load) => self.stream.load(&page("main")),
            Some(Call::Ready(heard, link)) => {
                drop(self.stream.ready(&Ready { page: page("main"), link: json!(link), heard }));
            }
        }
        self.carry();
    }

    fn send(&mut self, rng: &mut Rng) {
        let message = if rng.bool() { event(self.sent) } else { unknown(self.sent) };
        self.sent += 1;
        self.stream.deliver(message, Aim::All);
        self.stream.deliver(event(u64::MAX), Aim::Target("other".into()));
        self.carry();
    }

    fn carry(&mut self) {
        let emitted = std::mem::take(&mut *self.recorder.0.lock().unwrap());
        for (name, json, hears) in emitted {
            if hears {
                self.page.pending.push_back((name, serde_json::from_str(&json).unwrap()));
            }
        }
    }

    fn step(&mut self, rng: &mut Rng) {
        match rng.u8(0..16) {
            0..4 => self.send(rng),
            4..9 => self.page.hear(),
            9..12 => self.work(),
            12..14 if self.page.link.is_none() => self.page.mount(),
            14 => self.page.link = None,
            15 => self.page.reload(),
            _ => {}
        }
    }

    fn settle(&mut self) {
        self.page.mount();
        while !self.page.calls.is_empty() || !self.page.pending.is_empty() {
            self.work();
            self.page.hear();
        }
    }
}

/// What all pages in one webview have heard, and how much there was.
fn heard(seed: u64, fault: Fault) -> (Vec<u64>, u64) {
    let mut rng = Rng::with_seed(seed);
    let (stream, recorder) = stream(Keep::default());
    let page = Page::new(fault, rng.bool());
    let mut world = World { stream, recorder, page, sent: 0 };
    (0..300).for_each(|_| world.step(&mut rng));
    world.settle();
    (world.page.log, world.sent)
}

fn is_whole((log, sent): (Vec<u64>, u64)) -> bool {
    log.into_iter().eq(0..sent)
}

#[test]
fn nothing_is_lost_nothing_comes_twice_and_the_order_is_kept() {
    for seed in 0..200 {
        let (log, sent) = heard(seed, Fault::None);
        assert!(sent > 20);
        assert_eq!(log, (0..sent).collect::<Vec<_>>(), "seed {seed}");
    }
}

#[test]
fn each_part_of_the_agreement_is_needed() {
    for fault in [Fault::TellsNothing, Fault::HearsTooSoon, Fault::CountsTwice, Fault::ForgetsThatItAsked] {
        let bad = (0..200).filter(|seed| !is_whole(heard(*seed, fault))).count();
        assert!(bad > 0, "fault {}", fault as u8);
    }
}

/// A page that is reloaded after each possible number of messages, and hears the rest afterwards.
#[test]
fn a_page_goes_on_from_every_point() {
    const COUNT: u64 = 16;
    for heard_before in 0..=COUNT {
        for heard_after in 0..=COUNT - heard_before {
            let (stream, recorder) = stream(Keep::default());
            let mut world = World { stream, recorder, page: Page::new(Fault::None, false), sent: 0 };
            let mut rng = Rng::with_seed(heard_before);
            world.page.mount();
            while !world.page.calls.is_empty() {
                world.work();
            }
            (0..COUNT).for_each(|_| world.send(&mut rng));
            (0..heard_before + 1).for_each(|_| world.page.hear());
            world.page.reload();
            (0..heard_after).for_each(|_| world.page.hear());
            world.settle();
            assert_eq!(world.page.log, (0..COUNT).collect::<Vec<_>>(), "{heard_before} {heard_after}");
        }
    }
}
