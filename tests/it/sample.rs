//! Values sampled from the model at their edges, from a fixed seed: the payloads of an event, as they are written.

use std::collections::BTreeMap;

use jiff::Timestamp;
use samewire_codegen::model::{
    Event, Field, Int, Model, Shape, StringEnum, StringPattern, TimestampForm, Type,
};
use serde_json::{Map, Value, json};

use crate::places::fields;

/// Samples payloads of one event. Each place takes its edges in turn, from a place of its own on, so that as many
/// samples as the longest list of edges show every edge of every place, in ever other combinations.
pub struct Sampler<'m> {
    model: &'m Model,
    /// How often each choice was made, by its path.
    turns: BTreeMap<String, usize>,
    state: u64,
}

const MAX_SAFE: i128 = (1 << 53) - 1;

impl<'m> Sampler<'m> {
    pub fn new(model: &'m Model, seed: u64) -> Self {
        Sampler { model, turns: BTreeMap::new(), state: seed }
    }

    /// The next payload of an event.
    pub fn payload(&mut self, event: &Event) -> Map<String, Value> {
        self.object(event.name.snake(), fields(event))
    }

    /// The next request id, or none.
    pub fn request_id(&mut self) -> Option<Value> {
        (self.turn("id", 3) > 0).then(|| self.value("id", &Type::String))
    }

    /// The next of `count` choices at a path.
    fn turn(&mut self, path: &str, count: usize) -> usize {
        if !self.turns.contains_key(path) {
            let first = self.random() as usize;
            self.turns.insert(path.to_owned(), first % count);
        }
        let turn = self.turns.get_mut(path).expect("it was put there");
        *turn += 1;
        *turn % count
    }

