# Сравнение сценариев.

## Причины разницы и её показатели

cause-clients = клиенты
cause-churn = отток
cause-order-rate = частота заказов
cause-order-value = средний чек
cause-margin = маржа
cause-levers = меры
cause-costs = расходы
cause-tax = налог
cause-market = рынок
cause-correlations = корреляции
cause-calendar = календарь
cause-segments = сегменты
cause-sampling = погрешность
measure-target = Вероятность цели, п. п.
measure-loss = Вероятность убытка, п. п.
measure-worst-tenth = Худшая десятая часть, среднее

## Вердикт и начало

comparison-line = { $months }, деньги в { $currency }, по { $count ->
    [one] { $count } испытанию
    [few] { $count } испытания
   *[many] { $count } испытаний
} каждого сценария на одних и тех же розыгрышах, зерно { $seed }.
comparison-best = вероятность, что самую высокую прибыль из { $count ->
    [one] { $count } сценария
   *[many] { $count } сценариев
} даёт { $best }, — { $chance } ({ $others }); при таком выборе в среднем упускается { $regret }
comparison-other = { $scenario } — { $chance }
pair-alone = { $b } и { $a }
pair-same = { $b } и { $a } дают одну и ту же прибыль в каждом испытании
pair-beats = вероятность, что { $b } прибыльнее, чем { $a }, — { $chance }; разница в прибыли: медиана { $median } (P5 { $p5 } .. P95 { $p95 })
because-of = причина — { $cause }{ $against }
because-mostly = главная причина — { $cause }{ $against }
because-in-part = самая большая из причин — { $cause }{ $against }
because-against = , в обратную сторону — { $cause }
written-comparison = Записано в { $folder }: report.html, report.xlsx, compare.json, differences.csv, waterfall.csv, run.json, графики и итоги каждого сценария.

## Рядом

side-by-side-title = Сценарии рядом
drawn-title = Какой может оказаться прибыль

## Выбор

choices-title = Каждый сценарий как выбор, по прибыли
choices-caption = Что даёт каждый сценарий, как часто он лучший и что упускается при таком выборе
choices-note = упущено: насколько больше прибыль лучшего в каждом испытании
chance-to-be-best = Вероятность оказаться лучшим
regret-mean = Упущено в среднем
regret-p95 = Упущено, P95
head-median = Медиана
head-target = Цель
head-best = Лучший
head-regret = Упущено
head-regret-p95 = P95
dominates = сценарий { $scenario } доминирует над сценарием { $over }
dominance-first = В этих испытаниях ({ $count }) { $who } в первом порядке: какую прибыль ни взять, вероятность её достичь не ниже.
dominance-second = В этих испытаниях ({ $count }) { $who } во втором порядке: его предпочтёт тот, кто хочет больше и не любит риска.
dominance-none = В этих испытаниях ({ $count }) ни один сценарий не доминирует над другим ни в первом, ни во втором порядке.

## Разницы

pair-title = { $b } минус { $a }, испытание за испытанием
head-se-apart = ст. ош. врозь
head-higher = Выше
chance-higher = Выше у { $b }
differences-caption = Насколько у { $b } больше, чем у { $a }; деньги в { $money }
se-apart-note = ст. ош. врозь: ошибка средней разницы, если бы каждый сценарий разыгрывался на своём зерне.
waterfall-title = От медианы прибыли сценария { $a } к медиане сценария { $b }
head-step = Шаг
nothing-differs = Всё, что влияет на прибыль, одинаково.
shapley-note = Вклад причины — среднее по всем порядкам причин (Шепли); погрешность — то, что оставляют прогоны по { $count ->
    [one] { $count } испытанию
    [few] { $count } испытания
   *[many] { $count } испытаний
}.
changes-title = Что в файлах сказано по-разному
changes-caption = Что в файлах { $a } и { $b } сказано по-разному
head-key = Ключ
more-changes = и ещё { $count }; все — в compare.json.

## Расчёт и все показатели

run-common = Что общего у всех сценариев
run-scenarios = Что у каждого сценария своё
head-its-name = Название
every-figure-of-pair = Все показатели: { $b } минус { $a }
every-figure-of-choices = Все показатели: каждый сценарий как выбор
regret-caption = Упущено: насколько больше прибыль лучшего в каждом испытании, { $money }
