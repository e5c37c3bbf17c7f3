//! What a hostile file may cost: `samewire check` answers under a real limit of memory, with a diagnostic and no
//! abort.

#![cfg(target_os = "linux")]

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use super::HEAD;

const MIB: usize = 1 << 20;

/// What a manifest may cost, in KiB of address space.
const LIMIT: usize = 256 << 10;

struct Run {
    code: Option<i32>,
    told: String,
}

/// `samewire check` of a text, within so many KiB.
fn check_within(limit: usize, text: &[u8]) -> Run {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("events.yaml"), text).unwrap();
    let script = format!("ulimit -v {limit} && exec \"$0\" check --manifest events.yaml");
    let mut command = Command::new("bash");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_samewire")]).current_dir(folder.path());
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    Run { code: output.status.code(), told }
}

/// The text is refused with this code first, and nothing else happens.
#[track_caller]
fn refused(text: &str, code: &str) {
    let Run { code: exit, told } = check_within(LIMIT, text.as_bytes());
    assert_eq!(exit, Some(1), "{told}");
    let first = told.lines().find(|line| line.starts_with("error")).unwrap_or_default();
    assert!(first.starts_with(&format!("error[{code}]")), "{told}");
    assert!(!told.contains("panicked") && told.len() < 100_000, "{told}");
}

/// The text is a manifest.
#[track_caller]
fn accepted(text: &str) {
    let Run { code, told } = check_within(LIMIT, text.as_bytes());
    assert_eq!(code, Some(0), "{told}");
}

/// The limit is in force: what needs more fails, and fails because of it.
#[test]
fn a_limit_is_a_limit() {
    let hold = |limit: &str| {
        let script = format!("{limit} head -c 400M /dev/zero | tail -c 400M | wc -c");
        let output = Command::new("bash").args(["-c", &script]).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim().parse::<usize>().unwrap()
    };
    assert_eq!(hold(""), 400 * MIB);
    assert!(hold(&format!("ulimit -v {LIMIT};")) < 400 * MIB);
    let starved = check_within(4 << 10, b"samewire: 1\nprotocol: t\n");
    assert_ne!(starved.code, Some(0), "{}", starved.told);
    accepted(HEAD);
}

#[test]
fn a_mebibyte_of_brackets() {
    refused(&"[".repeat(MIB), "SW014");
    refused(&"{".repeat(MIB), "SW014");
    refused(&"[{".repeat(MIB / 2), "SW014");
    refused(&format!("{HEAD}types: {{ T: \"{}\" }}\n", "[".repeat(MIB)), "SW014");
    refused(&format!("{HEAD}types: {{ T: \"{}\" }}\n", "list<".repeat(MIB / 5)), "SW014");
}

#[test]
fn a_mebibyte_of_dashes() {
    refused(&"- ".repeat(MIB / 2), "SW014");
    refused(&"-\n".repeat(MIB / 2), "SW014");
    refused(&"? ".repeat(MIB / 2), "SW014");
    refused(&": ".repeat(MIB / 2), "SW012");
}

#[test]
fn aliases_that_explode() {
    let mut bomb = format!("{HEAD}a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (one, next) in ('a'..='z').zip('b'..='z') {
        let _ = writeln!(bomb, "{next}: &{next} [{}]", vec![format!("*{one}"); 9].join(", "));
    }
    refused(&bomb, "SW006");
    refused(&format!("a: &a x\nb: [{}x]\n", "*a,".repeat(60_000)), "SW006");
    refused(&format!("a: &a x\nb: [{}x]\n", "*a,".repeat(MIB / 3)), "SW014");
}

#[test]
fn merge_keys_that_explode() {
    let mut bomb = format!("{HEAD}a: &a {{ x: y }}\n");
    for number in 0..5_000 {
        let _ = writeln!(bomb, "b{number}: &b{number} {{ <<: [{}], <<: *a }}", ["*a"; 20].join(", "));
    }
    refused(&bomb, "SW006");
    refused(&"<<: x\n".repeat(90_000), "SW008");
}

