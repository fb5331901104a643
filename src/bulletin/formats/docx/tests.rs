//! Word documents made here, part by part.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::open;
use crate::bulletin::{Document, Line, Mark};

/// Packs parts, each with its name.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, part) in parts {
        archive.start_file(*name, options).unwrap();
        archive.write_all(part.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A document of these paragraphs, with a few styles, a list of bullets (1) and one of numbers (2).
fn document(body: &str) -> Vec<u8> {
    let relations = r#"<Relationships>
        <Relationship Id="s" Type="http://x/styles" Target="styles.xml"/>
        <Relationship Id="n" Type="http://x/numbering" Target="numbering.xml"/>
        <Relationship Id="h" Type="http://x/header" Target="header1.xml"/>
        <Relationship Id="f" Type="http://x/footnotes" Target="/word/footnotes.xml"/>
        <Relationship Id="web" Type="http://x/hyperlink" Target="https://hill.example/?a=1&amp;b=2" TargetMode="External"/>
        <Relationship Id="mail" Type="http://x/hyperlink" Target="mailto:ada@hill.example" TargetMode="External"/>
        </Relationships>"#;
    let styles = r#"<w:styles>
        <w:docDefaults><w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:styleId="berschrift1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
        <w:style w:styleId="Region"><w:name w:val="Region"/><w:basedOn w:val="berschrift1"/></w:style>
        <w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
        <w:style w:styleId="Land"><w:name w:val="Land"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
        <w:style w:styleId="Liste"><w:name w:val="List Bullet"/>
            <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        </w:styles>"#;
    let numbering = r#"<w:numbering>
        <w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
            <w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl>
            <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:pPr><w:ind w:left="1440"/></w:pPr></w:lvl></w:abstractNum>
        <w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
        </w:numbering>"#;
    let text = format!("<?xml version=\"1.0\"?><w:document><w:body>{body}</w:body></w:document>");
    packed(&[
        (
            "_rels/.rels",
            r#"<R><Relationship Id="d" Type="http://x/officeDocument" Target="word/document.xml"/></R>"#,
        ),
        ("word/document.xml", &text),
        ("word/_rels/document.xml.rels", relations),
        ("word/styles.xml", styles),
        ("word/numbering.xml", numbering),
        ("word/header1.xml", "<w:hdr><w:p><w:r><w:t>Hill Clinic, page 3</w:t></w:r></w:p></w:hdr>"),
        (
            "word/footnotes.xml",
            r#"<w:footnotes><w:footnote w:type="separator"><w:p><w:r><w:t>___</w:t></w:r></w:p></w:footnote>
            <w:footnote w:id="1"><w:p><w:r><w:t>Not her name.</w:t></w:r></w:p></w:footnote></w:footnotes>"#,
        ),
    ])
}

fn read(body: &str) -> Document {
    open(&document(body)).unwrap()
}

/// The lines of the text itself, without those that stand around it.
fn lines(body: &str) -> Vec<Line> {
    read(body).lines.into_iter().filter(|line| !line.aside).collect()
}

/// A paragraph with properties, of one run.
fn paragraph(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn check(body: &str, expected: &[(Mark, &str)]) {
    let lines = lines(body);
    let found: Vec<_> = lines.iter().map(|line| (line.mark, line.text.as_str())).collect();
    assert_eq!(found, expected);
}

/// The words of each line, a blank line before those that are set off.
fn check_words(body: &str, expected: &str) {
    let lines = lines(body);
    let shown = lines.iter().map(|line| format!("{}{}", if line.gap { "\n" } else { "" }, line.text));
    assert_eq!(shown.collect::<Vec<_>>().join("\n").trim_start(), expected);
}

#[test]
fn headings_are_known_by_name_base_and_outline() {
    let body = [
        paragraph(r#"<w:pStyle w:val="berschrift1"/>"#, "Africa"),
        paragraph(r#"<w:pStyle w:val="Region"/>"#, "Asia &amp; Oceania"),
        paragraph(r#"<w:pStyle w:val="Land"/>"#, "Fiji"),
        paragraph(r#"<w:outlineLvl w:val="0"/>"#, "Europe"),
        paragraph(r#"<w:pStyle w:val="Loop"/><w:outlineLvl w:val="9"/>"#, "Pray for rain."),
    ];
    check(
        &body.concat(),
        &[
            (Mark::Heading(1), "Africa"),
            (Mark::Heading(1), "Asia & Oceania"),
            (Mark::Heading(3), "Fiji"),
            (Mark::Heading(1), "Europe"),
            (Mark::Plain, "Pray for rain."),
        ],
    );
}

#[test]
fn a_title_stands_above_all_headings() {
    let title = paragraph(r#"<w:pStyle w:val="Titel"/>"#, "Hill Clinic");
    let heading = paragraph(r#"<w:pStyle w:val="berschrift1"/>"#, "Africa");
    check(&(title + &heading), &[(Mark::Heading(1), "Hill Clinic"), (Mark::Heading(2), "Africa")]);
}

#[test]
fn items_of_lists_have_marks() {
    let listed = |list: &str, level: &str, text: &str| {
        paragraph(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), text)
    };
    let body = [
        listed("1", "0", "For Ada."),
        listed("1", "1", "For her knee."),
        paragraph(r#"<w:pStyle w:val="Liste"/>"#, "For Ben."),
        listed("2", "0", "For rain."),
        listed("0", "0", "That is all."),
        paragraph("", "•\u{a0}typed"),
        paragraph("", "&#xF0B7;  drawn"),
    ]
    .concat();
    check(
        &body,
        &[
            (Mark::Bullet('•'), "For Ada."),
            (Mark::Bullet('•'), "For her knee."),
            (Mark::Bullet('•'), "For Ben."),
            (Mark::Number, "For rain."),
            (Mark::Plain, "That is all."),
            (Mark::Bullet('•'), "typed"),
            (Mark::Bullet('•'), "drawn"),
        ],
    );
    let lines = lines(&body);
    assert_eq!(lines.iter().map(|line| line.indent).collect::<Vec<_>>(), [4, 8, 4, 0, 0, 0, 0]);
    assert_eq!(
        lines.iter().map(|line| line.gap).collect::<Vec<_>>(),
        [true, false, false, false, true, true, false]
    );
}

#[test]
fn emphasis_counts_where_a_line_has_nothing_else() {
    let run = |look: &str, text: &str| format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>");
    let strong = |runs: &[String]| lines(&format!("<w:p>{}</w:p>", runs.concat()))[0].strong;
    assert!(strong(&[run("<w:b/>", "Afr"), run("", " "), run("<w:b/><w:i/>", "ica")]));
    assert!(strong(&[run("<w:u w:val=\"single\"/>", "Africa")]));
    assert!(!strong(&[run("<w:b/>", "Kenya: "), run("<w:i/>", "pray.")]));
    assert!(!strong(&[run("<w:b w:val=\"0\"/><w:u w:val=\"none\"/>", "Africa")]));
    assert!(lines(&paragraph(r#"<w:pStyle w:val="Region"/>"#, "Asia"))[0].strong, "by its style");
}

#[test]
fn links_to_the_web_are_kept() {
    let lines = lines(
        r#"<w:p><w:r><w:t xml:space="preserve">See </w:t></w:r><w:hyperlink r:id="web"><w:r><w:t>our page</w:t></w:r></w:hyperlink>
        <w:hyperlink r:id="mail"><w:r><w:t xml:space="preserve">, write</w:t></w:r></w:hyperlink>
        <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://old.example" </w:instrText></w:r>
        <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t xml:space="preserve"> or read</w:t></w:r>
        <w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>"#,
    );
    assert_eq!(lines[0].text, "See our page, write or read");
    let found: Vec<_> = lines[0].links.iter().map(|link| (link.text.as_str(), link.url.as_deref())).collect();
    assert_eq!(
        found,
        [("our page", Some("https://hill.example/?a=1&b=2")), ("or read", Some("http://old.example"))]
    );
}

#[test]
fn a_broken_line_ends_and_a_paragraph_is_set_off() {
    check_words(
        r#"<w:p><w:r><w:t>Pray for rain</w:t><w:br/><w:t>and</w:t><w:tab/><w:t>wells.</w:t><w:br w:type="page"/></w:r></w:p>
        <w:p/><w:p><w:r><w:t>Pray for Ada.</w:t><w:br w:type="page"/><w:t>Next page.</w:t></w:r></w:p>"#,
        "Pray for rain\nand wells.\n\nPray for Ada.\n\nNext page.",
    );
}

#[test]
fn tables_of_facts_keep_their_rows_and_others_come_cell_by_cell() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", paragraph("", text));
    let row =
        |cells: &[&str]| format!("<w:tr>{}</w:tr>", cells.iter().map(|text| cell(text)).collect::<String>());
    let facts = row(&["Capital", "Suva"]) + &row(&["People", "900,000"]);
    check_words(&format!("<w:tbl>{facts}</w:tbl>"), "Capital | Suva\nPeople | 900,000");
    let diary = row(&["1 May", "Pray for rain."]) + &row(&["2 May", "Pray for Ada."]);
    check_words(&format!("<w:tbl>{diary}</w:tbl>"), "1 May\n\nPray for rain.\n\n2 May\n\nPray for Ada.");
    let nested = format!("<w:tbl><w:tr><w:tc><w:tbl>{facts}</w:tbl></w:tc></w:tr></w:tbl>");
    check_words(&nested, "Capital | Suva\nPeople | 900,000");
}

#[test]
fn a_text_box_is_read_once_and_after_its_paragraph() {
    let boxed = paragraph("", "Sunday at six");
    check_words(
        &format!(
            "<w:p><w:r><w:t>Come </w:t><mc:AlternateContent><mc:Choice><w:txbxContent>{boxed}</w:txbxContent></mc:Choice>\
            <mc:Fallback><w:pict><w:txbxContent>{boxed}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>\
            <w:t>and pray.</w:t></w:r></w:p>"
        ),
        "Come and pray.\n\nSunday at six",
    );
}

#[test]
fn what_was_deleted_or_hidden_is_not_read() {
    check_words(
        r"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Pray for </w:t></w:r><w:del><w:r><w:delText>sun</w:delText><w:t>x</w:t></w:r></w:del>
        <w:ins><w:r><w:t>rain</w:t></w:r></w:ins></w:p><w:p><w:r><w:t>, and wells.</w:t></w:r>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>Draft 3</w:t></w:r></w:p>",
        "Pray for rain, and wells.",
    );
}

#[test]
fn what_stands_around_the_text_is_kept_aside_and_last() {
    let document = read(&paragraph("", "Pray for rain."));
    let lines: Vec<_> =
        document.lines.iter().map(|line| (line.number, line.aside, line.text.as_str())).collect();
    assert_eq!(
        lines,
        [(1, false, "Pray for rain."), (2, true, "Not her name."), (3, true, "Hill Clinic, page 3")]
    );
    assert!(document.sheets[0].hard && document.sheets[0].lines == (0..3));
}

fn refused(bytes: &[u8], sentence: &str) {
    let why = open(bytes).unwrap_err().to_string();
    assert!(why.contains(sentence), "{why}");
}

#[test]
fn what_cannot_be_read_is_refused_in_words() {
    let whole = document(&paragraph("", "Pray for rain."));
    refused(&whole[..whole.len() / 2], "damaged");
    refused(b"PK", "damaged");
    refused(&packed(&[("content.xml", "<a/>")]), "no Word document");
    refused(&document("<w:p><w:r><w:t>Pray"), "damaged");
    refused(&document("<w:p/>"), "no text");
    refused(&packed(&[("word/document.xml", "<!DOCTYPE a [<!ENTITY b 'b'>]><a>&b;</a>")]), "damaged");
    let mut locked = vec![0xD0, 0xCF, 0x11, 0xE0];
    refused(&locked, ".doc");
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    refused(&locked, "password");
}

#[test]
fn what_is_made_to_do_harm_is_refused_in_words() {
    refused(&document(&"<w:sdt>".repeat(300)), "nested");
    refused(&document(&" ".repeat(60_000_000)), "unpacks");
}
