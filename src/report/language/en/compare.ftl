# The comparison of scenarios.

## Causes of a difference and figures of it

cause-clients = clients
cause-churn = churn
cause-order-rate = order rate
cause-order-value = order value
cause-margin = margin
cause-levers = levers
cause-costs = costs
cause-tax = tax
cause-market = market
cause-correlations = correlations
cause-calendar = calendar
cause-segments = segments
cause-sampling = sampling
measure-target = Reaches target, points
measure-loss = Makes a loss, points
measure-worst-tenth = Worst tenth, mean

## Verdict and opening

comparison-line = { $months }, money in { $currency }, { $count ->
    [one] { $count } trial
   *[other] { $count } trials
} of each on the same draws, seed { $seed }.
comparison-best = { $best } has the highest profit of the { $count } in { $chance } of the trials ({ $others }); choosing it misses { $regret } on average
comparison-other = { $scenario } in { $chance }
pair-alone = { $b } and { $a }
pair-same = { $b } and { $a } make the same profit in every trial
pair-beats = { $b } beats { $a } in { $chance } of the trials; profit { $median } in the median trial (P5 { $p5 } .. P95 { $p95 })
because-of = because of { $cause }{ $against }
because-mostly = mostly because of { $cause }{ $against }
because-in-part = in largest part because of { $cause }{ $against }
because-against = , against { $cause }
written-comparison = Written to { $folder }: report.html, report.xlsx, compare.json, differences.csv, waterfall.csv, run.json, charts, and a summary of each scenario.

## Side by side

side-by-side-title = The scenarios side by side
drawn-title = How profit may turn out

## Choices

choices-title = Each as a choice, by profit
choices-caption = What each earns, how often it is the best, and what choosing it misses
choices-note = regret: what the best of each trial has more
chance-to-be-best = Chance to be the best
regret-mean = Mean regret
regret-p95 = Regret, P95
head-median = Median
head-target = Target
head-best = Best
head-regret = Regret
head-regret-p95 = its P95
dominates = { $scenario } dominates { $over }
dominance-first = On these { $count } trials { $who } in the first order: of every profit the chance to reach it is at least as high.
dominance-second = On these { $count } trials { $who } in the second order: who prefers more and dislikes risk prefers it.
dominance-none = On these { $count } trials none dominates another, in the first order or the second.

## Differences

pair-title = { $b } less { $a }, trial by trial
head-se-apart = s.e. apart
head-higher = Higher
chance-higher = Higher in { $b }
differences-caption = What { $b } has more than { $a }, money in { $money }
se-apart-note = s.e. apart: the error of the mean difference, had each scenario been drawn on a seed of its own.
waterfall-title = From the median profit of { $a } to that of { $b }
head-step = Step
nothing-differs = Nothing that acts on profit differs.
shapley-note = Each cause's part is its mean over all orders of the causes (Shapley); sampling is what runs of { $count ->
    [one] { $count } trial
   *[other] { $count } trials
} leave.
changes-title = What the files say differently
changes-caption = What the files of { $a } and { $b } say differently
head-key = Key
more-changes = and { $count } more; all of them are in compare.json.

## Run and every figure

run-common = What all scenarios have in common
run-scenarios = What each scenario has by itself
head-its-name = Its name
every-figure-of-pair = Every figure: { $b } less { $a }
every-figure-of-choices = Every figure: each as a choice
regret-caption = Regret: what the best of each trial has more, { $money }
