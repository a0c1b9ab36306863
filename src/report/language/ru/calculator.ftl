# Калькулятор: формулы, замечания и план по нескольким числам.

## Отчёт

ltv-values-title = Пожизненная ценность клиента (LTV)
figures-say-title = Что говорят числа
what-follows-title = Что из этого следует
where-they-differ-title = В чём формулы расходятся и о чём помнить
calculated-ladder = Ступень LTV:CAC: { $rung }.
calculated-range = медиана { $p50 }, в 8 случаях из 10 — от { $p10 } до { $p90 }
head-formula = Формула
margin-explained = маржа: выручка, умноженная на маржу
net-of-margin = чистая: маржа{ $kept }{ $cac }
net-of-revenue = чистая: выручка{ $kept }{ $cac }
net-less-kept = , минус расходы на удержание за каждый учтённый месяц
net-less-cac = , минус CAC
discount-explained = d = (1 + ставка)^(-1/12): что остаётся от денежной единицы за месяц ожидания
no-end = бесконечно
months-in-part = { $months } месяца

## Исходные данные

input-revenue = выручка
input-clients = клиенты
input-order-value = средний чек
input-orders-per-month = заказы в месяц
input-orders-per-year = заказы в год
input-lifetime = срок жизни
input-churn = отток
input-margin = маржа
input-retention-cost = расходы на удержание
input-discount = ставка дисконтирования
input-ad-spend = расходы на рекламу
input-new-clients = новые клиенты
input-lost-clients = ушедшие клиенты
input-clients-end = клиенты на конец
input-contract-value = сумма договора
input-contract-length = срок договора
input-payments = платежи
input-payment-costs = расходы по платежам

## Названия формул

level-net-in-a-word = чистая
ltv-by-orders = { $ltv }, по заказам
ltv-by-revenue = { $ltv }, по выручке
ltv-so-far = LTV на сегодня, средняя
ltv-so-far-of-one = LTV на сегодня, один клиент
ltv-so-far-less-costs = LTV на сегодня за вычетом расходов
ltv-simple = Простая LTV
ltv-by-churn = LTV по оттоку
ltv-by-churn-in-lifetime = LTV по оттоку за срок жизни
ltv-simple-discounted = Дисконтированная простая LTV
ltv-by-churn-discounted = Дисконтированная LTV по оттоку
ltv-in-lifetime-discounted = Дисконтированная LTV за срок жизни
ltv-of-renewals = LTV продлений
calculated-arpu = ARPU, выручка на клиента
calculated-arpu-by-orders = ARPU по заказам, в месяц
calculated-churn-by-counts = Отток по численности
calculated-churn-a-year = Отток за год
calculated-retention = Удержание за месяц
calculated-retention-by-counts = Удержание по численности
calculated-life = Средний срок жизни клиента
calculated-acv = ACV, сумма договора за год
calculated-roas = ROAS, выручка к расходам на рекламу
calculated-romi-of-life = ROMI за жизнь клиента
calculated-payback-with-churn = Окупаемость с учётом оттока
calculated-cac-at-three = CAC при LTV:CAC, равном 3

## Формулы, как они пишутся

formula-times-margin = × маржа
formula-sum-of-payments = сумма платежей
formula-payments-less-costs = сумма платежей - сумма расходов по ним
formula-orders-a-month = средний чек × заказы в месяц
formula-orders-a-year = средний чек × заказы в год / 12
formula-lifetime = × срок жизни
formula-churn = / отток
formula-churn-in-lifetime = × (1 - удержание^срок жизни) / отток
formula-lifetime-discounted = × (1 - d^срок жизни) / (1 - d)
formula-churn-discounted = / (1 - удержание × d)
formula-in-lifetime-discounted = × (1 - (удержание × d)^срок жизни) / (1 - удержание × d)
formula-renewals = × удержание × d / (1 - удержание × d)
formula-churn-by-lost = ушедшие клиенты / клиенты на начало
formula-churn-by-kept = 1 - удержание по численности
formula-churn-a-year = 1 - (1 - отток)^12
formula-retention = 1 - отток
formula-retention-by-counts = (клиенты на конец - новые клиенты) / клиенты на начало
formula-life = 1 / отток
formula-cac = расходы на рекламу / новые клиенты
formula-acv = сумма договора / срок договора в годах
formula-roas = выручка / расходы на рекламу
formula-romi = (выручка{ $margin } - расходы на рекламу) / расходы на рекламу
formula-ltv-to-cac = LTV до вычета CAC / CAC
formula-romi-of-life = (LTV до вычета CAC - CAC) / CAC
formula-payback-with-churn = месяц, когда накопленное от когорты достигает её CAC
formula-cac-at-three = LTV до вычета CAC / 3

## Замечания

