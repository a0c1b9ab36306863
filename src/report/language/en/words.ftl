# Words and phrases that stand in many places.

months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
quarter = Q{ $quarter } { $year }
total = Total
never = never
passed = passed
failed = FAILED
or = { " or " }

chance-over = over { $share }
chance-under = under { $share }
horizon-month = the month
horizon-year = the year
horizon-months = { $count ->
    [one] the { $count } month
   *[other] the { $count } months
}
one-year-in-ten = one year in ten
one-case-in-ten = one case in ten

figure-revenue = Revenue
figure-profit = Profit
figure-new-clients = New clients
figure-returned = Clients who came back
figure-active = Active clients
figure-churned = Churned clients
figure-clients-end = Clients at the end
figure-orders = Orders
figure-cost-of-goods = Cost of goods
figure-servicing = Servicing
figure-ad-spend = Ad spend
figure-lever-costs = Lever costs
figure-tax = Tax
figure-fixed-costs = Fixed costs
figure-cumulative-profit = Profit since the start
figure-churn-rate = Churn rate
figure-retention = Retention
figure-arpu = ARPU
figure-order-value = Average order value
figure-roas = ROAS
figure-romi = ROMI

head-period = Period
head-figure = Figure
head-value = Value
head-what = What
head-mean = Mean
head-sd = Standard deviation
head-se = s.e.
standard-error = Standard error
error-of = s.e. of { $of }
head-segment = Segment
head-scenario = Scenario
head-new = New
head-back = Back
head-active = Active
head-churned = Churned
head-orders = Orders
head-revenue = Revenue
head-ads = Ads
head-levers = Levers
head-profit = Profit
head-clients = Clients
head-ad-budget = Ad budget
head-scale = Scale
head-chance = Chance
head-from = From
head-to = To
head-left-out = Trials without it
head-age = Months since joining
