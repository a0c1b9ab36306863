# Графики: что на них видно, что нарисовано, обозначения, оси, примечания.

## Общее

chart-range = { $low } — { $high }
chart-subtitle = { $what }, { $span }, { $count ->
    [one] { $count } испытание
    [few] { $count } испытания
   *[many] { $count } испытаний
}: { $scenario }
chart-profit-over = прибыль за { $horizon }
chart-since-start = прибыль с начала срока
chart-target = цель
chart-target-of = цель { $target }
chart-median = медиана { $median }
chart-key-median = медиана (P50)
chart-key-inner-band = 50 % (P25–P75)
chart-key-middle-band = 80 % (P10–P90)
chart-key-outer-band = 90 % случаев (P5–P95)
chart-key-cases = 80 % случаев (P10–P90)

## Веера

chart-revenue-a-month = выручка за месяц
chart-profit-a-month = прибыль за месяц
chart-revenue-title = Выручка { $p50 }; в 8 случаях из 10 — от { $p10 } до { $p90 }
chart-profit-title = Прибыль { $p50 }; в 8 случаях из 10 — от { $p10 } до { $p90 }
chart-profit-always = Каждый месяц прибылен не реже чем в 9 случаях из 10
chart-profit-risky = По медиане прибылен каждый месяц; { $risky ->
    [one] { $risky } месяц из { $months } может стать убыточным
    [few] { $risky } месяца из { $months } могут стать убыточными
   *[many] { $risky } месяцев из { $months } могут стать убыточными
}
chart-profit-never = По медиане убыточен каждый месяц
chart-profit-from = По медиане прибыль есть каждый месяц начиная с { $month }
chart-profit-losses = По медиане { $losses ->
    [one] убыточен { $losses } месяц
    [few] убыточны { $losses } месяца
   *[many] убыточны { $losses } месяцев
} из { $months }
chart-cumulative-title = Вероятность цели { $target } — { $chance }; медиана { $median }
chart-target-even = цель, поровну по месяцам
chart-pointwise = Полосы верны для каждого месяца отдельно: плохой месяц — ещё не плохой год, а сумма P10 месяцев — не P10 всего срока.

## Вероятность превышения

chart-exceedance-title = Вероятность цели { $target } — { $chance }, вероятность убытка — { $loss }
chart-exceedance-loss = Вероятность убытка — { $loss }; { $tenth } прибыль ниже { $p10 }
chart-mark = { $name } { $amount }, выше — { $chance }
chart-mark-always = { $amount } почти во всех случаях
chart-mark-target = цель { $target }: вероятность { $chance }
chart-key-exceedance = вероятность не меньшей прибыли
chart-axis-chance = Вероятность
chart-break-even = безубыточность

## План

chart-plan-title = Бюджет рекламы { $budget } даёт цель { $target } с вероятностью { $confidence }
chart-plan-none = Ни один бюджет не даёт цель { $target } с вероятностью { $confidence }; лучшее — { $best }
chart-plan-subtitle = вероятность цели при разном бюджете рекламы
chart-plan-note = Привлечение меняется целиком, помесячно в тех же долях, что в сценарии; клиентская база на начало не меняется.
chart-plan-answer = { $budget }: { $clients ->
    [one] { $clients } клиент
    [few] { $clients } клиента
   *[many] { $clients } клиентов
}
chart-plan-confidence = требуется: { $confidence }
chart-key-chance-of-target = вероятность цели
chart-key-confidence = требуемая уверенность
chart-axis-chance-of-target = Вероятность цели
chart-axis-ad-budget = Бюджет рекламы (среднее)

## Когорты

chart-cohorts-title = { $share } выручки за { $horizon } приносят { $who }
chart-cohorts-all = Всю выручку за { $horizon } приносят { $who }
chart-cohorts-before = клиенты, которые были до начала срока
chart-cohorts-month = клиенты, пришедшие в месяце { $month }
chart-cohorts-first = клиенты, пришедшие за { $count ->
    [1] первый месяц
    [one] первые { $count } месяц
    [few] первые { $count } месяца
   *[many] первые { $count } месяцев
}
chart-cohorts-within = клиенты, пришедшие за это время
chart-cohorts-by-month = средняя выручка по месяцам прихода и оплаты
chart-cohorts-by-step = средняя выручка по срокам прихода и оплаты, шаг — { $step ->
    [one] { $step } месяц
    [few] { $step } месяца
   *[many] { $step } месяцев
}
chart-month-of-joining = Месяц прихода
chart-step-of-joining = Первый из { $step ->
    [one] { $step } месяца прихода
   *[other] { $step } месяцев прихода
}
chart-row-before = раньше
chart-cohorts-note = Средние по испытаниям. Оттенок зависит от квадратного корня из выручки, чтобы были видны и малые когорты.

## Клиенты

