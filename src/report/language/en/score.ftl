# Scored clients.

scored = { $clients ->
    [one] { $clients } client
   *[other] { $clients } clients
} by { $model }
scored-orders = : { $there } still there, { $orders ->
    [one] { $orders } order
   *[other] { $orders } orders
} in the next { $span }
scored-value = , worth { $value }
coming-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
coming-weeks = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
coming-part-of-units = { $count } { $unit ->
    [day] days
    [week] weeks
   *[month] months
}
written-scores = Written to { $file }: a row a client, by its id.
