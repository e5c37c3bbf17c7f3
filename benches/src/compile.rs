//! What rustc needs for a crate of events: generated, beside serde's derive, beside the types alone.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::manifests::{self, Hand};
use crate::measure::{median, user_seconds};
use crate::report::Report;

const ROUNDS: usize = 3;
const SIZES: [usize; 2] = [50, 500];
const LIMIT: f64 = 0.4;

/// One crate that is measured.
#[derive(Clone, Copy)]
enum Kind {
    Generated,
    Hand(Hand),
}

/// The names stand in the table; the first is measured against the second.
const KINDS: [(&str, Kind); 4] = [
    ("generated", Kind::Generated),
    ("derive", Kind::Hand(Hand::Derive)),
    ("derive-inline", Kind::Hand(Hand::DeriveInline)),
    ("types", Kind::Hand(Hand::Types)),
];

pub fn run(report: &mut Report) {
    report.section("Compile time: user CPU seconds of one crate");
    let crates: Vec<Crate> =
        SIZES.iter().flat_map(|events| KINDS.map(|(name, kind)| Crate::new(name, kind, *events))).collect();
    crates.iter().for_each(Crate::prepare);
    let mut rows = Vec::new();
    for step in Step::ALL {
        let mut seconds = vec![Vec::new(); crates.len()];
        for round in 0..ROUNDS {
            for (own, seconds) in crates.iter().zip(&mut seconds) {
                seconds.push(own.measure(step, round));
            }
        }
        let medians: Vec<f64> = seconds.into_iter().map(median).collect();
        for (events, medians) in SIZES.iter().zip(medians.chunks(KINDS.len())) {
            let ratio = medians[0] / medians[1];
            let seconds = medians.iter().map(|seconds| format!("{seconds:.2}"));
            let head = [step.name().to_owned(), events.to_string()];
            rows.push(head.into_iter().chain(seconds).chain([format!("{ratio:.2}")]).collect());
            if *events == 500 && step != Step::Edit {
                report.at_most(format!("{} of 500 events, of derive's", step.name()), ratio, LIMIT);
            }
        }
    }
    let heads = [
        "",
        "events",
        "generated",
        "derive",
        "derive, fields in the enum",
        "types alone",
        "generated ÷ derive",
    ];
    report.table(&heads, &rows);
    report.note(&format!(
        "Medians of {ROUNDS} interleaved rounds, dependencies built before; cargo's own 0.1 s is in each."
    ));
}

/// What is measured of a crate.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    Check,
    Build,
    /// `cargo check` with the incremental cache after one event got a field.
    Edit,
}

impl Step {
    const ALL: [Step; 3] = [Step::Check, Step::Build, Step::Edit];

    fn name(self) -> &'static str {
        match self {
            Step::Check => "`cargo check`",
            Step::Build => "`cargo build`",
            Step::Edit => "`cargo check`, one event edited",
        }
    }

    fn command(self) -> &'static str {
        if self == Step::Build { "build" } else { "check" }
    }
}

struct Crate {
    kind: Kind,
    events: usize,
    folder: PathBuf,
}

impl Crate {
    fn new(name: &str, kind: Kind, events: usize) -> Crate {
        Crate { kind, events, folder: folder().join(format!("{name}-{events}")) }
    }

    /// Builds all that the crate depends on.
    fn prepare(&self) {
        std::fs::create_dir_all(self.folder.join("src")).expect("the target folder can be written");
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
        std::fs::copy(lock, self.folder.join("Cargo.lock")).expect("the lock is there");
        self.write("Cargo.toml", &self.manifest());
        self.write("src/lib.rs", "");
        for step in Step::ALL {
            user_seconds(&mut self.cargo(step));
        }
    }

    fn measure(&self, step: Step, round: usize) -> f64 {
        let base = self.source(None);
        if step == Step::Edit {
            self.write("src/lib.rs", &base);
            user_seconds(&mut self.cargo(step));
            self.write("src/lib.rs", &self.source(Some(round * 7)));
        } else {
            self.write("src/lib.rs", &format!("{base}// {round}\n"));
        }
        user_seconds(&mut self.cargo(step))
    }

    fn cargo(&self, step: Step) -> Command {
        let mut command = Command::new(env!("CARGO"));
        // One target folder for each way to build: what is there must not be built for another.
        let target = folder().join(if matches!(self.kind, Kind::Generated) { "generated" } else { "hand" });
        command.current_dir(&self.folder).args([step.command(), "--quiet"]);
        command.env("CARGO_TARGET_DIR", target).env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        command.env("CARGO_INCREMENTAL", if step == Step::Edit { "1" } else { "0" });
        command
    }

    fn manifest(&self) -> String {
        let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/rust");
        let dependencies = match self.kind {
            Kind::Generated => format!("samewire = {{ path = {runtime:?} }}\n"),
            Kind::Hand(_) => "jiff = { version = \"0.2.43\", features = [\"serde\"] }
serde = { version = \"1\", features = [\"derive\"] }
serde_json = \"1.0.154\"
uuid = { version = \"1.29\", features = [\"serde\"] }
"
            .to_owned(),
        };
        let name = self.folder.file_name().expect("it has one").to_string_lossy();
        format!(
            "[workspace]\n\n[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
        )
    }

    fn source(&self, edited: Option<usize>) -> String {
        match self.kind {
            Kind::Generated => generated(&manifests::manifest(self.events, edited)),
            Kind::Hand(hand) => manifests::by_hand(self.events, edited, hand),
        }
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.folder.join(name), text).expect("the target folder can be written");
    }
}

fn generated(manifest: &str) -> String {
    let Ok(loaded) = samewire_codegen::load_text(Path::new("events.yaml"), manifest) else {
        panic!("the manifest is valid");
    };
    samewire_codegen::backend::rust::inline(&loaded.model)
}

/// Where the crates are written and built.
pub fn folder() -> PathBuf {
    target().join("samewire-benches")
}

/// The target folder of this run.
pub fn target() -> PathBuf {
    let own = std::env::current_exe().expect("it is known");
    own.ancestors().nth(2).expect("cargo builds into target/release").to_path_buf()
}
