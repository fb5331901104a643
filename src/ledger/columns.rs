//! Which column of a table holds what: said by the person, else guessed from the names of the columns.

use super::words::{Field, fitness, language};
use crate::text;

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name as it stands; `column 3` where it has none.
    pub name: String,
    /// What it holds.
    pub field: Field,
    /// Whether nobody said so and its name tells nothing: it is kept as a note.
    pub unknown: bool,
}

/// What the person says of columns, each as a field and a column's name or number.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping(Vec<(Field, String)>);

impl Mapping {
    /// Reads `text=Request, day=Date, note=More notes`. A name may hold blanks and commas: a pair ends where the next
    /// one begins. Says what is wrong with it otherwise.
    pub fn parse(said: &str) -> Result<Self, String> {
        let mut starts: Vec<(usize, usize, Field)> = Vec::new();
        for (at, _) in said.match_indices('=') {
            let before = said.get(..at).unwrap_or_default().trim_end();
            let start =
                before.rfind(|letter: char| letter == ',' || letter.is_whitespace()).map_or(0, |gap| gap + 1);
            let name = before.get(start..).unwrap_or_default();
            if let Some(field) = Field::from_name(&name.to_lowercase()) {
                starts.push((start, at + 1, field));
            } else if starts.is_empty() {
                return Err(format!("`{name}` is nothing that a column can hold; say one of: {}", names()));
            }
        }
        let head = starts.first().map_or(said, |(start, ..)| said.get(..*start).unwrap_or_default());
        if starts.is_empty() || !head.trim_matches([',', ' ']).is_empty() {
            return Err(format!(
                "say it like this: 'text=Request, day=Date'; a column can hold: {}",
                names()
            ));
        }
        let ends = starts.iter().skip(1).map(|(start, ..)| *start).chain([said.len()]);
        let pairs = starts.iter().zip(ends).map(|(&(_, from, field), to)| {
            let column = said.get(from..to).unwrap_or_default().trim().trim_end_matches(',').trim();
            (field, column.to_owned())
        });
        let pairs: Vec<(Field, String)> = pairs.collect();
        if let Some((field, _)) = pairs.iter().find(|(_, column)| column.is_empty()) {
            return Err(format!("`{}=` names no column", field.name()));
        }
        Ok(Mapping(pairs))
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, more: Mapping) -> Self {
        self.0.extend(more.0);
        self
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

fn names() -> String {
    Field::ALL.map(Field::name).join(", ")
}

/// The columns of a table, and whether its first row names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// Each column in order.
    pub all: Vec<Column>,
    /// Whether the first row is no request but holds their names.
    pub headed: bool,
    /// The language that the names are in, where one is known.
    pub language: Option<String>,
}

impl Columns {
    /// Whether kneel wrote the table: its marks against formulas are its own, and what can be worked out again is known.
    pub fn is_kneels(&self) -> bool {
        let holds = |name: &str| self.all.iter().any(|column| column.name == name);
        ["id", "issued_on", "kinds", "times_prayed", "visibility", "answered_on"].into_iter().all(holds)
    }
}

/// What the columns of a table hold, by the cells of its first row.
pub fn columns(first: &[String], mapping: &Mapping) -> Result<Columns, String> {
    let fits: Vec<Vec<(Field, usize)>> = first.iter().map(|name| fitness(name)).collect();
    let said = mapping.0.iter().any(|(_, column)| find(first, column).is_some_and(|(_, by_name)| by_name));
    let headed = said || fits.iter().flatten().any(|(_, fit)| *fit >= 500);
    let called = |(at, name): (usize, &String)| match name.as_str() {
        "" => format!("column {}", at + 1),
        _ if !headed => format!("column {}", at + 1),
        name => text::squash(name),
    };
    let names: Vec<String> = first.iter().enumerate().map(called).collect();
    let mut held: Vec<Option<Field>> = vec![None; first.len()];
    for (field, column) in &mapping.0 {
        let Some((at, _)) = find(first, column) else {
            return Err(format!("there is no column {column}; the table has: {}", first.join(", ")));
        };
        if !field.may_repeat() && held.contains(&Some(*field)) {
            return Err(format!("{} is said of two columns; only notes may stand in several", field.name()));
        }
        if let Some(held) = held.get_mut(at) {
            *held = Some(*field);
        }
    }
    let kneels = Columns {
        all: names.iter().map(|name| column(name, Field::Skip, false)).collect(),
        headed,
        language: None,
    };
    let kneels = kneels.is_kneels();
    if headed {
        guess(&fits, &mut held);
    }
    if kneels {
        for (name, held) in names.iter().zip(&mut held) {
            match name.as_str() {
                "id" => *held = Some(Field::Id),
                "title" | "countries" => *held = Some(Field::Skip),
                "publisher" | "bulletin" => *held = None,
                _ => {}
            }
        }
    }
    // a short name is what is asked where nothing else says it; so is the only column there is
    if !held.contains(&Some(Field::Text)) {
        let title = held.iter().position(|field| *field == Some(Field::Title));
        let only = (first.len() == 1).then_some(0);
        if let Some(held) = title.or(only).and_then(|at| held.get_mut(at)) {
            *held = Some(Field::Text);
        }
    }
    if !held.contains(&Some(Field::Text)) {
        return Err(format!(
            "no column's name says that it holds the requests; say which: --columns 'text=NAME'. The table has: {}",
            first.join(", ")
        ));
    }
    let all =
        names.iter().zip(held).map(|(name, held)| column(name, held.unwrap_or(Field::Note), held.is_none()));
    Ok(Columns { all: all.collect(), headed, language: if headed { language(first) } else { None } })
}

fn column(name: &str, field: Field, unknown: bool) -> Column {
    Column { name: name.to_owned(), field, unknown }
}

/// Gives each field that nobody spoke of the column whose name fits it best.
fn guess(fits: &[Vec<(Field, usize)>], held: &mut [Option<Field>]) {
    let mut pairs: Vec<(usize, usize, Field)> = Vec::new();
    for (at, fits) in fits.iter().enumerate() {
        pairs.extend(fits.iter().map(|(field, fit)| (*fit, at, *field)));
    }
    // the best first; of two as good, the one that stands first
    pairs.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    for (_, at, field) in pairs {
        let taken = held.contains(&Some(field)) && !field.may_repeat();
        if let Some(held) = held.get_mut(at)
            && held.is_none()
            && !taken
        {
            *held = Some(field);
        }
    }
}

/// The place of a column by its name, else by its number; and which it was.
fn find(first: &[String], said: &str) -> Option<(usize, bool)> {
    let folded = |name: &str| text::fold(&text::squash(name));
    if let Some(at) = first.iter().position(|name| folded(name) == folded(said)) {
        return Some((at, true));
    }
    let number: usize = said.parse().ok()?;
    (1..=first.len()).contains(&number).then(|| (number - 1, false))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, mapping: &str, expected: &str) {
        let header: Vec<String> = header.split('|').map(str::to_owned).collect();
        let mapping = if mapping.is_empty() { Ok(Mapping::default()) } else { Mapping::parse(mapping) };
        let told = match mapping.and_then(|mapping| columns(&header, &mapping)) {
            Ok(found) => {
                let one = |column: &Column| {
                    format!("{}{}", if column.unknown { "?" } else { "" }, column.field.name())
                };
                found.all.iter().map(one).collect::<Vec<_>>().join("|")
            }
            Err(why) => why,
        };
        assert_eq!(told, expected, "{header:?}");
    }