    /// splitmix64
    fn random(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn object(&mut self, path: &str, fields: &[Field]) -> Map<String, Value> {
        let member = |field: &Field| {
            let path = format!("{path}.{}", field.wire);
            Some((field.wire.clone(), self.member(&path, field)?))
        };
        fields.iter().filter_map(member).collect()
    }

    /// What is written for a field; nothing when it is left out.
    fn member(&mut self, path: &str, field: &Field) -> Option<Value> {
        let turn = self.turn(&format!("{path}?"), 5);
        if let Some(default) = field.default.as_ref().filter(|_| turn == 0) {
            return (!field.optional).then(|| default.clone());
        }
        if field.optional && turn == 1 {
            return None;
        }
        if field.nullable && turn == 2 {
            return Some(Value::Null);
        }
        let value = self.value(path, &field.ty);
        let left_out = field.optional && Some(&value) == field.default.as_ref();
        (!left_out).then_some(value)
    }

    fn value(&mut self, path: &str, ty: &Type) -> Value {
        match ty {
            Type::Bool => json!(self.turn(path, 2) == 0),
            Type::String => self.pick(path, &texts()),
            Type::Int(int) => self.pick(path, &integers(*int)),
            Type::F32 => self.pick(path, &floats()),
            Type::Uuid => json!(self.uuid(path)),
            Type::Timestamp(TimestampForm::Rfc3339) => self.pick(path, &TIMESTAMPS.map(Value::from)),
            Type::Timestamp(TimestampForm::Millis) => self.pick(path, &millis()),
            Type::Json => self.pick(path, &any_json()),
            Type::List(item) => {
                let count = [0, 1, 3, 9][self.turn(&format!("{path}#"), 4)];
                (0..count).map(|_| self.value(&format!("{path}[]"), item)).collect()
            }
            Type::Named(id) => {
                let model = self.model;
                match &model.type_def(*id).shape {
                    Shape::Struct(shape) => Value::Object(self.object(path, &shape.fields)),
                    Shape::StringEnum(shape) => json!(self.enum_value(path, shape)),
                    Shape::Alias(ty) => self.value(path, ty),
                    other => panic!("the chat protocol has no {other:?}: give it edges here"),
                }
            }
            other => panic!("the chat protocol has no {other:?}: give it edges here"),
        }
    }

    fn pick(&mut self, path: &str, edges: &[Value]) -> Value {
        edges[self.turn(path, edges.len())].clone()
    }

    fn uuid(&mut self, path: &str) -> String {
        let random = u128::from(self.random()) << 64 | u128::from(self.random());
        let bits = [0, u128::MAX, random, 1, random >> 64][self.turn(path, 5)];
        uuid::Uuid::from_u128(bits).to_string()
    }

    fn enum_value(&mut self, path: &str, shape: &StringEnum) -> String {
        let open: &[&str] =
            if shape.open { &["", "permission_denied", "ÄÖ \"quoted\"", "__proto__"] } else { &[] };
        let turn = self.turn(path, shape.values.len() + open.len());
        let Some(value) = shape.values.get(turn) else { return open[turn - shape.values.len()].to_owned() };
        match &value.wire {
            StringPattern::Fixed(text) => text.clone(),
            StringPattern::Hole { prefix, hole: Type::Uuid, suffix } => {
                format!("{prefix}{}{suffix}", self.uuid(&format!("{path}<{turn}>")))
            }
            other => panic!("the chat protocol has no {other:?}: give it edges here"),
        }
    }
}

/// The most edges that one place has: with as many samples every edge is shown.
pub fn most_edges() -> usize {
    [texts().len(), floats().len(), any_json().len(), TIMESTAMPS.len()].into_iter().max().unwrap_or(0)
}

fn texts() -> Vec<Value> {
    let long = "x".repeat(2_000);
    let mixed = "a€😀\"\\\n".repeat(100);
    let texts = [
        "",
        "a",
        " ",
        "null",
        "Zoë – naïve café",
        "日本語のメッセージ",
        "👩‍👩‍👧‍👦 🇨🇭 👍🏽",
        "e\u{301} \u{202e}right to left\u{202c}",
        "\u{2028}\u{2029}\u{feff}\u{200b}",
        "\u{0}\u{1}\u{1f}\u{7f}\u{80}",
        "\t\r\n\u{8}\u{c}",
        "\"quotes\" and \\backslashes\\ and /slashes/ and </script>",
        "\\u0041 \\ud800",
        "\u{d7ff}\u{e000}\u{fffd}\u{ffff}\u{10000}\u{10ffff}",
        "__proto__",
        r#"{"type":"pong"}"#,
        "0123456",
        "01234567\"",
        "0123456789abcde\\",
        "0123456789abcdef\u{1f}",
        &long,
        &mixed,
    ];
    texts.into_iter().map(Value::from).collect()
}

fn integers(int: Int) -> Vec<Value> {
    let (low, high): (i128, i128) = match int {
        Int::I8 => (i8::MIN.into(), i8::MAX.into()),
        Int::I16 => (i16::MIN.into(), i16::MAX.into()),
        Int::I32 => (i32::MIN.into(), i32::MAX.into()),
        Int::U8 => (0, u8::MAX.into()),
        Int::U16 => (0, u16::MAX.into()),
        Int::U32 => (0, u32::MAX.into()),
        Int::I64 => (-MAX_SAFE, MAX_SAFE),
        Int::U64 => (0, MAX_SAFE),
        Int::U128 => panic!("a u128 is no number on the wire"),
    };
    let edges = [low, low + 1, -1, 0, 1, 2, 127, 128, 255, 256, 32_768, high - 1, high];
    edges.into_iter().filter(|edge| (low..=high).contains(edge)).map(|edge| json!(edge as i64)).collect()
}

/// As f32 writes itself: the shortest digits that give the same f32 again.
fn floats() -> Vec<Value> {
    let edges = [
        0.0,
        -0.0,
        1.0,
        -1.5,
        0.1,
        1.0 / 3.0,
        100.0,
        16_777_216.0,
        16_777_215.0,
        f32::EPSILON,
        f32::MIN_POSITIVE,
        f32::from_bits(1),
        f32::from_bits(0x007f_ffff),
        f32::MAX,
        f32::MIN,
    ];
    let text = |edge: f32| serde_json::to_string(&edge).expect("it is finite");
    // serde_json's own reading of floats is one off for some.
    edges.into_iter().map(|edge| json!(text(edge).parse::<f64>().expect("it is a number"))).collect()
}

/// The first and the last that both RFC 3339 and jiff hold, and turns between them.
pub const TIMESTAMPS: [&str; 9] = [
    "0000-01-01T00:00:00.000Z",
    "0000-12-31T23:59:59.999Z",
    "1582-10-15T00:00:00.001Z",
    "1969-12-31T23:59:59.999Z",
    "1970-01-01T00:00:00.000Z",
    "2000-02-29T12:30:59.010Z",
    "2038-01-19T03:14:08.100Z",
    "2262-04-11T23:47:16.855Z",
    "9999-12-30T22:00:00.999Z",
];

fn millis() -> Vec<Value> {
    [Timestamp::MIN.as_millisecond(), -1, 0, 1, Timestamp::MAX.as_millisecond()].map(Value::from).to_vec()
}

fn any_json() -> Vec<Value> {
    let deep =
        (0..60).fold(
            json!("deep"),
            |inner, depth| if depth % 2 == 0 { json!([inner]) } else { json!({ "d": inner }) },
        );
    let mut edges = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(0.5),
        json!(-0.0),
        json!(1.0),
        json!(1e300),
        json!(5e-324),
        json!(f64::MAX),
        json!([]),
        json!({}),
        json!([[], {}, [null], { "": null }]),
        json!({ "type": "pong", "id": 7, "__proto__": { "a": 1 }, "constructor": null, "toString": "x" }),
        json!({ "z": 1, "a": 2, "m": { "z": 1, "a": 2 } }),
        deep,
    ];
    edges.extend(texts());
    edges
}
