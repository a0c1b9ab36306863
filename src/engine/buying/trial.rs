//! Some trials of a segment: their known clients and those who join, one after the other.

use super::client::{Drawn, Left};
use super::plan::{Number, Plan};
use super::screen::{Fate, Screen};
use super::sums::{Sums, Trial};
use super::waiting::{Entry, Waiting};
use crate::model::behaviour::KnownClients;
use std::ops::Range;

/// Room that is used again for client after client.
#[derive(Debug, Default)]
struct Scratch {
    times: Vec<f64>,
    waiting: Waiting,
}

impl Plan<'_> {
    /// Draws some of the block's trials, one client after the other.
    pub(super) fn trials(&self, trials: Range<usize>) -> Vec<Trial> {
        let mut scratch = Scratch::default();
        let mut drawn = match self.draft {
            Some(draft) => draft.trials[trials.clone()].to_vec(),
            None => self.with_known(trials.clone(), &mut scratch),
        };
        for (at, trial) in trials.clone().enumerate() {
            for month in 0..self.months {
                self.draw_joining((at, trial), month, (&mut drawn, &mut scratch));
            }
        }
        scratch.waiting.settle(self, trials.start, &mut drawn);
        drawn
    }

    /// Trials of which the known clients alone are drawn.
    fn with_known(&self, trials: Range<usize>, scratch: &mut Scratch) -> Vec<Trial> {
        let periods = self.cohort_step.map_or(0, |step| self.months.div_ceil(step) + 1);
        let nothing = |trial| Trial {
            groups: [self.months, self.all_months, self.months].map(Sums::zeros),
            by_cohort: vec![0.0; periods * self.months],
            checked: Sums::zeros(if trial < self.checked { self.months } else { 0 }),
        };
        let mut drawn = trials.clone().map(nothing).collect::<Vec<_>>();
        if let Some(known) = self.known {
            self.draw_known(known, trials, (&mut drawn, scratch));
        }
        drawn
    }

    fn draw_known(
        &self,
        known: &KnownClients,
        trials: Range<usize>,
        (drawn, scratch): (&mut [Trial], &mut Scratch),
    ) {
        let step = self.checked_step();
        let mut screen = Screen::new(self, known, trials.clone());
        for place in 0..known.clients.len() {
            screen.turn_to(place);
            for (at, trial) in trials.clone().enumerate() {
                let is_checked = place % step == 0 && trial < self.checked;
                match screen.fate(at) {
                    Fate::Gone => {}
                    Fate::Idle => drawn[at].count_known(Left::Not, is_checked),
                    Fate::Open => {
                        if screen.is_there(at) {
                            let left = self.draw_one_known(
                                (at, trial),
                                (known, place, screen.drawn(at)),
                                is_checked,
                                (&mut drawn[at], scratch),
                            );
                            drawn[at].count_known(left, is_checked);
                        }
                    }
                }
            }
            if scratch.waiting.is_full() {
                scratch.waiting.settle(self, trials.start, drawn);
            }
        }
    }

    /// Draws the orders of a known client who is there.
    fn draw_one_known(
        &self,
        (at, trial): (usize, usize),
        (known, place, drawn): (&KnownClients, usize, Drawn),
        is_checked: bool,
        (sums, Scratch { times, waiting }): (&mut Trial, &mut Scratch),
    ) -> Left {
        let client = &known.clients[place];
        let draws = self.draws(trial, Number::Known(place));
        let spending = self.spending(trial);
        if let Some(law) = spending {
            waiting.take_up(&draws, &law.client(f64::from(client.repeats), client.mean_value));
        }
        let has_cohorts = self.cohort_step.is_some();
        let followed = self.known(trial, client, known.days_before);
        let months = (self.months, times);
        followed.follow(self.clocks.of(trial), (&draws, drawn), months, |month, order, _| {
            sums.groups[0].orders[month] += 1.0;
            if is_checked {
                sums.checked.orders[month] += 1.0;
            }
            let cell = has_cohorts.then_some(month);
            if spending.is_some() {
                waiting.order(order, Entry { at, group: 0, month, cell, is_checked });
            } else if let Some(cell) = cell {
                sums.by_cohort[cell] += 1.0;
            }
        })
    }

    fn draw_joining(
        &self,
        (at, trial): (usize, usize),
        month: usize,
        (drawn, Scratch { times, waiting }): (&mut [Trial], &mut Scratch),
    ) {
        let clock = self.clocks.of(trial);
        let is_first = self.first_month == Some(month);
        let months = if is_first { self.all_months } else { self.months };
        let row = self.cohort_step.map(|step| (month / step + 1) * self.months);
        let spending = self.spending(trial);
        let group = if is_first { 1 } else { 2 };
        let is_drawn = self.draft.map_or(0.0, |draft| draft.new.row(month)[trial]);
        for place in is_drawn as u64..self.new.row(month)[trial] as u64 {
            let draws = self.draws(trial, Number::Joined(month, place));
            if let Some(law) = spending {
                waiting.take_up(&draws, &law.client(0.0, 0.0));
            }
            let sums = &mut drawn[at];
            let left =
                self.follow_joining(trial, &draws, (month, clock, months, times), |ordered, order, _| {
                    sums.groups[group].orders[ordered] += 1.0;
                    let cell = row.filter(|_| ordered < self.months).map(|row| row + ordered);
                    if spending.is_some() {
                        waiting.order(order, Entry { at, group, month: ordered, cell, is_checked: false });
                    } else if let Some(cell) = cell {
                        sums.by_cohort[cell] += 1.0;
                    }
                });
            sums.groups[group].leave(left);
            if waiting.is_full() {
                waiting.settle(self, trial - at, drawn);
            }
        }
    }
}
