//! What is kept but seldom read, packed: the originals and the readings of bulletins.
//!
//! LZ4 halves them at the speed of copying, and most of the time of an import is writing (Collet, "LZ4 Block Format").

use std::borrow::Cow;

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{ToSql, types::Value};

/// Nothing that kneel packs is larger; a size beyond it is damage.
const LARGEST: usize = 256 << 20;

/// Bytes that a column holds packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Packed<'a>(pub Cow<'a, [u8]>);

/// A document as it came, ready to be kept: packed, under the hash (BLAKE3) of its bytes. Packing takes as long as
/// writing, so it is done where documents are read, beside the thread that writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whole {
    hash: String,
    packed: Vec<u8>,
    size: usize,
}

impl Whole {
    /// Packs a document.
    pub fn of(bytes: &[u8]) -> Self {
        Whole {
            hash: blake3::hash(bytes).to_hex().to_string(),
            packed: lz4_flex::block::compress_prepend_size(bytes),
            size: bytes.len(),
        }
    }

    /// What names it on every machine.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Its length before it was packed, in bytes.
    pub fn size(&self) -> usize {
        self.size
    }

    /// As it lies in the journal.
    pub(super) fn packed(&self) -> &[u8] {
        &self.packed
    }
}

impl Packed<'_> {
    /// Packs them.
    pub(super) fn pack(&self) -> Vec<u8> {
        match self.0.as_ref() {
            [] => Vec::new(),
            bytes => lz4_flex::block::compress_prepend_size(bytes),
        }
    }
}

impl ToSql for Packed<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Owned(Value::Blob(self.pack())))
    }
}

impl FromSql for Packed<'static> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        // an original that is gone
        if value.as_blob()?.is_empty() {
            return Ok(Packed(Cow::Owned(Vec::new())));
        }
        let (size, packed) =
            lz4_flex::block::uncompressed_size(value.as_blob()?).map_err(FromSqlError::other)?;
        if size > LARGEST {
            return Err(FromSqlError::OutOfRange(i64::try_from(size).unwrap_or(i64::MAX)));
        }
        let bytes = lz4_flex::block::decompress(packed, size).map_err(FromSqlError::other)?;
        Ok(Packed(Cow::Owned(bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back_and_damage_is_told() {
        let text = "Pray for rain. ".repeat(400);
        let there = Packed(Cow::Borrowed(text.as_bytes()));
        let ToSqlOutput::Owned(Value::Blob(blob)) = there.to_sql().unwrap() else { panic!("not a blob") };
        assert!(blob.len() * 10 < text.len(), "{} bytes", blob.len());
        assert_eq!(Packed::column_result(ValueRef::Blob(&blob)).unwrap(), there);
        for damaged in [&blob[..blob.len() / 2], &[0xFF; 9], &[1]] {
            assert!(Packed::column_result(ValueRef::Blob(damaged)).is_err(), "{damaged:?}");
        }
    }
}
