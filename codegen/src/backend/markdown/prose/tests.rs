//! What a reader of Markdown makes of an author's text that stands between others.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::super::text::{code, plain};
use super::{blocks, line, summary};

/// Pieces of which any text may be made: what opens, closes, marks and underlines, and what hides.
const PIECES: &[&str] = &[
    "```",
    "~~~",
    "````",
    "```rust\n",
    "    ",
    "   ",
    "  ",
    " ",
    "\t",
    "\n",
    "\n\n",
    "\n",
    "> ",
    ">",
    "- ",
    "* ",
    "1. ",
    "12) ",
    "-",
    "---",
    "===",
    "=",
    "***",
    "___",
    "# ",
    "## a #",
    "#",
    "a",
    "b c",
    "word",
    "`",
    "``",
    "`x`",
    "|",
    "a | b",
    "--- | ---",
    "| :-: |",
    "\\",
    "\\|",
    "\\`",
    "\\<",
    "<",
    "<b>",
    "</script>",
    "<!-- ",
    "-->",
    "<?",
    "<![CDATA[",
    "]]>",
    "<div>",
    "<https://a.b>",
    "<a:b",
    "[",
    "]",
    "](x)",
    "[a](b)",
    "[a]: /b",
    "[^a]: ",
    "[^a]",
    "![",
    "**",
    "_",
    "$$",
    "$",
    "\r\n",
    "\r",
    "\u{2028}",
    "\u{202e}",
    "&lt;",
    "&#124;",
    ":::",
    "* * *",
    "- - -",
    "+",
    "1.",
    "~~",
    "\u{a0}",
    "é",
];

fn texts(count: usize) -> impl Iterator<Item = String> {
    let mut random = fastrand::Rng::with_seed(1);
    (0..count).map(move |_| {
        let length = random.usize(1..14);
        (0..length).map(|_| PIECES[random.usize(..PIECES.len())]).collect()
    })
}

fn parse(text: &str) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM;
    Parser::new_ext(text, options).collect()
}

/// What should be nowhere on a page but where the page puts it.
fn is_foreign(event: &Event) -> bool {
    matches!(
        event,
        Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::Heading { .. } | Tag::HtmlBlock)
    )
}

/// The text between two paragraphs of the page leaves them as they are.
fn stays(markdown: &str) -> bool {
    let page = format!("START\n\n{markdown}\n\nEND\n");
    let events = parse(&page);
    let paragraph = |text: &'static str| {
        [Event::Start(Tag::Paragraph), Event::Text(text.into()), Event::End(TagEnd::Paragraph)]
    };
    events.starts_with(&paragraph("START"))
        && events.ends_with(&paragraph("END"))
        && !events.iter().any(is_foreign)
}

/// The text in a cell leaves the cell beside it as it is.
fn stays_in_cell(cell: &str) -> bool {
    let page = format!("| A | B |\n|---|---|\n| {cell} | END |\n");
    let events = parse(&page);
    let cells = events.iter().filter(|event| matches!(event, Event::Start(Tag::TableCell))).count();
    let last = [
        Event::Start(Tag::TableCell),
        Event::Text("END".into()),
        Event::End(TagEnd::TableCell),
        Event::End(TagEnd::TableRow),
        Event::End(TagEnd::Table),
    ];
    cells == 4 && events.ends_with(&last) && !events.iter().any(is_foreign)
}

fn visible(markdown: &str) -> String {
    let text = |event: Event| match event {
        Event::Text(text) | Event::Code(text) => text.into_string(),
        Event::SoftBreak => " ".to_owned(),
        _ => String::new(),
    };
    parse(markdown).into_iter().map(text).collect()
}

#[test]
fn no_text_leaves_its_place() {
    for text in texts(20_000) {
        assert!(stays(&blocks(&text)), "{text:?}\n{}", blocks(&text));
        let (cell, rest) = summary(&text);
        assert!(stays_in_cell(&cell), "{text:?}\n{cell}");
        assert!(stays(&rest.unwrap_or_default()), "{text:?}");
        assert!(stays_in_cell(&line(&text)), "{text:?}\n{}", line(&text));
    }
}

#[test]
fn plain_text_and_code_are_seen_as_they_are() {
    for text in texts(10_000) {
        let seen = super::super::text::one_line(&text);
        for page in [format!("x {}", plain(&text)), format!("| a |\n|---|\n| x {} |", plain(&text))] {
            assert_eq!(
                visible(&page).trim_start_matches('a'),
                format!("x {seen}").trim_end(),
                "{text:?}\n{page}"
            );
            assert!(!parse(&page).iter().any(is_foreign), "{text:?}");
        }
        let heading = visible(&format!("# {}", plain(&text)));
        assert_eq!(heading, seen, "{text:?}");
        let text = text.replace(['\n', '\r', '\t', '\u{2028}', '\u{202e}'], "");
        if text.trim_matches(' ').is_empty() {
            continue;
        }
        let code = code(&text);
        assert_eq!(visible(&format!("x{code}x")), format!("x{text}x"), "{code}");
        assert!(stays_in_cell(&code), "{code}");
    }
}

/// What all this rests on sees a text that does not stay.
#[test]
fn what_does_not_stay_is_noticed() {
    for text in ["```", "<div>", "# a", "a\n===", "<b>", "<!--"] {
        assert!(!stays(text), "{text}");
        assert!(stays(&blocks(text)), "{text}");
    }
    assert!(!stays_in_cell("a | b") && !stays_in_cell("<b>"));
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(blocks(text), expected);
}

#[test]
fn markdown_stays_markdown() {
    let text = "A *b* **c** `<d>` [e](f) <https://g.h>.\n\n- i\n  - j `k`\n- l\n\n1. m\n2. n\n\n> o\n> p";
    check(text, text);
    check("| a | b |\n|---|---|\n| c | `d` |", "| a | b |\n|---|---|\n| c | `d` |");
    check("```json\n{ \"a\": \"<b>\" }\n```", "```json\n{ \"a\": \"<b>\" }\n```");
}

#[test]
fn headings_are_bold_lines() {
    check("# A\nb", "**A**\n\nb");
    check("a\n## B ##\nc", "a\n\n**B**\n\nc");
    check("a\n---\nb", "a\n\n---\nb");
    check("a\n===\nb", "a\n\nb");
    check("> a\n> # B\n> c", "> a\n>\n> **B**\n>\n> c");
}

#[test]
fn code_is_fenced_and_closed() {
    check("a\n\n```\nb", "a\n\n```\nb\n```");
    check("a\n\n    # b\n    <c>\n\nd", "a\n\n```\n# b\n<c>\n```\n\nd");
    check("# a\n\n# b", "**a**\n\n**b**");
    check("> ```\n> a\nb", "> ```\n> a\n> ```\nb");
    check("- a\n  ```\n  b\n  ```\n- c", "- a\n```\nb\n```\n- c");
    check("~~~~\n~~~\n~~~~", "~~~~\n~~~\n~~~~");
}

#[test]
fn a_cell_has_the_first_paragraph() {
    let both = |text: &str| {
        let (cell, rest) = summary(text);
        (cell, rest.unwrap_or_default())
    };
    let expected = |cell: &str, rest: &str| (cell.to_owned(), rest.to_owned());
    assert_eq!(both("a\nb | c"), expected("a b &#124; c", ""));
    assert_eq!(both("a\n\nb\n\n- c"), expected("a", "b\n\n- c"));
    assert_eq!(both("a:\n- b"), expected("a:", "- b"));
    assert_eq!(both("```\na\n```"), expected("", "```\na\n```"));
}