chart-client-repays = CAC { $cac } окупают { $share } клиентов
chart-client-repays-leaves = CAC { $cac } окупают { $share } клиентов; медианный клиент оставляет { $median }
chart-client-median = Медианный клиент оставляет { $median }
chart-client-title = Что оставляет один клиент
chart-client-subtitle = что оставляет один клиент до вычета CAC за { $months }
chart-client-note = Один случайный клиент.
chart-client-note-beyond = Один случайный клиент; за краями графика — { $share } клиентов.
chart-client-note-cac = Заголовок — о CAC самого клиента, цвета — о медианном.
chart-median-cac = медианный CAC { $cac }
chart-mark-nearly-all = почти все — { $amount }
chart-key-below-cac = клиенты, не окупившие CAC
chart-key-repays-cac = клиенты, окупившие CAC
chart-axis-share-of-clients = Доля клиентов в столбце
chart-axis-left = Оставляет один клиент до вычета CAC

## Окупаемость

chart-payback-by = CAC { $cac } окупается к { $month }-му месяцу
chart-payback-never = CAC { $cac } окупается к { $month }-му месяцу; в { $never } случаев — никогда
chart-payback-late = CAC { $cac } окупается к { $month }-му месяцу, в 9 случаях из 10 — к { $late }-му
chart-payback-rarely = Вероятность не окупить CAC { $cac } за { $months } — { $never }
chart-payback-earn = Сколько приносят клиенты при CAC { $cac }
chart-payback-free = Привлечение клиентов ничего не стоит
chart-payback-free-earn = Привлечение ничего не стоит; за { $months } клиент приносит { $earned }
chart-payback-subtitle = что приносит средний клиент когорты за { $count ->
    [1] первый месяц
    [one] первые { $count } месяц
    [few] первые { $count } месяца
   *[many] первые { $count } месяцев
}
chart-payback-note = Маржа первой когорты за вычетом обслуживания, без дисконтирования; месяц прихода — первый. Полосы верны для каждого месяца отдельно.
chart-paid = окупается к { $month }-му месяцу (медиана)
chart-paid-never = окупается к { $month }-му месяцу (медиана); никогда — { $never }
chart-key-cac = CAC (медиана, P10–P90)
chart-axis-earned = Принёс один клиент за вычетом обслуживания

## Удержание

chart-still-there = Через { $months } остаётся { $share } клиентов
chart-still-there-two = Через { $months } остаётся: { $a } — { $one }, { $b } — { $two }
chart-still-there-range = Через { $months } остаётся клиентов: { $low } — { $high }
chart-retention-subtitle = Удержание когорты по месяцам с прихода: { $scenario }
chart-retention-note = Первая когорта сегмента, вместе со случайностью её клиентов.
chart-retention-bands = Полосы верны для каждого месяца отдельно.
chart-retention-first = Показано { $shown } из { $count ->
    [one] { $count } сегмента
   *[other] { $count } сегментов
}, без полос.
chart-retention-no-bands = Полос нет: они закрывали бы друг друга.
chart-key-mean = среднее по случаям
chart-axis-still-there = Остаётся клиентов

## Сценарии рядом

chart-comparison-subtitle = { $what }, { $span }, по { $count ->
    [one] { $count } испытанию
    [few] { $count } испытания
   *[many] { $count } испытаний
} на общих случайных числах
chart-chance-of-profit-over = вероятность такой или большей прибыли за { $horizon }
chart-target-chance = цель: { $chance }
chart-own-target = { $target }: { $chance }
chart-both-reach = Оба достигают цели { $target } с вероятностью { $share }
chart-all-reach = Все { $count } достигают цели { $target } с вероятностью { $share }
chart-some-reach = { $count ->
    [one] { $count } сценарий достигает
    [few] { $count } сценария достигают
   *[many] { $count } сценариев достигают
} цели { $target } с вероятностью { $share }; остальные: { $rest }
chart-likelier = { $best } вероятнее достигает цели { $target }: { $share } против { $other }
chart-likeliest = { $best } вероятнее всех достигает цели { $target }: { $share }; остальные: { $rest }
chart-profit-by-scenario = Прибыль по сценариям
chart-scenarios-alike = Почти во всех случаях прибыль сценариев одинакова
chart-two-best = { $one } и { $other } — лучшие с одной и той же вероятностью { $share }
chart-best = { $best } прибыльнее всех с вероятностью { $share }
chart-best-median = { $best } прибыльнее всех с вероятностью { $share }; медиана { $median }
chart-better-of-two = { $best } прибыльнее с вероятностью { $share }; медиана { $one } против { $other }
chart-curves-note = Каждая кривая — об одном сценарии. Как часто один в том же случае прибыльнее другого, по ним не видно.
chart-since-start-by-scenario = Прибыль с начала срока по сценариям
chart-both-end = Медиана на конец срока у обоих одна: { $median }
chart-all-end = Медиана на конец срока у всех одна: { $median }
chart-ahead = { $best } впереди в конце срока: медиана { $one } против { $other }
chart-ends-highest = { $best } в конце срока выше всех: медиана { $median }; остальные: { $rest }
chart-fans-note = Общие части полос не значат, что сценарии равны: на тех же случайных числах один может быть впереди почти всегда.
chart-key-p10-and-p90 = P10 и P90
chart-axis-month-of-each = Месяц с начала каждого сценария

