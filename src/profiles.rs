//! The profiles of publishers in the config folder: one readable TOML file for each, which may be written by hand.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::bulletin::{Document, Profile, Reading, learn};
use crate::lasting;
use crate::text::fold;

/// What a person finds at the top of a file that kneel wrote.
const HEAD: &str = "# What kneel learned of this publisher's bulletins. You may change it; kneel writes it anew when it learns
# more, and keeps no comments. A line that ends in … stands for all lines that begin so.

";

/// A profile with the file that it lies in.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The file.
    pub path: PathBuf,
    /// What it says.
    pub profile: Profile,
}

/// Reads every profile of a folder, with what in it could not be used: one sentence each. A folder that is not there
/// has none.
pub fn load(folder: &Path) -> (Vec<Profile>, Vec<String>) {
    let (kept, problems) = all(folder);
    (kept.into_iter().map(|kept| kept.profile).collect(), problems)
}

/// As [`load`], each with its file.
pub fn all(folder: &Path) -> (Vec<Kept>, Vec<String>) {
    let mut kept: Vec<Kept> = Vec::new();
    let mut problems = Vec::new();
    for path in files(folder) {
        let read = std::fs::read_to_string(&path).map_err(|error| error.to_string());
        match read.and_then(|text| parse(&text)) {
            Ok((profile, unknown)) => {
                problems.extend(unknown.into_iter().map(|what| format!("{}: {what}", path.display())));
                match kept.iter().find(|other| other.profile.is_of(&profile.publisher)) {
                    Some(first) => problems.push(format!(
                        "{}: not used, because {} is for {} too",
                        path.display(),
                        first.path.display(),
                        profile.publisher
                    )),
                    None => kept.push(Kept { path, profile }),
                }
            }
            Err(error) => problems.push(format!("{}: not used, {error}", path.display())),
        }
    }
    (kept, problems)
}

/// Reads one profile, with what in it is not understood; or says in which line it is wrong.
pub fn parse(text: &str) -> Result<(Profile, Vec<String>), String> {
    let line_of = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
    let profile: Profile = toml::from_str(text).map_err(|error| match error.span() {
        Some(span) => format!("line {}: {}", line_of(span.start), error.message()),
        None => error.message().to_owned(),
    })?;
    if fold(&profile.publisher).trim().is_empty() {
        return Err("it does not say whose it is; write publisher = \"NAME\" into it".to_owned());
    }
    let unknown = profile.unknown.keys().map(|key| {
        let line =
            text.lines().position(|line| line.trim_start().trim_start_matches(['[', '"']).starts_with(key));
        let at = line.map(|line| format!("line {}: ", line + 1)).unwrap_or_default();
        format!("{at}`{key}` is nothing that kneel knows; the rest is used")
    });
    let unknown = unknown.collect();
    Ok((profile, unknown))
}

/// A profile as the text of a file.
pub fn written(profile: &Profile) -> Result<String, String> {
    let body = toml::to_string_pretty(profile).map_err(|error| error.to_string())?;
    Ok(format!("{HEAD}{body}"))
}

/// Keeps a profile: in the file that its publisher has, else in a new one. Appears whole or not at all, for the person
/// alone. Gives the file.
pub fn keep(folder: &Path, profile: &Profile) -> Result<PathBuf, String> {
    let (known, _) = all(folder);
    let path = match known.into_iter().find(|kept| kept.profile.is_of(&profile.publisher)) {
        Some(kept) => kept.path,
        None => free(folder, &profile.publisher),
    };
    let text = written(profile)?;
    let put = || -> std::io::Result<()> {
        lasting::folder(folder)?;
        let path = lasting::led_to(&path)?;
        let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(folder))?;
        file.write_all(text.as_bytes())?;
        lasting::put(file, &path)
    };
    put().map_err(|error| format!("the profile could not be written to {}: {error}", path.display()))?;
    Ok(path)
}

/// Learns from a reading that a person put right, and keeps what is new. Gives what to tell the person: a line for each
/// publisher.
pub fn remember(
    folder: &Path,
    profiles: &[Profile],
    document: &Document,
    right: &Reading,
) -> Result<Vec<String>, String> {
    let told = learn(profiles, document, right).into_iter().map(|lesson| {
        keep(folder, &lesson.profile)?;
        let rules: Vec<String> = lesson.rules.iter().map(ToString::to_string).collect();
        Ok(format!("kneel remembers for {}: {}", lesson.profile.publisher, rules.join("; ")))
    });
    told.collect()
}

