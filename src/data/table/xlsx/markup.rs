//! A look at the XML of a workbook's part while it flows by: nothing in it must take more memory than a workbook's parts do.
//!
//! The reader keeps a text and a tag in memory as a whole, remembers all tags that are open, and makes room for as many
//! shared texts as are promised.

use memchr::{memchr2, memmem};

/// How long a text or a tag may be, in bytes: a cell holds 32,767 letters.
const TOKEN_MOST: usize = 1 << 24;
/// How many tags may be open: a cell's text is the ninth.
const DEPTH_MOST: usize = 10_000;
/// How much is kept of a tag.
const TAG_KEPT: usize = 4096;
/// Shared texts that may be promised anyway.
const TEXTS_ANYWAY: u64 = 1 << 20;

/// The state of the look.
#[derive(Debug, Default)]
pub(super) struct Markup {
    in_tag: bool,
    /// The beginning of the tag.
    tag: Vec<u8>,
    /// Bytes of the text or tag until now, and the last one.
    length: usize,
    last: u8,
    depth: usize,
    /// Bytes that the part has, if it is the one of the shared texts.
    texts: Option<u64>,
}

impl Markup {
    /// Of any part.
    pub(super) fn of_part() -> Self {
        Self::default()
    }

    /// Of the part of the shared texts, which has so many bytes.
    pub(super) fn of_texts(bytes: u64) -> Self {
        Self { texts: Some(bytes), ..Self::default() }
    }

    /// Looks at the next bytes.
    ///
    /// # Errors
    /// What is wrong with them.
    pub(super) fn look(&mut self, mut bytes: &[u8]) -> Result<(), &'static str> {
        while let Some(place) = memchr2(b'<', b'>', bytes) {
            self.take(&bytes[..place])?;
            match (bytes[place], self.in_tag) {
                (b'<', false) => self.in_tag = true,
                (b'>', true) => self.close()?,
                // A sign within a text, or within a tag's quotes.
                _ => {
                    self.take(&bytes[place..=place])?;
                    bytes = &bytes[place + 1..];
                    continue;
                }
            }
            self.length = 0;
            self.tag.clear();
            bytes = &bytes[place + 1..];
        }
        self.take(bytes)
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), &'static str> {
        self.length += bytes.len();
        self.last = bytes.last().copied().unwrap_or(self.last);
        if self.in_tag {
            let room = TAG_KEPT.saturating_sub(self.tag.len()).min(bytes.len());
            self.tag.extend_from_slice(&bytes[..room]);
        }
        if self.length > TOKEN_MOST { Err("a text is longer than any cell's") } else { Ok(()) }
    }

    /// The end of a tag.
    fn close(&mut self) -> Result<(), &'static str> {
        self.in_tag = false;
        match self.tag.first() {
            Some(b'!' | b'?') => {}
            Some(b'/') => self.depth = self.depth.saturating_sub(1),
            _ => {
                self.check_texts()?;
                // An empty one closes itself.
                self.depth += usize::from(self.length == 0 || self.last != b'/');
            }
        }
        if self.depth > DEPTH_MOST { Err("its tags nest too deep") } else { Ok(()) }
    }

    /// Whether as many shared texts are promised as can be in the part.
    fn check_texts(&self) -> Result<(), &'static str> {
        let Some(bytes) = self.texts else { return Ok(()) };
        let name = self.tag.split(|byte| byte.is_ascii_whitespace() || *byte == b'/').next();
        if !name.is_some_and(|name| name.ends_with(b"sst")) {
            return Ok(());
        }
        // A tag that ends within quotes goes on, and one that is cut has more to say.
        let within = |quote: u8| self.tag.split(|byte| *byte == quote).count() % 2 == 0;
        if self.length > TAG_KEPT || within(b'"') || within(b'\'') {
            return Err("the table of texts is broken");
        }
        for place in memmem::find_iter(&self.tag, b"uniqueCount") {
            let behind = self.tag[place..].iter().skip_while(|byte| !byte.is_ascii_digit());
            let digits = behind.take_while(|byte| byte.is_ascii_digit());
            let count = digits
                .fold(0_u64, |sum, digit| sum.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
            // A text takes five bytes at least.
            if count > TEXTS_ANYWAY.max(bytes / 5) {
                return Err("it promises more texts than it has");
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The look, in pieces of several lengths.
    fn look(texts: Option<u64>, bytes: &[u8]) -> Vec<Result<(), &'static str>> {
        let look = |length| {
            let mut markup = Markup { texts, ..Markup::default() };
            bytes.chunks(length).try_for_each(|piece| markup.look(piece))
        };
        [1, 7, 1 << 20].map(look).into()
    }

    #[test]
    fn what_workbooks_hold_passes() {
        let part = b"<?xml version=\"1.0\"?><a x=\"1 > 0\"><b/><!-- <c> --><d>1 &gt; 0 > 1</d></a>";
        assert_eq!(look(None, &part.repeat(20_000 / part.len())), [Ok(()); 3]);
        let texts = b"<x:sst count=\"99999999999\" uniqueCount=\"2\"><x:si/><x:si/></x:sst>";
        assert_eq!(look(Some(60), texts), [Ok(()); 3]);
    }

    #[test]
    fn what_takes_too_much_memory_does_not() {
        assert_eq!(look(None, &b"<a>".repeat(DEPTH_MOST + 1)), [Err("its tags nest too deep"); 3]);
        let long = [&b"<a>"[..], &vec![b'x'; TOKEN_MOST + 1]].concat();
        assert_eq!(look(None, &long), [Err("a text is longer than any cell's"); 3]);
        for promise in ["99999999999", "+99999999999", " 99999999999999999999999999"] {
            let texts = format!("<sst count=\"1\" uniqueCount=\"{promise}\"><si/></sst>");
            assert_eq!(look(Some(60), texts.as_bytes()), [Err("it promises more texts than it has"); 3]);
            assert_eq!(look(None, texts.as_bytes()), [Ok(()); 3]);
        }
        let hidden = b"<sst a=\">\" uniqueCount=\"99999999999\">";
        assert_eq!(look(Some(60), hidden), [Err("the table of texts is broken"); 3]);
        let far = format!("<sst a=\"{}\" uniqueCount=\"99999999999\">", "x".repeat(TAG_KEPT));
        assert_eq!(look(Some(60), far.as_bytes()), [Err("the table of texts is broken"); 3]);
    }
}
