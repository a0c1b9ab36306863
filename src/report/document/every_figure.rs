//! Every figure of every period with its percentiles and errors, of all and of each segment: what a reader looks up.

use super::periods::grain;
use super::{Block, Cell, Column, Grain, Kind, Quantity, Row, Section, Table};
use crate::decision::plan::Plan;
use crate::forecast::figure::{Estimate, Figure};
use crate::forecast::summary::{Age, Headline, Histogram, Period, SegmentSummary, Summary};
use crate::report::figures_of_period::{figures, title};
use crate::report::language::{Language, currency_sign, say};
use crate::report::words::name;

/// The sections: of all, of each segment, of the plan.
pub(super) fn every_figure(summary: &Summary, plan: Option<&Plan>, language: Language) -> Vec<Section> {
    let of = Lookup::new(currency_sign(&summary.scenario.currency), language);
    let mut sections = vec![of.all(summary)];
    sections.extend(summary.segments.iter().enumerate().map(|(place, segment)| of.segment(place, segment)));
    sections.extend(plan.map(|plan| of.plan(plan)));
    sections
}

/// A figure by itself: its name and what it counts.
type Named<'a> = (String, Quantity, &'a Figure);

/// A share or a mean by itself, with its error.
type Estimated = (String, Quantity, Option<Estimate>);

/// The words and the money of one report.
pub(super) struct Lookup<'a> {
    money: &'a str,
    language: Language,
}

impl<'m> Lookup<'m> {
    pub(super) fn new(money: &'m str, language: Language) -> Self {
        Self { money, language }
    }

