//! What samewire costs, beside what serde's derive costs: `benches/run [--check] [SECTION]…`.
//!
//! Ratios are made of figures from one run whose rounds are interleaved, so that a busy machine disturbs all alike.

mod compile;
mod decode;
mod frames;
mod generate;
mod instructions;
mod manifests;
mod measure;
#[path = "../../tests/oracle/mod.rs"]
mod oracle;
mod relay;
mod relayed;
mod report;
mod sides;
mod watch;

use std::process::ExitCode;

use report::Report;

const SECTIONS: [&str; 6] = ["decode", "relay", "instructions", "compile", "generate", "watch"];

const USAGE: &str = "usage: benches/run [--check] [decode|relay|instructions|compile|generate|watch]...
  decode        time to read and to write three events
  relay         time to hand them on to the page of a desktop app
  instructions  the same counted by callgrind (needs valgrind; only when named)
  compile       what the generated crate costs rustc
  generate      time and memory from a manifest to Rust, and builds with nothing to do
  watch         time from a save to the files written, by `samewire watch`
  --check       exit 1 if a bound is missed";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("--child-generate") => generate::child(&arguments[1]),
        Some("--child-decode") => instructions::child(&arguments[1..]),
        _ => return sections(&arguments),
    }
    ExitCode::SUCCESS
}

fn sections(arguments: &[String]) -> ExitCode {
    let (flags, named): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|argument| argument.starts_with('-'));
    let wrong = named.iter().any(|name| !SECTIONS.contains(&name.as_str()));
    if wrong || flags.iter().any(|flag| *flag != "--check") {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    }
    let wanted = |section: &str| match named.is_empty() {
        true => section != "instructions",
        false => named.iter().any(|name| *name == section),
    };
    let mut report = Report::begin();
    for (section, run) in [
        ("decode", decode::run as fn(&mut Report)),
        ("relay", relay::run),
        ("instructions", instructions::run),
        ("compile", compile::run),
        ("generate", generate::run),
        ("watch", watch::run),
    ] {
        if wanted(section) {
            run(&mut report);
        }
    }
    let met = report.end();
    if flags.is_empty() || met { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
