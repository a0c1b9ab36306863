# Что говорят короткие команды, и ход работы.

## Ход работы

simulating-to = Испытания: точность { $reached }, нужна { $wanted }
progress-left = осталось { $time }
stage-simulating = Испытания
stage-summarising = Подведение итогов
stage-planning = Поиск плана
stage-verifying = Проверка плана
stage-attributing = Поиск причин
stage-reading = Чтение
stage-grouping = Сбор по клиентам
stage-counting = Подсчёт
stage-fitting = Подбор моделей
stage-weighing = Взвешивание наборов
stage-telling = Запись испытаний
stage-scoring = Оценка клиентов

## Файлы прогноза

written-forecast = Записано в { $folder }: report.html, report.xlsx, summary.json, run.json, monthly.csv, ltv.csv, графики.
written-trials = Каждое испытание — в { $file }: его показатели и значения величин.

## Журнал-образец

sampled = { $file }: { $orders ->
    [one] { $orders } заказ
    [few] { $orders } заказа
   *[many] { $orders } заказов
}, клиентов — { $clients }, с { $from } по { $to }, всего на { $revenue }
sampled-returns = ; возвратов — { $count }
sampled-dirty = ; намеренно испорченных строк — { $count }
sampled-joined = Пришло или вернулось клиентов: { $count }; тех, кто так и не заказал, в журнале заказов нет.
sampled-without-opening = Клиентов начальной базы в журнале нет: они пришли раньше, чем он начинается (с --opening закажут и они).
sampled-next = Что он говорит: ltvcast metrics { $file }

## Проверенный сценарий

check-valid = { $scenario }: сценарий верен.
check-extends = дополняет { $file }
check-which-extends = , который дополняет { $file }
check-line = { $months } начиная с { $start }, LTV за { $lifetime }, деньги в { $currency }, { $count ->
    [one] { $count } испытание
    [few] { $count } испытания
   *[many] { $count } испытаний
}.

## Вопросы о новом сценарии

ask-welcome =
    Шесть вопросов — и у вас свой сценарий. Везде можно ответить числом; диапазон, например
    «{ $range }», говорит, что значение лежит в нём с уверенностью 90 %. Пустой ответ — это то,
    что стоит в [скобках]; Ctrl-C завершает без файла.
ask-currency = Валюта, код: RUB, USD, EUR…
ask-payment = Как платят клиенты? «{ $subscription }» — подписка, каждый месяц; или число заказов клиента в месяц, например { $range }
ask-churn = Какая доля клиентов уходит за месяц, например { $share } или { $range }
ask-payment-a-month = Сколько клиент платит в месяц
ask-order-value = Какой средний чек
ask-cac = Сколько стоит привлечь клиента (CAC)
ask-target = Какую прибыль вы хотите получить за год
remedy-payment = подсказка: напишите { $subscription } или сколько заказов в месяц делает клиент
no-file-written = Файл не записан.
upper-end-taken = План нацелен на верхний конец диапазона { $range }: { $end }.
written-starter = Записано в { $file }. Дальше:
next-simulate = год по месяцам и план
next-check = как понята каждая величина

## Ошибки командной строки

usage-error = ошибка: { $what }
usage-line = Как пишут: { $usage }
usage-help = Подробнее — с ключом `--help`.
usage-unknown = ключа или слова «{ $argument }» здесь не бывает
usage-no-command = команды «{ $command }» нет
usage-missing = не хватает:{ $arguments }
usage-no-value = у «{ $argument }» нет значения
usage-invalid = значение «{ $value }» не годится для «{ $argument }»
usage-twice = «{ $argument }» можно задать только один раз
usage-conflict = «{ $argument }» и «{ $other }» вместе не задают
usage-too-many = значение «{ $value }» лишнее: у «{ $argument }» их не бывает столько
usage-beyond = : { $value } не входит в { $range }
usage-no-digits = : это не целое число
usage-because = : { $reason }
usage-possible = [можно: { $values }]
usage-like-argument = подсказка: есть похожий ключ — «{ $argument }»
usage-like-command = подсказка: есть похожая команда — «{ $command }»
usage-like-value = подсказка: есть похожее значение — «{ $value }»
