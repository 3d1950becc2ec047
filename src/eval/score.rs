//! Precision, recall and F1 of entities and facts, as the annotation guide's scorer counts them.

use super::fold::{fold, literal, overlap, telling};
use super::gold::{Row, RowKind, Sheet};
use crate::ontology::Ontology;
use std::collections::{BTreeMap, BTreeSet};

/// What was right among what was given and what was wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// How much of what was given is right; an entity of a class next to the right one counts half.
    pub right: f64,
    /// How much of what was wanted was found. It differs from `right` only within one class, where
    /// what is half right counts for two.
    pub found: f64,
    /// How much was given.
    pub given: usize,
    /// How much was wanted.
    pub wanted: usize,
}

impl Tally {
    /// The share of what was given that is right; 1 where nothing was given.
    #[must_use]
    pub fn precision(self) -> f64 {
        share(self.right, self.given)
    }

    /// The share of what was wanted that was given; 1 where nothing was wanted.
    #[must_use]
    pub fn recall(self) -> f64 {
        share(self.found, self.wanted)
    }

    /// The harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 {
            2.0 * precision * recall / (precision + recall)
        } else {
            0.0
        }
    }

    /// Adds what another tally counted.
    pub fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.given += other.given;
        self.wanted += other.wanted;
    }
}

fn share(right: f64, of: usize) -> f64 {
    if of == 0 { 1.0 } else { right / of as f64 }
}

/// The three figures of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scores {
    /// Entities.
    pub entity: Tally,
    /// Facts, labels equal after folding.
    pub strict: Tally,
    /// Facts, labels that share at least half of their words.
    pub lenient: Tally,
}

impl Scores {
    /// Adds the figures of another document.
    pub fn add(&mut self, other: &Self) {
        self.entity.add(other.entity);
        self.strict.add(other.strict);
        self.lenient.add(other.lenient);
    }
}

/// The figures of the rows that were given against those of a gold file.
#[must_use]
pub fn compare(gold: &Sheet, given: &Sheet, ontology: &Ontology) -> Scores {
    score(gold, given, ontology).scores
}

/// A fact that was given, in the gold file's names.
pub(super) struct Given {
    /// Whether the gold file has it.
    pub(super) right: bool,
    /// The rows that give it.
    pub(super) rows: Vec<usize>,
}

/// What scoring found.
pub(super) struct Scored {
    pub(super) scores: Scores,
    /// Entities by class.
    pub(super) classes: BTreeMap<String, Tally>,
    /// Facts by property, strict and lenient.
    pub(super) strict: BTreeMap<String, Tally>,
    pub(super) lenient: BTreeMap<String, Tally>,
    /// Rows of the gold file that are not found, under the lenient reading.
    pub(super) missing: Vec<usize>,
    /// Facts given, under the lenient reading; those that need not be found are left out.
    pub(super) given: Vec<Given>,
}

/// Scores the rows of one document.
pub(super) fn score(gold: &Sheet, given: &Sheet, ontology: &Ontology) -> Scored {
    let names = Names::new(gold, given, ontology);
    let found = names.pairs(true);
    let classes = classes(gold, given, &found, ontology);
    let strict = Facts::new(gold, given, &names.pairs(false));
    let lenient = Facts::new(gold, given, &found);
    let (strict, all) = (strict.by_property(), lenient.by_property());
    Scored {
        scores: Scores {
            entity: sum(&classes),
            strict: sum(&strict),
            lenient: sum(&all),
        },
        classes,
        strict,
        lenient: all,
        missing: lenient.missing(),
        given: lenient.given(),
    }
}

fn sum(tallies: &BTreeMap<String, Tally>) -> Tally {
    let mut all = Tally::default();
    for tally in tallies.values() {
        all.add(*tally);
    }
    all
}

/// Which given entity stands for which entity of the gold file.
type Pairs<'s> = BTreeMap<&'s str, &'s str>;

/// A given and a wanted entity that may be one.
struct Pair<'s> {
    /// 2 for a label in common, else how much of two labels is.
    score: f64,
    class: f64,
    given: &'s str,
    gold: &'s str,
}

/// The entities of both sides with how alike they are.
struct Names<'s> {
    /// The best first.
    pairs: Vec<Pair<'s>>,
}

impl<'s> Names<'s> {
    fn new(gold: &'s Sheet, given: &'s Sheet, ontology: &Ontology) -> Self {
        let gold: Vec<Folded<'_>> = Folded::all(gold);
        let mut pairs = Vec::new();
        for entity in Folded::all(given) {
            for wanted in &gold {
                let score = entity.likeness(wanted);
                if score >= 0.5 {
                    pairs.push(Pair {
                        score,
                        class: class_score(entity.class, wanted.class, ontology),
                        given: entity.id,
                        gold: wanted.id,
                    });
                }
            }
        }
        pairs.sort_by(|a, b| {
            (b.score.total_cmp(&a.score))
                .then(b.class.total_cmp(&a.class))
                .then_with(|| (a.given, a.gold).cmp(&(b.given, b.gold)))
        });
        Self { pairs }
    }

    /// Each given entity with at most one of the gold file, the most alike first; only those with a
    /// label in common unless `lenient`.
    fn pairs(&self, lenient: bool) -> Pairs<'s> {
        let (mut found, mut used) = (Pairs::new(), BTreeSet::new());
        for pair in &self.pairs {
            let near = lenient || pair.score > 1.0;
            if near && !found.contains_key(pair.given) && used.insert(pair.gold) {
                found.insert(pair.given, pair.gold);
            }
        }
        found
    }
}

