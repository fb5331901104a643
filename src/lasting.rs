//! Files and folders that are there, whole, also after the power was cut.
//!
//! A file's bytes and its name reach the disk apart: whoever says that a file is written has synced both, the name by
//! syncing the folder that holds it, and a new folder's name by syncing the one above.

use std::fs::{DirBuilder, File};
use std::io;
use std::path::Path;

use tempfile::NamedTempFile;

/// Makes a folder, and those above it, for the person alone (0700) where they are new.
pub fn folder(path: &Path) -> io::Result<()> {
    let new = path.ancestors().take_while(|above| !above.as_os_str().is_empty() && !above.exists()).count();
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)?;
    path.ancestors().take(new).for_each(names_beside);
    Ok(())
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
