//! Articles cited in running text, and the punishments that it reports of them.

use super::state;
use crate::diag::Diagnostic;
use crate::link::EntityId;
use crate::read::Document;
use crate::relate::fact::{Facts, Source};
use crate::relate::item::Line;
use crate::relate::penalty::{self, PenaltyMention};
use crate::span::Span;
use crate::value::{Value, ValueKind};

/// What the sentences before leave of the law.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::relate) struct Legal {
    /// The law or treaty last spoken of in this section.
    law: Option<EntityId>,
    /// The law last named in this block.
    named: Option<EntityId>,
    /// The article last cited in this block.
    article: Option<EntityId>,
}

impl Legal {
    /// Goes on to another block: its punishments are no longer those of a law or an article cited before.
    pub(in crate::relate) fn enter_block(&mut self) {
        (self.named, self.article) = (None, None);
    }

    /// The text speaks of `law`: what it said of an article of another one is over.
    fn name(&mut self, law: EntityId) {
        if self.named.replace(law) != Some(law) {
            self.article = None;
        }
        self.law = Some(law);
    }
}

/// An article where a sentence cites it.
#[derive(Clone, Copy)]
struct Cited {
    article: EntityId,
    /// First item of the citation.
    at: usize,
}

/// "Article 152 of the Criminal Code", "articles 16, 17(e) and 34 (c), to the Convention", "Criminal Code, Art. 12";
/// where the sentence names no law, that which the section spoke of last.
///
/// `stated` says that the sentence is the text of an article itself, whose punishments are told with it.
pub(in crate::relate) fn say(
    document: &Document,
    line: &Line<'_>,
    stated: bool,
    legal: &mut Legal,
    facts: &mut Facts<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut cited = Vec::new();
    let mut at = 0;
    while at < line.items.len() {
        if let Some(citation) = citation(document, line, at) {
            let end = citation.end;
            if let Some((law, last)) = law_of(line, &citation, legal.law, facts) {
                legal.name(law);
                cited.extend(cite(document, line, &citation, (law, last), facts));
            }
            at = end;
        } else {
            if let Some(law) = line.entity(at).filter(|entity| is_law(*entity, facts)) {
                legal.name(law);
            }
            at += 1;
        }
    }
    if !stated {
        punishments(document, line, &cited, *legal, facts, diagnostics);
    }
    legal.article = cited.last().map(|cited| cited.article).or(legal.article);
}

/// Numbers of articles as a sentence cites them.
struct Citation {
    /// "Article", "Section" or "Chapter".
    kind: &'static str,
    numbers: Vec<Span>,
    start: usize,
    /// The item behind the last number.
    end: usize,
}

/// "Articles 12, 13 and 15", "Sec. 3(2)(a)", "Chapter XXX", where the word stands at `at`.
fn citation(document: &Document, line: &Line<'_>, at: usize) -> Option<Citation> {
    let text = &document.text;
    if line.is_mention(at) {
        return named_citation(line, at, text);
    }
    let kind = kind(line.norm(at))?;
    let mut end = at + 1 + usize::from(line.norm(at + 1) == ".");
    let mut numbers = Vec::new();
    while let Some((number, next)) = number_at(line, end, text, kind == "Chapter") {
        numbers.push(number);
        end = next;
        let mut further = next;
        while matches!(line.norm(further), "," | "and" | "or" | "&") {
            further += 1;
        }
        if further == next || number_at(line, further, text, false).is_none() {
            break;
        }
        end = further;
    }
    (!numbers.is_empty()).then_some(Citation {
        kind,
        numbers,
        start: at,
        end,
    })
}

/// "Chapter XXX", where the text has it as a name.
fn named_citation(line: &Line<'_>, at: usize, text: &str) -> Option<Citation> {
    let span = line.range(at, at);
    let (word, rest) = span.of(text).split_once(' ')?;
    let kind = kind(&word.to_lowercase())?;
    let number = Span::new(span.end() - rest.len(), span.end()).trim(text);
    (is_roman(number.of(text)) || number.of(text).starts_with(|c: char| c.is_ascii_digit()))
        .then_some(Citation {
            kind,
            numbers: vec![number],
            start: at,
            end: at + 1,
        })
}

/// The kind of provision that a word cites.
fn kind(word: &str) -> Option<&'static str> {
    Some(match word.trim_end_matches('.') {
        "article" | "articles" | "art" | "arts" => "Article",
        "section" | "sections" | "sec" | "secs" | "§" => "Section",
        "chapter" | "chapters" => "Chapter",
        _ => return None,
    })
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| "IVXLC".contains(c))
}

/// A number with its letters: `16`, `17(e)`, `34 (c)`, `3(2)(a)`, `147.1`, `200a`; a chapter's may be Roman.
fn number_at(line: &Line<'_>, at: usize, text: &str, roman: bool) -> Option<(Span, usize)> {
    let item = line.items.get(at)?;
    let printed = item.span.of(text);
    let digits = match line.value(at).map(|value| &value.kind) {
        Some(ValueKind::Number(_)) => true,
        Some(_) => false,
        None => printed.starts_with(|c: char| c.is_ascii_digit()) && !line.is_mention(at),
    };
    let roman = roman && is_roman(printed);
    if !digits && !roman {
        return None;
    }
    let mut end = at + 1;
    while line.norm(end) == "("
        && line.norm(end + 2) == ")"
        && line
            .items
            .get(end + 1)
            .is_some_and(|item| item.span.len() <= 2)
    {
        end += 3;
    }
    let whole = line.range(at, end - 1);
    if end > at + 1 {
        return Some((whole, end));
    }
    // "147.1of": a blank is missing.
    let cut = printed.strip_suffix("of").unwrap_or(printed).len();
    Some((Span::new(whole.start(), whole.start() + cut), end))
}

