//! Pages by chance: they load, listen, stop, reload and close at any moment, while messages and their own calls are
//! under way.

use std::collections::VecDeque;
use std::sync::Arc;

use fastrand::Rng;
use serde_json::{Value, json};
use tauri::EventTarget;

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
    /// It hears what is for other webviews.
    HearsOthers,
    /// It is taken for the page that was there before the window was closed.
    OutlivesItsWindow,
}

/// What is on its way from the page to the worker.
enum Call {
    Load,
    Close,
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
    /// A page in this window has listened since it was opened.
    has_asked: bool,
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
            has_asked: false,
            heard: Heard::Untold,
            log: Vec::new(),
        }
    }

    fn mount(&mut self) {
        self.links += 1;
        self.link = Some((self.links, false));
        self.has_asked = true;
        let heard = if self.fault == Fault::TellsNothing { Heard::Untold } else { self.heard.clone() };
        self.calls.push_back(Call::Ready(heard, self.links));
    }

    /// Goes, and with it perhaps the calls that are on their way.
    fn reload(&mut self, with_calls: bool) {
        self.link = None;
        if with_calls {
            self.calls.retain(|call| !matches!(call, Call::Ready(..)));
        }
        if self.has_asked && self.heard == Heard::Untold && self.fault != Fault::ForgetsThatItAsked {
            self.heard = Heard::Nothing;
        }
        self.calls.push_back(Call::Load);
    }

    /// The window is closed, and another with its label opened: nothing is remembered, and what was not evaluated yet
    /// never will be.
    fn reopen(&mut self) {
        (self.link, self.has_asked) = (None, false);
        self.pending.clear();
        if self.fault != Fault::OutlivesItsWindow {
            self.heard = Heard::Untold;
        }
        self.calls.extend([Call::Close, Call::Load]);
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
    /// Whether a page listens as far as the worker knows, and how many were sent when one last left.
    listens: bool,
    left: u64,
    /// What was on its way into a window that was closed.
    lost: Vec<u64>,
}

impl World {
    fn new(page: Page) -> World {
        let (stream, recorder) = stream(Keep::default());
        World { stream, recorder, page, sent: 0, listens: false, left: 0, lost: Vec::new() }
    }

    fn work(&mut self) {
        match self.page.calls.pop_front() {
            None => return,
            Some(Call::Load) => {
                self.stream.load(&page("main"));
                self.leave();
            }
            Some(Call::Close) => {
                self.stream.close("main");
                self.leave();
                self.lost = (0..self.left).filter(|number| !self.page.log.contains(number)).collect();
                // Nobody is there to hear it.
                self.recorder.take();
            }
            Some(Call::Ready(heard, link)) => {
                self.listens = true;
                drop(self.stream.ready(&Ready { page: page("main"), link: json!(link), heard }));
            }
        }
        self.carry();
    }

    fn leave(&mut self) {
        if std::mem::take(&mut self.listens) {
            self.left = self.sent;
        }
    }

    fn send(&mut self, rng: &mut Rng) {
        let message = if rng.bool() { event(self.sent) } else { unknown(self.sent) };
        let aim = match rng.u8(0..4) {
            0 => Aim::webview("main"),
            1 => Aim::Target("main".into()),
            2 => Aim::Filter(Arc::new(|target| *target == EventTarget::webview("main"))),
            _ => Aim::All,
        };
        self.sent += 1;
        self.stream.deliver(message, aim);
        self.stream.deliver(event(u64::MAX), Aim::Target("other".into()));
        self.carry();
    }

    fn carry(&mut self) {
        let emitted = std::mem::take(&mut *self.recorder.0.lock().unwrap());
        for (name, json, hears) in emitted {
            // One that goes into a window which is closed is not evaluated.
            let is_there = !self.page.calls.iter().any(|call| matches!(call, Call::Close));
            if is_there && (hears || self.page.fault == Fault::HearsOthers) {
                self.page.pending.push_back((name, serde_json::from_str(&json).unwrap()));
            }
        }
    }

    fn step(&mut self, rng: &mut Rng) {
        match rng.u8(0..17) {
            0..4 => self.send(rng),
            4..9 => self.page.hear(),
            9..12 => self.work(),
            12..14 if self.page.link.is_none() => self.page.mount(),
            14 => self.page.link = None,
            15 => self.page.reload(rng.bool()),
            16 => {
                // Most windows are closed in peace.
                if rng.u8(0..8) > 0 {
                    self.settle();
                }
                self.page.reopen();
            }
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

/// What all pages in one webview have heard, and what they should have.
fn heard(seed: u64, fault: Fault) -> (Vec<u64>, Vec<u64>) {
    let mut rng = Rng::with_seed(seed);
    let page = Page::new(fault, rng.bool());
    let mut world = World::new(page);
    (0..300).for_each(|_| world.step(&mut rng));
    world.settle();
    let expected = (0..world.sent).filter(|number| !world.lost.contains(number)).collect();
    (world.page.log, expected)
}

fn is_whole((log, expected): (Vec<u64>, Vec<u64>)) -> bool {
    log == expected
}

#[test]
fn nothing_is_lost_nothing_comes_twice_and_the_order_is_kept() {
    let mut count = 0;
    for seed in 0..200 {
        let (log, expected) = heard(seed, Fault::None);
        assert_eq!(log, expected, "seed {seed}");
        count += log.len();
    }
    assert!(count > 200 * 35, "{count}: closed windows take little with them");
}

#[test]
fn each_part_of_the_agreement_is_needed() {
    let faults = [
        Fault::TellsNothing,
        Fault::HearsTooSoon,
        Fault::CountsTwice,
        Fault::ForgetsThatItAsked,
        Fault::HearsOthers,
        Fault::OutlivesItsWindow,
    ];
    for fault in faults {
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
            let mut world = World::new(Page::new(Fault::None, false));
            let mut rng = Rng::with_seed(heard_before);
            world.page.mount();
            while !world.page.calls.is_empty() {
                world.work();
            }
            (0..COUNT).for_each(|_| world.send(&mut rng));
            (0..heard_before + 1).for_each(|_| world.page.hear());
            world.page.reload(false);
            (0..heard_after).for_each(|_| world.page.hear());
            world.settle();
            assert_eq!(world.page.log, (0..COUNT).collect::<Vec<_>>(), "{heard_before} {heard_after}");
        }
    }
}
