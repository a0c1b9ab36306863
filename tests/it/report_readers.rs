//! Reports as those read them who did not make them: a browser, axe, `LibreOffice`; and names that mean harm.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use crate::report_numbers::tables;
use crate::shop::Shop;
use calamine::{Data, DataType, Reader, Xlsx, open_workbook};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program that `tests/all` names in the environment; `None`, said aloud, where there is none.
pub(crate) fn program(variable: &str, what: &str) -> Option<PathBuf> {
    let named = std::env::var_os(variable).map(PathBuf::from);
    if named.is_none() {
        // Past the capture of `eprintln!`, so that it is seen.
        let mut stderr = std::io::stderr().lock();
        writeln!(stderr, "\nskipped: there is no {what} (set {variable}, or run tests/all)").unwrap();
    }
    named
}

fn report(words: &[&str]) -> Shop {
    let shop = Shop::new();
    shop.ltvcast(&[&["simulate", "small.toml", "--out", "result", "-q"], words].concat()).assert().code(0);
    shop
}

/// What a page is after its scripts have run.
fn dumped(browser: &Path, shop: &Shop, page: &str) -> String {
    let done = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--virtual-time-budget=30000",
        ])
        .arg(format!("--user-data-dir={}", shop.path("browser").display()))
        .args(["--dump-dom", &format!("file://{}", shop.path(page).display())])
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    String::from_utf8(done.stdout).unwrap()
}

/// The page with another script at its end, and without the policy that keeps other scripts out.
fn with_script(shop: &Shop, script: &str) {
    let page = shop.read("result/report.html");
    let (before, rest) = page.split_once("<meta http-equiv=\"Content-Security-Policy\"").unwrap();
    let rest = rest.split_once('>').unwrap().1;
    let page = format!("{before}{rest}").replace("</body>", &format!("<script>{script}</script></body>"));
    shop.write("watched.html", page.as_bytes());
}

#[test]
fn axe_finds_no_violation() {
    let (Some(browser), Some(axe)) = (program("CHROMIUM", "browser"), program("AXE", "axe-core")) else {
        return;
    };
    for language in ["en", "ru"] {
        let shop = report(&["--lang", language]);
        nothing_is_found(&browser, &axe, &shop, language);
    }
}

/// No violation in `result/report.html`.
pub(crate) fn nothing_is_found(browser: &Path, axe: &Path, shop: &Shop, language: &str) {
    let axe = std::fs::read_to_string(axe).unwrap();
    let ask = "document.querySelectorAll('details').forEach(d => d.open = true);\
               axe.run().then(r => { const p = document.createElement('pre'); p.id = 'found';\
               p.textContent = 'passed ' + r.passes.length + ' ' + JSON.stringify(r.violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)]));\
               document.body.replaceChildren(p); });";
    with_script(shop, &format!("{axe}\n{ask}"));
    let said = dumped(browser, shop, "watched.html");
    let found = said.split_once("<pre id=\"found\">").expect("axe has run").1;
    let found = found.split_once("</pre>").unwrap().0;
    assert!(found.ends_with(" []"), "{language}: {found}");
    let passes: usize = found.split(' ').nth(1).unwrap().parse().unwrap();
    assert!(passes > 15, "{found}");
}

#[test]
fn a_browser_asks_for_nothing_and_shows_and_sorts() {
    let Some(browser) = program("CHROMIUM", "browser") else { return };
    let shop = report(&["--lang", "en"]);
    let ask = "const table = document.querySelector('table.sorts'), found = {};\
               found.asked = performance.getEntriesByType('resource').length;\
               const place = document.querySelector('.places path');\
               place.dispatchEvent(new PointerEvent('pointermove', {bubbles: true, clientX: 50, clientY: 50}));\
               found.tip = document.getElementById('tip').textContent;\
               if (table) { table.querySelector('thead button').click(); found.sorted = table.querySelector('th[aria-sort]').getAttribute('aria-sort'); }\
               const p = document.createElement('pre'); p.id = 'found'; p.textContent = JSON.stringify(found); document.body.replaceChildren(p);";
    with_script(&shop, ask);
    let said = dumped(&browser, &shop, "watched.html");
    let found =
        said.split_once("<pre id=\"found\">").expect("the script has run").1.split_once("</pre>").unwrap().0;
    let found: serde_json::Value = serde_json::from_str(found).unwrap();
    assert_eq!(found["asked"], 0);
    let tip = found["tip"].as_str().unwrap();
    assert!(tip.contains("2027") && tip.contains("P50: -₽"), "{tip}");
    // Rows are many in the table of quantities; a name's column begins with the first name.
    assert_eq!(found["sorted"], "ascending");
}

/// Names that would steer a spreadsheet, a page, a path or a line of text.
const HOSTILE: [&str; 6] = [
    "=cmd|' /C calc'!A0",
    "+1",
    "@x",
    "<script>alert(1)</script>",
    "../../x",
    "\u{202E}right\u{2066} to left",
];

