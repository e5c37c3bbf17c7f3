//! What the command line says.

use std::path::PathBuf;

use crate::broken::Break;

/// The command line.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The folder of the page.
    pub assets: PathBuf,
    /// The server that the app connects to; none: frames come by orders alone.
    pub server: Option<String>,
    /// What is done wrong, so that the tests find it.
    pub broken: Option<Break>,
    /// The page waits until it is told to listen.
    pub idle: bool,
}

impl Settings {
    /// Reads the arguments.
    ///
    /// # Errors
    ///
    /// An argument is not known, or has no value.
    pub fn of_arguments(mut arguments: impl Iterator<Item = String>) -> Result<Settings, String> {
        let mut settings = Settings::default();
        while let Some(argument) = arguments.next() {
            if argument == "--idle" {
                settings.idle = true;
                continue;
            }
            let value = arguments.next().ok_or_else(|| format!("{argument} has no value"))?;
            match argument.as_str() {
                "--assets" => settings.assets = value.into(),
                "--server" => settings.server = Some(value),
                "--break" => settings.broken = Some(value.parse()?),
                _ => return Err(format!("{argument} is not known")),
            }
        }
        Ok(settings)
    }
}
