# Что не так со сценарием или значением и как было бы верно.

## Вокруг ошибки

warning = предупреждение
help = подсказка
extended-by = его расширяет { $file }
command-line = командная строка
count-of-problems = { $count ->
    [one] { $count } ошибка
    [few] { $count } ошибки
   *[many] { $count } ошибок
}
count-of-warnings = { $count ->
    [one] { $count } предупреждение
    [few] { $count } предупреждения
   *[many] { $count } предупреждений
}
no-problems = ошибок нет

## Файлы

cannot-be-read = не читается: { $reason }
not-utf8 = это не текст в UTF-8: байт { $byte } не принадлежит ни одному символу; сохраните файл в UTF-8
base-empty = в файле { $text } нечего расширять: он пуст
scenario-empty = файл пуст: сценарию нужны хотя бы `name`, `currency`, `start`, `months` и `[[segment]]`
base-too-long = размер файла { $text } в байтах — { $bytes }; у сценария он не больше { $most }
scenario-too-long = размер в байтах — { $bytes }; у сценария он не больше { $most }
too-much-memory = нужно около { $needed } памяти, а есть { $available }
gigabytes = { $size } ГБ
megabytes = { $size } МБ
not-toml = здесь не TOML: { $reason }
base-unreadable = файл { $text } не читается: { $reason }; путь считается от папки того файла, в котором он записан
extends-circle = эти файлы расширяют друг друга по кругу: { $chain }; уберите один из `extends`
extends-too-many = здесь цепочка файлов становится длиннее { $most }; их может быть { $most }, считая первый
no-segment-to-change = в { $base } нет сегмента { $text }, который можно изменить

## Ключи и виды значений

duplicate-key = `{ $key }` встречается здесь второй раз; ключ или таблица бывает один раз
unknown-key = ключа `{ $key }` здесь не бывает
missing-key = здесь не хватает ключа `{ $key }`
wrong-type = здесь нужно другое: { $expected }, а стоит { $found }
type-string = текст
type-range = диапазон
type-integer = число
type-float = число с точкой или степенью
type-boolean = `true` или `false`
type-datetime = дата
type-array = список
type-table = таблица
shape-text = текст в кавычках
shape-number = число, например { $first } или { $second }
shape-whole-number = целое число без кавычек
shape-list = список, например { $example }
shape-tables = список таблиц: { $first } в двойных скобках или { $second }
shape-table = таблица, например { $example }
shape-quantity = величина, например { $first } или { $second }
shape-churn = закон оттока, например { $first } или { $second }
shape-orders = закон заказов, например { $first } или { $second }
shape-order-value = закон сумм заказов, например { $first } или { $second }
shape-tax = налог, например { $example }
noun-churn = закон оттока
noun-orders = закон заказов
noun-order-value = закон сумм заказов
noun-tax = налог
noun-quantity = величина
noun-value = значение
unknown-form = { $text } — не { $noun }: по ключам должна узнаваться ровно одна из форм
not-a-choice = { $text } — не из тех слов, которые могут здесь стоять
not-a-month = { $text } — не месяц 1900–2200 годов, записанный в кавычках: "2027-01"

## Числа и списки

