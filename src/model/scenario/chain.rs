//! The files that a scenario extends, one by one, and the one tree that they come to.

use super::data::DataFiles;
use super::decoder::{Decoder, Node};
use super::extending::{FILES_MOST, KEY, PATH_MOST, TEXT_MOST};
use super::merge::{Merge, moved};
use super::paths;
use super::syntax::Guesses;
use crate::model::problem::Rule;
use std::cell::OnceCell;
use std::ops::Range;
use toml::de::DeTable;

/// Where the texts of extended files stay while trees point into them.
#[derive(Default)]
pub(super) struct Texts([OnceCell<String>; FILES_MOST]);

/// What a chain of files came to.
pub(super) struct Chain<'a> {
    /// The decoder, with the texts as its source and the problems so far.
    pub(super) decoder: Decoder<'a>,
    /// The merged tree.
    pub(super) tree: DeTable<'a>,
    /// Which problems are not to be believed.
    pub(super) guesses: Guesses,
}

/// A file that another one extends.
struct Base<'a> {
    name: String,
    text: &'a str,
    /// Where it is named.
    named_at: Range<usize>,
}

impl<'a> Chain<'a> {
    /// Follows `extends` from the text of the user's file.
    pub(super) fn read(text: &'a str, files: &'a dyn DataFiles, texts: &'a Texts) -> Self {
        let mut decoder = Decoder::new(text, files);
        let mut guesses = Guesses::default();
        let (tree, errors) = DeTable::parse_recoverable(text);
        guesses.report(&mut decoder, &errors, 0);
        let mut trees = vec![tree.into_inner()];
        while let Some(base) = trees.last().and_then(|tree| base(&mut decoder, &mut guesses, tree, texts)) {
            let (tree, errors) = DeTable::parse_recoverable(base.text);
            let tree = tree.into_inner();
            if tree.is_empty() && errors.is_empty() {
                refuse(&mut decoder, &mut guesses, &base.named_at, Rule::Empty);
                break;
            }
            let offset = decoder.source.add(base.name, base.text);
            guesses.report(&mut decoder, &errors, offset);
            trees.push(moved(tree, offset));
        }
        let tree = merged(&mut decoder, &mut guesses, trees);
        Self { decoder, tree, guesses }
    }
}

/// All trees in one, the last one at the bottom.
fn merged<'a>(decoder: &mut Decoder<'a>, guesses: &mut Guesses, mut trees: Vec<DeTable<'a>>) -> DeTable<'a> {
    let names: Vec<String> = decoder.source.names().map(str::to_owned).collect();
    let mut tree = trees.pop().unwrap_or_default();
    while let Some(above) = trees.pop() {
        let base = &names[trees.len() + 1];
        tree = Merge { decoder, guesses, base }.over(tree, above);
    }
    tree
}

/// The file that a tree extends; none where it extends none or it cannot be had, which is then reported.
fn base<'a>(
    decoder: &mut Decoder<'a>,
    guesses: &mut Guesses,
    tree: &DeTable<'_>,
    texts: &'a Texts,
) -> Option<Base<'a>> {
    let value = tree.get(KEY)?;
    let node = Node { value: value.get_ref(), span: value.span(), path: KEY.to_owned() };
    // What stands on such a line is the parser's guess.
    if guesses.broken.contains(&decoder.source.file_and_line(node.span.start)) {
        guesses.incomplete = true;
        return None;
    }
    let problems = decoder.problems.len();
    let written = decoder.name(&node, PATH_MOST);
    if decoder.problems.len() > problems {
        guesses.incomplete = true;
        return None;
    }
    let chain: Vec<String> = decoder.source.names().map(str::to_owned).collect();
    // The user's file is in the folder that all paths are counted from, whatever else its name says.
    let from = if chain.len() == 1 { "" } else { chain.last().map_or("", String::as_str) };
    let name = paths::joined(from, &written);
    match text(decoder.files, chain, &name, texts) {
        Ok(text) => Some(Base { name, text, named_at: node.span }),
        Err(rule) => {
            refuse(decoder, guesses, &node.span, rule);
            None
        }
    }
}

/// The text of the file of that name, at the end of the chain, or the rule that forbids it.
fn text<'a>(
    files: &dyn DataFiles,
    mut chain: Vec<String>,
    name: &str,
    texts: &'a Texts,
) -> Result<&'a str, Rule> {
    let identity = files.identity(name);
    if chain.iter().any(|earlier| files.identity(earlier) == identity) {
        chain.push(name.to_owned());
        return Err(Rule::ExtendsCircle { chain });
    }
    let Some(cell) = texts.0.get(chain.len()) else { return Err(Rule::ExtendsTooMany { most: FILES_MOST }) };
    let text = files.read(name).map_err(|message| Rule::BaseUnreadable { message })?;
    if text.len() > TEXT_MOST {
        return Err(Rule::TooLong { bytes: text.len(), most: TEXT_MOST });
    }
    // Some editors put a mark of UTF-8 in front; it is no part of the text.
    let text = cell.get_or_init(|| text);
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn refuse(decoder: &mut Decoder<'_>, guesses: &mut Guesses, span: &Range<usize>, rule: Rule) {
    guesses.incomplete = true;
    decoder.report(crate::model::problem::Severity::Error, span, KEY, rule.into());
}
