//! Sums that are the same bytes whatever the order in which their parts come: a binary tree of tiles.
//!
//! Floating-point sums depend on the order of addition, so the order is fixed: a tile's sums are added to those of its
//! sibling alone (tile 0 to 1, 2 to 3; then pairs, and so on) as soon as both are there. At any time few nodes are open:
//! about as many as there are threads and levels.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Sums over some of the tiles of a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Nodes {
    /// By the first tile, each with its level: it holds `2^level` tiles (the last one of a run may hold fewer).
    #[serde(with = "as_bits")]
    open: BTreeMap<usize, (u32, Vec<f64>)>,
}

/// Tiles that are in both of two parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("two parts hold the same trials")]
pub struct Overlap;

impl Nodes {
    /// Adds a tile's sums.
    pub(super) fn insert(&mut self, tile: usize, sums: Vec<f64>) {
        self.insert_node(tile, 0, sums);
    }

    fn insert_node(&mut self, mut first: usize, mut level: u32, mut sums: Vec<f64>) {
        loop {
            let sibling = first ^ (1 << level);
            if self.open.get(&sibling).is_none_or(|(other, _)| *other != level) {
                self.open.insert(first, (level, sums));
                return;
            }
            if let Some((_, other)) = self.open.remove(&sibling) {
                for (sum, other) in sums.iter_mut().zip(&other) {
                    *sum += other;
                }
            }
            first = first.min(sibling);
            level += 1;
        }
    }

    /// Adds the tiles of another part of the run.
    ///
    /// # Errors
    /// [`Overlap`] where a tile is in both; nothing is added then.
    pub(super) fn merge(&mut self, other: Self) -> Result<(), Overlap> {
        let range = |(first, (level, _)): (&usize, &(u32, Vec<f64>))| (*first, *first + (1 << level));
        let mut all: Vec<(usize, usize)> = self.open.iter().chain(&other.open).map(range).collect();
        all.sort_unstable();
        if all.windows(2).any(|pair| pair[0].1 > pair[1].0) {
            return Err(Overlap);
        }
        for (first, (level, sums)) in other.open {
            self.insert_node(first, level, sums);
        }
        Ok(())
    }

    /// The sums over all tiles; empty where there is none.
    pub(super) fn total(&self) -> Vec<f64> {
        let mut nodes = self.open.values();
        let mut total = nodes.next().map(|(_, sums)| sums.clone()).unwrap_or_default();
        for (_, sums) in nodes {
            for (total, sum) in total.iter_mut().zip(sums) {
                *total += sum;
            }
        }
        total
    }

    /// How many nodes are open.
    #[cfg(test)]
    fn len(&self) -> usize {
        self.open.len()
    }
}

/// Sums may have overflowed to infinity, which JSON does not have: they travel as bits.
mod as_bits {
    use serde::{Deserialize, Deserializer, Serializer};
    use std::collections::BTreeMap;

    type Open = BTreeMap<usize, (u32, Vec<f64>)>;

    pub(super) fn serialize<S: Serializer>(open: &Open, serializer: S) -> Result<S::Ok, S::Error> {
        let bits = |sums: &[f64]| sums.iter().map(|sum| sum.to_bits()).collect::<Vec<u64>>();
        serializer.collect_seq(open.iter().map(|(first, (level, sums))| (*first, *level, bits(sums))))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Open, D::Error> {
        let nodes: Vec<(usize, u32, Vec<u64>)> = Vec::deserialize(deserializer)?;
        let sums = |bits: Vec<u64>| bits.into_iter().map(f64::from_bits).collect();
        Ok(nodes.into_iter().map(|(first, level, bits)| (first, (level, sums(bits)))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sums(tile: usize) -> Vec<f64> {
        // Of very different sizes, so that the order of addition shows.
        vec![libm::pow(10.0, (tile * 7 % 23) as f64) / 3.0, 0.1 * tile as f64]
    }

    fn of(tiles: &[usize]) -> Nodes {
        let mut nodes = Nodes::default();
        for &tile in tiles {
            nodes.insert(tile, sums(tile));
        }
        nodes
    }

    #[test]
    fn few_nodes_stay_open() {
        let nodes = of(&(0..1000).collect::<Vec<_>>());
        assert_eq!(nodes.len(), 1000usize.count_ones() as usize);
        assert_eq!(of(&[1, 2]).len(), 2, "neighbours that are no siblings stay apart");
    }

    #[test]
    fn a_tile_that_comes_twice_is_refused() {
        let mut nodes = of(&[0, 1, 2, 3]);
        let before = nodes.clone();
        assert_eq!(nodes.merge(of(&[2])), Err(Overlap));
        assert_eq!(nodes, before);
        assert_eq!(nodes.merge(of(&[4])), Ok(()));
    }

    proptest! {
        #[test]
        fn any_order_and_any_parts_give_the_same_bytes(
            order in Just((0..77).collect::<Vec<usize>>()).prop_shuffle(),
            cuts in prop::collection::vec(0..77usize, 0..5),
        ) {
            let whole = of(&(0..77).collect::<Vec<_>>());
            let mut cuts = cuts;
            cuts.extend([0, 77]);
            cuts.sort_unstable();
            let mut merged = Nodes::default();
            for pair in cuts.windows(2).rev() {
                let part = serde_json::to_string(&of(&order[pair[0]..pair[1]])).unwrap();
                merged.merge(serde_json::from_str(&part).unwrap()).unwrap();
            }
            prop_assert_eq!(&merged, &whole);
            prop_assert_eq!(merged.total(), whole.total());
        }
    }
}
