//! Rust source as the rules see it: code without comments, and the paths it names.

use std::path::{Path, PathBuf};

/// One file of `src`.
pub struct Source {
    /// Its path from the crate's root, with forward slashes: `src/text/width.rs`.
    pub path: String,
    /// Its text as it stands.
    pub text: String,
    /// Its code: comments, and what belongs to tests, are blanked; line numbers hold.
    pub code: String,
    /// The same with string literals blanked as well.
    pub bare: String,
}

impl Source {
    /// Reads a source from its text.
    pub fn new(path: &str, text: &str) -> Self {
        let bare = without_tests(&blank(text, true));
        let code = masked_like(&blank(text, false), &bare, text);
        Source { path: path.to_owned(), text: text.to_owned(), code, bare }
    }

    /// The room it belongs to: `text` for `src/text/width.rs`, `clock` for `src/clock.rs`.
    pub fn room(&self) -> &str {
        let inner = self.path.trim_start_matches("src/");
        inner.split_once('/').map_or(inner.trim_end_matches(".rs"), |(room, _)| room)
    }

    /// Every path it names with its line, `use` groups written out: `std::fs::File`, `crate::text::fold`.
    /// A path that climbs out of the module by `super` is told as seen from `crate`.
    pub fn paths(&self) -> Vec<(usize, String)> {
        let tokens = tokens(&self.bare);
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            at = path_from(&tokens, at, &[], &mut found).max(at + 1);
        }
        let depth = self.depth();
        found.into_iter().map(|(line, parts)| (line, from_crate(parts, depth).join("::"))).collect()
    }

    /// How many modules deep the file lies: 1 for `src/text/mod.rs`, 2 for `src/text/width.rs`.
    fn depth(&self) -> usize {
        let inner = self.path.trim_start_matches("src/");
        let steps = inner.split('/').count();
        if inner.ends_with("mod.rs") || inner == "lib.rs" || inner == "main.rs" { steps - 1 } else { steps }
    }
}

/// All of `src`, the files of tests left out, in order of path.
pub fn all() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    files.sort();
    let sources: Vec<Source> = files
        .iter()
        .map(|file| {
            let path = file.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            Source::new(&path, &std::fs::read_to_string(file).unwrap())
        })
        .collect();
    assert!(
        sources.len() > 10,
        "only {} files found under src: the rules would prove nothing",
        sources.len()
    );
    sources
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "tests") {
                collect(&path, files);
            }
        } else if path.extension().is_some_and(|e| e == "rs")
            && path.file_name().is_some_and(|n| n != "tests.rs")
        {
            files.push(path);
        }
    }
}

/// Blanks comments and, when asked, literals. Line breaks stay.
fn blank(text: &str, literals: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let (end, hide) = match chars[at] {
            '/' if chars.get(at + 1) == Some(&'/') => (line_end(&chars, at), true),
            '/' if chars.get(at + 1) == Some(&'*') => (block_end(&chars, at), true),
            '"' => (string_end(&chars, at + 1), literals),
            'r' if !joined(&chars, at) && raw_hashes(&chars, at).is_some() => (raw_end(&chars, at), literals),
            '\'' => (char_end(&chars, at), literals),
            _ => (at + 1, false),
        };
        for &c in &chars[at..end] {
            out.push(if hide && c != '\n' { ' ' } else { c });
        }
        at = end;
    }
    out
}

fn line_end(chars: &[char], at: usize) -> usize {
    (at..chars.len()).find(|&i| chars[i] == '\n').unwrap_or(chars.len())
}

fn block_end(chars: &[char], at: usize) -> usize {
    let (mut depth, mut i) = (0, at);
    while i < chars.len() {
        match (chars[i], chars.get(i + 1)) {
            ('/', Some('*')) => (depth, i) = (depth + 1, i + 2),
            ('*', Some('/')) => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
        if depth == 0 {
            break;
        }
    }
    i.min(chars.len())
}

fn string_end(chars: &[char], mut i: usize) -> usize {
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(chars.len())
}

/// Whether the `r` at `at` only ends a longer word; `br"..."` begins with one that does not.
fn joined(chars: &[char], at: usize) -> bool {
    let word = |i: usize| chars[i].is_alphanumeric() || chars[i] == '_';
    at > 0 && word(at - 1) && !(chars[at - 1] == 'b' && (at == 1 || !word(at - 2)))
}

fn raw_hashes(chars: &[char], at: usize) -> Option<usize> {
    let hashes = chars[at + 1..].iter().take_while(|&&c| c == '#').count();
    (chars.get(at + 1 + hashes) == Some(&'"')).then_some(hashes)
}

fn raw_end(chars: &[char], at: usize) -> usize {
    let hashes = raw_hashes(chars, at).unwrap_or(0);
    let closes = |i: usize| chars[i] == '"' && (1..=hashes).all(|n| chars.get(i + n) == Some(&'#'));
    (at + hashes + 2..chars.len()).find(|&i| closes(i)).map_or(chars.len(), |i| i + 1 + hashes)
}

/// The end of a character literal; a lifetime ends behind its quote.
fn char_end(chars: &[char], at: usize) -> usize {
    match (chars.get(at + 1), chars.get(at + 2)) {
        (Some('\\'), _) => (at + 3..chars.len()).find(|&i| chars[i] == '\'').map_or(chars.len(), |i| i + 1),
        (Some(_), Some('\'')) => at + 3,
        _ => at + 1,
    }
}

/// Blanks every item under `#[cfg(test)]`, to its closing brace or its semicolon.
fn without_tests(bare: &str) -> String {
    let mut out = bare.to_owned();
    while let Some(start) = out.find("#[cfg(test)]") {
        let (mut depth, mut end) = (0usize, out.len());
        for (i, c) in out[start + "#[cfg(test)]".len()..].char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                ';' if depth == 0 => {}
                _ => continue,
            }
            if depth == 0 {
                end = start + "#[cfg(test)]".len() + i + 1;
                break;
            }
        }
        let hidden: String = out[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..end, &hidden);
    }
    out
}

