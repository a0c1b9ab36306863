//! The written forms of a quantity (DESIGN §5), told apart by their keys.

use super::decoder::{Decoder, Fields, Node, REFUSED, nearest, refusal_of};
use super::lists::{NOT_NEGATIVE, whole_numbers};
use crate::model::problem::{Problem, Refusal, Remedy, Rule, Shape};
use crate::model::quantity::{self, Domain, Draws, Interval, Kind, NamedQuantity, Quantity, QuantityId};
use toml::de::DeValue;

/// The keys of a table that is a quantity; `truncate` may stand beside them.
pub(super) struct Form {
    /// What tells the form from the others.
    pub(super) keys: &'static [&'static str],
    /// The sets of keys that are complete.
    pub(super) complete: &'static [&'static [&'static str]],
}

impl Form {
    /// A form whose keys all have to be there.
    const fn whole(keys: &'static [&'static [&'static str]; 1]) -> Self {
        Self { keys: keys[0], complete: keys }
    }
}

/// The forms. Where a table has keys of several, the one with most of them is meant, the earlier one at a draw.
pub(super) const FORMS: [Form; 14] = [
    Form::whole(&[&["p5", "p95"]]),
    Form::whole(&[&["p10", "p50", "p90"]]),
    Form::whole(&[&["min", "mode", "max"]]),
    Form { keys: &["mean", "sd", "cv"], complete: &[&["mean", "sd"], &["mean", "cv"]] },
    Form::whole(&[&["triangular"]]),
    Form::whole(&[&["uniform"]]),
    Form::whole(&[&["lognormal"]]),
    Form::whole(&[&["normal"]]),
    Form::whole(&[&["beta"]]),
    Form::whole(&[&["gamma"]]),
    Form::whole(&[&["pert"]]),
    Form { keys: &["values", "weights"], complete: &[&["values"], &["values", "weights"]] },
    Form::whole(&[&["data", "column"]]),
    Form::whole(&[&["draws", "column"]]),
];

/// A law, or `None` where a problem was reported.
type Law = Option<Quantity>;

impl<'a> Fields<'a> {
    /// The quantity of a key, or its default.
    pub(super) fn quantity(
        &mut self,
        decoder: &mut Decoder<'a>,
        key: &'static str,
        domain: &Domain,
        default: f64,
    ) -> QuantityId {
        match self.get(key) {
            Some(node) => decoder.quantity(&node, domain),
            None => decoder.register(self.path_of(key), Quantity::Fixed(default), domain.kind, false),
        }
    }

    /// The quantity of a key that has to be there.
    pub(super) fn required_quantity(
        &mut self,
        decoder: &mut Decoder<'a>,
        key: &'static str,
        domain: &Domain,
    ) -> QuantityId {
        match self.require(decoder, key) {
            Some(node) => decoder.quantity(&node, domain),
            None => decoder.refused_quantity(self.path_of(key), domain),
        }
    }

    /// Numbers of keys that have to be there.
    fn numbers<const N: usize>(
        &mut self,
        decoder: &mut Decoder<'a>,
        keys: [&'static str; N],
        domain: &Domain,
    ) -> Option<[f64; N]> {
        let numbers =
            keys.map(|key| self.require(decoder, key).map_or(REFUSED, |node| decoder.number(&node, domain)));
        whole_numbers(numbers)
    }
}

/// Whether a table is one of a quantity's forms, told by its keys.
pub(super) fn is_quantity_table(fields: &Fields<'_>) -> bool {
    FORMS.iter().any(|form| form.keys.iter().any(|key| fields.has(key))) || fields.has("truncate")
}

impl<'a> Decoder<'a> {
    /// Reads a quantity and enters it under its path.
    pub(super) fn quantity(&mut self, node: &Node<'a>, domain: &Domain) -> QuantityId {
        let law = self.law(node, domain).unwrap_or(Quantity::Fixed(REFUSED));
        self.register(node.path.clone(), law, domain.kind, true)
    }

    /// The stand-in of a quantity whose problem was reported.
    pub(super) fn refused_quantity(&mut self, path: String, domain: &Domain) -> QuantityId {
        self.register(path, Quantity::Fixed(REFUSED), domain.kind, true)
    }

    pub(super) fn register(&mut self, path: String, law: Quantity, kind: Kind, written: bool) -> QuantityId {
        self.quantities.push(NamedQuantity { path, law, kind, written });
        QuantityId(self.quantities.len() - 1)
    }

