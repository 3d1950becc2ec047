//! What a page says of itself: `title`, `meta` (Dublin Core, Open Graph, Highwire), `link rel=canonical`, JSON-LD, `html lang`.

use super::{attribute, name};
use crate::read::Metadata;
use crate::read::compose::fold;
use crate::read::metadata::{address, date, language};
use dom_query::{Document as Page, NodeRef};
use serde_json::Value;

/// What the elements of a page say, each under a lower-case key; the first of a key counts.
#[derive(Debug, Default)]
struct Said(Vec<(String, String)>);

impl Said {
    fn say(&mut self, key: &str, value: &str) {
        let value = fold(value);
        if !value.is_empty() {
            self.0.push((key.to_owned(), value));
        }
    }

    /// The first value that fits, of the keys in their order.
    fn first<T>(&self, keys: &[&str], fits: impl Fn(&str) -> Option<T>) -> Option<T> {
        keys.iter().find_map(|key| {
            let values = self.0.iter().filter(|(known, _)| known == key);
            values.map(|(_, value)| value).find_map(|value| fits(value))
        })
    }
}

/// Reads what a page says of itself.
pub(super) fn about(page: &Page) -> Metadata {
    let mut said = Said::default();
    for node in page.root().descendants_it().filter(NodeRef::is_element) {
        element(&node, &mut said);
    }
    let words = |value: &str| Some(value.to_owned());
    let publisher = said.first(
        &[
            "dcterms.publisher",
            "dc.publisher",
            "ld publisher",
            "citation_publisher",
            "og:site_name",
            "publisher",
        ],
        words,
    );
    let heading = said.first(&["h1"], words);
    let title = said
        .first(
            &[
                "dcterms.title",
                "dc.title",
                "citation_title",
                "og:title",
                "ld headline",
                "ld name",
                "title",
                "h1",
            ],
            words,
        )
        .map(|title| without_site(title, heading.as_deref(), publisher.as_deref()));
    Metadata {
        title,
        date: said.first(
            &[
                "dcterms.issued",
                "dc.date.issued",
                "article:published_time",
                "ld datepublished",
                "dcterms.date",
                "dc.date",
                "citation_publication_date",
                "citation_date",
                "datepublished",
                "pubdate",
                "publish-date",
                "publication_date",
                "date",
                "time",
            ],
            date,
        ),
        publisher,
        address: said.first(&["canonical", "og:url", "ld url", "dc.identifier"], address),
        language: said.first(
            &[
                "html",
                "dcterms.language",
                "dc.language",
                "content-language",
                "og:locale",
                "ld inlanguage",
            ],
            language,
        ),
        retrieved: None,
    }
}

fn element(node: &NodeRef<'_>, said: &mut Said) {
    match name(node).as_str() {
        "html" => {
            for key in ["lang", "xml:lang"] {
                said.say("html", &attribute(node, key).unwrap_or_default());
            }
        }
        "title" => said.say("title", &node.text()),
        "h1" => said.say("h1", &node.text()),
        "meta" => {
            let keys = ["name", "property", "itemprop", "http-equiv"];
            let key = keys.into_iter().find_map(|key| attribute(node, key));
            if let (Some(key), Some(value)) = (key, attribute(node, "content")) {
                said.say(&key.to_ascii_lowercase(), &value);
            }
        }
        "link"
            if attribute(node, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) =>
        {
            said.say("canonical", &attribute(node, "href").unwrap_or_default());
        }
        "time"
            if node.has_attr("pubdate")
                || attribute(node, "itemprop").as_deref() == Some("datePublished") =>
        {
            said.say("time", &attribute(node, "datetime").unwrap_or_default());
        }
        "script" if attribute(node, "type").as_deref() == Some("application/ld+json") => {
            if let Ok(value) = serde_json::from_str(&node.text()) {
                linked_data(&value, said);
            }
        }
        _ => {}
    }
}

/// Takes the page's own description out of JSON-LD: the first objects that have a headline or a date.
fn linked_data(value: &Value, said: &mut Said) {
    let parts: Vec<&Value> = match value {
        Value::Array(all) => all.iter().collect(),
        Value::Object(object) => match object.get("@graph") {
            Some(Value::Array(all)) => all.iter().collect(),
            _ => vec![value],
        },
        _ => return,
    };
    for part in parts {
        let text = |key: &str| part.get(key).and_then(Value::as_str);
        let described = ["headline", "datePublished"]
            .iter()
            .any(|key| part.get(key).is_some());
        if !described {
            continue;
        }
        for key in ["headline", "name", "datePublished", "url", "inLanguage"] {
            said.say(
                &format!("ld {}", key.to_ascii_lowercase()),
                text(key).unwrap_or_default(),
            );
        }
        let publisher = part.get("publisher");
        let publisher = publisher.and_then(|by| by.as_str().or_else(|| by.get("name")?.as_str()));
        said.say("ld publisher", publisher.unwrap_or_default());
    }
}

/// "Digital schools | Ministry of Education" is "Digital schools" where the first heading or the publisher says so.
fn without_site(title: String, heading: Option<&str>, publisher: Option<&str>) -> String {
    for bar in [" | ", " - ", " – ", " — ", " :: ", " · "] {
        let Some((page, site)) = title.rsplit_once(bar) else {
            continue;
        };
        let head = title.split(bar).next().unwrap_or(page);
        if heading == Some(page) || publisher == Some(site) {
            return page.to_owned();
        }
        if heading == Some(head) {
            return head.to_owned();
        }
    }
    title
}
