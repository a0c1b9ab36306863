# The report of a forecast.

## Verdict and opening

verdict-target = { $chance } chance of reaching the { $target } profit target; median { $median }; { $tenth } ends below { $p10 }
verdict-loss = { $chance } chance of a loss; median profit { $median }; { $tenth } ends below { $p10 }
scenario-line = { $scenario }: { $months } from { $start }, money in { $currency }, { $count ->
    [one] { $count } trial
   *[other] { $count } trials
}, seed { $seed }.
how-to-read-percentiles = P10: 90 % chance of more. P50, the median: as likely more as less. P90: 10 % chance of more.
how-to-read-costs = For costs and clients needed, where more is worse, P90 is the cautious figure.

## Headline

headline-title = Plan and forecast
headline-caption = What to expect of { $horizon }, beside the plan
headline-loss = Chance of a loss: { $loss }. The worst tenth of the cases makes { $worst } on average.
head-plan = Plan
head-chance-of-plan = Chance of the plan or more
chance-of-target = Chance of the target
chance-of-loss = Chance of a loss
worst-tenth = Mean profit of the worst tenth (CVaR)
variance-of-revenue = Chance among clients, of the variance of revenue
variance-of-profit = Chance among clients, of the variance of profit

## Periods

periods-title = Months and totals
periods-note = means, which add up; profit also by percentiles, which do not
profit-at = Profit, { $percentile }
small-fan-title = Fan of profit (- P10 to P90, = P25 to P75, | median, : zero)
small-fan-note = Bands hold period by period: the months' P10s do not add up to the P10 of the whole.

## Segments

segments-title = Segments over the whole
segments-note = means; ROAS and ROMI: medians
segments-star = * A segment's profit is before fixed costs and profit tax.

## LTV

ltv-title = LTV over { $months }
ltv-note = of a cohort's average client, which a budget needs; then of one client picked at random
ltv-caption = LTV of a cohort's average client and of one client picked at random
ltv-cohort-mean = Cohort's average client, mean
ltv-cohort-at = Cohort's average client, { $percentile }
ltv-client-at = One client, { $percentile }
head-one-client-p10 = 1 client P10
level-revenue = revenue
level-margin = margin
level-net = net of CAC
ltv-of = LTV, { $level }, { $whose }
whose-cohort = cohort's average client
whose-client = one client
returns-caption = LTV:CAC and payback
head-ladder = Ladder
head-payback-p50 = Payback P50
payback-at = Payback, month, { $percentile }
payback-month = Payback, month
head-never = Never
never-pays-back = Never pays back
head-ltv-beyond = LTV beyond budget
ltv-beyond = Share of LTV earned beyond the budget's horizon
head-still-there = Still there after months
endless-lives = { $segment }: in { $share } of cases the mean life of a client is infinite (the loyal leave too seldom for a mean); LTV counts { $months }.
ladder-ruin = ruin (<2)
ladder-thin = thin (2+)
ladder-healthy = healthy (3+)
ladder-excellent = excellent (4+)

## Rules

rules-title = Budget rules
rules-note = the chance that each is kept; the yardsticks are [rules]
rules-caption = The chance that each budget rule is kept
all-segments = All
and-more = and { $count } more
head-payback-by = Payback by { $month }
payback-within = Payback within { $months }
head-revenue-times = Revenue { $times }x
head-times = { $times }x
head-cac-up-to = CAC up to
head-cac-paid = CAC paid
rule-ltv-to-cac = LTV:CAC of a cohort's average client, { $ratio } or more{ $source }.
rule-payback = Payback within { $months }{ $source }.
rule-revenue = Revenue of the clients acquired, { $times } times ad spend or more within the horizon{ $source }.
rule-romi = ROMI within the horizon, { $romi } or more: the target_romi of [rules]. CAC up to: what a client may cost to keep it with { $confidence } confidence.
rule-affordable = to keep ROMI at { $romi } with { $confidence } confidence, a client may cost up to { $most }; you pay { $paid } (P50).
source-ltv-to-cac = D. Skok, SaaS Metrics 2.0
source-payback = D. Skok, the same (less than 12 months)
source-revenue = articles on ROMI (4 to 5 times; 3 to 5 is usual in e-commerce)
source-revenue-short = articles on ROMI; usual in e-commerce

