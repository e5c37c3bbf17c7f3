//! What people read of a rule.

use super::{Rule, rule};

/// The page of a rule (Markdown), whose id may be written in any case.
pub fn explain(id: &str) -> Option<String> {
    rule(id).map(page)
}

/// The page of a rule (Markdown).
pub fn page(rule: &Rule) -> String {
    let Rule { id, title, why, safe, .. } = rule;
    let levels: Vec<String> = rule.levels.iter().map(|level| format!("`{}`", level.word())).collect();
    format!("# {id} {title}\n\n{why}\n\n**The safe way:** {safe}\n\nLevels: {}\n", levels.join(", "))
}
