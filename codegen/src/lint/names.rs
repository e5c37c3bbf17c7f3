//! How things are called.

use std::collections::{BTreeMap, HashMap};

use super::casing::{separators, styles, usual};
use super::linting::Linting;
use crate::diagnostic::shown;
use crate::model::{Event, Shape, StringPattern, StringValue, WireName};
use crate::name::Name;
use crate::source::Span;

/// A name, and where it stands.
type Named<'m> = (&'m str, Span);

pub fn events(cx: &mut Linting) {
    let model = cx.model;
    let frames: Vec<Named> = model.server.iter().chain(&model.client).filter_map(named).collect();
    let desktop: Vec<Named> = model.desktop.iter().filter_map(named).collect();
    for names in [frames, desktop] {
        styled(cx, &names, "event");
        separated(cx, &names);
    }
}

fn named(event: &Event) -> Option<Named<'_>> {
    match &event.wire {
        WireName::Text(name) => Some((name, event.span)),
        WireName::Int(_) | WireName::Bool(_) => None,
    }
}

pub fn fields(cx: &mut Linting) {
    let fields = cx.fields();
    let names: Vec<Named> = fields.iter().map(|field| (field.wire.as_str(), field.span)).collect();
    styled(cx, &names, "field");
}

pub fn types(cx: &mut Linting) {
    let declared: Vec<_> = cx.declared().map(|(_, def)| def).collect();
    for def in declared {
        let code = def.name.pascal();
        let written = cx.key(def).to_owned();
        if written != code {
            let message = format!("the type `{}` is called `{code}` in code", shown(&written));
            cx.report(def.span, message, format!("write `{code}`"));
        }
    }
}

pub fn values(cx: &mut Linting) {
    for values in cx.enums() {
        styled(cx, &values, "value");
    }
}

pub fn variants(cx: &mut Linting) {
    for variants in cx.unions() {
        let names = variants.iter().filter_map(|variant| match &variant.wire {
            WireName::Text(name) => Some((name.as_str(), variant.span)),
            WireName::Int(_) | WireName::Bool(_) => None,
        });
        let names: Vec<Named> = names.collect();
        styled(cx, &names, "variant");
    }
}

/// Tells each name that is not in the style of most.
fn styled(cx: &mut Linting, names: &[Named], what: &str) {
    // A name that has other signs too, or another alphabet, is in no style, and somebody else's.
    let plain = |name: &str| name.is_ascii() && name.contains(|c: char| c.is_ascii_alphabetic());
    let names: Vec<Named> = names.iter().copied().filter(|(name, _)| plain(name)).collect();
    let texts: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
    let Some(usual) = usual(&texts) else { return };
    let example = texts.iter().find(|name| styles(name) == [usual]);
    for (name, span) in names {
        let own = styles(name);
        if own.contains(&usual) {
            continue;
        }
        let own = own.first().map_or("no style at all", |style| style.word());
        let such = example.map(|name| format!(", such as `{}`", shown(name))).unwrap_or_default();
        let message =
            format!("the {what} `{}` is written in {own}, the others in {}{such}", shown(name), usual.word());
        cx.report(span, message, renamed(&usual.write(name), what));
    }
}

fn renamed(name: &str, what: &str) -> String {
    match what {
        "event" => {
            format!("write `{}`, as long as nobody was released who knows the other name", shown(name))
        }
        _ => format!("write `{}`; what is in use is read by `was`, or allowed with a reason", shown(name)),
    }
}

/// Tells each name whose parts are separated otherwise than those of most.
fn separated(cx: &mut Linting, names: &[Named]) {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for separator in names.iter().flat_map(|(name, _)| separators(name)) {
        match counts.iter_mut().find(|(known, _)| *known == separator) {
            Some((_, count)) => *count += 1,
            None => counts.push((separator, 1)),
        }
    }
    let Some(most) = counts.iter().map(|(_, count)| *count).max() else { return };
    let Some((usual, _)) = counts.iter().find(|(_, count)| *count == most) else { return };
    for (name, span) in names {
        let Some(own) = separators(name).into_iter().find(|own| own != usual) else { continue };
        let message = format!(
            "the parts of an event's name are separated by `{}`, those of others by `{}`",
            shown(own),
            shown(usual)
        );
        cx.report(*span, message, renamed(&name.replace(own, usual), "event"));
    }
}

/// Values that are one word in code, and not on the wire.
pub fn spellings(cx: &mut Linting) {
    let mut known: HashMap<Name, Vec<Named>> = HashMap::new();
    for (value, span) in cx.enums().into_iter().flatten() {
        if let Some(name) = Name::derive(value) {
            known.entry(name).or_default().push((value, span));
        }
    }
    for (other, usual) in known.into_values().flat_map(|places| spelled(&places)) {
        let message = format!("`{}` is spelled `{}` in another enum", shown(other.0), shown(usual.0));
        let help = "choose one spelling, or use one type in both places".to_owned();
        cx.report_both(other.1, message, help, (usual.1, "here"));
    }
}

/// Categories that differ in signs, capitals or number only.
pub fn categories(cx: &mut Linting) {
    let mut known: BTreeMap<String, Vec<Named>> = BTreeMap::new();
    for event in cx.model.all_events() {
        let Some(category) = &event.category else { continue };
        let words = category.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let key = words.map(|word| word.to_lowercase().trim_end_matches('s').to_owned());
        let key = key.collect::<Vec<_>>().join(" ");
        known.entry(key).or_default().push((category, event.span));
    }
    for (other, usual) in known.into_values().flat_map(|places| spelled(&places)) {
        let message =
            format!("the category `{}` is spelled `{}` at other events", shown(other.0), shown(usual.0));
        cx.report(other.1, message, format!("write `{}`", shown(usual.0)));
    }
}

/// The places that are spelled otherwise than most, or than the first; each with one of those.
fn spelled<'m>(places: &[Named<'m>]) -> Vec<(Named<'m>, Named<'m>)> {
    let count = |name: &str| places.iter().filter(|(other, _)| *other == name).count();
    let most = places.iter().map(|(name, _)| count(name)).max().unwrap_or_default();
    let Some(usual) = places.iter().find(|(name, _)| count(name) == most) else { return Vec::new() };
    places.iter().filter(|(name, _)| *name != usual.0).map(|other| (*other, *usual)).collect()
}

impl<'m> Linting<'m> {
    /// The values of enums of texts, enum by enum; those with a hole are no words.
    fn enums(&self) -> Vec<Vec<Named<'m>>> {
        let values = self.types().filter_map(|(_, def)| match &def.shape {
            Shape::StringEnum(own) => Some(&own.values),
            _ => None,
        });
        let named = |value: &'m StringValue| match &value.wire {
            StringPattern::Fixed(text) if is_word(text) => Some((text.as_str(), value.span)),
            _ => None,
        };
        values.map(|values| values.iter().filter_map(named).collect()).collect()
    }
}

/// `image/png` and `+1` are words of others.
fn is_word(text: &str) -> bool {
    let is_of_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(is_of_word)
        && !styles(text).is_empty()
}
