//! Values of untagged unions: the alternative is told by the kind of JSON, or by keys.

use samewire_codegen::model::{JsonKind, Untagged};
use serde_json::Value;

use super::super::meaning::Meaning;
use super::{Read, Reader};

impl Reader<'_> {
    pub fn untagged(&self, union: &Untagged, value: &Value) -> Read<Meaning> {
        let kind = match value {
            Value::Null => return Err("null is no alternative".to_owned()),
            Value::Bool(_) => JsonKind::Boolean,
            Value::Number(_) => JsonKind::Number,
            Value::String(_) => JsonKind::String,
            Value::Array(_) => JsonKind::Array,
            Value::Object(_) => JsonKind::Object,
        };
        let of_kind: Vec<usize> =
            (0..union.items.len()).filter(|at| union.items[*at].kinds.contains(&kind)).collect();
        let item = match &of_kind[..] {
            [] => return Err(format!("{value} is no alternative")),
            [only] => *only,
            _ => decided(union, value).ok_or_else(|| format!("{value} is no alternative"))?,
        };
        let names = union.items.iter().map(|item| item.name.pascal()).collect();
        let own = self.value(&union.items[item].ty, value)?;
        Ok(Meaning::Alternative(union.items[item].name.pascal(), names, Box::new(own)))
    }
}

/// As `UntaggedObject` says.
fn decided(union: &Untagged, value: &Value) -> Option<usize> {
    let against = |own: usize, other: usize| {
        union.objects[own]
            .keys
            .iter()
            .any(|key| key.against.contains(&other) && value.get(&key.wire).is_some())
    };
    let has_key =
        |own: usize, other: usize| union.objects[own].keys.iter().any(|key| key.against.contains(&other));
    let all = 0..union.objects.len();
    let meant = |own: &usize| {
        all.clone()
            .filter(|other| other != own)
            .all(|other| (against(*own, other) || !has_key(*own, other)) && !against(other, *own))
    };
    all.clone().find(meant).map(|at| union.objects[at].item)
}
