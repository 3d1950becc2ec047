//! Organization lists of the International Aid Transparency Initiative: code lists and publisher lists as CSV, XML or
//! JSON, and organization files as XML.
//!
//! See <https://iatistandard.org/en/guidance/standard-overview/organisation-identifiers/>. An identifier opens with the
//! country of the register (`GB-CHC-202918`), unless that is no country's (`XM-DAC-41114`).

use super::{ImportError, Record, is_acronym};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::BufRead;

const HINT: &str = "give a list of organizations as CSV, XML or JSON, with a column or element of codes and one of names";

/// The namespace under which an identifier is an IRI.
const NAMESPACE: &str = "urn:x-iati:organisation:";

/// Reads a list; its form is told by its first character.
///
/// # Errors
///
/// If it cannot be read, or is no such list.
pub fn read(mut input: impl BufRead, mut each: impl FnMut(Record)) -> Result<(), ImportError> {
    let first = loop {
        let buffer = input.fill_buf()?;
        match buffer.first() {
            Some(byte) if byte.is_ascii_whitespace() => input.consume(1),
            Some(0xef) => input.consume(3),
            other => break other.copied(),
        }
    };
    match first {
        Some(b'<') => xml(input, &mut each),
        Some(b'{' | b'[') => json(input, &mut each),
        _ => csv(input, &mut each),
    }
}

/// One row, whatever its form.
#[derive(Default)]
struct Row {
    code: String,
    names: Vec<String>,
    sort: String,
    acronym: String,
    country: String,
    status: String,
}

impl Row {
    fn hand_on(self, each: &mut impl FnMut(Record)) {
        let mut names = self
            .names
            .into_iter()
            .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|name| !name.is_empty());
        let (Some(name), false) = (names.next(), self.code.trim().is_empty()) else {
            return;
        };
        if self.status.eq_ignore_ascii_case("withdrawn") {
            return;
        }
        let code = self.code.trim();
        // "United Nations Development Programme (UNDP)"
        let (name, bracket) = match name
            .strip_suffix(')')
            .and_then(|rest| rest.rsplit_once(" ("))
        {
            Some((before, inside)) if is_acronym(inside) => {
                (before.to_owned(), Some(inside.to_owned()))
            }
            _ => (name, None),
        };
        let told = Some(self.acronym.trim().to_owned()).filter(|told| !told.is_empty());
        let id: String = code
            .chars()
            .map(|c| if c.is_whitespace() { '-' } else { c })
            .collect();
        each(Record {
            id: format!("{NAMESPACE}{id}"),
            class: class(self.sort.trim(), code).to_owned(),
            name,
            aliases: names.collect(),
            acronyms: bracket.into_iter().chain(told).collect(),
            country: country(self.country.trim(), code),
            same_as: Vec::new(),
        });
    }
}

fn csv(input: impl BufRead, each: &mut impl FnMut(Record)) -> Result<(), ImportError> {
    let form = |reason: String| ImportError::Form {
        form: "organization list of IATI",
        reason,
        hint: HINT,
    };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let heading = reader
        .headers()
        .map_err(|error| form(error.to_string()))?
        .clone();
    let column = |names: &[&str]| {
        let plain = |text: &str| text.trim().to_lowercase().replace(['-', '_'], " ");
        names
            .iter()
            .find_map(|name| heading.iter().position(|column| plain(column) == *name))
    };
    let code = column(&[
        "code",
        "iati organisation identifier",
        "organisation identifier",
        "identifier",
        "org id",
        "id",
    ]);
    let name = column(&[
        "name",
        "name en",
        "publisher",
        "organisation name",
        "organisation",
        "organization",
    ]);
    let (Some(code), Some(name)) = (code, name) else {
        return Err(form(
            "its heading has no column of codes or of names".to_owned(),
        ));
    };
    let sort = column(&["organisation type", "organization type", "type", "category"]);
    let acronym = column(&["acronym", "abbreviation", "short name"]);
    let country = column(&["country code", "country", "hq country or region"]);
    let status = column(&["status"]);
    for row in reader.records() {
        let row = row.map_err(|error| form(error.to_string()))?;
        let cell = |place: Option<usize>| {
            place
                .and_then(|place| row.get(place))
                .unwrap_or_default()
                .to_owned()
        };
        let row = Row {
            code: cell(Some(code)),
            names: vec![cell(Some(name))],
            sort: cell(sort),
            acronym: cell(acronym),
            country: cell(country),
            status: cell(status),
        };
        row.hand_on(each);
    }
    Ok(())
}

/// Code lists are small enough to be held: the whole one has a few thousand rows.
fn json(input: impl BufRead, each: &mut impl FnMut(Record)) -> Result<(), ImportError> {
    let form = |reason: String| ImportError::Form {
        form: "organization list of IATI",
        reason,
        hint: HINT,
    };
    let whole: serde_json::Value =
        serde_json::from_reader(input).map_err(|error| form(error.to_string()))?;
    let rows = whole
        .as_array()
        .or_else(|| whole.get("data").and_then(serde_json::Value::as_array));
    for row in rows.ok_or_else(|| form("there is no array `data`".to_owned()))? {
        let text = |keys: &[&str]| {
            let found = keys
                .iter()
                .find_map(|key| row.get(key).and_then(serde_json::Value::as_str));
            found.unwrap_or_default().to_owned()
        };
        let row = Row {
            code: text(&["code", "iati_org_id", "organisation-identifier"]),
            names: vec![text(&["name", "title"])],
            sort: text(&["organisation-type", "organization_type", "type", "category"]),
            acronym: text(&["acronym"]),
            country: text(&["country", "country-code"]),
            status: text(&["status"]),
        };
        row.hand_on(each);
    }
    Ok(())
}