    #[test]
    fn columns_are_guessed_from_their_names() {
        check(
            "Request|Date|Category|Type|Notes|Answered on|How|Last prayed|Private?",
            "",
            "text|day|region|kind|note|answered|answer|prayed|visibility",
        );
        check(
            "Datum|Gebetsanliegen|Kategorie|Erhört am|Wie|Notizen|Farbe",
            "",
            "day|text|region|answered|answer|note|?note",
        );
        check("제목|내용|날짜|메모", "", "title|text|day|note");
        check("Title|Created at", "", "text|day");
        check("Prayers of mine", "", "text");
        check("Rain for the valley", "", "text");
        check(
            "a|b",
            "",
            "no column's name says that it holds the requests; say which: --columns 'text=NAME'. The table has: a, b",
        );
    }

    #[test]
    fn what_the_person_says_counts() {
        check("a|b, c|Date", "text=b, c, skip=a", "skip|text|day");
        check("a|b", "text=2 day=1", "day|text");
        check("Request|Wish|Date", "text=wish", "?note|text|day");
        check("a|b", "text=c", "there is no column c; the table has: a, b");
        check("a|b", "text=a, text=b", "text is said of two columns; only notes may stand in several");
    }

    #[test]
    fn a_mapping_that_cannot_be_read_says_why() {
        assert!(
            Mapping::parse("colour=a").unwrap_err().starts_with("`colour` is nothing that a column can hold")
        );
        assert!(Mapping::parse("Request").unwrap_err().starts_with("say it like this"));
        assert_eq!(Mapping::parse("text=").unwrap_err(), "`text=` names no column");
    }

    #[test]
    fn kneels_own_table_is_known() {
        check(
            "id|issued_on|publisher|bulletin|region|kinds|title|text|countries|visibility|archived|times_prayed|first_prayed|last_prayed|snoozed_until|verdict|answered_on|answer|notes|pinned|follow_up",
            "",
            "id|day|?note|?note|region|kind|skip|text|skip|visibility|archived|times|first_prayed|prayed|snoozed|verdict|answered|answer|note|pinned|follow_up",
        );
    }
}
