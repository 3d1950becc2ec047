//! Stage 3, mention: tokens, values and names of each sentence, each with its class and place.

mod context;
mod describe;
mod name;
mod title;
pub mod token;

use crate::lexicon::{LexicalMatch, Lexicon};
use crate::ontology::{ClassId, Ontology};
use crate::read::Document;
use crate::rules::Rules;
use crate::segment::{BlockKind, Segments};
use crate::span::Span;
use crate::value::{self, Date, ValueMention};
use token::Token;

/// The title of a document stands within so many blocks.
const TITLE_BLOCKS: usize = 3;

/// One sentence with all that is found in it.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// Its block, as a place in [`Segments::blocks`].
    pub block: usize,
    /// Its place in the text.
    pub span: Span,
    /// Its words and marks.
    pub tokens: Vec<Token>,
    /// Its values, in order.
    pub values: Vec<ValueMention>,
    /// Its mentions, in order, none overlapping.
    pub mentions: Vec<Mention>,
    /// What the lexicon knows in it, by name or adjective, within longer names too.
    pub known: Vec<LexicalMatch>,
}

/// A stretch of a sentence that names, describes or refers to a thing.
#[derive(Clone, Debug)]
pub struct Mention {
    /// Its place in the text.
    pub span: Span,
    /// Its first token and the one after its last, as places in [`Sentence::tokens`].
    pub tokens: (usize, usize),
    /// How it stands for the thing.
    pub kind: MentionKind,
    /// The class its form tells; `None` where only the context can tell.
    pub class: Option<ClassId>,
    /// Whether its sentence says the class in words, which outweighs what its form makes one guess: "Kite School, an
    /// online course".
    pub told: bool,
    /// The names it gives, the fullest first: "Tech Age Girls (TAG) program" gives three.
    pub names: Vec<String>,
    /// The lexicon's entry of the whole name.
    pub entry: Option<usize>,
    /// The country in its name or before it, as an entry of the lexicon: "Korean Ministry of Education".
    pub jurisdiction: Option<usize>,
    /// The period that its name ends with.
    pub period: Option<(Option<Date>, Option<Date>, Span)>,
}

/// How a mention stands for its thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionKind {
    /// By name.
    Name,
    /// By a description that opens a new thing: "a portal of electronic textbooks".
    Description,
    /// By a description of something definite: "the annual competition to find teachers".
    Definite,
    /// By reference to a thing named before: "the program", "this ministry".
    Reference,
    /// By a pronoun: "it", "its", "they", and "we" for the body whose text it is.
    Pronoun,
    /// By an adjective of a country: "Azerbaijani".
    Demonym,
}

/// What the mention stage is given beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge<'k> {
    /// Classes and properties.
    pub ontology: &'k Ontology,
    /// Names known to the world.
    pub lexicon: &'k Lexicon,
    /// Heads, sets, verbs.
    pub rules: &'k Rules,
}

impl Knowledge<'_> {
    /// Whether `class` is the class called `name` or narrower; false where the ontology has none of that name.
    pub(crate) fn is_a(self, class: ClassId, name: &str) -> bool {
        self.ontology
            .class(name)
            .is_some_and(|parent| self.ontology.is_a(class, parent))
    }

    /// Whether `class` is one of the classes called `names` or narrower than one.
    /// Whether a title says that its text speaks about things and is none of them: "Media Law in X: An Overview".
    pub(crate) fn is_survey(self, title: &str) -> bool {
        title
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| self.rules.in_set("survey-word", &word.to_lowercase()))
    }

    pub(crate) fn is_any(self, class: ClassId, names: &[&str]) -> bool {
        names.iter().any(|name| self.is_a(class, name))
    }
}