fn xml(input: impl BufRead, each: &mut impl FnMut(Record)) -> Result<(), ImportError> {
    let form = |reason: String| ImportError::Form {
        form: "organization list of IATI",
        reason,
        hint: HINT,
    };
    let mut reader = Reader::from_reader(input);
    let mut buffer = Vec::new();
    let mut row: Option<Row> = None;
    // The elements that are open within the row, and the language of the narrative.
    let mut open: Vec<String> = Vec::new();
    let mut english = true;
    loop {
        let at = reader.buffer_position();
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|error| form(format!("at byte {at}: {error}")))?;
        match event {
            Event::Start(element) => {
                let name = String::from_utf8_lossy(element.local_name().as_ref()).into_owned();
                if matches!(name.as_str(), "codelist-item" | "iati-organisation") {
                    let status = attribute(&element, b"status");
                    row = Some(Row {
                        status,
                        ..Row::default()
                    });
                    open.clear();
                } else if row.is_some() {
                    english = matches!(attribute(&element, b"lang").as_str(), "" | "en");
                    open.push(name);
                }
            }
            Event::End(element) => {
                if matches!(
                    element.local_name().as_ref(),
                    b"codelist-item" | b"iati-organisation"
                ) {
                    if let Some(row) = row.take() {
                        row.hand_on(each);
                    }
                } else {
                    open.pop();
                }
            }
            Event::Text(text) => {
                let text = text
                    .xml10_content()
                    .map_err(|error| form(format!("at byte {at}: {error}")))?;
                put(row.as_mut(), &open, &text, english);
            }
            Event::GeneralRef(reference) => {
                let name = String::from_utf8_lossy(&reference).into_owned();
                let known = quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned);
                let number = reference
                    .resolve_char_ref()
                    .ok()
                    .flatten()
                    .map(String::from);
                put(
                    row.as_mut(),
                    &open,
                    &known.or(number).unwrap_or_default(),
                    english,
                );
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

/// Adds text to the row, by the elements around it.
fn put(row: Option<&mut Row>, open: &[String], text: &str, english: bool) {
    let Some(row) = row else {
        return;
    };
    match open.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["code" | "organisation-identifier"] => row.code.push_str(text),
        ["category"] => row.sort.push_str(text),
        ["name"] | ["name", "narrative"] if english => match row.names.first_mut() {
            Some(name) => name.push_str(text),
            None => row.names.push(text.to_owned()),
        },
        _ => {}
    }
}

fn attribute(element: &quick_xml::events::BytesStart<'_>, wanted: &[u8]) -> String {
    let found = element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == wanted);
    found
        .map(|attribute| String::from_utf8_lossy(&attribute.value).into_owned())
        .unwrap_or_default()
}

/// The class of the ontology for a type of IATI (by code or word), or for a channel code of the DAC.
fn class(sort: &str, code: &str) -> &'static str {
    const WORDS: [(&str, &str); 9] = [
        ("local government", "GovernmentBody"),
        ("government", "GovernmentBody"),
        ("public sector", "GovernmentBody"),
        ("ngo", "NonGovernmentalOrganization"),
        ("foundation", "NonGovernmentalOrganization"),
        ("multilateral", "InternationalOrganization"),
        ("private", "Company"),
        ("academic", "EducationalInstitution"),
        ("university", "EducationalInstitution"),
    ];
    match sort {
        "10" | "11" | "15" => return "GovernmentBody",
        "21" | "22" | "23" | "24" | "60" => return "NonGovernmentalOrganization",
        "40" => return "InternationalOrganization",
        "70" | "71" | "72" | "73" => return "Company",
        "80" => return "EducationalInstitution",
        _ => {}
    }
    let lower = sort.to_lowercase();
    if let Some((_, class)) = WORDS.iter().find(|(word, _)| lower.contains(word)) {
        return class;
    }
    // Channel codes of five digits: 2 NGOs, 4 multilaterals, 51 universities, 6 the private sector.
    let channel = code
        .rsplit('-')
        .next()
        .filter(|digits| digits.len() == 5 && digits.bytes().all(|byte| byte.is_ascii_digit()));
    match channel.map_or(b' ', |digits| digits.as_bytes()[0]) {
        b'2' => "NonGovernmentalOrganization",
        b'4' => "InternationalOrganization",
        b'6' => "Company",
        _ => "Organization",
    }
}

/// The country: as it is told, else by the identifier's register.
fn country(told: &str, code: &str) -> Option<String> {
    let code_of = |text: &str| {
        (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()))
            .then(|| text.to_owned())
    };
    code_of(told).or_else(|| {
        code.split_once('-')
            .and_then(|(register, _)| code_of(register))
    })
}
