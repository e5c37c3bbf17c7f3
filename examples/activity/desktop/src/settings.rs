//! What the environment says of the stand-in for the server.
//!
//! | variable | |
//! |---|---|
//! | `ACTIVITY_SEED` | which session is made up; a number |
//! | `ACTIVITY_PACE` | how long it waits between two events, in percent of the usual, at least 1 |
//! | `ACTIVITY_QUIET` | set: it begins when the page says so |
//! | `ACTIVITY_BREAK` | for tests: [what the app does wrong](crate::broken) |

use samewire_tauri::{Builder, Protocol};

use crate::broken::Break;

/// The settings of one run of the app.
#[derive(Debug)]
pub struct Settings {
    pub seed: u64,
    /// Percent.
    pub pace: u32,
    pub quiet: bool,
    pub broken: Option<Break>,
}

impl Settings {
    /// Reads them with a function that gives the value of a variable.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Result<Settings, String> {
        let number = |name, usual| match variable(name) {
            None => Ok(usual),
            Some(text) => text.parse().map_err(|_| format!("{name}: a number, and not {text:?}")),
        };
        Ok(Settings {
            seed: number("ACTIVITY_SEED", 7)?,
            pace: match u32::try_from(number("ACTIVITY_PACE", 100)?) {
                Ok(pace @ 1..) => pace,
                _ => return Err("ACTIVITY_PACE: a percentage of at least 1".to_owned()),
            },
            quiet: variable("ACTIVITY_QUIET").is_some(),
            broken: variable("ACTIVITY_BREAK").map(|text| text.parse()).transpose()?,
        })
    }

    /// The plugin, which keeps nothing for pages that do not listen if that is what is to be wrong.
    pub fn kept<P: Protocol>(&self, plugin: Builder<P>) -> Builder<P> {
        if self.broken == Some(Break::Forgets) { plugin.keep(0, 0) } else { plugin }
    }
}

#[cfg(test)]
mod tests {
    use super::Settings;
    use crate::broken::Break;

    #[test]
    fn what_is_left_out_is_usual() {
        let settings = Settings::of_environment(|_| None).unwrap();
        assert_eq!((settings.seed, settings.pace, settings.quiet), (7, 100, false));
        assert!(settings.broken.is_none());
    }

    #[test]
    fn each_variable_is_read() {
        let given = |name: &str| match name {
            "ACTIVITY_SEED" => Some("11".to_owned()),
            "ACTIVITY_PACE" => Some("5".to_owned()),
            "ACTIVITY_QUIET" => Some(String::new()),
            "ACTIVITY_BREAK" => Some("old-name".to_owned()),
            _ => None,
        };
        let settings = Settings::of_environment(given).unwrap();
        assert_eq!((settings.seed, settings.pace, settings.quiet), (11, 5, true));
        assert_eq!(settings.broken, Some(Break::OldName));
    }

    #[test]
    fn what_is_no_setting_is_refused_by_name() {
        for name in ["ACTIVITY_SEED", "ACTIVITY_PACE", "ACTIVITY_BREAK"] {
            let refused = Settings::of_environment(|asked| (asked == name).then(|| "soon".to_owned()));
            assert!(refused.unwrap_err().contains(name), "{name}");
        }
        let endless = Settings::of_environment(|name| (name == "ACTIVITY_PACE").then(|| "0".to_owned()));
        assert_eq!(endless.unwrap_err(), "ACTIVITY_PACE: a percentage of at least 1");
    }
}
