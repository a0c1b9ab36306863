//! What is wrong with an input, as data. The sentences are made in `report`.
