# Страница.

page-kind = Прогноз выручки и прибыли
page-contents = Содержание
page-skip = К отчёту
page-look-up = Все показатели для справки
page-look-up-note = Каждый показатель за каждый период с перцентилями и погрешностью, которую оставляет конечное число испытаний. То же — в книге report.xlsx и в monthly.csv.
page-sort = Упорядочить по этому столбцу
page-made-by = Составлено программой ltvcast. Страница хранит всё, что показывает, и ничего не запрашивает извне.
hover-or-more = { $value } или больше
hover-chance = вероятность цели { $chance }
hover-clients = клиентов { $clients }
hover-after = Через { $months }

## Книга

sheet-summary = Сводка
sheet-monthly = Месяцы
sheet-quarterly = Кварталы
sheet-percentiles = Перцентили
sheet-segments = Сегменты
sheet-plan = План
sheet-scenarios = Сценарии
sheet-sensitivity = Чувствительность
sheet-inputs = Допущения
sheet-run = Расчёт
sheet-no-plan = Плана нет: в сценарии не задана целевая прибыль, или план не запрашивали.
sheet-one-scenario = Рассчитан один сценарий. Какой из нескольких лучше, насколько, как часто и почему: ltvcast compare.
sheet-no-sensitivity = Все величины заданы точно: прибыль не зависит ни от одной из них.
head-of = Чьё
head-span = Срок
span-month = месяц
span-quarter = квартал
span-year = год
span-whole = весь срок
fan-width = от { $from } до { $to }
head-profit-to-revenue = Прибыль / выручка
head-spend-to-clients = Реклама / новый клиент
