//! How a filter is written, before anybody asks what its names and values mean.
//!
//! ```text
//! filter    = all ("OR" all)*
//! all       = one ("AND"? one)*
//! one       = ("NOT" | "-")* ( "(" filter ")" | condition )
//! condition = name (":" | "=" | "!=") values | name (">" | ">=" | "<" | "<=") value
//! values    = value ("," value)* | "(" the same with values for conditions, and an "AND" for each and ")"
//! value     = anything without white space, brackets, quotes and commas | a text in double quotes
//! ```
//!
//! `AND`, `OR` and `NOT` may be written in lower case too. In quotes, `\"` is a quote and `\\` a backslash.

use winnow::ascii::multispace0;
use winnow::combinator::{alt, cut_err, delimited, eof, fail, not, opt, peek, preceded, repeat, terminated};
use winnow::error::{ContextError, StrContext, StrContextValue};
use winnow::prelude::*;
use winnow::token::{any, none_of, take_while};

use super::MAX_DEPTH;
use super::error::FilterError;
use super::read::Comparison;

/// The longest filter that is read, in bytes of UTF-8.
const MAX_BYTES: usize = 4_000;
/// Of what stands in the wrong place, this much is repeated, in characters.
const MAX_FOUND_CHARS: usize = 20;

const EXPECTED_AFTER: &str = "AND, OR, another condition or the end";
const EXPECTED_CONDITION: &str = "a condition such as category:sleep";
const EXPECTED_COMPARISON: &str =
    "one of : = != > >= < <= after a field's name (a value of several words stands in quotes)";
const EXPECTED_VALUE: &str = "a value";
const EXPECTED_BRACKET: &str = "AND, OR or a closing bracket";
const EXPECTED_QUOTE: &str = "a closing quote";

/// What is joined by `AND`, `OR` and `NOT`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tree<T> {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    One(T),
}

/// A field compared with a value, or with several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Condition<'t> {
    pub(super) name: &'t str,
    pub(super) comparison: Comparison,
    pub(super) values: Tree<String>,
}

type Parse<'t, T> = fn(&mut &'t str) -> ModalResult<T>;

/// Reads the form of a filter.
pub(super) fn parse(text: &str) -> Result<Tree<Condition<'_>>, FilterError> {
    check_depth(text)?;
    terminated(filter, (multispace0, eof)).parse(text).map_err(|error| {
        let expected = error.inner().context().find_map(|context| match context {
            StrContext::Expected(StrContextValue::Description(expected)) => Some(*expected),
            _ => None,
        });
        syntax_error(text, error.offset(), expected.unwrap_or(EXPECTED_AFTER))
    })
}

fn filter<'t>(input: &mut &'t str) -> ModalResult<Tree<Condition<'t>>> {
    alternatives(input, condition, true)
}

/// Too deep a filter is not even read: reading goes as deep as it does.
fn check_depth(text: &str) -> Result<(), FilterError> {
    if text.len() > MAX_BYTES {
        return Err(FilterError::TooLong(MAX_BYTES));
    }
    let (mut depth, mut is_quoted) = (0_usize, false);
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'(' if !is_quoted => depth += 1,
            b')' if !is_quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Err(FilterError::TooDeep);
        }
    }
    Ok(())
}

fn syntax_error(text: &str, offset: usize, expected: &str) -> FilterError {
    let rest = text[offset..].trim_start();
    let at = text.chars().count() - rest.chars().count() + 1;
    let word: String =
        rest.chars().take_while(|c| !c.is_whitespace() && !matches!(c, '(' | ')')).take(MAX_FOUND_CHARS).collect();
    let found = match (rest.chars().next(), word.is_empty()) {
        (None, _) => "the end".to_owned(),
        (Some(bracket), true) => format!("{bracket:?}"),
        (Some(_), false) => format!("{word:?}"),
    };
    FilterError::Syntax { at, expected: expected.to_owned(), found }
}

/// What is joined by `OR`, in which what follows without a word between is joined by `AND` if that `may_be_left_out`.
fn alternatives<'t, T>(input: &mut &'t str, one: Parse<'t, T>, may_be_left_out: bool) -> ModalResult<Tree<T>> {
    let mut parts = vec![conjunction(input, one, may_be_left_out)?];
    while opt(keyword("or")).parse_next(input)?.is_some() {
        parts.push(cut_err(|input: &mut _| conjunction(input, one, may_be_left_out)).parse_next(input)?);
    }
    Ok(joined(parts, Tree::Any))
}