    fn law(&mut self, node: &Node<'a>, domain: &Domain) -> Law {
        match node.value {
            DeValue::Integer(_) | DeValue::Float(_) => {
                let value = self.number(node, domain);
                if domain.kind == Kind::Growth && value >= 1.0 {
                    let remedy = Remedy::Write { text: format!("\"{value}%\"") };
                    self.warn(node, Rule::LooksLikePercent { value }.with(remedy));
                }
                Some(Quantity::Fixed(value))
            }
            DeValue::String(text) => match quantity::parse_interval(text) {
                None => Some(Quantity::Fixed(self.number(node, domain))),
                Some(Err(error)) => {
                    self.refuse(node, refusal_of(error));
                    None
                }
                Some(Ok(ends)) => self.interval(node, text, ends, domain),
            },
            DeValue::Table(_) => self.table_law(node, domain),
            _ => {
                self.wrong_type(node, Shape::Quantity);
                None
            }
        }
    }

    fn interval(&mut self, node: &Node<'a>, text: &str, ends: Interval, domain: &Domain) -> Law {
        let low = self.in_domain(node, ends.low, domain);
        // One complaint about the place is enough.
        let high = if low.is_nan() { REFUSED } else { self.in_domain(node, ends.high, domain) };
        let [low, high] = whole_numbers([low, high])?;
        let law = quantity::from_interval(low, high, domain).map_err(|refusal| match refusal.rule {
            Rule::Reversed => Rule::Reversed.with(turned(text, low == high)),
            _ => refusal,
        });
        self.settled(node, law, domain)
    }

    /// The law with draws inside the domain.
    fn settled(&mut self, node: &Node<'a>, law: Result<Quantity, Refusal>, domain: &Domain) -> Law {
        law.and_then(|law| quantity::inside(law, domain)).map_err(|refusal| self.refuse(node, refusal)).ok()
    }

    fn table_law(&mut self, node: &Node<'a>, domain: &Domain) -> Law {
        let mut fields = self.fields(node, Shape::Quantity)?;
        let shared = |keys: &&[&str]| keys.iter().filter(|key| fields.has(key)).count();
        // `max_by_key` takes the last of equals, hence the turn.
        let form =
            FORMS.iter().map(|form| form.keys).rev().max_by_key(shared).filter(|keys| shared(keys) > 0);
        let Some(form) = form else {
            self.refuse(node, unknown_form(node));
            return None;
        };
        let before = self.problems.len();
        let cut = fields.get("truncate").map(|cut| (self.ends(&cut, domain), cut));
        let law = self.form(form[0], node, &mut fields, domain, cut.is_some());
        fields.finish(self);
        if self.problems[before..].iter().any(Problem::is_error) {
            return None;
        }
        let law = match (law?, cut) {
            (law, None) => Ok(law),
            (law, Some((ends, cut))) => {
                let [low, high] = ends?;
                match quantity::truncated(law, low, high) {
                    Ok(law) => Ok(law),
                    Err(refusal) => {
                        self.refuse(&cut, refusal);
                        return None;
                    }
                }
            }
        };
        self.settled(node, law, domain)
    }

    /// The law of the form with that first key.
    fn form(
        &mut self,
        form: &str,
        node: &Node<'a>,
        fields: &mut Fields<'a>,
        domain: &Domain,
        cut: bool,
    ) -> Law {
        let law = match form {
            "p5" => {
                let [p5, p95] = fields.numbers(self, ["p5", "p95"], domain)?;
                quantity::from_interval(p5, p95, domain)
            }
            "p10" => {
                let [p10, p50, p90] = fields.numbers(self, ["p10", "p50", "p90"], domain)?;
                quantity::from_three(p10, p50, p90, domain, cut)
            }
            "min" => {
                let [min, mode, max] = fields.numbers(self, ["min", "mode", "max"], domain)?;
                quantity::pert(min, mode, max)
            }
            "mean" => {
                let (mean, sd) = self.moments(fields, domain)?;
                quantity::from_mean_sd(mean, sd, domain)
            }
            "pert" => {
                let [min, mode, max] = self.mode_and_ends(&fields.get("pert")?, domain)?;
                quantity::pert(min, mode, max)
            }
            "triangular" => {
                let [min, mode, max] = self.mode_and_ends(&fields.get("triangular")?, domain)?;
                quantity::triangular(min, mode, max)
            }
            "uniform" => {
                let [low, high] = self.ends(&fields.get("uniform")?, domain)?;
                quantity::uniform(low, high)
            }
            "values" => self.discrete(fields, domain).map(|steps| steps.map(Quantity::Discrete))?,
            "data" => {
                let numbers = self.data_column(fields, "data", domain)?;
                quantity::steps(&numbers, &vec![1.0; numbers.len()]).map(Quantity::Empirical)
            }
            "draws" => {
                let rows = self.data_column(fields, "draws", domain)?;
                let found = rows.len();
                Draws::of(rows).map(|draws| {
                    let used = draws.by_row.len();
                    let rule = Rule::DrawsLeftOut { found, used };
                    // Once for all columns of a file.
                    if used < found && self.problems.iter().all(|problem| problem.rule != rule) {
                        self.warn(node, rule);
                    }
                    Quantity::Draws(draws)
                })
            }
            _ => return self.named(form, fields, domain),
        };
        law.map_err(|refusal| self.refuse(node, refusal)).ok()
    }

