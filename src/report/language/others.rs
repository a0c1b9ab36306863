//! What others say in English alone, in the reader's language: the system of a file, the parser of TOML, the readers of
//! formats. Their words are data here (JSON and English keep them as they are), so these pairs stand beside the tables of
//! messages and not in them. What has no pair is quoted, so that nobody takes it for ours.

use super::Language;
use std::io::{self, ErrorKind};

impl Language {
    /// A reason that something else gave in English.
    pub fn said_by_others(self, message: &str) -> String {
        match self {
            Self::English => message.to_owned(),
            Self::Russian => in_russian(message).unwrap_or_else(|| format!("«{message}»")),
        }
    }

    /// A reason of the system.
    pub fn said_by_system(self, error: &io::Error) -> String {
        match self {
            Self::English => error.to_string(),
            Self::Russian => match of_kind(error.kind()) {
                // With words of its own the error may say more than its kind does.
                Some(words) if error.get_ref().is_none() => words.to_owned(),
                _ => self.said_by_others(&error.to_string()),
            },
        }
    }
}

fn in_russian(message: &str) -> Option<String> {
    let paired = |message: &str| REASONS.iter().find(|(english, _)| *english == message);
    if let Some((_, russian)) = paired(message) {
        return Some((*russian).to_owned());
    }
    if let Some(number) = message.split_once("(os error ").map(|(_, number)| number.trim_end_matches(')')) {
        let kind = io::Error::from_raw_os_error(number.parse().ok()?).kind();
        return of_kind(kind).map(str::to_owned);
    }
    if let Some(format) = message.strip_prefix("inside ") {
        return Some(format!("внутри {format}"));
    }
    let (slip, expected) = message.split_once(", expected ").map_or((message, None), |(a, b)| (a, Some(b)));
    let (_, russian) = SLIPS.iter().find(|(english, _)| *english == slip)?;
    // Of what was expected only signs need no words.
    let sign = expected.filter(|sign| sign.len() > 2 && sign.starts_with('`') && sign.ends_with('`'));
    Some(sign.map_or_else(|| (*russian).to_owned(), |sign| format!("{russian}, нужно {sign}")))
}

/// Why the system does not do what it was asked.
fn of_kind(kind: ErrorKind) -> Option<&'static str> {
    let words = match kind {
        ErrorKind::NotFound => "такого файла или папки нет",
        ErrorKind::PermissionDenied => "нет прав доступа",
        ErrorKind::AlreadyExists => "такой файл или папка уже есть",
        ErrorKind::IsADirectory => "это папка",
        ErrorKind::NotADirectory => "часть пути — не папка",
        ErrorKind::DirectoryNotEmpty => "папка не пуста",
        ErrorKind::ReadOnlyFilesystem => "диск доступен только для чтения",
        ErrorKind::StorageFull => "на диске нет места",
        ErrorKind::QuotaExceeded => "исчерпана квота диска",
        ErrorKind::FileTooLarge => "файл слишком велик для диска",
        ErrorKind::InvalidFilename => "недопустимое или слишком длинное имя файла",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "файл занят",
        ErrorKind::OutOfMemory => "не хватает памяти",
        ErrorKind::UnexpectedEof => "данные обрываются",
        ErrorKind::TimedOut => "истекло время ожидания",
        ErrorKind::Unsupported => "система этого не умеет",
        _ => return None,
    };
    Some(words)
}

/// Reasons that are whole sentences of this project: why a file is not read, why a workbook or a Parquet file is none.
const REASONS: [(&str, &str); 22] = [
    ("it is a folder", "это папка"),
    ("it is not UTF-8 text", "это не текст в UTF-8"),
    ("it is larger than 256 MiB", "он больше 256\u{A0}МиБ"),
    (
        "it is no plain file, and a log is read more than once: write it to a file first",
        "это не обычный файл, а журнал читается несколько раз: сначала сохраните его в файл",
    ),
    ("No such file", "такого файла нет"),
    ("stream did not contain valid UTF-8", "это не текст в UTF-8"),
    ("it is encrypted: save it without a password", "он зашифрован: сохраните его без пароля"),
    (
        "a workbook of before 2007: save it as .xlsx",
        "это книга старого вида, до 2007 года: сохраните её как .xlsx",
    ),
    ("it is no workbook", "это не книга"),
    ("it has too many parts", "в нём слишком много частей"),
    ("a workbook in binary: save it as .xlsx", "это двоичная книга: сохраните её как .xlsx"),
    ("a workbook of OpenDocument: save it as .xlsx", "это книга OpenDocument: сохраните её как .xlsx"),
    ("a document, not a workbook", "это документ, а не книга"),
    ("an archive without a workbook: unpack it first", "это архив без книги: сначала распакуйте его"),
    ("it has no column of plain values", "в нём нет столбца простых значений"),
    ("it is too short", "он слишком короткий"),
    ("it is encrypted", "он зашифрован"),
    (
        "it does not end as a Parquet file does: it may be cut off",
        "он кончается не так, как файл Parquet: возможно, он обрезан",
    ),
    ("its footer is too large", "его оглавление слишком велико"),
    ("its footer is larger than the file", "его оглавление больше самого файла"),
    ("a row group has less than no rows", "в одной из групп отрицательное число строк"),
    ("corrupt deflate stream", "сжатый поток испорчен"),
];

