//! Whose a figure or a budget is.

use crate::link::EntityId;
use crate::mention::is_preposition;
use crate::relate::clause::is_adverb;
use crate::relate::fact::Facts;
use crate::relate::frame::{Clause, entities};
use crate::relate::item::Line;
use crate::value::ValueKind;
use crate::value::figure::FigureMention;
use crate::value::noun;

/// What a sentence and its context offer as owners of its numbers.
pub(super) struct Owners<'l, 's> {
    /// The sentence.
    pub(super) line: &'l Line<'s>,
    /// Its clauses.
    pub(super) clauses: &'l [Clause],
    /// What the entry or section is about.
    pub(super) context: Option<EntityId>,
    /// The items of all figures of the sentence, in order.
    pub(super) counted: &'l [usize],
}

/// Words between a thing and the number that sizes it: "a network consisting of 40 hubs".
const SIZING: &[&str] = &[
    "of",
    "with",
    "consisting",
    "consists",
    "comprising",
    "comprises",
    "uniting",
    "unites",
    "linking",
    "links",
    "connecting",
    "connects",
    "covering",
    "covers",
    "numbering",
    "counting",
    "totaling",
    "totalling",
    "reaching",
    "serving",
    "involving",
    "including",
    "having",
    "has",
    "had",
    "have",
    "is",
    "was",
    "made",
    "up",
    ",",
    ")",
    ":",
    "-",
    "–",
    "now",
    "over",
    "more",
    "than",
    "some",
    "about",
    "around",
    "nearly",
    "almost",
    "at",
    "least",
    "to",
    "a",
    "an",
    "total",
    "its",
    "the",
];

/// Verbs whose subject tells of what it counted elsewhere.
const REPORTING: &[&str] = &[
    "said",
    "says",
    "reported",
    "reports",
    "estimates",
    "estimated",
    "found",
    "surveyed",
    "interviewed",
    "announced",
    "noted",
    "stated",
    "according",
    "ranked",
    "ranks",
];

impl Owners<'_, '_> {
    /// Whose figure `found` at item `at` is: what its clause is about, the sentence's nearest thing that can
    /// have one, or what the entry is about; what measures a country is the country's.
    pub(super) fn of_figure(
        &self,
        at: usize,
        found: &FigureMention,
        facts: &Facts<'_>,
    ) -> Option<EntityId> {
        if noun::is_national(&found.figure.unit) {
            return self.country(at, facts);
        }
        self.sized(at, facts)
            .or_else(|| self.antecedent(at, facts))
            .or_else(|| self.of_clause(at, facts))
            .or_else(|| self.in_sentence(at, facts))
            .or(self.context.filter(|entity| can(*entity, facts)))
            .or_else(|| self.acting_body(at, facts).filter(|_| !found.figure.goal))
    }

    /// Whose budget the money at item `at` is: an initiative right beside it, that of its clause, the nearest
    /// of its sentence, or what the entry is about.
    pub(super) fn of_budget(&self, at: usize, facts: &Facts<'_>) -> Option<EntityId> {
        if self.is_no_budget(at) {
            return None;
        }
        let covers = |place: usize| {
            self.line.is_mention(place)
                && self.line.items[place].span.start() <= self.line.items[at].span.start()
                && self.line.items[place].span.end() >= self.line.items[at].span.end()
        };
        // "a EUR 2 million grant" is no initiative that has the money.
        let own = self.line.entity(at).filter(|_| covers(at));
        let initiative =
            |entity: &EntityId| facts.is_a(*entity, "Initiative") && Some(*entity) != own;
        // "the EUR 2 million project", "Book Campaign (EUR 2 million)"
        let behind = (at + 1..at + 4)
            .take_while(|at| self.line.is_word(*at) || self.line.is_mention(*at))
            .take_while(|at| !is_preposition(self.line.norm(*at)))
            .find_map(|at| self.line.entity(at));
        let mut before = None;
        if at > 1 && self.line.norm(at - 1) == "(" {
            // The sum in brackets is of what stands before them, unless they say another sum anew.
            let anew = (at.saturating_sub(4)..at).any(|at| self.line.value(at).is_some());
            if self.line.is_word(at - 2) && !anew {
                return None;
            }
            before = self.line.entity(at - 2);
        }
        self.respective(at)
            .filter(initiative)
            .or(before.filter(initiative))
            .or(behind.filter(initiative))
            .or_else(|| {
                let clause = self.clause_at(at)?;
                entities(self.line, &clause.theme)
                    .into_iter()
                    .find(initiative)
            })
            .or_else(|| self.nearest(at, initiative))
            .or(self.context.filter(initiative))
    }

