//! How the alternatives of an untagged union are told apart.

use std::collections::HashSet;

use super::members::{Members, of_struct};
use super::{behind, shape_of};
use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{
    DecidingKey, Int, Int64, JsonKind, Model, Repr, Shape, TimestampForm, Type, TypeDef, TypeId, Untagged,
    UntaggedItem, UntaggedObject,
};
use crate::source::Span;

/// More alternatives than this are not compared, and more objects neither.
const MOST: usize = 16;

/// Finds what tells the alternatives of every untagged union apart, or says that nothing does; true when all are.
pub fn decide(model: &mut Model, diagnostics: &mut Diagnostics) -> bool {
    let errors = diagnostics.len();
    for index in 0..model.types.len() {
        let Shape::Untagged(union) = &model.types[index].shape else { continue };
        let told = Told::of(&model.types, model.wire.int64, union);
        let span = model.types[index].span;
        if let Err(diagnostic) = told.check(union, span) {
            diagnostics.push(*diagnostic);
            continue;
        }
        let (kinds, objects) = (told.json_kinds(), told.objects());
        if let Shape::Untagged(union) = &mut model.types[index].shape {
            union.items.iter_mut().zip(kinds).for_each(|(item, kinds)| item.kinds = kinds);
            union.objects = objects;
        }
    }
    errors == diagnostics.len()
}

/// The alternative that an object with certain keys is; none if it may be several, or none.
pub fn meant(union: &Untagged, has: impl Fn(&str) -> bool) -> Option<&UntaggedItem> {
    let decides = |own: usize, other: usize| {
        union.objects[own].keys.iter().any(|key| key.against.contains(&other) && has(&key.wire))
    };
    let could =
        |own: usize, other: usize| union.objects[own].keys.iter().any(|key| key.against.contains(&other));
    let all = 0..union.objects.len();
    let is_meant = |own: &usize| {
        let mut others = all.clone().filter(|other| other != own);
        others.all(|other| !decides(other, *own) && (decides(*own, other) || !could(*own, other)))
    };
    all.clone().find(is_meant).map(|own| &union.items[union.objects[own].item])
}

/// What JSON an alternative can be.
enum Kind<'t> {
    Null,
    Json(JsonKind),
    Struct(Members<'t>),
    Anything,
}

/// The kinds of each alternative.
struct Told<'t>(Vec<Vec<Kind<'t>>>);

impl<'t> Told<'t> {
    fn of(types: &'t [TypeDef], int64: Int64, union: &'t Untagged) -> Told<'t> {
        let mut search = Search { types, int64, seen: HashSet::new(), found: Vec::new() };
        let items = union.items.iter().take(MOST + 1);
        Told(items.map(|item| search.kinds(item)).collect())
    }

    fn check(&self, union: &Untagged, span: Span) -> Result<(), Box<Diagnostic>> {
        let refuse = |message: String| Diagnostic::new(&codes::AMBIGUOUS_UNION, span, message);
        if self.0.len() > MOST || self.structs().count() > MOST {
            let message =
                format!("an untagged union has at most {MOST} alternatives, those inside it included");
            let help = "name the alternatives on the wire: a union with a tag (`union:`) has no limit";
            return Err(Box::new(refuse(message).help(help)));
        }
        for (index, own) in self.0.iter().enumerate() {
            let name = union.items[index].name.pascal();
            if own.iter().any(|kind| matches!(kind, Kind::Null)) {
                let message = format!("the alternative `{name}` may be null");
                let help = "write `| null` once, for the union as a whole";
                return Err(Box::new(refuse(message).help(help)));
            }
            let meets =
                |other: &Vec<Kind>| own.iter().any(|kind| other.iter().any(|other| !apart(kind, other)));
            if let Some(other) = self.0[..index].iter().position(meets) {
                let first = union.items[other].name.pascal();
                let message = format!("the alternatives `{first}` and `{name}` cannot be told apart");
                let help = "one alternative of each JSON kind; of two structs, one needs a required field that the \
                            other has not";
                return Err(Box::new(refuse(message).help(help)));
            }
        }
        Ok(())
    }

    fn json_kinds(&self) -> Vec<Vec<JsonKind>> {
        let of_kind = |kind: &Kind| match kind {
            Kind::Json(kind) => Some(*kind),
            Kind::Struct(_) => Some(JsonKind::Object),
            Kind::Null | Kind::Anything => None,
        };
        let of_item = |kinds: &Vec<Kind>| {
            let mut kinds: Vec<JsonKind> = kinds.iter().filter_map(of_kind).collect();
            kinds.sort();
            kinds.dedup();
            kinds
        };
        self.0.iter().map(of_item).collect()
    }

    fn structs(&self) -> impl Iterator<Item = (usize, &Members<'t>)> {
        self.0.iter().enumerate().flat_map(|(item, kinds)| {
            kinds.iter().filter_map(move |kind| match kind {
                Kind::Struct(members) => Some((item, members)),
                _ => None,
            })
        })
    }

    /// All structs; else the one alternative that is an object of another sort.
    fn objects(&self) -> Vec<UntaggedObject> {
        let structs: Vec<(usize, &Members)> = self.structs().collect();
        if structs.is_empty() {
            let is_object = |kind: &Kind| matches!(kind, Kind::Json(JsonKind::Object));
            let item = self.0.iter().position(|kinds| kinds.iter().any(is_object));
            return item.into_iter().map(|item| UntaggedObject { item, keys: Vec::new() }).collect();
        }
        let object = |(item, members): &(usize, &Members)| {
            let others: Vec<&Members> = structs.iter().map(|(_, other)| *other).collect();
            UntaggedObject { item: *item, keys: deciding_keys(members, &others) }
        };
        structs.iter().map(object).collect()
    }
}