rules-of-thumb-title = Rules of thumb beside your numbers
rules-of-thumb-note = they enter no figure above
head-yours = Yours
head-rule-of-thumb = Rule of thumb
thumb-churn = Churn (of SaaS)
thumb-churn-established = established SaaS: 5 to 7 % a year, or up to 1 % a month
source-churn-established = Bessemer Venture Partners; T. Tunguz, The Innovator's Dilemma for SaaS Startups (large clients: 0.5 to 1 % a month)
thumb-churn-young = young firms: 10 to 15 % a year
source-churn-young = articles on SaaS; Pacific Crest's survey of 2016 has a median of 10 %
thumb-churn-small = small firms as clients: about 5 % a month
source-churn-small = T. Tunguz, the same (3 to 7 % a month)
thumb-ltv-to-cac = 3 or more
thumb-revenue-measure = Revenue on acquisition cost
thumb-revenue = 3 to 5 times the acquisition cost
a-month-a-year = { $month } a month, { $year } a year
a-year = { $share } a year
a-month-in = { $share } a month ({ $month })
so-many-times = { $times } times

## Plan

plan-title = Plan: clients and ad budget for the target
plan-nobody = Plan: no new clients are needed: those who are there reach the { $target } profit target with { $confidence } confidence ({ $here } in these trials, { $fresh } on a fresh seed{ $same }).
plan-clients = Plan: { $clients ->
    [one] { $clients } new client
   *[other] { $clients } new clients
} and an ad budget of { $budget } reach the { $target } profit target with { $confidence } confidence ({ $here } in these trials, { $fresh } on a fresh seed{ $same }).
plan-out-of-reach = Plan: no ad budget up to { $most } reaches the { $target } profit target with { $confidence } confidence; the best is { $best }, at an ad budget of { $budget }{ $few }.
plan-same-draws = { " " }of the same { $count ->
    [one] { $count } draw
   *[other] { $count } draws
}
plan-few-draws = , which { $count ->
    [one] { $count } draw
   *[other] { $count } draws
} of parameters are too few to be sure of
at-that-budget = At that budget
at-the-best-budget = At the best budget
plan-figures-caption = { $place }: ad budget and profit in { $money }
plan-scale = That is { $scale } times the scenario's acquisition.
plan-other-way-round = Clients needed, ad budget and other costs are read the other way round: their P90 is the cautious figure.
plan-curve-caption = Chance of the target by ad budget
plan-target = Profit target
plan-confidence = Confidence asked for
plan-required-clients = Clients needed
chance-on-fresh-seed = Chance of the target on a fresh seed
plan-best-chance = Highest chance of any budget
plan-best-budget = Ad budget of the highest chance
scale-full = Times the scenario's acquisition

## Assumptions

assumptions-title = Assumptions as understood
assumptions-note = Each uncertain quantity is drawn once a trial; P5 and P95 hold 90 % of its law.
head-quantity = Quantity
head-family = Family
family-fixed = fixed
family-logit-normal = logit-normal
family-lognormal = lognormal
family-normal = normal
family-beta = beta
family-gamma = gamma
family-uniform = uniform
family-triangular = triangular
family-metalog = metalog
family-metalog-log = metalog (log scale)
family-metalog-logit = metalog (logit scale)
family-discrete = discrete
family-empirical = empirical
family-draws = draws

## Trust

