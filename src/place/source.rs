//! A file of `assets/places`, read when kneel is built, and by tests.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::name::Meaning;

/// What each list is for is said in `en.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Source {
    pub before: Vec<String>,
    #[serde(default)]
    pub after: Vec<String>,
    #[serde(default)]
    pub attached: Vec<String>,
    pub joining: Vec<String>,
    pub articles: Vec<String>,
    pub regions: Vec<String>,
    pub nothing: Vec<String>,
    #[serde(default)]
    pub endings: Endings,
    pub countries: Lists,
    pub peoples: Lists,
    pub cities: Lists,
}

/// Names by the code of their country.
pub(super) type Lists = BTreeMap<String, Vec<String>>;

/// How names are inflected: an ending, and what stands in its place in the other forms.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Endings {
    names: BTreeMap<String, Vec<String>>,
    peoples: BTreeMap<String, Vec<String>>,
}

impl Source {
    /// Every name in every form, with what it means and whether it is doubtful.
    pub fn each_form<'a>(&'a self, mut add: impl FnMut(&str, Meaning<'a>, bool)) {
        let lists = [
            (&self.countries, &self.endings.names),
            (&self.peoples, &self.endings.peoples),
            (&self.cities, &self.endings.names),
        ];
        for (list, endings) in lists {
            for (code, names) in list {
                for name in names {
                    each_form_of(name, endings, |form, doubtful| add(form, Meaning::Country(code), doubtful));
                }
            }
        }
        for (list, meaning) in [(&self.regions, Meaning::Region), (&self.nothing, Meaning::Nothing)] {
            for name in list {
                each_form_of(name, &BTreeMap::new(), |form, doubtful| add(form, meaning, doubtful));
            }
        }
    }
}

/// A name, and its other forms by the longest ending that it has.
fn each_form_of(name: &str, endings: &BTreeMap<String, Vec<String>>, mut add: impl FnMut(&str, bool)) {
    let (name, doubtful) = name.strip_suffix('?').map_or((name, false), |name| (name, true));
    add(name, doubtful);
    let stems = endings.iter().filter_map(|(ending, others)| Some((name.strip_suffix(&**ending)?, others)));
    if let Some((stem, others)) = stems.min_by_key(|(stem, _)| stem.len()) {
        for other in others {
            add(&format!("{stem}{other}"), doubtful);
        }
    }
}