/// Slips that the parser of TOML finds.
const SLIPS: [(&str, &str); 36] = [
    ("key with no value", "у ключа нет значения"),
    ("missing value for key", "у ключа нет значения"),
    ("missing value", "не хватает значения"),
    ("invalid value", "такого значения не бывает"),
    ("invalid basic string", "текст в кавычках не закончен или испорчен"),
    ("invalid multi-line basic string", "текст в тройных кавычках не закончен или испорчен"),
    ("invalid literal string", "текст в кавычках не закончен или испорчен"),
    ("missing opening quote", "не хватает открывающей кавычки"),
    ("invalid boolean", "текст без кавычек, похожий на логическое значение"),
    ("string values must be quoted", "это не число, не дата и не текст в кавычках"),
    ("missing escaped value", "после обратной косой черты ничего нет"),
    ("too few unicode value digits", "в коде символа слишком мало цифр"),
    ("unclosed table", "скобка таблицы не закрыта"),
    ("unclosed array table", "двойная скобка таблицы не закрыта"),
    ("unclosed inline table", "фигурная скобка не закрыта"),
    ("unclosed array", "квадратная скобка списка не закрыта"),
    ("missing table open", "скобка таблицы не открыта"),
    ("missing array opening", "скобка списка не открыта"),
    ("missing inline table opening", "фигурная скобка не открыта"),
    ("missing comma between array elements", "между значениями списка не хватает запятой"),
    ("missing comma between key-value pairs", "между ключами не хватает запятой"),
    ("extra comma in array", "в списке лишняя запятая"),
    ("extra comma in inline table", "в таблице лишняя запятая"),
    ("missing assignment between key-value pairs", "между ключом и значением не хватает `=`"),
    ("extra assignment between key-value pairs", "между ключом и значением лишний знак `=`"),
    ("extra `=`", "лишний знак `=`"),
    ("unexpected `=` in array", "в списке лишний знак `=`"),
    ("unexpected key or value", "здесь лишний ключ или лишнее значение"),
    ("unexpected content", "здесь лишний текст"),
    ("invalid unquoted key", "такой ключ пишут в кавычках"),
    ("unquoted keys cannot be empty", "ключ пуст"),
    ("invalid date", "такой даты не бывает"),
    ("unexpected leading zero", "число начинается с лишнего нуля"),
    ("redundant numeric sign", "у числа лишний знак"),
    ("`_` may only go between digits", "знак `_` стоит только между цифрами"),
    ("integer number overflowed", "число слишком велико"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_known_by_its_number() {
        let error = std::fs::read("no/such/file").expect_err("there is none");
        for said in [error.to_string(), format!("{error}")] {
            assert_eq!(Language::Russian.said_by_others(&said), "такого файла или папки нет");
            assert_eq!(Language::English.said_by_others(&said), said);
        }
        assert_eq!(Language::Russian.said_by_system(&error), "такого файла или папки нет");
        let own = io::Error::new(ErrorKind::IsADirectory, "it is a folder");
        assert_eq!(Language::Russian.said_by_system(&own), "это папка");
    }

    #[test]
    fn what_nobody_foresaw_is_quoted() {
        assert_eq!(Language::Russian.said_by_others("record 2 is odd"), "«record 2 is odd»");
        assert_eq!(Language::Russian.said_by_others("inside gzip"), "внутри gzip");
    }

    /// The pairs are found by what others say word for word.
    #[test]
    fn slips_of_toml_are_known() {
        for (text, said) in [
            ("a", "у ключа нет значения, нужно `=`"),
            ("a = ", "это не число, не дата и не текст в кавычках"),
            ("a = \"b", "текст в кавычках не закончен или испорчен, нужно `\"`"),
            ("[a", "скобка таблицы не закрыта, нужно `]`"),
            ("a = [1, 2", "квадратная скобка списка не закрыта, нужно `]`"),
            ("a = { b = 1", "фигурная скобка не закрыта, нужно `}`"),
            ("a = [1 2]", "это не число, не дата и не текст в кавычках"),
            ("a = 2027-", "такой даты не бывает"),
            ("a = text", "текст без кавычек, похожий на логическое значение, нужно `true`"),
        ] {
            let (_, errors) = toml::de::DeTable::parse_recoverable(text);
            let message = errors[0].message();
            assert_eq!(Language::Russian.said_by_others(message), said, "{text}: {message}");
        }
    }

    #[test]
    fn reasons_of_this_project_are_said_somewhere() {
        let sources = [
            include_str!("../failure/mod.rs"),
            include_str!("../../data/table/xlsx/guard.rs"),
            include_str!("../../data/table/parquet/mod.rs"),
        ];
        let of_others = ["No such file", "stream did not contain valid UTF-8", "corrupt deflate stream"];
        for (english, _) in REASONS.iter().filter(|(english, _)| !of_others.contains(english)) {
            assert!(sources.iter().any(|source| source.contains(english)), "nobody says {english:?}");
        }
    }
}
