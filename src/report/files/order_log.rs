//! A sampled order log as tables: the orders (with rows that are wrong on purpose, if so many are wanted), who was a
//! client from when to when, and what was spent on new ones.

use super::csv::name;
use crate::engine::order_log::{Life, Order, OrderLog};
use crate::model::month::Month;
use csv::{StringRecord, Terminator, Writer, WriterBuilder};
use std::io::{self, Write};

/// The segments' names and the month that the log starts in.
#[derive(Debug, Clone)]
pub struct Setting<'a> {
    /// The month that stands for the scenario's start.
    pub start: Month,
    /// The segments' names, in the scenario's order.
    pub segments: Vec<&'a str>,
}

/// Rows that are wrong on purpose: what is wrong with each, by turns.
const WRONG: [Wrong; 6] =
    [Wrong::NoClient, Wrong::NoDate, Wrong::NoSuchDay, Wrong::NoAmount, Wrong::NoNumber, Wrong::Short];

#[derive(Debug, Clone, Copy)]
enum Wrong {
    NoClient,
    NoDate,
    NoSuchDay,
    NoAmount,
    NoNumber,
    Short,
}

/// Writes the orders: `client,date,amount,segment`. Before every so many of them stands one of `dirty` rows that are
/// wrong, evenly spread.
///
/// # Errors
/// The system's, if it cannot be written.
pub fn orders_csv(log: &OrderLog, setting: &Setting<'_>, dirty: usize, out: impl Write) -> io::Result<()> {
    let mut out = Table::begin(out, ["client", "date", "amount", "segment"])?;
    let mut done = 0;
    for (place, order) in log.orders.iter().enumerate() {
        while done < dirty && done * log.orders.len() <= place * dirty {
            out.row(&wrong(WRONG[done % WRONG.len()], order, setting))?;
            done += 1;
        }
        out.row(&cells(order, setting))?;
    }
    out.end()
}

fn cells(order: &Order, setting: &Setting<'_>) -> Vec<String> {
    let cents = order.cents.unsigned_abs();
    vec![
        client(order.client),
        format!(
            "{}-{:02} {:02}:{:02}:{:02}",
            setting.start.plus(order.month),
            order.day,
            order.seconds / 3600,
            order.seconds / 60 % 60,
            order.seconds % 60
        ),
        format!("{}{}.{:02}", if order.cents < 0 { "-" } else { "" }, cents / 100, cents % 100),
        name(setting.segments[order.segment]),
    ]
}

fn wrong(wrong: Wrong, like: &Order, setting: &Setting<'_>) -> Vec<String> {
    let mut cells = cells(like, setting);
    match wrong {
        Wrong::NoClient => cells[0].clear(),
        Wrong::NoDate => cells[1].clear(),
        Wrong::NoSuchDay => cells[1] = format!("{}-02-31", setting.start.year()),
        Wrong::NoAmount => cells[2].clear(),
        Wrong::NoNumber => "unknown".clone_into(&mut cells[2]),
        Wrong::Short => cells.truncate(2),
    }
    cells
}

/// Writes who was a client from when to when: `client,start,end,segment`; the end is empty for who is still there.
///
/// # Errors
/// The system's, if it cannot be written.
pub fn subscriptions_csv(log: &OrderLog, setting: &Setting<'_>, out: impl Write) -> io::Result<()> {
    let mut out = Table::begin(out, ["client", "start", "end", "segment"])?;
    for life in &log.lives {
        out.row(&[
            client(life.client),
            joined(life, setting),
            left(life, setting),
            name(setting.segments[life.segment]),
        ])?;
    }
    out.end()
}

fn joined(life: &Life, setting: &Setting<'_>) -> String {
    let month = match usize::try_from(life.joined) {
        Ok(months) => setting.start.plus(months),
        Err(_) => setting.start.minus(life.joined.unsigned_abs() as usize),
    };
    format!("{month}-01")
}

fn left(life: &Life, setting: &Setting<'_>) -> String {
    life.left.map_or_else(String::new, |months| {
        let month = setting.start.plus(months);
        format!("{month}-{:02}", month.days())
    })
}

/// Writes what was spent on new clients: `month,channel,spend,new_clients`.
///
/// # Errors
/// The system's, if it cannot be written.
pub fn spend_csv(log: &OrderLog, setting: &Setting<'_>, out: impl Write) -> io::Result<()> {
    let mut out = Table::begin(out, ["month", "channel", "spend", "new_clients"])?;
    for (month, segments) in log.spend.iter().enumerate() {
        for (spent, segment) in segments.iter().zip(&setting.segments) {
            let month = setting.start.plus(month).to_string();
            out.row(&[month, name(segment), format!("{:.2}", spent.amount), spent.clients.to_string()])?;
        }
    }
    out.end()
}

fn client(number: usize) -> String {
    format!("C{:07}", number + 1)
}

/// A table on its way.
struct Table<W: Write>(Writer<W>);

impl<W: Write> Table<W> {
    fn begin<const N: usize>(out: W, head: [&str; N]) -> io::Result<Self> {
        let mut table =
            Self(WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(out));
        table.0.write_record(&StringRecord::from(head.to_vec()))?;
        Ok(table)
    }

    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        Ok(self.0.write_record(cells)?)
    }

    fn end(mut self) -> io::Result<()> {
        self.0.flush()
    }
}
