# Страница.

page-kind = Прогноз выручки и прибыли
page-kind-comparison = Сравнение сценариев
page-contents = Содержание
page-skip = К отчёту
page-look-up = Все показатели для справки
page-look-up-note = Каждый показатель за каждый период с перцентилями и погрешностью, которую оставляет конечное число испытаний. То же — в книге report.xlsx и в monthly.csv.
page-look-up-note-comparison = Каждый показатель каждого сценария, каждая разница и упущенная прибыль с перцентилями и погрешностью, которую оставляет конечное число испытаний. То же — в книге report.xlsx, в compare.json и differences.csv.
page-sort = Упорядочить по этому столбцу
page-made-by = Составлено программой ltvcast. Страница хранит всё, что показывает, и ничего не запрашивает извне.
hover-or-more = { $value } или больше
hover-chance = вероятность цели { $chance }
hover-clients = клиентов { $clients }
hover-month = Месяц { $month }
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
sheet-waterfall = Водопад
sheet-no-waterfall = Водопада нет: его не запрашивали, или медианы не существует.
sheet-no-changes = В файлах сказано одно и то же.
waterfall-ends = Медиана прибыли
waterfall-from = Шаг начинается с
waterfall-high = Высший уровень
waterfall-low = Низший уровень
waterfall-to = Шаг кончается на
head-of = Чьё
head-span = Срок
span-month = месяц
span-quarter = квартал
span-year = год
span-whole = весь срок
fan-width = от { $from } до { $to }
head-profit-to-revenue = Прибыль / выручка
head-spend-to-clients = Реклама / новый клиент
page-kind-history = Что говорит журнал заказов
page-look-up-note-history = Каждая когорта по возрасту; то же — в книге report.xlsx и в cohorts.csv.
sheet-cohorts = Когорты
page-kind-levers = Меры по порядку
page-look-up-note-levers = Каждый показатель каждой меры с перцентилями и погрешностью, которую оставляет конечное число испытаний. То же — в книге report.xlsx и в levers.csv.
