//! The `#+` lines at the head of a query file, as grlc has them: the part of YAML that they need.

use std::collections::BTreeMap;

/// What the decorators of a query say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decorators {
    /// One line on what the query answers.
    pub summary: String,
    /// How to read the answer; lines joined to paragraphs.
    pub description: String,
    /// Keywords.
    pub tags: Vec<String>,
    /// Values of parameters that are not given, by name.
    pub defaults: BTreeMap<String, String>,
}

/// A decorator that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct DecoratorError {
    /// The line of the file, from 1.
    pub line: usize,
    message: String,
}

/// Reads the decorators of a query file; keys that only a grlc server needs (`endpoint`, `method`, …) are passed over.
///
/// # Errors
///
/// When a line is neither `key: value` nor the continuation of one, or a default is no `- name: value`.
pub fn read(text: &str) -> Result<Decorators, DecoratorError> {
    let mut out = Decorators::default();
    for entry in entries(text)? {
        match entry.key {
            "summary" => out.summary = entry.prose(),
            "description" => out.description = entry.prose(),
            "tags" => out.tags = entry.items().map(|(_, item)| scalar(item)).collect(),
            "defaults" => {
                for (line, item) in entry.items() {
                    let Some((name, value)) = item.split_once(':') else {
                        let message = format!("`{item}` is no default: write `- name: value`");
                        return Err(DecoratorError { line, message });
                    };
                    out.defaults.insert(scalar(name), scalar(value));
                }
            }
            _ => {}
        }
    }
    Ok(out)
}

/// A top-level key with what stands behind and below it.
struct Entry<'t> {
    key: &'t str,
    line: usize,
    first: &'t str,
    below: Vec<(usize, &'t str)>,
}

fn entries(text: &str) -> Result<Vec<Entry<'_>>, DecoratorError> {
    let mut out: Vec<Entry<'_>> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let Some(rest) = line.trim_start().strip_prefix("#+") else { continue };
        let line = index + 1;
        let rest = rest.strip_prefix(' ').unwrap_or(rest).trim_end();
        if rest.is_empty() || rest.starts_with([' ', '\t', '-']) {
            match out.last_mut() {
                Some(entry) => entry.below.push((line, rest.trim())),
                None if rest.is_empty() => {}
                None => {
                    let message = format!("`{}` continues nothing", rest.trim());
                    return Err(DecoratorError { line, message });
                }
            }
            continue;
        }
        let Some((key, first)) = rest.split_once(':') else {
            let message = format!("`{rest}` is no `key: value`; indent it to continue the line above");
            return Err(DecoratorError { line, message });
        };
        out.push(Entry { key: key.trim(), line, first: first.trim(), below: Vec::new() });
    }
    Ok(out)
}

impl<'t> Entry<'t> {
    /// Words over several lines: lines are joined, an empty line parts paragraphs (YAML's `>`).
    fn prose(&self) -> String {
        let mark = self.first.starts_with(['|', '>']) && self.first.len() <= 2;
        let first = if mark { String::new() } else { scalar(self.first) };
        let mut paragraphs = vec![first];
        for (_, line) in &self.below {
            match paragraphs.last_mut() {
                Some(last) if !line.is_empty() => {
                    if !last.is_empty() {
                        last.push(' ');
                    }
                    last.push_str(line);
                }
                _ => paragraphs.push(String::new()),
            }
        }
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        paragraphs.join("\n\n")
    }

    /// `[a, b]` behind the key, or `- a` lines below it, with their lines.
    fn items(&self) -> impl Iterator<Item = (usize, &'t str)> {
        let inline = self.first.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let line = self.line;
        let inline = inline.into_iter().flat_map(|list| list.split(',')).map(move |item| (line, item.trim()));
        let below = self.below.iter().filter_map(|(line, item)| Some((*line, item.strip_prefix('-')?.trim())));
        inline.chain(below).filter(|(_, item)| !item.is_empty()).collect::<Vec<_>>().into_iter()
    }
}

/// A YAML scalar without its quotes.
fn scalar(text: &str) -> String {
    let text = text.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)) {
            return inner.to_owned();
        }
    }
    text.to_owned()
}
