//! Lines of a text, counted: they end with a line feed, a carriage return, or both.

/// How many lines end in these bytes. A carriage return at their end is taken for an end of its own.
pub(super) fn line_ends(bytes: &[u8]) -> u64 {
    let Some((last, before)) = bytes.split_last() else { return 0 };
    // Sums of at most 255 fit into a byte, which lets the compiler count many at once.
    let pairs = before.chunks(255).zip(bytes[1..].chunks(255));
    let count = |(these, next): (&[u8], &[u8])| {
        let ends =
            |(this, next): (&u8, &u8)| u8::from((*this == b'\n') | ((*this == b'\r') & (*next != b'\n')));
        u64::from(these.iter().zip(next).map(ends).fold(0, u8::wrapping_add))
    };
    pairs.map(count).sum::<u64>() + u64::from(is_line_end(*last))
}

/// Whether a byte ends a line, or is half of what does.
pub(super) fn is_line_end(byte: u8) -> bool {
    byte == b'\n' || byte == b'\r'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_marks_together_end_one_line() {
        assert_eq!(line_ends(b""), 0);
        assert_eq!(line_ends(b"a\r\nb\rc\nd"), 3);
        assert_eq!(line_ends(b"\n\r"), 2);
        assert_eq!(line_ends(&b"\r\n".repeat(1000)), 1000);
        assert_eq!(line_ends(&b"\r".repeat(1000)), 1000);
    }

    proptest! {
        #[test]
        fn lines_are_those_that_a_plain_loop_counts(text in "[\r\na]{0,700}") {
            let plain = text.replace("\r\n", "\n").replace('\r', "\n").matches('\n').count();
            prop_assert_eq!(line_ends(text.as_bytes()), plain as u64);
        }
    }
}
