# Fitted models.

## Verdict and what was seen

law-discrete-weibull = discrete Weibull
law-beta-discrete-weibull = beta-discrete-Weibull
fit-nothing = Nothing can be fitted: the log says too little of who comes back and who leaves
fit-orders-of-new = a new client makes { $orders } repeat orders in the first year
fit-lives-of-new = { $leave } leave after the first { $unit ->
    [day] day
    [week] week
   *[month] month
}, { $kept } are there after a year
fit-mean-order = a repeat order comes to { $mean } on average
fit-seen-orders = { $clients ->
    [one] { $clients } client
   *[other] { $clients } clients
} from { $from } to { $until }, { $repeats ->
    [one] { $repeats } order
   *[other] { $repeats } orders
} after a client's first, { $without ->
    [one] { $without } client
   *[other] { $without } clients
} without one; times in { $unit ->
    [day] days
    [week] weeks
   *[month] months
}.
fit-seen-lives = { $clients ->
    [one] { $clients } client
   *[other] { $clients } clients
} until { $until }: { $left } left, { $there } { $there ->
    [one] is
   *[other] are
} there, { $early } of them not yet at a first renewal; periods are { $unit ->
    [day] days
    [week] weeks
   *[month] months
}.

## Tables

fit-parameters-title = Parameters, in brackets their standard errors.
fit-spend-title = What a repeat order comes to.
fit-intervals-title = 90 % intervals of the parameters that a forecast takes.
head-model = Model
head-parameters = Parameters
head-parameter = Parameter
end-open = open
between-numbers = { ", " }

## The model that is taken

fit-chosen-best = { $model } is taken: fitted to the log up to { $after }, it foretold each client's { $foretold ->
    [renewals] renewals
   *[orders] orders
} after that best (CRPS, in { $foretold ->
    [renewals] renewals
   *[orders] orders
}, the smaller the better).
fit-chosen-among-equals = { $model } is taken: fitted to the log up to { $after }, { $within } models foretold each client's { $foretold ->
    [renewals] renewals
   *[orders] orders
} after that equally well (CRPS, in { $foretold ->
    [renewals] renewals
   *[orders] orders
}, within a standard error of the best), and of these it has the smallest AIC.
fit-chosen-as-asked = { $model } is taken, as you asked.
fit-chosen-for-aic = { $model } is taken for its AIC: the log is too small to hold a part of it out.

## The scenario that was written

files-and-last = { $files } and { $last }
written-scenario = Written: { $files }. It begins in { $start }{ $clients }{ $cac }.
written-scenario-clients = , with { $count } new clients a month
written-scenario-cac = { " " }at a CAC of { $cac } (standard error { $error })
written-scenario-lacks-draws = No draws: the log says too little of the parameters to draw them; what it does say stands in the file.
written-scenario-next = Next: ltvcast simulate { $file }

## Findings: of orders