/// An entity with its labels as they are compared.
struct Folded<'s> {
    id: &'s str,
    class: &'s str,
    labels: Vec<(String, BTreeSet<String>)>,
}

impl<'s> Folded<'s> {
    fn all(sheet: &'s Sheet) -> Vec<Self> {
        let label = |label: &String| {
            let folded = fold(label);
            let words = telling(&folded);
            (folded, words)
        };
        let entities = sheet.entities.iter().map(|(id, named)| Self {
            id,
            class: &named.class,
            labels: named.labels.iter().map(label).collect(),
        });
        entities.collect()
    }

    /// 2 for a label in common, else the most that any two labels have in common.
    fn likeness(&self, other: &Self) -> f64 {
        let mut best = 0.0;
        for (label, words) in &self.labels {
            for (known, known_words) in &other.labels {
                if label == known {
                    return 2.0;
                }
                best = f64::max(best, overlap(words, known_words));
            }
        }
        best
    }
}

/// 1 for the same class, one half for a direct parent or child.
fn class_score(a: &str, b: &str, ontology: &Ontology) -> f64 {
    let is_parent = |parent: &str, child: &str| {
        let (Some(parent), Some(child)) = (ontology.class(parent), ontology.class(child)) else {
            return false;
        };
        ontology.class_info(child).parents.contains(&parent)
    };
    if a == b {
        1.0
    } else if is_parent(a, b) || is_parent(b, a) {
        0.5
    } else {
        0.0
    }
}

/// Entities by class: what was given by the class that it was given, what was wanted by its own.
fn classes(
    gold: &Sheet,
    given: &Sheet,
    found: &Pairs<'_>,
    ontology: &Ontology,
) -> BTreeMap<String, Tally> {
    let mut out: BTreeMap<String, Tally> = BTreeMap::new();
    for named in gold.entities.values() {
        out.entry(named.class.clone()).or_default().wanted += 1;
    }
    for (id, named) in &given.entities {
        let wanted = found.get(id.as_str()).map(|id| &gold.entities[*id]);
        let right = wanted.map_or(0.0, |wanted| {
            let right = class_score(&named.class, &wanted.class, ontology);
            out.entry(wanted.class.clone()).or_default().found += right;
            right
        });
        let own = out.entry(named.class.clone()).or_default();
        own.given += 1;
        own.right += right;
    }
    out
}

/// Subject, property and object in the gold file's names.
type Key = (String, String, String);

/// The facts of both sides in the gold file's names.
struct Facts {
    /// Facts that must be found, with the last row that asks for each.
    want: BTreeMap<Key, usize>,
    /// Facts given, with their rows; those that need not be found are left out.
    got: BTreeMap<Key, Vec<usize>>,
}

impl Facts {
    fn new(gold: &Sheet, given: &Sheet, found: &Pairs<'_>) -> Self {
        let of_kind = |kind: RowKind| {
            gold.rows
                .iter()
                .enumerate()
                .filter(move |(_, row)| row.kind == kind)
                .map(|(place, row)| (key(row, gold, |id| id.to_owned()), place))
        };
        let want: BTreeMap<Key, usize> = of_kind(RowKind::Fact).collect();
        let free: BTreeSet<Key> = of_kind(RowKind::Optional).map(|(key, _)| key).collect();
        let name = |id: &str| {
            found
                .get(id)
                .map_or_else(|| format!("?{id}"), |id| (*id).to_owned())
        };
        let mut got: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (place, row) in given.rows.iter().enumerate() {
            got.entry(key(row, given, name)).or_default().push(place);
        }
        got.retain(|key, _| !free.contains(key) || want.contains_key(key));
        Self { want, got }
    }

    fn by_property(&self) -> BTreeMap<String, Tally> {
        let mut out: BTreeMap<String, Tally> = BTreeMap::new();
        for (_, property, _) in self.want.keys() {
            out.entry(property.clone()).or_default().wanted += 1;
        }
        for key in self.got.keys() {
            let tally = out.entry(key.1.clone()).or_default();
            tally.given += 1;
            if self.want.contains_key(key) {
                tally.right += 1.0;
                tally.found += 1.0;
            }
        }
        out
    }

    fn missing(&self) -> Vec<usize> {
        let missing = self
            .want
            .iter()
            .filter(|(key, _)| !self.got.contains_key(*key));
        missing.map(|(_, row)| *row).collect()
    }

    fn given(self) -> Vec<Given> {
        let Self { want, got } = self;
        got.into_iter()
            .map(|(key, rows)| Given {
                right: want.contains_key(&key),
                rows,
            })
            .collect()
    }
}

/// A row in the names that `name` gives to the entities of `sheet`; literals in the form compared.
fn key(row: &Row, sheet: &Sheet, name: impl Fn(&str) -> String) -> Key {
    let is_entity = |side: &str| sheet.entities.contains_key(side);
    let subject = if is_entity(&row.subject) {
        name(&row.subject)
    } else {
        row.subject.clone()
    };
    let object = if is_entity(&row.object) {
        name(&row.object)
    } else {
        literal(&row.property, &row.object)
    };
    (subject, row.property.clone(), object)
}
