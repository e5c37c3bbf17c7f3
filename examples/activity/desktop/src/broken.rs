//! What tests must find: mistakes that the app behind this example once made, or could make.

use std::str::FromStr;

use serde_json::Value;

/// A mistake that the app makes: `ACTIVITY_BREAK`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Break {
    /// `old-name`: news of the connection go out under `connection-event`, which nobody hears.
    OldName,
    /// `drop-field=data.index`: a field is lost from each frame that has it.
    DropField(Vec<String>),
    /// `fresh-ids`: each piece of an answer has a stream id of its own.
    FreshIds,
    /// `forgets`: nothing is kept while no page listens.
    Forgets,
}

impl FromStr for Break {
    type Err = String;

    fn from_str(text: &str) -> Result<Break, String> {
        match (text, text.strip_prefix("drop-field=")) {
            ("old-name", _) => Ok(Break::OldName),
            ("fresh-ids", _) => Ok(Break::FreshIds),
            ("forgets", _) => Ok(Break::Forgets),
            (_, Some(path)) => Ok(Break::DropField(path.split('.').map(str::to_owned).collect())),
            _ => Err(format!(
                "ACTIVITY_BREAK: old-name, drop-field=PATH, fresh-ids or forgets, and not {text:?}"
            )),
        }
    }
}

/// The frame without the field at this path; as it is if it has none.
pub fn without(frame: &str, path: &[String]) -> String {
    let Ok(mut value) = serde_json::from_str::<Value>(frame) else { return frame.to_owned() };
    let Some((last, parents)) = path.split_last() else { return frame.to_owned() };
    let owner = parents.iter().try_fold(&mut value, |owner, key| owner.get_mut(key));
    if let Some(Value::Object(members)) = owner {
        members.shift_remove(last);
    }
    value.to_string()
}

#[cfg(test)]
mod tests {
    use super::{Break, without};

    #[test]
    fn a_field_is_lost_where_it_is() {
        let path = match "drop-field=data.index".parse() {
            Ok(Break::DropField(path)) => path,
            other => panic!("{other:?}"),
        };
        let frame = r#"{"event_id":"1","data":{"index":0,"content":"a"}}"#;
        assert_eq!(without(frame, &path), r#"{"event_id":"1","data":{"content":"a"}}"#);
        assert_eq!(without(r#"{"data":1}"#, &path), r#"{"data":1}"#);
        assert_eq!(without("no JSON", &path), "no JSON");
    }
}
