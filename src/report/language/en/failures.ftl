# Why a use case ended without a result.

failure-of-file = { $file }: { $why }

## Scenarios

no-target = { $file }: a plan needs a target: write target_profit under [money]
no-levers = { $file }: there is no lever to rank: write a [[lever]] with a name, an effect and a cost
other-currency = { $other } counts in { $ofother } and { $first } in { $offirst }: scenarios that are compared count in one currency; convert the amounts of one of them
other-months = { $other } has months = { $ofother } and { $first } months = { $offirst }: scenarios that are compared have the same budget horizon; change one of them
beyond-scenario = --months { $asked }: the scenario has { $months } months; ask for at most these, or let its horizon be longer (months = { $asked } in it)
trials-and-precision = --trials and --precision both say how long to run: leave one of them out, or give --max-trials with --precision

## The calculator

no-formula = these values allow no formula; for an LTV give one of
no-formula-with = { $what } with { $first } or { $second }
no-formula-and = { $first } and { $second }
no-formula-revenue = { $revenue }, of one client or with { $clients }
no-formula-see = and see { $command } for CAC, churn, retention, ROMI and ACV

## Files

no-csv = { $path }: a sampled log is CSV: let its name end in .csv or .csv.gz
same-place = { $path } is named twice, and one would replace the other: name another file
already-there = { $path } is there already and is left alone: name another file, or replace it with --force
foreign-place = { $path } is not a result of ltvcast ({ $found }) and is left alone: choose another folder with --out
found-file = it is a file
found-other = it holds { $name }
found-no-result = it has none of the files by which a result is known: { $files }
unwritable = { $path } cannot be written: { $reason }; no result was written
not-shipped = no scenario { $name } is shipped; there are { $names }

## Running

no-answer = the answers ended before the last question; no file was written
bad-currency = a currency has at most 8 characters, without quotes: RUB, USD, EUR
stopped = stopped; no result was written
no-threads = the threads cannot be started: { $reason }; ask for fewer with --threads
no-chart = a chart could not be drawn: { $reason }
no-page = the page could not be made: { $reason }
no-workbook = the workbook could not be made: { $reason }
log-too-long = the log would have more than { $most ->
    [one] { $most } order
   *[other] { $most } orders
}, which is all that memory holds: take a smaller --scale or fewer --months; no file was written

## Logs of which nothing can be said

no-days = --from { $from } is after --until { $until }, so no day is left to look at: let it be earlier
one-client = all rows are of one client, of whom no churn and no cohort can be told: is the column of clients the right one (--customer)?
nothing-to-forecast-by = nothing could be fitted, so there is no scenario to write. { $findings }
nothing-to-score-by = nothing could be fitted, so there is nothing to score by. { $findings }
one-day = all orders were made on { $day }: who stays and who leaves shows over months; is the column of dates the right one (--date)?
negative-costs = the costs come to { $sum } in all, and a negative cost would add to the margin: write costs as positive amounts, or name another column with --cost
no-revenue = the amounts come to { $sum } in all, of which nothing can be told: is the column of amounts the right one (--amount), and are its signs?
subscriptions-later = all subscriptions start after { $until }, the last day that is looked at, the first of them on { $first }: are their dates read as they are meant (--dates), and does the log go as far (--until names a later day)?
subscriptions-of-others = no subscription is of a client of the log: here clients are written as { $subscriber }, there as { $client }; write them alike in both, and see that the columns of clients are the right ones (--customer names the log's)
take-a-longer-unit = { $why }: take a longer --unit
lives-weight = period { $period }: a weight must be 0 or lie within 1e-9..=1e15, not { $weight }
lives-growth = period { $period }: there are more survivors than a period before
lives-empty = a table of survivors begins with those of period 0
lives-periods = { $periods } periods, and { $most } is the most
