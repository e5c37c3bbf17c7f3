//! What people read of a rule.

use super::{Rule, rule};

/// How many characters a line of prose has at most.
const WIDTH: usize = 110;

/// The page of a rule (Markdown), whose id may be written in any case.
pub fn explain(id: &str) -> Option<String> {
    rule(id).map(page)
}

/// The page of a rule (Markdown).
pub fn page(rule: &Rule) -> String {
    let Rule { id, title, why, safe, .. } = rule;
    let levels: Vec<String> = rule.levels.iter().map(|level| format!("`{}`", level.word())).collect();
    let (why, safe) = (folded(why), folded(&format!("**The safe way:** {safe}")));
    format!("# {id} {title}\n\n{why}\n\n{safe}\n\nLevels: {}\n", levels.join(", "))
}

/// The words of a text, in lines that are not too long.
pub(crate) fn folded(text: &str) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split(' ') {
        let own = word.chars().count();
        if width > 0 {
            let fits = width + 1 + own <= WIDTH;
            lines.push(if fits { ' ' } else { '\n' });
            width = if fits { width + 1 } else { 0 };
        }
        lines.push_str(word);
        width += own;
    }
    lines
}
