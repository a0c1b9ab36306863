# The calculator: its formulas, its notes, and the plan of a few figures.

## The report

ltv-values-title = Lifetime value of a client
figures-say-title = What the figures say
what-follows-title = What follows
where-they-differ-title = Where they differ, and what to mind
calculated-ladder = LTV:CAC ladder: { $rung }.
calculated-range = median { $p50 }, 8 cases in 10 between { $p10 } and { $p90 }
head-formula = Formula
margin-explained = margin: times the margin
net-of-margin = net: margin{ $kept }{ $cac }
net-of-revenue = net: revenue{ $kept }{ $cac }
net-less-kept = , less retention cost in each month counted
net-less-cac = , less CAC
discount-explained = d = (1 + discount)^(-1/12): what a month of waiting leaves of a unit of money
no-end = no end
months-in-part = { $months } months

## Inputs

input-revenue = revenue
input-clients = clients
input-order-value = order value
input-orders-per-month = orders a month
input-orders-per-year = orders a year
input-lifetime = lifetime
input-churn = churn
input-margin = margin
input-retention-cost = retention cost
input-discount = discount
input-ad-spend = ad spend
input-new-clients = new clients
input-lost-clients = lost clients
input-clients-end = clients at the end
input-contract-value = contract value
input-contract-length = contract length
input-payments = payments
input-payment-costs = costs of payments

## Names of formulas

level-net-in-a-word = net
ltv-by-orders = { $ltv }, by orders
ltv-by-revenue = { $ltv }, by revenue
ltv-so-far = LTV so far, average
ltv-so-far-of-one = LTV so far, one client
ltv-so-far-less-costs = LTV so far, less its costs
ltv-simple = Simple LTV
ltv-by-churn = LTV by churn
ltv-by-churn-in-lifetime = LTV by churn in lifetime
ltv-simple-discounted = Discounted simple LTV
ltv-by-churn-discounted = Discounted LTV by churn
ltv-in-lifetime-discounted = Discounted LTV in lifetime
ltv-of-renewals = LTV of the renewals
calculated-arpu = ARPU, revenue per client
calculated-arpu-by-orders = ARPU by orders, a month
calculated-churn-by-counts = Churn rate by counts
calculated-churn-a-year = Churn in a year
calculated-retention = Retention, a month
calculated-retention-by-counts = Retention by counts
calculated-life = Average life of a client
calculated-acv = ACV, annual contract value
calculated-roas = ROAS, revenue on ad spend
calculated-romi-of-life = ROMI of a client's life
calculated-payback-with-churn = Payback, as some leave
calculated-cac-at-three = CAC at LTV:CAC of 3

## Formulas as they are written

formula-times-margin = x margin
formula-sum-of-payments = sum of payments
formula-payments-less-costs = sum of payments - sum of their costs
formula-orders-a-month = order value x orders a month
formula-orders-a-year = order value x orders a year / 12
formula-lifetime = x lifetime
formula-churn = / churn
formula-churn-in-lifetime = x (1 - retention^lifetime) / churn
formula-lifetime-discounted = x (1 - d^lifetime) / (1 - d)
formula-churn-discounted = / (1 - retention x d)
formula-in-lifetime-discounted = x (1 - (retention x d)^lifetime) / (1 - retention x d)
formula-renewals = x retention x d / (1 - retention x d)
formula-churn-by-lost = lost clients / clients at the start
formula-churn-by-kept = 1 - retention by counts
formula-churn-a-year = 1 - (1 - churn)^12
formula-retention = 1 - churn
formula-retention-by-counts = (clients at the end - new clients) / clients at the start
formula-life = 1 / churn
formula-cac = ad spend / new clients
formula-acv = contract value / years of the contract
formula-roas = revenue / ad spend
formula-romi = (revenue{ $margin } - ad spend) / ad spend
formula-ltv-to-cac = LTV before CAC / CAC
formula-romi-of-life = (LTV before CAC - CAC) / CAC
formula-payback-with-churn = month in which what a cohort leaves reaches its CAC
formula-cac-at-three = LTV before CAC / 3

## Notes

