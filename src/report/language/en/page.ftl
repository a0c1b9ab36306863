# The page.

page-kind = Forecast of revenue and profit
page-kind-comparison = Comparison of scenarios
page-contents = Contents
page-skip = To the report
page-look-up = Every figure, to look up
page-look-up-note = Each figure of each period with its percentiles and the error that a finite number of trials leaves. The workbook report.xlsx and monthly.csv hold the same.
page-look-up-note-comparison = Each figure of each scenario, each difference and each regret with its percentiles and the error that a finite number of trials leaves. The workbook report.xlsx, compare.json and differences.csv hold the same.
page-sort = Sort by this column
page-made-by = Made by ltvcast. This page holds all it shows and asks for nothing from anywhere.
hover-or-more = { $value } or more
hover-chance = chance of the target { $chance }
hover-clients = clients { $clients }
hover-month = Month { $month }
hover-after = After { $months }

## The workbook

sheet-summary = Summary
sheet-monthly = Monthly
sheet-quarterly = Quarterly
sheet-percentiles = Percentiles
sheet-segments = Segments
sheet-plan = Plan
sheet-scenarios = Scenarios
sheet-sensitivity = Sensitivity
sheet-inputs = Inputs
sheet-run = Run
sheet-no-plan = There is no plan: the scenario has no profit target, or none was asked for.
sheet-one-scenario = One scenario was run. To see which of several is better, by how much, how often and why: ltvcast compare.
sheet-no-sensitivity = No quantity is uncertain, so none moves profit.
sheet-waterfall = Waterfall
sheet-no-waterfall = There is no waterfall: none was asked for, or a median does not exist.
sheet-no-changes = The files say the same.
waterfall-ends = Median profit
waterfall-from = Step begins at
waterfall-high = Highest level
waterfall-low = Lowest level
waterfall-to = Step ends at
head-of = Of
head-span = Span
span-month = month
span-quarter = quarter
span-year = year
span-whole = whole
fan-width = { $from } to { $to }
head-profit-to-revenue = Profit / revenue
head-spend-to-clients = Ad spend / new client
page-kind-history = What an order log says
page-look-up-note-history = Every cohort by age; the workbook report.xlsx and cohorts.csv hold the same.
sheet-cohorts = Cohorts
page-kind-levers = Levers, ranked
page-look-up-note-levers = Each figure of each lever with its percentiles and the error that a finite number of trials leaves. The workbook report.xlsx and levers.csv hold the same.
