# Charts: what they find, what is drawn, legends, axes, notes.

## What many have

chart-range = { $low } to { $high }
chart-subtitle = { $what }, { $span }, { $count ->
    [one] { $count } trial
   *[other] { $count } trials
}: { $scenario }
chart-profit-over = profit over { $horizon }
chart-since-start = profit since the start
chart-target = target
chart-target-of = target { $target }
chart-median = median { $median }
chart-key-median = median (P50)
chart-key-inner-band = 50 % (P25 to P75)
chart-key-middle-band = 80 % (P10 to P90)
chart-key-outer-band = 90 % of cases (P5 to P95)
chart-key-cases = 80 % of cases (P10 to P90)

## Fans

chart-revenue-a-month = revenue a month
chart-profit-a-month = profit a month
chart-revenue-title = Revenue of { $p50 }; 8 cases in 10 between { $p10 } and { $p90 }
chart-profit-title = Profit of { $p50 }; 8 cases in 10 between { $p10 } and { $p90 }
chart-profit-always = Every month earns a profit in 9 cases of 10 or more
chart-profit-risky = The median earns a profit every month; { $risky } of { $months } can turn into a loss
chart-profit-never = The median loses money every month
chart-profit-from = The median earns a profit from { $month } on
chart-profit-losses = The median loses money in { $losses } of { $months } months
chart-cumulative-title = { $chance } chance of reaching the { $target } target; median { $median }
chart-target-even = target, spread evenly
chart-pointwise = Bands hold month by month: a bad month is not a bad year, and the months' P10s do not add up to the P10 of the whole.

## Exceedance

chart-exceedance-title = { $chance } of cases reach the { $target } target; { $loss } end in a loss
chart-exceedance-loss = { $loss } of cases end in a loss; { $tenth } below { $p10 }
chart-mark = { $name } { $amount }, { $chance } above
chart-mark-always = { $amount } in nearly every case
chart-mark-target = target { $target }: { $chance } reach it
chart-key-exceedance = chance of so much profit or more
chart-axis-chance = Chance
chart-break-even = break-even

## The plan

chart-plan-title = { $budget } of advertising reaches the { $target } target in { $confidence } of cases
chart-plan-none = No ad budget reaches the { $target } target in { $confidence } of cases; the best is { $best }
chart-plan-subtitle = chance of the profit target against the ad budget
chart-plan-note = Acquisition is scaled as a whole, month by month as in the scenario; the opening book is not.
chart-plan-answer = { $budget } for { $clients ->
    [one] { $clients } client
   *[other] { $clients } clients
}
chart-plan-confidence = asked for: { $confidence }
chart-key-chance-of-target = chance of the target
chart-key-confidence = confidence asked for
chart-axis-chance-of-target = Chance of the target
chart-axis-ad-budget = Ad budget (mean)

## Cohorts

chart-cohorts-title = { $share } of the revenue of { $horizon } comes from { $who }
chart-cohorts-all = All of the revenue of { $horizon } comes from { $who }
chart-cohorts-before = clients who were there before
chart-cohorts-month = clients who join in { $month }
chart-cohorts-first = clients of { $count ->
    [one] the first month
   *[other] the first { $count } months
}
chart-cohorts-within = clients who join in it
chart-cohorts-by-month = mean revenue by month of joining and month of payment
chart-cohorts-by-step = mean revenue by joining and payment, in steps of { $step } months
chart-month-of-joining = Month of joining
chart-step-of-joining = First of the { $step } months of joining
chart-row-before = before
chart-cohorts-note = Means of the trials. Shades follow the square root of revenue, so that small cohorts can be told apart.

## Clients

