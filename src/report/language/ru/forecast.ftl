# Отчёт о прогнозе.

## Вердикт и начало

verdict-target = Вероятность достичь целевой прибыли { $target } — { $chance }; медиана { $median }; { $tenth } прибыль ниже { $p10 }
verdict-loss = Вероятность убытка — { $chance }; медиана прибыли { $median }; { $tenth } прибыль ниже { $p10 }
scenario-line = { $scenario }: { $months } начиная с { $start }, деньги в { $currency }, { $count ->
    [one] { $count } испытание
    [few] { $count } испытания
   *[many] { $count } испытаний
}, зерно { $seed }.
how-to-read-percentiles = P10: больше будет с вероятностью 90 %. P50, медиана: больше и меньше равновероятны. P90: больше будет с вероятностью 10 %.
how-to-read-costs = Для расходов и нужных клиентов, где больше — хуже, осторожная оценка — P90.

## Главное

headline-title = План и прогноз
headline-caption = Чего ждать за { $horizon }, рядом с планом
headline-loss = Вероятность убытка: { $loss }. Худшая десятая часть случаев приносит в среднем { $worst }.
head-plan = План
head-chance-of-plan = Вероятность плана или больше
chance-of-target = Вероятность цели
chance-of-loss = Вероятность убытка
worst-tenth = Средняя прибыль худшей десятой части (CVaR)
variance-of-revenue = Доля случайности клиентов в дисперсии выручки
variance-of-profit = Доля случайности клиентов в дисперсии прибыли

## Периоды

periods-title = Месяцы и итоги
periods-note = средние складываются; перцентили прибыли не складываются
profit-at = Прибыль, { $percentile }
small-fan-title = Веер прибыли (- от P10 до P90, = от P25 до P75, | медиана, : ноль)
small-fan-note = Полосы верны для каждого периода отдельно: сумма P10 месяцев — не P10 всего срока.

## Сегменты

segments-title = Сегменты за весь срок
segments-note = средние; ROAS и ROMI — медианы
segments-star = * Прибыль сегмента — до постоянных расходов и налога на прибыль.

## LTV

ltv-title = Пожизненная ценность клиента (LTV) за { $months }
ltv-note = среднего клиента когорты — она нужна бюджету; затем одного случайного клиента
ltv-caption = LTV среднего клиента когорты и одного случайного клиента
ltv-cohort-mean = Средний клиент когорты, среднее
ltv-cohort-at = Средний клиент когорты, { $percentile }
ltv-client-at = Один клиент, { $percentile }
head-one-client-p10 = 1 клиент: P10
level-revenue = выручка
level-margin = маржа
level-net = за вычетом CAC
ltv-of = LTV, { $level }, { $whose }
whose-cohort = средний клиент когорты
whose-client = один клиент
returns-caption = LTV:CAC и окупаемость
head-ladder = Ступень
head-payback-p50 = Окупаемость P50
payback-at = Окупаемость, месяц, { $percentile }
payback-month = Окупаемость, месяц
head-never = Никогда
never-pays-back = Не окупается никогда
head-ltv-beyond = LTV после бюджета
ltv-beyond = Доля LTV, заработанная после срока бюджета
head-still-there = Удержание через месяцев
endless-lives = { $segment }: в { $share } случаев средний срок жизни клиента бесконечен (верные уходят слишком редко, чтобы среднее существовало); LTV учитывает { $months }.
ladder-ruin = разорительно (<2)
ladder-thin = слабо (2+)
ladder-healthy = хорошо (3+)
ladder-excellent = отлично (4+)

## Правила

rules-title = Правила бюджета
rules-note = вероятность, что каждое соблюдено; мерки заданы в [rules]
rules-caption = Вероятность, что каждое правило бюджета соблюдено
all-segments = Все
and-more = и ещё { $count }
head-payback-by = Окуп. к { $month } мес.
payback-within = Окупаемость за { $months }
head-revenue-times = Выручка { $times }x
head-times = { $times }x
head-cac-up-to = CAC до
head-cac-paid = CAC факт.
rule-ltv-to-cac = LTV:CAC среднего клиента когорты — { $ratio } или больше{ $source }.
rule-payback = Окупаемость за { $months }{ $source }.
rule-revenue = Выручка привлечённых клиентов — не менее { $times } расходов на рекламу за срок бюджета{ $source }.
rule-romi = ROMI за срок бюджета — { $romi } или больше: target_romi из [rules]. «CAC до»: сколько может стоить клиент, чтобы соблюсти это с уверенностью { $confidence }.
rule-affordable = чтобы удержать ROMI на уровне { $romi } с уверенностью { $confidence }, клиент может стоить до { $most }; вы платите { $paid } (P50).
source-ltv-to-cac = D. Skok, SaaS Metrics 2.0
source-payback = D. Skok, там же (менее 12 месяцев)
source-revenue = статьи о ROMI (в 4–5 раз; для интернет-торговли обычно 3–5)
source-revenue-short = статьи о ROMI; обычно для интернет-торговли

