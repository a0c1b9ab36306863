# What the shorter commands say, and the progress of work.

## Progress

simulating-to = Simulating: { $reached } precise, { $wanted } wanted
progress-left = { $time } left
stage-simulating = Simulating
stage-summarising = Summarising
stage-planning = Planning
stage-verifying = Verifying the plan
stage-attributing = Finding causes
stage-reading = Reading
stage-grouping = Grouping by client
stage-counting = Counting
stage-fitting = Fitting
stage-weighing = Weighing draws
stage-telling = Writing the trials
stage-scoring = Scoring

## The forecast's files

written-forecast = Written to { $folder }: report.html, report.xlsx, summary.json, run.json, monthly.csv, ltv.csv, charts.
written-trials = Every trial is in { $file }: its figures, and what was drawn of each quantity.

## A sampled log

sampled = { $file }: { $orders ->
    [one] { $orders } order
   *[other] { $orders } orders
} of { $clients ->
    [one] { $clients } client
   *[other] { $clients } clients
}, { $from } to { $to }, { $revenue } in all
sampled-returns = ; { $count ->
    [one] { $count } return
   *[other] { $count } returns
}
sampled-dirty = ; { $count ->
    [one] { $count } row that is wrong on purpose
   *[other] { $count } rows that are wrong on purpose
}
sampled-joined = { $count } joined or came back; who never orders is not in a log of orders.
sampled-without-opening = The opening book is left out: its clients came before the log begins (--opening lets them order too).
sampled-next = What it says: ltvcast metrics { $file }

## A checked scenario

check-valid = { $scenario }: a valid scenario.
check-extends = extends { $file }
check-which-extends = , which extends { $file }
check-line = { $months } from { $start }, LTV over { $lifetime }, money in { $currency }, { $count ->
    [one] { $count } trial
   *[other] { $count } trials
}.

## Questions about a new scenario

ask-welcome =
    Six questions, and you have a scenario of your own. A number will do everywhere; a range
    such as "{ $range }" says that you are 90 % sure of the value lying in between. Enter alone
    takes what stands in [brackets]; Ctrl-C ends without a file.
ask-currency = Currency, a code such as RUB, USD or EUR
ask-payment = How do clients pay? "{ $subscription }" (every month), or a client's orders a month, as in { $range }
ask-churn = What share of the clients leaves in a month, as in { $share } or { $range }
ask-payment-a-month = What does a client pay a month
ask-order-value = What is an order worth on average
ask-cac = What does it cost to win a client (CAC)
ask-target = What profit do you want to make in the year
remedy-payment = help: write { $subscription }, or the orders that a client makes a month
no-file-written = No file was written.
upper-end-taken = The plan aims at the upper end of { $range }: { $end }.
written-starter = Written to { $file }. Next:
next-simulate = the year, month by month, and the plan
next-check = how each quantity was understood

## Slips of the command line

usage-error = error: { $what }
usage-line = Usage: { $usage }
usage-help = For more information, try '--help'.
usage-unknown = unexpected argument '{ $argument }' found
usage-no-command = unrecognized subcommand '{ $command }'
usage-missing = the following required arguments were not provided:{ $arguments }
usage-no-value = a value is required for '{ $argument }' but none was supplied
usage-invalid = invalid value '{ $value }' for '{ $argument }'
usage-twice = the argument '{ $argument }' cannot be used multiple times
usage-conflict = the argument '{ $argument }' cannot be used with '{ $other }'
usage-too-many = unexpected value '{ $value }' for '{ $argument }' found; no more were expected
usage-beyond = : { $value } is not in { $range }
usage-no-digits = : it is not a whole number
usage-because = : { $reason }
usage-possible = [possible values: { $values }]
usage-like-argument = tip: a similar argument exists: '{ $argument }'
usage-like-command = tip: a similar subcommand exists: '{ $command }'
usage-like-value = tip: a similar value exists: '{ $value }'
