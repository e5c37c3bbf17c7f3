//! Pictures of frames, as JSON with a comment on each line that needs one.

use super::block::Block;
use super::{Page, json, types};
use crate::model::{Picture, PictureMember, PictureNode};

/// Comments stand below one another, unless a line is longer than this.
const WIDEST: usize = 52;

/// A picture; none where the frame is the payload alone, of which there is nothing to see.
pub fn block<'m>(page: &Page<'m>, picture: &'m Picture, what: What) -> Option<Block> {
    let mut lines = Lines { page, what, lines: Vec::new() };
    lines.node(&picture.node, Around::default(), &mut Vec::new());
    (!picture.is_channel()).then(|| Block::Code { language: "jsonc", text: lines.text() })
}

/// What is in the frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Event,
    Variant,
}

/// What stands on the first and on the last line of a node.
#[derive(Clone, Default)]
struct Around {
    indent: usize,
    key: String,
    comma: &'static str,
    /// What the key has to say of the node.
    note: Option<&'static str>,
}

struct Line {
    text: String,
    comment: String,
}

struct Lines<'p, 'm> {
    page: &'p Page<'m>,
    what: What,
    lines: Vec<Line>,
}

impl<'m> Lines<'_, 'm> {
    fn node(&mut self, node: &'m PictureNode, around: Around, path: &mut Vec<&'m str>) {
        match node {
            PictureNode::Object(members) => self.object(members, &around, path),
            PictureNode::Name => {
                self.value(&around, "\"<name>\"", format!("the name of the {}", self.noun()))
            }
            PictureNode::Version => self.value(&around, "1", "the version of the payload".to_owned()),
            PictureNode::Constant(value) => self.value(&around, &json::compact(value), String::new()),
            PictureNode::Payload { nullable } => {
                let null = if *nullable { ", null if there is none" } else { "" };
                self.value(&around, "{}", format!("the payload{null}"));
            }
            PictureNode::Value { ty, nullable } => {
                let shown = self.page.examples.beside(ty, path);
                let shown = shown.map_or_else(|| "null".to_owned(), |value| json::compact(&value));
                let null = if *nullable { " or null" } else { "" };
                let id = self.page.model.wire.correlation.iter().flatten();
                let role = if id.eq(path.iter()) { "request id, " } else { "" };
                self.value(&around, &shown, format!("{role}{}{null}", types::text(self.page, ty)));
            }
        }
    }

    fn object(&mut self, members: &'m [PictureMember], around: &Around, path: &mut Vec<&'m str>) {
        let Around { indent, key, comma, note } = around;
        self.push(*indent, format!("{key}{{"), note.unwrap_or_default().to_owned());
        for (index, member) in members.iter().enumerate() {
            let is_last = !members[index + 1..].iter().any(|member| *member != PictureMember::SpreadPayload);
            let mut inside =
                Around { indent: indent + 2, comma: if is_last { "" } else { "," }, ..Around::default() };
            match member {
                PictureMember::Key { key, optional, node, .. } => {
                    inside.key = json::text(key) + ": ";
                    inside.note = optional.then(|| optional_note(node));
                    path.push(key);
                    self.node(node, inside, path);
                    path.pop();
                }
                PictureMember::NameKey => {
                    inside.key = "\"<name>\": ".to_owned();
                    self.value(&inside, "{}", format!("the payload, under the name of the {}", self.noun()));
                }
                PictureMember::SpreadPayload => {
                    self.push(inside.indent, "// the members of the payload".to_owned(), String::new());
                }
            }
        }
        self.push(*indent, format!("}}{comma}"), String::new());
    }

    fn value(&mut self, around: &Around, value: &str, comment: String) {
        let notes = [comment.as_str(), around.note.unwrap_or_default()];
        let notes = notes.iter().filter(|note| !note.is_empty()).copied().collect::<Vec<_>>().join(", ");
        self.push(around.indent, format!("{}{value}{}", around.key, around.comma), notes);
    }

    fn noun(&self) -> &'static str {
        match self.what {
            What::Event => "event",
            What::Variant => "variant",
        }
    }

    fn push(&mut self, indent: usize, text: String, comment: String) {
        self.lines.push(Line { text: " ".repeat(indent) + &text, comment });
    }

    fn text(&self) -> String {
        let commented = self.lines.iter().filter(|line| !line.comment.is_empty());
        let widths = commented.map(|line| line.text.chars().count()).filter(|width| *width <= WIDEST);
        let width = widths.max().unwrap_or(0);
        let line = |Line { text, comment }: &Line| match comment.is_empty() {
            true => text.clone(),
            false => format!("{text:width$}  // {comment}"),
        };
        self.lines.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

fn optional_note(node: &PictureNode) -> &'static str {
    match node {
        PictureNode::Payload { .. } => "left out if there is none",
        _ => "may be left out",
    }
}
