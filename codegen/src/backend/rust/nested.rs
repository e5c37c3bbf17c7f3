//! Tuples of any length: traits are implemented for those of up to twelve, so that longer ones are pairs of two.

use proc_macro2::TokenStream;
use quote::quote;

const LONGEST: usize = 12;

/// What stands in a tuple.
#[derive(Clone)]
pub enum Part {
    /// One of several items, which share a tuple.
    One(TokenStream),
    /// Items of its own, which stand for a tuple.
    Several(TokenStream),
}

/// The type of a tuple, `both` being the type of a pair of two.
pub fn types(parts: Vec<Part>, both: &TokenStream) -> TokenStream {
    tree(leaves(parts), &|first, rest| quote!(#both<#first, #rest>))
}

/// A tuple itself, or a pattern of one.
pub fn values(parts: Vec<Part>) -> TokenStream {
    tree(leaves(parts), &|first, rest| quote!((#first, #rest)))
}

/// A tuple of items only.
pub fn tuple(items: Vec<TokenStream>) -> TokenStream {
    values(items.into_iter().map(Part::One).collect())
}

/// Tuples of the longest kind.
fn leaves(parts: Vec<Part>) -> Vec<TokenStream> {
    let (mut leaves, mut run) = (Vec::new(), Vec::new());
    for part in parts {
        match part {
            Part::One(item) => run.push(item),
            Part::Several(items) => {
                leaves.extend(chunks(&mut run));
                leaves.push(items);
            }
        }
    }
    leaves.extend(chunks(&mut run));
    leaves
}

fn chunks(run: &mut Vec<TokenStream>) -> Vec<TokenStream> {
    let run = std::mem::take(run);
    run.chunks(LONGEST).map(|items| quote!((#(#items,)*))).collect()
}

/// In halves: one leaf behind the other would nest too deep.
fn tree(mut leaves: Vec<TokenStream>, pair: &dyn Fn(TokenStream, TokenStream) -> TokenStream) -> TokenStream {
    match leaves.len() {
        0 => quote!(()),
        1 => leaves.remove(0),
        count => {
            let rest = leaves.split_off(count.div_ceil(2));
            pair(tree(leaves, pair), tree(rest, pair))
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{Part, tuple, values};

    #[test]
    fn many_fields_nest_a_few_deep() {
        for (fields, deepest) in [(12, 1), (13, 2), (24, 2), (25, 3), (1_200, 8), (10_000, 11)] {
            let text = tuple(vec![quote!(x); fields]).to_string();
            let depth = text.chars().scan(0, |depth, c| {
                *depth += i32::from(c == '(') - i32::from(c == ')');
                Some(*depth)
            });
            assert_eq!(depth.max(), Some(deepest), "{fields} fields");
            assert_eq!(text.matches('x').count(), fields);
        }
    }

    #[test]
    fn what_is_spread_stands_between_tuples() {
        let (one, several) = (Part::One(quote!(x)), Part::Several(quote!(y)));
        let text = |parts: &[&Part]| {
            values(parts.iter().map(|part| (*part).clone()).collect()).to_string().replace(' ', "")
        };
        assert_eq!(text(&[]), "()");
        assert_eq!(text(&[&several]), "y");
        assert_eq!(text(&[&one, &one, &several]), "((x,x,),y)");
        assert_eq!(text(&[&several, &one, &several, &one]), "((y,(x,)),(y,(x,)))");
    }
}