note-so-far = LTV на сегодня не учитывает того, что ещё заплатят нынешние клиенты: это нижняя граница.
note-lifetime-ignores-churn = Простая LTV считает, что каждый клиент платит весь срок ({ $lifetime }); при таком оттоке к его концу остаётся лишь { $share } клиентов.
note-lifetimes-differ = Срок жизни задан как { $lifetime }, а по заданному оттоку выходит { $churn }: либо одно из чисел неверно, либо срок — это предел.
note-churn-of-all = LTV по оттоку берёт одинаковый отток в любом возрасте и не имеет конца (средний срок жизни — { $life }); если верные остаются, клиенты живут дольше.
note-nobody-leaves = При нулевом оттоке никто не уходит и LTV по оттоку бесконечна; задайте вместо него --lifetime.
note-counts-contradict = Числа клиентов противоречат друг другу: ушло или осталось больше, чем было в начале.
note-counts-contradict-in = В части случаев ({ $share }) уходит или остаётся больше клиентов, чем было в начале; эти случаи не учтены.
note-churns-differ = Отток задан как { $stated }, а по численности выходит { $counted }; формулы берут заданный.
note-cacs-differ = CAC задан как { $stated }, а по расходам выходит { $counted }; формулы берут заданный.
note-not-used = Не использовано: { $input }; для этого формулам нужно что-то ещё.
note-nothing-to-divide-by = Там, где стоит «-», значения нет: деление на нулевое число клиентов, нулевые расходы или нулевой CAC.
note-sources-differ = В месяц выходит: { $first } — { $one }, { $second } — { $other }. Относятся ли они к одному месяцу и одним и тем же клиентам?
note-discounting = Дисконтирование отнимает { $share }: деньги, которые придут позже, стоят меньше.
note-renewals = LTV продлений считается со второго платежа, как у Гупты и Леманна (2003).
note-revenue-is-not-margin = LTV по выручке нельзя потратить целиком: { $share } от неё — себестоимость проданного.
note-mean-above-middle = Средняя LTV по оттоку выше LTV при медианном оттоке: низкий отток прибавляет больше, чем отнимает высокий.
note-nothing-left = Удержание клиента стоит столько же, сколько он оставляет, или больше: CAC не окупится никогда.
note-never-pays-back = CAC не окупается никогда: в среднем клиенты уходят раньше.
source-arpu = заданный ARPU
source-orders = средний чек × заказы
source-revenue-per-client = выручка / клиенты

## План по нескольким числам

direct-impossible = План невозможен. { $why }
direct-no-clients-suffice = План: никакого числа клиентов не хватит в { $confidence } случаев; доля случаев, где налог и CAC съедают всю LTV клиента, — { $share }.
direct-nobody = План: клиенты не нужны: расходы и прибыль вместе не больше нуля.
direct-nobody-in = План: в { $confidence } случаев клиенты не нужны: расходы и прибыль вместе не больше нуля.
direct-clients = План: { $clients ->
    [one] { $clients } клиент
    [few] { $clients } клиента
   *[many] { $clients } клиентов
} и бюджет рекламы { $budget } покроют расходы и прибыль.
direct-clients-in = План: в { $confidence } случаев достаточно { $clients ->
    [one] { $clients } клиента
   *[many] { $clients } клиентов
}, а бюджета рекламы — { $budget }.
direct-covered = Расходы и прибыль (оборот до налога)
direct-covered-with-ads = Расходы, реклама и прибыль (оборот до налога)
direct-turnover = Оборот
direct-roas = Выручка к расходам на рекламу (ROAS, его часто зовут «ROI»)
direct-romi = ROMI, (выручка - реклама) / реклама
direct-how-to-read = P10: больше будет с вероятностью 90 %; для клиентов и бюджета рекламы осторожная оценка — P90.
direct-impossible-in = Доля случаев, где налог и CAC съедают всю LTV клиента и никакое число клиентов не даст расходов и прибыли, — { $share }. В таблице и для них стоит то, что даёт формула; в числе достаточных клиентов их нет.
direct-impossible-in-with-ads = Доля случаев, где налог и CAC съедают всю LTV клиента и никакое число клиентов не даст расходов и прибыли, — { $share }. Они считаются больше любого числа: там, куда они попадают, вместо перцентиля стоит «{ $none }».
direct-ads-beyond-costs = Внимание: бюджет рекламы больше всех --costs, поэтому входить в них не может; --cover-ads добавит его.
direct-ads-among-costs = Считается, что бюджет рекламы входит в --costs; если он идёт сверх них, добавьте --cover-ads.
direct-eaten = После налога и CAC от клиента ничего не остаётся, поэтому новые клиенты не прибавят прибыли; нужно поднять LTV или снизить CAC или налог.
direct-eaten-loss = После налога и CAC клиент приносит убыток { $loss }, поэтому новые клиенты не прибавят прибыли; нужно поднять LTV или снизить CAC или налог.
