//! The export is what its schema and `docs/export.md` say: no field and no kind of event goes out undescribed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cli_common;

use std::path::Path;

use cli_common::{Home, LATER_LETTER, LETTER};
use serde_json::{Value, json};

/// Holds a value against the part of JSON Schema that the schema uses. `strict`: also a property that is not described is
/// wrong, though the schema allows it: a newer kneel may say more.
struct Checker<'a> {
    schema: &'a Value,
    strict: bool,
    wrong: Vec<String>,
}

impl Checker<'_> {
    fn check(&mut self, at: &str, value: &Value, schema: &Value) {
        for word in schema.as_object().unwrap().keys() {
            const KNOWN: [&str; 20] = [
                "$schema",
                "$id",
                "$defs",
                "$ref",
                "title",
                "description",
                "type",
                "properties",
                "required",
                "items",
                "enum",
                "const",
                "pattern",
                "format",
                "minimum",
                "contentEncoding",
                "allOf",
                "if",
                "then",
                "x",
            ];
            assert!(
                KNOWN.contains(&word.as_str()),
                "the schema says {word}, which this test does not understand"
            );
        }
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            let target = self.schema.pointer(name.trim_start_matches('#')).expect(name).clone();
            self.check(at, value, &target);
        }
        if let Some(types) = schema.get("type") {
            let types: Vec<&str> =
                types.as_array().map_or(vec![types.as_str().unwrap_or_default()], |list| {
                    list.iter().filter_map(Value::as_str).collect()
                });
            let is = match value {
                Value::Null => "null",
                Value::Bool(_) => "boolean",
                Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
                Value::Number(_) => "number",
                Value::String(_) => "string",
                Value::Array(_) => "array",
                Value::Object(_) => "object",
            };
            self.hold(types.contains(&is), at, &format!("is {is}, not one of {types:?}"));
        }
        if let Some(constant) = schema.get("const") {
            self.hold(value == constant, at, &format!("is not {constant}"));
        }
        if let Some(list) = schema.get("enum").and_then(Value::as_array) {
            self.hold(list.contains(value), at, &format!("is {value}"));
        }
        if let (Some(format), Some(text)) = (schema.get("format").and_then(Value::as_str), value.as_str()) {
            let fits = match format {
                "date" => text.parse::<chrono::NaiveDate>().is_ok(),
                "uuid" => text.len() == 36 && uuid::Uuid::parse_str(text).is_ok(),
                other => panic!("the format {other} is not understood"),
            };
            self.hold(fits, at, &format!("is no {format}"));
        }
        if let (Some(pattern), Some(text)) = (schema.get("pattern").and_then(Value::as_str), value.as_str()) {
            let length: usize =
                pattern.trim_start_matches("^[0-9a-f]{").trim_end_matches("}$").parse().unwrap();
            let fits = text.len() == length
                && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
            self.hold(fits, at, &format!("does not fit {pattern}"));
        }
        if let Some(object) = value.as_object() {
            self.object(at, object, schema);
        }
        if let (Some(items), Some(list)) = (schema.get("items"), value.as_array()) {
            for one in list {
                self.check(&format!("{at}[]"), one, items);
            }
        }
        for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            let mut condition = Checker { schema: self.schema, strict: false, wrong: Vec::new() };
            condition.check(at, value, &part["if"]);
            if condition.wrong.is_empty() {
                self.check(at, value, &part["then"]);
            }
        }
    }

    fn object(&mut self, at: &str, object: &serde_json::Map<String, Value>, schema: &Value) {
        for name in schema.get("required").and_then(Value::as_array).into_iter().flatten() {
            self.hold(object.contains_key(name.as_str().unwrap()), at, &format!("has no {name}"));
        }
        let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return };
        // the kinds of bodies describe their own fields
        let branches = schema.get("allOf").is_some();
        for (name, value) in object {
            match properties.get(name) {
                Some(described) => self.check(&format!("{at}.{name}"), value, described),
                None => {
                    self.hold(!self.strict || branches, at, &format!("has {name}, which is not described"));
                }
            }
        }
    }

    fn hold(&mut self, holds: bool, at: &str, what: &str) {
        if !holds {
            self.wrong.push(format!("{at} {what}"));
        }
    }
}

fn wrong(export: &Value, schema: &Value) -> Vec<String> {
    let mut checker = Checker { schema, strict: true, wrong: Vec::new() };
    checker.check("", export, schema);
    // a body of no known kind is allowed, and would go out undescribed
    let kinds = kinds_of(schema);
    for event in export["events"].as_array().unwrap() {
        let kind = event["body"]["kind"].as_str().unwrap();
        checker.hold(
            kinds.iter().any(|known| known == kind),
            "events",
            &format!("hold the kind {kind}, which is not described"),
        );
    }
    checker.wrong
}

fn kinds_of(schema: &Value) -> Vec<String> {
    let branches = schema["$defs"]["body"]["allOf"].as_array().unwrap();
    branches
        .iter()
        .map(|branch| branch["if"]["properties"]["kind"]["const"].as_str().unwrap().to_owned())
        .collect()
}