#[test]
fn hostile_names_are_text_everywhere() {
    let shop = Shop::new();
    let quoted = |name: &str| serde_json::to_string(name).unwrap();
    let shop_of = |names: &[&str]| {
        let text = crate::shop::SMALL.replacen("\"Small shop\"", &quoted(HOSTILE[3]), 1);
        let (head, segment) = text.split_once("[[segment]]").unwrap();
        let one = |name: &&str| format!("[[segment]]{}", segment.replacen("\"Search\"", &quoted(name), 1));
        head.to_owned() + &names.iter().map(one).collect::<String>()
    };
    // What no name may be is refused, and quoted as one short line.
    let long = "n".repeat(10_000);
    for name in [long.as_str(), "two\nlines", "a\u{7}bell"] {
        shop.write("refused.toml", shop_of(&[name]).as_bytes());
        let done = shop.ltvcast(&["simulate", "refused.toml", "--lang", "en"]).assert().code(2);
        let said = String::from_utf8(done.get_output().stderr.clone()).unwrap();
        assert!(said.contains("a text of 1 to 100 characters without line breaks"), "{said}");
        assert!(said.len() < 2000 && !said.contains('\u{7}'), "{said}");
    }
    std::fs::remove_file(shop.path("refused.toml")).unwrap();
    let text = shop_of(&HOSTILE);
    shop.write("hostile.toml", text.as_bytes());
    let words = ["simulate", "hostile.toml", "--out", "result", "-q", "--no-plan", "--lang", "en"];
    shop.ltvcast(&words).assert().code(0);
    assert_eq!(shop.entries("."), ["hostile.toml", "result", "small.toml"]);

    let page = shop.read("result/report.html");
    assert_eq!(page.matches("<script").count(), 1, "the page's own");
    assert!(!page.contains('\u{202E}') && !page.contains('\u{2066}'));
    let names: Vec<String> = tables(&page)["by-segment"].iter().map(|row| row[0].clone()).collect();
    assert_eq!(names.len(), HOSTILE.len());
    assert!(names[0].starts_with("=cmd|") && names[3].contains("&lt;script&gt;"), "{names:?}");

    let mut book: Xlsx<_> = open_workbook(shop.path("result/report.xlsx")).unwrap();
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).unwrap();
        for (_, _, formula) in formulas.used_cells().filter(|(_, _, formula)| !formula.is_empty()) {
            let is_ours = formula.starts_with("SUM(")
                || formula.chars().all(|letter| letter.is_ascii_alphanumeric() || "-/".contains(letter));
            assert!(is_ours, "{sheet}: {formula}");
        }
    }
    let segments = book.worksheet_range("Segments").unwrap();
    let texts: Vec<String> = segments.used_cells().filter_map(|(_, _, cell)| cell.as_string()).collect();
    assert!(texts.iter().any(|text| text.starts_with("=cmd|")) && texts.iter().any(|text| text == "+1"));
    for file in ["monthly.csv", "ltv.csv"] {
        let table = std::fs::read(shop.path(&format!("result/{file}"))).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_slice());
        for row in reader.records().map(Result::unwrap) {
            let place = usize::from(file != "ltv.csv");
            assert!(!row[place].starts_with(['=', '+', '-', '@']), "{file}: {row:?}");
        }
    }
}

/// The workbook with every result of a formula spoilt.
fn spoilt(book: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut count = 0;
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            let text = String::from_utf8(bytes).unwrap();
            let mut parts = text.split("</f><v>");
            let mut mended = parts.next().unwrap().to_owned();
            for part in parts {
                count += 1;
                mended += &format!("</f><v>123.25</v>{}", part.split_once("</v>").unwrap().1);
            }
            bytes = mended.into_bytes();
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    assert!(count >= 3, "{count} formulas");
    writer.finish().unwrap().into_inner()
}

#[test]
fn libreoffice_recalculates_the_same_figures() {
    let Some(office) = program("SOFFICE", "LibreOffice") else { return };
    let shop = report(&["--lang", "en"]);
    let checked = recalculated(&office, &shop);
    assert!(checked > 3000, "{checked}");
}

/// How many numbers of `result/report.xlsx` an office finds again when every formula has lost its result.
pub(crate) fn recalculated(office: &Path, shop: &Shop) -> usize {
    let whole = std::fs::read(shop.path("result/report.xlsx")).unwrap();
    shop.write("spoilt.xlsx", &spoilt(&whole));
    // A profile of its own, which recalculates whatever it opens.
    std::fs::create_dir_all(shop.path("office/user")).unwrap();
    shop.write(
        "office/user/registrymodifications.xcu",
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
          <oor:items xmlns:oor=\"http://openoffice.org/2001/registry\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" \
          xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
          <item oor:path=\"/org.openoffice.Office.Calc/Formula/Load\"><prop oor:name=\"OOXMLRecalcMode\" oor:op=\"fuse\">\
          <value>0</value></prop></item></oor:items>",
    );
    let done = Command::new(office)
        .arg(format!("-env:UserInstallation=file://{}", shop.path("office").display()))
        .args(["--headless", "--convert-to", "xlsx", "--outdir"])
        .arg(shop.path("opened"))
        .arg(shop.path("spoilt.xlsx"))
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    let mut before: Xlsx<_> = open_workbook(shop.path("result/report.xlsx")).unwrap();
    let mut after: Xlsx<_> = open_workbook(shop.path("opened/spoilt.xlsx")).unwrap();
    let mut checked = 0;
    for sheet in before.sheet_names() {
        let (told, found) = (before.worksheet_range(&sheet).unwrap(), after.worksheet_range(&sheet).unwrap());
        for (row, column, cell) in told.used_cells() {
            let start = told.start().unwrap();
            let at = (start.0 + row as u32, start.1 + column as u32);
            let there = found.get_value(at);
            if let (Data::Float(_) | Data::Int(_), Some(there)) = (cell, there) {
                let (told, found) = (cell.as_f64().unwrap(), there.as_f64().unwrap_or(f64::NAN));
                assert!(
                    (told - found).abs() <= 1e-9 * told.abs().max(1.0),
                    "{sheet} {at:?}: {told} {there:?}"
                );
                checked += 1;
            }
            assert!(!matches!(there, Some(Data::Error(_))), "{sheet} {at:?}: {there:?}");
        }
    }
    checked
}
