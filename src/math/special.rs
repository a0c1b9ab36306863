//! Special functions: log-gamma, the regularised incomplete gamma and beta functions, Stirling's error.
