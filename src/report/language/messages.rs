//! The tables of messages, and what puts values into them.

use super::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

type Bundle = FluentBundle<FluentResource>;

/// The tables of a language, by their files' names.
pub(super) fn tables(language: Language) -> &'static [(&'static str, &'static str)] {
    macro_rules! of {
        ($folder:literal: $($name:literal)*) => {
            &[$(($name, include_str!(concat!($folder, "/", $name, ".ftl")))),*]
        };
    }
    match language {
        Language::English => {
            of!("en": "words" "forecast" "page" "charts" "problems" "failures" "log" "compare" "levers"
            "calculator" "metrics" "fit" "score" "commands")
        }
        Language::Russian => {
            of!("ru": "words" "forecast" "page" "charts" "problems" "failures" "log" "compare" "levers"
            "calculator" "metrics" "fit" "score" "commands")
        }
    }
}

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::English));
static RUSSIAN: LazyLock<Bundle> = LazyLock::new(|| bundle(Language::Russian));

fn bundle(language: Language) -> Bundle {
    let tag: LanguageIdentifier = language.code().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![tag]);
    // The marks that keep scripts apart would stand in every terminal and cell; names lose what steers text before.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::English => |value, _| number(Language::English, value),
        Language::Russian => |value, _| number(Language::Russian, value),
    }));
    for (_, table) in tables(language) {
        // What of a table cannot be read is left out; the tests find it before anyone else does.
        let table = FluentResource::try_new((*table).to_owned()).unwrap_or_else(|(read, _)| read);
        bundle.add_resource_overriding(table);
    }
    bundle
}

/// Numbers are given where a plural depends on them; they are whole.
fn number(language: Language, value: &FluentValue) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(language.whole(number.value)),
        _ => None,
    }
}

/// A message with its values; `say!` calls it.
pub fn message(language: Language, id: &str, values: &FluentArgs) -> String {
    let bundle = match language {
        Language::English => &*ENGLISH,
        Language::Russian => &*RUSSIAN,
    };
    let Some(pattern) = bundle.get_message(id).and_then(|message| message.value()) else {
        debug_assert!(false, "no message {id} in {}", language.code());
        return id.to_owned();
    };
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(values), &mut errors).into_owned();
    debug_assert!(errors.is_empty(), "{id} in {}: {errors:?}", language.code());
    // A sentence that ends with an abbreviation has one full stop.
    if language == Language::Russian { text.replace("тыс..", "тыс.") } else { text }
}

/// A sentence in a language: `say!(language, "verdict-target", chance = chance, target = target)`. Values are texts, or
/// whole numbers where a plural depends on them.
macro_rules! say {
    ($language:expr, $id:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        #[allow(unused_mut, reason = "a message may have no values")]
        let mut values = fluent_bundle::FluentArgs::new();
        $(values.set(stringify!($name), $value);)*
        $crate::report::language::message($language, $id, &values)
    }};
}
pub(crate) use say;
