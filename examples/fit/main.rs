//! Fits the weights of the answers to series of bulletins whose answers are known.
//!
//! `cargo run --release --example fit -- SERIES [--write] [--ablate] [--misses] [--table]`
//!
//! SERIES holds a folder for each publisher: its issues as `.txt` in the order of their names, and `gold.json` with
//! what each praise answers. Every figure is cross-validated: a publisher is judged by weights that were fitted to the
//! others. `--table` shows every candidate with its certainty. `--write` then fits to all of them and writes `assets/answers/weights.toml`.
#![allow(clippy::print_stdout, missing_docs)]

mod fitting;
mod series;

use anyhow::Context as _;
use kneel::answers::{Feature, Features, Rarity, Sign, Signs, Weights, compare, scored, signs};

use fitting::Choice;
use series::{Series, Told};

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let folder = args.first().context("which folder holds the series?")?;
    let has = |flag: &str| args.iter().any(|arg| arg == flag);
    let all = series::read_all(folder.as_ref())?;
    for series in &all {
        let answering = series.praises.iter().filter(|praise| !praise.answers.is_empty()).count();
        println!(
            "{:18} {} items, {} praises, {answering} answer, {} not read",
            series.name,
            series.items,
            series.praises.len(),
            series.unread
        );
    }
    let cases: Vec<Vec<Case>> =
        all.iter().map(|series| series.praises.iter().map(Case::of).collect()).collect();
    let crossed = cross_validate(&all, &cases, None);
    println!("cross-validated    {crossed}");
    if has("--misses") {
        for miss in &crossed.misses {
            println!("{miss}");
        }
    }
    if has("--table") {
        let mut table = crossed.table.clone();
        table.sort_by(|one, other| other.0.total_cmp(&one.0));
        for (_, row) in &table {
            println!("{row}");
        }
    }
    if has("--ablate") {
        for feature in Feature::ALL {
            println!("without {:14} {}", feature.name(), cross_validate(&all, &cases, Some(feature)));
        }
    }
    let everything: Vec<&Case> = cases.iter().flatten().collect();
    let mut weights = fit(&everything, None);
    let all_praises: Vec<(&Told, &Case)> =
        all.iter().zip(&cases).flat_map(|(series, cases)| series.praises.iter().zip(cases)).collect();
    let folds: Vec<Weights> = (0..all.len()).map(|held| fit(&others(&cases, &[held]), None)).collect();
    let of: Vec<usize> =
        cases.iter().enumerate().flat_map(|(at, cases)| cases.iter().map(move |_| at)).collect();
    fit_signs(&mut weights, &all_praises, |at| folds[of[at]].clone());
    fit_story(&mut weights, &all, &cases);
    println!("fitted to all      {}", judge(&all_praises, |_| &weights));
    if has("--write") {
        std::fs::write("assets/answers/weights.toml", as_file(&weights))?;
    }
    Ok(())
}

/// The evidence of one praise against each earlier request.
struct Case {
    features: Vec<Features>,
    rarity: Rarity,
    right: Vec<bool>,
    related: Vec<bool>,
}

impl Case {
    fn of(praise: &Told) -> Case {
        let rarity = Rarity::of(praise.requests.iter().map(|(profile, ..)| &**profile));
        let features =
            praise.requests.iter().map(|(request, ..)| compare(&praise.profile, request, &rarity)).collect();
        let is = |ids: &[usize]| praise.requests.iter().map(|(_, id, _)| ids.contains(id)).collect();
        Case { features, rarity, right: is(&praise.answers), related: is(&praise.related) }
    }

    fn choice(&self) -> Option<Choice> {
        let rows = self.features.iter().zip(&self.right).zip(&self.related).filter(|(_, related)| !**related);
        let rows: Vec<(Vec<f64>, bool)> = rows
            .map(|((features, right), _)| (features.iter().map(|(_, value)| value).collect(), *right))
            .collect();
        rows.iter().any(|(_, right)| *right).then_some(Choice { rows })
    }
}

