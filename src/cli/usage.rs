//! Slips of the command line itself, in the reader's language: what clap found, in our sentences. Help, version, and
//! what clap finds beyond these stay in its own words.

use crate::report::language::{Language, say};
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::error::Error as _;

/// What went wrong, how the command is used, and where help is; none of what is no slip, or none of ours.
pub(super) fn complaint(error: &Error, language: Language) -> Option<String> {
    let mut text = say!(language, "usage-error", what = sentence(error, language)?) + "\n";
    for tip in tips(error, language) {
        text += &format!("\n  {tip}\n");
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.strip_prefix("Usage:").unwrap_or(&usage).trim();
        text += &format!("\n{}\n", say!(language, "usage-line", usage = usage));
    }
    Some(text + "\n" + &say!(language, "usage-help") + "\n")
}

fn sentence(error: &Error, language: Language) -> Option<String> {
    let of = |kind| words(error, kind);
    let argument = of(ContextKind::InvalidArg).join(" ");
    let value = of(ContextKind::InvalidValue).join(" ");
    Some(match error.kind() {
        ErrorKind::UnknownArgument => say!(language, "usage-unknown", argument = argument),
        ErrorKind::InvalidSubcommand => {
            let command = of(ContextKind::InvalidSubcommand).join(" ");
            say!(language, "usage-no-command", command = command)
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = of(ContextKind::InvalidArg);
            let missing: Vec<String> = missing.iter().map(|argument| format!("\n  {argument}")).collect();
            say!(language, "usage-missing", arguments = missing.concat())
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            say!(language, "usage-no-value", argument = argument) + &possible(error, language)
        }
        ErrorKind::InvalidValue => {
            say!(language, "usage-invalid", value = value, argument = argument) + &possible(error, language)
        }
        ErrorKind::ValueValidation => {
            let reason = error.source().map_or_else(String::new, |source| reason(source, language));
            say!(language, "usage-invalid", value = value, argument = argument) + &reason
        }
        ErrorKind::ArgumentConflict => {
            let other = of(ContextKind::PriorArg).join(" ");
            if other.is_empty() || other == argument {
                say!(language, "usage-twice", argument = argument)
            } else {
                say!(language, "usage-conflict", argument = argument, other = other)
            }
        }
        ErrorKind::TooManyValues => say!(language, "usage-too-many", value = value, argument = argument),
        _ => return None,
    })
}

/// `: 0 is not in 1..100`
fn reason(source: &(dyn std::error::Error + 'static), language: Language) -> String {
    let said = source.to_string();
    match said.split_once(" is not in ") {
        Some((value, range)) => say!(language, "usage-beyond", value = value, range = range),
        None if said.contains("invalid digit") => say!(language, "usage-no-digits"),
        None => say!(language, "usage-because", reason = language.said_by_others(&said)),
    }
}

fn possible(error: &Error, language: Language) -> String {
    match &words(error, ContextKind::ValidValue)[..] {
        [] => String::new(),
        values => format!("\n  {}", say!(language, "usage-possible", values = values.join(", "))),
    }
}

fn tips(error: &Error, language: Language) -> Vec<String> {
    let of = |kind| words(error, kind).join("', '");
    let argument = of(ContextKind::SuggestedArg);
    let command = of(ContextKind::SuggestedSubcommand);
    let value = of(ContextKind::SuggestedValue);
    let mut tips = Vec::new();
    if !argument.is_empty() {
        tips.push(say!(language, "usage-like-argument", argument = argument));
    }
    if !command.is_empty() {
        tips.push(say!(language, "usage-like-command", command = command));
    }
    if !value.is_empty() {
        tips.push(say!(language, "usage-like-value", value = value));
    }
    tips
}

fn words(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        _ => Vec::new(),
    }
}
