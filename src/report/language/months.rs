//! Months by their names.

use super::{Language, say};
use crate::forecast::summary::PeriodLabel;
use crate::model::month::Month;

impl Language {
    /// A month's short name: `Jan`, `янв`.
    pub fn month_name(self, month: Month) -> &'static str {
        const ENGLISH: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        const RUSSIAN: [&str; 12] =
            ["янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];
        match self {
            Self::English => ENGLISH[month.index()],
            Self::Russian => RUSSIAN[month.index()],
        }
    }

    /// `Jan 2027`, `янв 2027`.
    pub fn month(self, month: Month) -> String {
        format!("{}\u{A0}{:04}", self.month_name(month), month.year())
    }

    /// `1 month`, `12 месяцев`.
    pub fn months(self, count: usize) -> String {
        say!(self, "months", count = count)
    }

    /// Months that need not be whole: `1 month`, `20.39 months`, `20,39 месяца`.
    pub fn exact_months(self, months: f64) -> String {
        let hundredths = (100.0 * months).round();
        if (0.0..1e15).contains(&hundredths) && hundredths % 100.0 == 0.0 {
            say!(self, "months", count = hundredths / 100.0)
        } else {
            say!(self, "months-in-part", months = self.exact(months))
        }
    }

    /// The horizon in words: `the year`, `8 месяцев`.
    pub fn horizon(self, months: usize) -> String {
        match months {
            1 => say!(self, "horizon-month"),
            12 => say!(self, "horizon-year"),
            months => say!(self, "horizon-months", count = months),
        }
    }

    /// What a tenth of the outcomes is called: a horizon of a year has years.
    pub fn one_in_ten(self, months: usize) -> String {
        if months == 12 { say!(self, "one-year-in-ten") } else { say!(self, "one-case-in-ten") }
    }

    /// A period's name where there is room: `Jan 2027`, `Q1 2027`, `2027`; `янв 2027`, `1 кв. 2027`.
    pub fn period(self, label: &PeriodLabel) -> String {
        match label {
            PeriodLabel::Month(name) => {
                Month::parse(name).map_or_else(|| name.clone(), |month| self.month(month))
            }
            PeriodLabel::Quarter(name) => match name.split_once("-Q") {
                Some((year, quarter)) => say!(self, "quarter", quarter = quarter, year = year),
                None => name.clone(),
            },
            PeriodLabel::Year(name) => name.clone(),
            PeriodLabel::Horizon(_) => say!(self, "total"),
        }
    }
}
