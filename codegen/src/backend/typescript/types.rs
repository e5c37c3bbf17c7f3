//! Type expressions as TypeScript writes them.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::literals;
use super::names::{self, Declared, Module, title};
use crate::model::{
    Direction, Flags, Int, Int64, IntEnum, Model, Repr, Shape, StringEnum, StringPattern, TimestampForm,
    Type, TypeId,
};
use crate::resolve::behind;

/// The text of a type, and how tightly it holds together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeText {
    text: String,
    parts: Parts,
}

/// What a type is made of at its top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Parts {
    One,
    All,
    Any,
}

impl TypeText {
    /// A type that needs no parentheses anywhere.
    pub fn one(text: impl Into<String>) -> TypeText {
        TypeText { text: text.into(), parts: Parts::One }
    }

    /// `A | B`, each named once.
    pub fn any_of(items: impl IntoIterator<Item = TypeText>) -> TypeText {
        joined(items, " | ", Parts::Any)
    }

    /// `A & B`
    pub fn all_of(items: impl IntoIterator<Item = TypeText>) -> TypeText {
        joined(items, " & ", Parts::All)
    }

    /// `T[]`
    pub fn array(self) -> TypeText {
        TypeText::one(format!("{}[]", self.within(Parts::One)))
    }

    /// `T | null`
    pub fn or_null(self) -> TypeText {
        TypeText::any_of([self, TypeText::one("null")])
    }

    fn within(&self, loosest: Parts) -> String {
        if self.parts > loosest { format!("({})", self.text) } else { self.text.clone() }
    }
}

impl std::fmt::Display for TypeText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

fn joined(items: impl IntoIterator<Item = TypeText>, between: &str, parts: Parts) -> TypeText {
    let mut known: Vec<TypeText> = Vec::new();
    for item in items {
        if !known.contains(&item) {
            known.push(item);
        }
    }
    if known.len() == 1 {
        return known.remove(0);
    }
    let texts: Vec<String> = known.iter().map(|item| item.within(parts)).collect();
    TypeText { text: texts.join(between), parts }
}

/// Types as one module names them; it takes note of what the module has to import.
pub struct Types<'m> {
    pub model: &'m Model,
    /// The module, if it is one that declares types.
    module: Option<Module>,
    imports: RefCell<BTreeSet<&'static str>>,
}