/// Fits evidence, then signs.
fn fit(cases: &[&Case], without: Option<Feature>) -> Weights {
    let mut choices: Vec<Choice> = cases.iter().filter_map(|case| case.choice()).collect();
    if let Some(feature) = without {
        for (row, _) in choices.iter_mut().flat_map(|choice| &mut choice.rows) {
            row[feature as usize] = 0.0;
        }
    }
    let sides: Vec<i8> = Feature::ALL.iter().map(|feature| feature.side()).collect();
    let mut evidence = fitting::choices(&choices, &sides, PENALTY);
    evidence[Feature::Publisher as usize] = SAME_PUBLISHER;
    Weights {
        evidence,
        learned: Vec::new(),
        story: Vec::new(),
        story_begins: 0.0,
        one_story: 1.0,
        signs: vec![0.0; Sign::ALL.len()],
        likely: LIKELY,
        possible: POSSIBLE,
    }
}

/// The certainty from which a candidate is called likely. By its own reckoning four in five of the least certain ones are
/// right; of all that are called so, more than nine in ten.
const LIKELY: f64 = 0.79;

/// The least certainty that is worth a look: of four such, about one is right among the first three of a praise.
const POSSIBLE: f64 = 0.03;

/// On large weights, in units of their spread.
const PENALTY: f64 = 4.0;

/// What being of one publisher counts: no series tells it, since each is of one. About seven times the odds.
const SAME_PUBLISHER: f64 = 2.0;

/// Fits signs to what the ranking of these praises brings to the top.
fn fit_signs(weights: &mut Weights, praises: &[(&Told, &Case)], ranked_by: impl Fn(usize) -> Weights) {
    let mut rows: Vec<(Vec<f64>, bool)> = Vec::new();
    for (at, (told, case)) in praises.iter().enumerate() {
        let found = tops(told, case, &ranked_by(at));
        rows.extend(
            found
                .into_iter()
                .map(|(signs, right, _)| (signs.iter().map(|(_, value)| value).collect(), right)),
        );
    }
    let sides: Vec<i8> = Sign::ALL.iter().map(|sign| sign.side()).collect();
    weights.signs = fitting::logistic(&rows, &sides, 1.0);
}

/// Fits what tells two items of one story: those that a praise answers or is related to belong together, and are set
/// apart from all others that were asked before it.
fn fit_story(weights: &mut Weights, all: &[Series], cases: &[Vec<Case>]) {
    let mut rows: Vec<(Vec<f64>, bool)> = Vec::new();
    for (told, case) in all.iter().flat_map(|series| &series.praises).zip(cases.iter().flatten()) {
        let together: Vec<usize> =
            (0..told.requests.len()).filter(|at| case.right[*at] || case.related[*at]).collect();
        for (place, later) in together.iter().enumerate() {
            let mut pair = |earlier: usize, same: bool| {
                let (one, other) = (&told.requests[*later].0, &told.requests[earlier].0);
                let features = compare(one, other, &case.rarity);
                let values = std::iter::once(1.0).chain(features.iter().map(|(_, value)| value));
                rows.push((values.collect(), same));
            };
            together.iter().take(place).for_each(|earlier| pair(*earlier, true));
            (0..*later)
                .filter(|earlier| !together.contains(earlier))
                .for_each(|earlier| pair(earlier, false));
        }
    }
    let sides: Vec<i8> =
        std::iter::once(0).chain(Feature::ALL.iter().map(|feature| feature.side())).collect();
    let fitted = fitting::logistic(&rows, &sides, 1.0);
    weights.story_begins = fitted[0];
    weights.story = fitted[1..].to_vec();
    let mut sure: Vec<(f64, bool)> = rows
        .iter()
        .map(|(row, same)| {
            let sum: f64 = row.iter().zip(&fitted).map(|(value, weight)| value * weight).sum();
            (1.0 / (1.0 + (-sum).exp()), *same)
        })
        .collect();
    sure.sort_by(|one, other| other.0.total_cmp(&one.0));
    let pairs = sure.iter().filter(|(_, same)| *same).count() as f64;
    let (mut told, mut right, mut best) = (0.0, 0.0, (0.9, 0.0, 0.0));
    for (likelihood, same) in sure {
        told += 1.0;
        right += f64::from(same);
        if right / told >= STORY_PRECISION {
            best = (likelihood, right / told, right / pairs);
        }
    }
    weights.one_story = best.0;
    println!("stories            {pairs} pairs, {:.3} of them told at {:.3}", best.2, best.1);
}

