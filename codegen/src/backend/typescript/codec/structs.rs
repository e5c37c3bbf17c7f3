//! Structs: each has a reader that checks its members one by one, and a writer that knows their order.

use serde_json::Value;

use super::{Codecs, json, readers, texts, writers};
use crate::backend::typescript::literals;
use crate::model::{Field, Int, Shape, Struct, Type};
use crate::resolve::members::of_struct;

/// The reader and the writer of a struct.
pub fn declarations(codecs: &Codecs<'_>, name: &str, shape: &Struct) -> [String; 2] {
    let (key, ty) = (codecs.runtime_type("Key"), codecs.runtime_type("Write"));
    let around = if takes_others(codecs, shape) { ", around: readonly string[] = []" } else { "" };
    let checks = checks(codecs, &codecs.type_name(name), shape, true);
    let checks = match checks.contains('\n') {
        true => format!("(\n    {}\n  )", indented(&checks, "    ")),
        false => checks,
    };
    [
        format!(
            "export function read{name}(value: unknown, key?: {key}{around}): boolean {{\n  return {checks};\n}}"
        ),
        format!("export const write{name}: {ty} = {};", write(codecs, shape)),
    ]
}

/// What checks a struct, as a function; it may stand under a key. `ty` is the type that it is in TypeScript.
pub fn check(codecs: &Codecs<'_>, ty: &str, shape: &Struct, is_keyed: bool) -> String {
    let parameters = match (takes_others(codecs, shape), is_keyed) {
        (true, true) => "value, key, around = []",
        (true, false) => "value, _, around = []",
        (false, true) => "value, key",
        (false, false) => "value",
    };
    let checks = checks(codecs, ty, shape, is_keyed);
    match checks.contains('\n') {
        true => format!("({parameters}): boolean =>\n  {}", indented(&checks, "  ")),
        false => format!("({parameters}): boolean => {checks}"),
    }
}

/// Whether a value is good, as an expression of some lines; if not, the key is put before the path of what is wrong.
fn checks(codecs: &Codecs<'_>, ty: &str, shape: &Struct, is_keyed: bool) -> String {
    let mut checks = vec![format!("{}<{ty}>(value)", codecs.read("object"))];
    for field in shape.fields.iter().filter(|field| !field.spread) {
        member(codecs, field, &mut checks);
    }
    // They come last: what they tell TypeScript about the value hides what is known of it.
    for field in shape.fields.iter().filter(|field| field.spread) {
        checks.push(among(codecs, &field.ty, "value", &around_names(codecs, shape, field)));
    }
    match (is_keyed, &checks[..]) {
        (false, _) => checks.join(" &&\n"),
        (true, [only]) => format!("{only} || {}(key)", codecs.read("at")),
        (true, _) => format!("({}) ||\n{}(key)", checks.join(" &&\n  "), codecs.read("at")),
    }
}

fn indented(text: &str, indent: &str) -> String {
    text.replace('\n', &format!("\n{indent}"))
}

/// Whether a struct has a place for members that it does not declare.
pub fn takes_others(codecs: &Codecs<'_>, shape: &Struct) -> bool {
    shape.fields.iter().any(|field| field.spread && codecs.takes_others(&field.ty))
}

/// The checks of one member.
fn member(codecs: &Codecs<'_>, field: &Field, checks: &mut Vec<String>) {
    let key = literals::string(&field.wire);
    let absent = absent(codecs, field);
    if !field.meta.was.is_empty() {
        return checks.push(renamed(codecs, field, absent));
    }
    if let Some(absent) = absent {
        checks.push(format!("{}(value, {key}, {absent})", codecs.read("preset")));
    }
    let access = access(codecs, &field.wire);
    let check = readers::member(codecs, &field.ty, "value", &access, &key);
    let none = match (field.optional && field.default.is_none(), field.nullable) {
        (true, true) => Some(format!("{access} == null")),
        (true, false) => Some(format!("{access} === undefined")),
        (false, true) => Some(format!("{access} === null")),
        (false, false) => None,
    };
    checks.push(match none {
        Some(none) => format!("({none} || {check})"),
        None => check,
    });
}

/// A member that may be there under an old name.
fn renamed(codecs: &Codecs<'_>, field: &Field, absent: Option<String>) -> String {
    let place = match field.nullable {
        true => readers::place(codecs, &Type::Nullable(Box::new(field.ty.clone()))),
        false => readers::place(codecs, &field.ty),
    };
    let place = match field.optional && field.default.is_none() {
        true => format!("{}({place})", codecs.read("optionalPlace")),
        false => place,
    };
    let (key, old) = (literals::string(&field.wire), texts(field.meta.was.iter().map(String::as_str)));
    let absent = absent.map(|absent| format!(", {absent}")).unwrap_or_default();
    format!("{}(value, {key}, {old}, {place}{absent})", codecs.read("renamed"))
}

/// What an absent member is read as.
fn absent(codecs: &Codecs<'_>, field: &Field) -> Option<String> {
    match &field.default {
        Some(value) => Some(default(codecs, field, value)),
        None if field.nullable && !field.optional => Some("null".to_owned()),
        None => None,
    }
}

/// A default as it stands on the wire.
fn default(codecs: &Codecs<'_>, field: &Field, value: &Value) -> String {
    match (codecs.unaliased(&field.ty), value) {
        (Type::Int(Int::I64 | Int::U64 | Int::U128), Value::Number(number))
            if readers::replaces(codecs, &field.ty) =>
        {
            literals::string(&number.to_string())
        }
        _ => json(value),
    }
}

