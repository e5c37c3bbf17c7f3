//! What people read of a rule.

use super::{Rule, rule};
use crate::breaking::rules::folded;

/// The page of a rule (Markdown), whose id may be written in any case.
pub fn explain(id: &str) -> Option<String> {
    rule(id).map(page)
}

/// The page of a rule (Markdown).
pub fn page(rule: &Rule) -> String {
    let Rule { id, title, why, fix, .. } = rule;
    let parts =
        [folded(why), folded(&format!("**Better:** {fix}")), folded(&settings(rule)), folded(&facts(rule))];
    format!("# {id} {title}\n\n{}\n", parts.join("\n\n"))
}

/// What the manifest can say of it.
fn settings(rule: &Rule) -> String {
    let id = rule.id;
    let level = format!("`lint: {{ {id}: off }}` at the top switches the rule off, `warn` and `error` on.");
    match rule.can_be_allowed() {
        true => format!(
            "Where it is right as it is, say why: `allow: {{ {id}: the reason }}` on the node, or at the top for the whole \
             file. {level}"
        ),
        false => level,
    }
}

fn facts(rule: &Rule) -> String {
    let facts =
        format!("Group: `{}`; without a word in the manifest: `{}`.", rule.group.id(), rule.level.word());
    match rule.is_of_reading() {
        true => format!("{facts} Its findings are called `{}`, and generation tells them too.", rule.code.id),
        false => facts,
    }
}
