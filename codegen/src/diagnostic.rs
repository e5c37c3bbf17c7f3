//! What is wrong with a manifest, gathered in one run and shown in three forms.

pub mod codes;
mod hints;
pub(crate) mod machine;
pub(crate) mod render;

use std::path::PathBuf;

use crate::source::Span;

pub use codes::{Code, explain};

/// How many diagnostics are shown.
pub const SHOWN: usize = 100;

/// How many are kept; beyond that they are only counted.
const KEPT: usize = 10_000;

/// Whether something stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Should be looked at.
    Warning,
}

/// One mistake.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Its kind.
    pub code: &'static Code,
    severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// Where.
    pub at: At,
    /// A word beside the underlined text.
    pub label: Option<String>,
    /// Other places that matter, each with a word.
    pub secondary: Vec<(Span, String)>,
    /// What to do about it.
    pub help: Option<String>,
}

/// Where a mistake is.
#[derive(Debug, Clone, PartialEq)]
pub enum At {
    /// In a text that was read.
    Text(Span),
    /// A file that could not be read.
    File(PathBuf),
}

impl Diagnostic {
    /// A diagnostic at a place in the text.
    pub fn new(code: &'static Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(code, At::Text(span), message.into())
    }

    /// A diagnostic about a file as a whole.
    pub fn file(code: &'static Code, path: PathBuf, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(code, At::File(path), message.into())
    }

    fn at(code: &'static Code, at: At, message: String) -> Diagnostic {
        let severity = code.severity;
        Diagnostic { code, severity, message, at, label: None, secondary: Vec::new(), help: None }
    }

    /// Puts a word beside the underlined text.
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = Some(label.into());
        self
    }

    /// Shows another place.
    pub fn second(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.secondary.push((span, label.into()));
        self
    }

    /// Shows another place, unless it is built in.
    pub(crate) fn maybe_second(self, span: Span, label: &str) -> Diagnostic {
        if span == Span::default() { self } else { self.second(span, label) }
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Says what to do, if anything.
    pub(crate) fn maybe_help(mut self, help: Option<String>) -> Diagnostic {
        self.help = help.or(self.help);
        self
    }

    /// Says otherwise whether it stands in the way than its kind does.
    #[cfg(feature = "cli")]
    pub(crate) fn with_severity(self, severity: Severity) -> Diagnostic {
        Diagnostic { severity, ..self }
    }

    /// Whether it stands in the way.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// The place in the text, unless it is about a file as a whole.
    pub fn span(&self) -> Option<Span> {
        match self.at {
            At::Text(span) => Some(span),
            At::File(_) => None,
        }
    }
}

/// The mistakes of one run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    more: usize,
}

impl Diagnostics {
    /// All of them; in the order of the text once they are part of a result.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len() + self.more
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many stand in the way.
    pub fn errors(&self) -> usize {
        self.iter().filter(|diagnostic| diagnostic.severity() == Severity::Error).count() + self.more
    }

    /// Adds one; where nobody said what to do about it, its kind does.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let help = diagnostic.help.clone().or_else(|| hints::hint(diagnostic.code).map(str::to_owned));
        let diagnostic = Diagnostic { help, ..diagnostic };
        if self.list.len() < KEPT {
            self.list.push(diagnostic);
        } else if diagnostic.severity() == Severity::Error {
            self.more += 1;
        }
    }

    /// Drops those that are not to be told.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
    }

    /// "did you mean …", as long as it will be shown: with thousands of names and mistakes the search takes long.
    pub(crate) fn did_you_mean<'a>(
        &self,
        word: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Option<String> {
        if self.list.len() < SHOWN { did_you_mean(word, known) } else { None }
    }

    /// Puts them into the order of the text and drops repetitions.
    pub(crate) fn sort(&mut self) {
        self.list.sort_by_key(|diagnostic| (diagnostic.span(), diagnostic.code.id));
        self.list.dedup_by(|b, a| a.code == b.code && a.at == b.at && a.message == b.message);
    }
}

/// Text from a manifest as part of a message: cut, and without characters that change how the rest is read.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut shown: String = text.chars().take(LONGEST).map(visible).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

fn visible(c: char) -> String {
    if is_hidden(c) { c.escape_unicode().to_string() } else { c.to_string() }
}

/// Whether nobody sees the character, or it turns what stands around it.
pub(crate) fn is_hidden(c: char) -> bool {
    let changes_reading = matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}');
    c.is_control() || changes_reading
}

/// "did you mean …", when one of `known` is near.
pub(crate) fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    near(word, known).map(|known| format!("did you mean `{}`?", shown(known)))
}

fn near<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 64;
    if word.len() > LONGEST {
        return None;
    }
    let distance = |known: &str| strsim::damerau_levenshtein(&word.to_lowercase(), &known.to_lowercase());
    let allowed = (word.chars().count() / 3).max(1);
    let close = known.into_iter().filter(|known| known.len().abs_diff(word.len()) <= allowed);
    close
        .map(|known| (distance(known), known))
        .filter(|(far, _)| *far <= allowed && *far < word.chars().count())
        .min()
        .map(|(_, known)| known)
}
