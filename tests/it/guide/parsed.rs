//! A page of Markdown, as a reader sees it.

use std::collections::HashSet;
use std::sync::LazyLock;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use regex::Regex;

/// What is on a page.
#[derive(Default)]
pub struct Page {
    pub sections: Vec<Section>,
    /// The anchors that links lead to.
    pub links: Vec<String>,
    pub html: Vec<String>,
}

/// A heading and what stands under it, up to the next.
#[derive(Default)]
pub struct Section {
    pub level: usize,
    pub title: String,
    pub anchor: String,
    pub tables: Vec<Table>,
    /// What stands in fences of JSON.
    pub json: Vec<String>,
}

/// A table, its cells as text.
#[derive(Default)]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

pub fn parse(text: &str) -> Page {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    let mut page = Page::default();
    // Code and text up to here; the cells of the row.
    let (mut seen, mut row, mut in_json) = (String::new(), Vec::new(), false);
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => page.html.push(html.trim_end().to_owned()),
            Event::Text(text) | Event::Code(text) => seen.push_str(&text),
            Event::SoftBreak | Event::HardBreak => seen.push(' '),
            Event::Start(Tag::Link { dest_url, .. }) => {
                page.links.extend(dest_url.strip_prefix('#').map(str::to_owned));
            }
            Event::Start(Tag::Heading { level, .. }) => {
                seen.clear();
                page.sections.push(Section { level: level as usize, ..Section::default() });
            }
            Event::End(TagEnd::Heading(_)) => {
                let anchor = anchor(&seen, &page.sections);
                let section = page.sections.last_mut().expect("it was begun");
                (section.title, section.anchor) = (std::mem::take(&mut seen), anchor);
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                seen.clear();
                in_json = matches!(kind, CodeBlockKind::Fenced(language) if &*language == "json");
            }
            Event::End(TagEnd::CodeBlock) if in_json => {
                page.sections
                    .iter_mut()
                    .next_back()
                    .expect("a page begins with a heading")
                    .json
                    .push(seen.clone());
            }
            Event::Start(Tag::Table(_)) => {
                page.sections
                    .iter_mut()
                    .next_back()
                    .expect("a page begins with a heading")
                    .tables
                    .push(Table::default());
            }
            Event::Start(Tag::TableCell) => seen.clear(),
            Event::End(TagEnd::TableCell) => row.push(std::mem::take(&mut seen)),
            Event::End(TagEnd::TableHead) => table(&mut page).columns = std::mem::take(&mut row),
            Event::End(TagEnd::TableRow) => table(&mut page).rows.push(std::mem::take(&mut row)),
            _ => {}
        }
    }
    page
}

fn table(page: &mut Page) -> &mut Table {
    page.sections.last_mut().and_then(|section| section.tables.last_mut()).expect("it was begun")
}

static STRANGE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[^\w\- ]").expect("it is a pattern"));

/// As GitHub makes it: small letters, words and dashes, and a number where one is taken.
fn anchor(title: &str, before: &[Section]) -> String {
    let slug = STRANGE.replace_all(&title.to_lowercase(), "").replace(' ', "-");
    let taken: HashSet<&str> = before.iter().map(|section| section.anchor.as_str()).collect();
    let numbered = (1..).map(|count| format!("{slug}-{count}"));
    let mut all = std::iter::once(slug.clone()).chain(numbered);
    all.find(|anchor| !taken.contains(anchor.as_str())).expect("there is always another number")
}