/// `code` with the lines blanked that belong to tests in `bare` and hold something in `text`.
fn masked_like(code: &str, bare: &str, text: &str) -> String {
    let mut inside = false;
    let mut kept = Vec::new();
    for ((line, bare), raw) in code.lines().zip(bare.lines()).zip(text.lines()) {
        inside = if raw.trim_start().starts_with("#[cfg(test)]") {
            true
        } else {
            inside && bare.trim().is_empty()
        };
        kept.push(if inside { "" } else { line });
    }
    kept.join("\n")
}

/// Words and the marks that paths are made of, each with its line.
fn tokens(bare: &str) -> Vec<(usize, String)> {
    let mut tokens: Vec<(usize, String)> = Vec::new();
    for (number, line) in bare.lines().enumerate() {
        let mut word = String::new();
        for c in line.chars().chain([' ']) {
            if c.is_alphanumeric() || c == '_' {
                word.push(c);
                continue;
            }
            if !word.is_empty() {
                tokens.push((number + 1, std::mem::take(&mut word)));
            }
            if c == ':' && tokens.last().is_some_and(|(_, last)| last == ":") {
                tokens.last_mut().unwrap().1.push(':');
            } else if !c.is_whitespace() {
                tokens.push((number + 1, c.to_string()));
            }
        }
    }
    tokens
}

/// Reads one path at `at` behind `head`, writes it out into `found`, and says where it ends.
fn path_from(
    tokens: &[(usize, String)],
    mut at: usize,
    head: &[String],
    found: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let is = |i: usize, mark: &str| tokens.get(i).is_some_and(|(_, t)| t == mark);
    let word =
        |i: usize| tokens.get(i).filter(|(_, t)| t.starts_with(|c: char| c.is_alphabetic() || c == '_'));
    let mut parts = head.to_vec();
    let Some(&(line, _)) = tokens.get(at) else { return at };
    while let Some((_, part)) = word(at) {
        parts.push(part.clone());
        at += 1;
        if !is(at, "::") {
            break;
        }
        at += 1;
        if is(at, "{") {
            at += 1;
            while at < tokens.len() && !is(at, "}") {
                if is(at, "as") {
                    at += 2;
                    continue;
                }
                at = path_from(tokens, at, &parts, found).max(at + 1);
            }
            return at + 1;
        }
    }
    if parts.len() > head.len() && parts.len() > 1 {
        found.push((line, parts));
    }
    at
}

/// A path through `super` as seen from `crate`, when it climbs to the crate's root.
fn from_crate(parts: Vec<String>, depth: usize) -> Vec<String> {
    let climbed = parts.iter().take_while(|part| *part == "super").count();
    if climbed == 0 || climbed < depth {
        return parts;
    }
    let mut seen = vec!["crate".to_owned()];
    seen.extend(parts.into_iter().skip(climbed));
    seen
}

/// The scanner is itself under test: a rule that sees nothing would always hold.
mod tests {
    use super::Source;

    fn paths(path: &str, text: &str) -> Vec<String> {
        Source::new(path, text).paths().into_iter().map(|(_, path)| path).collect()
    }

    #[test]
    fn groups_are_written_out() {
        let text = "use std::{fs, io::{self, Read as _}};\nuse crate::{text::fold, journal};";
        let expected = ["std::fs", "std::io::self", "std::io::Read", "crate::text::fold", "crate::journal"];
        assert_eq!(paths("src/a/b.rs", text), expected);
    }

    #[test]
    fn comments_strings_and_tests_name_nothing() {
        let text = r##"
            // std::fs::read
            /* std::env /* nested */ std::fs */
            const A: &str = "std::fs::read"; const B: &str = r#"std::"fs"#; const C: char = '"';
            fn life<'a>(x: &'a str) -> &'a str { std::mem::take(x) }
            #[cfg(test)]
            mod tests { fn t() { std::fs::read("x"); } }
            fn after() { std::process::exit(1) }
        "##;
        assert_eq!(paths("src/a/b.rs", text), ["std::mem::take", "std::process::exit"]);
    }

    #[test]
    fn climbing_out_is_seen() {
        assert_eq!(
            paths("src/text/width.rs", "use super::super::journal::Journal;"),
            ["crate::journal::Journal"]
        );
        assert_eq!(paths("src/text/mod.rs", "use super::journal;"), ["crate::journal"]);
        assert_eq!(paths("src/text/width.rs", "use super::fold;"), ["super::fold"]);
    }

    #[test]
    fn lines_are_told_and_strings_of_code_are_kept() {
        let source = Source::new(
            "src/a.rs",
            "const Q: &str =\n    \"SELECT 1\"; // SELECT 2\n#[cfg(test)]\nmod tests {\n    const T: &str = \"SELECT 3\";\n}\nfn a() { std::fs::read(Q) }\n",
        );
        assert_eq!(source.paths(), [(7, "std::fs::read".to_owned())]);
        assert!(source.code.contains("SELECT 1"));
        assert!(!source.code.contains("SELECT 2"));
        assert!(!source.code.contains("SELECT 3"));
        assert_eq!(source.room(), "a");
    }
}
