# Слова и обороты, которые стоят во многих местах.

months = { $count ->
    [one] { $count } месяц
    [few] { $count } месяца
   *[many] { $count } месяцев
}
quarter = { $quarter } кв. { $year }
total = Итого
never = никогда
passed = пройдена
failed = НЕ ПРОЙДЕНА
or = { " или " }

chance-over = более { $share }
chance-under = менее { $share }
horizon-month = месяц
horizon-year = год
horizon-months = { $count ->
    [one] { $count } месяц
    [few] { $count } месяца
   *[many] { $count } месяцев
}
one-year-in-ten = в одном году из десяти
one-case-in-ten = в одном случае из десяти

figure-revenue = Выручка
figure-profit = Прибыль
figure-new-clients = Новые клиенты
figure-returned = Вернувшиеся клиенты
figure-active = Активные клиенты
figure-churned = Ушедшие клиенты
figure-clients-end = Клиенты на конец
figure-orders = Заказы
figure-cost-of-goods = Себестоимость
figure-servicing = Обслуживание
figure-ad-spend = Расходы на рекламу
figure-lever-costs = Расходы на меры
figure-tax = Налог
figure-fixed-costs = Постоянные расходы
figure-cumulative-profit = Прибыль с начала
figure-churn-rate = Отток
figure-retention = Удержание
figure-arpu = Выручка на клиента (ARPU)
figure-order-value = Средний чек
figure-roas = ROAS
figure-romi = ROMI

head-period = Период
head-figure = Показатель
head-value = Значение
head-what = Что
head-mean = Среднее
head-sd = Стандартное отклонение
head-se = ст. ош.
standard-error = Стандартная ошибка
error-of = ст. ош. { $of }
head-segment = Сегмент
head-scenario = Сценарий
head-new = Новые
head-back = Вернулись
head-active = Активные
head-churned = Ушли
head-orders = Заказы
head-revenue = Выручка
head-ads = Реклама
head-levers = Меры
head-profit = Прибыль
head-clients = Клиенты
head-ad-budget = Бюджет рекламы
head-scale = Масштаб
head-chance = Шанс
head-from = От
head-to = До
head-left-out = Испытаний без него
head-age = Месяцев с прихода
