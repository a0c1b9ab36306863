//! Correlations between quantities: which pairs, and whether one joint law has them all.

use super::assumptions::Correlations;
use super::decoder::{Decoder, Fields, Node, nearest};
use crate::model::problem::{Mend, Remedy, Rule, Shape};
use crate::model::quantity::{self, Domain, Kind, Quantity, QuantityId, Scale};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CORRELATIONS_MOST: usize = 1000;
/// Among more quantities at odds than this no single coefficient is looked for.
const MENDED_MOST: usize = 6;
/// The sizes beyond which eigenvalues take too long to try out coefficients.
const MATRIX_MENDED_MOST: usize = 80;

pub(super) const SPEARMAN: Domain =
    Domain { kind: Kind::Correlation, scale: Scale::Plain, low: -1.0, high: 1.0 };

/// Reads `[[correlation]]`.
pub(super) fn read<'a>(decoder: &mut Decoder<'a>, root: &mut Fields<'a>) -> Option<Correlations> {
    let node = root.get("correlation")?;
    let entries = decoder.list(&node, Shape::Tables);
    if entries.len() > CORRELATIONS_MOST {
        let rule = Rule::TooMany { found: entries.len(), most: CORRELATIONS_MOST };
        decoder.refuse(&entries[CORRELATIONS_MOST], rule);
        return None;
    }
    let mut starts = BTreeMap::new();
    let mut stated = Vec::new();
    for entry in &entries {
        let Some(mut fields) = decoder.fields(entry, Shape::Table) else { continue };
        let pair = fields.require(decoder, "between").and_then(|node| pair(decoder, &node, &mut starts));
        let rho = fields.require(decoder, "spearman").map(|node| decoder.number(&node, &SPEARMAN));
        fields.finish(decoder);
        if let (Some((a, b)), Some(rho)) = (pair, rho.filter(|rho| !rho.is_nan())) {
            stated.push((a, b, rho));
        }
    }
    if stated.is_empty() {
        return None;
    }
    let members: BTreeSet<QuantityId> = stated.iter().flat_map(|&(a, b, _)| [a, b]).collect();
    let members: Vec<QuantityId> = members.into_iter().collect();
    let matrix = matrix(&members, &stated);
    if let Some((smallest_eigenvalue, at_odds)) = quantity::most_negative(&matrix) {
        let mends = mends(decoder, &members, &at_odds, &matrix, &stated);
        let names = at_odds.iter().map(|&at| decoder.quantities[members[at].0].path.clone()).collect();
        let rule = Rule::ImpossibleCorrelations { members: names, smallest_eigenvalue };
        let first = Node { span: entries[0].span.clone(), ..node };
        if mends.is_empty() {
            decoder.refuse(&first, rule);
        } else {
            decoder.refuse(&first, rule.with(Remedy::Correlations { mends }));
        }
        return None;
    }
    let factor = quantity::factor(&matrix);
    Some(Correlations { members, factor, stated })
}

/// The two quantities, in order of first appearance, if there is nothing wrong with them.
fn pair<'a>(
    decoder: &mut Decoder<'a>,
    node: &Node<'a>,
    starts: &mut BTreeMap<(QuantityId, QuantityId), usize>,
) -> Option<(QuantityId, QuantityId)> {
    let entries = decoder.list(node, Shape::List);
    if entries.len() != 2 {
        if node.entries().is_some() {
            decoder.refuse(node, Rule::ListLength { expected: 2, found: entries.len() });
        }
        return None;
    }
    let first = member(decoder, &entries[0]);
    let second = member(decoder, &entries[1]);
    let (first, second) = (first?, second?);
    if first == second {
        decoder.refuse(node, Rule::CorrelatedWithItself);
        return None;
    }
    let ordered = (first.min(second), first.max(second));
    if let Some(&first) = starts.get(&ordered) {
        let (first_line, first_file) = decoder.source.first(first, node.span.start);
        decoder.refuse(node, Rule::CorrelatedTwice { first_line, first_file });
        return None;
    }
    starts.insert(ordered, node.span.start);
    Some(ordered)
}

/// The uncertain quantity of that path.
fn member<'a>(decoder: &mut Decoder<'a>, node: &Node<'a>) -> Option<QuantityId> {
    let path = decoder.text(node)?;
    let Some(at) = decoder.quantities.iter().position(|quantity| quantity.path == path) else {
        let uncertain = || {
            let named = decoder.quantities.iter().filter(|quantity| quantity.law.has_coordinate());
            named.map(|quantity| quantity.path.as_str())
        };
        let remedy = match nearest(path, uncertain()) {
            Some(name) => Remedy::Nearest { name: name.to_owned() },
            None => Remedy::OneOf { options: uncertain().take(20).map(str::to_owned).collect() },
        };
        decoder.refuse(node, Rule::UnknownQuantity.with(remedy));
        return None;
    };
    match decoder.quantities[at].law {
        // Its own problem was reported.
        Quantity::Fixed(value) if value.is_nan() => None,
        Quantity::Fixed(_) => {
            decoder.refuse(node, Rule::PlainNumberCorrelated);
            None
        }
        Quantity::Draws(_) => {
            decoder.refuse(node, Rule::DrawsCorrelated);
            None
        }
        _ => Some(QuantityId(at)),
    }
}

/// The copula's matrix of the members.
pub(super) fn matrix(members: &[QuantityId], stated: &[(QuantityId, QuantityId, f64)]) -> Vec<Vec<f64>> {
    let size = members.len();
    let mut matrix: Vec<Vec<f64>> =
        (0..size).map(|i| (0..size).map(|j| if i == j { 1.0 } else { 0.0 }).collect()).collect();
    let place = |id: QuantityId| members.partition_point(|&member| member < id);
    for &(a, b, rho) in stated {
        let (i, j) = (place(a), place(b));
        matrix[i][j] = quantity::copula_coefficient(rho);
        matrix[j][i] = matrix[i][j];
    }
    matrix
}

/// The single coefficients among the quantities at odds that would mend it, stated ones first.
fn mends(
    decoder: &Decoder<'_>,
    members: &[QuantityId],
    at_odds: &[usize],
    matrix: &[Vec<f64>],
    stated: &[(QuantityId, QuantityId, f64)],
) -> Vec<Mend> {
    let mut mends = Vec::new();
    if at_odds.len() > MENDED_MOST || members.len() > MATRIX_MENDED_MOST {
        return mends;
    }
    for (at, &i) in at_odds.iter().enumerate() {
        for &j in &at_odds[at + 1..] {
            let Some((low, high)) = quantity::mends(matrix, i, j) else { continue };
            let (a, b) = (members[i], members[j]);
            mends.push(Mend {
                between: [decoder.quantities[a.0].path.clone(), decoder.quantities[b.0].path.clone()],
                stated: stated.iter().any(|&(first, second, _)| (first, second) == (a, b)),
                low,
                high,
            });
        }
    }
    mends.sort_by_key(|mend| !mend.stated);
    mends
}
