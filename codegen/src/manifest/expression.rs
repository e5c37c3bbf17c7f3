//! Type expressions: `map<string, list<u8>> | null = {}`.

mod token;

use super::{Context, Expr, ExprKind};
use crate::diagnostic::{Diagnostic, codes, shown};
use crate::source::Span;
use crate::yaml::{Kind, Node, Scalar, Style};
use token::{Token, Tokens};

/// Types inside types.
const MAX_DEPTH: usize = 32;

/// A type, and the literal behind ` = `.
pub struct WithDefault {
    pub expr: Expr,
    pub default: Option<Node>,
}

/// The expression of a node: a text, or a list of types (a tuple).
pub fn read(cx: &mut Context, node: &Node) -> Expr {
    let read = read_with_default(cx, node);
    if let Some(default) = read.default {
        refuse(cx, default.span, "only a field has a default", None);
    }
    read.expr
}

/// The expression of a field, which may have a default.
pub fn read_with_default(cx: &mut Context, node: &Node) -> WithDefault {
    match &node.kind {
        Kind::Scalar(scalar) => read_scalar(cx, node.span, scalar),
        Kind::Sequence { items, .. } if items.is_empty() => {
            cx.diagnostics.push(empty_tuple(node.span));
            WithDefault { expr: invalid(node.span), default: None }
        }
        Kind::Sequence { items, .. } => {
            let items = items.iter().map(|item| read(cx, item)).collect();
            WithDefault { expr: Expr { span: node.span, kind: ExprKind::Tuple(items) }, default: None }
        }
        Kind::Mapping { .. } => {
            super::scalar::wrong_kind(cx, node, "a type expression");
            WithDefault { expr: invalid(node.span), default: None }
        }
    }
}

fn read_scalar(cx: &mut Context, span: Span, scalar: &Scalar) -> WithDefault {
    let refused = WithDefault { expr: invalid(span), default: None };
    if scalar.style == Style::Missing {
        super::scalar::empty(cx, span);
        return refused;
    }
    if scalar.text == "~" {
        refuse(cx, span, "`~` is no type", Some("write null"));
        return refused;
    }
    let (text, literal) = match scalar.text.split_once(" = ") {
        Some((text, literal)) => (text, Some(literal)),
        None => (scalar.text.as_str(), None),
    };
    let base = base(cx.source, span, scalar);
    let expr = parse(cx, text, span, base);
    let default = literal.and_then(|literal| {
        let offset = scalar.text.len() - literal.len();
        let at =
            base.map_or(span, |base| Span { start: base + offset as u32, ..span_end(span, base, scalar) });
        read_literal(cx, literal.trim(), at)
    });
    WithDefault { expr, default }
}

fn span_end(span: Span, base: u32, scalar: &Scalar) -> Span {
    Span { end: base + scalar.text.len() as u32, ..span }
}

/// Where the text of a scalar begins, when it stands in the file letter for letter.
fn base(source: &str, span: Span, scalar: &Scalar) -> Option<u32> {
    let start = span.start + u32::from(matches!(scalar.style, Style::Single | Style::Double));
    source.get(start as usize..)?.starts_with(&scalar.text).then_some(start)
}

fn parse(cx: &mut Context, text: &str, span: Span, base: Option<u32>) -> Expr {
    let mut tokens = Tokens::new(text, span, base);
    match union(&mut tokens, 0) {
        Ok(expr) => match tokens.advance() {
            Ok((Token::End, _)) => return expr,
            Ok((token, at)) => cx.diagnostics.push(unexpected(token, at, &tokens)),
            Err(diagnostic) => cx.diagnostics.push(*diagnostic),
        },
        Err(diagnostic) => cx.diagnostics.push(*diagnostic),
    }
    invalid(span)
}

type Parsed = Result<Expr, Box<Diagnostic>>;

