//! Which column of a table is what: by the names that exports usually give them, or by the user's word.

use super::amount::{Amount, Mark};
use super::date;
use super::fault::{Fault, Role};
use super::usual_names::usual_names;

/// A column that the user named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// For what.
    pub role: Role,
    /// Its heading.
    pub heading: String,
}

/// The column of a role, by the user's word or by its name; none if there is none.
///
/// # Errors
/// A column was named that is not there, or several could be meant.
pub fn find(role: Role, headings: &[String], named: &[Named]) -> Result<Option<usize>, Fault> {
    let several = |places: &[usize]| Fault::SeveralColumns {
        role,
        names: places.iter().map(|place| headings[*place].clone()).collect(),
    };
    if let Some(named) = named.iter().find(|named| named.role == role) {
        let exact = |heading: &&String| heading.trim() == named.heading.trim();
        let alike = |heading: &&String| plain(heading) == plain(&named.heading);
        let places = |is: &dyn Fn(&&String) -> bool| -> Vec<usize> {
            (0..headings.len()).filter(|place| is(&&headings[*place])).collect()
        };
        let exact = places(&exact);
        let found = if exact.is_empty() { places(&alike) } else { exact };
        return match found.as_slice() {
            [] => {
                Err(Fault::UnknownColumn { role, name: named.heading.clone(), headings: headings.to_vec() })
            }
            [place] => Ok(Some(*place)),
            places => Err(several(places)),
        };
    }
    for tier in usual_names(role) {
        let is_one = |place: &usize| tier.split('|').any(|name| name == plain(&headings[*place]));
        let places: Vec<usize> = (0..headings.len()).filter(is_one).collect();
        match places.as_slice() {
            [] => {}
            [place] => return Ok(Some(*place)),
            places => return Err(several(places)),
        }
    }
    Ok(None)
}

/// The column of a role that has to be there.
///
/// # Errors
/// There is none, the headings hold values instead of names, or as [`find`] says.
pub fn need(role: Role, headings: &[String], named: &[Named]) -> Result<usize, Fault> {
    find(role, headings, named)?.ok_or_else(|| {
        let headings = headings.to_vec();
        if are_values(&headings) {
            Fault::NoHeadings { found: headings }
        } else {
            Fault::NoColumn { role, headings }
        }
    })
}

/// Whether these are the headings of a table that has to have columns of such roles, some of them twice perhaps.
pub fn are_headings(needed: &[Role], headings: &[String], named: &[Named]) -> bool {
    let is_there = |role: &Role| match need(*role, headings, named) {
        Ok(_) | Err(Fault::SeveralColumns { .. }) => true,
        Err(_) => false,
    };
    needed.iter().all(is_there)
}

/// Whether a first line holds values, and no name that columns usually have.
fn are_values(headings: &[String]) -> bool {
    let is_value =
        |heading: &String| date::read(heading, None).is_some() || Amount::parse(heading, Mark::Point).is_ok();
    let is_name = |role: Role| !matches!(find(role, headings, &[]), Ok(None));
    headings.iter().any(is_value) && !Role::ALL.into_iter().any(is_name)
}

/// A heading in small letters, with single spaces for the signs between its words, and without what stands in brackets
/// (`Amount (RUB)`).
fn plain(heading: &str) -> String {
    let before_unit = heading.split(['(', '[', ',']).next().filter(|text| !text.trim().is_empty());
    let letters = before_unit.unwrap_or(heading).chars().flat_map(char::to_lowercase);
    let spaced: String = letters
        .map(|letter| if letter.is_alphanumeric() { letter } else { ' ' })
        .map(|letter| if letter == 'ё' { 'е' } else { letter })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(text: &str) -> Vec<String> {
        text.split('|').map(str::to_owned).collect()
    }

    #[test]
    fn columns_are_found_by_usual_names() {
        let cases = [
            ("master_id|customer_id|date|cds|amount", [1, 2, 4]),
            ("Дата|Клиент|Сумма, руб.", [1, 0, 2]),
            ("Customer|CustomerID|InvoiceDate|Total", [1, 2, 3]),
            ("created_at|Order Date|USER-ID|Выручка (₽)", [2, 1, 3]),
        ];
        for (text, places) in cases {
            let headings = headings(text);
            let found =
                [Role::Client, Role::Date, Role::Amount].map(|role| need(role, &headings, &[]).unwrap());
            assert_eq!(found, places, "{text}");
        }
    }

    #[test]
    fn what_could_be_meant_twice_is_told() {
        let headings = headings("client_id|Order date|Payment date|amount");
        let Err(Fault::SeveralColumns { role: Role::Date, names }) = find(Role::Date, &headings, &[]) else {
            panic!("two dates")
        };
        assert_eq!(names, ["Order date", "Payment date"]);
        let named = [Named { role: Role::Date, heading: "payment_date".to_owned() }];
        assert_eq!(find(Role::Date, &headings, &named).unwrap(), Some(2));
    }

    #[test]
    fn a_column_that_is_not_there_is_told() {
        let headings = headings("a|b");
        assert!(matches!(
            need(Role::Amount, &headings, &[]),
            Err(Fault::NoColumn { role: Role::Amount, .. })
        ));
        let named = [Named { role: Role::Client, heading: "c".to_owned() }];
        assert!(matches!(find(Role::Client, &headings, &named), Err(Fault::UnknownColumn { .. })));
    }

    #[test]
    fn values_are_no_headings_and_names_are() {
        let needed = |text: &str| need(Role::Date, &headings(text), &[]);
        for values in ["17|2024-01-05|250", "Anna|5|7", "c1|05.01.2024|12,50 руб."] {
            assert!(matches!(needed(values), Err(Fault::NoHeadings { .. })), "{values}");
        }
        for names in ["client|2024-01-05|2024-01-06", "who|when|how much"] {
            assert!(matches!(needed(names), Err(Fault::NoColumn { .. })), "{names}");
        }
        let are = |text: &str| are_headings(&[Role::Client, Role::Date], &headings(text), &[]);
        assert!(are("order date|payment date|client") && are("date|client"));
        assert!(!are("client") && !are("Orders of 2024") && !are("17|2024-01-05"));
    }

    #[test]
    fn usual_names_are_written_as_they_are_compared_and_stand_once() {
        for role in Role::ALL {
            let names: Vec<&str> = usual_names(role).iter().flat_map(|tier| tier.split('|')).collect();
            for (place, name) in names.iter().enumerate() {
                assert_eq!(plain(name), *name);
                assert!(!names[..place].contains(name), "{name}");
            }
        }
    }
}
