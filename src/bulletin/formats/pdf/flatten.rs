//! Pages written anew with nothing but letters and their places.
//!
//! pdf-extract gives up on a whole document for a colour or a picture that it does not know, passes over the
//! operators `'` and `"`, the matrix of a form and the rotation of a page, and does not say which font a letter has. So
//! a page comes to it as one stream of the operators that place and show letters, forms written out where they are
//! drawn, and what is known of each string of letters is noted in order.

use pdf_extract::content::{Content, Operation};
use pdf_extract::{Dictionary, Document, Object, ObjectId};

use super::fonts::{self, Font};

/// Forms within forms, at most.
const DEEPEST: usize = 16;

/// More operators than this no page of a bulletin has; forms drawn by forms may make any number of them.
const MOST_OPERATORS: usize = 2_000_000;

/// A page that does not say how large it is: Letter, in points.
const LETTER: [f64; 4] = [0.0, 0.0, 612.0, 792.0];

/// A page written anew.
pub(super) struct Page {
    pub dictionary: Dictionary,
    pub content: Vec<u8>,
    /// What is known of each string of letters, in the order in which they are shown.
    pub hands: Vec<Hand>,
    /// Whether there is a picture on it.
    pub picture: bool,
    pub links: Vec<Area>,
    /// Its height, in points.
    pub height: f64,
}

/// In which hand a string of letters is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hand {
    /// Its font's place among the page's.
    pub font: usize,
    pub bold: bool,
    /// Whether its font holds symbols instead of letters.
    pub symbols: bool,
    /// Whether the file says that it belongs to the page and not to its text.
    pub artifact: bool,
}

/// A rectangle that leads to a web address.
pub(super) struct Area {
    pub left: f64,
    pub bottom: f64,
    pub right: f64,
    pub top: f64,
    pub url: String,
}

/// Writes a page anew; `None` where its content cannot be read at all.
pub(super) fn flatten(document: &Document, page: ObjectId) -> Option<Page> {
    let dictionary = document.get_dictionary(page).ok()?;
    let said = |key: &[u8]| inherited(document, dictionary, key);
    let edges = said(b"MediaBox").and_then(|edges| numbers::<4>(document, edges.as_array().ok()?));
    let edges = edges.unwrap_or(LETTER);
    let turned = said(b"Rotate").and_then(|turned| turned.as_i64().ok()).unwrap_or(0);
    let upright = upright(edges, turned);
    let nothing = Dictionary::new();
    let resources = said(b"Resources").and_then(|resources| resources.as_dict().ok()).unwrap_or(&nothing);
    let mut scribe = Scribe::new(document);
    scribe.write("cm", upright.map(|number| Object::Real(number as f32)).to_vec());
    scribe.stream(&document.get_page_content(page).ok()?, resources, 0)?;
    let content = Content { operations: scribe.operations }.encode().ok()?;
    let (width, height) = ((edges[2] - edges[0]).abs(), (edges[3] - edges[1]).abs());
    let (width, height) = if turned % 180 == 0 { (width, height) } else { (height, width) };
    let whole = [0.0, 0.0, width, height].map(|number| Object::Real(number as f32)).to_vec();
    let named = scribe.fonts.iter().enumerate();
    let table: Dictionary =
        named.map(|(at, font)| (format!("F{at}"), fonts::prepared(document, font))).collect();
    let resources: Dictionary = [("Font", Object::Dictionary(table))].into_iter().collect();
    let mut rewritten = Dictionary::new();
    rewritten.set("Type", Object::Name(b"Page".to_vec()));
    rewritten.set("MediaBox", whole);
    rewritten.set("Resources", resources);
    Some(Page {
        dictionary: rewritten,
        content,
        hands: scribe.hands,
        picture: scribe.picture,
        links: links(document, page, upright),
        height,
    })
}

/// What a page says under a key, or the folder that it is in.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let parent = |node: &&'a Dictionary| node.get_deref(b"Parent", document).and_then(Object::as_dict).ok();
    let mut nodes = std::iter::successors(Some(page), parent).take(32);
    nodes.find_map(|node| node.get_deref(key, document).ok())
}

