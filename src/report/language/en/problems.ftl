# What is wrong with a scenario or a value, and what would be right.

## Around a problem

warning = warning
help = help
extended-by = extended by { $file }
command-line = command line
count-of-problems = { $count ->
    [one] { $count } problem
   *[other] { $count } problems
}
count-of-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
no-problems = no problems

## Files

cannot-be-read = cannot be read: { $reason }
not-utf8 = is not UTF-8 text: byte { $byte } belongs to no character; save it as UTF-8
base-empty = the file { $text } has nothing in it to extend
scenario-empty = is empty: a scenario needs at least name, currency, start, months and a [[segment]]
base-too-long = the file { $text } has { $bytes } bytes; a scenario has at most { $most }
scenario-too-long = has { $bytes } bytes; a scenario has at most { $most }
too-much-memory = would need about { $needed } of memory and there is { $available }
gigabytes = { $size } GB
megabytes = { $size } MB
not-toml = is not TOML here: { $reason }
base-unreadable = the file { $text } cannot be read: { $reason }; a path counts from the folder of the file it is written in
extends-circle = these files extend each other in a circle: { $chain }; take one `extends` out
extends-too-many = here the chain of files comes to more than { $most }; it may have { $most }, the first among them
no-segment-to-change = { $base } has no segment { $text } to change

## Keys and types

duplicate-key = `{ $key }` stands here a second time; a key or table stands once
unknown-key = there is no key `{ $key }` here
missing-key = the key `{ $key }` is missing here
wrong-type = has to be { $expected }, not { $found }
type-string = a text
type-range = a range
type-integer = a number
type-float = a number with a point or exponent
type-boolean = true or false
type-datetime = a date
type-array = a list
type-table = a table
shape-text = a text in quotes
shape-number = a number, as in { $first } or { $second }
shape-whole-number = a whole number without quotes
shape-list = a list, as in { $example }
shape-tables = a list of tables, { $first } in double brackets or { $second }
shape-table = a table, as in { $example }
shape-quantity = a quantity, as in { $first } or { $second }
shape-churn = a law of churn, as in { $first } or { $second }
shape-orders = a law of orders, as in { $first } or { $second }
shape-order-value = a law of order values, as in { $first } or { $second }
shape-tax = a tax, as in { $example }
noun-churn = law of churn
noun-orders = law of orders
noun-order-value = law of order values
noun-tax = tax
noun-quantity = quantity
noun-value = value
unknown-form = { $text } is no { $noun }; exactly one of its forms has to be recognised by its keys
not-a-choice = { $text } is none of the words that may stand here
not-a-month = { $text } is no month of the years 1900 to 2200, written with quotes as "2027-01"

## Numbers and lists

