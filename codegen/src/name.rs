//! Code names: derived once from a wire name, or given by the author, and put into the style of each target.

use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

/// A name in code, in no target's style.
///
/// The text is cut at every character that is no ASCII letter or digit and where case changes; `GUILD_BAN_ADD`,
/// `guild-ban:add` and `GuildBanAdd` are one name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(String);

impl Name {
    /// The name that `text` gives, or none when it does not begin with an ASCII letter.
    ///
    /// Leading characters that are neither letters nor digits are passed over: `_id` is `id`.
    pub fn derive(text: &str) -> Option<Name> {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let snake = words.collect::<Vec<_>>().join("_").to_snake_case();
        snake.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(Name(snake))
    }

    /// The name of a shape that is written in place: Owner + Field.
    pub fn join(&self, other: &Name) -> Name {
        Name(format!("{}_{}", self.0, other.0))
    }

    /// `guild_ban_add`
    pub fn snake(&self) -> &str {
        &self.0
    }

    /// `GuildBanAdd`
    pub fn pascal(&self) -> String {
        self.0.to_pascal_case()
    }

    /// `GUILD_BAN_ADD`
    pub fn screaming(&self) -> String {
        self.0.to_shouty_snake_case()
    }
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[track_caller]
    fn check(text: &str, snake: &str, pascal: &str) {
        let name = Name::derive(text).unwrap();
        assert_eq!((name.snake(), name.pascal().as_str()), (snake, pascal));
    }

    #[test]
    fn derives() {
        check("message_new", "message_new", "MessageNew");
        check("audio://progress", "audio_progress", "AudioProgress");
        check("GUILD_BAN_ADD", "guild_ban_add", "GuildBanAdd");
        check("_id", "id", "Id");
        check("URLChanged", "url_changed", "UrlChanged");
        check("userID", "user_id", "UserId");
        check("library:scan-progress", "library_scan_progress", "LibraryScanProgress");
        check("sha256", "sha256", "Sha256");
    }

    #[test]
    fn refuses_what_begins_with_no_letter() {
        assert_eq!(Name::derive("2fa"), None);
        assert_eq!(Name::derive(""), None);
        assert_eq!(Name::derive("ключ"), None);
        assert_eq!(Name::derive("__"), None);
    }
}
