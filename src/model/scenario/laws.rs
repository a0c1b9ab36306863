//! The laws of a client as they are written: churn, orders, order value.

use super::decoder::{Decoder, Fields, Node, nearest};
use super::quantities::is_quantity_table;
use crate::model::behaviour::buying::OrderLaw;
use crate::model::behaviour::{Churn, EmpiricalValues, OrderValue, Orders};
use crate::model::problem::{Remedy, Rule, Shape};
use crate::model::quantity::{Domain, QuantityId, steps};
use toml::de::DeValue;

/// The word for orders that are one payment a month.
pub(super) const SUBSCRIPTION: &str = "subscription";
/// The word for churn that is part of the law of orders.
pub(super) const BY_ORDERS: &str = "by_orders";
/// The parameters of spending that differs from client to client.
pub(super) const GAMMA_GAMMA: [&str; 3] = ["p", "q", "v"];
/// The most entries of a hazard curve.
pub(super) const HAZARD_MOST: usize = 1200;

impl<'a> Decoder<'a> {
    /// The one key of a table that says which of several things it is, with the value. Other keys are problems.
    pub(super) fn one_of(
        &mut self,
        node: &Node<'a>,
        options: &[&'static str],
        expected: Shape,
    ) -> Option<(&'static str, Node<'a>)> {
        let mut fields = self.fields(node, expected)?;
        let present: Vec<&'static str> = options.iter().copied().filter(|key| fields.has(key)).collect();
        let [chosen] = present[..] else {
            let DeValue::Table(table) = node.value else { return None };
            let near = table.iter().find_map(|(key, _)| nearest(key.get_ref(), options.iter().copied()));
            let remedy = match near {
                Some(name) if present.is_empty() => Remedy::Nearest { name: name.to_owned() },
                _ => Remedy::OneOf { options: options.iter().map(|&key| key.to_owned()).collect() },
            };
            self.refuse(node, Rule::UnknownForm { expected }.with(remedy));
            return None;
        };
        let value = fields.get(chosen);
        fields.finish(self);
        value.map(|value| (chosen, value))
    }

    /// A table of two quantities that have to be there.
    fn pair(
        &mut self,
        node: &Node<'a>,
        keys: [&'static str; 2],
        domains: [&Domain; 2],
    ) -> Option<[QuantityId; 2]> {
        let mut fields = self.fields(node, Shape::Table)?;
        let first = fields.required_quantity(self, keys[0], domains[0]);
        let second = fields.required_quantity(self, keys[1], domains[1]);
        fields.finish(self);
        Some([first, second])
    }

    /// A table of quantities above 0 that have to be there.
    fn shapes<const N: usize>(
        &mut self,
        node: &Node<'a>,
        keys: [&'static str; N],
    ) -> Option<[QuantityId; N]> {
        let mut fields = self.fields(node, Shape::Table)?;
        let ids = keys.map(|key| fields.required_quantity(self, key, &Domain::SHAPE));
        fields.finish(self);
        Some(ids)
    }

    /// A law of churn; a quantity alone is a constant one.
    pub(super) fn churn(&mut self, node: &Node<'a>) -> Option<Churn> {
        let as_fields = match node.value {
            DeValue::Table(table) => Fields::new(table, node.span.clone(), node.path.clone()),
            DeValue::String(text) if text == BY_ORDERS => return Some(Churn::ByOrders),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::String(_) => {
                return Some(Churn::Constant(self.quantity(node, &Domain::SHARE)));
            }
            _ => {
                self.wrong_type(node, Shape::Churn);
                return None;
            }
        };
        if is_quantity_table(&as_fields) {
            return Some(Churn::Constant(self.quantity(node, &Domain::SHARE)));
        }
        let options = ["constant", "hazard", "beta_geometric", "discrete_weibull"];
        let (law, value) = self.one_of(node, &options, Shape::Churn)?;
        match law {
            "constant" => Some(Churn::Constant(self.quantity(&value, &Domain::SHARE))),
            "hazard" => self.hazard(&value),
            "beta_geometric" => {
                let shapes = [&Domain::SHAPE, &Domain::SHAPE];
                let [alpha, beta] = self.pair(&value, ["alpha", "beta"], shapes)?;
                Some(Churn::BetaGeometric { alpha, beta })
            }
            _ => {
                let [q, b] = self.pair(&value, ["q", "b"], [&Domain::STAYING, &Domain::AGEING])?;
                Some(Churn::DiscreteWeibull { q, b })
            }
        }
    }

    fn hazard(&mut self, node: &Node<'a>) -> Option<Churn> {
        let entries = self.entries_of(node, HAZARD_MOST)?;
        Some(Churn::Hazard(entries.iter().map(|entry| self.quantity(entry, &Domain::SHARE)).collect()))
    }

    /// A law of orders.
    pub(super) fn orders(&mut self, node: &Node<'a>) -> Option<Orders> {
        match node.value {
            DeValue::String(text) if text == SUBSCRIPTION => Some(Orders::Subscription),
            DeValue::String(_) => {
                let tables =
                    ["{ poisson = { rate = 0.8 } }", "{ gamma_poisson = { rate = 0.8, shape = 2 } }"];
                let options =
                    ["\"subscription\""].iter().chain(&tables).map(|&form| form.to_owned()).collect();
                self.refuse(node, Rule::NotAChoice.with(Remedy::OneOf { options }));
                None
            }
            DeValue::Table(_) => {
                let laws = OrderLaw::ALL.map(OrderLaw::key);
                let options = ["poisson", "gamma_poisson"].into_iter().chain(laws).collect::<Vec<_>>();
                let (law, value) = self.one_of(node, &options, Shape::Orders)?;
                if let Some(law) = OrderLaw::ALL.into_iter().find(|known| known.key() == law) {
                    let parameters = self.shapes(&value, law.parameters())?;
                    return Some(Orders::Buying { law, parameters });
                }
                if law == "gamma_poisson" {
                    let [rate, shape] =
                        self.pair(&value, ["rate", "shape"], [&Domain::RATE, &Domain::SHAPE])?;
                    return Some(Orders::GammaPoisson { rate, shape });
                }
                self.poisson(&value)
            }
            _ => {
                self.wrong_type(node, Shape::Orders);
                None
            }
        }
    }

    /// `{ rate = quantity }`, or the quantity itself.
    fn poisson(&mut self, node: &Node<'a>) -> Option<Orders> {
        let quantity = match node.value {
            DeValue::Table(table) => {
                is_quantity_table(&Fields::new(table, node.span.clone(), node.path.clone()))
            }
            _ => true,
        };
        if quantity {
            return Some(Orders::Poisson { rate: self.quantity(node, &Domain::RATE) });
        }
        let mut fields = self.fields(node, Shape::Table)?;
        let rate = fields.required_quantity(self, "rate", &Domain::RATE);
        fields.finish(self);
        Some(Orders::Poisson { rate })
    }

    /// A law of order values: what differs from order to order (`gamma`, `lognormal`, `empirical`), or a quantity,
    /// which is the same for all orders of a trial.
    pub(super) fn order_value(&mut self, node: &Node<'a>) -> Option<OrderValue> {
        let options = ["fixed", "gamma", "lognormal", "gamma_gamma", "empirical"];
        let as_fields = match node.value {
            DeValue::Table(table) => Fields::new(table, node.span.clone(), node.path.clone()),
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::String(_) => {
                return Some(OrderValue::Fixed(self.quantity(node, &Domain::MONEY)));
            }
            _ => {
                self.wrong_type(node, Shape::OrderValue);
                return None;
            }
        };
        if !options.iter().any(|key| as_fields.has(key)) && is_quantity_table(&as_fields) {
            return Some(OrderValue::Fixed(self.quantity(node, &Domain::MONEY)));
        }
        let (law, value) = self.one_of(node, &options, Shape::OrderValue)?;
        match law {
            "fixed" => Some(OrderValue::Fixed(self.quantity(&value, &Domain::MONEY))),
            "gamma" => {
                let [mean, shape] = self.pair(&value, ["mean", "shape"], [&Domain::MONEY, &Domain::SHAPE])?;
                Some(OrderValue::Gamma { mean, shape })
            }
            "lognormal" => {
                let [mean, cv] = self.pair(&value, ["mean", "cv"], [&Domain::MONEY, &Domain::SPREAD])?;
                Some(OrderValue::Lognormal { mean, cv })
            }
            "gamma_gamma" => {
                let [p, q, v] = self.shapes(&value, GAMMA_GAMMA)?;
                Some(OrderValue::GammaGamma { p, q, v })
            }
            _ => self.empirical(&value),
        }
    }

    fn empirical(&mut self, node: &Node<'a>) -> Option<OrderValue> {
        let mut fields = self.fields(node, Shape::Table)?;
        let read = if fields.has("values") || fields.has("weights") {
            self.discrete(&mut fields, &Domain::MONEY)
        } else {
            self.data_column(&mut fields, "data", &Domain::MONEY)
                .map(|numbers| steps(&numbers, &vec![1.0; numbers.len()]))
        };
        fields.finish(self);
        match read? {
            Ok(steps) => Some(OrderValue::Empirical(EmpiricalValues {
                values: steps.values,
                cumulative: steps.cumulative,
            })),
            Err(refusal) => {
                self.refuse(node, refusal);
                None
            }
        }
    }
}
