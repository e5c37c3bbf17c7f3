//! Where a frame tells the version of its payload.

use super::Context;
use crate::diagnostic::{Diagnostic, codes};
use crate::manifest;
use crate::model::{Event, Picture, PictureMember, PictureNode, Type};

/// Sees to it that every event with older versions has its number in its frames. A field called `version` is the place of
/// that number once there are several, so that nobody has to fill it in.
pub fn tell<'m>(
    cx: &mut Context,
    events: &[Event],
    written: impl Iterator<Item = &'m manifest::Event>,
    pictures: &mut [Picture],
) {
    for (event, written) in events.iter().zip(written).filter(|(event, _)| event.version > 1) {
        let picture = &mut pictures[event.picture];
        if picture.has_version() {
            continue;
        }
        let message = match fields(&mut picture.node)[..] {
            [ref mut field] => {
                **field = PictureNode::Version;
                continue;
            }
            [] => "the picture of the event does not carry its version",
            _ => "the picture of the event has several fields called `version`",
        };
        let diagnostic =
            Diagnostic::new(&codes::VERSION_CARRIED, written.versions.span.unwrap_or(event.span), message);
        cx.diagnostics.push(
            diagnostic
                .maybe_second(picture.span, "the picture")
                .help("put it there: `{ type: <name>, version: <version>, ...<payload> }`"),
        );
    }
}

/// The integers called `version` that are always there.
fn fields(node: &mut PictureNode) -> Vec<&mut PictureNode> {
    let PictureNode::Object(members) = node else { return Vec::new() };
    let found = members.iter_mut().flat_map(|member| match member {
        PictureMember::Key { name, optional, node, .. } => {
            if !*optional && name.snake() == "version" && is_integer(node) {
                vec![node]
            } else {
                fields(node)
            }
        }
        PictureMember::NameKey | PictureMember::SpreadPayload => Vec::new(),
    });
    found.collect()
}

fn is_integer(node: &PictureNode) -> bool {
    matches!(node, PictureNode::Value { ty: Type::Int(_), nullable: false })
}
