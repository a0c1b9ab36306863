# The ranking of levers.

levers-line = { $scenario }: { $months } from { $start }, money in { $currency }, { $count ->
    [one] { $count } trial
   *[other] { $count } trials
}, seed { $seed }. Profit without levers: median { $median }.
levers-added-note = Added profit is with the lever less without any, trial by trial, its costs included.
levers-pays-note =
    Pays: share of the trials in which it brings at least what it costs within the horizon. Payback: the month,
    counted from its first, by whose end it has; what it brings later is not counted.
levers-none = There is no lever to rank.
levers-none-adds = No lever adds profit at the median; the best, { $lever }, pays for itself in { $chance } of the trials
levers-best = { $lever } adds most: median { $median }, { $chance } chance that it pays for itself
levers-best-pair = ; of two, { $pair }: { $median }
lever-costs-more = { $lever } costs more than it brings in { $chance } of the trials: { $median } at the median.
more-levers = and { $count } more, in levers.csv.
written-levers = Written to { $folder }: report.html, report.xlsx, levers.json, levers.csv, charts.
head-lever = Lever
head-two-levers = Two together
head-added-p50 = Added P50
head-pays = Pays
head-payback = Payback
head-cost = Cost
levers-alone-title = Each lever alone
levers-pairs-title = Every two together
levers-meaning-title = How to read this
levers-without = Without any lever
levers-added = Added profit
added-profit-of = Added profit, { $level }
chance-to-pay = Chance that it pays for itself
mean-cost = Cost
every-figure-of-levers = Every figure of every lever
