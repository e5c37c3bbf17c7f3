//! The style in which a name is written.

use heck::{ToKebabCase, ToLowerCamelCase, ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

/// A way to join words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Snake,
    Kebab,
    Camel,
    Pascal,
    Screaming,
}

/// Abbreviations of up to so many letters are words in `PascalCase` too.
const ABBREVIATION: usize = 3;

impl Style {
    const ALL: [Style; 5] = [Style::Snake, Style::Kebab, Style::Camel, Style::Pascal, Style::Screaming];

    /// The style, in itself.
    pub fn word(self) -> &'static str {
        match self {
            Style::Snake => "snake_case",
            Style::Kebab => "kebab-case",
            Style::Camel => "camelCase",
            Style::Pascal => "PascalCase",
            Style::Screaming => "SCREAMING_SNAKE_CASE",
        }
    }

    /// The name in this style; what stands between its parts stays.
    pub fn write(self, name: &str) -> String {
        let mut written = String::new();
        for part in parts(name) {
            match is_word(part) {
                true => written += &self.write_word(part),
                false => written += part,
            }
        }
        written
    }

    fn write_word(self, word: &str) -> String {
        match self {
            Style::Snake => word.to_snake_case(),
            Style::Kebab => word.to_kebab_case(),
            Style::Camel => word.to_lower_camel_case(),
            Style::Pascal => word.to_pascal_case(),
            Style::Screaming => word.to_shouty_snake_case(),
        }
    }
}

/// The styles in which a name may be: `ping` is in three, `messageNew` in one, `Some_thing` in none.
pub fn styles(name: &str) -> Vec<Style> {
    let words: Vec<&str> = parts(name).into_iter().filter(|part| is_word(part)).collect();
    let in_style = |style: &Style| words.iter().all(|word| is_in(word, *style));
    Style::ALL.into_iter().filter(in_style).collect()
}

/// What stands between the parts of a name: `://`.
pub fn separators(name: &str) -> Vec<&str> {
    parts(name).into_iter().filter(|part| !is_word(part)).collect()
}

/// The style that most names have; of styles that equally many have, that of the first name that decides.
pub fn usual(names: &[&str]) -> Option<Style> {
    let styles: Vec<Vec<Style>> = names.iter().map(|name| styles(name)).collect();
    let count = |style: &Style| styles.iter().filter(|own| own.contains(style)).count();
    let most = Style::ALL.iter().map(count).max().filter(|most| *most > 0)?;
    let mut usual: Vec<Style> = Style::ALL.into_iter().filter(|style| count(style) == most).collect();
    for own in styles {
        let left: Vec<Style> = usual.iter().copied().filter(|style| own.contains(style)).collect();
        if !left.is_empty() {
            usual = left;
        }
    }
    usual.first().copied()
}

/// Words, and what stands between them.
fn parts(name: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let of_word = is_of_word(first);
        let end = rest.find(|c| is_of_word(c) != of_word).unwrap_or(rest.len());
        parts.push(&rest[..end]);
        rest = &rest[end..];
    }
    parts
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

fn is_word(part: &str) -> bool {
    part.starts_with(is_of_word)
}

fn is_in(word: &str, style: Style) -> bool {
    let word = word.trim_matches('_');
    let has = |own: fn(&char) -> bool| word.chars().any(|c| own(&c));
    let (upper, lower) = (has(char::is_ascii_uppercase), has(char::is_ascii_lowercase));
    let (snake, kebab) = (word.contains('_'), word.contains('-'));
    let starts_upper = word.starts_with(|c: char| c.is_ascii_uppercase());
    let is_abbreviation = word.len() <= ABBREVIATION;
    match style {
        Style::Snake => !upper && !kebab,
        Style::Kebab => !upper && !snake,
        Style::Camel => !snake && !kebab && !starts_upper,
        Style::Pascal => !snake && !kebab && starts_upper && (lower || is_abbreviation),
        Style::Screaming => !lower && !kebab,
    }
}

#[cfg(test)]
mod tests {
    use super::Style::{Camel, Kebab, Pascal, Screaming, Snake};
    use super::{Style, separators, styles, usual};

    #[track_caller]
    fn check(name: &str, expected: &[Style]) {
        assert_eq!(styles(name), expected, "{name}");
    }

    #[test]
    fn a_name_may_be_in_several_styles() {
        check("ping", &[Snake, Kebab, Camel]);
        check("message_new", &[Snake]);
        check("scan-progress", &[Kebab]);
        check("messageNew", &[Camel]);
        check("MessageNew", &[Pascal]);
        check("Hello", &[Pascal]);
        check("GUILD_BAN_ADD", &[Screaming]);
        check("READY", &[Screaming]);
        check("URL", &[Pascal, Screaming]);
        check("library:scan-progress", &[Kebab]);
        check("audio://progress", &[Snake, Kebab, Camel]);
        check("_id", &[Snake, Kebab, Camel]);
        check("1080p", &[Snake, Kebab, Camel]);
        check("Some_thing", &[]);
    }

    #[test]
    fn what_most_names_have_is_usual() {
        assert_eq!(usual(&["ping", "pong", "message_new"]), Some(Snake));
        assert_eq!(usual(&["ping", "message_new", "typingStart"]), Some(Snake));
        assert_eq!(usual(&["ping", "typingStart", "message_new"]), Some(Camel));
        assert_eq!(usual(&["a_b", "typingStart", "typingStop"]), Some(Camel));
        assert_eq!(usual(&[]), None);
        assert_eq!(usual(&["Some_thing"]), None);
    }

    #[test]
    fn a_name_is_written_in_another_style() {
        assert_eq!(Snake.write("library:scanProgress"), "library:scan_progress");
        assert_eq!(Camel.write("GUILD_BAN_ADD"), "guildBanAdd");
        assert_eq!(separators("settings://changed"), ["://"]);
    }
}