/// The matrix that turns a page as it is shown, its lower left corner at zero.
fn upright([x0, y0, x1, y1]: [f64; 4], turned: i64) -> [f64; 6] {
    match turned.rem_euclid(360) {
        90 => [0.0, -1.0, 1.0, 0.0, -y0, x1],
        180 => [-1.0, 0.0, 0.0, -1.0, x1, y1],
        270 => [0.0, 1.0, -1.0, 0.0, y1, -x0],
        _ => [1.0, 0.0, 0.0, 1.0, -x0, -y0],
    }
}

/// Numbers, all of them, or none.
fn numbers<const COUNT: usize>(document: &Document, objects: &[Object]) -> Option<[f64; COUNT]> {
    let number = |object| document.dereference(object).ok()?.1.as_float().ok().map(f64::from);
    let numbers: Option<Vec<f64>> = objects.iter().map(number).collect();
    <[f64; COUNT]>::try_from(numbers?).ok()
}

fn links(document: &Document, page: ObjectId, upright: [f64; 6]) -> Vec<Area> {
    let annotations = document.get_page_annotations(page).unwrap_or_default();
    let area = |annotation: &Dictionary| {
        let action = annotation.get_deref(b"A", document).and_then(Object::as_dict).ok()?;
        let url = action.get_deref(b"URI", document).and_then(Object::as_str).ok()?;
        let url = String::from_utf8_lossy(url).into_owned();
        if !["http://", "https://"].iter().any(|web| url.starts_with(web)) {
            return None;
        }
        let corners = annotation.get_deref(b"Rect", document).and_then(Object::as_array).ok()?;
        let [x0, y0, x1, y1] = numbers::<4>(document, corners)?;
        let ((x0, y0), (x1, y1)) = (moved(upright, x0, y0), moved(upright, x1, y1));
        Some(Area { left: x0.min(x1), bottom: y0.min(y1), right: x0.max(x1), top: y0.max(y1), url })
    };
    annotations.into_iter().filter_map(area).collect()
}

/// Where a matrix puts a place.
fn moved(matrix: [f64; 6], x: f64, y: f64) -> (f64, f64) {
    (matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5])
}

/// What writes a page anew, and what it has in hand.
struct Scribe<'a> {
    document: &'a Document,
    operations: Vec<Operation>,
    seen: usize,
    fonts: Vec<Object>,
    known: Vec<Font>,
    hands: Vec<Hand>,
    picture: bool,
    /// The font and whether letters are drawn with their outlines, now and at each `q` that waits for its `Q`.
    state: (Option<usize>, bool),
    saved: Vec<(Option<usize>, bool)>,
    /// Whether each mark that is open says that what it holds belongs to the page.
    marks: Vec<bool>,
}

impl<'a> Scribe<'a> {
    fn new(document: &'a Document) -> Self {
        Self {
            document,
            operations: Vec::new(),
            seen: 0,
            fonts: Vec::new(),
            known: Vec::new(),
            hands: Vec::new(),
            picture: false,
            state: (None, false),
            saved: Vec::new(),
            marks: Vec::new(),
        }
    }

    fn write(&mut self, operator: &str, operands: Vec<Object>) {
        self.operations.push(Operation::new(operator, operands));
    }

    fn stream(&mut self, content: &[u8], resources: &Dictionary, depth: usize) -> Option<()> {
        for operation in Content::decode(content).ok()?.operations {
            self.seen += 1;
            if self.seen > MOST_OPERATORS {
                return None;
            }
            self.operation(operation, resources, depth);
        }
        Some(())
    }

