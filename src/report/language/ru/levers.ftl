# Меры по порядку.

levers-line = { $scenario }: { $months } начиная с { $start }, деньги в { $currency }, { $count ->
    [one] { $count } испытание
    [few] { $count } испытания
   *[many] { $count } испытаний
}, зерно { $seed }. Прибыль без мер: медиана { $median }.
levers-added-note = Прибавка — прибыль с мерой минус прибыль без мер, испытание за испытанием, с учётом расходов на меру.
levers-pays-note =
    Окупится: доля испытаний, в которых мера за срок бюджета приносит не меньше, чем стоит. Окупаемость: к концу
    какого месяца, считая с её первого, она это принесла; что будет после срока, не считается.
levers-none = Мер нет: выбирать не из чего.
levers-none-adds = В медиане ни одна мера не прибавляет прибыли; вероятность, что окупится лучшая из них, «{ $lever }», — { $chance }
levers-best = Больше всех прибавляет мера «{ $lever }»: медиана { $median }, вероятность окупиться — { $chance }
levers-best-pair = ; из пар — «{ $pair }»: { $median }
lever-costs-more = «{ $lever }»: вероятность, что мера стоит больше, чем приносит, — { $chance }; в медиане { $median }.
more-levers = и ещё { $count } — в levers.csv.
written-levers = Записано в { $folder }: report.html, report.xlsx, levers.json, levers.csv, графики.
head-lever = Мера
head-two-levers = Две вместе
head-added-p50 = Прибавка P50
head-pays = Окупится
head-payback = Окупаемость
head-cost = Расходы
levers-alone-title = Каждая мера отдельно
levers-pairs-title = Каждые две вместе
levers-meaning-title = Как это читать
levers-without = Без мер
levers-added = Прибавка к прибыли
added-profit-of = Прибавка к прибыли, { $level }
chance-to-pay = Вероятность окупиться
mean-cost = Расходы
every-figure-of-levers = Все показатели всех мер
