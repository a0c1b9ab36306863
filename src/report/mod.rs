//! Rank 6: results -> sentences, tables, charts and files' bytes. No statistic is computed here.

pub mod problem;