/// Of pairs that are told as one story, so many are.
const STORY_PRECISION: f64 = 0.95;

/// The first candidates that are no part of the same story short of an answer: signs, whether right, place.
fn tops(told: &Told, case: &Case, weights: &Weights) -> Vec<(Signs, bool, usize)> {
    let requests: Vec<_> = told.requests.iter().map(|(profile, ..)| &**profile).collect();
    let scored = scored(&told.profile, &requests, &case.rarity, weights);
    let places = scored.iter().enumerate().filter(|(_, (at, ..))| !case.related[*at]).take(5);
    places
        .filter_map(|(place, (at, ..))| {
            Some((signs(&told.profile, &requests, &scored, place, &case.rarity)?, case.right[*at], *at))
        })
        .collect()
}

#[derive(Default)]
struct Judged {
    answering: f64,
    first: f64,
    third: f64,
    likely: f64,
    likely_right: f64,
    shown: f64,
    fresh: f64,
    alarms: f64,
    misses: Vec<String>,
    table: Vec<(f64, String)>,
}

impl std::fmt::Display for Judged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "recall@1 {:.3}  @3 {:.3}  likely {:.3} at {:.3}  alarms {:.3}",
            self.first / self.answering,
            self.third / self.answering,
            self.shown / self.answering,
            self.likely_right / self.likely.max(1.0),
            self.alarms / self.fresh
        )
    }
}

fn judge<'w>(praises: &[(&Told, &Case)], weights_of: impl Fn(usize) -> &'w Weights) -> Judged {
    let mut judged = Judged::default();
    for (at, (told, case)) in praises.iter().enumerate() {
        let weights = weights_of(at);
        let tops = tops(told, case, weights);
        let likely: Vec<bool> = tops
            .iter()
            .map(|(signs, ..)| weights.certainty(signs, &Features::default()) >= weights.likely)
            .collect();
        let right: Vec<bool> = tops.iter().map(|(_, right, _)| *right).collect();
        for (signs, right, at) in tops.iter().take(2) {
            judged.table.push((
                weights.certainty(signs, &Features::default()),
                format!(
                    "{:.3} {} {:10} {} || {}",
                    weights.certainty(signs, &Features::default()),
                    if *right { "+" } else { "-" },
                    told.difficulty,
                    told.text.chars().take(230).collect::<String>(),
                    told.requests[*at].2.chars().take(230).collect::<String>()
                ),
            ));
        }
        judged.likely += likely.iter().filter(|likely| **likely).count() as f64;
        judged.likely_right +=
            likely.iter().zip(&right).filter(|(likely, right)| **likely && **right).count() as f64;
        if told.answers.is_empty() {
            judged.fresh += 1.0;
            judged.alarms += f64::from(likely.contains(&true));
        } else {
            judged.answering += 1.0;
            judged.first += f64::from(right.first() == Some(&true));
            judged.third += f64::from(right.iter().take(3).any(|right| *right));
            judged.shown += f64::from(likely.iter().zip(&right).any(|(likely, right)| *likely && *right));
            if right.first() != Some(&true) {
                let first = tops.first().map_or("", |(_, _, at)| told.requests[*at].2.as_str());
                let wanted = told.requests.iter().zip(&case.right).find(|(_, right)| **right);
                judged.misses.push(format!(
                    "MISS [{}]\n  P {}\n  1 {first}\n  A {}",
                    told.difficulty,
                    told.text,
                    wanted.map_or("", |((_, _, text), _)| text.as_str())
                ));
                if let Some((place, _)) = case.right.iter().enumerate().find(|(_, right)| **right)
                    && let Some((_, _, first)) = tops.first()
                {
                    let parts = case.features[*first].iter().zip(case.features[place].iter());
                    let told: Vec<String> = parts
                        .filter(|((_, one), (_, other))| (one - other).abs() > 0.01)
                        .map(|((feature, one), (_, other))| {
                            format!("{} {:.2}/{:.2}*{:.1}", feature.name(), one, other, weights.of(feature))
                        })
                        .collect();
                    judged.misses.push(format!("  {}", told.join(", ")));
                }
            }
        }
    }
    judged
}

