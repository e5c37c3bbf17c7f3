//! The tokens of a type expression.

use std::fmt;

use crate::diagnostic::{Diagnostic, codes, shown};
use crate::source::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'t> {
    Name(&'t str),
    Less,
    Greater,
    Comma,
    Bar,
    Open,
    Close,
    End,
}

pub struct Tokens<'t> {
    text: &'t str,
    position: usize,
    span: Span,
    base: Option<u32>,
}

type Spanned<'t> = Result<(Token<'t>, Span), Box<Diagnostic>>;

impl<'t> Tokens<'t> {
    /// `base` is where `text` begins in the file; without it every token is at `span`.
    pub fn new(text: &'t str, span: Span, base: Option<u32>) -> Tokens<'t> {
        Tokens { text, position: 0, span, base }
    }

    pub fn advance(&mut self) -> Spanned<'t> {
        self.skip_space();
        let rest = &self.text[self.position..];
        let Some(first) = rest.chars().next() else { return Ok((Token::End, self.at(0))) };
        let (token, length) = match first {
            '<' => (Token::Less, 1),
            '>' => (Token::Greater, 1),
            ',' => (Token::Comma, 1),
            '|' => (Token::Bar, 1),
            '[' => (Token::Open, 1),
            ']' => (Token::Close, 1),
            c if c.is_ascii_alphabetic() || c == '_' => {
                let length =
                    rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
                (Token::Name(&rest[..length]), length)
            }
            c => return Err(Box::new(self.refuse(c))),
        };
        let at = self.at(length);
        self.position += length;
        Ok((token, at))
    }

    /// Whether the next token is `token`, which is then passed.
    pub fn take(&mut self, token: Token<'static>) -> Result<bool, Box<Diagnostic>> {
        let before = self.position;
        let taken = self.advance()?.0 == token;
        if !taken {
            self.position = before;
        }
        Ok(taken)
    }

    /// What to write instead of an unexpected token.
    pub fn help(&self, token: Token) -> Option<&'static str> {
        match token {
            Token::Open => Some("for a list write list<T>"),
            Token::Greater => Some("a type stands between < and >"),
            Token::Less => Some("only a name is followed by <"),
            Token::End if self.text.contains('<') => {
                Some("every < needs its >; a comma ends a value inside { }: use a block or quotes")
            }
            _ => None,
        }
    }

    fn skip_space(&mut self) {
        let rest = &self.text[self.position..];
        self.position += rest.len() - rest.trim_start_matches([' ', '\n', '\t']).len();
    }

    fn at(&self, length: usize) -> Span {
        match self.base {
            Some(base) => {
                let start = base + self.position as u32;
                Span { start, end: start + length as u32, ..self.span }
            }
            None => self.span,
        }
    }

    fn refuse(&self, c: char) -> Diagnostic {
        let help = match c {
            '?' => Some("write the ? behind the key: `name?: T`"),
            '(' | ')' => Some("for a tuple write [A, B]"),
            '"' | '\'' => Some("for a choice among texts write { enum: [a, b] }"),
            '=' => Some("the default stands behind ` = `, with a space on both sides"),
            '{' | '}' => Some("an object in place is written `{ fields: { … } }`"),
            '.' | '/' => Some("a type of one's own is named by its key under `types` alone"),
            '&' => Some("spread the fields of both: `...a: A`, `...b: B`"),
            ':' => Some("a map is written map<K, T>"),
            '0'..='9' | '-' => Some("a value that stands for itself is an enum with one value"),
            _ => None,
        };
        let message = format!("`{}` does not belong into a type", shown(&c.to_string()));
        Diagnostic::new(&codes::EXPRESSION, self.at(c.len_utf8()), message)
            .maybe_help(help.map(str::to_owned))
    }
}

impl fmt::Display for Token<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Token::Name(name) => name,
            Token::Less => "<",
            Token::Greater => ">",
            Token::Comma => ",",
            Token::Bar => "|",
            Token::Open => "[",
            Token::Close => "]",
            Token::End => "the end",
        })
    }
}
