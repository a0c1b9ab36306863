//! Rank 7: the use cases: load, work, report; shared by the faces.
