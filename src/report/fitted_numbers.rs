//! How a fitted scenario writes what is known of a number: a range, a column of draws, or the number alone.

use crate::fit::basis::Known;
use crate::fit::posterior::ROWS;
use crate::fit::uncertain::Uncertain;

/// A file of draws of parameters.
#[derive(Debug, Clone, Copy)]
pub struct DrawsFile<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its columns.
    pub columns: &'a [(String, Vec<f64>)],
}

impl DrawsFile<'_> {
    /// Whether it has a column.
    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|(column, _)| column == name)
    }

    /// The quantity of a column.
    pub(super) fn quantity(&self, column: &str) -> String {
        format!("{{ draws = {}, column = \"{column}\" }}", quoted(self.name))
    }
}

/// The column of the churn of an age, from the first month on.
pub fn churn_column(age: usize) -> String {
    format!("churn_{}", age + 1)
}

/// Parameters with what is known of each and of all together; and what has to be told of that.
pub(super) fn parameters(
    path: &str,
    known: &Uncertain,
    draws: Option<DrawsFile<'_>>,
    correlations: &mut Vec<(String, String, f64)>,
) -> (String, String) {
    let names = &known.names;
    let each = |of: &dyn Fn(usize) -> String| {
        (0..names.len())
            .map(|place| format!("{} = {}", names[place], of(place)))
            .collect::<Vec<_>>()
            .join(", ")
    };
    if let Some(draws) = draws.filter(|draws| names.iter().all(|name| draws.has(name))) {
        let written = each(&|place| draws.quantity(names[place]));
        let told = format!(
            "\n# How surely they are known: {ROWS} draws of all of them together, a row each in that file, from their\n\
             # likelihood alone, within a millionth and a million."
        );
        return (written, told);
    }
    if !known.has_ranges() {
        let told = "\n# How surely they are known cannot be said, so they are taken as likeliest.";
        return (each(&|place| digits(known.values[place])), told.to_owned());
    }
    for one in 0..names.len() {
        for other in 0..one {
            let [a, b] = [other, one].map(|place| format!("{path}.{}", names[place]));
            correlations.push((a, b, known.spearman(one, other)));
        }
    }
    let range = |place: usize| {
        let [low, high] = known.ends(place).map(digits);
        format!("{{ p5 = {low}, p95 = {high} }}")
    };
    (each(&range), String::new())
}

/// A level with its 90 % interval; a plain number where its error is not known.
pub(super) fn range(known: Known) -> String {
    match known.ends().map(|ends| ends.map(digits)) {
        Some([low, high]) if low != high => format!("{{ p5 = {low}, p95 = {high} }}"),
        _ => digits(known.value),
    }
}

/// Six significant digits, as TOML reads them.
pub(super) fn digits(value: f64) -> String {
    let rounded: f64 = format!("{value:.5e}").parse().unwrap_or(value);
    let text = rounded.to_string();
    if text.contains('.') || text.contains('e') || text.len() < 16 { text } else { format!("{rounded:e}") }
}

pub(super) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}
