//! The rows of a table, each a request with its day, notes, answer and marks.

use chrono::NaiveDate;

use super::cells::{Row, cells};
use super::columns::{Columns, Mapping, columns};
use super::days::{Order, Told, Written, in_cell, settled, told};
use super::words::{Field, Says, says};
use super::{Column, Entry, Remark, codes, plain};
use crate::bulletin::Kinds;
use crate::journal::{Own, OwnAnswer, OwnNote, PrayedElsewhere, Verdict, Visibility};

/// What was read in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What parts its cells.
    pub separator: char,
    /// Its columns, and what each holds.
    pub columns: Vec<Column>,
    /// Whether 3/4/2026 is the third of April, where it matters, and how that is known.
    pub order: Option<(Order, &'static str)>,
    /// Its requests, in their order.
    pub entries: Vec<Entry>,
    /// What the person should know.
    pub remarks: Vec<Remark>,
}

/// Why a table cannot be read before the person says more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Which column holds what, in words.
    Columns(String),
    /// Nothing tells whether the first number or the second is the month: this day, for example.
    Order(u32, u32, i32),
}

/// Reads a table. What the person says of columns and of the order of days counts before any guess; `visibility` is that
/// of rows that do not say it.
pub fn table(
    raw: &str,
    mapping: &Mapping,
    order: Option<Order>,
    visibility: Visibility,
) -> Result<Table, Trouble> {
    let taken = cells(raw);
    let mut remarks = Vec::new();
    if let Some(line) = taken.open_quote {
        let what = "a quotation mark opens here that nothing closes; it is read as a letter".to_owned();
        remarks.push(Remark { line, what, kept: true });
    }
    let first = taken.rows.iter().find(|row| !row.is_empty()).map_or(&[][..], |row| row.cells.as_slice());
    let columns = columns(first, mapping).map_err(Trouble::Columns)?;
    let kneels = columns.is_kneels();
    let mut rows: Vec<Row> = taken.rows;
    if columns.headed
        && let Some(at) = rows.iter().position(|row| !row.is_empty())
    {
        rows.remove(at);
    }
    if kneels {
        rows.iter_mut().flat_map(|row| &mut row.cells).for_each(unguard);
    }
    let codes = codes(columns.language.as_deref());
    let (orders, said) = orders(&rows, &columns, &codes, order)?;
    let reader = Reader { columns: &columns, orders: &orders, codes: &codes, visibility };
    let mut entries = Vec::new();
    let mut empty: Option<(usize, usize)> = None;
    for row in &rows {
        if row.is_empty() {
            empty = Some((empty.map_or(row.line, |(from, _)| from), row.line));
            continue;
        }
        remarks.extend(empty.take().map(empty_rows));
        entries.extend(reader.row(row, &mut remarks));
    }
    remarks.extend(empty.map(empty_rows));
    remarks.sort_by_key(|remark| remark.line);
    Ok(Table { separator: taken.separator, columns: columns.all, order: said, entries, remarks })
}

fn empty_rows((from, to): (usize, usize)) -> Remark {
    let what = if from == to { "an empty row".to_owned() } else { format!("empty rows, up to line {to}") };
    Remark { line: from, what, kept: true }
}

/// Takes off the mark that kneel sets before what a spreadsheet would run as a formula.
fn unguard(cell: &mut String) {
    let bare = cell.trim_start_matches('\'');
    if cell.starts_with('\'') && bare.starts_with(['=', '+', '-', '@']) {
        cell.remove(0);
    }
}

type Orders = (Vec<Option<Order>>, Option<(Order, &'static str)>);

/// In which order each column writes its days: as its own days tell, else as the other columns' do, else as is said.
fn orders(rows: &[Row], columns: &Columns, codes: &[&str], said: Option<Order>) -> Result<Orders, Trouble> {
    let days_of = |at: usize| {
        let cells = rows.iter().filter_map(move |row| row.cells.get(at));
        told(cells.filter_map(|cell| in_cell(cell, codes)))
    };
    let each: Vec<Told> = columns
        .all
        .iter()
        .enumerate()
        .map(|(at, column)| if column.field.holds_days() { days_of(at) } else { Told::Clear })
        .collect();
    let known = |order| each.contains(&Told::One(order));
    let of_all = match (known(Order::DayFirst), known(Order::MonthFirst)) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    };
    let open = each
        .iter()
        .find_map(|told| if let Told::Open(a, b, year) = told { Some((*a, *b, *year)) } else { None });
    // only in English do people write either
    let usual = columns.language.as_deref().filter(|code| *code != "en").map(|_| Order::DayFirst);
    let chosen = match (said, of_all, usual) {
        (Some(order), ..) => Some((order, "as you said")),
        (None, Some(order), _) => Some((order, "as other days of the table tell")),
        (None, None, Some(order)) => {
            Some((order, "as is usual in the language of its columns; --dates says otherwise"))
        }
        (None, None, None) => None,
    };
    if let (Some((a, b, year)), None) = (open, chosen) {
        return Err(Trouble::Order(a, b, year));
    }
    let order = chosen.map(|(order, _)| order);
    let of_each = each.iter().map(|told| match told {
        Told::One(order) => Some(said.unwrap_or(*order)),
        Told::Open(..) => order,
        Told::Mixed => said,
        Told::Clear => None,
    });
    let matters = of_all.is_some() || open.is_some();
    Ok((of_each.collect(), chosen.filter(|_| matters)))
}

struct Reader<'a> {
    columns: &'a Columns,
    orders: &'a [Option<Order>],
    codes: &'a [&'a str],
    visibility: Visibility,
}