/// Looks at each type among the alternatives once.
struct Search<'t> {
    types: &'t [TypeDef],
    int64: Int64,
    seen: HashSet<TypeId>,
    found: Vec<Kind<'t>>,
}

impl<'t> Search<'t> {
    fn kinds(&mut self, item: &'t UntaggedItem) -> Vec<Kind<'t>> {
        // An unknown type was refused already.
        if item.ty != Type::Json || item.name.snake() == "json" {
            self.seen.clear();
            self.add(&item.ty, 0);
        }
        std::mem::take(&mut self.found)
    }

    fn add(&mut self, ty: &'t Type, depth: usize) {
        let kind = match behind(self.types, ty) {
            Type::Null => Kind::Null,
            Type::Bool => Kind::Json(JsonKind::Boolean),
            Type::Int(int) => self.integer(*int),
            Type::F32 | Type::F64 => Kind::Json(JsonKind::Number),
            Type::Timestamp(TimestampForm::Millis | TimestampForm::Seconds) => Kind::Json(JsonKind::Number),
            Type::String | Type::Uuid | Type::Timestamp(_) | Type::Date | Type::Bytes | Type::Text(_) => {
                Kind::Json(JsonKind::String)
            }
            Type::List(_) | Type::Set(_) | Type::Tuple(_) => Kind::Json(JsonKind::Array),
            Type::Map(..) => Kind::Json(JsonKind::Object),
            Type::Json | Type::Event(_) => Kind::Anything,
            Type::Nullable(inner) => {
                self.add(inner, depth);
                Kind::Null
            }
            Type::Named(id) if !self.seen.insert(*id) => return,
            named @ Type::Named(_) => match shape_of(self.types, named) {
                Some(Shape::Struct(members)) => Kind::Struct(of_struct(self.types, members)),
                Some(Shape::StringEnum(_)) => Kind::Json(JsonKind::String),
                Some(Shape::IntEnum(values)) => self.repr(values.repr),
                Some(Shape::Flags(flags)) => self.repr(flags.repr),
                Some(Shape::Untagged(inner)) if depth < MOST => {
                    return inner.items.iter().take(MOST).for_each(|item| self.add(&item.ty, depth + 1));
                }
                Some(Shape::Union(_)) => Kind::Json(JsonKind::Object),
                _ => Kind::Anything,
            },
        };
        self.found.push(kind);
    }

    fn repr(&self, repr: Repr) -> Kind<'t> {
        if repr.text { Kind::Json(JsonKind::String) } else { self.integer(repr.int) }
    }

    fn integer(&self, int: Int) -> Kind<'t> {
        let text = matches!(int, Int::I64 | Int::U64) && self.int64 == Int64::String;
        Kind::Json(if text { JsonKind::String } else { JsonKind::Number })
    }
}

fn apart(a: &Kind, b: &Kind) -> bool {
    match (a, b) {
        (Kind::Anything, _) | (_, Kind::Anything) => false,
        (Kind::Struct(a), Kind::Struct(b)) => a.decides_against(b) || b.decides_against(a),
        (Kind::Struct(_), Kind::Json(JsonKind::Object)) | (Kind::Json(JsonKind::Object), Kind::Struct(_)) => {
            false
        }
        (Kind::Json(a), Kind::Json(b)) => a != b,
        (a, b) => std::mem::discriminant(a) != std::mem::discriminant(b),
    }
}

/// The required members of one object that tell it from others, by all of their names.
fn deciding_keys(own: &Members, all: &[&Members]) -> Vec<DecidingKey> {
    let mut keys = Vec::new();
    for field in own.required() {
        let against = all.iter().enumerate().filter(|(_, other)| !other.declares(field));
        let against: Vec<usize> = against.map(|(index, _)| index).collect();
        if !against.is_empty() {
            let names = std::iter::once(&field.wire).chain(&field.meta.was);
            keys.extend(names.map(|wire| DecidingKey { wire: wire.clone(), against: against.clone() }));
        }
    }
    keys
}
