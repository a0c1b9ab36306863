//! What an export is, as its first bytes tell.

/// What bytes are, as their first ones tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text, as it seems.
    Text,
    /// Of several members perhaps.
    Gzip,
    /// Of several frames perhaps.
    Zstd,
    /// A workbook as it is saved today, or another archive.
    Zip,
    /// A workbook as it was saved before 2007.
    Xls,
    /// Parquet.
    Parquet,
}

impl Kind {
    /// How many bytes tell it.
    pub(super) const BYTES: usize = 4;

    /// Tells it by the first bytes.
    pub(super) fn of(first: &[u8]) -> Self {
        match first {
            [b'P', b'A', b'R', b'1', ..] => Self::Parquet,
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Self::Zip,
            [0xd0, 0xcf, 0x11, 0xe0, ..] => Self::Xls,
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstd,
            _ => Self::Text,
        }
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Zip => "ZIP",
            Self::Xls => "XLS",
            Self::Parquet => "Parquet",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_bytes_tell_the_kind() {
        assert_eq!(Kind::of(b"PAR1\x15"), Kind::Parquet);
        assert_eq!(Kind::of(b"PK\x03\x04"), Kind::Zip);
        assert_eq!(Kind::of(b"\xd0\xcf\x11\xe0"), Kind::Xls);
        assert_eq!(Kind::of(b"\x1f\x8b"), Kind::Gzip);
        assert_eq!(Kind::of(b"\x28\xb5\x2f\xfd\x00"), Kind::Zstd);
        for text in [&b""[..], b"\x1f", b"PAR", b"PK;order", b"client,date"] {
            assert_eq!(Kind::of(text), Kind::Text);
        }
    }
}
