//! Frames that went wrong at one place, judged as the types written by hand judge them, or as the table says.

mod rules;

use std::collections::BTreeMap;

use samewire_codegen::model::{Direction, Event, Shape, Struct, Type};
use serde_json::{Value, json};

use crate::frames::{CANONICAL, MODEL, event};
use crate::places::{Place, Step, places, struct_of};
use crate::sides::{Side, oracle, sides};
use rules::{RULES, Rule, Verdict};

/// What is done to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mutation {
    Delete,
    Null,
    Bool,
    Number,
    Fraction,
    Text,
    Array,
    Object,
    /// An integer, written with a fraction of zero.
    WholeFraction,
    /// 2^53.
    BeyondSafe,
    /// A number that f32 does not hold.
    BeyondF32,
    /// A uuid without hyphens.
    SimpleUuid,
    /// A uuid in braces.
    BracedUuid,
    /// A uuid as a URN.
    UrnUuid,
    /// A uuid in capitals.
    UpperUuid,
    /// The values of a struct's fields as an array.
    Tuple,
    /// The value of an enum as the only key of an object.
    Keyed,
}

impl Mutation {
    const ALL: [Mutation; 17] = {
        use Mutation::*;
        [
            Delete,
            Null,
            Bool,
            Number,
            Fraction,
            Text,
            Array,
            Object,
            WholeFraction,
            BeyondSafe,
            BeyondF32,
            SimpleUuid,
            BracedUuid,
            UrnUuid,
            UpperUuid,
            Tuple,
            Keyed,
        ]
    };

    /// What stands at the place afterwards; none where the mutation makes no sense there.
    fn apply(self, place: &Place<'_>, frame: &Value) -> Option<Option<Value>> {
        let value = place.value(frame);
        Some(match self {
            Mutation::Delete => None,
            Mutation::Null => Some(Value::Null),
            Mutation::Bool => Some(json!(true)),
            Mutation::Number => Some(json!(7)),
            Mutation::Fraction => Some(json!(1.5)),
            Mutation::Text => Some(json!("some text")),
            Mutation::Array => Some(json!([])),
            Mutation::Object => Some(json!({})),
            Mutation::WholeFraction => matches!(place.ty, Type::Int(_)).then(|| Some(json!(3.0)))?,
            Mutation::BeyondSafe => matches!(place.ty, Type::Int(_)).then(|| Some(json!(1_u64 << 53)))?,
            Mutation::BeyondF32 => matches!(place.ty, Type::F32).then(|| Some(json!(1e39)))?,
            Mutation::SimpleUuid => Some(json!(uuid(place, value)?.simple().to_string())),
            Mutation::BracedUuid => Some(json!(uuid(place, value)?.braced().to_string())),
            Mutation::UrnUuid => Some(json!(uuid(place, value)?.urn().to_string())),
            Mutation::UpperUuid => Some(json!(uuid(place, value)?.to_string().to_uppercase())),
            Mutation::Tuple => {
                let (shape, value) = (struct_of(&MODEL, place.ty)?, value?.as_object()?);
                let items = shape.fields.iter().map(|field| value.get(&field.wire).cloned());
                Some(items.map(Option::unwrap_or_default).collect())
            }
            Mutation::Keyed => {
                let Type::Named(id) = place.ty else { return None };
                let Shape::StringEnum(_) = MODEL.type_def(*id).shape else { return None };
                Some(json!({ value?.as_str()?: null }))
            }
        })
    }
}

fn uuid(place: &Place<'_>, value: Option<&Value>) -> Option<uuid::Uuid> {
    if *place.ty != Type::Uuid {
        return None;
    }
    value?.as_str()?.parse().ok()
}

/// The path that a refusal names: the place, or what is missing first in an object that was emptied.
fn refused_path(place: &Place<'_>, mutation: Mutation) -> String {
    let path = place.path();
    match (mutation, struct_of(&MODEL, place.ty)) {
        (Mutation::Object, Some(Struct { fields, .. })) => {
            let due = |field: &&samewire_codegen::model::Field| {
                !field.optional && !field.nullable && field.default.is_none()
            };
            fields.iter().find(due).map_or(path.clone(), |field| format!("{path}.{}", field.wire))
        }
        _ => path,
    }
}

#[test]
fn every_place_of_every_frame_is_judged_as_derive_judges_it_or_as_a_rule_says() {
    let (mut runs, mut refused) = (0, 0);
    let mut used = BTreeMap::new();
    for frame in CANONICAL.iter() {
        let event = event(frame.direction, &frame.event);
        let value: Value = serde_json::from_str(&frame.text).unwrap();
        for place in all_places(event, &value) {
            for mutation in Mutation::ALL {
                let Some(new) = mutation.apply(&place, &value) else { continue };
                let text = place.with(&value, new).to_string();
                let expected = expected(frame.direction, &place, mutation, &text, &mut used);
                for side in sides(frame.direction) {
                    check(side, &text, &expected);
                    runs += 1;
                }
                refused += usize::from(matches!(expected, Verdict::Refused(_)));
            }
        }
    }
    println!("{runs} mutated frames were read, of which {refused} per door were refused");
    for (rule, count) in &used {
        println!("{count:6} {rule}");
    }
    assert!(runs > 17_000, "only {runs} runs");
    assert!(refused > 7_000, "only {refused} refusals");
    for rule in RULES {
        assert!(used.contains_key(rule.reason), "the rule is never needed: {}", rule.reason);
    }
}

