//! Who acts and what is acted on: subjects, objects and agents of the verbs of a sentence.

use super::{CLAUSE_REACH, Parse, Tie, Verb, Voice, before, is_adverb, is_border};
use crate::mention::{MentionKind, is_determiner, is_preposition};
use crate::relate::item::{ItemKind, Line, List};
use crate::rules::Form;

/// An object stands within so many items of its verb.
const OBJECT_REACH: usize = 9;

/// How many names may stand between a relative clause or a participle and what it speaks of.
const THEME_REACH: usize = 3;

/// Which items may be what a verb is sought for: mentions of the classes that its frame names.
type Accept<'a> = &'a dyn Fn(usize) -> bool;

/// Takes whatever stands nearest.
const NEAREST: Accept<'_> = &|_| true;

/// How many words a relative clause may stand behind the name that it speaks of.
const RELATIVE_REACH: usize = 3;

impl Parse<'_> {
    /// Who acts in an active clause, left of the verb.
    pub(in crate::relate) fn actors(&self, verb: &Verb) -> Option<List> {
        self.actors.get(self.place(verb.at)?)?.clone()
    }

    /// The same, sought; of the verbs before it is known by then.
    pub(super) fn find_actors(&self, verb: &Verb) -> Option<List> {
        match verb.tie {
            Tie::Governed(at) => {
                let mut list = self.subject(super::auxiliaries(self.line, at).0, NEAREST)?;
                list.members.extend(self.companions(at, verb.start));
                Some(list)
            }
            Tie::Helped(at) => self.object(&self.verbs[self.place(at)?]),
            _ if verb.voice == Voice::Gerund && self.is_first(verb) => {
                self.behind_comma(self.object(verb).map_or(verb.end, |list| list.end), true)
            }
            _ => self.subject(verb.start, NEAREST),
        }
    }

    /// What an active verb acts on: right of it, or where a relative clause takes it from.
    pub(in crate::relate) fn acted_on(&self, verb: &Verb, accept: Accept<'_>) -> Option<List> {
        self.object(verb).or_else(|| self.fronted(verb, accept))
    }

    /// The agent behind "by" of a passive or reduced verb.
    pub(in crate::relate) fn agents(&self, verb: &Verb) -> Option<List> {
        self.agent_list(verb)
    }

    /// What a passive or reduced verb speaks of, left of it (or right, where the clause opens the sentence).
    pub(in crate::relate) fn theme(&self, verb: &Verb, accept: Accept<'_>) -> Option<List> {
        if let Tie::Theme(place) = verb.tie {
            return self.theme(&self.verbs[place], accept);
        }
        match verb.voice {
            Voice::Passive => self
                .shared(verb, accept)
                .or_else(|| self.subject(verb.start, accept)),
            Voice::Reduced if self.is_first(verb) => {
                // "Launched in 2015 by A, the portal …"
                let behind = self.agent_list(verb).map_or(verb.end, |list| list.end);
                self.behind_comma(behind, false)
            }
            Voice::Reduced => match self.trails(verb) {
                Some(before) => self.theme(before, accept),
                None => self.named_before(verb.start, accept),
            },
            _ => None,
        }
    }

    /// "T was launched by A in B, and is funded by C": what the passive before the "and" is about.
    fn shared(&self, verb: &Verb, accept: Accept<'_>) -> Option<List> {
        let line = self.line;
        if before(line, verb.start) != "and" {
            return None;
        }
        let last = &self.verbs[self.place(verb.at)?.checked_sub(1)?];
        let parted = (last.end..verb.start)
            .any(|at| is_border(line, at) || matches!(line.norm(at), "which" | "who" | "that"));
        let told = last.voice == Voice::Passive && last.tie == Tie::Free && !parted;
        told.then(|| self.theme(last, accept))?
    }

    /// "T was run by A among many children, financed by B": the verb before, of whose theme a participle
    /// speaks that stands behind no name.
    fn trails(&self, verb: &Verb) -> Option<&Verb> {
        let line = self.line;
        let last = verb.start.checked_sub(2)?;
        let behind_noun = line.norm(last + 1) == "," && line.is_word(last);
        let before = &self.verbs[self.place(verb.at)?.checked_sub(1)?];
        (behind_noun && before.voice == Voice::Passive).then_some(before)
    }

    /// Whether no mention stands before the verb.
    fn is_first(&self, verb: &Verb) -> bool {
        (0..verb.start).all(|at| !self.line.is_mention(at))
    }

    /// The list right behind the first comma from `at` on.
    fn behind_comma(&self, at: usize, acting: bool) -> Option<List> {
        let line = self.line;
        let end = line.items.len().min(at + CLAUSE_REACH);
        let comma = (at..end).find(|at| line.norm(*at) == ",")?;
        line.named(comma + 1, 4, acting, is_preposition)
    }

    /// "A partnered with B to …": B, between the word at `governor` and `end`.
    fn companions(&self, governor: usize, end: usize) -> Vec<usize> {
        let line = self.line;
        let with = (governor + 1..end).find(|at| line.norm(*at) == "with");
        let joins = line.norm(governor).starts_with("join");
        let Some(from) = with.or(joins.then_some(governor)) else {
            return Vec::new();
        };
        line.named(from + 1, 4, true, |norm| {
            is_preposition(norm) || norm == "and"
        })
        .filter(|list| list.end <= end)
        .map_or_else(Vec::new, |list| list.members)
    }

    /// The subject of a verb group that starts at `start`.
    fn subject(&self, start: usize, accept: Accept<'_>) -> Option<List> {
        let line = self.line;
        let mut at = self.before_aside(start);
        let mut conjoined = false;
        // Whether a noun without an entity stands between here and the verb.
        let mut noun = false;
        while at > start.saturating_sub(CLAUSE_REACH) {
            at -= 1;
            let item = &line.items[at];
            match item.kind {
                ItemKind::Mention(_) if line.is_possessive(at) => {
                    // "its mission": a generic subject of that owner.
                    if noun {
                        return None;
                    }
                }
                ItemKind::Mention(_) => {
                    let list = self.subject_list(at);
                    match phrase_opener(line, list.members[0]) {
                        // "the first stage of the Program": the program itself.
                        Some(opener)
                            if line.norm(opener) == "of"
                                && self.rules.in_set("stage", before(line, opener)) =>
                        {
                            return Some(list);
                        }
                        // "staff of IREX": what counts stands before the preposition.
                        Some(opener) => (at, noun) = (opener, false),
                        None => return self.of_governor(list, conjoined),
                    }
                }
                ItemKind::Value(_) => {}
                ItemKind::Mark => match item.norm {
                    ")" => {
                        while at > 0 && line.norm(at) != "(" {
                            at -= 1;
                        }
                    }
                    _ if is_border(line, at) => return None,
                    "," => noun = false,
                    _ => {}
                },
                ItemKind::Word => match item.norm {
                    "which" | "that" | "who" => return self.antecedent(at, accept),
                    "and" | "or" | "but" => conjoined |= !noun,
                    "no" | "neither" => return None,
                    norm if is_adverb(norm) => {}
                    norm if is_preposition(norm) => noun = false,
                    // "A is a member of B, and runs T": A.
                    norm if is_determiner(norm) && conjoined && is_copula(before(line, at)) => {
                        (at, noun) = (at - 1, false);
                    }
                    norm if is_determiner(norm) => {
                        // "The students developed": a generic subject, unless a preposition opens the phrase.
                        if noun && !is_preposition(before(line, at)) {
                            return None;
                        }
                    }
                    _ => {
                        // "A launched X and opened Y": the subject of the verb before.
                        let other = self.place(at).map(|place| &self.verbs[place]);
                        if let Some(other) = other.filter(|other| conjoined && is_active(other)) {
                            return self.actors(other);
                        }
                        noun = true;
                    }
                },
            }
        }
        None
    }

    /// The subject that a list found left of a verb stands for.
    fn of_governor(&self, list: List, conjoined: bool) -> Option<List> {
        let line = self.line;
        let start = line.phrase_start(list.members[0]);
        if matches!(before(line, start), "no" | "neither") {
            return None;
        }
        // "A signed X and ratified it": X is the object of the verb whose subject is shared.
        let governor = self
            .verbs
            .binary_search_by_key(&start, |other| other.end)
            .ok()
            .map(|place| &self.verbs[place]);
        match governor.filter(|other| conjoined && is_active(other)) {
            Some(other) => self.actors(other),
            // "IREX staff created": the name stands for the noun behind it.
            None => Some(list),
        }
    }

    /// The list that ends at `last`, before a verb. "… with A, and B launched": B alone.
    fn subject_list(&self, last: usize) -> List {
        let line = self.line;
        let list = line.actors_back(last);
        let opened = phrase_opener(line, list.members[0]).is_some();
        let [_, second] = list.members[..] else {
            return if opened { line.list_back(last) } else { list };
        };
        let joint = line.phrase_start(second);
        let new_clause = before(line, joint) == "and" && joint > 1 && line.norm(joint - 2) == ",";
        let mixed = line.list_back(last).members.len() < 2;
        if opened && (new_clause || mixed) {
            return List {
                members: vec![second],
                end: list.end,
            };
        }
        list
    }

    /// Where the subject of a verb that starts at `start` is sought: before an aside between commas right
    /// before the verb.
    fn before_aside(&self, start: usize) -> usize {
        let line = self.line;
        if before(line, start) != "," {
            return start;
        }
        let comma = start - 1;
        if let Some(subject) = self.opening_subject(comma) {
            return subject;
        }
        let first = comma.saturating_sub(CLAUSE_REACH);
        let commas = || (first..comma).rev().filter(|at| line.norm(*at) == ",");
        let open = commas()
            .find(|at| self.opens_aside(at + 1))
            .or_else(|| commas().next());
        open.filter(|open| (0..*open).any(|at| line.is_mention(at)))
            .unwrap_or(comma)
    }

    /// "T, a component of the program of A, B and C, was launched": the comma behind the name that opens the
    /// sentence, if no verb of its own stands before the comma at `end`.
    fn opening_subject(&self, end: usize) -> Option<usize> {
        let line = self.line;
        let first = (0..end)
            .find(|at| line.is_mention(*at))
            .filter(|_| end <= CLAUSE_REACH)?;
        let behind = self.line.list(first).end;
        let alone = phrase_opener(line, first).is_none() && line.norm(behind) == ",";
        let told = self
            .verbs
            .iter()
            .take_while(|verb| verb.start < end)
            .any(|verb| {
                matches!(verb.voice, Voice::Active | Voice::Passive)
                    && !matches!(before(line, verb.start), "which" | "who" | "that")
            });
        (alone && !told && behind < end).then_some(behind)
    }

    fn opens_aside(&self, at: usize) -> bool {
        let norm = self.line.norm(at);
        is_preposition(norm)
            || self.rules.in_set("aside", norm)
            || norm.ends_with("ed")
            || self.line.mention_kind(at) == Some(MentionKind::Description)
    }

    /// What the relative pronoun at `at` stands for: the name or description before it.
    fn antecedent(&self, at: usize, accept: Accept<'_>) -> Option<List> {
        let line = self.line;
        let first = at.saturating_sub(CLAUSE_REACH);
        let nearest = (first..at).rev().find(|at| is_named(line, *at))?;
        // "… three grants, which were funded": several things, of which the name before is none.
        let nouns = (nearest + 1..at)
            .filter(|at| line.is_word(*at) && !is_preposition(line.norm(*at)))
            .count();
        let several = matches!(line.norm(at + 1), "were" | "are" | "have");
        if nouns > 0 && several || nouns > RELATIVE_REACH {
            return None;
        }
        self.named_before(at, accept)
    }

    /// The nearest name or description before `end` that `accept` takes, as long as no clause ends between.
    fn named_before(&self, end: usize, accept: Accept<'_>) -> Option<List> {
        let line = self.line;
        let mut nearest = None;
        let mut passed = 0;
        let mut bracketed = false;
        for at in (end.saturating_sub(CLAUSE_REACH)..end).rev() {
            match line.norm(at) {
                ")" => bracketed = true,
                "(" => bracketed = false,
                _ => {}
            }
            if bracketed {
                continue;
            }
            if is_border(line, at) || passed == THEME_REACH {
                break;
            }
            if !is_named(line, at) {
                continue;
            }
            passed += 1;
            // "the Portal of the Ministry, launched in 2015": what counts stands before the "of".
            let owned = phrase_opener(line, at)
                .filter(|opener| line.norm(*opener) == "of" && *opener > 0 && line.acts(at))
                .map(|opener| opener - 1)
                .filter(|head| is_named(line, *head) && accept(*head));
            let found = owned.or_else(|| accept(at).then_some(at));
            if let Some(found) = found {
                return last_of(line.list_back(found));
            }
            nearest = nearest.or(Some(at));
        }
        last_of(line.list_back(nearest?))
    }

    /// The object of an active verb, right of it.
    pub(super) fn object(&self, verb: &Verb) -> Option<List> {
        let line = self.line;
        let mut from = verb.end;
        // "develops and runs T": both verbs act on T.
        if line.norm(from) == "and"
            && let Some(place) = self
                .verbs
                .binary_search_by_key(&(from + 1), |other| other.start)
                .ok()
            && is_active(&self.verbs[place])
        {
            from = self.verbs[place].end;
        }
        if line.norm(from) == "," {
            // "launched, together with B, the Project"
            from = 1 + (from + 1..from + 12).find(|at| line.norm(*at) == ",")?;
        }
        // "held in Nairobi a conference"
        if line.norm(from) == "in" && line.is_place(from + 1) {
            let behind = line.list(from + 1).end;
            let object = line.before_mention(behind, 3, is_preposition)?;
            return is_determiner(line.norm(behind)).then(|| line.list(object));
        }
        for at in from..from + OBJECT_REACH {
            let item = line.items.get(at)?;
            match item.kind {
                ItemKind::Mention(_) if line.is_possessive(at) => {}
                ItemKind::Mention(_) => return Some(line.list(at)),
                ItemKind::Value(_) => {}
                ItemKind::Mark if matches!(item.norm, "\"" | "'" | "'s") => {}
                // "launched two projects: A and B"
                ItemKind::Mark if item.norm == ":" && at > from && line.is_word(at - 1) => {}
                ItemKind::Mark => return None,
                ItemKind::Word => {
                    if matches!(item.norm, "in" | "on") && line.value(at + 1).is_some() {
                        continue;
                    }
                    let exampled = item.norm == "such" || item.norm == "including";
                    if exampled {
                        return line.named(at - 1, 3, false, |norm| norm == "and");
                    }
                    let of_amount =
                        item.norm == "of" && self.rules.in_set("amount", line.norm(at - 1));
                    let ends = is_preposition(item.norm) && !of_amount
                        || matches!(
                            item.norm,
                            "which" | "that" | "who" | "and" | "or" | "to" | "where" | "no"
                        );
                    if ends {
                        return None;
                    }
                }
            }
        }
        None
    }

    /// "the Project, which A launched", "the Project in which A takes part": the object before its clause.
    fn fronted(&self, verb: &Verb, accept: Accept<'_>) -> Option<List> {
        let line = self.line;
        let next = line.norm(verb.end);
        let lacks_object = verb.end >= line.items.len()
            || line.value(verb.end).is_some()
            || line.items[verb.end].kind == ItemKind::Mark
            || is_preposition(next)
            || is_adverb(next)
            || matches!(next, "and" | "is" | "was" | "has" | "are" | "were");
        if !lacks_object {
            return None;
        }
        let subject = self.subject(verb.start, NEAREST)?;
        let start = line.phrase_start(*subject.members.first()?);
        let pronoun = start.checked_sub(1)?;
        if !matches!(line.norm(pronoun), "which" | "that" | "whom") {
            return None;
        }
        let opener = pronoun.checked_sub(1)?;
        let relative = line.is_mention(opener)
            || line.norm(opener) == ","
            || is_preposition(line.norm(opener));
        relative.then(|| self.antecedent(pronoun, accept))?
    }

    /// The list behind the "by" of a verb.
    pub(super) fn agent_list(&self, verb: &Verb) -> Option<List> {
        let line = self.line;
        let behind = self.verbs.partition_point(|other| other.at <= verb.at);
        let stop = self.verbs[behind..]
            .iter()
            .find(|other| {
                !matches!(other.voice, Voice::Infinitive | Voice::Gerund)
                    && !chained(line, verb, other)
            })
            .map_or(line.items.len(), |other| other.start)
            .min(verb.end + CLAUSE_REACH);
        for by in verb.end..stop {
            if matches!(line.norm(by), ";" | "which" | "who" | "where") {
                return None;
            }
            if line.norm(by) != "by" || self.is_gerund(by + 1) {
                continue;
            }
            let found = line.named(by + 1, 6, true, |norm| {
                is_preposition(norm) && norm != "of" || norm == "and"
            });
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// "by launching": no agent follows.
    fn is_gerund(&self, at: usize) -> bool {
        let forms = self.rules.verbs.get(self.line.norm(at));
        self.line.norm(at) != "leading"
            && forms.is_some_and(|forms| forms.iter().any(|form| form.form == Form::Gerund))
    }
}

/// Whether who acts stands before the verb.
fn is_active(verb: &Verb) -> bool {
    verb.voice == Voice::Active
}

/// "was designed and implemented by": two verbs that share one "by".
fn chained(line: &Line<'_>, first: &Verb, second: &Verb) -> bool {
    (first.end..second.start)
        .all(|at| matches!(line.norm(at), "and" | "," | "or") || is_adverb(line.norm(at)))
}

/// The preposition or possessive that makes the mention at `first` a part of a longer phrase.
fn phrase_opener(line: &Line<'_>, first: usize) -> Option<usize> {
    let mut start = line.phrase_start(first);
    // "Egypt's Ministry": what counts stands before the owner.
    while start >= 2 && line.norm(start - 1) == "'s" && line.is_mention(start - 2) {
        start = line.phrase_start(start - 2);
    }
    let opener = start.checked_sub(1)?;
    let norm = line.norm(opener);
    (is_preposition(norm) || norm == "'s").then_some(opener)
}

/// Whether a word tells what its subject is.
fn is_copula(norm: &str) -> bool {
    matches!(norm, "is" | "was" | "are" | "were" | "been")
}

/// Whether the item is a mention that is no pronoun.
fn is_named(line: &Line<'_>, at: usize) -> bool {
    line.mention_kind(at)
        .is_some_and(|kind| kind != MentionKind::Pronoun)
}

/// A list of the last member alone, which what follows speaks of.
fn last_of(list: List) -> Option<List> {
    Some(List {
        members: vec![*list.members.last()?],
        end: list.end,
    })
}
