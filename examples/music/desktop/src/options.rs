//! The command line.

use std::path::PathBuf;

use tauri::utils::config::{Config, Csp, WebviewUrl};

/// What the app is told when it is started.
#[derive(Debug, Default, PartialEq)]
pub struct Options {
    /// The folder of audio files; without one, the app makes a folder of its own.
    pub folder: Option<PathBuf>,
    pub old: Option<OldSocket>,
}

/// The page `migration.html` instead of the player: it hears the old server's socket, this app's events, or both.
#[derive(Debug, PartialEq)]
pub struct OldSocket {
    /// The server's address: `http://127.0.0.1:8000`.
    address: String,
    /// What the page is to do, as it reads it: `step=both`.
    query: String,
}

const USAGE: &str = "usage: music-desktop [--folder PATH] [--old http://ADDRESS step=old|both|new]";

impl Options {
    pub fn of(words: impl Iterator<Item = String>) -> Result<Options, String> {
        let mut options = Options::default();
        let mut words = words;
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(USAGE);
            match word.as_str() {
                "--folder" => options.folder = Some(value()?.into()),
                "--old" => options.old = Some(OldSocket { address: value()?, query: value()? }),
                _ => return Err(USAGE.to_owned()),
            }
        }
        Ok(options)
    }
}

impl OldSocket {
    /// Names the page for the window, and allows it to reach the server, which the player may not.
    pub fn open_in(&self, config: &mut Config) -> Result<(), &'static str> {
        let socket = self.address.replacen("http", "ws", 1);
        let page = format!("migration.html?old={}&{}", self.address, self.query);
        config.app.windows[0].url = WebviewUrl::App(page.into());
        let Some(Csp::Policy(policy)) = &mut config.app.security.csp else {
            return Err("the policy of tauri.conf.json is one text");
        };
        *policy =
            policy.replace("connect-src", &format!("connect-src {} {socket} ws://127.0.0.1:*", self.address));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{OldSocket, Options, USAGE};

    fn options(words: &str) -> Result<Options, String> {
        Options::of(words.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn words_are_options_or_refused() {
        assert_eq!(options(""), Ok(Options::default()));
        assert_eq!(options("--folder a").unwrap().folder, Some("a".into()));
        let old = OldSocket { address: "http://h:1".into(), query: "step=both".into() };
        assert_eq!(options("--old http://h:1 step=both").unwrap().old, Some(old));
        for words in ["--folder", "--old http://h:1", "--loud", "a"] {
            assert_eq!(options(words), Err(USAGE.to_owned()), "{words}");
        }
    }

    #[test]
    fn only_the_page_of_the_migration_may_reach_the_old_server() {
        let context: tauri::Context = tauri::generate_context!();
        let mut config = context.config().clone();
        assert!(!format!("{:?}", config.app.security.csp).contains("ws:"));
        OldSocket { address: "http://h:1".into(), query: "step=old".into() }.open_in(&mut config).unwrap();
        let policy = format!("{:?}", config.app.security.csp);
        assert!(policy.contains("connect-src http://h:1 ws://h:1 ws://127.0.0.1:* ipc:"), "{policy}");
        assert_eq!(config.app.windows[0].url.to_string(), "migration.html?old=http://h:1&step=old");
    }
}