## Причины разницы

chart-median-profit-over = медиана прибыли за { $horizon }
chart-waterfall-subtitle = { $name }: от { $a } к { $b }, по причинам
chart-waterfall-shapley = Вклад причины — среднее по всем порядкам причин (Шепли).
chart-waterfall-cut = Ось начинается не с нуля: столбцы двух медиан обрезаны.
chart-no-difference = { $a } и { $b } не различаются ничем, что влияет на прибыль
chart-no-cause = Разницу { $amount } между { $a } и { $b } не объясняет ни одна причина
chart-cause-of-all = Причина всей разницы — { $cause }: { $amount }
chart-cause-beside-rest = Главная причина — { $cause }, { $amount }; испытаний мало, и { $left } не объяснено
chart-cause-of-most = Причина большей части разницы — { $cause }: { $amount } из { $whole }
chart-cause-largest = Самая большая причина разницы — { $cause }: { $amount } из { $whole }
chart-cause-against-cause = { $main }, { $opposite }; всего { $whole }
chart-key-median-profit = медиана прибыли
chart-key-adds = добавляет
chart-key-takes = отнимает
chart-key-unexplained = не объяснено: мало испытаний

## Меры

chart-added-profit = добавленная прибыль за { $horizon }
chart-best-levers = { $count ->
    [one] { $count } лучшая мера
    [few] { $count } лучшие меры
   *[many] { $count } лучших мер
}
chart-best-pairs = каждая мера отдельно и { $count ->
    [one] { $count } лучшая пара
    [few] { $count } лучшие пары
   *[many] { $count } лучших пар
}
chart-levers-and-pairs = каждая мера отдельно и каждые две вместе
chart-levers-alone = каждая мера отдельно
chart-best-lever = Лучшая мера — { $name }: по медиане { $median }, окупается с вероятностью { $chance }
chart-no-lever = По медиане не окупается ни одна мера; у лучшей, { $name }, вероятность { $chance }
chart-levers-title = Меры и что они добавляют
chart-levers-note = С мерой минус без мер, в каждом испытании, с её затратами; что мера принесёт после этого срока, не учтено.
chart-key-one-lever = медиана, одна мера
chart-key-two-levers = медиана, две вместе
chart-head-median = Медиана
chart-head-pays = Окупается

## Журналы заказов

chart-log-span = { $days }, { $count ->
    [one] { $count } клиент
    [few] { $count } клиента
   *[many] { $count } клиентов
}
chart-how-estimated = Оценка: кто пропускает месяцы между заказами, ещё клиент, как и часть тех, кого больше не видно.
chart-how-nobody-pauses = Никто не пропускает месяцев между заказами: кто перестал, тот ушёл.
chart-how-silence = Подсчёт: клиент ушёл с последним заказом перед слишком долгим молчанием.
chart-how-subscriptions = Подсчёт по месяцам подписок.
chart-still-there-later = Через { $month } остаётся { $share } клиентов, через { $months } — { $later }
chart-half-life = Половина клиентов уходит за { $months } с прихода
chart-cohort-retention-subtitle = Удержание каждой когорты по месяцам с прихода, { $span }
chart-last-cohorts = { $shown ->
    [one] Последняя { $shown } когорта
    [few] Последние { $shown } когорты
   *[many] Последние { $shown } когорт
} из { $count }.
chart-axis-joined = Приход, клиентов
chart-log-retention = Удержание всех когорт вместе, { $span }
chart-log-retention-by-segment = Удержание всех когорт вместе и по сегментам, { $span }
chart-log-retention-by-largest = Удержание всех когорт вместе и по крупнейшим сегментам, { $span }
chart-log-retention-by-year = Удержание всех когорт вместе и по годам прихода, { $span }
chart-line-all = все
chart-line-joined = пришли в { $year }
chart-line-until = { $name }, { $month }-й мес.
chart-best-fifth = Лучшая пятая часть клиентов приносит { $share } выручки
chart-concentration-subtitle = Доля выручки от клиентов, которые заплатили больше всех, { $span }
chart-mark-fifth = { $clients } клиентов: { $share }
chart-key-clients-of-log = клиенты этого журнала
chart-key-even = если бы все платили поровну
chart-axis-share-of-revenue = Доля выручки
chart-axis-best-clients = Доля клиентов, начиная с тех, кто заплатил больше всех

## Торнадо

chart-tornado-title = Больше всего решает { $quantity }: прибыль от { $low } до { $high }
chart-tornado-axis = средняя прибыль за { $horizon }
chart-tornado-note = Низкие и высокие — нижняя и верхняя десятая часть значений самой величины; остальное меняется как обычно, связанное с ней — вместе с ней.
chart-key-low = величина низкая (до её P10)
chart-key-high = величина высокая (от её P90)
chart-key-mean-profit = среднее всех испытаний
hover-low = низкая, до { $value }: { $profit }
hover-high = высокая, от { $value }: { $profit }
