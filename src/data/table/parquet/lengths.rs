//! How many lengths a page of texts promises, where they are written as differences (`DELTA_BINARY_PACKED`).

/// Values of a page whose lengths are written so, at most: writers put some ten thousand into a page.
const VALUES_MOST: u32 = 1 << 24;

/// The number at the front of the bytes, seven bits a byte.
pub(super) fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << shift;
        if *byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// How many bytes the levels take at the front of a page of the first kind.
pub(super) fn of_levels(page: &[u8]) -> Option<usize> {
    let (length, _) = page.split_first_chunk::<4>()?;
    (u32::from_le_bytes(*length) as usize).checked_add(4)
}

/// Whether the values begin with so many blocks of lengths, none of more lengths than the page has values.
pub(super) fn fit(values: &[u8], count: u32, blocks: usize) -> bool {
    let mut rest = values;
    let mut fits =
        |place| block(&mut rest, place + 1 < blocks).is_some_and(|lengths| lengths <= u64::from(count));
    values.is_empty() || count <= VALUES_MOST && (0..blocks).all(&mut fits)
}

/// The number of lengths of a block; goes on behind it if that is wanted.
fn block(bytes: &mut &[u8], go_on: bool) -> Option<u64> {
    let (size, parts, lengths) = (number(bytes)?, number(bytes)?, number(bytes)?);
    number(bytes)?;
    if !go_on {
        return Some(lengths);
    }
    let part = size.checked_div(parts)?;
    let mut left = lengths.saturating_sub(1);
    while left > 0 && part > 0 {
        number(bytes)?;
        let parts = usize::try_from(parts).ok()?;
        let (widths, rest) = bytes.split_at_checked(parts)?;
        *bytes = rest;
        for width in widths {
            if left > 0 {
                let length = usize::try_from(part.checked_mul(u64::from(*width))? / 8).ok()?;
                *bytes = bytes.get(length..)?;
                left = left.saturating_sub(part);
            }
        }
    }
    Some(lengths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_more_lengths_than_values_do_not_fit() {
        // Blocks of 128 in 4 parts; 3 lengths, the first 5, differences of 0 in no bits.
        let block = [0x80, 1, 4, 3, 10, 0, 0, 0, 0, 0];
        assert!(fit(&block, 3, 1) && fit(&block, 4, 1) && !fit(&block, 2, 1));
        let two = [block, block].concat();
        assert!(fit(&two, 3, 2) && !fit(&two, 2, 2) && !fit(&block, 3, 2));
        let lying = [&block[..], &[0x80, 1, 4, 0xff, 0xff, 0xff, 0xff, 0x7f, 10]].concat();
        assert!(fit(&lying, 3, 1) && !fit(&lying, 3, 2));
        assert!(fit(&[], 0, 2) && !fit(&block, VALUES_MOST + 1, 1));
    }
}
