//! `breaking`: what changed since an earlier manifest, and whom that breaks.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::report::{count, error, good};
use super::{Failure, Format, Input, Verdict, day, input};
use crate::Rejected;
use crate::breaking::against::{self, Missing};
use crate::breaking::report::{self, Report};
use crate::breaking::{self, Judged, Level};
use crate::diagnostic::Diagnostics;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What to compare with: a file, a commit (`main`, `v1.2`, `HEAD~3`), or `commit:path`.
    #[arg(long, value_name = "REF|REF:PATH|FILE")]
    against: String,
    /// The manifest [default: events.yaml, here or in a folder above, up to the project's]
    #[arg(long, value_name = "PATH")]
    manifest: Option<PathBuf>,
    /// The project, outside of which nothing is read [default: the nearest folder with .git]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Who has to be able to go on.
    #[arg(long, value_enum, default_value_t = LevelName::Wire)]
    level: LevelName,
    /// What the report looks like.
    #[arg(long, value_enum, default_value_t = ReportFormat::Human)]
    format: ReportFormat,
    /// The day on which approvals are judged [default: today, in UTC]
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Print what changed as Markdown, for people, and exit 0 whatever it is.
    #[arg(long, conflicts_with = "format")]
    changelog: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LevelName {
    /// Both ends may be older than the other.
    Wire,
    /// As wire, and code against what is generated compiles.
    Source,
    /// Stored events are read by later releases, and nothing in them is lost.
    Replay,
    /// Both ends are shipped together; only sticky and critical events outlive that.
    Lockstep,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// For people: both places, whom it breaks and how, and what would be safe.
    Human,
    /// For programs: an object per line.
    Json,
    /// For GitHub Actions: annotations at the lines of a pull request.
    Github,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
}

impl LevelName {
    fn level(self) -> Level {
        match self {
            LevelName::Wire => Level::Wire,
            LevelName::Source => Level::Source,
            LevelName::Replay => Level::Replay,
            LevelName::Lockstep => Level::Lockstep,
        }
    }
}

/// Compares, and reports.
pub(super) fn breaking(arguments: &Arguments) -> Result<Verdict, Failure> {
    // GitHub wants paths from the top; mistakes are told to people whatever the format.
    let for_github = matches!(arguments.format, ReportFormat::Github | ReportFormat::Sarif);
    let format = if for_github { Format::Github } else { Format::Human };
    let input = Input { manifest: arguments.manifest.clone(), root: arguments.root.clone(), format };
    let found = input::find(&input)?;
    let current = found.load().map_err(|rejected| current_mistakes(&rejected, &found.base))?;
    let previous = against::previous(&arguments.against, &found.manifest, &found.here, &found.base)
        .map_err(|missing| nothing(&missing, &arguments.against))?;
    let differences = breaking::compare(&previous.loaded.model, &current.model);
    let level = arguments.level.level();
    if arguments.changelog {
        write!(anstream::stdout(), "{}", breaking::changelog(&differences, &arguments.against, level))?;
        return Ok(Verdict::Fine);
    }
    let judged = breaking::judge(differences, &current.model.approvals, level, &day::day(arguments.as_of));
    let report = Report {
        judged: &judged,
        against: &arguments.against,
        previous: &previous.loaded.sources,
        previous_shown: &previous.shown,
        current: &current.sources,
        base: &found.base,
    };
    print(&report, arguments.format)?;
    Ok(if judged.is_fine() { Verdict::Fine } else { Verdict::Findings })
}

fn print(report: &Report, format: ReportFormat) -> std::io::Result<()> {
    let mut out = anstream::stdout();
    match format {
        ReportFormat::Json => write!(out, "{}", report::json(report)),
        ReportFormat::Sarif => write!(out, "{}", report::sarif(report)),
        ReportFormat::Github => {
            write!(out, "{}", report::github(report))?;
            writeln!(out, "{}", summary(report))
        }
        ReportFormat::Human => {
            write!(out, "{}", report::human(report, true))?;
            write!(out, "{}", report::listed(report))?;
            writeln!(out, "{}", summary(report))
        }
    }
}

fn summary(report: &Report) -> String {
    let judged: &Judged = report.judged;
    let (breaks, approved) = (judged.breaking().count(), judged.approved().count());
    let compatible = count(judged.compatible().count(), "compatible change");
    let approved = if approved == 0 { String::new() } else { format!("{approved} approved, ") };
    let expired = judged.stale.iter().filter(|stale| stale.expired).count();
    let (against, level) = (report.against, judged.level.word());
    let found = match (breaks, expired) {
        (0, 0) => good("nothing breaks"),
        (0, expired) => error(count(expired, "expired approval")),
        (breaks, _) => error(count(breaks, "breaking change")),
    };
    let hint = if breaks == 0 { "" } else { "; `samewire explain RULE` tells more about each" };
    format!("{found}, {approved}{compatible} since {against} (level {level}){hint}")
}

fn current_mistakes(rejected: &Rejected, base: &Path) -> Failure {
    said(&rejected.diagnostics, &rejected.diagnostics.render_human(&rejected.sources, Some(base), true));
    Failure::Message("the manifest has mistakes, so nothing was compared".to_owned())
}

fn nothing(missing: &Missing, against: &str) -> Failure {
    match missing {
        Missing::Nothing(message) => Failure::Message(message.clone()),
        Missing::Mistakes { rejected, shown } => {
            let text =
                rejected.diagnostics.render_human_as(&rejected.sources, &|path| shown.path(path), true);
            said(&rejected.diagnostics, &text);
            let message = format!("the manifest of {against} has mistakes, so nothing was compared");
            Failure::Message(message)
        }
    }
}

/// Shows diagnostics on stderr, as far as anybody still listens.
fn said(diagnostics: &Diagnostics, text: &str) {
    if !diagnostics.is_empty() {
        let _ = write!(anstream::stderr(), "{text}");
    }
}