/// What a row says of its answer, before all of it is known.
#[derive(Default)]
struct Outcome {
    verdict: Option<Verdict>,
    open: bool,
    day: Option<NaiveDate>,
    words: String,
}

impl Reader<'_> {
    /// The request of a row; `None` where there is none, and the remark says why.
    fn row(&self, row: &Row, remarks: &mut Vec<Remark>) -> Option<Entry> {
        let mut refuse = |what: String| {
            remarks.push(Remark { line: row.line, what, kept: false });
            None
        };
        let width = self.columns.all.len();
        if row.cells.iter().skip(width).any(|cell| !cell.is_empty()) {
            return refuse(format!(
                "it has {} cells where the first row has {width}; is a cell with a separator in it without quotation marks?",
                row.cells.len()
            ));
        }
        let text = self.text(row);
        if text.is_empty() {
            let column = self.columns.all.iter().find(|column| column.field == Field::Text);
            let name = column.map(|column| column.name.as_str()).unwrap_or_default();
            return refuse(format!("there is nothing to pray for in it: {name} is empty"));
        }
        if row.cells.len() < width {
            let what = format!(
                "it has {} cells where the first row has {width}; what is there was read",
                row.cells.len()
            );
            remarks.push(Remark { line: row.line, what, kept: true });
        }
        let mut own = plain(text, self.visibility);
        let mut outcome = Outcome::default();
        let mut prayed = PrayedElsewhere { times: 0, first: None, last: None };
        for (at, (cell, column)) in row.cells.iter().zip(&self.columns.all).enumerate() {
            if cell.is_empty() {
                continue;
            }
            let day = || in_cell(cell, self.codes).and_then(|day| self.settle(day, at));
            let understood = match column.field {
                Field::Text | Field::Title | Field::Skip => true,
                Field::Region => {
                    own.region = Some(cell.clone());
                    true
                }
                Field::Note if !column.unknown => {
                    own.notes.extend(dated(cell));
                    true
                }
                Field::Note => false,
                Field::Day => put(&mut own.day, day()),
                Field::Snoozed => put(&mut own.snoozed_until, day()),
                Field::FollowUp => put(&mut own.follow_up, day()),
                Field::Pinned => match says(cell, &[Says::Yes, Says::No]) {
                    Some(said) => {
                        own.pinned = said == Says::Yes;
                        true
                    }
                    None => false,
                },
                Field::Prayed if says(cell, &[Says::No]).is_some() => true,
                Field::Prayed if says(cell, &[Says::Yes]).is_some() => {
                    prayed.times = prayed.times.max(1);
                    true
                }
                Field::Prayed => put(&mut prayed.last, day()),
                Field::FirstPrayed => put(&mut prayed.first, day()),
                Field::Times => cell.parse().map(|times| prayed.times = times).is_ok(),
                Field::Kind => kinds(cell).map(|kinds| own.kinds = kinds).is_some(),
                Field::Visibility => self.visibility(cell).map(|seen| own.visibility = seen).is_some(),
                Field::Archived => match says(cell, &[Says::Yes, Says::No, Says::LetGo]) {
                    Some(said) => {
                        own.archived |= said != Says::No;
                        true
                    }
                    None => false,
                },
                Field::Answered => put(&mut outcome.day, day()) || outcome.say(cell, &mut own.archived),
                Field::Verdict => outcome.say(cell, &mut own.archived),
                Field::Answer => {
                    outcome.words.clone_from(cell);
                    true
                }
                Field::Id => {
                    let is_id = cell.len() == 32 && cell.bytes().all(|byte| byte.is_ascii_hexdigit());
                    own.exported_as = is_id.then(|| cell.clone());
                    is_id
                }
            };
            if !understood {
                own.notes.push(OwnNote { day: None, text: format!("{}: {cell}", column.name) });
                remarks.extend(self.unread(row.line, cell, column, at));
                if column.field == Field::Visibility {
                    own.visibility = Visibility::Private;
                }
            }
        }
        if prayed.times > 0 || prayed.last.is_some() || prayed.first.is_some() {
            own.prayed = Some(PrayedElsewhere { times: prayed.times.max(1), ..prayed });
        }
        outcome.settle(&mut own);
        Some(Entry { line: row.line, own })
    }

    /// What is asked; a short name stands before it unless it only says the same.
    fn text(&self, row: &Row) -> String {
        let cell = |field| {
            let at = self.columns.all.iter().position(|column| column.field == field)?;
            row.cells.get(at).filter(|cell| !cell.is_empty())
        };
        match (cell(Field::Title), cell(Field::Text)) {
            (Some(title), Some(text)) if text.contains(title.as_str()) => text.clone(),
            (Some(title), Some(text)) => format!("{}: {text}", title.trim_end_matches([':', '.'])),
            (title, text) => text.or(title).cloned().unwrap_or_default(),
        }
    }

    fn settle(&self, day: Written, at: usize) -> Option<NaiveDate> {
        settled(day, self.orders.get(at).copied().flatten())
    }

    fn visibility(&self, cell: &str) -> Option<Visibility> {
        Some(match says(cell, &[Says::Private, Says::Group, Says::Public, Says::Yes, Says::No])? {
            Says::Group => Visibility::Group,
            Says::Public => Visibility::Public,
            Says::No => self.visibility,
            _ => Visibility::Private,
        })
    }

    /// What to say of a cell that was not understood and is kept as a note; nothing where a note is what it is.
    fn unread(&self, line: usize, cell: &str, column: &Column, at: usize) -> Option<Remark> {
        let Column { name, field, .. } = column;
        let why = match field {
            Field::Note | Field::Kind | Field::Verdict => return None,
            _ if field.holds_days() => match in_cell(cell, self.codes) {
                Some(day) if self.settle(day, at).is_none() => {
                    "could be two days, and the column writes days both ways; --dates day-first or month-first says it"
                }
                _ => "is no day that kneel can read",
            },
            Field::Visibility => "does not say who may see it, so it is private",
            Field::Times => "is no number",
            _ => "says nothing that kneel knows",
        };
        let cell = crate::text::truncate(cell, 40);
        Some(Remark { line, what: format!("{name}: “{cell}” {why}; it is kept as a note"), kept: true })
    }
}