fn conjunction<'t, T>(input: &mut &'t str, one: Parse<'t, T>, may_be_left_out: bool) -> ModalResult<Tree<T>> {
    let mut parts = vec![negated(input, one, may_be_left_out)?];
    loop {
        let has_word = opt(keyword("and")).parse_next(input)?.is_some();
        if !has_word && (!may_be_left_out || peek(opt(keyword("or"))).parse_next(input)?.is_some()) {
            break;
        }
        let mut next = |input: &mut _| negated(input, one, may_be_left_out);
        match if has_word { cut_err(next).map(Some).parse_next(input)? } else { opt(&mut next).parse_next(input)? } {
            Some(part) => parts.push(part),
            None => break,
        }
    }
    Ok(joined(parts, Tree::All))
}

fn negated<'t, T>(input: &mut &'t str, one: Parse<'t, T>, may_be_left_out: bool) -> ModalResult<Tree<T>> {
    let negation = preceded(multispace0, alt((keyword("not"), "-".void())));
    let negations: usize = repeat(0.., negation).parse_next(input)?;
    let bracketed = |input: &mut &'t str| {
        let inside = |input: &mut &'t str| alternatives(input, one, may_be_left_out);
        delimited("(", cut_err(inside), cut_err((multispace0, ")")).context(expected(EXPECTED_BRACKET)))
            .parse_next(input)
    };
    let mut part = preceded(multispace0, alt((bracketed, one.map(Tree::One))));
    let part = if negations > 0 { cut_err(part).parse_next(input)? } else { part.parse_next(input)? };
    Ok((0..negations).fold(part, |part, _| Tree::Not(Box::new(part))))
}

fn joined<T>(mut parts: Vec<Tree<T>>, join: fn(Vec<Tree<T>>) -> Tree<T>) -> Tree<T> {
    if parts.len() == 1 { parts.remove(0) } else { join(parts) }
}

fn condition<'t>(input: &mut &'t str) -> ModalResult<Condition<'t>> {
    let name = take_while(1.., |c: char| c.is_alphanumeric() || c == '_' || c == '-')
        .context(expected(EXPECTED_CONDITION))
        .parse_next(input)?;
    let sign = preceded(multispace0, alt((">=", "<=", "!=", ":", "=", ">", "<")));
    let sign = cut_err(sign).context(expected(EXPECTED_COMPARISON)).parse_next(input)?;
    let comparison = match sign {
        ">=" => Comparison::AtLeast,
        "<=" => Comparison::AtMost,
        ">" => Comparison::Above,
        "<" => Comparison::Below,
        "!=" => Comparison::IsNot,
        _ => Comparison::Is,
    };
    let several = matches!(comparison, Comparison::Is | Comparison::IsNot);
    let values = if several { cut_err(values).parse_next(input)? } else { cut_err(one_value).parse_next(input)? };
    Ok(Condition { name, comparison, values })
}

fn values(input: &mut &str) -> ModalResult<Tree<String>> {
    if opt((multispace0, "(")).parse_next(input)?.is_some() {
        let inside = |input: &mut &_| alternatives(input, value, false);
        let close = (multispace0, ")").context(expected(EXPECTED_BRACKET));
        return terminated(cut_err(inside), cut_err(close)).parse_next(input);
    }
    let mut parts = vec![one_value(input)?];
    while opt((multispace0, ",")).parse_next(input)?.is_some() {
        parts.push(cut_err(one_value).parse_next(input)?);
    }
    Ok(joined(parts, Tree::Any))
}

fn one_value(input: &mut &str) -> ModalResult<Tree<String>> {
    preceded(multispace0, value).map(Tree::One).parse_next(input)
}

fn value(input: &mut &str) -> ModalResult<String> {
    let bare = take_while(1.., is_bare).map(str::to_owned);
    alt((quoted, bare)).context(expected(EXPECTED_VALUE)).parse_next(input)
}

/// A character of a value that stands without quotes.
pub(super) fn is_bare(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '(' | ')' | '"' | ',')
}

fn quoted(input: &mut &str) -> ModalResult<String> {
    let character = alt((preceded('\\', any), none_of(['"', '\\'])));
    let text = repeat(0.., character);
    delimited('"', text, cut_err('"').context(expected(EXPECTED_QUOTE))).parse_next(input)
}

/// A word that joins, in upper or lower case; `order:x` does not begin with one.
fn keyword<'t>(word: &'static str) -> impl Parser<&'t str, (), winnow::error::ErrMode<ContextError>> {
    move |input: &mut &'t str| {
        let letters = take_while(1.., |c: char| !c.is_whitespace() && !matches!(c, '(' | ')' | '"' | ',' | ':' | '='));
        let ends = not(preceded(multispace0, alt((":", "=", "!=", ">", "<"))));
        let (found, ()): (&str, ()) = preceded(multispace0, (letters, ends)).parse_next(input)?;
        if found.eq_ignore_ascii_case(word) { Ok(()) } else { fail.parse_next(input) }
    }
}

fn expected(what: &'static str) -> StrContext {
    StrContext::Expected(StrContextValue::Description(what))
}