fn union(tokens: &mut Tokens, depth: usize) -> Parsed {
    let first = item(tokens, depth)?;
    let mut items = vec![first];
    while tokens.take(Token::Bar)? {
        items.push(item(tokens, depth)?);
    }
    if items.len() == 1 {
        return Ok(items.remove(0));
    }
    let span = Span { end: items.last().map_or(0, |last| last.span.end), ..items[0].span };
    Ok(Expr { span, kind: ExprKind::Union(items) })
}

fn item(tokens: &mut Tokens, depth: usize) -> Parsed {
    let (token, at) = tokens.advance()?;
    if depth >= MAX_DEPTH {
        let message = format!("types are nested more than {MAX_DEPTH} deep");
        return Err(Box::new(Diagnostic::new(&codes::TOO_DEEP, at, message)));
    }
    match token {
        Token::Name(name) if tokens.take(Token::Less)? => {
            let (items, end) = list(tokens, Token::Greater, depth)?;
            Ok(Expr { span: Span { end, ..at }, kind: ExprKind::Generic(name.to_owned(), items) })
        }
        Token::Name(name) => Ok(Expr { span: at, kind: ExprKind::Name(name.to_owned()) }),
        Token::Open if tokens.take(Token::Close)? => Err(Box::new(empty_tuple(at))),
        Token::Open => {
            let (items, end) = list(tokens, Token::Close, depth)?;
            Ok(Expr { span: Span { end, ..at }, kind: ExprKind::Tuple(items) })
        }
        token => Err(Box::new(unexpected(token, at, tokens))),
    }
}

fn list(
    tokens: &mut Tokens,
    close: Token<'static>,
    depth: usize,
) -> Result<(Vec<Expr>, u32), Box<Diagnostic>> {
    let mut items = vec![union(tokens, depth + 1)?];
    loop {
        let (token, at) = tokens.advance()?;
        match token {
            Token::Comma => items.push(union(tokens, depth + 1)?),
            token if token == close => return Ok((items, at.end)),
            token => return Err(Box::new(unexpected(token, at, tokens))),
        }
    }
}

fn empty_tuple(span: Span) -> Diagnostic {
    Diagnostic::new(&codes::EXPRESSION, span, "a tuple has at least one type")
        .help("an array of any length is a list: write list<T>")
}

fn unexpected(token: Token, at: Span, tokens: &Tokens) -> Diagnostic {
    let message = match token {
        Token::End => "the type ends too early".to_owned(),
        token => format!("`{}` does not belong here", shown(&token.to_string())),
    };
    Diagnostic::new(&codes::EXPRESSION, at, message).maybe_help(tokens.help(token).map(str::to_owned))
}

/// The literal behind ` = `, as the node that `default:` would have.
fn read_literal(cx: &mut Context, text: &str, span: Span) -> Option<Node> {
    let kind = match text {
        "" => {
            refuse(cx, span, "there is nothing behind ` = `", None);
            return None;
        }
        "[]" => Kind::Sequence { items: Vec::new(), flow: true },
        "{}" => Kind::Mapping { entries: Vec::new(), flow: true },
        quoted if quoted.starts_with('"') => match serde_json::from_str::<String>(quoted) {
            Ok(text) => Kind::Scalar(Scalar { text, style: Style::Double }),
            Err(_) => {
                refuse(
                    cx,
                    span,
                    "a text behind ` = ` is written as in JSON",
                    Some("or use the key `default`"),
                );
                return None;
            }
        },
        plain if plain.starts_with(['[', '{', '\'']) => {
            refuse(cx, span, "this is too much for a default behind ` = `", Some("use the key `default`"));
            return None;
        }
        plain => Kind::Scalar(Scalar { text: plain.to_owned(), style: Style::Plain }),
    };
    Some(Node { span, kind })
}

pub fn invalid(span: Span) -> Expr {
    Expr { span, kind: ExprKind::Invalid }
}

fn refuse(cx: &mut Context, span: Span, message: &str, help: Option<&str>) {
    cx.diagnostics
        .push(Diagnostic::new(&codes::EXPRESSION, span, message).maybe_help(help.map(str::to_owned)));
}
