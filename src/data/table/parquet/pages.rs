//! The pages of a column, watched: what a page's head promises is looked at before memory is taken for it.
//!
//! The reader believes a page's head: it unpacks gzip and Brotli to whatever they come to, and makes room for as many
//! entries of a dictionary, or lengths of texts, as are promised. So each page is first read as it is stored, which costs
//! no more than its stored bytes, to learn what it will come to.

use super::chunks::Chunks;
use super::lengths;
use parquet::basic::{Compression, Encoding, Type};
use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::serialized_reader::SerializedPageReader;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What a page may come to, in bytes: writers make pages of about a million.
const PAGE_MOST: u64 = 1 << 29;
/// What the pages of one row group that are read at a time may come to together.
const TOGETHER_MOST: u64 = 1 << 31;

/// A page that becomes too large.
#[derive(Debug, thiserror::Error)]
#[error("a page becomes {times} times larger")]
pub(super) struct Swollen {
    /// How many times larger than it is stored, at least.
    pub(super) times: u64,
}

/// The pages of a column.
pub(super) struct Pages {
    read: SerializedPageReader<Chunks>,
    /// The same pages as they are stored, if they are packed.
    stored: Option<SerializedPageReader<Chunks>>,
    packing: Compression,
    /// Bytes of an entry of a dictionary, at least.
    entry: u64,
    /// Whether a data page begins with its levels.
    has_levels: bool,
    /// What the last page came to, and what all columns' last ones came to.
    last: u64,
    together: Arc<AtomicU64>,
}

impl Pages {
    /// The pages of a chunk of a column; `together` is shared by the columns of a row group.
    ///
    /// # Errors
    /// The reader's.
    pub(super) fn new(
        chunks: &Arc<Chunks>,
        column: &ColumnChunkMetaData,
        rows: usize,
        together: &Arc<AtomicU64>,
    ) -> Result<Self> {
        let packing = column.compression();
        let stored = if packing == Compression::UNCOMPRESSED {
            None
        } else {
            let stored = column.clone().into_builder().set_compression(Compression::UNCOMPRESSED).build()?;
            Some(SerializedPageReader::new(Arc::clone(chunks), &stored, rows, None)?)
        };
        let entry = match column.column_type() {
            Type::BOOLEAN => 1,
            Type::INT32 | Type::FLOAT | Type::BYTE_ARRAY => 4,
            Type::INT64 | Type::DOUBLE => 8,
            Type::INT96 => 12,
            Type::FIXED_LEN_BYTE_ARRAY => {
                u64::try_from(column.column_descr().type_length()).unwrap_or(0).max(1)
            }
        };
        Ok(Self {
            read: SerializedPageReader::new(Arc::clone(chunks), column, rows, None)?,
            stored,
            packing,
            entry,
            has_levels: column.column_descr().max_def_level() > 0,
            last: 0,
            together: Arc::clone(together),
        })
    }

    /// Looks at the next page as it is stored.
    fn look_ahead(&mut self) -> Result<()> {
        let Some(stored) = &mut self.stored else { return Ok(()) };
        let Some(page) = stored.get_next_page()? else { return Ok(()) };
        let (head, packed) = match &page {
            // Levels of the second kind of page are not packed.
            Page::DataPageV2 { def_levels_byte_len, rep_levels_byte_len, is_compressed, .. } => {
                (u64::from(*def_levels_byte_len) + u64::from(*rep_levels_byte_len), *is_compressed)
            }
            _ => (0, true),
        };
        let all = page.buffer();
        let bytes = usize::try_from(head).ok().and_then(|head| all.get(head..)).unwrap_or_default();
        let size = head + if packed { unpacked(self.packing, bytes) } else { bytes.len() as u64 };
        let before = self.together.fetch_sub(self.last, Ordering::Relaxed) - self.last;
        self.last = size;
        self.together.fetch_add(size, Ordering::Relaxed);
        if size > PAGE_MOST || before.saturating_add(size) > TOGETHER_MOST {
            let times = size / (all.len() as u64).max(1);
            return Err(ParquetError::External(Box::new(Swollen { times })));
        }
        Ok(())
    }

    /// Looks at a page that is unpacked, before its values are.
    fn check(&self, page: &Page) -> Result<()> {
        let bytes = page.buffer();
        let fits = match page {
            Page::DictionaryPage { num_values, .. } => {
                u64::from(*num_values) * self.entry <= bytes.len() as u64
            }
            Page::DataPage { num_values, encoding, .. } => {
                let levels = if self.has_levels { lengths::of_levels(bytes) } else { Some(0) };
                levels.and_then(|levels| bytes.get(levels..)).is_some_and(|v| fits(*encoding, v, *num_values))
            }
            Page::DataPageV2 { num_values, encoding, def_levels_byte_len, rep_levels_byte_len, .. } => {
                let levels = (*def_levels_byte_len as usize).saturating_add(*rep_levels_byte_len as usize);
                bytes.get(levels..).is_some_and(|values| fits(*encoding, values, *num_values))
            }
        };
        if fits {
            Ok(())
        } else {
            Err(ParquetError::General("a page promises more values than it has".into()))
        }
    }
}

/// Whether values of texts that are written by their lengths have no more lengths than the page has values.
fn fits(encoding: Encoding, values: &[u8], count: u32) -> bool {
    match encoding {
        Encoding::DELTA_LENGTH_BYTE_ARRAY => lengths::fit(values, count, 1),
        Encoding::DELTA_BYTE_ARRAY => lengths::fit(values, count, 2),
        _ => true,
    }
}

/// What packed bytes come to; where that is found out by unpacking them, no further than is needed.
fn unpacked(packing: Compression, bytes: &[u8]) -> u64 {
    let unpacked =
        |reader: &mut dyn Read| io::copy(&mut reader.take(PAGE_MOST + 1), &mut io::sink()).unwrap_or(0);
    match packing {
        // The size stands before the bytes.
        Compression::SNAPPY => lengths::number(&mut { bytes }).unwrap_or(0),
        Compression::GZIP(_) => unpacked(&mut flate2::read::MultiGzDecoder::new(bytes)),
        Compression::BROTLI(_) => unpacked(&mut brotli::Decompressor::new(bytes, 1 << 16)),
        Compression::ZSTD(_) => {
            zstd::zstd_safe::get_frame_content_size(bytes).ok().flatten().unwrap_or(bytes.len() as u64)
        }
        _ => bytes.len() as u64,
    }
}

impl Drop for Pages {
    fn drop(&mut self) {
        self.together.fetch_sub(self.last, Ordering::Relaxed);
    }
}

impl Iterator for Pages {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Pages {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        self.look_ahead()?;
        let page = self.read.get_next_page()?;
        if let Some(page) = &page {
            self.check(page)?;
        }
        Ok(page)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.read.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        if let Some(stored) = &mut self.stored {
            stored.skip_next_page()?;
        }
        self.read.skip_next_page()
    }
}
