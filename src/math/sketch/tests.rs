use super::*;
use crate::math::normal;
use crate::math::order::OrderStatistics;
use crate::math::random::Key;
use proptest::prelude::*;

const SHARES: [f64; 11] = [0.0, 0.005, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.995, 1.0];

fn of(column: &[f64]) -> Sketch {
    let mut sketch = Sketch::around(&column[..column.len().min(256)]);
    column.chunks(1024).for_each(|chunk| sketch.add(chunk));
    sketch
}

fn normals(numbers: usize) -> Vec<f64> {
    let mut column = vec![0.0; numbers];
    Key::of_seed(3).fill(0, 0, &mut column);
    column.iter().map(|&u| normal::quantile(u)).collect()
}

#[track_caller]
fn assert_as_sorted(column: &[f64]) {
    let sketch = of(column);
    let (reading, mut order) = (sketch.read(), OrderStatistics::of(column));
    for share in SHARES {
        // Between two order statistics each is off by its own share of itself.
        let place = share * (column.len() - 1) as f64;
        let neighbours = [order.at(place.floor() as usize), order.at(place.ceil() as usize)];
        let most = RELATIVE_ERROR * neighbours[0].abs().max(neighbours[1].abs());
        let (found, expected) = (reading.percentile(share).unwrap(), order.percentile(share).unwrap());
        assert!((found - expected).abs() <= most, "{share}: {found} instead of {expected}");
    }
}

#[test]
fn percentiles_are_within_a_thousandth_of_an_exact_sort() {
    let z = normals(100_000);
    let scaled = |scale: f64, shift: f64| z.iter().map(|z| shift + scale * z).collect::<Vec<f64>>();
    assert_as_sorted(&scaled(1.0, 0.0));
    assert_as_sorted(&scaled(1e5, 3e5));
    assert_as_sorted(&scaled(0.1, -3.0));
    assert_as_sorted(&scaled(1e300, 0.0));
    assert_as_sorted(&scaled(1e-300, 0.0));
    assert_as_sorted(&z.iter().map(|z| libm::exp(2.0 * z)).collect::<Vec<f64>>());
    assert_as_sorted(&z.iter().map(|z| if *z > 0.0 { 0.0 } else { 1.0 + z }).collect::<Vec<f64>>());
}

#[test]
fn whole_numbers_and_constants_come_back_as_they_went() {
    let z = normals(20_000);
    for scale in [1.0, 30.0, 400.0] {
        let column: Vec<f64> = z.iter().map(|z| libm::round(scale * z)).collect();
        let sketch = of(&column);
        let (reading, mut order) = (sketch.read(), OrderStatistics::of(&column));
        for share in SHARES {
            assert_eq!(reading.percentile(share), order.percentile(share), "{scale} {share}");
        }
    }
    for value in [0.1, -7.3, 0.0, 123_456_789.0, 1e-300] {
        assert_eq!(of(&vec![value; 3000]).constant(), Some(value));
        assert_eq!(of(&vec![value; 3000]).read().percentile(0.3), Some(value));
    }
    // Two prices that are no bucket's ends.
    let prices = [100_001.0, 500_009.0].repeat(500);
    let sketch = of(&prices);
    let reading = sketch.read();
    assert_eq!((reading.percentile(0.2), reading.percentile(0.8)), (Some(100_001.0), Some(500_009.0)));
}

#[test]
fn a_count_may_be_carried_over_many_times() {
    let column: Vec<f64> = (0..200_000).map(|i| f64::from(3 + i % 2)).collect();
    let mut sketch = Sketch::around(&column);
    column.chunks(1024).for_each(|chunk| sketch.add(chunk));
    sketch.add(&column);
    let reading = sketch.read();
    assert_eq!((sketch.existing(), reading.below(4.0)), (400_000, 200_000.0));
    assert_eq!((reading.percentile(0.49), reading.percentile(0.51)), (Some(3.0), Some(4.0)));
}

#[test]
fn what_never_happens_is_above_and_what_does_not_exist_is_left_out() {
    let mut column: Vec<f64> = (1..=6).map(f64::from).collect();
    column.extend([f64::INFINITY; 3]);
    column.extend([f64::NAN; 5]);
    let sketch = of(&column);
    assert_eq!((sketch.existing(), sketch.missing(), sketch.never()), (9, 5, 3));
    let reading = sketch.read();
    assert_eq!((reading.percentile(0.5), reading.percentile(0.9)), (Some(5.0), Some(f64::INFINITY)));
    assert_eq!(of(&[f64::NAN]).read().percentile(0.5), None);
}

#[test]
fn counts_below_a_limit_are_those_of_the_column() {
    let column = normals(50_000);
    let sketch = of(&column);
    let reading = sketch.read();
    for limit in [-9.0, -2.0, -0.5, 0.0, 0.001, 1.3, 9.0] {
        let expected = column.iter().filter(|x| **x < limit).count() as f64;
        // A bucket holds a thousandth of its value times the density, at most 0.25 of the trials there.
        assert!((reading.below(limit) - expected).abs() <= 25.0, "{limit}: {}", reading.below(limit));
    }
    let sketch = of(&[0.0, 0.0, 0.0, 5.0]);
    let atoms = sketch.read();
    assert_eq!(
        (atoms.below(0.0), atoms.below(1e-9), atoms.below(5.0), atoms.below(5.1)),
        (0.0, 3.0, 3.0, 4.0)
    );
}

proptest! {
    #[test]
    fn parts_in_any_order_give_the_state_of_the_whole(
        column in prop::collection::vec(prop_oneof![
            -1e3..1e3f64, -1e-9..1e-9f64, Just(0.0), Just(-0.0), -1e300..1e300f64,
            Just(f64::NAN), Just(f64::INFINITY), (0..40u32).prop_map(f64::from),
        ], 1..600),
        cut in 0.0..1.0f64,
    ) {
        let pilot = Sketch::around(&column[..column.len().min(50)]);
        let mut whole = pilot.emptied();
        whole.add(&column);
        let (left, right) = column.split_at((cut * column.len() as f64) as usize);
        let (mut first, mut second) = (pilot.emptied(), Sketch::around(right));
        first.add(right);
        second.add(left);
        first.merge(&second);
        let cells = |sketch: &Sketch| sketch.filled().into_iter().collect::<BTreeMap<u32, u64>>();
        prop_assert_eq!(cells(&whole), cells(&first));
        prop_assert_eq!((whole.count, whole.never), (first.count, first.never));
        let (whole, parts) = (whole.read(), first.read());
        for share in SHARES {
            let (a, b) = (whole.percentile(share), parts.percentile(share));
            prop_assert_eq!(a.map(f64::to_bits), b.map(f64::to_bits));
        }
    }
}