chart-client-repays = { $share } of clients repay their CAC of { $cac }
chart-client-repays-leaves = { $share } of clients repay their CAC of { $cac }; the median one leaves { $median }
chart-client-median = The median client leaves { $median }
chart-client-title = What one client leaves
chart-client-subtitle = what one client leaves before CAC in { $months }
chart-client-note = One client picked at random.
chart-client-note-beyond = One client picked at random; { $share } of clients lie beyond the ends.
chart-client-note-cac = The title takes each client's own CAC, the colours the median CAC.
chart-median-cac = median CAC { $cac }
chart-mark-nearly-all = nearly all { $amount }
chart-key-below-cac = clients who leave less than CAC
chart-key-repays-cac = clients who repay it
chart-axis-share-of-clients = Share of clients in each bar
chart-axis-left = Left by one client before CAC

## Payback

chart-payback-by = The CAC of { $cac } is paid back by month { $month }
chart-payback-never = The CAC of { $cac } is paid back by month { $month }; in { $never } of cases never
chart-payback-late = The CAC of { $cac } is paid back by month { $month }, in 9 cases of 10 by month { $late }
chart-payback-rarely = { $never } of cases never pay back the CAC of { $cac } within { $months }
chart-payback-earn = What clients earn against their CAC of { $cac }
chart-payback-free = Clients cost nothing to acquire
chart-payback-free-earn = Clients cost nothing to acquire and earn { $earned } in { $months }
chart-payback-subtitle = what a cohort's average client earns in its first { $count ->
    [one] month
   *[other] { $count } months
}
chart-payback-note = Margin less servicing of the first cohort, undiscounted; the month of joining is 1. Bands hold month by month.
chart-paid = paid back by month { $month } in half of the cases
chart-paid-never = paid back by month { $month } in half of the cases; { $never } never
chart-key-cac = CAC (median, P10 to P90)
chart-axis-earned = Earned by a client, less servicing

## Retention

chart-still-there = After { $months } { $share } of clients are still there
chart-still-there-two = After { $months } { $one } of { $a } and { $two } of { $b } remain
chart-still-there-range = After { $months } { $low } to { $high } of clients remain
chart-retention-subtitle = Share of a cohort still there, by months since joining: { $scenario }
chart-retention-note = The first cohort of a segment, chance among its clients included.
chart-retention-bands = Bands hold month by month.
chart-retention-first = The first { $shown } of { $count } segments, without bands.
chart-retention-no-bands = Bands are left out: so many would hide each other.
chart-key-mean = mean of the cases
chart-axis-still-there = Clients still there

## Scenarios side by side

chart-comparison-subtitle = { $what }, { $span }, { $count ->
    [one] { $count } trial
   *[other] { $count } trials
} of each on the same draws
chart-chance-of-profit-over = chance of so much profit over { $horizon } or more
chart-target-chance = target { $chance }
chart-own-target = { $target } { $chance }
chart-both-reach = Both reach the { $target } target in { $share } of cases
chart-all-reach = All { $count } reach the { $target } target in { $share } of cases
chart-some-reach = { $count } scenarios reach the { $target } target in { $share } of cases; the others in { $rest }
chart-likelier = { $best } is likelier to reach the { $target } target: { $share } against { $other }
chart-likeliest = { $best } is likeliest to reach the { $target } target: { $share }; the others { $rest }
chart-profit-by-scenario = Profit, scenario by scenario
chart-scenarios-alike = The scenarios earn the same in nearly every case
chart-two-best = { $one } and { $other } each earn most in { $share } of cases
chart-best = { $best } earns most in { $share } of cases
chart-best-median = { $best } earns most in { $share } of cases; its median is { $median }
chart-better-of-two = { $best } earns most in { $share } of cases; median { $one } against { $other }
chart-curves-note = Each curve is one scenario's own. How often one earns more than another in the same case cannot be read off them.
chart-since-start-by-scenario = Profit since the start, scenario by scenario
chart-both-end = Both end at a median of { $median }
chart-all-end = All end at a median of { $median }
chart-ahead = { $best } is ahead at the end: median { $one } against { $other }
chart-ends-highest = { $best } ends highest: median { $median }; the others { $rest }
chart-fans-note = Ranges that overlap do not make scenarios alike: on the same draws one can be ahead in nearly every case.
chart-key-p10-and-p90 = P10 and P90
chart-axis-month-of-each = Month since each one's start

