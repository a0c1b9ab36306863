//! What the values of a Parquet column mean: its physical type holds numbers or bytes, its logical type says of what.

use super::super::held::Held;
use parquet::basic::{ConvertedType, LogicalType, TimeUnit, Type};
use parquet::data_type::Int96;
use parquet::schema::types::ColumnDescriptor;

/// The Julian day of 1970-01-01.
const JULIAN_EPOCH: i64 = 2_440_588;
/// Decimals that a number is given with at most.
const DECIMALS_MOST: i32 = 76;

/// What the values of a column mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Numbers, truth values or a legacy moment, as their type says.
    Plain,
    /// Whole numbers that are never negative.
    Unsigned,
    /// Whole numbers to be divided by ten to this power; in bytes, the highest first, if they are bytes.
    Decimal(u8),
    /// Days since 1970-01-01.
    Date,
    /// Moments since 1970-01-01, so many to a second.
    Stamp(i64),
    /// Moments since midnight, so many to a second.
    Time(i64),
    /// Texts.
    Text,
    /// Identifiers of 16 bytes.
    Uuid,
    /// Numbers of 16 bits.
    Half,
}

impl Meaning {
    /// What a column means; none if it is nothing that a table's cell can hold.
    pub(super) fn of(column: &ColumnDescriptor) -> Option<Self> {
        let (logical, converted) = (column.logical_type_ref(), column.converted_type());
        let decimals = match logical {
            Some(LogicalType::Decimal(decimal)) => Some(decimal.scale),
            _ if converted == ConvertedType::DECIMAL => Some(column.type_scale()),
            _ => None,
        };
        if let Some(decimals) = decimals {
            let fits = (0..=DECIMALS_MOST).contains(&decimals);
            let numbers =
                !matches!(column.physical_type(), Type::BOOLEAN | Type::FLOAT | Type::DOUBLE | Type::INT96);
            return (fits && numbers).then_some(Self::Decimal(decimals as u8));
        }
        match column.physical_type() {
            Type::BOOLEAN | Type::INT96 | Type::FLOAT | Type::DOUBLE => Some(Self::Plain),
            Type::INT32 | Type::INT64 => Some(Self::of_whole_numbers(logical, converted)),
            Type::BYTE_ARRAY => match (logical, converted) {
                (
                    None
                    | Some(LogicalType::String | LogicalType::Enum | LogicalType::Json | LogicalType::Unknown),
                    c,
                ) if c != ConvertedType::BSON => Some(Self::Text),
                _ => None,
            },
            Type::FIXED_LEN_BYTE_ARRAY => match (logical, converted) {
                (Some(LogicalType::Uuid), _) => Some(Self::Uuid),
                (Some(LogicalType::Float16), _) => Some(Self::Half),
                (None | Some(LogicalType::String), ConvertedType::NONE | ConvertedType::UTF8) => {
                    Some(Self::Text)
                }
                _ => None,
            },
        }
    }

    fn of_whole_numbers(logical: Option<&LogicalType>, converted: ConvertedType) -> Self {
        match (logical, converted) {
            (Some(LogicalType::Date), _) | (None, ConvertedType::DATE) => Self::Date,
            (Some(LogicalType::Timestamp(stamp)), _) => Self::Stamp(to_a_second(stamp.unit)),
            (Some(LogicalType::Time(time)), _) => Self::Time(to_a_second(time.unit)),
            (Some(LogicalType::Integer(whole)), _) if !whole.is_signed => Self::Unsigned,
            (None, ConvertedType::TIMESTAMP_MILLIS) => Self::Stamp(1000),
            (None, ConvertedType::TIMESTAMP_MICROS) => Self::Stamp(1_000_000),
            (None, ConvertedType::TIME_MILLIS) => Self::Time(1000),
            (None, ConvertedType::TIME_MICROS) => Self::Time(1_000_000),
            (
                None,
                ConvertedType::UINT_8
                | ConvertedType::UINT_16
                | ConvertedType::UINT_32
                | ConvertedType::UINT_64,
            ) => Self::Unsigned,
            _ => Self::Plain,
        }
    }

    /// A value of 32 or 64 bits; unsigned ones come as they are stored.
    pub(super) fn of_whole(self, value: i64, bits: u32) -> Held<'static> {
        match self {
            Self::Unsigned if bits == 32 => Held::decimal(i128::from(value as u32), 0),
            Self::Unsigned => Held::decimal(i128::from(value as u64), 0),
            Self::Decimal(decimals) => Held::decimal(i128::from(value), decimals),
            Self::Date => Held::moment(value, 0),
            Self::Stamp(to_a_second) => Held::stamp(value.div_euclid(to_a_second)),
            Self::Time(to_a_second) => Held::time(value.div_euclid(to_a_second)),
            _ => Held::decimal(i128::from(value), 0),
        }
    }

    /// Bytes that are no text.
    pub(super) fn of_bytes(self, bytes: &[u8]) -> Held<'static> {
        match self {
            Self::Decimal(decimals) => decimal(bytes, decimals),
            Self::Uuid => uuid(bytes),
            Self::Half => half(bytes),
            _ => Held::EMPTY,
        }
    }
}

fn to_a_second(unit: TimeUnit) -> i64 {
    match unit {
        TimeUnit::MILLIS => 1000,
        TimeUnit::MICROS => 1_000_000,
        TimeUnit::NANOS => 1_000_000_000,
    }
}

/// A single-precision number: the one that its shortest decimal digits name, since they are what was meant.
pub(super) fn single(value: f32) -> Held<'static> {
    Held::number(value.to_string().parse().unwrap_or(f64::from(value)))
}