/// The places of the payload, and the request id.
fn all_places<'m>(event: &'m Event, frame: &Value) -> Vec<Place<'m>> {
    let id =
        Place { steps: vec![Step::Key("id".to_owned())], ty: &Type::String, nullable: false, field: None };
    let mut all = places(&MODEL, event, frame);
    all.push(id);
    all
}

/// What derive says, unless a rule says otherwise; a rule that says the same is not needed.
fn expected(
    direction: Direction,
    place: &Place<'_>,
    mutation: Mutation,
    text: &str,
    used: &mut BTreeMap<&'static str, usize>,
) -> Verdict {
    let derive = match oracle(direction, text) {
        Ok(written) => Verdict::Written(written),
        Err(_) => Verdict::Refused(refused_path(place, mutation)),
    };
    let Some(rule) = RULES.iter().find(|rule| (rule.applies)(place, mutation)) else { return derive };
    let stated = stated(rule, place, mutation, text);
    assert_ne!(stated, derive, "derive says the same as the rule: {}: {text}", rule.reason);
    *used.entry(rule.reason).or_default() += 1;
    stated
}

fn stated(rule: &Rule, place: &Place<'_>, mutation: Mutation, text: &str) -> Verdict {
    match rule.instead {
        None => Verdict::Refused(refused_path(place, mutation)),
        Some(instead) => {
            let frame: Value = serde_json::from_str(text).expect("it is JSON");
            Verdict::Written(place.with(&frame, Some(instead())).to_string())
        }
    }
}

#[track_caller]
fn check(side: &Side, text: &str, expected: &Verdict) {
    let read = match (side.rewrite)(text) {
        Ok(written) => Verdict::Written(written),
        Err(error) => Verdict::Refused(error.path().to_owned()),
    };
    assert!(read == *expected, "{}: {text}: {read:?} instead of {expected:?}", side.door);
    let value: Value = serde_json::from_str(text).expect("it is JSON");
    let bytes = rmp_serde::to_vec(&value).expect("MessagePack writes it");
    for other in [(side.rewrite_with_serde)(text), (side.rewrite_from_bytes)(&bytes)] {
        let same = match (&other, expected) {
            (Ok(written), Verdict::Written(expected)) => written == expected,
            (Err(error), Verdict::Refused(path)) => error.starts_with(&format!("{path}: ")),
            _ => false,
        };
        assert!(same, "{}: {text}: {other:?} instead of {expected:?}", side.door);
    }
}

/// A frame without a name, or with one that nobody knows, is kept whole; derive refuses it.
#[test]
fn a_frame_whose_name_went_wrong_is_unknown() {
    let names = [json!(null), json!(true), json!(7), json!(1.5), json!([]), json!({}), json!("some text")];
    for frame in CANONICAL.iter() {
        let mut value: Value = serde_json::from_str(&frame.text).unwrap();
        for name in names.iter().map(Some).chain([None]) {
            let members = value.as_object_mut().unwrap();
            match name {
                Some(name) => members["type"] = name.clone(),
                None => drop(members.shift_remove("type")),
            }
            let text = value.to_string();
            for side in sides(frame.direction) {
                let unknown = (side.unknown)(&text).unwrap().unwrap();
                assert_eq!(unknown.name.as_deref(), name.and_then(Value::as_str), "{text}");
                assert_eq!(unknown.raw, text);
            }
            // Derive takes an integer for the place of an event among all.
            let by_place = name == Some(&json!(7));
            assert!(by_place || oracle(frame.direction, &text).is_err(), "{text}");
        }
    }
}

#[test]
#[should_panic(expected = "instead of Refused(\"message.author.id\")")]
fn a_wrong_verdict_is_noticed() {
    let frame = CANONICAL.iter().find(|frame| frame.event == "message_new").unwrap();
    let side = sides(Direction::Server).next().unwrap();
    check(side, &frame.text, &Verdict::Refused("message.author.id".to_owned()));
}

#[test]
#[should_panic(expected = "instead of Refused(\"message.author.id\")")]
fn a_wrong_path_is_noticed() {
    let frame = CANONICAL.iter().find(|frame| frame.event == "message_new").unwrap();
    let side = sides(Direction::Server).next().unwrap();
    check(
        side,
        &frame.text.replace("\"content\"", "\"c\""),
        &Verdict::Refused("message.author.id".to_owned()),
    );
}