    fn operation(
        &mut self,
        Operation { operator, operands }: Operation,
        resources: &Dictionary,
        depth: usize,
    ) {
        let are_numbers =
            |count| operands.len() == count && operands.iter().all(|one| one.as_float().is_ok());
        match (operator.as_str(), operands.as_slice()) {
            ("BT" | "ET" | "T*", _) => self.write(&operator, Vec::new()),
            ("cm" | "Tm", _) if are_numbers(6) => self.write(&operator, operands),
            ("Td" | "TD", _) if are_numbers(2) => self.write(&operator, operands),
            ("Tc" | "Tw" | "Tz" | "TL" | "Ts", _) if are_numbers(1) => self.write(&operator, operands),
            ("Tr", [mode]) => self.state.1 = matches!(mode.as_i64(), Ok(2 | 6)),
            ("q", _) => {
                self.saved.push(self.state);
                self.write("q", Vec::new());
            }
            ("Q", _) => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                    self.write("Q", Vec::new());
                }
            }
            ("Tf", [Object::Name(name), size]) if size.as_float().is_ok() => {
                let size = size.clone();
                self.font(name, size, resources);
            }
            ("Tj", [Object::String(..)]) => self.show("Tj", operands, 1),
            ("'", [Object::String(..)]) => {
                self.write("T*", Vec::new());
                self.show("Tj", operands, 1);
            }
            ("\"", [word, letter, text @ Object::String(..)])
                if word.as_float().is_ok() && letter.as_float().is_ok() =>
            {
                self.write("Tw", vec![word.clone()]);
                self.write("Tc", vec![letter.clone()]);
                self.write("T*", Vec::new());
                self.show("Tj", vec![text.clone()], 1);
            }
            ("TJ", [Object::Array(parts)]) => {
                let shown = |part: &Object| matches!(part, Object::String(..));
                let kept = parts.iter().filter(|part| shown(part) || part.as_float().is_ok()).cloned();
                let strings = parts.iter().filter(|part| shown(part)).count();
                self.show("TJ", vec![Object::Array(kept.collect())], strings);
            }
            ("BMC" | "BDC", _) => {
                let tag = operands.first().and_then(|tag| tag.as_name().ok());
                self.marks.push(tag == Some(b"Artifact"));
            }
            ("EMC", _) => drop(self.marks.pop()),
            ("BI" | "EI", _) => self.picture = true,
            ("Do", [Object::Name(name)]) => drop(self.draw(name, resources, depth)),
            _ => {}
        }
    }

    /// Chooses a font; one that is missing shows nothing.
    fn font(&mut self, name: &[u8], size: Object, resources: &Dictionary) {
        let table = resources.get_deref(b"Font", self.document).and_then(Object::as_dict);
        let Ok(font) = table.and_then(|table| table.get(name)) else {
            self.state.0 = None;
            return;
        };
        let at = self.fonts.iter().position(|known| known == font).unwrap_or_else(|| {
            self.fonts.push(font.clone());
            self.known.push(fonts::known(self.document, font));
            self.fonts.len() - 1
        });
        self.state.0 = Some(at);
        self.write("Tf", vec![Object::Name(format!("F{at}").into_bytes()), size]);
    }

    /// Shows letters; without a font nobody can say which.
    fn show(&mut self, operator: &str, operands: Vec<Object>, strings: usize) {
        let (Some(at), outlined) = self.state else { return };
        let font = self.known.get(at).copied().unwrap_or_default();
        let hand = Hand {
            font: at,
            bold: font.bold || outlined,
            symbols: font.symbols,
            artifact: self.marks.contains(&true),
        };
        self.hands.extend(std::iter::repeat_n(hand, strings));
        self.write(operator, operands);
    }

    /// Writes out a form where it is drawn.
    fn draw(&mut self, name: &[u8], resources: &Dictionary, depth: usize) -> Option<()> {
        let table = resources.get_deref(b"XObject", self.document).and_then(Object::as_dict).ok()?;
        let form = table.get_deref(name, self.document).and_then(Object::as_stream).ok()?;
        if form.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            self.picture = true;
            return None;
        }
        if depth >= DEEPEST {
            return None;
        }
        let matrix = form.dict.get_deref(b"Matrix", self.document).and_then(Object::as_array).ok();
        let matrix =
            matrix.filter(|matrix| matrix.len() == 6 && matrix.iter().all(|one| one.as_float().is_ok()));
        let own = form.dict.get_deref(b"Resources", self.document).and_then(Object::as_dict);
        let content = form.decompressed_content().ok()?;
        let (state, saved, marks) = (self.state, std::mem::take(&mut self.saved), self.marks.len());
        self.write("q", Vec::new());
        if let Some(matrix) = matrix {
            self.write("cm", matrix.clone());
        }
        let drawn = self.stream(&content, own.unwrap_or(resources), depth + 1);
        for _ in 0..=self.saved.len() {
            self.write("Q", Vec::new());
        }
        self.marks.truncate(marks);
        (self.state, self.saved) = (state, saved);
        drawn
    }
}
