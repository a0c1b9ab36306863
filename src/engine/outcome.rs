//! Plain columns of trials, below whoever fills and whoever reads them.
