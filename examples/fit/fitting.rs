//! Two regressions, by gradient descent: what they need to know is small.

/// One praise and its requests: evidence, and whether each is an answer.
pub struct Choice {
    pub rows: Vec<(Vec<f64>, bool)>,
}

/// Weights under which the right ones are chosen: the conditional logit of D. `McFadden` (1974), where any of the right
/// ones will do, with a penalty on large weights in units of each piece of evidence's spread.
pub fn choices(choices: &[Choice], sides: &[i8], penalty: f64) -> Vec<f64> {
    let rows: Vec<&[f64]> =
        choices.iter().flat_map(|choice| &choice.rows).map(|(row, _)| row.as_slice()).collect();
    let spread = spreads(&rows);
    let gradient = |weights: &[f64]| {
        let mut gradient = vec![0.0; weights.len()];
        for choice in choices {
            let scores: Vec<f64> = choice.rows.iter().map(|(row, _)| dot(row, weights)).collect();
            let top = scores.iter().copied().fold(f64::MIN, f64::max);
            let odds: Vec<f64> = scores.iter().map(|score| (score - top).exp()).collect();
            let all: f64 = odds.iter().sum();
            let right: f64 =
                odds.iter().zip(&choice.rows).filter(|(_, (_, right))| *right).map(|(odds, _)| odds).sum();
            for (odds, (row, is_right)) in odds.iter().zip(&choice.rows) {
                let pull = if *is_right { odds / right.max(1e-12) } else { 0.0 } - odds / all;
                add(&mut gradient, row, pull);
            }
        }
        gradient
    };
    ascend(&spread, sides, &vec![penalty; spread.len()], gradient)
}

/// Weights of a logistic regression, the first of them free of the penalty.
pub fn logistic(rows: &[(Vec<f64>, bool)], sides: &[i8], penalty: f64) -> Vec<f64> {
    let only: Vec<&[f64]> = rows.iter().map(|(row, _)| row.as_slice()).collect();
    let spread = spreads(&only);
    let gradient = |weights: &[f64]| {
        let mut gradient = vec![0.0; weights.len()];
        for (row, right) in rows {
            let odds = 1.0 / (1.0 + (-dot(row, weights)).exp());
            add(&mut gradient, row, f64::from(*right) - odds);
        }
        gradient
    };
    let mut penalties = vec![penalty; spread.len()];
    penalties[0] = 0.0;
    ascend(&spread, sides, &penalties, gradient)
}

/// Climbs with steps of Adam (Kingma and Ba, 2015) in units of the spreads.
fn ascend(
    spread: &[f64],
    sides: &[i8],
    penalties: &[f64],
    gradient: impl Fn(&[f64]) -> Vec<f64>,
) -> Vec<f64> {
    let mut scaled = vec![0.0; spread.len()];
    let (mut mean, mut square) = (scaled.clone(), scaled.clone());
    for step in 1..=600 {
        let weights: Vec<f64> = scaled.iter().zip(spread).map(|(weight, spread)| weight / spread).collect();
        let slope = gradient(&weights);
        let rate = 0.2 / (1.0 + f64::from(step) / 100.0);
        for at in 0..scaled.len() {
            let slope = slope[at] / spread[at] - penalties[at] * scaled[at];
            mean[at] = 0.9 * mean[at] + 0.1 * slope;
            square[at] = 0.99 * square[at] + 0.01 * slope * slope;
            let (mean, square) =
                (mean[at] / (1.0 - 0.9f64.powi(step)), square[at] / (1.0 - 0.99f64.powi(step)));
            scaled[at] += rate * mean / (square.sqrt() + 1e-8);
            match sides.get(at) {
                Some(1) => scaled[at] = scaled[at].max(0.0),
                Some(-1) => scaled[at] = scaled[at].min(0.0),
                _ => {}
            }
        }
    }
    scaled.iter().zip(spread).map(|(weight, spread)| weight / spread).collect()
}

fn spreads(rows: &[&[f64]]) -> Vec<f64> {
    let count = rows.len().max(1) as f64;
    let length = rows.first().map_or(0, |row| row.len());
    (0..length)
        .map(|at| {
            let mean = rows.iter().map(|row| row[at]).sum::<f64>() / count;
            let square = rows.iter().map(|row| (row[at] - mean).powi(2)).sum::<f64>() / count;
            if square > 1e-9 { square.sqrt() } else { 1.0 }
        })
        .collect()
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

fn add(sum: &mut [f64], row: &[f64], factor: f64) {
    sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += factor * value);
}