not-a-number-in-file = { $text } is no number; a number is written 1200, 1_200.5 or in quotes with a unit, "5%", "40K", "12.5M"
not-a-number = { $text } is no number; a number is written 1200, 1_200.5, 5%, 40K, 12.5M, a range 500 to 600
not-finite = { $text } is not a finite number that can be worked with
out-of-range = { $text } is out of range: { $kind } { $range }
kind-share = a share
kind-money = an amount of money
kind-count = a number of clients
kind-rate = a rate
kind-shape = this parameter
kind-growth = a yearly rate
kind-return = a return
kind-correlation = a correlation
kind-months = a number of months
kind-number = the number
range-of-share = is from { $low } to { $high }, as in 0.05 or "5%"
range-not-negative = is not negative, nor above { $high }
range-between = is from { $low } to { $high }
count-out-of-range = { $text } is out of range: a whole number from { $low } to { $high }
list-length = the list has { $found ->
    [one] { $found } entry
   *[other] { $found } entries
} where there have to be { $expected }
empty-list = the list is empty; it needs at least one entry
too-many-entries = there are { $found } entries; there may be { $most }
too-many-dimensions = has { $found } uncertain numbers (quantities, and months of the market's path); Sobol points have { $most } dimensions, and the rest is drawn at random

## Names, segments, levers

bad-name = { $text } has to be a text of 1 to { $most } characters without line breaks or control characters
reserved-name = { $text } is the name of another part of the file; a segment needs its own
duplicate-name = { $text } is already the name of the segment at { $line }; names are unique
duplicate-lever = { $text } is already the name of the lever at { $line }; names are unique
at-line = line { $line }
at-line-of = line { $line } of { $file }
unknown-segment = there is no segment { $text }
named-twice = { $text } stands in this list already
outside-horizon = { $text } is outside the budget horizon, { $first } to { $last }; a lever without `to` acts beyond it
window-reversed = { $text } is before the lever's first month
order-rate-of-subscription = a subscription is paid once a month and has no rate of orders; leave it out, or name in `segments` only those that order

## Clients who order until they are gone

churn-beside-orders = the law of `orders` says who leaves as well; a second law of churn has no place beside it
churn-not-in-orders = the law of `orders` does not say who leaves; name a law of churn, or one of orders that does
only-of-buying = histories and values of single clients go with a law of `orders` that follows them until they are gone
opening-without-history = this law of `orders` asks for the history of each client who is there; `fit` writes such a file from an order log
impossible-history = row { $row } is no client's history: `frequency` is a whole number, `recency_days` is not above `age_days`, and a client without a repeat order has 0 for `recency_days` and `mean_value`
lever-not-on-buying = clients who order and leave as they like are offered no contract and are not won back; name in `segments` only those with a law of churn

## Laws

reversed = { $text }: the numbers have to rise from the low end to the high end
percent-on-one-end = { $text }: one end has a percent sign and the other has none
share-at-edge = { $text } has an end at 0 or 1, where the percentile of a share cannot be
at-edge = { $text } has an end at 0, where the percentile of { $kind } cannot be
infeasible-percentiles = no smooth law has these three percentiles: the median lies at { $ratio } of the way from P10 to P90 (on the field's own scale) and has to lie between { $low } and { $high }
heavy-tail = the law through these three percentiles has no variance: its tail coefficient is { $coefficient }, which has to be below { $most }
no-room-for-sd = a mean at 0, or at 1 for a share, leaves no room for a standard deviation
sd-too-large = no share with this mean has a standard deviation as large: it has to be below { $limit }
leaves-domain = this { $family } law would leave the range in { $share } % of the draws: { $kind } { $range }
empty-truncation = { $text } keeps { $kept } % of the law; it has to keep at least { $least } %
truncated-number = a number that is not uncertain cannot be truncated
truncated-draws = draws are taken row by row, and a row has values of other quantities too; leave the rows that are not wanted out of the file
too-few-draws = the file has { $found ->
    [one] { $found } draw
   *[other] { $found } draws
}; { $least } are the fewest, and 512 a good number
draws-left-out = of the { $found } draws the first { $used } are used: standard errors come from 32 groups of as many draws each
no-weight = the weights have to add up to more than 0
seasonality-mean = the mean of the twelve factors has to be 1 and is { $mean }
seasonality-on-subscription = a subscription is paid every month and has no seasonality; leave it out
data-unreadable = the data file { $text } cannot be read: { $reason }
data-column = the data file has no column "{ $column }"
data-empty = the data file { $text } has no rows under its headings
data-cell = the data file { $text } has "{ $cell }" in row { $row }, which is no number for this field
draws-outside-scenario = draws go together by rows in a scenario alone; here take one column with data in place of draws

## Correlations

unknown-quantity = there is no quantity { $text }
plain-number-correlated = { $text } is a plain number here; only what is uncertain can move with something else
draws-correlated = { $text } is drawn with the other columns of its file, as the rows have them; it can be tied to nothing else
correlated-with-itself = a quantity cannot be correlated with itself
correlated-twice = the correlation of this pair was stated at { $line } already
impossible-correlations = no joint law has all these correlations: at odds are { $members } (the smallest eigenvalue of the copula's matrix, 2 sin(pi rho / 6), is { $eigenvalue })

## Warnings and the rest

too-many-problems = has { $more ->
    [one] { $more } more problem, which is not listed
   *[other] { $more } more problems, which are not listed
}
market-touches-nothing = the market's shock changes nothing: it has no size, or multiplies orders where all segments are subscriptions
lever-does-nothing = the lever changes nothing and costs nothing; give it an effect such as { $example }
no-clients = no segment ever has clients: new_clients and opening are all 0
looks-like-percent = { $text } means { $percent } % a year
nothing-to-scale = new_clients are all 0, so that there is no acquisition for the plan to scale

## What would be right

did-you-mean = did you mean `{ $name }`?
segment-needs-too = a new segment needs { $keys } too
write = write { $text }
one-of = one of { $options }
if-not-meant = if that is not meant, write { $text }
pert-may-end-there = a PERT may end there: { $pert }
pert-or-truncate = take ends and the likeliest value, { $pert }, or add { $truncate } beside the percentiles
truncate-or-moments = add { $truncate }, or give { $moments } without a family, which takes one that stays inside
median-between = with these ends, a p50 between { $low } and { $high }
not-below = a number not below { $low }
between = between { $low } and { $high }
any-one-mends = any one of these alone mends it: { $mends }
mend-stated = move { $first } with { $second } into { $low } to { $high }
mend-unstated = state { $first } with { $second } into { $low } to { $high }
less-helps = fewer months, segments or threads help
fewer-trials = { $trials ->
    [one] { $trials } trial
   *[other] { $trials } trials
} would fit; fewer months or segments help too
latin-points = a Latin hypercube has as many as it needs: write { $points } under [simulation]
