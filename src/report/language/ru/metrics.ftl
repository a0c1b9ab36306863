# Показатели журнала заказов.

## Вердикт и строки

metrics-verdict = { $clients ->
    [one] { $clients } клиент
    [few] { $clients } клиента
   *[many] { $clients } клиентов
}, { $orders ->
    [one] { $orders } заказ
    [few] { $orders } заказа
   *[many] { $orders } заказов
}, { $revenue } за { $months }
metrics-churn = отток { $churn } в месяц
metrics-churn-unknown = месячный отток определить нельзя
metrics-best-fifth = лучшая пятая часть приносит { $share }
metrics-rows = Строк прочитано { $rows }, учтено { $used }, отклонено { $rejected }; заказы с { $from } по { $until }.
metrics-orders = Повторных заказов — { $repeats }, клиентов с одним заказом — { $once }.
metrics-new-from-then = Кто заказывал до первого дня, считается новым с первого заказа начиная с этого дня.
metrics-among-used = Среди учтённых строк: { $rows }.
used-zero = { $count } с нулевой суммой, это заказы
used-returns = { $count } с возвратами, всего на { $sum }
used-repeated = { $count } с повтором другой строки
used-rounded = { $count } с округлением до шести знаков
used-without-cost = { $count } без себестоимости, она принята за ноль
metrics-silence = С { $from } по { $to } ({ $months }) нет ни одного заказа: если дата в журнале неверна, её исключат --from или --until.
metrics-several-segments = Клиентов сразу из нескольких сегментов — { $clients }; сегмент клиента — тот, где его первый заказ.
metrics-subscribers =
    Подписчиков без заказов — { $silent }. Клиентов без подписки, которые считаются клиентами с месяца
    первого заказа по месяц последнего, — { $others }.
written-metrics = Записано в { $folder }: report.html, report.xlsx, metrics.json, months.csv, cohorts.csv, segments.csv, графики.

## Таблицы

head-month = Месяц
head-ordering = Заказали
head-churn = Отток
head-aov = Ср. чек
head-joined = Пришли
head-after-months = { $months } мес.
head-ltv-so-far = LTV на сегодня
head-a-month = В мес.
head-repeat = Повтор
head-first-month = 1-й мес.
head-year = Год
head-life = Жизнь
head-margin = Маржа
head-channel = Канал
head-spend = Расходы
head-clients-won = Привлечено
cohorts-note = Доля когорты, которая осталась через столько месяцев после прихода.
segments-columns = Отток: доля уходящих за месяц; за первый месяц после прихода; за год. Жизнь — в месяцах.
channels-all-note = Все: на всех клиентов, пришедших в месяцы с расходами, что бы их ни привело.
channels-stranger-note = * Сегмента с таким именем в журнале нет.
segments-without-spend = Сегменты без расходов: { $names }.
segments-without-spend-and-more = Сегменты без расходов: { $names } и ещё { $count }.
no-name = (без имени)
metrics-earlier = и ещё { $count } раньше — в { $file }.
metrics-more = и ещё { $count } — в { $file }.

## Как понимать показатели

churn-of-subscriptions = Клиент уходит в конце месяца, в котором кончается его подписка, если до конца следующего месяца не начнётся новая.
churn-by-silence = Клиент уходит в конце месяца последнего заказа, если после него молчит больше { $days ->
    [one] { $days } дня
   *[many] { $days } дней
}.
churn-unknown = Никто не заказывал в два разных дня, поэтому нельзя сказать, кто ушёл.
churn-never-missed = Ни один клиент не пропускал месяца между двумя заказами, поэтому тот, кто в каком-то месяце не заказал, ушёл (из 100 промежутков между заказами клиента 95 не длиннее { $days ->
    [one] { $days } дня
   *[many] { $days } дней
}).
churn-by-recapture = Доля уходящих оценена по тому, как часто и как давно заказывал каждый клиент, при разной частоте у разных клиентов (метод повторного отлова), по месяцам, которые кончились не позже чем за { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
} до конца журнала.
margin-of-costs = Маржа: выручка минус себестоимость из журнала.
margin-share = Маржа: { $share } выручки.
returns-of-revenue = LTV:CAC: нынешняя выручка от клиентов, привлечённых в месяцы с расходами, делённая на расходы; ROMI: то же за вычетом расходов. Маржа неизвестна: её задаёт --margin.
returns-of-margin = LTV:CAC: нынешняя маржа от клиентов, привлечённых в месяцы с расходами, делённая на расходы; ROMI: то же за вычетом расходов.
metrics-columns = Заказы одного клиента за один день — один заказ. Активные: клиенты, которые ещё с нами, с заказом в этом месяце или без. В мес.: заказов в месяц на активного клиента. Повтор: доля клиентов с двумя заказами и больше. LTV: что клиент уже заплатил, за вычетом возвратов; кто ещё с нами, заплатит больше.
metrics-dash = Прочерк: делить не на что или судить ещё рано.
metrics-there-by-orders = Клиентов с заказом за { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
} до { $until } включительно — { $there } из { $clients }; возвращений после более долгого молчания — { $returned }.
metrics-there = Клиентов, которые ещё с нами на { $until }, — { $there } из { $clients }; возвращений после перерыва — { $returned }.
metrics-spend-outside = Строк расходов вне журнала или за неполный месяц — { $rows }, на сумму { $sum }; ни в один показатель они не вошли.

## The document

history-title = Что говорит журнал
history-caption = Все клиенты вместе
orders-a-month = Заказов в месяц на активного клиента
repeat-clients = Клиенты с двумя заказами и больше
churn-a-month = Отток за месяц
churn-first-month = Отток за первый месяц после прихода
churn-first-year = Отток за год
life-in-months = Средний срок жизни, месяцев
history-ltv = LTV на сегодня
history-ltv-margin = LTV на сегодня, маржа
best-fifth = Выручка от лучшей пятой части клиентов
history-orders = Заказы с { $from } по { $until }
run-log-digest = Отпечаток строк
run-from = Первый заказ
run-until = Последний учтённый день
ordering-clients = Клиенты с заказом
months-title = По месяцам
cohorts-title = Когорты
cohorts-by-age = Все когорты по возрасту
cohorts-retention-by-age = Доля оставшихся, по месяцам с прихода
cohorts-ltv-by-age = LTV на сегодня, по месяцам с прихода
log-segments-title = Сегменты
returns-title = Во что обошлись и что принесли клиенты
meaning-title = Как понимать показатели
