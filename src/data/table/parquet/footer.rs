//! A look at the footer before it is read: its schema must not nest so deep, nor promise so many columns, that reading it
//! would break the program. The reader goes down into it by calling itself, and takes memory for what is promised.
//!
//! A footer is the Thrift structure `FileMetaData` in the compact protocol; its field 2 is a list of `SchemaElement`, whose
//! field 5 is the number of elements that follow as its children.

/// How deep a schema may nest.
const DEPTH_MOST: usize = 64;

/// Types of the compact protocol.
const BOOLEANS: [u8; 2] = [1, 2];
const BYTE: u8 = 3;
const NUMBERS: [u8; 3] = [4, 5, 6];
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LISTS: [u8; 2] = [9, 10];
const MAP: u8 = 11;
const STRUCTURE: u8 = 12;

/// The end of the bytes, or something that is not in the protocol.
struct Broken;

/// Bytes, read from the front.
struct Thrift<'a>(&'a [u8]);

/// Whether a footer can be read.
///
/// # Errors
/// Why not.
pub(super) fn check(footer: &[u8]) -> Result<(), &'static str> {
    let mut thrift = Thrift(footer);
    let mut schema = Vec::new();
    let read = thrift.fields(&mut |thrift, field, kind| {
        if field == 2 && LISTS.contains(&kind) {
            thrift.schema(&mut schema)
        } else {
            thrift.skip(kind, DEPTH_MOST)
        }
    });
    if read.is_err() {
        return Err("the footer is broken");
    }
    let mut open: Vec<u64> = Vec::new();
    let all = schema.len() as u64;
    for children in schema {
        if let Some(left) = open.last_mut() {
            *left -= 1;
        }
        if children > all {
            return Err("the schema promises more columns than there are");
        }
        if children > 0 {
            open.push(children);
        } else {
            while open.last() == Some(&0) {
                open.pop();
            }
        }
        if open.len() > DEPTH_MOST {
            return Err("the schema nests too deep");
        }
    }
    Ok(())
}

impl Thrift<'_> {
    fn byte(&mut self) -> Result<u8, Broken> {
        let (first, rest) = self.0.split_first().ok_or(Broken)?;
        self.0 = rest;
        Ok(*first)
    }

    fn pass(&mut self, bytes: u64) -> Result<(), Broken> {
        let bytes = usize::try_from(bytes).map_err(|_| Broken)?;
        self.0 = self.0.get(bytes..).ok_or(Broken)?;
        Ok(())
    }

    fn number(&mut self) -> Result<u64, Broken> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Broken)
    }

    fn signed(&mut self) -> Result<i64, Broken> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }

    /// The fields of a structure: `take` gets the number and the type of each, and reads it.
    fn fields(
        &mut self,
        take: &mut dyn FnMut(&mut Self, i64, u8) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        let mut field = 0_i64;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Ok(());
            }
            field = match head >> 4 {
                0 => self.signed()?,
                step => field.wrapping_add(i64::from(step)),
            };
            take(self, field, head & 15)?;
        }
    }

    /// The number of elements of a list, and their type.
    fn list(&mut self) -> Result<(u64, u8), Broken> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.number()?,
            count => u64::from(count),
        };
        // An element is a byte at least.
        if count > self.0.len() as u64 { Err(Broken) } else { Ok((count, head & 15)) }
    }

    fn schema(&mut self, children: &mut Vec<u64>) -> Result<(), Broken> {
        let (count, kind) = self.list()?;
        if kind != STRUCTURE {
            return Err(Broken);
        }
        for _ in 0..count {
            let mut own = 0;
            self.fields(&mut |thrift, field, kind| {
                if field == 5 && NUMBERS.contains(&kind) {
                    own = u64::try_from(thrift.signed()?).map_err(|_| Broken)?;
                    Ok(())
                } else {
                    thrift.skip(kind, DEPTH_MOST)
                }
            })?;
            children.push(own);
        }
        Ok(())
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Result<(), Broken> {
        let depth = depth.checked_sub(1).ok_or(Broken)?;
        match kind {
            _ if BOOLEANS.contains(&kind) => Ok(()),
            BYTE => self.pass(1),
            _ if NUMBERS.contains(&kind) => self.number().map(drop),
            DOUBLE => self.pass(8),
            BINARY => {
                let bytes = self.number()?;
                self.pass(bytes)
            }
            _ if LISTS.contains(&kind) => {
                let (count, kind) = self.list()?;
                (0..count).try_for_each(|_| self.element(kind, depth))
            }
            MAP => {
                let count = self.number()?;
                if count == 0 {
                    return Ok(());
                }
                let kinds = self.byte()?;
                (0..count).try_for_each(|_| {
                    self.element(kinds >> 4, depth)?;
                    self.element(kinds & 15, depth)
                })
            }
            STRUCTURE => self.fields(&mut |thrift, _, kind| thrift.skip(kind, depth)),
            _ => Err(Broken),
        }
    }

    /// A member of a list or a map: there a truth value is a byte of its own.
    fn element(&mut self, kind: u8, depth: usize) -> Result<(), Broken> {
        if BOOLEANS.contains(&kind) { self.pass(1) } else { self.skip(kind, depth) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A footer of a schema whose elements have so many children.
    fn footer(children: &[u8]) -> Vec<u8> {
        // Field 1, a number, is 2; field 2 is a list of structures.
        let mut bytes = vec![0x15, 2, 0x19, 0xfc];
        let mut count = children.len();
        while count >= 0x80 {
            bytes.push(count as u8 | 0x80);
            count >>= 7;
        }
        bytes.push(count as u8);
        for own in children {
            // Field 4, a text, is "a"; field 5 is the number of children.
            bytes.extend([0x48, 1, b'a', 0x15, own * 2, 0]);
        }
        bytes.push(0);
        bytes
    }

    #[test]
    fn a_schema_of_columns_can_be_read() {
        assert_eq!(check(&footer(&[3, 0, 0, 0])), Ok(()));
        assert_eq!(check(&footer(&[2, 1, 2, 0, 0, 0])), Ok(()));
        assert_eq!(check(&footer(&[1; DEPTH_MOST])), Ok(()));
    }

    #[test]
    fn a_schema_that_would_break_its_reader_cannot() {
        assert_eq!(check(&footer(&vec![1; 100_000])), Err("the schema nests too deep"));
        assert_eq!(check(&footer(&[9, 0, 0])), Err("the schema promises more columns than there are"));
        let whole = footer(&[3, 0, 0, 0]);
        for end in 0..whole.len() {
            assert_eq!(check(&whole[..end]), Err("the footer is broken"), "{end} bytes");
        }
    }
}