not-a-number-in-file = { $text } — не число; числа пишут так: 1200, `1_200.5` или в кавычках с единицей: "5%", "40K", "12.5M"
not-a-number = { $text } — не число; числа пишут так: 1200, `1_200.5`, 5%, `40K`, `12.5M`, диапазон — `500 to 600`
not-finite = { $text } — не конечное число, с которым можно работать
out-of-range = { $text } вне допустимых границ: { $kind } { $range }
kind-share = доля
kind-money = сумма денег
kind-count = число клиентов
kind-rate = частота
kind-shape = этот параметр
kind-growth = годовая ставка
kind-return = отдача
kind-correlation = корреляция
kind-months = число месяцев
kind-number = число
range-of-share = — от { $low } до { $high }, например 0.05 или "5%"
range-not-negative = — без минуса и не больше { $high }
range-between = — от { $low } до { $high }
count-out-of-range = { $text } вне допустимых границ: нужно целое число от { $low } до { $high }
list-length = в списке { $found ->
    [one] { $found } значение
    [few] { $found } значения
   *[many] { $found } значений
}, а должно быть { $expected }
empty-list = список пуст, а нужно хотя бы одно значение
too-many-entries = здесь { $found ->
    [one] { $found } запись
    [few] { $found } записи
   *[many] { $found } записей
}, а может быть не больше { $most }
too-many-dimensions = здесь { $found ->
    [one] { $found } неопределённое число
    [few] { $found } неопределённых числа
   *[many] { $found } неопределённых чисел
} (величины и месяцы траектории рынка), а измерений у точек Соболя — { $most }; остальное разыгрывается случайно

## Имена, сегменты, меры

bad-name = { $text }: нужен текст длиной от 1 до { $most } символов, без переносов строк и управляющих символов
reserved-name = { $text } — имя другой части файла; сегменту нужно своё
duplicate-name = { $text } — уже имя другого сегмента ({ $line }); имена не повторяются
duplicate-lever = { $text } — уже имя другой меры ({ $line }); имена не повторяются
at-line = строка { $line }
at-line-of = строка { $line } файла { $file }
unknown-segment = сегмента { $text } нет
named-twice = { $text } уже есть в этом списке
outside-horizon = { $text } — вне срока бюджета, с { $first } по { $last }; мера без `to` действует и после него
window-reversed = { $text } — раньше первого месяца меры
order-rate-of-subscription = за подписку платят раз в месяц, и частоты заказов у неё нет; уберите это или назовите в `segments` только те сегменты, где делают заказы

## Клиенты, которые заказывают, пока не уйдут

churn-beside-orders = закон из `orders` уже говорит, кто уходит; второму закону оттока рядом с ним нет места
churn-not-in-orders = закон из `orders` не говорит, кто уходит; задайте закон оттока или такой закон заказов, который это говорит
only-of-buying = истории и суммы отдельных клиентов бывают только при таком законе в `orders`, который ведёт клиента до его ухода
opening-without-history = этому закону в `orders` нужна история каждого клиента, который уже есть; такой файл `fit` пишет по журналу заказов
impossible-history = строка { $row } — не история клиента: `frequency` — целое число, `recency_days` не больше `age_days`, а у клиента без повторных заказов `recency_days` и `mean_value` равны 0
lever-not-on-buying = клиентам, которые заказывают и уходят когда хотят, не предлагают договор и их не возвращают; назовите в `segments` только сегменты с законом оттока

## Распределения

reversed = { $text }: числа должны возрастать от нижнего конца к верхнему
percent-on-one-end = { $text }: на одном конце стоит знак процента, на другом его нет
share-at-edge = { $text }: один из концов — 0 или 1, а перцентиль доли не может быть на краю
at-edge = { $text }: один из концов — 0, а перцентиль здесь не может быть на краю ({ $kind })
infeasible-percentiles = таких трёх перцентилей нет ни у одного гладкого распределения: медиана лежит на { $ratio } пути от P10 до P90 (в собственной шкале поля), а должна лежать между { $low } и { $high }
heavy-tail = у распределения с этими тремя перцентилями нет дисперсии: коэффициент хвоста — { $coefficient }, а должен быть меньше { $most }
no-room-for-sd = при среднем 0, а у доли и при среднем 1, для стандартного отклонения нет места
sd-too-large = у доли с таким средним не бывает такого стандартного отклонения: оно должно быть меньше { $limit }
leaves-domain = это распределение ({ $family }) вышло бы за границы в { $share } % розыгрышей: { $kind } { $range }
empty-truncation = { $text } оставляет { $kept } % распределения, а нужно оставить не меньше { $least } %
truncated-number = известное число нельзя усечь: усекают только неопределённое
truncated-draws = наборы параметров берутся построчно, и в строке есть значения других величин; ненужные строки уберите из файла
too-few-draws = в файле { $found ->
    [one] { $found } набор параметров
    [few] { $found } набора параметров
   *[many] { $found } наборов параметров
}; самое меньшее — { $least }, а хорошее число — 512
draws-left-out = из { $found } наборов параметров взяты первые { $used }: стандартные ошибки считаются по 32 группам с равным числом наборов
no-weight = сумма весов должна быть больше 0
seasonality-mean = среднее двенадцати множителей должно быть 1, а сейчас оно { $mean }
seasonality-on-subscription = за подписку платят каждый месяц, и сезонности у неё нет; уберите её
data-unreadable = файл данных { $text } не читается: { $reason }
data-column = в файле данных нет столбца "{ $column }"
data-empty = в файле данных { $text } под заголовками нет строк
data-cell = в файле данных { $text } стоит "{ $cell }" (строка { $row }), а это не число для этого поля
draws-outside-scenario = наборы параметров связаны построчно только внутри сценария; здесь возьмите один столбец: `data` вместо `draws`

