//! Files and folders that are there, whole, also after the power was cut.
//!
//! A file's bytes and its name reach the disk apart: whoever says that a file is written has synced both, the name by
//! syncing the folder that holds it, and a new folder's name by syncing the one above.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A link that leads to nothing that is there, in words: the file itself, or a folder it stands in. `None`: there is none
/// on the way. What is not there for such a reason was not meant to be missing: its disk may not be there yet.
pub fn leads_nowhere(path: &Path) -> Option<String> {
    let lost = |at: &&Path| at.symlink_metadata().is_ok_and(|found| found.is_symlink()) && !at.exists();
    let link = path.ancestors().find(lost)?;
    let target = std::fs::read_link(link).ok()?;
    Some(format!("{} is a link to {}, which is not there", link.display(), target.display()))
}

/// Where a file is to be written that may be a link: what it leads to, so that it stays one. One that leads nowhere is
/// refused, in words.
pub fn led_to(path: &Path) -> io::Result<PathBuf> {
    match leads_nowhere(path) {
        Some(words) => Err(io::Error::other(words)),
        None => Ok(path.canonicalize().unwrap_or_else(|_| path.to_owned())),
    }
}

/// Makes a folder, and those above it, for the person alone (0700) where they are new.
pub fn folder(path: &Path) -> io::Result<()> {
    if let Some(words) = leads_nowhere(path) {
        return Err(io::Error::other(words));
    }
    let new = path.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists()).count();
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    path.ancestors().take(new).for_each(names_beside);
    Ok(())
}

/// How many bytes more a folder takes; `None` where the system does not tell. Some that lie on a network say zero of all.
pub fn room_in(folder: &Path) -> Option<u64> {
    let told = rustix::fs::statvfs(folder).ok().filter(|told| told.f_blocks > 0)?;
    told.f_bavail.checked_mul(told.f_frsize)
}

/// Opens a file to lock, made for the person alone (0600) where it is new.
pub fn lock_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Puts a file that was written beside `path` in its place, over what is there.
pub fn put(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    file.persist(path)?;
    names_beside(path);
    Ok(())
}

/// Gives a file that was written beside `path` this name, and fails where something has it.
pub fn put_new(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    file.persist_noclobber(path)?;
    names_beside(path);
    Ok(())
}

/// Has the names in the folder of `path` last: where it, or a name beside it, was made, changed or taken away. Some
/// file systems cannot be told to; there they last when the system sees fit.
pub fn names_beside(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_one_that_leads_nowhere_is_told() {
        use std::os::unix::fs::symlink;
        let home = tempfile::tempdir().unwrap();
        let (disk, link) = (home.path().join("disk"), home.path().join("kneel"));
        symlink(&disk, &link).unwrap();
        let words = format!("{} is a link to {}, which is not there", link.display(), disk.display());
        assert_eq!(leads_nowhere(&link.join("journal.db")).as_deref(), Some(words.as_str()));
        assert_eq!(led_to(&link).unwrap_err().to_string(), words);
        assert_eq!(folder(&link.join("backups")).unwrap_err().to_string(), words);
        std::fs::create_dir(&disk).unwrap();
        let file = link.join("journal.db");
        assert_eq!(leads_nowhere(&file), None);
        std::fs::write(&file, "").unwrap();
        assert_eq!(led_to(&file).unwrap(), disk.canonicalize().unwrap().join("journal.db"));
    }

    #[test]
    fn a_new_file_takes_no_place_that_is_taken() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("deep/er/file");
        folder(path.parent().unwrap()).unwrap();
        folder(path.parent().unwrap()).unwrap();
        let beside = || NamedTempFile::new_in(path.parent().unwrap()).unwrap();
        put_new(beside(), &path).unwrap();
        assert_eq!(put_new(beside(), &path).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        put(beside(), &path).unwrap();
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }
}