    /// `lognormal`, `normal`, `beta` or `gamma` with a table of its parameters.
    fn named(&mut self, family: &str, fields: &mut Fields<'a>, domain: &Domain) -> Law {
        let node = match family {
            "lognormal" => fields.get("lognormal"),
            "normal" => fields.get("normal"),
            "beta" => fields.get("beta"),
            _ => fields.get("gamma"),
        }?;
        let mut inner = self.fields(&node, Shape::Table)?;
        let law = if family == "beta" && (inner.has("alpha") || inner.has("beta")) {
            let shapes = inner.numbers(self, ["alpha", "beta"], &Domain::SHAPE);
            shapes.map(|[alpha, beta]| Ok(Quantity::Beta { alpha, beta }))
        } else if family == "gamma" && (inner.has("shape") || inner.has("scale")) {
            let shapes = inner.numbers(self, ["shape", "scale"], &Domain::SHAPE);
            shapes.map(|[shape, scale]| Ok(Quantity::Gamma { shape, scale }))
        } else {
            self.moments(&mut inner, domain).map(|(mean, sd)| match family {
                _ if sd == 0.0 => Ok(Quantity::Fixed(mean)),
                "lognormal" => quantity::lognormal_moments(mean, sd),
                "normal" => Ok(Quantity::Normal { mean, sd }),
                "beta" => quantity::named_beta(mean, sd),
                _ => quantity::gamma(mean, sd),
            })
        };
        inner.finish(self);
        law?.map_err(|refusal| self.refuse(&node, refusal)).ok()
    }

    /// `mean` with `sd` or `cv`: the mean and the standard deviation.
    fn moments(&mut self, fields: &mut Fields<'a>, domain: &Domain) -> Option<(f64, f64)> {
        let by_cv = fields.has("cv") && !fields.has("sd");
        // Both together say too much: then `cv` stays unknown.
        if !fields.has("cv") {
            fields.know("cv");
        }
        let [mean] = fields.numbers(self, ["mean"], domain).unwrap_or([REFUSED]);
        let [spread] = if by_cv {
            fields.numbers(self, ["cv"], &Domain::SPREAD)?
        } else {
            fields.numbers(self, ["sd"], &NOT_NEGATIVE)?
        };
        let sd = if by_cv { spread * mean.abs() } else { spread };
        (!mean.is_nan()).then_some((mean, sd))
    }

    /// `[low, high]` or `{ min, max }`.
    fn ends(&mut self, node: &Node<'a>, domain: &Domain) -> Option<[f64; 2]> {
        if !node.is_table() {
            return self.number_list(node, domain);
        }
        let mut fields = self.fields(node, Shape::List)?;
        let ends = fields.numbers(self, ["min", "max"], domain);
        fields.finish(self);
        ends
    }

    /// `[min, mode, max]` or `{ min, mode, max }`.
    fn mode_and_ends(&mut self, node: &Node<'a>, domain: &Domain) -> Option<[f64; 3]> {
        if !node.is_table() {
            return self.number_list(node, domain);
        }
        let mut fields = self.fields(node, Shape::List)?;
        let numbers = fields.numbers(self, ["min", "mode", "max"], domain);
        fields.finish(self);
        numbers
    }
}

/// The interval the other way round, or the number alone where both ends are the same.
fn turned(text: &str, same: bool) -> Remedy {
    let (first, second) = text.split_once(" to ").unwrap_or((text, ""));
    let (first, second) = (first.trim(), second.trim());
    let text = if same { format!("{first:?}") } else { format!("\"{second} to {first}\"") };
    Remedy::Write { text }
}

/// The refusal of a table with no key of any form.
fn unknown_form(node: &Node<'_>) -> Refusal {
    let keys = match node.value {
        DeValue::Table(table) => table.iter().map(|(key, _)| key.get_ref().to_string()).collect(),
        _ => Vec::new(),
    };
    let known = || FORMS.iter().flat_map(|form| form.keys.iter().copied());
    let rule = Rule::UnknownForm { expected: Shape::Quantity };
    if let Some(name) = keys.iter().find_map(|key| nearest(key, known())) {
        return rule.with(Remedy::Nearest { name: name.to_owned() });
    }
    let options = FORMS.iter().map(|form| format!("{{ {} }}", form.keys.join(", "))).collect();
    rule.with(Remedy::OneOf { options })
}