## Корреляции

unknown-quantity = величины { $text } нет
plain-number-correlated = { $text } — здесь известное число; вместе с другим может меняться только неопределённое
draws-correlated = { $text } разыгрывается вместе с другими столбцами своего файла, построчно; больше ни с чем её связать нельзя
correlated-with-itself = величина не может коррелировать сама с собой
correlated-twice = корреляция этой пары уже задана ({ $line })
impossible-correlations = ни у какого совместного распределения нет всех этих корреляций сразу: друг другу противоречат { $members } (наименьшее собственное значение матрицы копулы, `2 sin(pi rho / 6)`, равно { $eigenvalue })

## Предупреждения и остальное

too-many-problems = и ещё { $more ->
    [one] { $more } ошибка, которая здесь не показана
    [few] { $more } ошибки, которые здесь не показаны
   *[many] { $more } ошибок, которые здесь не показаны
}
market-touches-nothing = потрясение рынка ничего не меняет: оно нулевое или умножает заказы там, где во всех сегментах подписка
lever-does-nothing = мера ничего не меняет и ничего не стоит; задайте ей действие, например { $example }
no-clients = ни в одном сегменте никогда нет клиентов: все `new_clients` и `opening` равны 0
looks-like-percent = { $text } означает { $percent } % в год
nothing-to-scale = все `new_clients` равны 0, и у плана нет привлечения, которое можно менять

## Как было бы верно

did-you-mean = может быть, `{ $name }`?
segment-needs-too = новому сегменту нужны ещё { $keys }
write = напишите { $text }
one-of = что-то одно: { $options }
if-not-meant = если имелось в виду другое, напишите { $text }
pert-may-end-there = PERT может там кончаться: { $pert }
pert-or-truncate = задайте концы и самое вероятное значение, { $pert }, или добавьте к перцентилям { $truncate }
truncate-or-moments = добавьте { $truncate } или задайте { $moments } без названия распределения: тогда возьмётся такое, которое не выходит за границы
median-between = при таких концах `p50` — между { $low } и { $high }
not-below = число не меньше { $low }
between = от { $low } до { $high }
any-one-mends = хватит любой одной из этих правок: { $mends }
mend-stated = { $first } и { $second }: измените корреляцию, от { $low } до { $high }
mend-unstated = { $first } и { $second }: задайте корреляцию, от { $low } до { $high }
less-helps = поможет меньше месяцев, сегментов или потоков
fewer-trials = { $trials ->
    [one] поместится { $trials } испытание
    [few] поместятся { $trials } испытания
   *[many] поместится { $trials } испытаний
}; поможет и меньше месяцев или сегментов
latin-points = у латинского гиперкуба их столько, сколько нужно: напишите { $points } в `[simulation]`
