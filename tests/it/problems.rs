//! Every problem of a scenario, as a person reads it.

use ltvcast::model::scenario::{DataFiles, NoFiles, check};
use ltvcast::report::problem;

#[test]
fn shipped_scenarios_have_no_problem_and_no_warning() {
    for file in ["benchmark", "cookware-shop", "telecom"] {
        let path = format!("{}/scenarios/{file}.toml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).unwrap();
        match check(&text, &NoFiles) {
            Ok(checked) => assert_eq!(checked.warnings, [], "{file}"),
            Err(problems) => panic!("{}", problem::block(&problems, file)),
        }
    }
}