    /// Whether the money is a price, a wage, a fine or the product of a state.
    fn is_no_budget(&self, at: usize) -> bool {
        const OTHER: &[&str] = &[
            "fine", "fined", "fines", "gdp", "price", "prices", "priced", "salary", "salaries",
            "wage", "wages", "fee", "fees", "revenue", "revenues", "turnover", "profit", "profits",
            "tax", "taxes", "debt", "debts", "income", "incomes", "damages", "penalty", "bail",
            "prize", "prizes", "savings", "cheaper", "sells", "sold", "per",
        ];
        const REACH: usize = 8;
        let before = (at.saturating_sub(REACH)..at).any(|at| OTHER.contains(&self.line.norm(at)));
        let rate = matches!(
            self.line.norm(at + 1),
            "per" | "each" | "apiece" | "monthly" | "a" | "/"
        ) && !self.line.is_mention(at + 2)
            || (self.line.norm(at + 1) == "per");
        let behind = matches!(
            self.line.norm(at + 1),
            "contract" | "contracts" | "prize" | "award" | "fine" | "license" | "licence" | "debt"
        );
        before || rate || behind
    }

    /// The thing right before a number that says how large it is.
    fn sized(&self, at: usize, facts: &Facts<'_>) -> Option<EntityId> {
        const REACH: usize = 6;
        let mut place = at;
        let mut words = 0;
        while place > 0 && words < REACH {
            place -= 1;
            if self.line.is_mention(place) {
                let entity = self.line.entity(place)?;
                // "a total of", "at least": the words say something of the mention only if a verb or "of" leads.
                let says = (place + 1..at).any(|at| {
                    matches!(
                        self.line.norm(at),
                        "of" | "with"
                            | "has"
                            | "had"
                            | "is"
                            | "was"
                            | "comprises"
                            | "covers"
                            | "unites"
                            | "links"
                            | "connects"
                    ) || self.line.norm(at).ends_with("ing")
                });
                return (says && can(entity, facts) && !self.is_in_phrase(place)).then_some(entity);
            }
            if !SIZING.contains(&self.line.norm(place)) && !is_adverb(self.line.norm(place)) {
                return None;
            }
            words += 1;
        }
        None
    }

    /// What the relative pronoun that opens the number's clause stands for: "X, which reached 500 readers".
    fn antecedent(&self, at: usize, facts: &Facts<'_>) -> Option<EntityId> {
        let pronoun = (0..at)
            .rev()
            .take_while(|at| !matches!(self.line.norm(*at), ";" | ":"))
            .find(|at| matches!(self.line.norm(*at), "which" | "that"))?;
        // "…, which was funded by A, and B trained 500 teachers"
        let turns = (pronoun..at)
            .any(|at| self.line.norm(at) == "," && self.line.norm(at + 1) == "and")
            || (pronoun + 1..at).any(|at| self.line.is_mention(at));
        let before = pronoun
            .checked_sub(1)
            .map(|before| before - usize::from(self.line.norm(before) == "," && before > 0))?;
        let entity = self.line.entity(before)?;
        (!turns && can(entity, facts)).then_some(entity)
    }

    /// What the clause of the number is about.
    fn of_clause(&self, at: usize, facts: &Facts<'_>) -> Option<EntityId> {
        let clause = self.clause_at(at)?;
        entities(self.line, &clause.theme)
            .into_iter()
            .find(|entity| can_thing(*entity, facts))
            .filter(|_| clause.theme.iter().all(|theme| !self.is_left(*theme, at)))
    }

    fn clause_at(&self, at: usize) -> Option<&Clause> {
        self.clauses
            .iter()
            .filter(|clause| clause.quote.0 <= at)
            .max_by_key(|clause| clause.at)
            .or_else(|| self.clauses.first())
    }

    /// The nearest initiative, event or the like before the number, else the first behind it.
    fn in_sentence(&self, at: usize, facts: &Facts<'_>) -> Option<EntityId> {
        let things = |place: &usize| {
            self.line
                .entity(*place)
                .is_some_and(|entity| can_thing(entity, facts))
        };
        let first = (0..at.min(self.line.items.len())).find(things);
        let left = first.filter(|place| !self.is_left(*place, at));
        let right = (at..self.line.items.len()).find(things);
        let place = left.or(right.filter(|place| first.is_none() && !self.is_other(at, *place)))?;
        self.line.entity(place)
    }

