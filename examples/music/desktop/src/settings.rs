//! The settings: a value for each key.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::events::server::{SettingsChanged, SettingsReset};
use crate::player::Told;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Settings(BTreeMap<String, Value>);

impl Default for Settings {
    fn default() -> Settings {
        let values = [
            ("theme", json!("system")),
            ("accent", json!("amber")),
            // Plays are reported to Last.fm.
            ("scrobble", json!(true)),
            // Last.fm is to be out of reach.
            ("offline", json!(false)),
        ];
        Settings(values.map(|(key, value)| (key.to_owned(), value)).into())
    }
}

impl Settings {
    pub fn is_on(&self, key: &str) -> bool {
        self.0.get(key) == Some(&Value::Bool(true))
    }

    /// None for a key that there is not, or a value of another kind than it has.
    pub fn set(&mut self, key: &str, value: Value, told: &mut Told) -> Option<()> {
        let old = self.0.get_mut(key)?;
        if old.is_boolean() != value.is_boolean() || old.is_string() != value.is_string() {
            return None;
        }
        if *old != value {
            *old = value.clone();
            told.tell(SettingsChanged { key: key.to_owned(), value });
        }
        Some(())
    }

    pub fn reset(&mut self, told: &mut Told) {
        *self = Settings::default();
        told.tell(SettingsReset);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Settings;
    use crate::player::Told;

    #[test]
    fn a_value_of_the_right_kind_is_set_and_told_once() {
        let (mut settings, mut told) = (Settings::default(), Told::default());
        assert_eq!(settings.set("offline", json!(true), &mut told), Some(()));
        assert_eq!(settings.set("offline", json!(true), &mut told), Some(()));
        assert_eq!(told.take().len(), 1);
        assert_eq!(settings.set("offline", json!("yes"), &mut told), None);
        assert_eq!(settings.set("volume", json!(1), &mut told), None);
        assert!(told.take().is_empty() && settings.is_on("offline"));
        settings.reset(&mut told);
        assert_eq!(settings, Settings::default());
        assert_eq!(told.take()[0].name(), Some("settings://reset"));
    }
}
