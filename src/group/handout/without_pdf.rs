//! What stands for the writer of PDFs where kneel was built without it.

use super::wording::Leaflet;
use super::{Rendered, Unprintable};

pub(super) fn write(_leaflet: &Leaflet) -> Result<Rendered, Unprintable> {
    Err(Unprintable::WithoutPdf)
}
