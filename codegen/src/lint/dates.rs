//! Days that are over.

use super::linting::Linting;
use crate::diagnostic::shown;

pub fn deprecated(cx: &mut Linting) {
    for (meta, what, span) in cx.nodes() {
        let until = meta.deprecated.as_ref().and_then(|deprecated| deprecated.until.as_deref());
        if let Some(until) = until.filter(|until| *until < cx.as_of) {
            let message = format!("the {what} is deprecated, and its last day was {until}");
            let help =
                "take it away, after `samewire breaking` has told whom that harms; or choose a later day";
            cx.report(span, message, help);
        }
    }
}

pub fn approvals(cx: &mut Linting) {
    for approval in cx.model.approvals.iter().filter(|approval| approval.until.as_str() < cx.as_of) {
        let (rule, at, until) = (&approval.rule, shown(&approval.at), &approval.until);
        let message = format!("the approval of {rule} at `{at}` has ended on {until}");
        cx.report(
            approval.span,
            message,
            "take it away, if the change was released; else give it a later day",
        );
    }
}