fn root(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// A journal in which everything has happened that can be said on the command line.
fn busy() -> Home {
    let home = Home::new();
    home.file("letter.txt", LETTER);
    home.file("later.txt", LATER_LETTER);
    home.kneel(&["import", "letter.txt"]).done();
    home.kneel(&["import", "--fix", "1 title", "--fix", "publisher Lamplight", "later.txt"]).done();
    home.file("mine.csv", "Request,Date,Notes,Last prayed,Snoozed until,Archived\nAunt Mary,2026-01-02,a note,2026-01-03,2026-05-01,no\nOld job,2025-01-02,,,,yes\n");
    home.kneel(&["import", "--csv", "mine.csv"]).done();
    let (nilufa, joren, rain) = (home.id("Nilufa"), home.id("Joren"), home.id("herders"));
    home.kneel(&["add", "A secret fear", "--region", "Family"]).done();
    home.kneel(&["prayed", &nilufa, &joren]).done();
    home.kneel(&["note", &nilufa, "what she wrote"]).done();
    home.kneel(&["note", &nilufa, "--rewrite", "1", "what she wrote to us"]).done();
    home.kneel(&["answer", &rain, "--from", &home.id("water"), "--words", "It rained"]).done();
    home.kneel(&["answer", &nilufa, "--words", "The judge was just"]).done();
    home.kneel(&["reopen", &nilufa]).done();
    home.kneel(&["snooze", &joren, "2w"]).done();
    home.kneel(&["pin", &nilufa]).done();
    home.kneel(&["follow-up", &nilufa, "friday"]).done();
    home.kneel(&["edit", &joren, "--region", "Harbour"]).done();
    home.kneel(&["flag", &joren, "public"]).done();
    home.kneel(&["dismiss", &home.id("roof"), &joren]).done();
    home.kneel(&["archive", &home.id("roof")]).done();
    home.kneel(&["undo"]).done();
    home.kneel(&["redo"]).done();
    home
}

#[test]
fn an_export_is_what_its_schema_says() {
    let home = busy();
    let schema = home.kneel(&["export", "--schema"]).done().json();
    let export = home.kneel(&["export"]).done().json();
    assert_eq!(wrong(&export, &schema), Vec::<String>::new());
    let happened =
        |kind: &str| export["events"].as_array().unwrap().iter().any(|event| event["body"]["kind"] == kind);
    for kind in [
        "imported",
        "added",
        "prayed",
        "prayed_before",
        "noted",
        "note_edited",
        "answered",
        "reopened",
        "snoozed",
        "pinned",
        "follow_up",
        "edited",
        "archived",
        "undone",
        "redone",
    ] {
        assert!(happened(kind), "{kind} does not happen in this test");
    }
}

#[test]
fn the_check_has_teeth() {
    let home = busy();
    let schema: Value = serde_json::from_str(&root("assets/schema/export.json")).unwrap();
    let export = home.kneel(&["export"]).done().json();
    let spoiled = |path: &str, name: &str, value: Value| {
        let mut export = export.clone();
        let place = export.pointer_mut(path).unwrap_or_else(|| panic!("{path}")).as_object_mut().unwrap();
        place.insert(name.to_owned(), value);
        wrong(&export, &schema)
    };
    assert_eq!(spoiled("", "mood", json!("good")), [" has mood, which is not described"]);
    assert_eq!(spoiled("/revisions/0/body/bulletin", "mood", json!(1)).len(), 1);
    assert_eq!(spoiled("/events/0/body", "mood", json!(1)).len(), 1);
    assert_eq!(spoiled("/events/0/body", "kind", json!("sung")).len(), 1);
    assert_eq!(spoiled("/events/0", "day", json!("yesterday")).len(), 1);
    assert_eq!(spoiled("/documents/0", "hash", json!("short")).len(), 1);
}

#[test]
fn each_kind_of_event_is_described() {
    let schema: Value = serde_json::from_str(&root("assets/schema/export.json")).unwrap();
    let (kinds, page) = (kinds_of(&schema), root("docs/export.md"));
    let source = root("src/journal/event.rs");
    let body = source.split("enum What {").nth(1).unwrap().split("\n}").next().unwrap();
    let variants = body.lines().filter_map(|line| {
        line.strip_prefix("    ").filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
    });
    let variants: Vec<String> = variants
        .map(|line| line.chars().take_while(char::is_ascii_alphanumeric).collect::<String>())
        .filter(|name| name != "Unknown")
        .map(|name| {
            let snake = name.chars().map(|c| {
                if c.is_ascii_uppercase() { format!("_{}", c.to_ascii_lowercase()) } else { c.to_string() }
            });
            snake.collect::<String>().trim_start_matches('_').to_owned()
        })
        .collect();
    assert!(variants.len() >= 15, "{variants:?}");
    for kind in variants {
        assert!(
            kinds.contains(&kind),
            "say in assets/schema/export.json what an event of the kind `{kind}` holds"
        );
        assert!(
            page.contains(&format!("`{kind}`")),
            "say in docs/export.md what an event of the kind `{kind}` is"
        );
        let described = &schema["$defs"][format!("kind_{kind}")]["properties"];
        for field in described.as_object().unwrap().keys() {
            assert!(
                page.contains(&format!("`{field}`")),
                "say in docs/export.md what `{field}` of `{kind}` is"
            );
        }
    }
}

#[test]
fn the_page_names_every_column_of_the_table() {
    let home = Home::with_letter();
    let table = home.kneel(&["export", "--format", "csv"]).done().out;
    let page = root("docs/export.md");
    for column in table.lines().next().unwrap().split(',') {
        assert!(
            page.contains(&format!("`{column}`")),
            "say in docs/export.md what the column `{column}` holds"
        );
    }
}
