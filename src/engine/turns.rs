//! Which row of its draws each trial takes.
//!
//! Rows make [`REPLICATES`] groups of neighbours, group `g` for the trials of scramble `g`: trials of different scrambles
//! share no row, and the error that comes from how scrambles differ counts the trials of a row as the cluster that they
//! are. In a scramble, rows come in rounds that have each row of its group once, in an order of their own: over whole
//! rounds every row is used equally often, and what stands beside it is as good as random. The order is addressed by
//! (seed, number of rows, group, round), so that columns of as many rows go together whatever their files are called,
//! in this scenario and in one that is compared with it.

use super::points::REPLICATES;
use crate::math::permutation;
use crate::math::random::Key;
use crate::model::quantity::Draws;

const _: () = assert!(Draws::GROUPS == REPLICATES, "a group of draws for each scramble");

/// The turns of so many rows.
#[derive(Debug)]
pub(super) struct Turns {
    rows: usize,
    groups: Vec<Key>,
}

impl Turns {
    /// Of so many rows, a multiple of [`Draws::GROUPS`].
    pub(super) fn new(seed: u64, rows: usize) -> Self {
        let root = Key::of_seed(seed).named("draws").numbered(rows as u64);
        Self { rows, groups: (0..REPLICATES).map(|group| root.numbered(group as u64)).collect() }
    }

    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// The row of a trial.
    fn row(&self, trial: usize) -> usize {
        let (point, group) = (trial / REPLICATES, trial % REPLICATES);
        let size = self.rows / REPLICATES;
        let (round, turn) = (point / size, point % size);
        let key = self.groups[group].numbered(round as u64).bits();
        group * size + permutation::place_of(turn as u32, size as u32, key) as usize
    }

    /// The rows of so many trials from the first.
    pub(super) fn of_trials(&self, first_trial: usize, trials: usize) -> Vec<usize> {
        (first_trial..first_trial + trials).map(|trial| self.row(trial)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_turn_equally_often_and_in_one_group() {
        for (seed, rows) in [(1, 32), (1, 512), (2, 96), (3, 1024)] {
            let turns = Turns::new(seed, rows);
            let rounds = 5;
            let mut used = vec![Vec::new(); rows];
            for (trial, row) in turns.of_trials(0, rounds * rows).into_iter().enumerate() {
                used[row].push(trial);
            }
            for trials in &used {
                assert_eq!(trials.len(), rounds, "{rows} rows");
                assert!(trials.iter().all(|trial| trial % REPLICATES == trials[0] % REPLICATES));
                let round_of = |trial: &usize| trial / rows;
                assert!(trials.iter().map(round_of).eq(0..rounds));
            }
            assert_eq!(turns.of_trials(100, 50), turns.of_trials(0, 150)[100..]);
        }
    }

    /// Sobol points whose numbers differ by a multiple of 16 share the upper digits of their first coordinates, so a row
    /// that came at every 16th point would always stand beside the same of them.
    #[test]
    fn a_row_stands_at_any_place_of_its_rounds() {
        let turns = Turns::new(7, 512);
        let places: std::collections::BTreeSet<usize> = turns
            .of_trials(0, 512 * 64)
            .into_iter()
            .enumerate()
            .filter(|&(_, row)| row == 17)
            .map(|(trial, _)| trial % 512)
            .collect();
        // 64 rounds at one of 16 places each: fewer than 12 of them by chance once in 5 million.
        assert!(places.len() >= 12, "{places:?}");
    }
}