/// Puts what was found where it belongs; tells whether something was.
fn put<T>(place: &mut Option<T>, found: Option<T>) -> bool {
    let is = found.is_some();
    if is {
        *place = found;
    }
    is
}

fn kinds(cell: &str) -> Option<Kinds> {
    Some(match says(cell, &[Says::Both, Says::Praise, Says::Request])? {
        Says::Both => Kinds::BOTH,
        Says::Praise => Kinds::PRAISE,
        _ => Kinds::REQUEST,
    })
}

/// The notes of a cell: those that begin with their days are apart, as kneel writes them.
fn dated(cell: &str) -> Vec<OwnNote> {
    let mut notes: Vec<OwnNote> = Vec::new();
    for line in cell.lines() {
        let opening =
            line.get(..12).filter(|head| head.ends_with(": ")).and_then(|head| head.get(..10)?.parse().ok());
        match (opening, notes.last_mut()) {
            (Some(day), _) => {
                notes.push(OwnNote { day: Some(day), text: line.get(12..).unwrap_or_default().to_owned() });
            }
            (None, Some(note)) => {
                note.text.push('\n');
                note.text.push_str(line);
            }
            (None, None) => notes.push(OwnNote { day: None, text: line.to_owned() }),
        }
    }
    notes
}

impl Outcome {
    /// Hears a cell that says where the request stands; tells whether it was understood.
    fn say(&mut self, cell: &str, archived: &mut bool) -> bool {
        let known =
            [Says::SetBack, Says::Partly, Says::Otherwise, Says::Answered, Says::Yes, Says::No, Says::LetGo];
        match says(cell, &known) {
            Some(Says::No) => self.open = true,
            Some(Says::LetGo) => *archived = true,
            // "yes" beside "in part" is in part
            Some(said) if self.verdict.is_none_or(|verdict| verdict == Verdict::Answered) => {
                self.verdict = verdict_of(said).or(self.verdict);
            }
            Some(_) => {}
            None => return false,
        }
        true
    }

    /// Says of the request how it was answered, if it was.
    fn settle(self, own: &mut Own) {
        let Outcome { verdict, open, day, words } = self;
        let told = day.is_some() || !words.is_empty() && !open;
        match verdict.or(told.then_some(Verdict::Answered)) {
            Some(verdict) => own.answer = Some(OwnAnswer { verdict, words, day }),
            None if words.is_empty() => {}
            None => own.notes.push(OwnNote { day: None, text: words }),
        }
    }
}

pub(super) fn verdict_of(said: Says) -> Option<Verdict> {
    Some(match said {
        Says::Answered | Says::Yes => Verdict::Answered,
        Says::Partly => Verdict::Partly,
        Says::Otherwise => Verdict::Otherwise,
        Says::SetBack => Verdict::SetBack,
        _ => return None,
    })
}