rules-of-thumb-title = Эмпирические правила рядом с вашими числами
rules-of-thumb-note = в расчёт не входят
head-yours = У вас
head-rule-of-thumb = Правило
thumb-churn = Отток (SaaS)
thumb-churn-established = зрелые SaaS: 5–7 % в год, или до 1 % в месяц
source-churn-established = Bessemer Venture Partners; T. Tunguz, The Innovator's Dilemma for SaaS Startups (крупные клиенты: 0,5–1 % в месяц)
thumb-churn-young = молодые фирмы: 10–15 % в год
source-churn-young = статьи о SaaS; в опросе Pacific Crest 2016 года медиана 10 %
thumb-churn-small = клиенты — малые фирмы: около 5 % в месяц
source-churn-small = T. Tunguz, там же (3–7 % в месяц)
thumb-ltv-to-cac = 3 или больше
thumb-revenue-measure = Выручка к стоимости привлечения
thumb-revenue = в 3–5 раз больше стоимости привлечения
a-month-a-year = { $month } в месяц, { $year } в год
a-year = { $share } в год
a-month-in = { $share } в месяц ({ $month })
so-many-times = в { $times } раза

## План

plan-title = План: клиенты и бюджет рекламы для цели
plan-nobody = План: новые клиенты не нужны: те, кто уже есть, дают целевую прибыль { $target } с уверенностью { $confidence } ({ $here } в этих испытаниях, { $fresh } на новом зерне{ $same }).
plan-clients = План: { $clients ->
    [one] { $clients } новый клиент
    [few] { $clients } новых клиента
   *[many] { $clients } новых клиентов
} и бюджет рекламы { $budget } дают целевую прибыль { $target } с уверенностью { $confidence } ({ $here } в этих испытаниях, { $fresh } на новом зерне{ $same }).
plan-out-of-reach = План: никакой бюджет рекламы до { $most } не даёт целевую прибыль { $target } с уверенностью { $confidence }; лучшее — { $best } при бюджете рекламы { $budget }{ $few }.
plan-same-draws = { " " }из { $count ->
    [one] того же { $count } набора параметров
   *[many] тех же { $count } наборов параметров
}
plan-few-draws = , но { $count ->
    [one] { $count } набора параметров
    [few] { $count } наборов параметров
   *[many] { $count } наборов параметров
} мало, чтобы быть в этом уверенным
at-that-budget = При этом бюджете
at-the-best-budget = При лучшем бюджете
plan-figures-caption = { $place }: бюджет рекламы и прибыль, { $money }
plan-scale = Это привлечение сценария, умноженное на { $scale }.
plan-other-way-round = Нужные клиенты, бюджет рекламы и другие расходы читаются наоборот: осторожная оценка — их P90.
plan-curve-caption = Вероятность цели при разном бюджете рекламы
plan-target = Целевая прибыль
plan-confidence = Требуемая уверенность
plan-required-clients = Нужно клиентов
chance-on-fresh-seed = Вероятность цели на новом зерне
plan-best-chance = Наибольшая вероятность при любом бюджете
plan-best-budget = Бюджет рекламы при наибольшей вероятности
scale-full = Кратность привлечения сценария

## Допущения

assumptions-title = Допущения, как они поняты
assumptions-note = Каждая неопределённая величина разыгрывается один раз за испытание; между P5 и P95 — 90 % её распределения.
head-quantity = Величина
head-family = Распределение
family-fixed = число
family-logit-normal = логит-нормальное
family-lognormal = логнормальное
family-normal = нормальное
family-beta = бета
family-gamma = гамма
family-uniform = равномерное
family-triangular = треугольное
family-metalog = металог
family-metalog-log = металог (логарифмы)
family-metalog-logit = металог (логиты)
family-discrete = дискретное
family-empirical = по данным
family-draws = наборы параметров

## Доверие

