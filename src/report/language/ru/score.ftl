# Оценка клиентов.

scored = { $clients ->
    [one] { $clients } клиент
    [few] { $clients } клиента
   *[many] { $clients } клиентов
} по модели { $model }
scored-orders = : ещё с нами — { $there }, заказов за { $span } вперёд — { $orders }
scored-value = , на сумму { $value }
coming-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[many] { $count } дней
}
coming-weeks = { $count ->
    [one] { $count } неделю
    [few] { $count } недели
   *[many] { $count } недель
}
coming-part-of-units = { $count } { $unit ->
    [day] дня
    [week] недели
   *[month] месяца
}
written-scores = Записано в { $file }: строка на клиента, по его номеру.
