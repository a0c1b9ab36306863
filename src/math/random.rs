//! Random numbers by address: no shared generator, no draw that shifts another.
//!
//! The generator is Philox4x32 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011):
//! a bijection of a 128-bit counter under a 64-bit key, with seven rounds, the fewest that its authors found to pass all
//! of `BigCrush` however counters and keys are laid out (table 2 there; ten are the usual margin). Here the key is a
//! [`Key`]; the counter holds the position and a number that eight of 32 neighbouring trials have to
//! themselves, and those trials share the four words that one call gives them.
//!
//! A uniform number has 52 binary digits, but nearly every draw is settled by the first 32 of them, the number's
//! *word*. So a [`Column`] makes the words of many trials, in vectors, and the other 20 digits only when they are asked
//! for; they come from a call of their own.

use super::vectors::in_vectors;

const MULTIPLIERS: [u64; 2] = [0xD2511F53, 0xCD9E8D57];
const WEYL: [u32; 2] = [0x9E3779B9, 0xBB67AE85];
const ROUNDS: usize = 7;
/// Counters computed side by side, so that the compiler can keep them in vector registers.
const LANES: usize = 8;
/// Trials that those counters serve: four words each.
const ROUND_TRIALS: usize = 4 * LANES;
/// The lower 32 bits.
const LOW: u64 = u32::MAX as u64;
/// Marks the counters of the lower digits.
const LOWER_DIGITS: u64 = 1 << 63;

/// Marks the counters of numbers that are drawn two at a time.
const PAIRS: u64 = 1 << 61;

/// The address of a family of uniform numbers; a trial and a position pick one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(u64);

impl Key {
    /// The root of all addresses of a run.
    pub fn of_seed(seed: u64) -> Self {
        Self(mix(seed))
    }

    /// The address below this one with that name. Stable for ever: FNV-1a over the bytes, then a mixing of both.
    #[must_use]
    pub fn named(self, label: &str) -> Self {
        let hash = label
            .bytes()
            .fold(0xCBF29CE484222325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100000001B3));
        self.below(hash, 0xA0761D6478BD642F)
    }

    /// The address below this one with that number.
    #[must_use]
    pub fn numbered(self, number: u64) -> Self {
        self.below(number, 0xE7037ED1A0B428DB)
    }

    /// Names and numbers have different salts, so that the name and the number of one child never meet.
    fn below(self, child: u64, salt: u64) -> Self {
        Self(mix(self.0.rotate_left(32) ^ mix(child ^ salt)))
    }

    /// The 64 bits of the address.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The uniform number of one trial and position, in (0, 1): neither end occurs. It is `(k + 1/2) / 2^52` with a
    /// whole `k`, so that `1 - u` is exact too.
    #[inline]
    pub fn uniform(self, trial: u64, position: u64) -> f64 {
        let (group, word) = place(trial);
        let upper = philox(counter(group, position), self.words())[word];
        let lower = philox(counter(group | LOWER_DIGITS, position), self.words())[word];
        unit(lower, upper)
    }

    /// Two uniform numbers of one trial and position at the cost of half of one: for those who draw trials one by one. They are other
    /// ones than [`uniform`](Self::uniform)'s where no trial is numbered from 2^61 on.
    #[inline]
    pub fn pair(self, trial: u64, position: u64) -> [f64; 2] {
        let [first, second, third, fourth] = philox(counter(trial | PAIRS, position), self.words());
        [unit(second, first), unit(fourth, third)]
    }

    /// The [`pair`](Self::pair) of each trial and position: the same bits, in vectors.
    pub fn fill_pairs(self, places: &[(u64, u64)], first: &mut [f64], second: &mut [f64]) {
        let (rounds, rest) = places.as_chunks::<LANES>();
        let (first, last_first) = first.split_at_mut(rounds.len() * LANES);
        let (second, last_second) = second.split_at_mut(rounds.len() * LANES);
        fill_rounds_of_pairs(
            self.words(),
            rounds,
            first.as_chunks_mut::<LANES>().0,
            second.as_chunks_mut::<LANES>().0,
        );
        for ((trial, position), (first, second)) in rest.iter().zip(last_first.iter_mut().zip(last_second)) {
            [*first, *second] = self.pair(*trial, *position);
        }
    }

    /// The word of that number: its first 32 binary digits.
    #[inline]
    pub fn word(self, trial: u64, position: u64) -> u32 {
        let (group, word) = place(trial);
        philox(counter(group, position), self.words())[word]
    }

    /// The uniform numbers of `out.len()` trials from `first_trial`, at one position: the bits of [`Key::uniform`].
    pub fn fill(self, first_trial: u64, position: u64, out: &mut [f64]) {
        let (mut upper, mut lower) = (vec![0; out.len()], vec![0; out.len()]);
        self.fill_words(first_trial, position, 0, &mut upper);
        self.fill_words(first_trial, position, LOWER_DIGITS, &mut lower);
        for ((value, upper), lower) in out.iter_mut().zip(upper).zip(lower) {
            *value = unit(lower, upper);
        }
    }

    /// Words of `out.len()` trials from `first_trial`, of counters with that mark.
    fn fill_words(self, first_trial: u64, position: u64, mark: u64, out: &mut [u32]) {
        let before = (first_trial % ROUND_TRIALS as u64) as usize;
        let (first, rest) = out.split_at_mut(((ROUND_TRIALS - before) % ROUND_TRIALS).min(out.len()));
        for (trial, word) in (first_trial..).zip(first.iter_mut()) {
            let (group, place) = place(trial);
            *word = philox(counter(group | mark, position), self.words())[place];
        }
        let mut trial = first_trial + first.len() as u64;
        let (rounds, rest) = rest.as_chunks_mut();
        fill_rounds(self.words(), place(trial).0 | mark, position, rounds);
        trial += (rounds.len() * ROUND_TRIALS) as u64;
        if !rest.is_empty() {
            let mut round = [[0; ROUND_TRIALS]];
            fill_rounds(self.words(), place(trial).0 | mark, position, &mut round);
            rest.copy_from_slice(&round[0][..rest.len()]);
        }
    }

    fn words(self) -> [u32; 2] {
        [self.0 as u32, (self.0 >> 32) as u32]
    }
}

