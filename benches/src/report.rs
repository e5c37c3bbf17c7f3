//! Markdown on standard output: a table for each section, and the bounds at the end.

use std::process::Command;

/// What is said, and the bounds met so far.
pub struct Report {
    bounds: Vec<Bound>,
}

struct Bound {
    what: String,
    value: f64,
    limit: f64,
    at_least: bool,
}

impl Bound {
    fn is_met(&self) -> bool {
        if self.at_least { self.value >= self.limit } else { self.value <= self.limit }
    }
}

impl Report {
    /// Says what it all runs on.
    pub fn begin() -> Report {
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let load = load.split(' ').next().unwrap_or("unknown").to_owned();
        println!("{}; {}; {cores} cores; load at the start {load}\n", output("rustc", "-V"), cpu());
        Report { bounds: Vec::new() }
    }

    /// Begins a section.
    pub fn section(&self, title: &str) {
        println!("## {title}\n");
    }

    /// Prints a table.
    pub fn table(&self, heads: &[&str], rows: &[Vec<String>]) {
        println!("| {} |", heads.join(" | "));
        println!("|{}", "---|".repeat(heads.len()));
        for row in rows {
            println!("| {} |", row.join(" | "));
        }
        println!();
    }

    /// Prints a line of prose.
    pub fn note(&self, text: &str) {
        println!("{text}\n");
    }

    /// Notes a figure that must reach a limit.
    pub fn at_least(&mut self, what: impl Into<String>, value: f64, limit: f64) {
        self.bounds.push(Bound { what: what.into(), value, limit, at_least: true });
    }

    /// Notes a figure that must not pass a limit.
    pub fn at_most(&mut self, what: impl Into<String>, value: f64, limit: f64) {
        self.bounds.push(Bound { what: what.into(), value, limit, at_least: false });
    }

    /// Prints the bounds, and says whether all are met.
    pub fn end(self) -> bool {
        self.section("Bounds");
        let rows = self.bounds.iter().map(|bound| {
            let sign = if bound.at_least { "≥" } else { "≤" };
            let verdict = if bound.is_met() { "met" } else { "MISSED" };
            let limit = format!("{sign} {}", bound.limit);
            vec![bound.what.clone(), format!("{:.2}", bound.value), limit, verdict.to_owned()]
        });
        self.table(&["what", "value", "bound", ""], &rows.collect::<Vec<_>>());
        self.bounds.iter().all(Bound::is_met)
    }
}

fn output(program: &str, argument: &str) -> String {
    let output = Command::new(program).arg(argument).output();
    output.map_or_else(
        |_| program.to_owned(),
        |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
    )
}

fn cpu() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    model.map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, name)| name.to_owned())
}
