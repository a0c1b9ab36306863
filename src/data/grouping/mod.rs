//! Rows in whatever order -> each client's days.