trust-title = How far to trust these numbers
precision-trials = Precision: { $count ->
    [one] { $count } trial
   *[other] { $count } trials
}{ $draws }
precision-draws = { " " }on { $count ->
    [one] { $count } draw
   *[other] { $count } draws
} of parameters, each a cluster of trials
precision-unknown = { $trials }; too few to tell how precise the figures are.
precision = { $trials }; { $widths } (of the whole's profit; revenue's mean { $mean }, P10 { $p10 }, P50 { $p50 }, P90 { $p90 }). The widest is { $widest } of its figure, or of the spread where that is larger. { $methods }
half-widths = 95 % half-widths: { $chance }mean { $mean }, P10 { $p10 }, P50 { $p50 }, P90 { $p90 }
half-width-of-chance = chance { $points } points,
methods-alike = Percentiles of both are { $method }.
methods-differ = Percentiles of profit are { $profit }, those of revenue { $revenue }.
method-smoothed = smoothed by the trials' closed-form laws
method-controlled = counted and corrected by the trials' closed-form laws
method-counted = counted
ended-by-trials = { $count ->
    [one] { $count } trial is the most
   *[other] { $count } trials are the most
} that may be run
ended-by-time = { $seconds ->
    [one] { $seconds } second was
   *[other] { $seconds } seconds were
} over after { $count ->
    [one] { $count } trial
   *[other] { $count } trials
}
ended-with-draws = ; trials beyond the { $count ->
    [one] { $count } draw
   *[other] { $count } draws
} of parameters know no more of these, more draws would
precision-not-reached = the precision of { $wanted } that was asked for was not reached: { $end }, and the precision is { $reached }{ $draws }
of-profit = profit
of-revenue = revenue
variance-all-chance = All the variance of { $figure } is chance among clients: nothing else is uncertain.
variance-no-chance = All the variance of { $figure } comes from not knowing the parameters and the market, none from chance among clients.
variance-of-both = Of the variance of { $figure }, { $unknown } comes from not knowing the parameters and the market, { $chance } from chance among clients.
self-check-exact = Self-check passed: { $count ->
    [one] { $count } series agrees exactly with its closed form.
   *[other] { $count } series agree exactly with their closed forms.
}
self-check-passed = Self-check passed: { $count ->
    [one] { $count } series agrees with its closed form
   *[other] { $count } series agree with their closed forms
}; largest z { $z } ({ $series }), bound { $bound }.
self-check-failed-exact = SELF-CHECK FAILED: { $failures }.
self-check-failed = SELF-CHECK FAILED: { $failures }; largest z { $z } ({ $series }), bound { $bound }. Do not use these numbers; please report it.
self-check-failures = { $failed } of { $count } series disagree with their closed forms{ $first }
self-check-first = , first { $series }
series-active = active clients
series-churned = churned clients
series-orders = orders
series-revenue = revenue
series-new-clients = new clients
series-servicing = servicing
series-ad-spend = ad spend
series-acquired-revenue = revenue of acquired clients
series-contribution = profit before fixed costs and profit tax
series-ltv-cohort-revenue = LTV (revenue)
series-ltv-cohort-net = LTV (net of CAC)
series-ltv-client-revenue = LTV of one client (revenue)
series-ltv-client-net = LTV of one client (net of CAC)
series-profit = profit

## Run

run-title = How to make this run again
run-scenario = Scenario
run-currency = Currency
run-digest = Digest of the inputs
run-seed = Seed
run-trials = Trials
run-points = Points
run-precision = Precision
run-self-check = Self-check
run-version = Version
points-sobol = Sobol, 32 scrambles
points-latin = Latin hypercube, 32 designs
points-random = random

## Every figure

every-figure-of-all = Every figure: all segments
every-figure-of = Every figure: { $segment }
every-figure-of-plan = Every figure: the plan
over-the-whole = Over the whole horizon
chances-caption = Chances and other single numbers
client-before-cac = What one client leaves before CAC
client-repays-cac = One client repays CAC
infinite-life = Cases of an infinite mean life
retention-by-age = Retention by months since joining
earned-by-age = What an average client has left so far, by months since joining
client-histogram-caption = Clients by what they leave before CAC
share-of-clients = Share of clients

## Sensitivity

sensitivity-title = What moves profit
sensitivity-caption = Mean profit where a quantity is low, and where it is high
sensitivity-note = Low: no more than the quantity's own P10; high: no less than its P90. All else varies as it does: what is correlated with a quantity moves along, and market shocks and chance among clients average out.
head-its-p10 = Its P10
head-its-p90 = Its P90
head-profit-low = Mean profit where low
head-profit-high = Mean profit where high
head-swing = Swing
