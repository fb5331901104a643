//! The archive that a Word document is: its parts, unpacked within limits, and what each has to do with the text.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::super::Unreadable;
use super::xml::{Xml, attribute, name};
use super::{damaged, sentence};

/// No document of people has more parts than this.
const MOST_PARTS: usize = 10_000;

/// How much all that is read may unpack to, in bytes, and how many times the size of the document.
const MOST_BYTES: u64 = 50_000_000;
const MOST_TIMES: u64 = 100;

/// A small document may unpack to this much, in bytes, however small it is.
const SMALL: u64 = 1_000_000;

/// Each old document of Office, and each new one with a password, begins with this.
const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0];

/// Web addresses by the names that the text has for them.
pub(super) type Addresses = HashMap<String, String>;

/// An open archive.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// What may still be unpacked, in bytes.
    left: u64,
    /// The name of the part with the text.
    main: String,
    relations: Vec<Relation>,
}

/// What a part says of another.
struct Relation {
    id: String,
    /// What the other is to it: "styles", "hyperlink".
    kind: String,
    /// The other's name in the archive, or an address outside of it.
    target: String,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        if bytes.starts_with(COMPOUND) {
            return Err(compound(bytes));
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if archive.len() > MOST_PARTS {
            return Err(sentence("this Word document has more parts than kneel takes (10,000)"));
        }
        let left = (bytes.len() as u64 * MOST_TIMES).clamp(SMALL, MOST_BYTES);
        let mut package = Self { archive, left, main: String::new(), relations: Vec::new() };
        let document = package.relations("")?.into_iter().find(|relation| relation.kind == "officeDocument");
        package.main = document.map_or_else(|| "word/document.xml".to_owned(), |document| document.target);
        package.relations = package.relations(&package.main.clone())?;
        Ok(package)
    }

    /// The part with the text, and the addresses it links to.
    pub(super) fn text(&mut self) -> Result<(String, Addresses), Unreadable> {
        let text = self.part(&self.main.clone())?;
        let text = text.ok_or_else(|| sentence("this is an archive, and no Word document"))?;
        Ok((text, addresses(&self.relations)))
    }

    /// The part that is this to the text; empty where there is none.
    pub(super) fn related(&mut self, kind: &str) -> Result<String, Unreadable> {
        Ok(self.all_related(kind)?.into_iter().next().map(|(part, _)| part).unwrap_or_default())
    }

    /// All parts that are this to the text, each with the addresses it links to.
    pub(super) fn all_related(&mut self, kind: &str) -> Result<Vec<(String, Addresses)>, Unreadable> {
        let related = self.relations.iter().filter(|relation| relation.kind == kind);
        let names: Vec<String> = related.map(|relation| relation.target.clone()).collect();
        let mut parts = Vec::new();
        for name in names {
            if let Some(part) = self.part(&name)? {
                parts.push((part, addresses(&self.relations(&name)?)));
            }
        }
        Ok(parts)
    }

    /// A part's text; `None` where there is no such part.
    fn part(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(damaged()),
        };
        let mut bytes = Vec::new();
        let read = part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| damaged())? as u64;
        let left = self.left.checked_sub(read);
        self.left = left.ok_or_else(|| sentence("this Word document unpacks to more than kneel takes"))?;
        Ok(Some(String::from_utf8_lossy(&bytes).trim_start_matches('\u{FEFF}').to_owned()))
    }

    /// What a part says of others; the archive itself is the part without a name.
    fn relations(&mut self, of: &str) -> Result<Vec<Relation>, Unreadable> {
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let path = joined(folder, &format!("_rels/{file}.rels"));
        let Some(part) = self.part(&path)? else { return Ok(Vec::new()) };
        let mut relations = Vec::new();
        Xml::new(&part).each(|_, tag| {
            if name(tag) == "Relationship" {
                let told = |key| attribute(tag, key).unwrap_or_default();
                let target = match told("TargetMode").as_str() {
                    "External" => told("Target"),
                    _ => joined(folder, &told("Target")),
                };
                let kind = told("Type").rsplit('/').next().unwrap_or_default().to_owned();
                relations.push(Relation { id: told("Id"), kind, target });
            }
            Ok(())
        })?;
        Ok(relations)
    }
}

/// A name in the archive, as seen from a folder of it.
fn joined(folder: &str, name: &str) -> String {
    match name.strip_prefix('/') {
        Some(name) => name.to_owned(),
        None if folder.is_empty() => name.to_owned(),
        None => format!("{folder}/{name}"),
    }
}

fn addresses(relations: &[Relation]) -> Addresses {
    let links = relations.iter().filter(|relation| relation.kind == "hyperlink");
    links.map(|link| (link.id.clone(), link.target.clone())).collect()
}

/// Why a document in Office's older wrapping cannot be read.
fn compound(bytes: &[u8]) -> Unreadable {
    let locked: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(bytes, &locked).is_some() {
        sentence("this Word document is locked with a password; save it without one, and import that")
    } else {
        sentence("this is a document of an older Word (.doc); save it as .docx, and import that")
    }
}