/// The uniform numbers of a column of trials at one position: their words at hand, their other digits on request.
#[derive(Debug)]
pub struct Column {
    key: Key,
    first_trial: u64,
    position: u64,
    words: Vec<u32>,
}

impl Column {
    /// A column of so many trials from `first_trial`, to be [drawn](Self::draw).
    pub fn new(first_trial: usize, trials: usize) -> Self {
        Self { key: Key(0), first_trial: first_trial as u64, position: 0, words: vec![0; trials] }
    }

    /// Turns to the numbers of that key and position.
    #[inline]
    pub fn draw(&mut self, key: Key, position: u64) {
        (self.key, self.position) = (key, position);
        key.fill_words(self.first_trial, position, 0, &mut self.words);
    }

    /// The first 32 digits of each number.
    pub fn words(&self) -> &[u32] {
        &self.words
    }

    /// All 52 digits of the column's number at a place.
    #[inline]
    pub fn uniform(&self, place: usize) -> f64 {
        self.key.uniform(self.first_trial + place as u64, self.position)
    }
}

/// Where a trial's word stands: the number of its counter, and the word's place among the four.
#[inline]
fn place(trial: u64) -> (u64, usize) {
    (trial / ROUND_TRIALS as u64 * LANES as u64 + trial % LANES as u64, (trial / LANES as u64 % 4) as usize)
}

in_vectors! {
    /// [`philox`] of two times `LANES` counters at once, so that one's multiplications do not wait for the other's.
    fn fill_rounds(key: [u32; 2], first_group: u64, position: u64, out: &mut [[u32; ROUND_TRIALS]]) {
        let (pairs, last) = out.as_chunks_mut::<2>();
        let mut group = first_group;
        for [one, other] in pairs {
            let words = rounds::<{ 2 * LANES }>(key, group, position);
            for (number, words) in words.iter().enumerate() {
                for lane in 0..LANES {
                    one[number * LANES + lane] = words[lane] as u32;
                    other[number * LANES + lane] = words[LANES + lane] as u32;
                }
            }
            group += 2 * LANES as u64;
        }
        for round in last {
            let words = rounds::<LANES>(key, group, position);
            for (number, words) in words.iter().enumerate() {
                for lane in 0..LANES {
                    round[number * LANES + lane] = words[lane] as u32;
                }
            }
        }
    }
}

in_vectors! {
    fn fill_rounds_of_pairs(
        key: [u32; 2],
        places: &[[(u64, u64); LANES]],
        first: &mut [[f64; LANES]],
        second: &mut [[f64; LANES]],
    ) {
        for (places, (first, second)) in places.iter().zip(first.iter_mut().zip(second)) {
            let words = rounds_of(key, places);
            for lane in 0..LANES {
                first[lane] = unit(words[1][lane] as u32, words[0][lane] as u32);
                second[lane] = unit(words[3][lane] as u32, words[2][lane] as u32);
            }
        }
    }
}

