//! What generated enums can do besides being read and written: to text and back.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use samewire::{UnknownValue, Uuid};
use samewire_codegen::model::{Shape, StringPattern, Type};

use crate::frames::MODEL;

/// The texts of an enum: a hole is filled.
fn texts(name: &str) -> Vec<String> {
    let def = MODEL.types.iter().find(|def| def.name.pascal() == name);
    let Some(Shape::StringEnum(shape)) = def.map(|def| &def.shape) else { panic!("no enum {name}") };
    let text = |pattern: &StringPattern| match pattern {
        StringPattern::Fixed(text) => text.clone(),
        StringPattern::Hole { prefix, hole: Type::Uuid, suffix } => {
            format!("{prefix}{}{suffix}", Uuid::max())
        }
        other => panic!("the chat protocol has no {other:?}"),
    };
    shape.values.iter().map(|value| text(&value.wire)).collect()
}

fn check_closed<T: Debug + Display + PartialEq + FromStr<Err = UnknownValue>>(name: &str) {
    for text in texts(name) {
        assert_eq!(T::from_str(&text).unwrap().to_string(), text);
        for other in [text.to_uppercase(), format!(" {text}"), format!("{text} "), String::new()] {
            assert_eq!(T::from_str(&other), Err(UnknownValue), "{other}");
        }
    }
}

macro_rules! door {
    ($test:ident $consumer:ident) => {
        #[test]
        fn $test() {
            use $consumer::chat::types::*;
            check_closed::<UserStatus>("UserStatus");
            check_closed::<ActivityType>("ActivityType");
            check_closed::<Quality>("Quality");
            check_closed::<Layer>("Layer");
            check_closed::<LayerPreference>("LayerPreference");
            check_closed::<TrackSource>("TrackSource");
            for text in texts("ErrorCode") {
                assert_eq!(ErrorCode::from(text.as_str()).to_string(), text);
                assert!(!matches!(ErrorCode::from(text), ErrorCode::Unknown(_)));
            }
            for text in ["", "not_found", "NOT_FOUND ", "Ω"] {
                assert_eq!(ErrorCode::from(text), ErrorCode::Unknown(text.to_owned()));
            }
            assert_eq!(ErrorCode::Unknown("Ω".to_owned()).to_string(), "Ω");
        }
    };
}

door!(enums_of_the_build_script consumer_build_script);
door!(enums_of_the_macro consumer_macro);