/// Finds tokens, values and mentions in all sentences of a document.
#[must_use]
pub fn mentions(
    document: &Document,
    segments: &Segments,
    knowledge: Knowledge<'_>,
) -> Vec<Sentence> {
    let lexical = knowledge.lexicon.scan(&document.text);
    let mut out: Vec<Sentence> = Vec::new();
    // The class of what a line such as "Outstanding initiatives:" lets the items below it be.
    let mut listed = None;
    for (block, content) in segments.blocks.iter().enumerate() {
        let item = content.kind == BlockKind::Item;
        for (place, span) in content.sentences.iter().enumerate() {
            let mut sentence = sentence(document, block, *span, &lexical, knowledge);
            let opening = block < TITLE_BLOCKS
                && content.kind == BlockKind::Paragraph
                && content.sentences.len() == 1
                && !span.of(&document.text).ends_with('.');
            let heading = matches!(content.kind, BlockKind::Heading | BlockKind::RecordHeading);
            if heading || opening {
                let title = title::of_two_parts(&document.text, &sentence.tokens, knowledge);
                sentence.mentions = title.map_or(sentence.mentions, |title| vec![title]);
            }
            if place == 0 && content.sentences.len() > 1 && sentence.mentions.is_empty() {
                let name = title::run_in(&document.text, &sentence.tokens, knowledge);
                sentence.mentions.extend(name);
            }
            if let BlockKind::KeyValue { key, .. } = &content.kind
                && knowledge
                    .rules
                    .is_key_of("address-key", key.of(&document.text))
            {
                context::address(&mut sentence.mentions, knowledge);
            }
            if item && place == 0 {
                context::item(&mut sentence.mentions, listed);
            } else if !item {
                listed = context::heralded(&document.text, &sentence.tokens, knowledge);
            }
            out.push(sentence);
        }
    }
    out
}

fn sentence(
    document: &Document,
    block: usize,
    span: Span,
    lexical: &[LexicalMatch],
    knowledge: Knowledge<'_>,
) -> Sentence {
    let text = &document.text;
    let tokens = token::tokens(text, span, &document.markup);
    let values = value::values(text, span);
    let first = lexical.partition_point(|found| found.span.start() < span.start());
    let known: Vec<LexicalMatch> = lexical[first..]
        .iter()
        .take_while(|found| found.span.end() <= span.end())
        .copied()
        .collect();
    let names = name::Names::new(text, &tokens, &values, &known, knowledge).find();
    let mut mentions = describe::with_descriptions(text, &tokens, names, knowledge);
    context::classify(text, &tokens, &mut mentions, knowledge);
    Sentence {
        block,
        span,
        tokens,
        values,
        mentions,
        known,
    }
}

/// Words that open a noun phrase as something definite.
pub(crate) fn is_definite(norm: &str) -> bool {
    matches!(
        norm,
        "the"
            | "this"
            | "that"
            | "these"
            | "those"
            | "its"
            | "their"
            | "said"
            | "his"
            | "her"
            | "our"
    )
}

/// Words that may stand before a noun without belonging to its name.
pub(crate) fn is_determiner(norm: &str) -> bool {
    is_definite(norm)
        || matches!(
            norm,
            "a" | "an" | "another" | "each" | "every" | "some" | "any" | "all" | "both" | "such"
        )
}

/// Prepositions of one word.
pub(crate) fn is_preposition(norm: &str) -> bool {
    matches!(
        norm,
        "of" | "in"
            | "on"
            | "for"
            | "with"
            | "by"
            | "from"
            | "at"
            | "to"
            | "under"
            | "within"
            | "through"
            | "into"
            | "between"
            | "among"
            | "across"
            | "throughout"
            | "during"
            | "after"
            | "before"
            | "since"
            | "until"
            | "via"
            | "as"
            | "against"
            | "about"
            | "over"
            | "including"
            | "upon"
            | "towards"
            | "toward"
            | "without"
            | "behind"
            | "near"
            | "beyond"
            | "per"
            | "alongside"
            | "like"
            | "than"
            | "following"
            | "regarding"
            | "concerning"
            | "onto"
    )
}