    /// Whether a list of counted things has gone on past the thing at `place`, which was part of one of them only:
    /// "20 schools joined the project, 30 were repaired".
    fn is_left(&self, place: usize, number: usize) -> bool {
        let own = self.counted.first().is_some_and(|first| *first < place);
        let gone = (place..number).any(|at| matches!(self.line.norm(at), "," | "and" | ";"));
        own && gone
            && self
                .context
                .is_some_and(|context| Some(context) != self.line.entity(place))
    }

    /// Whether a clause border parts the number from the thing at `place` behind it.
    fn is_other(&self, number: usize, place: usize) -> bool {
        (number..place).any(|at| matches!(self.line.norm(at), ";" | ":"))
    }

    /// The nearest entity before the item, else behind it.
    fn nearest(&self, at: usize, fits: impl Fn(&EntityId) -> bool) -> Option<EntityId> {
        let entity = |at: usize| self.line.entity(at).filter(&fits);
        (0..at)
            .rev()
            .find_map(entity)
            .or_else(|| (at..self.line.items.len()).find_map(entity))
    }

    /// A body that has or did what is counted, as the subject of its sentence: "The Society unites 40 clubs".
    fn acting_body(&self, at: usize, facts: &Facts<'_>) -> Option<EntityId> {
        let subject = (0..at).find(|at| {
            self.line.is_mention(*at) && !self.line.is_possessive(*at) && !self.is_in_phrase(*at)
        })?;
        let entity = self.line.entity(subject)?;
        let tells = (subject + 1..at).any(|at| REPORTING.contains(&self.line.norm(at)));
        let body = facts.is_a(entity, "Organization") && can(entity, facts);
        (body && !tells).then_some(entity)
    }

    /// "A and B, with budgets of EUR 1 million and EUR 2 million respectively": the initiative in the place of the money.
    fn respective(&self, at: usize) -> Option<EntityId> {
        let items = 0..self.line.items.len();
        if !items.clone().any(|at| self.line.norm(at) == "respectively") {
            return None;
        }
        let is_money = |at: &usize| {
            self.line
                .value(*at)
                .is_some_and(|value| matches!(value.kind, ValueKind::Money(_)))
        };
        let sums: Vec<usize> = items.filter(is_money).collect();
        let place = sums.iter().position(|sum| *sum == at)?;
        let last = (0..*sums.first()?)
            .rev()
            .find(|at| self.line.is_mention(*at))?;
        let list = self.line.list_back(last);
        let member = (list.members.len() == sums.len()).then(|| list.members[place])?;
        self.line.entity(member)
    }

    /// The country that a figure measures: one named before it, else the document's own.
    fn country(&self, at: usize, facts: &Facts<'_>) -> Option<EntityId> {
        (0..self.line.items.len())
            .filter_map(|place| Some((place, self.line.entity(place)?)))
            .filter(|(_, entity)| facts.is_a(*entity, "Country"))
            .min_by_key(|(place, _)| (*place > at, place.abs_diff(at)))
            .map(|(_, entity)| entity)
            .or(facts.linked.country)
    }

    /// Whether a preposition other than "of" leads the mention at `place`.
    fn is_in_phrase(&self, place: usize) -> bool {
        let opener = self
            .line
            .phrase_start(place)
            .checked_sub(1)
            .map_or("", |before| self.line.norm(before));
        is_preposition(opener)
    }
}

/// Whether the entity may have figures: a country and a state body count only what they are said to have.
fn can(entity: EntityId, facts: &Facts<'_>) -> bool {
    let property = facts.property("figure");
    let tree = facts.knowledge.ontology;
    facts
        .linked
        .get(entity)
        .class
        .is_some_and(|class| tree.takes_subject(property, class))
        && !facts.is_a(entity, "Country")
        && !facts.is_a(entity, "GovernmentBody")
}

/// Whether the entity may have figures and is no body, which more often acts than is counted in.
fn can_thing(entity: EntityId, facts: &Facts<'_>) -> bool {
    can(entity, facts) && !facts.is_a(entity, "Organization")
}