/// A member of what stands in `value`. Names that every object has must not be taken from there.
fn access(codecs: &Codecs<'_>, name: &str) -> String {
    match INHERITED.contains(&name) {
        true => format!("{}(value, {})", codecs.read("own"), literals::string(name)),
        false => format!("value{}", literals::access(name)),
    }
}

/// What takes a member from an object of which nothing is known, as a function.
pub fn accessor(codecs: &Codecs<'_>, name: &str) -> String {
    match INHERITED.contains(&name) {
        true => format!("(frame) => {}(frame, {})", codecs.read("own"), literals::string(name)),
        false => {
            let (key, access) = (literals::key(name), literals::access(name));
            format!("(frame: {{ readonly {key}?: unknown }}) => frame{access}")
        }
    }
}

/// The members of `Object.prototype`.
const INHERITED: &[&str] = &[
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
];

/// The names beside a spread field, and those around its struct, as an expression.
fn around_names(codecs: &Codecs<'_>, shape: &Struct, field: &Field) -> String {
    let names = declared_beside(codecs, shape, field);
    let names = names.iter().map(|name| literals::string(name));
    let around = takes_others(codecs, shape).then(|| "...around".to_owned());
    format!("[{}]", names.chain(around).collect::<Vec<_>>().join(", "))
}

/// The names of a struct's own members, old ones among them, and of structs and unions that are spread.
fn declared(codecs: &Codecs<'_>, shape: &Struct) -> Vec<String> {
    let mut names = Vec::new();
    for field in &shape.fields {
        if !field.spread {
            names.push(field.wire.clone());
            names.extend(field.meta.was.iter().cloned());
        } else if let Some(Shape::Struct(inner)) = codecs.named(&field.ty).map(|def| &def.shape) {
            names.extend(declared(codecs, inner));
        } else if !matches!(codecs.unaliased(&field.ty), Type::Map(..)) {
            // The members of a union are not among the others of a map beside it.
            let only = Struct { fields: vec![field.clone()], reserved: Vec::new() };
            let members = of_struct(&codecs.model.types, &only);
            names.extend(members.names().map(str::to_owned));
        }
    }
    names
}

/// As [`among`], as a function.
pub fn among_checker(codecs: &Codecs<'_>, ty: &Type) -> String {
    let call = among(codecs, ty, "value as object", "around ?? []");
    match call.contains("around ?? []") {
        true => format!("(value, _, around) => {call}"),
        false => call.strip_suffix("(value as object)").unwrap_or(&call).to_owned(),
    }
}

/// A call that reads what lies among the members of `value`; `around` are the names of those that are not its.
pub fn among(codecs: &Codecs<'_>, ty: &Type, value: &str, around: &str) -> String {
    let ty = codecs.unaliased(ty);
    let Type::Named(id) = ty else { return readers::map(codecs, ty, value, None, Some(around)) };
    let def = codecs.model.type_def(*id);
    match &def.shape {
        Shape::Union(_) => {
            let (picture, variants) = (codecs.of(def, "picture"), codecs.of(def, "variants"));
            format!("{}({picture}, {variants}, {value}, {around})", codecs.runtime("picture", "unionAmong"))
        }
        Shape::Untagged(_) => format!("{}({value}, undefined, {around})", codecs.of(def, "among")),
        Shape::Alias(aliased) => among(codecs, aliased, value, around),
        _ if codecs.takes_others(ty) => format!("{}({value}, undefined, {around})", codecs.of(def, "read")),
        _ => format!("{}({value})", codecs.of(def, "read")),
    }
}

/// What writes a struct, as an expression.
pub fn write(codecs: &Codecs<'_>, shape: &Struct) -> String {
    let fields = shape.fields.iter().map(|field| format!("  {},\n", entry(codecs, shape, field)));
    let fields: String = fields.collect();
    let fields = if fields.is_empty() { "[]".to_owned() } else { format!("[\n{fields}]") };
    format!("/* @__PURE__ */ {}(() => {fields})", codecs.write_struct())
}

/// A key and what writes its value, or what lies among other members.
fn entry(codecs: &Codecs<'_>, shape: &Struct, field: &Field) -> String {
    let write = writers::expression(codecs, &field.ty);
    if field.spread {
        let mut names = declared_beside(codecs, shape, field);
        names.sort();
        let names = texts(names.iter().map(String::as_str));
        return format!("{{ spread: {write}, among: {names} }}");
    }
    format!("{}, {}", literals::string(&field.wire), field_writer(codecs, field))
}

/// What writes a field that is no spread one, as an expression.
pub fn field_writer(codecs: &Codecs<'_>, field: &Field) -> String {
    let write = writers::expression(codecs, &field.ty);
    let write = match field.nullable {
        true => format!("{}({write})", codecs.write("nullable")),
        false => write,
    };
    match (&field.default, field.optional) {
        (None, true) => {
            format!("{}({write})", codecs.write(if field.nullable { "optionalNullable" } else { "optional" }))
        }
        (None, false) => write,
        (Some(value), optional) => {
            let place = match field.nullable {
                true => readers::place(codecs, &Type::Nullable(Box::new(field.ty.clone()))),
                false => readers::place(codecs, &field.ty),
            };
            let name = codecs.write(if optional { "unless" } else { "preset" });
            format!("{name}({write}, {}, {place})", default(codecs, field, value))
        }
    }
}

/// The names of the members beside a spread field.
pub fn declared_beside(codecs: &Codecs<'_>, shape: &Struct, field: &Field) -> Vec<String> {
    let fields =
        shape.fields.iter().filter(|other| !other.spread || other.name != field.name).cloned().collect();
    declared(codecs, &Struct { fields, reserved: Vec::new() })
}