    /// The sign of the money.
    pub(super) fn money(&self) -> &'m str {
        self.money
    }

    fn all(&self, summary: &Summary) -> Section {
        let mut blocks = Vec::from(self.headline("all", &summary.headline));
        let spans = [&summary.months, &summary.quarters, &summary.years];
        let periods: Vec<&Period> = spans.into_iter().flatten().chain([&summary.horizon]).collect();
        blocks.extend(self.by_period("all", &periods));
        section(say!(self.language, "every-figure-of-all"), blocks)
    }

    /// The headline's figures and its single numbers.
    pub(super) fn headline(&self, id: &str, headline: &Headline) -> [Block; 2] {
        let language = self.language;
        let named: [Named; 7] = [
            (say!(language, "figure-revenue"), Quantity::Money, &headline.revenue),
            (say!(language, "figure-profit"), Quantity::Money, &headline.profit),
            (say!(language, "figure-new-clients"), Quantity::Count, &headline.new_clients),
            (say!(language, "figure-clients-end"), Quantity::Count, &headline.active_clients_end),
            (say!(language, "figure-ad-spend"), Quantity::Money, &headline.ad_spend),
            (say!(language, "figure-roas"), Quantity::Ratio, &headline.roas),
            (say!(language, "figure-romi"), Quantity::Ratio, &headline.romi),
        ];
        let variance = headline.variance_from_chance;
        let estimates: [Estimated; 5] = [
            (say!(language, "chance-of-target"), Quantity::Share, headline.probability_of_target),
            (say!(language, "chance-of-loss"), Quantity::Share, Some(headline.probability_of_loss)),
            (say!(language, "worst-tenth"), Quantity::Money, Some(headline.cvar10)),
            (say!(language, "variance-of-revenue"), Quantity::Share, variance.revenue),
            (say!(language, "variance-of-profit"), Quantity::Share, variance.profit),
        ];
        let (figures, chances) = (format!("{id}-headline"), format!("{id}-chances"));
        [self.named(&figures, &named), self.estimated(&chances, &estimates)]
    }

    fn segment(&self, place: usize, segment: &SegmentSummary) -> Section {
        let language = self.language;
        let ltv = |level: &str, whose: String| say!(language, "ltv-of", level = level, whose = whose);
        let levels =
            [say!(language, "level-revenue"), say!(language, "level-margin"), say!(language, "level-net")];
        let (client, cohort) = (&segment.ltv_client, &segment.ltv_cohort);
        let mut named: Vec<Named> = vec![("CAC".to_owned(), Quantity::Money, &segment.cac)];
        for (level, figure) in levels.iter().zip([&cohort.revenue, &cohort.margin, &cohort.net]) {
            named.push((ltv(level, say!(language, "whose-cohort")), Quantity::Money, figure));
        }
        for (level, figure) in levels.iter().zip([&client.revenue, &client.margin, &client.net]) {
            named.push((ltv(level, say!(language, "whose-client")), Quantity::Money, figure));
        }
        named.extend::<[Named; 6]>([
            (say!(language, "client-before-cac"), Quantity::Money, &segment.client_before_cac),
            ("LTV:CAC".to_owned(), Quantity::Ratio, &segment.ltv_to_cac),
            (say!(language, "payback-month"), Quantity::Months, &segment.payback_month.month),
            (say!(language, "ltv-beyond"), Quantity::Share, &segment.ltv_share_beyond_months),
            (say!(language, "figure-roas"), Quantity::Ratio, &segment.roas),
            (say!(language, "figure-romi"), Quantity::Ratio, &segment.romi),
        ]);
        let never = segment
            .payback_month
            .never
            .map(|value| Estimate { value, se: segment.payback_month.never_se.unwrap_or(f64::NAN) });
        let endless = Estimate { value: segment.infinite_life_share, se: f64::NAN };
        let estimates: [Estimated; 3] = [
            (say!(language, "client-repays-cac"), Quantity::Share, segment.client_repays_cac),
            (say!(language, "never-pays-back"), Quantity::Share, never),
            (say!(language, "infinite-life"), Quantity::Share, Some(endless)),
        ];
        let id = format!("segment-{}", place + 1);
        let mut blocks = vec![
            self.named(&format!("{id}-ltv"), &named),
            self.estimated(&format!("{id}-chances"), &estimates),
        ];
        let spans = [&segment.months, &segment.quarters, &segment.years];
        let periods: Vec<&Period> = spans.into_iter().flatten().chain([&segment.horizon]).collect();
        blocks.extend(self.by_period(&id, &periods));
        blocks.extend(self.by_age(&id, &segment.ages));
        blocks.push(self.histogram(&id, &segment.client_histogram));
        let title = say!(language, "every-figure-of", segment = name(&segment.name, 60));
        section(title, blocks)
    }

    fn plan(&self, plan: &Plan) -> Section {
        let language = self.language;
        let named: [Named; 4] = [
            (say!(language, "head-ad-budget"), Quantity::Money, &plan.ad_budget),
            (say!(language, "figure-profit"), Quantity::Money, &plan.profit),
            (say!(language, "figure-roas"), Quantity::Ratio, &plan.roas),
            (say!(language, "figure-romi"), Quantity::Ratio, &plan.romi),
        ];
        let without_error = |value: f64| Some(Estimate { value, se: f64::NAN });
        let here = Estimate { value: plan.probability.value, se: plan.probability.se };
        let estimates: [Estimated; 8] = [
            (say!(language, "plan-target"), Quantity::Money, without_error(plan.target_profit)),
            (say!(language, "plan-confidence"), Quantity::Share, without_error(plan.confidence)),
            (say!(language, "scale-full"), Quantity::Ratio, plan.scale.and_then(without_error)),
            (
                say!(language, "plan-required-clients"),
                Quantity::Count,
                plan.required_clients.and_then(without_error),
            ),
            (say!(language, "chance-of-target"), Quantity::Share, Some(here)),
            (say!(language, "chance-on-fresh-seed"), Quantity::Share, Some(plan.probability.fresh)),
            (say!(language, "plan-best-chance"), Quantity::Share, without_error(plan.best.probability)),
            (say!(language, "plan-best-budget"), Quantity::Money, without_error(plan.best.ad_budget)),
        ];
        let columns = vec![
            Column::number(say!(language, "scale-full")),
            Column::number(say!(language, "head-clients")),
            Column::number(say!(language, "head-ad-budget")).of(self.money),
            Column::number(say!(language, "chance-of-target")),
            Column::number(say!(language, "standard-error")),
        ];
        let rows = plan.curve.iter().map(|point| {
            Row::of(vec![
                Cell::ratio(Some(point.scale)),
                Cell::count(Some(point.clients)),
                Cell::money(Some(point.ad_budget)),
                Cell::share(Some(point.probability.value)),
                Cell::share(Some(point.probability.se)),
            ])
        });
        let caption = say!(language, "plan-curve-caption");
        let curve = Table::new("plan-whole-curve", caption, columns, rows.collect());
        let blocks = vec![
            self.estimated("plan-answer", &estimates),
            self.named("plan-at-budget", &named),
            Block::Table(curve),
        ];
        section(say!(language, "every-figure-of-plan"), blocks)
    }

    /// Figures with mean, spread, percentiles and errors, a row each; and in how many trials a figure does not exist, if
    /// there are any such.
    pub(super) fn figures<'a>(
        &self,
        id: &str,
        caption: String,
        first: Column,
        rows: impl IntoIterator<Item = (Cell, Option<Grain>, Quantity, &'a Figure)>,
    ) -> Block {
        let language = self.language;
        let rows: Vec<_> = rows.into_iter().collect();
        let counts_left_out = rows.iter().any(|(.., figure)| figure.left_out > 0);
        let error = |of: &str| say!(language, "error-of", of = of);
        let mean = say!(language, "head-mean");
        let mut heads = vec![mean.clone(), say!(language, "head-sd"), error(&mean)];
        heads.extend(["P5", "P10", "P25", "P50", "P75", "P90", "P95"].map(str::to_owned));
        heads.extend(["P10", "P50", "P90"].map(error));
        if counts_left_out {
            heads.push(say!(language, "head-left-out"));
        }
        let columns = std::iter::once(first).chain(heads.into_iter().map(Column::number)).collect();
        let rows = rows.into_iter().map(|(name, grain, quantity, figure)| {
            let left_out = Cell::Number(Some(figure.left_out as f64), Quantity::Plain);
            let left_out = counts_left_out.then_some(left_out);
            let cells = std::iter::once(name).chain(statistics(figure, quantity)).chain(left_out).collect();
            Row { cells, grain }
        });
        Block::Table(Table::new(id, caption, columns, rows.collect()))
    }

    /// Figures by themselves, a row each.
    fn named(&self, id: &str, named: &[Named]) -> Block {
        let rows = named.iter().map(|(name, quantity, figure)| {
            (Cell::Words(self.with_unit(name, *quantity)), None, *quantity, *figure)
        });
        let first = Column::name(say!(self.language, "head-figure"));
        self.figures(id, say!(self.language, "over-the-whole"), first, rows)
    }

    /// Shares and means by themselves, a row each.
    fn estimated(&self, id: &str, estimates: &[Estimated]) -> Block {
        let rows = estimates.iter().map(|(name, quantity, estimate)| {
            (Cell::Words(self.with_unit(name, *quantity)), *quantity, *estimate)
        });
        let first = Column::name(say!(self.language, "head-figure"));
        self.estimates(id, say!(self.language, "chances-caption"), first, rows)
    }

    /// Single numbers with their errors, a row each; an error that is none is NaN.
    pub(super) fn estimates(
        &self,
        id: &str,
        caption: String,
        first: Column,
        rows: impl IntoIterator<Item = (Cell, Quantity, Option<Estimate>)>,
    ) -> Block {
        let language = self.language;
        let columns = vec![
            first,
            Column::number(say!(language, "head-value")),
            Column::number(say!(language, "standard-error")),
        ];
        let rows = rows.into_iter().map(|(name, quantity, estimate)| {
            let [value, se] = [estimate.map(|of| of.value), estimate.map(|of| of.se)];
            let number =
                |value: Option<f64>| Cell::Number(value.filter(|v| v.is_finite()), in_table(quantity));
            Row::of(vec![name, number(value), number(se)])
        });
        Block::Table(Table::new(id, caption, columns, rows.collect()))
    }

    /// A table for each figure, with a row for each period.
    fn by_period(&self, id: &str, periods: &[&Period]) -> Vec<Block> {
        let Some(first) = periods.first() else { return Vec::new() };
        let keys = figures(first).map(|(key, quantity, _)| (key, quantity));
        let tables = keys.into_iter().enumerate().map(|(place, (key, quantity))| {
            let rows = periods.iter().map(|period| {
                let name = Cell::Period(period.label.clone());
                (name, Some(grain(&period.label)), quantity, figures(period)[place].2)
            });
            let caption = self.with_unit(&title(key, self.language), quantity);
            let head = Column::name(say!(self.language, "head-period"));
            self.figures(&format!("{id}-{key}"), caption, head, rows)
        });
        tables.collect()
    }

    /// Retention, and what a client has left so far, by months since joining.
    fn by_age(&self, id: &str, ages: &[Age]) -> Vec<Block> {
        let language = self.language;
        let table = |key: &str, caption: &str, quantity: Quantity, of: fn(&Age) -> &Figure| {
            let rows =
                ages.iter().map(|age| (Cell::months(Some(age.age_months as f64)), None, quantity, of(age)));
            let head = Column::number(say!(language, "head-age"));
            self.figures(&format!("{id}-{key}-by-age"), self.with_unit(caption, quantity), head, rows)
        };
        if ages.is_empty() {
            return Vec::new();
        }
        vec![
            table("retention", &say!(language, "retention-by-age"), Quantity::Share, |age| &age.retention),
            table("earned", &say!(language, "earned-by-age"), Quantity::Money, |age| &age.earned),
        ]
    }

    /// The shares of clients by what they leave before CAC.
    fn histogram(&self, id: &str, histogram: &Histogram) -> Block {
        let language = self.language;
        let columns = vec![
            Column::number(say!(language, "head-from")).of(self.money),
            Column::number(say!(language, "head-to")).of(self.money),
            Column::number(say!(language, "share-of-clients")),
        ];
        let row = |from: Option<f64>, to: Option<f64>, share: f64| {
            Row::of(vec![Cell::money(from), Cell::money(to), Cell::share(Some(share))])
        };
        let edges = &histogram.edges;
        let mut rows = vec![row(None, edges.first().copied(), histogram.below)];
        let bins = edges.windows(2).zip(&histogram.shares);
        rows.extend(bins.map(|(ends, share)| row(Some(ends[0]), Some(ends[1]), *share)));
        rows.push(row(edges.last().copied(), None, histogram.above));
        let caption = say!(language, "client-histogram-caption");
        Block::Table(Table::new(&format!("{id}-histogram"), caption, columns, rows))
    }

    fn with_unit(&self, name: &str, quantity: Quantity) -> String {
        match quantity {
            Quantity::Money => format!("{name}, {}", self.money),
            Quantity::Share => format!("{name}, %"),
            _ => name.to_owned(),
        }
    }
}

pub(super) fn section(title: String, blocks: Vec<Block>) -> Section {
    Section::new(Kind::EveryFigure, title, blocks)
}

/// Of a share the table says already that it is in per cent.
fn in_table(quantity: Quantity) -> Quantity {
    if quantity == Quantity::Share { Quantity::Percent } else { quantity }
}

fn statistics(figure: &Figure, quantity: Quantity) -> impl Iterator<Item = Cell> {
    let f = figure;
    // Spread and errors of a difference have no sign.
    let error = match quantity {
        Quantity::Difference(of) => Quantity::ErrorOf(of),
        other => other,
    };
    let of = |quantity: Quantity, value: Option<f64>| Cell::Number(value, in_table(quantity));
    let percentiles = [f.p5, f.p10, f.p25, f.p50, f.p75, f.p90, f.p95];
    std::iter::once(of(quantity, f.mean))
        .chain([f.sd, f.se].map(|value| of(error, value)))
        .chain(percentiles.map(|value| of(quantity, value)))
        .chain([f.p10_se, f.p50_se, f.p90_se].map(|value| of(error, value)))
}
