//! A handout as one page for a browser: no scripts, nothing remote, every word escaped by the template.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, context, value};

use super::Unprintable;
use super::wording::Leaflet;

/// How it looks. Its name ends in `.html`, which is what turns the escaping on.
const TEMPLATE: (&str, &str) = ("page.html", include_str!("../../../assets/handout/page.html"));

pub(super) fn write(leaflet: &Leaflet) -> Result<String, Unprintable> {
    page(leaflet).map_err(|_| Unprintable::Page)
}

fn page(leaflet: &Leaflet) -> Result<String, minijinja::Error> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    templates.set_syntax(
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?,
    );
    templates.add_template(TEMPLATE.0, TEMPLATE.1)?;
    let values = context! { leaflet => value::Serde(leaflet), title => leaflet.title() };
    templates.get_template(TEMPLATE.0)?.render(values)
}