note-so-far = LTV so far leaves out what clients who are still buying will yet pay: it is a floor.
note-lifetime-ignores-churn = Simple LTV lets every client pay for all { $lifetime }; with this churn only { $share } of them are still there by then.
note-lifetimes-differ = The lifetime given is { $lifetime }, the churn given means { $churn }: one of them is not what it says, or the lifetime is a limit.
note-churn-of-all = LTV by churn takes the same churn at any age and has no end (mean life { $life }); where the loyal remain, clients live longer than that.
note-nobody-leaves = With a churn of 0 nobody ever leaves and LTV by churn has no end; give a --lifetime instead.
note-counts-contradict = The counts contradict each other: more clients lost, or kept, than there were at the start.
note-counts-contradict-in = In { $share } of the cases more clients are lost, or kept, than there were at the start; they are left out.
note-churns-differ = Churn is given as { $stated } and counted as { $counted }; the formulas take the one given.
note-cacs-differ = CAC is given as { $stated } and counted as { $counted }; the formulas take the one given.
note-not-used = Not used: { $input }; no formula takes it without more.
note-nothing-to-divide-by = What is shown as - does not exist: it is divided by a number of clients, a spend or a CAC of 0.
note-sources-differ = { $first } is { $one } a month and { $second } { $other }: are they of the same month and the same clients?
note-discounting = Discounting takes { $share }: money that comes later counts less.
note-renewals = The LTV of the renewals counts from the second payment on, as Gupta and Lehmann (2003) write it.
note-revenue-is-not-margin = LTV of revenue is not yours to spend: { $share } of it is the cost of what was sold.
note-mean-above-middle = The mean LTV by churn is above the LTV at the middle churn: low churn adds more than high churn takes.
note-nothing-left = A client costs as much to keep as it leaves, or more: its CAC never comes back.
note-never-pays-back = CAC never comes back: clients leave before they have paid it, on average.
source-arpu = ARPU as given
source-orders = order value x orders
source-revenue-per-client = revenue / clients

## The plan of a few figures

direct-impossible = Plan: impossible. { $why }
direct-no-clients-suffice = Plan: no number of clients suffices in { $confidence } of the cases: in { $share } of all cases tax and CAC eat all of a client's LTV.
direct-nobody = Plan: no clients are needed: costs and profit together come to nothing.
direct-nobody-in = Plan: no clients are needed in { $confidence } of the cases: costs and profit together come to nothing.
direct-clients = Plan: { $clients ->
    [one] { $clients } client
   *[other] { $clients } clients
} and an ad budget of { $budget } cover costs and profit.
direct-clients-in = Plan: { $clients ->
    [one] { $clients } client suffices
   *[other] { $clients } clients suffice
} in { $confidence } of the cases, an ad budget of { $budget } likewise.
direct-covered = Costs and profit (turnover before tax)
direct-covered-with-ads = Costs, ads and profit (turnover before tax)
direct-turnover = Turnover
direct-roas = Revenue on ad spend (ROAS, often called "ROI")
direct-romi = ROMI, (revenue - ad spend) / ad spend
direct-how-to-read = P10: 90 % chance of more; the P90 of clients and ad budget is the cautious figure.
direct-impossible-in = In { $share } of the cases tax and CAC eat all of a client's LTV, and no number of clients earns costs and profit. The table has what the formula gives there all the same; the clients that suffice leave it out.
direct-impossible-in-with-ads = In { $share } of the cases tax and CAC eat all of a client's LTV, and no number of clients earns costs and profit. They count as more than any number: percentiles that reach them are { $none }.
direct-ads-beyond-costs = Beware: the ad budget is more than all of --costs, so it cannot be among them; --cover-ads adds it.
direct-ads-among-costs = The ad budget is taken to be among --costs; if it comes on top of them, add --cover-ads.
direct-eaten = After tax and CAC nothing is left of a client, so more clients do not bring more profit; LTV has to rise, or CAC or tax to fall.
direct-eaten-loss = After tax and CAC a client leaves a loss of { $loss }, so more clients do not bring more profit; LTV has to rise, or CAC or tax to fall.