trust-title = Насколько можно доверять этим числам
precision-trials = Точность: { $count ->
    [one] { $count } испытание
    [few] { $count } испытания
   *[many] { $count } испытаний
}{ $draws }
precision-draws = { " " }на { $count ->
    [one] { $count } наборе параметров
   *[many] { $count } наборах параметров
}, каждый — группа испытаний
precision-unknown = { $trials }; их слишком мало, чтобы судить о точности.
precision = { $trials }; { $widths } (для прибыли за весь срок; для выручки: среднее { $mean }, P10 { $p10 }, P50 { $p50 }, P90 { $p90 }). Самая большая — { $widest } от своего показателя или от разброса, если он больше. { $methods }
half-widths = полуширина 95 %: { $chance }среднее { $mean }, P10 { $p10 }, P50 { $p50 }, P90 { $p90 }
half-width-of-chance = вероятность { $points } п. п.,
methods-alike = Перцентили обоих показателей { $method }.
methods-differ = Перцентили прибыли { $profit }, перцентили выручки { $revenue }.
method-smoothed = сглажены по точным распределениям испытаний
method-controlled = посчитаны и поправлены по точным распределениям испытаний
method-counted = посчитаны
ended-by-trials = больше { $count ->
    [one] { $count } испытания
   *[many] { $count } испытаний
} проводить нельзя
ended-by-time = { $seconds ->
    [one] { $seconds } секунда истекла
    [few] { $seconds } секунды истекли
   *[many] { $seconds } секунд истекли
} после { $count ->
    [one] { $count } испытания
   *[many] { $count } испытаний
}
ended-with-draws = ; испытания сверх { $count ->
    [one] { $count } набора параметров
   *[many] { $count } наборов параметров
} не знают о параметрах больше, помогли бы новые наборы
precision-not-reached = запрошенная точность { $wanted } не достигнута: { $end }, и точность — { $reached }{ $draws }
of-profit = прибыли
of-revenue = выручки
variance-all-chance = Вся дисперсия { $figure } — случайность клиентов: остальное известно точно.
variance-no-chance = Вся дисперсия { $figure } — от незнания параметров и рынка, случайность клиентов не добавляет ничего.
variance-of-both = Дисперсия { $figure }: { $unknown } — от незнания параметров и рынка, { $chance } — от случайности клиентов.
self-check-exact = Самопроверка пройдена: { $count ->
    [one] { $count } ряд точно совпал с формулой.
    [few] { $count } ряда точно совпали с формулами.
   *[many] { $count } рядов точно совпали с формулами.
}
self-check-passed = Самопроверка пройдена: { $count ->
    [one] { $count } ряд согласуется с формулой
    [few] { $count } ряда согласуются с формулами
   *[many] { $count } рядов согласуются с формулами
}; наибольшее z { $z } ({ $series }), граница { $bound }.
self-check-failed-exact = САМОПРОВЕРКА НЕ ПРОЙДЕНА: { $failures }.
self-check-failed = САМОПРОВЕРКА НЕ ПРОЙДЕНА: { $failures }; наибольшее z { $z } ({ $series }), граница { $bound }. Не пользуйтесь этими числами; пожалуйста, сообщите об этом.
self-check-failures = с формулами расходятся ряды: { $failed } из { $count }{ $first }
self-check-first = , первый — { $series }
series-active = активные клиенты
series-churned = ушедшие клиенты
series-orders = заказы
series-revenue = выручка
series-new-clients = новые клиенты
series-servicing = обслуживание
series-ad-spend = расходы на рекламу
series-acquired-revenue = выручка привлечённых клиентов
series-contribution = прибыль до постоянных расходов и налога на прибыль
series-ltv-cohort-revenue = LTV (выручка)
series-ltv-cohort-net = LTV (за вычетом CAC)
series-ltv-client-revenue = LTV одного клиента (выручка)
series-ltv-client-net = LTV одного клиента (за вычетом CAC)
series-profit = прибыль

## Запуск

run-title = Как повторить этот расчёт
run-scenario = Сценарий
run-currency = Валюта
run-digest = Отпечаток исходных данных
run-seed = Зерно
run-trials = Испытания
run-points = Точки
run-precision = Точность
run-self-check = Самопроверка
run-version = Версия
points-sobol = Соболь, 32 перемешивания
points-latin = латинский гиперкуб, 32 плана
points-random = случайные

## Все показатели

every-figure-of-all = Все показатели: все сегменты
every-figure-of = Все показатели: { $segment }
every-figure-of-plan = Все показатели: план
over-the-whole = За весь срок
chances-caption = Вероятности и другие отдельные числа
client-before-cac = Что оставляет один клиент до вычета CAC
client-repays-cac = Один клиент окупает CAC
infinite-life = Случаи бесконечного среднего срока жизни
retention-by-age = Удержание по месяцам с прихода
earned-by-age = Сколько средний клиент оставил к этому времени, по месяцам с прихода
client-histogram-caption = Клиенты по тому, что они оставляют до вычета CAC
share-of-clients = Доля клиентов

## Чувствительность

sensitivity-title = От чего зависит прибыль
sensitivity-caption = Средняя прибыль при низком и при высоком значении величины
sensitivity-note = Низкое значение — не больше P10 самой величины, высокое — не меньше её P90. Остальное меняется как обычно: связанное с величиной — вместе с ней, а колебания рынка и случайность клиентов усредняются.
head-its-p10 = Её P10
head-its-p90 = Её P90
head-profit-low = Средняя прибыль при низком
head-profit-high = Средняя прибыль при высоком
head-swing = Размах
