# What is said of a log and of the tables beside it.

## How it was understood

read-as = Read as: { $columns }
days-before-months = days before months
months-before-days = months before days
decimal-comma = decimal comma
text-in = text in { $encoding }
headings-below = headings in line { $line }, what stands above them is not read
of-sheet = sheet { $sheet }
columns-not-read = Columns that are not read: { $columns }. Rows count whatever stands there.
sheets-not-read = Sheets that are not read: { $sheets } (--sheet names one).
role-client = client
role-date = date
role-amount = amount
role-segment = segment
role-order = order's number
role-cost = cost of goods
role-currency = currency
role-start = start
role-end = end
role-month = month
role-channel = channel
role-spend = spend
role-new-clients = number of new clients
heading-such-as = a heading such as { $heading }

## Rows that are not used

rows-not-used = { $file }: { $rejected } of { $rows } rows are not used
rows-rejected = { $count } rejected: { $reason }
example-in-line = line { $line }: { $example }
reason-cell-count = more or fewer cells than headings
reason-stray-quotes = held together by stray quotes (write "" for a quote within quotes)
reason-no-client = no client
reason-no-date = no date
reason-bad-date = a date that is none of 1900 to 2199, or not written as the others
reason-after-until = after the last day that is looked at (today, unless --until says another)
reason-before-from = before the first day that is looked at
reason-no-amount = no amount
reason-bad-amount = an amount that is no number
reason-amount-out-of-range = an amount larger than any that can be meant
reason-bad-cost = a cost that is no number, or too large
reason-duplicate = repeats another row
reason-return-without-order = a return of a client without an order before
reason-end-before-start = ends before it starts
reason-bad-count = a count that is no whole number
reason-total = the sum of other rows
reason-long-number = a number of a client or an order too long to be kept whole as a number (more than 15 digits): keep it as a text
bare-number-of-days = Write days as in 2024-01-31: a bare number may count days as spreadsheets do, or seconds.
year-first-or-last = In a date such as 24-01-30 the year may be first or last: if it is last, say --dates day-first or --dates month-first; else write days as in 2024-01-31.

## Why it cannot be read

file-empty = the file is empty: a table has a line of headings, and its rows below it
no-text = this is no text, workbook (XLSX) or Parquet file: its first bytes are those of no table; export the log as CSV, XLSX or Parquet (if it is a text in UTF-16, say --encoding utf-16)
no-rows = there is a line of headings and nothing below it: a table has its rows there
no-headings = the first line holds values and no headings ({ $found }): put a line of names above it, as in client,date,amount
no-use-with-text = { $option } is of use with a text alone, and this is { $format ->
    [XLS] an { $format } file
   *[other] a { $format } file
}: leave it out
no-use-with-workbook = { $option } is of use with a workbook (XLSX) alone, and this is { $format ->
    [XLS] an { $format } file
   *[other] a { $format } file
}: leave it out
line-too-long = line { $line } is longer than { $most } MiB: this is no table, or its lines end in another way; export it again as CSV
too-many-columns = the first line has more than { $most } columns: this is no log, or its columns are parted in another way; say by what with --delimiter
bad-delimiter = { $sign } cannot part columns: name a comma, a semicolon, tab or another sign of ASCII with --delimiter
open-quote = line { $line }: a quote (") is opened there and never closed, which makes all that follows one cell; close or remove it
mixed-encodings = line { $line } is not { $encoding }, as the lines before it are{ $other }: save the whole file in one encoding, or say which it is with --encoding utf-8, utf-16 or windows-1251
looks-like = { " " }(it looks like { $encoding })
broken-compression = the { $format } data break off or are damaged ({ $reason }): compress or fetch the file again
compressed-too-much = the { $format } data become more than { $times } times as large: that is no log; if it is one, unpack it first
bad-format = cannot be read as { $format }: { $reason }
no-sheet = there is no sheet { $sheet }: its sheets are { $sheets }; name one with --sheet
no-column = no column is known to be the { $role }: the first line has { $headings }; name it with { $option } (headings are looked for in the first { $lines } lines)
unknown-column = there is no column { $column } (for { $option }): its columns are { $headings }
several-columns = { $columns } could each be the { $role }: name the one that is meant with { $option }
day-or-month-first = line { $line }: { $example } may have its day or its month first, and no date of the file settles it; say --dates day-first or --dates month-first
days-and-months-mixed = line { $line }: { $example } can only have its day first, and the date in line { $other } only its month: the file mixes both, so that 1/2/2024 means either; export it again, or say --dates day-first or --dates month-first and the others are rejected
thousands-or-decimals = line { $line }: in { $example } the mark may part thousands or decimals, and no amount of the file settles it; say --decimal point or --decimal comma
points-and-commas-mixed = line { $line }: { $example } has a decimal point, and the amount in line { $other } a decimal comma: the file mixes both; export it again, or say --decimal point or --decimal comma and the others are rejected
several-currencies = amounts are in several currencies, { $currencies }, whose sum is none: convert them to one, or leave the rows of one in the file; if a column of currencies is not that of the amounts, say theirs with --currency
currency-in-line = { $currency } (line { $line })
with-others = { $names } and more
too-many-rejected = { $wrong } of { $rows } rows are rejected, { $share } ({ $most } may be): correct the columns or the file, or allow more with --max-rejected
no-row-of-the-days = no row is of the days that are looked at (--from, --until)
day-too-large = client { $client }, { $day }: the amounts of that day come to more than 9.2e12, which cannot be counted; is the column of amounts the right one (--amount)?
no-room-for-rows = there is no room to put rows aside ({ $reason }): free some, or name another folder for that with TMPDIR; a row takes about 30 bytes there