impl<'m> Types<'m> {
    pub fn new(model: &'m Model, module: Module) -> Types<'m> {
        Types { model, module: Some(module), imports: RefCell::default() }
    }

    /// Types as a module names them that declares none.
    pub fn outside(model: &'m Model) -> Types<'m> {
        Types { model, module: None, imports: RefCell::default() }
    }

    /// The modules that were named, in alphabetical order.
    pub fn into_imports(self) -> Vec<&'static str> {
        self.imports.into_inner().into_iter().collect()
    }

    /// A type that is declared in a module.
    pub fn named(&self, module: Module, name: &str) -> String {
        if Some(module) == self.module {
            Declared::ty(name).to_string()
        } else {
            self.imported(module.name(), name)
        }
    }

    fn imported(&self, module: &'static str, name: &str) -> String {
        self.imports.borrow_mut().insert(module);
        format!("{module}.{name}")
    }

    /// A type expression.
    pub fn text(&self, ty: &Type) -> TypeText {
        TypeText::one(match ty {
            Type::Bool => "boolean",
            Type::String | Type::Uuid | Type::Date | Type::Timestamp(TimestampForm::Rfc3339) => "string",
            Type::Timestamp(TimestampForm::Millis | TimestampForm::Seconds) => "number",
            Type::F32 | Type::F64 => "number",
            Type::Int(int) => return int_type(self.model, Repr { int: *int, text: false }),
            Type::Bytes => "Uint8Array",
            Type::Json => "unknown",
            Type::Null => "null",
            Type::Nullable(item) => return self.text(item).or_null(),
            Type::List(item) | Type::Set(item) => return self.text(item).array(),
            Type::Map(key, item) => return self.map(key, item),
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|item| self.text(item).text).collect();
                return TypeText::one(format!("[{}]", items.join(", ")));
            }
            Type::Text(item) => match **item {
                Type::Int(int) => return int_type(self.model, Repr { int, text: true }),
                _ => return self.text(item),
            },
            Type::Named(id) => return TypeText::one(self.reference(*id)),
            Type::Event(direction) => return TypeText::one(self.event(*direction)),
        })
    }

    fn reference(&self, id: TypeId) -> String {
        let def = self.model.type_def(id);
        match names::module(def.scope) {
            module if Some(module) == self.module => Declared::of(def).to_string(),
            module => self.imported(module.name(), &def.name.pascal()),
        }
    }

    /// What became of a frame inside a payload: an event, one that is not known, or an error.
    fn event(&self, direction: Direction) -> String {
        let (module, title) = (Module::from(direction), title(direction));
        let decoded = self.imported("protocol", "Decoded");
        let (event, beside) =
            (self.named(module, &format!("{title}Event")), self.named(module, &format!("{title}Beside")));
        format!("{decoded}<{event}, {beside}>")
    }

    /// The name of a variant that the manifest does not know.
    pub fn unknown_name(&self) -> String {
        self.imported("protocol", "UnknownName")
    }

    /// A variant that the manifest does not know, where its name is a key.
    pub fn unknown_variant(&self) -> String {
        self.imported("protocol", "UnknownVariant")
    }

    /// It is written out: as `Record` it could not hold itself. A map need not have every key of an enum.
    fn map(&self, key: &Type, item: &Type) -> TypeText {
        let item = self.text(item);
        TypeText::one(match behind(&self.model.types, key) {
            Type::Int(Int::I64 | Int::U64 | Int::U128) | Type::Text(_) => {
                format!("{{ [key: `${{bigint}}`]: {item} }}")
            }
            Type::Int(_) => format!("{{ [key: number]: {item} }}"),
            Type::Named(_) => format!("{{ [Key in {}]?: {item} }}", self.text(key)),
            _ => format!("{{ [key: string]: {item} }}"),
        })
    }

    /// The values of a string enum, each as a type.
    pub fn string_values(&self, shape: &StringEnum) -> Vec<TypeText> {
        let values = shape.values.iter().map(|value| match &value.wire {
            StringPattern::Fixed(text) => TypeText::one(literals::string(text)),
            StringPattern::Hole { prefix, hole, suffix } => {
                let (prefix, suffix) = (literals::template(prefix), literals::template(suffix));
                TypeText::one(format!("`{prefix}${{{}}}{suffix}`", self.hole(hole)))
            }
        });
        values.chain(shape.open.then(|| TypeText::one("(string & {})"))).collect()
    }

    fn hole(&self, hole: &Type) -> String {
        match behind(&self.model.types, hole) {
            Type::Int(Int::I64 | Int::U64 | Int::U128) | Type::Text(_) => "bigint".to_owned(),
            Type::Int(_) => "number".to_owned(),
            Type::Named(_) => self.text(hole).text,
            _ => "string".to_owned(),
        }
    }

    /// The values of an integer enum, each as a type.
    pub fn int_values(&self, shape: &IntEnum) -> Vec<TypeText> {
        let ty = int_type(self.model, shape.repr);
        let values = shape.values.iter().map(|value| TypeText::one(integer(&ty, value.value)));
        values.chain(shape.open.then(|| TypeText::one(format!("({ty} & {{}})")))).collect()
    }

    /// The type of a set of flags: bits above the 32nd are beyond a number's.
    pub fn flags_type(&self, shape: &Flags) -> TypeText {
        match shape.repr.int {
            Int::I64 | Int::U64 | Int::U128 => TypeText::one("bigint"),
            _ => int_type(self.model, shape.repr),
        }
    }

    /// Whether a type is an object that has members of any name.
    pub fn is_map(&self, ty: &Type) -> bool {
        matches!(behind(&self.model.types, ty), Type::Map(..))
    }

    /// Whether a type is a struct that has no members.
    pub fn is_empty(&self, ty: &Type) -> bool {
        let Type::Named(id) = behind(&self.model.types, ty) else { return false };
        matches!(&self.model.type_def(*id).shape, Shape::Struct(shape) if shape.fields.is_empty())
    }
}

/// Those that are written as decimal text may be wider than a number.
pub fn int_type(model: &Model, repr: Repr) -> TypeText {
    let text = repr.text || model.wire.int64 == Int64::String;
    TypeText::one(match repr.int {
        Int::U128 => "bigint",
        Int::I64 | Int::U64 if text => "bigint",
        _ => "number",
    })
}

/// A value of an integer type.
pub fn integer(ty: &TypeText, value: i128) -> String {
    if ty.text == "bigint" { format!("{value}n") } else { value.to_string() }
}

#[cfg(test)]
mod tests {
    use super::TypeText;

    #[test]
    fn parentheses_stand_where_they_are_needed() {
        let [a, b] = ["A", "B"].map(TypeText::one);
        let any = TypeText::any_of([a.clone(), b.clone(), a.clone()]);
        let all = TypeText::all_of([a.clone(), b]);
        assert_eq!(any.clone().array().to_string(), "(A | B)[]");
        assert_eq!(all.clone().array().to_string(), "(A & B)[]");
        assert_eq!(TypeText::any_of([all.clone(), any.clone()]).to_string(), "A & B | A | B");
        assert_eq!(TypeText::all_of([all, any]).to_string(), "A & B & (A | B)");
        assert_eq!(a.clone().array().array().or_null().to_string(), "A[][] | null");
        assert_eq!(TypeText::any_of([a]).array().to_string(), "A[]");
    }
}