/// A moment in the format of old: nanoseconds of the day and a Julian day.
pub(super) fn legacy_stamp(value: &Int96) -> Held<'static> {
    let &[low, high, julian] = value.data() else { return Held::EMPTY };
    let nanos = (u64::from(high) << 32 | u64::from(low)) as i64;
    let days = i64::from(julian) - JULIAN_EPOCH;
    Held::stamp(days * 86_400 + nanos.div_euclid(1_000_000_000))
}

/// A whole number in two's complement, the highest byte first.
fn decimal(bytes: &[u8], decimals: u8) -> Held<'static> {
    let Some(first) = bytes.first() else { return Held::EMPTY };
    let filling = if *first < 0x80 { 0 } else { 0xff };
    let head = bytes.len().saturating_sub(16);
    let fits = bytes[..head].iter().all(|byte| *byte == filling)
        && (head == 0 || (bytes[head] < 0x80) == (*first < 0x80));
    if fits {
        let start: i128 = if *first < 0x80 { 0 } else { -1 };
        return Held::decimal(
            bytes[head..].iter().fold(start, |sum, byte| sum << 8 | i128::from(*byte)),
            decimals,
        );
    }
    // Too large for exact counting, and for any amount: what it is about.
    let start = if *first < 0x80 { 0.0 } else { -1.0 };
    let sum = bytes.iter().fold(start, |sum, byte| sum * 256.0 + f64::from(*byte));
    Held::number(sum / libm::pow(10.0, f64::from(decimals)))
}

fn uuid(bytes: &[u8]) -> Held<'static> {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(36);
    for (place, byte) in bytes.iter().enumerate() {
        if matches!(place, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        // A string takes all that is written to it.
        let _ = write!(text, "{byte:02x}");
    }
    Held::owned(&text)
}

fn half(bytes: &[u8]) -> Held<'static> {
    let &[low, high] = bytes else { return Held::EMPTY };
    let bits = u16::from_le_bytes([low, high]);
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023));
    let size = match exponent {
        0 => libm::ldexp(fraction, -24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => libm::ldexp(1024.0 + fraction, exponent - 25),
    };
    Held::number(if bits >> 15 == 1 { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::super::super::cell::Cell;
    use super::*;
    use crate::data::day::Day;

    #[test]
    fn decimals_in_bytes_are_exact_as_long_as_they_can_be() {
        let cell = |bytes: &[u8]| decimal(bytes, 2);
        let exact = |units| Held::Cell(Cell::Decimal { units, decimals: 2 });
        assert_eq!(cell(&[0x04, 0xd2]), exact(1234));
        assert_eq!(cell(&[0xfb, 0x2e]), exact(-1234));
        assert_eq!(cell(&[&[0xff; 30][..], &[0xfb, 0x2e]].concat()), exact(-1234));
        assert_eq!(cell(&[&[0; 20][..], &[0x04, 0xd2]].concat()), exact(1234));
        assert_eq!(cell(&[0x80; 1]), exact(-128));
        assert_eq!(cell(&i128::MIN.to_be_bytes()), exact(i128::MIN));
        // 2^128, and a number whose lower 16 bytes would be negative.
        let large = cell(&[&[1][..], &[0; 16]].concat());
        assert!(
            matches!(large, Held::Cell(Cell::Number(n)) if (n / 3.402_823_669e36 - 1.0).abs() < 1e-6),
            "{large:?}"
        );
        assert!(matches!(cell(&[&[0][..], &[0x80; 16]].concat()), Held::Cell(Cell::Number(n)) if n > 0.0));
        assert_eq!(cell(&[]), Held::EMPTY);
    }

    #[test]
    fn moments_are_cut_to_seconds_before_1970_too() {
        let moment = |year, month, day, seconds| {
            Held::Cell(Cell::Moment(Day::new(year, month, day).unwrap(), seconds))
        };
        for (to_a_second, value) in [(1000, -1), (1_000_000, -1), (1_000_000_000, -1)] {
            assert_eq!(Meaning::Stamp(to_a_second).of_whole(value, 64), moment(1969, 12, 31, 86_399));
        }
        assert_eq!(Meaning::Stamp(1000).of_whole(1_704_067_199_999, 64), moment(2023, 12, 31, 86_399));
        let mut legacy = Int96::new();
        let nanos: u64 = 3_723_500_000_000;
        legacy.set_data(nanos as u32, (nanos >> 32) as u32, 2_460_311);
        assert_eq!(legacy_stamp(&legacy), moment(2024, 1, 1, 3723));
    }

    #[test]
    fn numbers_are_what_was_written() {
        assert_eq!(single(29.33), Held::Cell(Cell::Number(29.33)));
        assert_eq!(single(1e9), Held::Cell(Cell::Whole(1_000_000_000)));
        assert_eq!(Meaning::Unsigned.of_whole(i64::from(-1_i32), 32), Held::Cell(Cell::Whole(4_294_967_295)));
        let largest = Cell::Decimal { units: u64::MAX.into(), decimals: 0 };
        assert_eq!(Meaning::Unsigned.of_whole(-1, 64), Held::Cell(largest));
        assert_eq!(half(&[0x00, 0x3e]), Held::Cell(Cell::Number(1.5)));
        assert_eq!(half(&[0x01, 0x80]), Held::Cell(Cell::Number(-libm::ldexp(1.0, -24))));
        let id: Vec<u8> = (0..16).collect();
        assert_eq!(uuid(&id), Held::Text("00010203-0405-0607-0809-0a0b0c0d0e0f".into()));
    }
}