/// Takes a profile out of use without deleting it: gives the file where it lies now.
pub fn put_aside(path: &Path) -> Result<PathBuf, String> {
    let plain = path.with_extension("toml.old");
    let numbered = (2..).map(|number| path.with_extension(format!("toml.old{number}")));
    let aside = std::iter::once(plain.clone()).chain(numbered).find(|path| !path.exists()).unwrap_or(plain);
    std::fs::rename(path, &aside)
        .map_err(|error| format!("{} could not be put aside: {error}", path.display()))?;
    Ok(aside)
}

/// A file name of its own for a publisher: "hill-clinic.toml".
fn free(folder: &Path, publisher: &str) -> PathBuf {
    let plain_name = fold(publisher);
    let words: Vec<&str> =
        plain_name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let name: String = words.join("-").chars().take(60).collect();
    let name = if name.is_empty() { "publisher".to_owned() } else { name };
    let plain = folder.join(format!("{name}.toml"));
    let numbered = (2..).map(|number| folder.join(format!("{name}-{number}.toml")));
    std::iter::once(plain.clone()).chain(numbered).find(|path| !path.exists()).unwrap_or(plain)
}

/// The files that hold profiles, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bulletin::{self, Fate, Fix, Rule};

    #[test]
    fn a_profile_that_cannot_be_read_is_named_with_its_line_and_the_others_are_used() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        put("a.toml", "publisher = \"Hill Clinic\"\nheadings = [\"Friends\"]\n");
        put("b.toml", "publisher = \"Quiet Hill\"\nheadings = 3\n");
        put("c.toml", "headings = []\n");
        put("d.toml", "publisher = \"HILL CLINIC\"\n");
        put("e.toml", "publisher = \"Lantern Lane\"\n\nheadlines = [\"Friends\"]\n[collor]\nx = 1\n");
        put("notes.txt", "nothing");
        let (profiles, problems) = load(folder.path());
        let names: Vec<&str> = profiles.iter().map(|profile| profile.publisher.as_str()).collect();
        assert_eq!(names, ["Hill Clinic", "Lantern Lane"]);
        let problems: Vec<String> =
            problems.iter().map(|one| one.replace(&format!("{}/", folder.path().display()), "")).collect();
        assert_eq!(
            problems,
            [
                "b.toml: not used, line 2: invalid type: integer `3`, expected a sequence",
                "c.toml: not used, it does not say whose it is; write publisher = \"NAME\" into it",
                "d.toml: not used, because a.toml is for HILL CLINIC too",
                "e.toml: line 4: `collor` is nothing that kneel knows; the rest is used",
                "e.toml: line 3: `headlines` is nothing that kneel knows; the rest is used",
            ]
        );
        assert_eq!(load(&folder.path().join("none")), (vec![], vec![]));
    }

    #[test]
    fn profiles_are_kept_in_one_private_file_for_each_publisher() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("kneel/profiles");
        let profile = Profile::of("Élan & Hill: Clinic");
        let path = keep(&home, &profile).unwrap();
        assert_eq!(path, home.join("elan-hill-clinic.toml"));
        let more = profile.with(&Rule::Line(Fate::Heading, "Friends".into()));
        assert_eq!(keep(&home, &more).unwrap(), path, "the same file again");
        assert_eq!(
            keep(&home, &Profile::of("elan hill clinic")).unwrap(),
            home.join("elan-hill-clinic-2.toml")
        );
        let (profiles, problems) = load(&home);
        assert_eq!((&profiles[1], profiles.len(), problems), (&more, 2, vec![]));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let bits = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((bits(&path), bits(&home)), (0o600, 0o700));
        }
    }

    #[test]
    fn what_is_learned_is_kept_and_told_in_a_line() {
        let folder = tempfile::tempdir().unwrap();
        let text = b"Hill Clinic Prayer Requests\n\nfriends of the mill\n\nPray for rain.\n";
        let before = bulletin::read(text, &[]).unwrap();
        let heading = before.correction(1, Fix::Sort { lines: 1, fate: Fate::Heading }).unwrap();
        let (right, _) = bulletin::apply(before.clone(), &[heading]);
        let told = remember(folder.path(), &[], &before.document, &right).unwrap();
        assert_eq!(told, ["kneel remembers for Hill Clinic: “friends of the mill” is a heading"]);
        let (known, _) = load(folder.path());
        assert_eq!(bulletin::read(text, &known).unwrap().issues[0].bulletin, right.issues[0].bulletin);
        assert_eq!(remember(folder.path(), &known, &before.document, &right), Ok(vec![]));
    }
}
