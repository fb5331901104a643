//! Reads documents for the screens, on a thread of its own: a document that takes long holds nothing up.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

use crate::bulletin::{self, Correction, Profile};
use crate::intake::{self, Opener, Source};
use crate::journal::{Incoming, Whole};
use crate::profiles;
use crate::tui::effects::paths;
use crate::tui::msg::{Answer, Errand, Msg};
use crate::tui::opened::{Count, Found, Gathered, Opened};

/// Documents are handed over together up to about so many bytes.
const MOST_BYTES: usize = 4 << 20;

/// An errand with its number.
pub type Asked = (u64, Errand);

/// Reads documents with what is known of their publishers.
#[derive(Debug, Default)]
pub struct Reader {
    /// Where publishers' profiles lie; `None`: none are read or written.
    profiles: Option<PathBuf>,
    opener: Opener,
}

/// Works until nobody asks any more. Of errands to one place only the last one that waits is run.
pub fn work(mut reader: Reader, errands: &Receiver<Asked>, tell: &mut dyn FnMut(Msg)) {
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
    /// A reader; `profiles`: where publishers' profiles lie, if any are used.
    pub fn new(profiles: Option<PathBuf>) -> Self {
        Reader { profiles, opener: Opener::new() }
    }

    /// Where publishers' profiles lie, if any are used.
    pub fn folder(&self) -> Option<&Path> {
        self.profiles.as_deref()
    }

    /// Runs an errand; what comes of it goes to `tell`.
    pub fn run(&mut self, generation: u64, errand: &Errand, tell: &mut dyn FnMut(Msg)) {
        let profiles = self.profiles(tell);
        let document = |opened| Found::Document(Box::new(opened));
        let answer = match errand {
            Errand::Look(typed) => self.look(typed, &profiles).map(Answer::Looked),
            Errand::Open(path) => {
                self.open(&Source::Named(path.clone()), &profiles).map(document).map(Answer::Looked)
            }
            Errand::Glance(path) => Ok(Answer::Glanced(self.glance(path, &profiles))),
            Errand::Gather(paths) => Ok(Answer::Gathered(self.gather(paths, &profiles))),
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

    fn look(&mut self, typed: &str, profiles: &[Profile]) -> Result<Found, String> {
        let path = paths::expanded(typed);
        if !path.is_dir() {
            return Ok(Found::Document(Box::new(self.open(&Source::Named(path), profiles)?)));
        }
        let sources = intake::sources(&[path]);
        if let [Source::Nowhere(path, why)] = sources.as_slice() {
            return Err(format!("{}: {why}", path.display()));
        }
        Ok(Found::Folder(sources.iter().filter_map(Source::file).map(Path::to_owned).collect()))
    }

    fn open(&mut self, source: &Source, profiles: &[Profile]) -> Result<Opened, String> {
        let name = source.name();
        let why = match self.opener.read(source) {
            intake::Opened::Document(bytes, document) => {
                let reading = bulletin::understand(document, profiles);
                let draft = format!("draft:import:{}", blake3::hash(&bytes).to_hex());
                let path = source.file().map(Path::to_owned).unwrap_or_default();
                return Ok(Opened { path, name, bytes, reading, draft });
            }
            intake::Opened::Export(_) => {
                "a whole journal; `kneel import` on the command line joins it".to_owned()
            }
            intake::Opened::Sealed(_) => {
                "it is sealed; `kneel import FILE` asks for its passphrase and opens it".to_owned()
            }
            intake::Opened::Foreign => "no document that kneel can read".to_owned(),
            intake::Opened::Refused(why) => why,
        };
        Err(format!("{name}: {why}"))
    }

    fn glance(&mut self, path: &Path, profiles: &[Profile]) -> Result<Count, String> {
        let opened = self.open(&Source::Found(path.to_owned()), profiles)?;
        Ok(Count::of(opened.reading.issues.iter().map(|issue| &issue.bulletin)))
    }

    fn gather(&mut self, paths: &[PathBuf], profiles: &[Profile]) -> Gathered {
        let mut gathered = Gathered::default();
        let mut weight = 0;
        for path in paths {
            if weight > MOST_BYTES {
                break;
            }
            gathered.read += 1;
            match self.open(&Source::Found(path.clone()), profiles) {
                Ok(Opened { name, bytes, reading, .. }) => {
                    weight += bytes.len();
                    let left_out = reading.document.problems.iter();
                    gathered.left_out.extend(left_out.map(|what| format!("{name}: {what}")));
                    let (bulletins, corrections) = (reading.bulletins(), Vec::new());
                    gathered.documents.push(Incoming {
                        name,
                        whole: Whole::of(&bytes),
                        bulletins,
                        corrections,
                    });
                }
                Err(why) => gathered.refused.push(why),
            }
        }
        gathered
    }
}