/// [`philox`] of the counters of pairs, the words in the lower halves.
#[inline(always)]
fn rounds_of(key: [u32; 2], places: &[(u64, u64); LANES]) -> [[u64; LANES]; 4] {
    let mut state = [[0; LANES]; 4];
    for (lane, (trial, position)) in places.iter().enumerate() {
        let group = trial | PAIRS;
        state[0][lane] = group & LOW;
        state[1][lane] = group >> 32;
        state[2][lane] = position & LOW;
        state[3][lane] = position >> 32;
    }
    let mut keys = key.map(u64::from);
    for _ in 0..ROUNDS {
        for lane in 0..LANES {
            let product0 = MULTIPLIERS[0] * (state[0][lane] & LOW);
            let product1 = MULTIPLIERS[1] * (state[2][lane] & LOW);
            state[0][lane] = (product1 >> 32) ^ state[1][lane] ^ keys[0];
            state[1][lane] = product1;
            state[2][lane] = (product0 >> 32) ^ state[3][lane] ^ keys[1];
            state[3][lane] = product0;
        }
        keys = [(keys[0] + u64::from(WEYL[0])) & LOW, (keys[1] + u64::from(WEYL[1])) & LOW];
    }
    state
}

/// The four words of each of some counters, in the lower halves. The counters differ in their first half alone, so that
/// the first round leaves half of its words the same for all of them, and the second round begins with those.
#[inline(always)]
fn rounds<const COUNTERS: usize>(key: [u32; 2], first_group: u64, position: u64) -> [[u64; COUNTERS]; 4] {
    let mut keys = [key.map(u64::from); ROUNDS];
    for round in 1..ROUNDS {
        let [key0, key1] = keys[round - 1];
        keys[round] = [(key0 + u64::from(WEYL[0])) & LOW, (key1 + u64::from(WEYL[1])) & LOW];
    }
    let of_position = MULTIPLIERS[1] * (position & LOW);
    let mut state = [[0; COUNTERS]; 4];
    for lane in 0..COUNTERS {
        let group = first_group + lane as u64;
        let product = MULTIPLIERS[0] * (group & LOW);
        state[0][lane] = (of_position >> 32) ^ (group >> 32) ^ keys[0][0];
        state[1][lane] = of_position;
        state[2][lane] = (product >> 32) ^ (position >> 32) ^ keys[0][1];
        state[3][lane] = product;
    }
    for [key0, key1] in &keys[1..] {
        for lane in 0..COUNTERS {
            // Only the lower halves are words; what stands above them is never read.
            let product0 = MULTIPLIERS[0] * (state[0][lane] & LOW);
            let product1 = MULTIPLIERS[1] * (state[2][lane] & LOW);
            state[0][lane] = (product1 >> 32) ^ state[1][lane] ^ key0;
            state[1][lane] = product1;
            state[2][lane] = (product0 >> 32) ^ state[3][lane] ^ key1;
            state[3][lane] = product0;
        }
    }
    state
}

fn counter(block: u64, position: u64) -> [u32; 4] {
    [block as u32, (block >> 32) as u32, position as u32, (position >> 32) as u32]
}

/// The rounds of Philox4x32 (Salmon et al. 2011, section 3.3).
#[inline]
fn philox(mut counter: [u32; 4], mut key: [u32; 2]) -> [u32; 4] {
    for _ in 0..ROUNDS {
        let product0 = MULTIPLIERS[0] * u64::from(counter[0]);
        let product1 = MULTIPLIERS[1] * u64::from(counter[2]);
        counter = [
            (product1 >> 32) as u32 ^ counter[1] ^ key[0],
            product1 as u32,
            (product0 >> 32) as u32 ^ counter[3] ^ key[1],
            product0 as u32,
        ];
        key = [key[0].wrapping_add(WEYL[0]), key[1].wrapping_add(WEYL[1])];
    }
    counter
}

/// `(k + 1/2) / 2^52` where `k` is the word and the upper 20 of the lower 32 bits: written into the fraction of a number
/// in [1, 2), from which the exact `1 - 2^-53` is taken.
#[inline]
fn unit(lower: u32, word: u32) -> f64 {
    let digits = u64::from(word) << 20 | u64::from(lower) >> 12;
    f64::from_bits(0x3FF0_0000_0000_0000 | digits) - (1.0 - f64::EPSILON / 2.0)
}

/// A bijection of 64 bits in which every bit of the input moves every bit of the output with probability near 1/2:
/// the finaliser of `SplitMix64` in Stafford's variant 13.
#[inline(always)]
pub(crate) fn mix(bits: u64) -> u64 {
    let bits = bits.wrapping_add(0x9E3779B97F4A7C15);
    let bits = (bits ^ bits >> 30).wrapping_mul(0xBF58476D1CE4E5B9);
    let bits = (bits ^ bits >> 27).wrapping_mul(0x94D049BB133111EB);
    bits ^ bits >> 31
}

#[cfg(test)]
mod tests;
