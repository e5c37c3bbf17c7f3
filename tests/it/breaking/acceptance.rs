//! What users are told first: which changes break, and which do not.

use samewire_codegen::breaking::{Difference, Level, compare};

use super::load;

const BEFORE: &str = "\
samewire: 1
protocol: call
server:
  ended: { fields: { duration: string } }
client:
  ping: {}
  mute: { fields: { on: bool } }
";

fn differences(from: &str, to: &str) -> Vec<Difference> {
    assert!(BEFORE.contains(from), "{from}");
    compare(&load(BEFORE, "/before.yaml").model, &load(&BEFORE.replace(from, to), "/after.yaml").model)
}

#[track_caller]
fn breaks(from: &str, to: &str, rule: &str, at: &str) {
    let found = differences(from, to);
    let breaking: Vec<_> = found.iter().filter(|difference| difference.breaks(Level::Wire)).collect();
    let [only] = breaking[..] else { panic!("{found:#?}") };
    assert_eq!((only.rule, only.at.as_str()), (Some(rule), at));
    assert!(!only.why(Level::Wire).is_empty());
}

#[track_caller]
fn is_listed(from: &str, to: &str, at: &str) {
    let found = differences(from, to);
    let [only] = &found[..] else { panic!("{found:#?}") };
    assert!(!only.breaks(Level::Wire) && only.at == at, "{only:#?}");
}

#[test]
fn a_removed_client_event_breaks() {
    breaks("  mute: { fields: { on: bool } }\n", "", "EVENT_NO_DELETE", "client.mute");
}

#[test]
fn a_retyped_field_breaks() {
    breaks("duration: string", "duration: u32", "FIELD_SAME_TYPE", "server.ended.duration");
}

#[test]
fn a_new_required_client_field_breaks() {
    breaks("on: bool", "on: bool, track: string", "FIELD_NO_NEW_REQUIRED", "client.mute.track");
}

#[test]
fn a_new_server_event_is_listed() {
    is_listed("client:\n", "  started: {}\nclient:\n", "server.started");
}

#[test]
fn a_new_optional_field_is_listed() {
    is_listed("duration: string", "duration: string, by?: string", "server.ended.by");
    is_listed("on: bool", "on: bool, why?: string", "client.mute.why");
}
