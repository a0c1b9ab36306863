//! `report.html`: a document as a page that stands by itself. It asks for nothing from anywhere, opens without a
//! network, prints on A4 and reads on a phone; without its script it says the same, and only shows fewer values under
//! the pointer.

mod view;

use super::charts::{ChartError, Theme};
use super::document::Document;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use view::View;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// A page could not be made.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// A chart of it could not be drawn.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// The template could not be filled in.
    #[error("the page could not be filled in: {0}")]
    Template(#[from] minijinja::Error),
}

/// The page of a document.
///
/// # Errors
/// If a chart cannot be drawn or the template filled in; no document is known for which they cannot.
pub fn page(document: &Document) -> Result<String, PageError> {
    let view = View::of(document, &theme())?;
    let mut environment = Environment::new();
    // Everything that is put in is text, but for what the template itself calls safe: style, script, charts.
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_template("page.html", PAGE)?;
    let page = environment.get_template("page.html")?;
    Ok(page.render(minijinja::context! { style => STYLE, script => SCRIPT, page => Serde(view) })?)
}

/// Charts of a page are a little narrower than those of files, so that their words stay large on paper.
fn theme() -> Theme {
    Theme { size: (940, 560), ..Theme::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::charts;
    use crate::report::document::{Forecast, Stamp, forecast};
    use crate::report::fixture;
    use crate::report::language::Language;

    fn rendered(language: Language) -> String {
        let (summary, plan) = (fixture::summary(), fixture::plan());
        let charts = charts::charts(&summary, Some(&plan), language);
        let stamp = Stamp { version: "1.2.3" };
        page(&forecast(Forecast { summary: &summary, plan: Some(&plan), charts: &charts, stamp }, language))
            .unwrap()
    }

    #[test]
    fn the_page_begins_with_the_verdict_and_names_its_language() {
        let page = rendered(Language::English);
        assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"), "{}", &page[..200]);
        let heading = page.find("<h1>").unwrap();
        assert!(page[heading..].starts_with("<h1>72 % chance of reaching the 3.0M profit target"));
        assert!(rendered(Language::Russian).contains("<html lang=\"ru\">"));
    }

    #[test]
    fn the_page_asks_for_nothing_from_anywhere() {
        let page = rendered(Language::English);
        for way in ["http://", "https://", "src=", "url(", "@import", "<link", "fetch(", "XMLHttpRequest"] {
            assert!(!page.contains(way), "{way}");
        }
    }

    #[test]
    fn a_name_is_text_whatever_it_holds() {
        let mut summary = fixture::summary();
        let hostile = "<script>alert(1)</script>\u{202E}\n</title>{{ 7 * 98713 }}";
        summary.segments[0].name = hostile.to_owned();
        summary.scenario.name = hostile.to_owned();
        summary.scenario.currency = "<b>".to_owned();
        summary.quantities[0].path = hostile.to_owned();
        let charts = charts::charts(&summary, None, Language::English);
        let stamp = Stamp { version: "1.2.3" };
        let of = Forecast { summary: &summary, plan: None, charts: &charts, stamp };
        let page = page(&forecast(of, Language::English)).unwrap();
        assert_eq!(page.matches("<script").count(), 1, "the page's own");
        assert_eq!(page.matches("</title>").count(), rendered_titles(&page));
        for mark in ["\u{202E}", "<b>", "690991"] {
            assert!(!page.contains(mark), "{mark:?}");
        }
        assert!(page.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;"));
    }

    /// Titles that the page itself opens.
    fn rendered_titles(page: &str) -> usize {
        page.matches("<title>").count()
    }
}
