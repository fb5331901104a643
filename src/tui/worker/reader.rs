//! Reads documents for the screens, on a thread of its own: a document that takes long holds nothing up.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

use crate::bulletin::{self, Correction, Profile};
use crate::journal::{Incoming, is_export};
use crate::profiles;
use crate::tui::effects::paths;
use crate::tui::msg::{Answer, Errand, Msg};
use crate::tui::opened::{Count, Found, Gathered, Opened};

/// No bulletin is larger; a file that is was chosen by mistake.
const LARGEST: u64 = 50 << 20;

/// Documents are handed over together up to about so many bytes.
const MOST_BYTES: usize = 4 << 20;

/// An errand with its number.
pub type Asked = (u64, Errand);

/// Reads documents with what is known of their publishers.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// Where publishers' profiles lie; `None`: none are read or written.
    pub profiles: Option<PathBuf>,
}

/// Works until nobody asks any more. Of errands to one place only the last one that waits is run.
pub fn work(reader: &Reader, errands: &Receiver<Asked>, tell: &mut dyn FnMut(Msg)) {
    while let Ok(asked) = errands.recv() {
        let mut waiting = vec![asked];
        waiting.extend(errands.try_iter());
        for (at, (generation, errand)) in waiting.iter().enumerate() {
            let stale = waiting.iter().skip(at + 1).any(|(_, newer)| newer.slot() == errand.slot());
            if !stale {
                reader.run(*generation, errand, tell);
            }
        }
    }
}

impl Reader {
    /// Runs an errand; what comes of it goes to `tell`.
    pub fn run(&self, generation: u64, errand: &Errand, tell: &mut dyn FnMut(Msg)) {
        let profiles = self.profiles(tell);
        let document = |opened| Found::Document(Box::new(opened));
        let answer = match errand {
            Errand::Look(typed) => look(typed, &profiles).map(Answer::Looked),
            Errand::Open(path) => open(path, &profiles).map(document).map(Answer::Looked),
            Errand::Glance(path) => Ok(Answer::Glanced(glance(path, &profiles))),
            Errand::Gather(paths) => Ok(Answer::Gathered(gather(paths, &profiles))),
            Errand::Learn { document, corrections } => {
                self.learn(&profiles, document, corrections).map(Answer::Learned)
            }
        };
        tell(match answer {
            Ok(answer) => Msg::Answered { generation, answer },
            Err(sentence) => Msg::Unanswered { generation, slot: errand.slot(), sentence },
        });
    }

    /// Remembers what corrections teach of a publisher, where profiles are written at all.
    fn learn(
        &self,
        profiles: &[Profile],
        document: &Opened,
        corrections: &[Correction],
    ) -> Result<Vec<String>, String> {
        let Some(folder) = &self.profiles else { return Ok(Vec::new()) };
        let (right, _) = bulletin::apply(document.reading.clone(), corrections);
        profiles::remember(folder, profiles, &document.reading.document, &right)
    }

    /// The profiles as they lie there now; what is wrong with one is told.
    fn profiles(&self, tell: &mut dyn FnMut(Msg)) -> Vec<Profile> {
        let Some(folder) = &self.profiles else { return Vec::new() };
        let (profiles, problems) = profiles::load(folder);
        for problem in problems {
            tell(Msg::Trouble(problem));
        }
        profiles
    }
}

fn look(typed: &str, profiles: &[Profile]) -> Result<Found, String> {
    let path = paths::expanded(typed);
    let of = |error: &std::io::Error| format!("{}: {}", path.display(), plain(error));
    if !fs::metadata(&path).map_err(|error| of(&error))?.is_dir() {
        return Ok(Found::Document(Box::new(open(&path, profiles)?)));
    }
    match files(&path) {
        Ok(files) if files.is_empty() => Err(format!("there is no file in {}", path.display())),
        Ok(files) => Ok(Found::Folder(files)),
        Err(error) => Err(of(&error)),
    }
}

fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if path.is_file() && !hidden {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn open(path: &Path, profiles: &[Profile]) -> Result<Opened, String> {
    let name = name_of(path);
    let named = |why: &dyn std::fmt::Display| format!("{name}: {why}");
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .map_err(|error| named(&plain(&error)))?;
    if is_export(&bytes) {
        return Err(named(&"a whole journal; `kneel import` on the command line joins it"));
    }
    if bytes.len() as u64 > LARGEST {
        return Err(named(&"too large to be a bulletin"));
    }
    let reading = bulletin::read(&bytes, profiles).map_err(|error| named(&error))?;
    let draft = format!("draft:import:{}", blake3::hash(&bytes).to_hex());
    Ok(Opened { path: path.to_owned(), name, bytes, reading, draft })
}

fn glance(path: &Path, profiles: &[Profile]) -> Result<Count, String> {
    let opened = open(path, profiles)?;
    Ok(Count::of(opened.reading.issues.iter().map(|issue| &issue.bulletin)))
}

fn gather(paths: &[PathBuf], profiles: &[Profile]) -> Gathered {
    let mut gathered = Gathered::default();
    let mut weight = 0;
    for path in paths {
        if weight > MOST_BYTES {
            break;
        }
        gathered.read += 1;
        match open(path, profiles) {
            Ok(Opened { name, bytes, reading, .. }) => {
                weight += bytes.len();
                let (bulletins, corrections) = (reading.bulletins(), Vec::new());
                gathered.documents.push(Incoming { name, bytes, bulletins, corrections });
            }
            Err(why) => gathered.refused.push(why),
        }
    }
    gathered
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// An error of the machine in words for people.
fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".into(),
        std::io::ErrorKind::PermissionDenied => "it may not be read".into(),
        _ => error.to_string(),
    }
}
