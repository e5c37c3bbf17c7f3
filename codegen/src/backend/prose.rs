//! Prose of the manifest on its way into any target.

use crate::model::Deprecated;

/// Characters that are not seen, or that turn the text around, are spelled out.
pub fn spelled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) && !matches!(c, '\n' | '\t' | '\r') {
            out.push_str(&format!("U+{:04X}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether a reader would not see a character, or see the text in another order because of it.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// `since 1.2; reason; use x instead; until 2027-03-01`
pub fn deprecation(deprecated: &Deprecated) -> String {
    let since = deprecated.since.as_ref().map(|since| format!("since {since}"));
    let reason = deprecated.reason.clone();
    let instead = deprecated.use_instead.as_ref().map(|name| format!("use `{name}` instead"));
    let until = deprecated.until.as_ref().map(|day| format!("until {day}"));
    let parts: Vec<String> =
        since.into_iter().chain(reason).chain(instead).chain(until).map(|part| spelled(&part)).collect();
    parts.join("; ")
}
