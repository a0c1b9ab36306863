//! The scenarios that come with the program.

/// Their names and texts.
const SHIPPED: [(&str, &str); 8] = [
    ("telecom", include_str!("../../scenarios/telecom.toml")),
    ("cookware-shop", include_str!("../../scenarios/cookware-shop.toml")),
    ("cookware-levers", include_str!("../../scenarios/cookware-levers.toml")),
    ("saas", include_str!("../../scenarios/saas.toml")),
    ("b2b", include_str!("../../scenarios/b2b.toml")),
    ("food-delivery", include_str!("../../scenarios/food-delivery.toml")),
    ("fitness-club", include_str!("../../scenarios/fitness-club.toml")),
    ("benchmark", include_str!("../../scenarios/benchmark.toml")),
];

/// Their names.
pub fn shipped_names() -> impl Iterator<Item = &'static str> {
    SHIPPED.iter().map(|(name, _)| *name)
}

/// The text of one.
pub(super) fn text(name: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(other, _)| *other == name).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scenario_of_the_folder_ships() {
        let mut folder: Vec<String> = std::fs::read_dir("scenarios")
            .unwrap()
            .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".toml").map(str::to_owned))
            .collect();
        let mut names: Vec<&str> = shipped_names().collect();
        folder.sort();
        names.sort_unstable();
        assert_eq!(names, folder);
    }
}
