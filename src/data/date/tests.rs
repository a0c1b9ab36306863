//! Dates as people and programs write them, and those that are none.

use super::*;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    let mut parts = text.split('-').map(|part| part.parse().unwrap());
    let (year, month, number): (u32, u32, u32) =
        (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    Day::new(year as i32, month, number).unwrap()
}

#[test]
fn dates_are_read_however_they_are_written() {
    let cases = [
        ("2024-01-31", 0),
        ("2024-01-31T14:05:09", 50_709),
        ("2024-01-31 14:05:09.123+03:00", 50_709),
        ("2024-01-31T00:00:00Z", 0),
        ("2024/01/31", 0),
        ("2024.1.31", 0),
        ("20240131", 0),
        ("31.01.2024", 0),
        ("31.01.24 14:05", 50_700),
        ("31.1.2024 2:05 PM", 50_700),
        ("31 Jan 2024", 0),
        ("31-jan-24", 0),
        ("January 31, 2024 14:05", 50_700),
        ("31 января 2024 г.", 0),
        ("31 янв. 2024", 0),
        ("2024-01-31 24:00:00", 86_399),
        ("2024-01-31T24:00Z", 86_399),
        ("31.01.2024 24:00:00.000", 86_399),
    ];
    for (text, seconds) in cases {
        assert_eq!(read(text, None), Some(Written::Plain(day("2024-1-31"), seconds)), "{text}");
    }
}

#[test]
fn what_comes_first_may_matter_or_not() {
    let either = |a: Option<&str>, b: Option<&str>| Written::Either {
        day_first: a.map(day),
        month_first: b.map(day),
        seconds: 0,
    };
    assert_eq!(read("1/2/2024", None), Some(either(Some("2024-2-1"), Some("2024-1-2"))));
    assert_eq!(read("31/01/2024", None), Some(either(Some("2024-1-31"), None)));
    assert_eq!(read("1/30/24", None), Some(either(None, Some("2024-1-30"))));
    assert_eq!(read("01-31-2024", None), Some(either(None, Some("2024-1-31"))));
    assert_eq!(read("05/05/2024", None), Some(Written::Plain(day("2024-5-5"), 0)));
    assert_eq!(read("01.02.2024", None), Some(Written::Plain(day("2024-2-1"), 0)));
}

#[test]
fn what_is_said_counts_where_the_way_of_writing_would_settle_it_or_cannot() {
    let by = |text: &str, order| read(text, Some(order));
    let plain = |text: &str| Some(Written::Plain(day(text), 0));
    assert_eq!(by("01.02.2024", Order::MonthFirst), plain("2024-1-2"));
    assert_eq!(by("01.02.2024", Order::DayFirst), plain("2024-2-1"));
    assert_eq!(by("13.02.2024", Order::MonthFirst), None);
    assert_eq!(by("30-01-24", Order::DayFirst), plain("2024-1-30"));
    assert_eq!(by("01-30-24", Order::MonthFirst), plain("2024-1-30"));
    assert_eq!(by("30-01-24", Order::MonthFirst), None);
    for text in ["24-01-30", "24-02-28", "30-01-24", "01-30-24", "1-2-24", "24-1-30", "05-05-24"] {
        assert_eq!(read(text, None), None, "{text}");
    }
}

#[test]
fn a_date_of_a_year_that_nobody_means_is_told_from_what_is_none() {
    for text in [
        "9999-12-31",
        "9999-12-31T23:59:59Z",
        "31.12.9999",
        "12/31/9999",
        "2999-01-01",
        "2200-01-01",
        "99991231",
        "01.01.0001 0:00:00",
        "0000-00-00",
        "0000-00-00 00:00:00",
        "00.00.0000",
    ] {
        assert!(is_beyond_all(text), "{text}");
    }
    for text in ["2199-12-31", "9999-13-31", "9999", "0", "00:00:00", "", "soon", "2024-01-31", "30.02.2024"]
    {
        assert!(!is_beyond_all(text), "{text}");
    }
}

#[test]
fn what_is_no_date_is_none() {
    for text in [
        "",
        "x",
        "2024",
        "2024-13-01",
        "2024-02-30",
        "0001-01-01",
        "31.31.2024",
        "12.31.2024",
        "2024-01-31x",
        "2024-01-31T25:00",
        "2024-01-31T24:01",
        "2024-01-31 24:00:01",
        "2024-01-31 24:00 PM",
        "2024-01-31 1",
        "1/2",
        "1/2/3/4",
        "45292",
        "2024-01-31 12:61",
        "1/2/024",
        "Foo 5, 2024",
        "2024-01-31 13:00 PM",
    ] {
        assert_eq!(read(text, None), None, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,30}", near in "[0-9]{1,4}[-./ ][0-9a-zA-Zя]{1,4}[-./ ][0-9]{1,4}[T ]?[0-9:.+ZAPM ]{0,12}") {
        for said in [None, Some(Order::DayFirst), Some(Order::MonthFirst)] {
            read(&text, said);
            read(&near, said);
        }
        is_beyond_all(&text);
        is_beyond_all(&near);
    }

    #[test]
    fn a_day_that_is_written_is_read(days in 700_000_i32..750_000, seconds in 0_u32..86_400) {
        let day = Day::numbered(days).unwrap();
        let time = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
        prop_assert_eq!(read(&format!("{day} {time}"), None), Some(Written::Plain(day, seconds)));
    }
}
