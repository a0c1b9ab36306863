//! How a table is written, where someone says so.

/// How a table is written, where that is not to be found out.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The character between cells of a text.
    pub delimiter: Option<u8>,
    /// How a text is encoded.
    pub encoding: Option<Encoding>,
    /// The sheet of a workbook, instead of the first one with the wanted headings.
    pub sheet: Option<String>,
}

/// An encoding of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with its mark or without.
    Utf8,
    /// UTF-16, little-endian unless its mark says otherwise.
    Utf16,
    /// The Cyrillic code page of Windows.
    Windows1251,
}
