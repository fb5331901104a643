//! Reads series of bulletins, and what their praises answer.

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use anyhow::Context as _;
use kneel::answers::{Profile, Source, profile};
use kneel::bulletin::{self, Issued};
use kneel::text::squash;
use serde::Deserialize;

/// The issues of one publisher.
pub struct Series {
    pub name: String,
    pub items: usize,
    /// Praises that are known, and were not read as such.
    pub unread: usize,
    pub praises: Vec<Told>,
}

/// A praise, and the requests of earlier issues.
pub struct Told {
    pub profile: Rc<Profile>,
    pub text: String,
    pub difficulty: String,
    /// Each with the number of its item, and its text.
    pub requests: Vec<(Rc<Profile>, usize, String)>,
    pub answers: Vec<usize>,
    pub related: Vec<usize>,
}

#[derive(Deserialize)]
struct Gold {
    praises: Vec<GoldPraise>,
}

#[derive(Deserialize)]
struct GoldPraise {
    #[serde(flatten)]
    place: Place,
    answers: Vec<Place>,
    related: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    file: String,
    starts: String,
}

#[derive(Deserialize)]
struct Grade {
    series: String,
    file: String,
    starts: String,
    difficulty: String,
}

struct Read {
    file: String,
    issue: usize,
    text: String,
    asks: bool,
    praises: bool,
    profile: Rc<Profile>,
}

pub fn read_all(folder: &Path) -> anyhow::Result<Vec<Series>> {
    let grades: Vec<Grade> = match std::fs::read(folder.join("difficulty.json")) {
        Ok(json) => serde_json::from_slice(&json)?,
        Err(_) => Vec::new(),
    };
    let grades: BTreeMap<(String, String, String), String> = grades
        .into_iter()
        .map(|grade| ((grade.series, grade.file, grade.starts), grade.difficulty))
        .collect();
    let mut folders: Vec<_> = std::fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    folders.sort_by_key(std::fs::DirEntry::path);
    let series = folders.iter().map(std::fs::DirEntry::path).filter(|path| path.join("gold.json").exists());
    series.map(|path| read(&path, &grades).with_context(|| path.display().to_string())).collect()
}

fn read(folder: &Path, grades: &BTreeMap<(String, String, String), String>) -> anyhow::Result<Series> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let gold: Gold = serde_json::from_slice(&std::fs::read(folder.join("gold.json"))?)?;
    let mut files: Vec<_> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    files.retain(|path| path.extension().is_some_and(|end| end == "txt"));
    files.sort();
    let mut items: Vec<Read> = Vec::new();
    for (issue, path) in files.iter().enumerate() {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let reading =
            bulletin::read(&std::fs::read(path)?, &[]).map_err(|error| anyhow::anyhow!("{error}"))?;
        for bulletin in reading.bulletins() {
            for item in &bulletin.items {
                let source = Source {
                    text: &item.text,
                    context: item.context.as_deref(),
                    petitions: &item.petitions,
                    region: item.region.as_deref().or(item.heading.as_deref()),
                    countries: &item.countries,
                    publisher: bulletin.publisher.as_deref(),
                    issued_on: bulletin.issued().map(Issued::day),
                    language: bulletin.language.as_deref(),
                    praises: item.kinds.praise,
                };
                items.push(Read {
                    file: file.clone(),
                    issue,
                    text: squash(&item.text),
                    asks: item.kinds.request,
                    praises: item.kinds.praise,
                    profile: Rc::new(profile(&source)),
                });
            }
        }
    }
    let at = |place: &Place| {
        let starts = squash(&place.starts);
        let bare = starts.split_once(": ").map_or("", |(_, bare)| bare);
        items.iter().position(|item| {
            item.file == place.file
                && (item.text.starts_with(&starts) || bare.len() >= 12 && item.text.starts_with(bare))
        })
    };
    let mut praises = Vec::new();
    let mut unread = 0;
    for praise in &gold.praises {
        let Some(read) = at(&praise.place).and_then(|at| items.get(at)).filter(|read| read.praises) else {
            unread += usize::from(!praise.answers.is_empty());
            continue;
        };
        let requests = items.iter().enumerate().filter(|(_, item)| item.issue < read.issue && item.asks);
        let key = (name.clone(), praise.place.file.clone(), praise.place.starts.clone());
        praises.push(Told {
            profile: Rc::clone(&read.profile),
            text: read.text.clone(),
            difficulty: grades.get(&key).cloned().unwrap_or_default(),
            requests: requests
                .map(|(number, item)| (Rc::clone(&item.profile), number, item.text.clone()))
                .collect(),
            answers: praise.answers.iter().filter_map(&at).collect(),
            related: praise.related.iter().filter_map(&at).collect(),
        });
    }
    Ok(Series { name, items: items.len(), unread, praises })
}