#[test]
fn a_file_above_the_limit() {
    refused(&" ".repeat((16 << 20) + 1), "SW003");
    refused(&format!("{HEAD}doc: \"{}\n", "x".repeat(16 << 20)), "SW003");
}

/// A text of 16 MiB is allowed where texts are.
#[test]
fn a_file_at_the_limit() {
    let around = format!("{HEAD}doc: \"\"\n").len();
    accepted(&format!("{HEAD}doc: \"{}\"\n", "x".repeat((16 << 20) - around)));
    refused(&"- a\n".repeat(4 << 20), "SW014");
}

#[test]
fn very_long_lines() {
    let long = "x".repeat(MIB);
    refused(&format!("{HEAD}server: {{ e: {{ doc: \"{long}\", type: Nothing }} }}\n"), "SW202");
    refused(&format!("{HEAD}{long}: 1\n"), "SW004");
    refused(&format!("{HEAD}server: {{ e: {{ fields: {{ x: u8 = {} }} }} }}\n", "9".repeat(MIB)), "SW301");
    refused(&format!("{HEAD}server: {{ e: {{ sticky: {}a }} }}\n", "a.".repeat(MIB / 2)), "SW215");
    refused(&format!("{HEAD}types:\n  T: {}u8\n", "u8 | ".repeat(MIB / 5)), "SW205");
    refused(&format!("{HEAD}doc: \"{}", "\\n".repeat(MIB / 2)), "SW004");
}

#[test]
fn many_small_things() {
    refused(&"a: b\n".repeat(MIB / 5), "SW014");
    refused(&"\n".repeat(MIB), "SW016");
    refused(&"#\n".repeat(MIB / 2), "SW016");
    refused(&"---\n".repeat(MIB / 4), "SW010");
    refused(&"&a ".repeat(MIB / 3), "SW004");
    refused(&"%".repeat(MIB), "SW009");
}

/// A flow mapping of sixty thousand fields, all of an unknown type.
#[test]
fn a_huge_flow() {
    let fields = |ty: &str| (0..60_000).map(|n| format!("f{n}: {ty}")).collect::<Vec<_>>().join(", ");
    refused(&format!("{HEAD}server: {{ e: {{ fields: {{ {} }} }} }}\n", fields("Nothing")), "SW202");
    accepted(&format!("{HEAD}server: {{ e: {{ fields: {{ {} }} }} }}\n", fields("u8")));
}

#[test]
fn ten_thousand_events() {
    let events = |ty: &str| -> String {
        let event = |n| {
            format!("  event_{n}: {{ fields: {{ a: u8, b: string, c: list<u8>, d?: uuid, e: {ty} }} }}\n")
        };
        (0..10_000).map(event).collect()
    };
    accepted(&format!("{HEAD}server:\n{}", events("bool")));
    refused(&format!("{HEAD}server:\n{}", events("Nothing")), "SW202");
}

/// Types that refer to each other, ten thousand deep.
#[test]
fn long_chains() {
    let chain = |of: &dyn Fn(usize) -> String| (0..10_000).map(of).collect::<String>();
    let structs = chain(&|n| format!("  T{n}: {{ fields: {{ a: T{} }} }}\n", n + 1));
    accepted(&format!("{HEAD}types:\n{structs}  T10000: u8\nserver:\n  e: {{ fields: {{ a: T0 }} }}\n"));
    let aliases = chain(&|n| format!("  T{n}: T{}\n", n + 1));
    refused(&format!("{HEAD}types:\n{aliases}  T10000: u8\n"), "SW014");
    let circle = chain(&|n| format!("  T{n}: {{ fields: {{ a: T{} }} }}\n", (n + 1) % 10_000));
    refused(&format!("{HEAD}types:\n{circle}"), "SW210");
}