impl Citation {
    /// Whether the word is "article", which laws and treaties have and little else.
    fn is_article(&self) -> bool {
        self.kind == "Article"
    }
}

/// The law that a citation belongs to, and the last item of the words that say so.
fn law_of(
    line: &Line<'_>,
    citation: &Citation,
    context: Option<EntityId>,
    facts: &Facts<'_>,
) -> Option<(EntityId, usize)> {
    let cites = |entity: &EntityId| {
        is_law(*entity, facts) || citation.is_article() && facts.is_a(*entity, "Strategy")
    };
    let mut next = citation.end;
    while matches!(
        line.norm(next),
        "," | "of" | "to" | "the" | "in" | "under" | "its" | "country" | "'s" | "this" | "that"
    ) || line
        .entity(next)
        .is_some_and(|entity| facts.is_a(entity, "Country"))
    {
        next += 1;
    }
    if let Some(law) = line.entity(next).filter(cites) {
        return Some((law, next));
    }
    // "Criminal Code, Article 12", "the Criminal Code (art. 12)"
    let before = (0..citation.start)
        .rev()
        .take_while(|at| !matches!(line.norm(*at), ";" | "."))
        .filter(|_| citation.is_article())
        .find_map(|at| line.entity(at).filter(cites));
    // "article 3 of a report" is of no law.
    let foreign = line.norm(citation.end) == "of"
        && line.norm(citation.end + 1) != "this"
        && line.norm(citation.end + 1) != "the";
    before
        .or(context.filter(|_| citation.is_article()))
        .filter(|_| !foreign)
        .map(|law| (law, citation.end - 1))
}

/// Adds the articles of a citation.
fn cite(
    document: &Document,
    line: &Line<'_>,
    citation: &Citation,
    (law, last): (EntityId, usize),
    facts: &mut Facts<'_>,
) -> Vec<Cited> {
    let Some(class) = facts.knowledge.ontology.class("Article") else {
        return Vec::new();
    };
    let quote = line.range(citation.start, last);
    let label = facts
        .linked
        .get(law)
        .labels
        .first()
        .cloned()
        .unwrap_or_default();
    let source = Source::new("article-cited", 92, quote);
    let mut cited = Vec::with_capacity(citation.numbers.len());
    for number in &citation.numbers {
        let printed = number.of(&document.text);
        let labels = vec![format!("{} {printed}, {label}", citation.kind)];
        let article = facts.linked.add(class, labels, quote);
        state(facts, article, law, printed, &source);
        cited.push(Cited {
            article,
            at: citation.start,
        });
    }
    cited
}

/// Says the punishments of a sentence of the article that it cites before them, or that its block cited last; of the law
/// that the block named last where it cites no article of it.
fn punishments(
    document: &Document,
    line: &Line<'_>,
    cited: &[Cited],
    legal: Legal,
    facts: &mut Facts<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let before = |cited: &Cited| {
        let before = cited.at.checked_sub(1);
        before.map_or("", |before| line.norm(before))
    };
    let behind = cited
        .first()
        .filter(|first| matches!(before(first), "by" | "under" | "in" | "("))
        .map(|first| first.article);
    // "… a fine (Art. 3), … imprisonment (Art. 4)": each bracket tells whose is what stands before it.
    let bracketed = !cited.is_empty() && cited.iter().all(|cited| before(cited) == "(");
    let law = legal
        .named
        .filter(|law| cited.is_empty() && !facts.is_a(*law, "Treaty"));
    let held = legal.article.or(behind).or(law);
    if cited.is_empty() && held.is_none() || is_report(line) {
        return;
    }
    let found = penalty::penalties(&document.text, line.sentence.span);
    if found.output.is_empty() {
        return;
    }
    diagnostics.extend(found.diagnostics);
    let property = facts.property("penalty");
    for PenaltyMention { span, penalty } in found.output {
        let at = line.at_offset(span.start());
        let own = if bracketed && cited[0].at > at {
            cited.iter().find(|cited| cited.at > at)
        } else {
            cited.iter().rfind(|cited| cited.at < at)
        };
        let article = own.map(|own| own.article).or(held);
        if let Some(article) = article {
            let source = Source::new("penalty-reported", 85, span);
            facts.literal(article, property, Value::Penalty(penalty), &source);
        }
    }
}

/// Whether the sentence tells of a punishment that somebody got, not of one that the law sets.
fn is_report(line: &Line<'_>) -> bool {
    const GOT: &[&str] = &[
        "sentenced",
        "convicted",
        "jailed",
        "arrested",
        "detained",
        "served",
        "serving",
        "imprisoned",
        "acquitted",
        "released",
        "pardoned",
    ];
    let modal = (0..line.items.len()).any(|at| matches!(line.norm(at), "shall" | "may" | "will"));
    !modal
        && (0..line.items.len()).any(|at| {
            GOT.contains(&line.norm(at))
                || line.norm(at) == "fined"
                    && matches!(
                        at.checked_sub(1).map_or("", |before| line.norm(before)),
                        "was" | "were" | "been"
                    )
        })
}

/// Whether the entity is a law, treaty or decree, and no article or amendment of one.
fn is_law(entity: EntityId, facts: &Facts<'_>) -> bool {
    let amends = facts
        .linked
        .get(entity)
        .labels
        .first()
        .is_some_and(|label| {
            label
                .get(..9)
                .is_some_and(|head| head.eq_ignore_ascii_case("amendment"))
        });
    facts.is_a(entity, "LegalInstrument") && !facts.is_a(entity, "Article") && !amends
}
