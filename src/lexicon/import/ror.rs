//! The dump of the Research Organization Registry, schema v2: one JSON array of records, or a record a line.
//!
//! See <https://ror.readme.io/docs/ror-data-structure>. Records that are not `active` are passed over.

use super::{ImportError, Record};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, SeqAccess, Visitor};
use std::fmt;
use std::io::BufRead;

const FORM: &str = "dump of ROR (schema v2)";

#[derive(Deserialize)]
struct Organization {
    id: String,
    #[serde(default)]
    status: String,
    names: Vec<Name>,
    #[serde(default)]
    types: Vec<String>,
    #[serde(default)]
    locations: Vec<Location>,
    #[serde(default)]
    external_ids: Vec<External>,
}

#[derive(Deserialize)]
struct Name {
    value: String,
    #[serde(default)]
    types: Vec<String>,
    #[serde(default)]
    lang: Option<String>,
}

#[derive(Deserialize)]
struct Location {
    geonames_details: Details,
}

#[derive(Deserialize)]
struct Details {
    country_code: Option<String>,
}

#[derive(Deserialize)]
struct External {
    r#type: String,
    #[serde(default)]
    preferred: Option<String>,
    #[serde(default)]
    all: Vec<String>,
}

/// Reads a dump as a stream: one record is held at a time.
///
/// # Errors
///
/// If it cannot be read, or is no such dump.
pub fn read(mut input: impl BufRead, mut each: impl FnMut(Record)) -> Result<(), ImportError> {
    let is_array = loop {
        let buffer = input.fill_buf()?;
        match buffer.first() {
            None => break false,
            Some(byte) if byte.is_ascii_whitespace() => input.consume(1),
            Some(0xef) => input.consume(3),
            Some(byte) => break *byte == b'[',
        }
    };
    let form = |error: serde_json::Error| ImportError::Form {
        form: FORM,
        reason: error.to_string(),
        hint: "unpack the release and give the file that ends in `_schema_v2.json`",
    };
    let mut take = |organization: Organization| {
        if matches!(organization.status.as_str(), "active" | "") {
            each(record(organization));
        }
    };
    if is_array {
        let mut json = serde_json::Deserializer::from_reader(input);
        return Each(&mut take).deserialize(&mut json).map_err(form);
    }
    for organization in serde_json::Deserializer::from_reader(input).into_iter::<Organization>() {
        take(organization.map_err(form)?);
    }
    Ok(())
}

/// Hands on the items of an array one after the other.
struct Each<'f, F>(&'f mut F);

impl<'de, F: FnMut(Organization)> DeserializeSeed<'de> for Each<'_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, F: FnMut(Organization)> Visitor<'de> for Each<'_, F> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an array of organizations")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while let Some(organization) = items.next_element()? {
            (self.0)(organization);
        }
        Ok(())
    }
}

fn record(organization: Organization) -> Record {
    let mut record = Record {
        class: class(&organization.types).to_owned(),
        ..Record::default()
    };
    let is = |name: &Name, sort: &str| name.types.iter().any(|own| own == sort);
    let english = |name: &Name| name.lang.as_deref().is_none_or(|lang| lang == "en");
    // The English label, where the one to show is in another language: documents are read as English.
    let names = &organization.names;
    let label = names
        .iter()
        .find(|name| is(name, "label") && name.lang.as_deref() == Some("en"));
    let shown = label
        .or_else(|| names.iter().find(|name| is(name, "ror_display")))
        .or(names.first());
    record.name = shown.map(|name| name.value.clone()).unwrap_or_default();
    for name in names
        .iter()
        .filter(|name| name.value != record.name && is_latin(&name.value))
    {
        if is(name, "acronym") {
            record.acronyms.push(name.value.clone());
        } else if english(name) || is(name, "ror_display") || is(name, "label") {
            record.aliases.push(name.value.clone());
        }
    }
    let location = organization.locations.into_iter().next();
    record.country = location.and_then(|location| location.geonames_details.country_code);
    for external in organization
        .external_ids
        .iter()
        .filter(|external| external.r#type == "wikidata")
    {
        let id = external.preferred.as_ref().or(external.all.first());
        record
            .same_as
            .extend(id.map(|id| format!("http://www.wikidata.org/entity/{id}")));
    }
    record.id = organization.id;
    record
}

/// Whether a name can stand in an English text.
fn is_latin(name: &str) -> bool {
    name.chars().any(|c| c.is_ascii_alphabetic())
}

/// The class of the ontology that the types of a record say.
fn class(types: &[String]) -> &'static str {
    const CLASSES: [(&str, &str); 4] = [
        ("education", "EducationalInstitution"),
        ("government", "GovernmentBody"),
        ("company", "Company"),
        ("nonprofit", "NonGovernmentalOrganization"),
    ];
    let own = |sort: &str| types.iter().any(|own| own.eq_ignore_ascii_case(sort));
    CLASSES
        .iter()
        .find(|(sort, _)| own(sort))
        .map_or("Organization", |(_, class)| class)
}