finding-no-repeats = No client ordered on a second day, so nothing tells how often clients come back: take a longer log, or write order rate and churn into a scenario by hand (ltvcast init).
finding-few-clients = Only { $count ->
    [one] { $count } client
   *[other] { $count } clients
}: the parameters fit them and may fit no others. Take a log of more clients (some hundreds), and read the standard errors as guesses.
finding-few-repeaters = Only { $count ->
    [one] { $count } client
   *[other] { $count } clients
} with a repeat order: what tells rates and leaving apart is them. Take a longer log, and read the standard errors as guesses.
finding-short-log = The log lasts { $days ->
    [one] { $days } day
   *[other] { $days } days
}, and clients who come back wait about { $gap ->
    [one] { $gap } day
   *[other] { $gap } days
}: whether the silent have left cannot be told from their waiting. Take a longer log; until then use the forecast for a time no longer than the log.
finding-flat-ridge = { $parameters } lie on a flat ridge: moved together, by a factor of { $factor }, they fit nearly as well, so each alone says little. What is forecast from all of them together is surer; quote that and not the parameters, or take a longer log.
finding-beyond-a-million = more than a million
finding-rates-alike = All clients order at one rate, as far as the log tells: r has no upper end. The forecast is that of equal clients; check that the log is of single clients and not of groups.
finding-leaving-alike = All clients leave with one chance, as far as the log tells: the parameters of leaving have no upper end. The forecast is that of equal chances; it needs no remedy.
finding-nobody-leaves = Hardly anybody has left by the end of the log ({ $share }): it is too short to see clients leave, or they do not. Take a longer log before you trust a forecast beyond its length.
finding-at-bound = { $parameters } ended at the edge of what is sought (a millionth to a million): the log does not say how far it would go. Use the forecast, not the parameter.
finding-starts-disagree = { $agreeing } of { $starts } starts led to these parameters: there may be better ones elsewhere. Compare the other models' likelihoods, or take a longer log.
finding-not-arrived = The search was still climbing when it ended: take another model, or a longer log.
finding-no-mean-spend = q is { $q }, at most 1: by this law a client's mean order has no finite mean, so no expected value can be given for clients without a repeat order. A few very large orders do this: look at them, or take order values from a scenario.
finding-spend-rises = Clients who order more often spend more an order (correlation { $correlation }): the models take the two as independent, so values of the busiest clients are too low. Fit segments one by one, or read values of single clients with care.
finding-spend-falls = Clients who order more often spend less an order (correlation { $correlation }): the models take the two as independent, so values of the busiest clients are too high. Fit segments one by one, or read values of single clients with care.
finding-busy-leave-sooner = Clients who order more often leave sooner (correlation about { $correlation }, { $errors } standard errors from none): the model takes the two as independent, so its forecast of the busiest clients is too high. Fit segments one by one, or compare the other models.
finding-busy-leave-later = Clients who order more often leave later (correlation about { $correlation }, { $errors } standard errors from none): the model takes the two as independent, so its forecast of the busiest clients is too low. Fit segments one by one, or compare the other models.
finding-without-sum = { $count ->
    [one] { $count } client
   *[other] { $count } clients
} with repeat orders that come to nothing or less: the model of order values has no place for them.
finding-orders-alike = All orders of a client come to the same, as at a fixed price: p has no upper end. It needs no remedy: a client's next order is taken to be as the last ones.
finding-spend-alike = All clients spend alike, as far as the log tells: q has no upper end, and every client's expected order is the same.
finding-no-spend = No client's repeat orders come to more than nothing: order values cannot be fitted.

## Findings: of lives

finding-nobody-seen = No client has come to a first renewal, so nothing tells who leaves: take a longer log, or a shorter --unit.
finding-nobody-left = Nobody has left in { $renewals ->
    [one] { $renewals } renewal
   *[other] { $renewals } renewals
}: churn is below about { $churn } a period, and no more can be said. Write a churn into a scenario by hand, or take a longer log.
finding-everybody-left-at-once = Every client left at the end of the first period, so nothing tells how others would go on: check the ends, or take a shorter --unit.
finding-too-few-periods = Clients are seen through { $seen ->
    [one] { $seen } period
   *[other] { $seen } periods
}, and { $parameters } parameters ask for as many: take a longer log, a shorter --unit, or constant churn in a scenario.
finding-few-departures = Only { $left ->
    [one] { $left } client has left
   *[other] { $left } clients have left
}, and some { $needed } would do: parameters fit them and may fit no others; read the standard errors as guesses.
finding-flat-ridge-of-lives = The parameters lie on a flat ridge: moved together they fit nearly as well, so each alone says little, and what lies far beyond the periods seen is not known. Survival within them is; take a longer log for more.
finding-clients-alike = All clients have one churn, as far as the log tells: alpha and beta have no upper end. Constant churn of { $churn } a period says the same; if churn changes with age, take discrete-weibull.
finding-leave-at-once-or-never = Clients leave at the end of the first period ({ $share }) or never, as far as the log tells: take a longer log before you forecast beyond it.
finding-at-bound-of-lives = { $parameter } ended at the edge of what is sought: the log does not say how far it would go. Use survival within the periods seen, not the parameter, or take another model.
finding-not-arrived-of-lives = The search was still climbing when it ended: take a model of fewer parameters.
finding-one-start = One of { $starts } starts led to these parameters: there may be better ones elsewhere. Compare the other models' likelihoods.
