//! Random numbers by address: no shared generator, no draw that shifts another.

/// The address of a family of uniform numbers; a trial and a position pick one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key(u64);

impl Key {
    /// The root of all addresses of a run.
    pub fn of_seed(seed: u64) -> Self {
        Self(seed)
    }

    /// The address below this one with that name.
    #[must_use]
    pub fn named(self, label: &str) -> Self {
        let _ = label;
        todo!()
    }

    /// The address below this one with that number.
    #[must_use]
    pub fn numbered(self, number: u64) -> Self {
        let _ = number;
        todo!()
    }

    /// The 64 bits of the address.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The uniform number of one trial and position, in (0, 1): neither end occurs.
    pub fn uniform(self, trial: u64, position: u64) -> f64 {
        let _ = (trial, position);
        todo!()
    }

    /// The uniform numbers of `out.len()` trials from `first_trial`, at one position.
    pub fn fill(self, first_trial: u64, position: u64, out: &mut [f64]) {
        let _ = (first_trial, position, out);
        todo!()
    }
}