fn cross_validate(all: &[Series], cases: &[Vec<Case>], without: Option<Feature>) -> Judged {
    // ranked by weights of the others, signs fitted to the others as they are ranked without themselves
    let mut weights: Vec<Weights> = Vec::new();
    for held in 0..all.len() {
        let mut fitted = fit(&others(cases, &[held]), without);
        let mut praises = Vec::new();
        let mut folds = Vec::new();
        for other in (0..all.len()).filter(|other| *other != held) {
            folds.push(fit(&others(cases, &[held, other]), without));
            for pair in all[other].praises.iter().zip(&cases[other]) {
                praises.push((pair, folds.len() - 1));
            }
        }
        let pairs: Vec<(&Told, &Case)> = praises.iter().map(|(pair, _)| *pair).collect();
        fit_signs(&mut fitted, &pairs, |at| folds[praises[at].1].clone());
        weights.push(fitted);
    }
    let mut praises = Vec::new();
    let mut of = Vec::new();
    for (at, (series, cases)) in all.iter().zip(cases).enumerate() {
        for pair in series.praises.iter().zip(cases) {
            praises.push(pair);
            of.push(at);
        }
    }
    if without.is_none() {
        for (at, series) in all.iter().enumerate() {
            let own: Vec<(&Told, &Case)> = series.praises.iter().zip(&cases[at]).collect();
            println!("  {:16} {}", series.name, judge(&own, |_| &weights[at]));
        }
    }
    judge(&praises, |at| &weights[of[at]])
}

/// All cases but those of some series.
fn others<'c>(cases: &'c [Vec<Case>], out: &[usize]) -> Vec<&'c Case> {
    cases.iter().enumerate().filter(|(at, _)| !out.contains(at)).flat_map(|(_, cases)| cases).collect()
}

fn as_file(weights: &Weights) -> String {
    let mut file =
        String::from("# Made by `cargo run --release --example fit -- SERIES --write`; not by hand.\n");
    let mut line = |line: String| {
        file.push_str(&line);
        file.push('\n');
    };
    line("# From which certainty on a candidate is called likely, or shown at all.".to_owned());
    line(format!("likely = {:.4}", weights.likely));
    line(format!("possible = {:.4}", weights.possible));
    line(
        "\n# From which likelihood on two items are told as one story, and what that begins with.".to_owned(),
    );
    line(format!("one_story = {:.4}", weights.one_story));
    line(format!("story_begins = {:.4}", weights.story_begins));
    for (name, weights) in [("evidence", &weights.evidence), ("story", &weights.story)] {
        line(format!("\n[{name}]"));
        for (feature, weight) in Feature::ALL.iter().zip(weights) {
            line(format!("{} = {weight:.4}", feature.name()));
        }
    }
    line("\n[signs]".to_owned());
    for (sign, weight) in Sign::ALL.iter().zip(&weights.signs) {
        line(format!("{} = {weight:.4}", sign.name()));
    }
    file
}
