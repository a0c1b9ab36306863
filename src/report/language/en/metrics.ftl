# The figures of an order log.

## Verdict and rows

metrics-verdict = { $clients ->
    [one] { $clients } client
   *[other] { $clients } clients
}, { $orders ->
    [one] { $orders } order
   *[other] { $orders } orders
}, { $revenue } in { $months }
metrics-churn = { $churn } leave a month
metrics-churn-unknown = how many leave a month cannot be told
metrics-best-fifth = the best fifth bring { $share }
metrics-rows = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
} read, { $used } used, { $rejected } rejected; orders from { $from } to { $until }.
metrics-orders = { $repeats ->
    [one] { $repeats } order
   *[other] { $repeats } orders
} after a client's first; { $once ->
    [one] { $once } client
   *[other] { $once } clients
} ordered once.
metrics-new-from-then = Who ordered before the first day counts as new with the first order from then on.
metrics-among-used = Among those used: { $rows }.
used-zero = { $count } of an amount of zero, which are orders
used-returns = { $count } of returns, { $sum } in all
used-repeated = { $count } that repeat another one
used-rounded = { $count } rounded to six decimals
used-without-cost = { $count } without a cost, taken to cost nothing
metrics-silence = No order at all from { $from } to { $to }, { $months }: if a date of the log is wrong, --from or --until leave it out.
metrics-several-segments = Of several segments: { $clients ->
    [one] { $clients } client, who stands in that of the first order.
   *[other] { $clients } clients, who stand in that of their first order.
}
metrics-subscribers =
    Subscribers without an order: { $silent }. Clients without a subscription, taken to be there from the month of
    the first order to that of the last: { $others }.
written-metrics = Written to { $folder }: report.html, report.xlsx, metrics.json, months.csv, cohorts.csv, segments.csv, charts.

## Tables

head-month = Month
head-ordering = Ordering
head-churn = Churn
head-aov = AOV
head-joined = Joined
head-after-months = { $months } mo
head-ltv-so-far = LTV so far
head-a-month = A month
head-repeat = Repeat
head-first-month = 1st mo
head-year = Year
head-life = Life
head-margin = Margin
head-channel = Channel
head-spend = Spend
head-clients-won = Clients won
cohorts-note = Share of a cohort still there, so many months after that of joining.
segments-columns = Churn: share that leaves a month; in the month after joining; within a year. Life in months.
channels-all-note = All: against all clients who joined in months with spend, whatever brought them.
channels-stranger-note = * No segment of the log has that name.
segments-without-spend = Segments without spend: { $names }.
segments-without-spend-and-more = Segments without spend: { $names } and { $count } more.
no-name = (no name)
metrics-earlier = and { $count } earlier, in { $file }.
metrics-more = and { $count } more, in { $file }.

## How figures are meant

churn-of-subscriptions = A client leaves at the end of the month in which its subscription ends, unless the next one begins by the end of the month after.
churn-by-silence = A client leaves at the end of the month of its last order before a silence of more than { $days ->
    [one] { $days } day
   *[other] { $days } days
}.
churn-unknown = Nobody ordered on two days, so who has left cannot be told.
churn-never-missed = No client missed a month between two orders, so whoever does not order in a month has left (95 of 100 gaps between a client's orders are of { $days ->
    [one] { $days } day
   *[other] { $days } days
} or fewer).
churn-by-recapture = The share that leaves is estimated from how often and how lately each client ordered, at rates that differ between clients (capture and recapture), for months that ended at least { $days ->
    [one] { $days } day
   *[other] { $days } days
} before the end of the log.
margin-of-costs = Margin: revenue less the costs in the log.
margin-share = Margin: { $share } of revenue.
returns-of-revenue = LTV:CAC: the revenue so far of the clients won in the months with spend, over the spend; ROMI: the same less the spend. No margin is known: --margin says it.
returns-of-margin = LTV:CAC: the margin so far of the clients won in the months with spend, over the spend; ROMI: the same less the spend.
metrics-columns = Orders of one client on one day are one. Active: clients who are there, with an order in the month or without. A month: orders a month of an active client. Repeat: clients with two orders or more. LTV: what a client has paid so far, less returns; a client who is still there will pay more.
metrics-dash = A dash: there is nothing to divide by, or it is too early to judge.
metrics-there-by-orders = Of { $clients ->
    [one] { $clients } client
   *[other] { $clients } clients
} { $there } { $there ->
    [one] has
   *[other] have
} ordered in the { $days ->
    [one] { $days } day
   *[other] { $days } days
} up to { $until }; { $returned ->
    [one] { $returned } return
   *[other] { $returned } returns
} after a longer silence.
metrics-there = Of { $clients ->
    [one] { $clients } client
   *[other] { $clients } clients
} { $there } { $there ->
    [one] is
   *[other] are
} still there on { $until }; { $returned ->
    [one] { $returned } return
   *[other] { $returned } returns
} after a pause.
metrics-spend-outside = { $rows ->
    [one] { $rows } row of spend, { $sum } in all, stands for a month outside the log or not over, and is in no figure.
   *[other] { $rows } rows of spend, { $sum } in all, stand for months outside the log or not over, and are in no figure.
}

## The document

history-title = What the log says
history-caption = All clients together
orders-a-month = Orders a month of an active client
repeat-clients = Clients with two orders or more
churn-a-month = Share that leaves a month
churn-first-month = Share that leaves in the month after joining
churn-first-year = Share that leaves within a year
life-in-months = Average life, months
history-ltv = LTV so far
history-ltv-margin = LTV so far, margin
best-fifth = Revenue from the best fifth of clients
history-orders = Orders from { $from } to { $until }
run-log-digest = Digest of the rows
run-from = First order
run-until = Last day looked at
ordering-clients = Clients with an order
months-title = Month by month
cohorts-title = Cohorts
cohorts-by-age = Every cohort by age
cohorts-retention-by-age = Share still there, by months since joining
cohorts-ltv-by-age = LTV so far, by months since joining
log-segments-title = Segments
returns-title = What winning clients cost and brought
meaning-title = How the figures are meant