## Waterfall

chart-median-profit-over = median profit over { $horizon }
chart-waterfall-subtitle = { $name }, from { $a } to { $b }, cause by cause
chart-waterfall-shapley = Each cause's part is its mean over all orders of the causes (Shapley).
chart-waterfall-cut = The axis does not begin at 0: the bars of the two medians are cut.
chart-no-difference = Nothing that acts on profit differs between { $a } and { $b }
chart-no-cause = No cause explains the difference of { $amount } between { $a } and { $b }
chart-cause-of-all = All of the difference comes from { $cause }: { $amount }
chart-cause-beside-rest = Most comes from { $cause }, { $amount }, but fewer trials leave { $left } unexplained
chart-cause-of-most = Most of the difference comes from { $cause }: { $amount } of { $whole }
chart-cause-largest = The largest part comes from { $cause }: { $amount } of { $whole }
chart-cause-against-cause = { $main }, { $opposite }: { $whole } in all
chart-key-median-profit = median profit
chart-key-adds = adds
chart-key-takes = takes
chart-key-unexplained = left by fewer trials

## Levers

chart-added-profit = added profit over { $horizon }
chart-best-levers = the { $count } best levers
chart-best-pairs = each lever alone and { $count ->
    [one] the best pair
   *[other] the { $count } best pairs
}
chart-levers-and-pairs = each lever alone and every two together
chart-levers-alone = each lever alone
chart-best-lever = { $name } is the best lever: { $median } at the median, { $chance } chance that it pays
chart-no-lever = No lever adds profit at the median; the best, { $name }, pays in { $chance } of cases
chart-levers-title = The levers and what they add
chart-levers-note = With the lever less without any, trial by trial, its costs included; what it brings after { $horizon } is not counted.
chart-key-one-lever = median, one lever
chart-key-two-levers = median, two together
chart-head-median = Median
chart-head-pays = Pays

## Order logs

chart-log-span = { $days }, { $count ->
    [one] { $count } client
   *[other] { $count } clients
}
chart-how-estimated = Estimated: who pauses between two orders is still there, and so are some of those not seen again.
chart-how-nobody-pauses = Nobody misses a month between orders: who stops has left.
chart-how-silence = Counted: a client has left with the last order before too long a silence.
chart-how-subscriptions = Counted by the months of subscriptions.
chart-still-there-later = After { $month } { $share } of clients are still there, after { $months } { $later }
chart-half-life = Half of the clients are gone within { $months } of joining
chart-cohort-retention-subtitle = Share of each cohort still there, by months since joining, { $span }
chart-last-cohorts = The last { $shown } of { $count } cohorts.
chart-axis-joined = Joined, clients
chart-log-retention = Share of all cohorts still there, { $span }
chart-log-retention-by-segment = Share of all cohorts still there and by segment, { $span }
chart-log-retention-by-largest = Share of all cohorts still there and by the largest segments, { $span }
chart-log-retention-by-year = Share of all cohorts still there and by year of joining, { $span }
chart-line-all = all
chart-line-joined = joined { $year }
chart-line-until = { $name }, month { $month }
chart-best-fifth = The best fifth of clients bring { $share } of the revenue
chart-concentration-subtitle = Share of the revenue from the clients who paid most, { $span }
chart-mark-fifth = { $clients } of clients: { $share }
chart-key-clients-of-log = clients of this log
chart-key-even = if all paid the same
chart-axis-share-of-revenue = Share of the revenue
chart-axis-best-clients = Share of the clients, those who paid most first

## Tornado

chart-tornado-title = Profit depends most on { $quantity }: { $low } to { $high }
chart-tornado-axis = mean profit over { $horizon }
chart-tornado-note = Low and high: the lowest and the highest tenth of the quantity's own values; all else varies as it does. What is correlated moves along.
chart-key-low = quantity low (up to its P10)
chart-key-high = quantity high (from its P90)
chart-key-mean-profit = mean of all trials
hover-low = low, up to { $value }: { $profit }
hover-high = high, from { $value }: { $profit }
