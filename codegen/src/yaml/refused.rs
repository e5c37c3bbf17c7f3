//! What YAML offers and a manifest may not use, and what to write instead.

use granit_parser::{ErrorKind, ScanError};

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::source::Span;

/// Adds a diagnostic unless there is one of its kind: a file full of aliases is one mistake.
pub fn once(found: &mut Diagnostics, diagnostic: Diagnostic) {
    if found.iter().all(|known| known.code != diagnostic.code) {
        found.push(diagnostic);
    }
}

pub fn anchor(at: Span) -> Diagnostic {
    Diagnostic::new(&codes::ANCHOR, at, "anchors and aliases are not part of the manifest language")
        .help("give what is shared a name under `types`; if a text was meant, put it in quotes")
}

pub fn tag(at: Span) -> Diagnostic {
    Diagnostic::new(&codes::TAG, at, "tags are not part of the manifest language")
        .help("leave the tag out; if a text was meant, put it in quotes")
}

pub fn merge_key(at: Span) -> Diagnostic {
    Diagnostic::new(&codes::MERGE_KEY, at, "merge keys are not part of the manifest language")
        .help("name the shared fields as a type and spread them: `...base: Base`")
}

pub fn complex_key(at: Span) -> Diagnostic {
    Diagnostic::new(&codes::COMPLEX_KEY, at, "a key must be a text").help("a key in [ ] or { } needs quotes")
}

pub fn too_deep(at: Span) -> Diagnostic {
    let limit = super::MAX_DEPTH;
    Diagnostic::new(&codes::TOO_DEEP, at, format!("collections are nested more than {limit} deep"))
}

pub fn too_many(at: Span) -> Diagnostic {
    let limit = super::MAX_NODES;
    Diagnostic::new(&codes::TOO_DEEP, at, format!("there are more than {limit} values in one file"))
        .help("split the manifest with `include`")
}

pub fn tab(at: Span) -> Diagnostic {
    Diagnostic::new(&codes::TAB, at, "a tab is no indentation in YAML").help("indent with spaces")
}

/// The tab among the white space that begins the line of `at`.
pub fn tab_before(text: &str, at: Span) -> Option<Span> {
    let before = text.get(..at.start as usize)?;
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let blank = before[line..].find(|c| c != ' ' && c != '\t').unwrap_or(before.len() - line);
    let tab = line + before[line..line + blank].find('\t')?;
    Some(Span { start: tab as u32, end: tab as u32 + 1, ..at })
}

/// The anchor or tag that stands before a node, on its line or the one above.
pub fn property_before(text: &str, at: Span, sign: char) -> Span {
    let before = text.get(..at.start as usize).unwrap_or("");
    let Some(last) = before.rfind(sign) else { return at };
    // `!!str` and `!e!str` have two signs.
    let apart = |c: char| c.is_whitespace() || "[]{},".contains(c);
    let start = before[..last]
        .rfind(apart)
        .map_or(0, |end| end + before[end..].chars().next().map_or(0, char::len_utf8));
    let length = before[start..].find(char::is_whitespace).unwrap_or(before.len() - start);
    Span { start: start as u32, end: (start + length) as u32, ..at }
}

/// What the parser refused, in the manifest's words.
pub fn syntax(file: u32, text: &str, error: &ScanError) -> Diagnostic {
    let offset = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let length = text.get(offset..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    let at = Span { file, start: offset as u32, end: (offset + length) as u32 };
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => too_deep(at),
        ErrorKind::DirectiveDisallowed => directive(at),
        ErrorKind::TabNotAllowed | ErrorKind::TabInBlockIndentation | ErrorKind::TabInIndentation => {
            tab(tab_before(text, at).unwrap_or(at))
        }
        _ => match tab_before(text, at) {
            Some(at) => tab(at),
            None => Diagnostic::new(&codes::NOT_YAML, at, format!("this is not YAML: {}", error.info()))
                .maybe_help(help(text, offset, error.kind())),
        },
    }
}

fn directive(at: Span) -> Diagnostic {
    Diagnostic::new(&codes::DIRECTIVE, at, "directives are not part of the manifest language")
        .help("leave the line out; if a text was meant, put it in quotes")
}

fn help(text: &str, offset: usize, kind: &ErrorKind) -> Option<String> {
    let (before, rest) = (text.get(..offset)?, text.get(offset..)?);
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let rest = rest.lines().next().unwrap_or("");
    let help = match kind {
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar
            if rest.trim_start().starts_with('|') =>
        {
            "for a choice among texts write { enum: [a, b] }"
        }
        ErrorKind::ExpectedFlowMappingSeparator
            if line.ends_with(['<', ' ', ',']) && rest.starts_with(['[', '{']) =>
        {
            "a bracket ends a value inside { }: use a block or quotes"
        }
        ErrorKind::ExpectedFlowMappingSeparator if rest.starts_with('[') => "for a list write list<T>",
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::MappingValueNotAllowed
            if line.contains(": ") || rest.starts_with(':') =>
        {
            "if this is one text, put it in quotes, or under |"
        }
        ErrorKind::UnexpectedCharacter { character: '`' | '@' | '%' }
        | ErrorKind::InvalidBlockScalarHeader => "put the text in quotes, or under |",
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            "put the whole text in quotes, or under |"
        }
        _ if line.contains(": *") => "put the text in quotes, or under |",
        _ => return None,
    };
    Some(help.to_owned())
}
