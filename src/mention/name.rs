//! Names: capitalized runs joined by small words, quoted names, names with an acronym in brackets.

use super::token::{Token, TokenKind};
use super::value::{Date, ValueKind, ValueMention};
use super::{Knowledge, Mention, MentionKind, is_definite, is_determiner, is_preposition};
use crate::lexicon::{LexicalMatch, MatchKind, NameKind};
use crate::ontology::ClassId;
use crate::span::Span;

/// Finds the names of one sentence.
pub(super) struct Names<'s> {
    text: &'s str,
    tokens: &'s [Token],
    values: &'s [ValueMention],
    knowledge: Knowledge<'s>,
    /// For each token, the lexical match that starts there, with the token behind its end.
    known: Vec<Option<(&'s LexicalMatch, usize)>>,
    shouting: bool,
}

/// A name in the making: tokens `start..end`.
#[derive(Clone, Debug, Default)]
struct Draft {
    start: usize,
    end: usize,
    /// Bracketed acronyms: token of the bracket, token behind it, the acronym.
    acronyms: Vec<(usize, usize, String)>,
    /// The word before the first small word: the head of "Ministry of …".
    joint: Option<usize>,
    /// Quoted part, as tokens between the marks.
    quoted: Option<(usize, usize)>,
    period: Option<(usize, Option<Date>, Option<Date>, Span)>,
    /// Behind the name, a head in lower case: "eTwinning program".
    tail: usize,
}

impl<'s> Names<'s> {
    pub(super) fn new(
        text: &'s str,
        tokens: &'s [Token],
        values: &'s [ValueMention],
        lexical: &[&'s LexicalMatch],
        knowledge: Knowledge<'s>,
    ) -> Self {
        let mut known = vec![None; tokens.len()];
        for found in lexical {
            let start = tokens.partition_point(|token| token.span.start() < found.span.start());
            let end = tokens.partition_point(|token| token.span.start() < found.span.end());
            if start < end {
                known[start] = Some((*found, end));
            }
        }
        let words = tokens.iter().filter(|token| token.kind == TokenKind::Word && token.norm.len() > 3);
        let (all, capital) = words.fold((0, 0), |(all, capital), token| (all + 1, capital + usize::from(token.capital)));
        Self { text, tokens, values, knowledge, known, shouting: all > 12 && capital * 10 > all * 9 }
    }

    /// The names, in order.
    pub(super) fn find(&self) -> Vec<Mention> {
        let mut out: Vec<Mention> = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            if let Some((found, end)) = self.known[at]
                && matches!(found.kind, MatchKind::Demonym)
                && !self.continues(at, end)
            {
                out.push(self.known_mention(found, at, end));
                at = end;
                continue;
            }
            let draft = if self.opens_quote(at) { self.quoted(at) } else { self.starts(at).then(|| self.run(at)).flatten() };
            match draft {
                Some(draft) => {
                    let end = draft.end;
                    self.mentions_of(draft, &mut out);
                    at = end.max(at + 1);
                }
                None => match self.known[at] {
                    Some((found, end)) => {
                        out.push(self.known_mention(found, at, end));
                        at = end;
                    }
                    None => at += 1,
                },
            }
        }
        out
    }

    /// A demonym that a capitalized word follows belongs to a longer name.
    fn continues(&self, _at: usize, end: usize) -> bool {
        self.tokens.get(end).is_some_and(|next| next.kind == TokenKind::Word && next.capital && !self.known_country(end))
    }

    fn known_country(&self, at: usize) -> bool {
        self.known[at].is_some_and(|(found, _)| matches!(found.kind, MatchKind::Demonym))
    }

    fn known_mention(&self, found: &LexicalMatch, start: usize, end: usize) -> Mention {
        let entry = &self.knowledge.lexicon.entries()[found.entry];
        let printed = self.label(start, end);
        let demonym = matches!(found.kind, MatchKind::Demonym);
        let shown = if demonym || matches!(found.kind, MatchKind::Name(NameKind::Hidden)) { entry.label.clone() } else { printed.clone() };
        let mut names = vec![shown];
        if !demonym && !names.contains(&printed) {
            names.push(printed);
        }
        Mention {
            span: self.span(start, end),
            tokens: (start, end),
            kind: if demonym { MentionKind::Demonym } else { MentionKind::Name },
            class: Some(entry.class),
            names,
            entry: Some(found.entry),
            jurisdiction: entry.country,
            period: None,
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.tokens[start].span.start(), self.tokens[end - 1].span.end())
    }

    /// The words of `start..end` as printed, white space folded.
    fn label(&self, start: usize, end: usize) -> String {
        let printed = self.span(start, end).of(self.text);
        let mut out = String::with_capacity(printed.len());
        for word in printed.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        out
    }

    /// Whether a name can start here.
    fn starts(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        if token.kind != TokenKind::Word {
            return token.kind == TokenKind::Number && self.is_name_number(at);
        }
        let capital = token.capital || has_inner_capital(token.span.of(self.text));
        if !capital {
            return self.known[at].is_some_and(|(found, _)| matches!(found.kind, MatchKind::Name(_)));
        }
        if is_small(&token.norm) || self.in_set("opener", &token.norm) && (!self.next_capital(at) || self.is_initial(at)) {
            return false;
        }
        if self.is_initial(at) && self.known[at].is_none() {
            // The first word of a sentence is a name only if more speaks for it.
            let single = !self.next_capital(at) && !self.joins_on(at);
            let odd = has_inner_capital(token.span.of(self.text));
            let common = self.in_set("common", &token.norm);
            return !single && !(common && !self.next_capital(at)) || odd || self.heads_name(at);
        }
        true
    }

    /// `1st`, `3rd` before a capital, or `1 pupil`-like numbers never; ordinals only.
    fn is_name_number(&self, at: usize) -> bool {
        let norm = &self.tokens[at].norm;
        (norm.ends_with("st") || norm.ends_with("nd") || norm.ends_with("rd") || norm.ends_with("th")) && self.next_capital(at)
    }

    fn in_set(&self, set: &str, word: &str) -> bool {
        self.knowledge.rules.in_set(set, word)
    }

    fn is_initial(&self, at: usize) -> bool {
        at == 0 || (at == 1 && self.tokens[0].kind == TokenKind::Mark)
    }

    fn next_capital(&self, at: usize) -> bool {
        self.tokens.get(at + 1).is_some_and(|next| {
            next.kind == TokenKind::Word && (next.capital || has_inner_capital(next.span.of(self.text))) && !is_small(&next.norm)
        })
    }

    /// A head word that a small word and a capital follow: "Ministry of Education".
    fn heads_name(&self, at: usize) -> bool {
        self.head_at(at).is_some() && self.joins_on(at)
    }

    fn joins_on(&self, at: usize) -> bool {
        self.head_at(at).is_some() && self.connector(at + 1).is_some_and(|(_, next)| self.is_capital(next))
    }

    fn head_at(&self, at: usize) -> Option<ClassId> {
        let start = at.saturating_sub(2);
        let words: Vec<&str> = self.tokens[start..=at].iter().map(|token| token.norm.as_str()).collect();
        self.knowledge.rules.head(&words).map(|head| head.class)
    }

    fn is_capital(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            token.kind == TokenKind::Word && !is_small_lower(token) && (token.capital || has_inner_capital(token.span.of(self.text)))
        })
    }

    /// Small words that join two parts of a name: their kind and the token behind them.
    fn connector(&self, at: usize) -> Option<(&'s str, usize)> {
        let token = self.tokens.get(at)?;
        let kind = match token.norm.as_str() {
            "of" | "for" | "on" | "against" | "to" | "at" | "in" if !token.capital || self.shouting => token.norm.as_str(),
            "de" | "du" | "da" | "do" | "del" | "la" | "von" | "van" | "der" | "al" | "dos" | "das" => "of",
            _ => return None,
        };
        let mut next = at + 1;
        while self.tokens.get(next).is_some_and(|token| matches!(token.norm.as_str(), "the" | "an" | "a" | "la")) {
            next += 1;
        }
        Some((kind, next))
    }

    /// The run of a name that starts at `start`.
    fn run(&self, start: usize) -> Option<Draft> {
        if let Some(draft) = self.spelled_out(start) {
            return self.close(draft);
        }
        let mut draft = Draft { start, end: start, ..Draft::default() };
        let mut at = start;
        loop {
            at = self.plain(at);
            draft.end = at;
            let Some(token) = self.tokens.get(at) else { break };
            // "Project Harmony (PH) International"
            if token.is_mark('(')
                && let Some((acronym, behind)) = self.acronym(at, &draft)
            {
                draft.acronyms.push((at, behind, acronym));
                if self.is_capital(behind) && !self.lexical_body(behind) && self.head_class(&draft).is_none() {
                    at = behind;
                    continue;
                }
                draft.end = behind;
                if let Some((_, next)) = self.connector(behind)
                    && self.head_class(&draft).is_some_and(|class| self.is_titled(class))
                    && draft.joint.is_none()
                    && self.is_capital(next)
                {
                    draft.joint = Some(at - 1);
                    at = next;
                    continue;
                }
                break;
            }
            if self.opens_quote(at)
                && let Some(close) = self.closes_quote(at)
                && self.head_class(&draft).is_some()
                && close - at <= 20
            {
                draft.quoted = Some((at + 1, close));
                at = close + 1;
                draft.end = at;
                break;
            }
            match self.step(&draft, at) {
                Some((next, joint)) => {
                    draft.joint = draft.joint.or(joint);
                    at = next;
                }
                None => break,
            }
        }
        self.close(draft)
    }

    /// A run whose initials a bracket behind it repeats is one name, whatever small words are in it:
    /// "Developing Tools for Outreach and Mobilization (DTOM)".
    fn spelled_out(&self, start: usize) -> Option<Draft> {
        let mut initials: Vec<char> = Vec::new();
        let mut joint = None;
        for at in start..(start + 16).min(self.tokens.len()) {
            let token = &self.tokens[at];
            if token.is_mark('(') {
                let inside = self.tokens.get(at + 1)?;
                let acronym = inside.span.of(self.text);
                let closed = self.tokens.get(at + 2).is_some_and(|token| token.is_mark(')'));
                let letters: Vec<char> = acronym.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
                if !closed || !is_acronym(acronym) || letters.len() < 3 || initials.len() < 3 {
                    return None;
                }
                let mut left = initials.clone();
                let covered = letters.iter().filter(|letter| left.iter().position(|c| c == *letter).map(|at| left.swap_remove(at)).is_some()).count();
                // Every capital word must stand in the acronym, or the run starts too early.
                let whole = covered * 10 >= letters.len() * 7 && initials.len() <= letters.len() + 1;
                return whole.then(|| Draft {
                    start,
                    end: at + 3,
                    joint,
                    acronyms: vec![(at, at + 3, acronym.to_owned())],
                    ..Draft::default()
                });
            }
            if self.is_capital(at) {
                initials.extend(token.norm.split('-').filter_map(|part| part.chars().next()));
            } else if matches!(token.norm.as_str(), "of" | "for" | "on" | "in" | "to" | "the" | "and" | "," | "&" | "-") && at > start {
                if joint.is_none() && matches!(token.norm.as_str(), "of" | "for" | "on") {
                    joint = Some(at - 1);
                }
            } else {
                return None;
            }
        }
        None
    }

    /// Past the capitalized words, numbers between them, and known names from `at`.
    fn plain(&self, mut at: usize) -> usize {
        let start = at;
        while let Some(token) = self.tokens.get(at) {
            if let Some((found, end)) = self.known[at]
                && (at == start || !self.breaks_run(found, start, at))
                && matches!(found.kind, MatchKind::Name(_))
            {
                at = end;
                continue;
            }
            if self.known[at].is_some_and(|(found, _)| at > start && self.breaks_run(found, start, at)) {
                break;
            }
            let inside = self.is_capital(at)
                || token.kind == TokenKind::Number && at > start && self.is_capital(at + 1) && !self.is_value(at)
                || at == start && token.kind == TokenKind::Number && self.is_name_number(at)
                || token.is_mark('&') && at > start && self.is_capital(at + 1)
                || is_roman(token.span.of(self.text)) && at > start;
            if !inside {
                break;
            }
            at += 1;
        }
        at
    }

    /// A company, ministry or other body that starts inside a run is a name of its own only behind a full name.
    fn breaks_run(&self, found: &LexicalMatch, start: usize, at: usize) -> bool {
        let _ = start;
        let class = self.knowledge.lexicon.entries()[found.entry].class;
        let names_place = self.is_a(class, "Place");
        !names_place && matches!(found.kind, MatchKind::Name(_)) && at > 0 && self.known[at.saturating_sub(1)].is_some()
    }

    fn is_value(&self, at: usize) -> bool {
        let span = self.tokens[at].span;
        self.values.iter().any(|value| value.span.overlaps(span) && matches!(value.kind, ValueKind::Date(_) | ValueKind::Period { .. } | ValueKind::Money(_)))
    }

    fn is_a(&self, class: ClassId, name: &str) -> bool {
        self.knowledge.ontology.class(name).is_some_and(|parent| self.knowledge.ontology.is_a(class, parent))
    }

    fn lexical_body(&self, at: usize) -> bool {
        self.known.get(at).copied().flatten().is_some_and(|(found, _)| {
            matches!(found.kind, MatchKind::Name(_)) && !self.is_a(self.knowledge.lexicon.entries()[found.entry].class, "Place")
        })
    }

    /// Classes whose names go on with "in Country", "for 2008-2012": initiatives, laws, publications.
    fn is_titled(&self, class: ClassId) -> bool {
        ["Initiative", "LegalInstrument", "Publication", "Event"].iter().any(|name| self.is_a(class, name))
    }

    /// The class that the head of the draft tells, as far as it goes.
    fn head_class(&self, draft: &Draft) -> Option<ClassId> {
        let end = draft.joint.map_or(draft.end, |joint| joint + 1);
        self.class_of(draft.start, end)
    }

    fn class_of(&self, start: usize, end: usize) -> Option<ClassId> {
        if start >= end {
            return None;
        }
        let mut words: Vec<&str> = self.tokens[start..end].iter().map(|token| token.norm.as_str()).collect();
        // "Phase II", "Program 2"
        while words.len() > 1 && self.tokens[start + words.len() - 1].kind == TokenKind::Number
            || words.len() > 1 && is_roman(self.tokens[start + words.len() - 1].span.of(self.text))
        {
            words.pop();
        }
        self.knowledge.rules.head(&words).map(|head| head.class)
    }

    /// The class that a head tells which makes descriptions too; "High Technologies" may be a topic.
    fn strong_class(&self, start: usize, end: usize) -> Option<ClassId> {
        let words: Vec<&str> = self.tokens[start..end].iter().map(|token| token.norm.as_str()).collect();
        self.knowledge.rules.head(&words).filter(|head| !head.only_names).map(|head| head.class)
    }

    /// Whether the name goes on over small words at `at`: the token to go on from, and whether the
    /// word that this makes the head of the name, if any.
    fn step(&self, draft: &Draft, at: usize) -> Option<(usize, Option<usize>)> {
        let token = self.tokens.get(at)?;
        let class = self.head_class(draft);
        if let Some((kind, next)) = self.connector(at) {
            if !self.is_capital(next) {
                // "Program on informatization of education": titled heads take lower-case topics elsewhere.
                return None;
            }
            let whole = self.known[draft.start].is_some_and(|(found, end)| {
                end == at && matches!(found.kind, MatchKind::Name(_)) && !self.is_generic(found)
            });
            let goes = match kind {
                "of" => (class.is_some() || !whole && draft.joint.is_some()) && !(whole && self.is_place(next)),
                "against" => true,
                "for" | "on" => class.is_some() && !whole || draft.joint.is_some(),
                "to" => draft.joint.is_some() && class.is_some_and(|class| self.is_titled(class)),
                "in" | "at" => {
                    class.is_some_and(|class| self.is_titled(class) && !self.is_a(class, "Event")) && (draft.joint.is_some() || self.period_behind(next))
                }
                _ => false,
            };
            return goes.then_some((next, Some(at - 1)));
        }
        // "State program Informatization of …"
        if token.kind == TokenKind::Word
            && !token.capital
            && draft.joint.is_none()
            && self.is_capital(at + 1)
            && self.known[at + 1].is_none()
            && self.connector(self.plain(at + 1)).is_some()
            && self.class_of(draft.start, at + 1).is_some_and(|class| self.is_titled(class))
        {
            return Some((at + 1, Some(at)));
        }
        if matches!(token.norm.as_str(), "and" | "&") && self.is_capital(at + 1) && self.joins_and(draft, at) {
            return Some((at + 1, None));
        }
        if token.is_mark(',') && draft.joint.is_some() && self.joins_comma(draft, at) {
            return Some((at + 1, None));
        }
        let spaced = token.is_mark('-')
            && at > 0
            && self.tokens[at - 1].span.end() < token.span.start()
            && self.tokens.get(at + 1).is_some_and(|next| next.span.start() > token.span.end());
        if spaced && self.is_capital(at + 1) && at > draft.start && class.is_none_or(|class| !self.is_a(class, "Person")) {
            return Some((at + 1, None));
        }
        if token.norm == "'s" && self.is_capital(at + 1) && self.in_set("possessor", &self.tokens[at - 1].norm) {
            return Some((at + 1, None));
        }
        None
    }

    fn is_generic(&self, found: &LexicalMatch) -> bool {
        let class = self.knowledge.lexicon.entries()[found.entry].class;
        self.is_a(class, "Place") && !self.is_a(class, "City") && self.is_a(class, "Region")
    }

    fn is_place(&self, at: usize) -> bool {
        self.known.get(at).copied().flatten().is_some_and(|(found, _)| self.is_a(self.knowledge.lexicon.entries()[found.entry].class, "Place"))
    }

    fn period_behind(&self, at: usize) -> bool {
        let end = self.plain(at);
        self.tokens.get(end).is_some_and(|token| self.period_at(token.span.start()).is_some())
    }

    fn period_at(&self, start: usize) -> Option<&'s ValueMention> {
        self.values.iter().find(|value| value.span.start() == start && matches!(value.kind, ValueKind::Period { .. }))
    }

    /// "Communications and High Technologies" is one name; "Ministry of Education and Microsoft" are two.
    fn joins_and(&self, draft: &Draft, at: usize) -> bool {
        let right = at + 1;
        let end = self.plain(right);
        if self.lexical_body(right) || self.is_acronym(right) && end == right + 1 {
            return false;
        }
        let right_class = self.strong_class(right, end);
        let right_joint = self.connector(end).is_some_and(|(_, next)| self.is_capital(next)) && right_class.is_some();
        let left_known = self.known[draft.start].is_some_and(|(found, behind)| behind == at && matches!(found.kind, MatchKind::Name(_)));
        match (draft.joint, self.head_class(draft), right_class) {
            _ if self.is_place(right) && self.plain(right) == self.known[right].map_or(0, |(_, end)| end) => {
                draft.joint.is_some() && self.is_place(at - 1) && self.head_class(draft).is_some_and(|class| self.is_titled(class))
            }
            (Some(_), _, None) => true,
            (Some(_), Some(_), Some(_)) => false,
            (None, None, Some(_)) => !left_known && !right_joint && !self.is_acronym(at - 1),
            (None, Some(_), _) | (None, None, None) | (Some(_), None, Some(_)) => false,
        }
    }

    /// "Education, Culture and Research" behind "Ministry of".
    fn joins_comma(&self, draft: &Draft, at: usize) -> bool {
        let mut next = at + 1;
        for _ in 0..4 {
            if !self.is_capital(next) || self.known[next].is_some() || self.is_acronym(next) {
                return false;
            }
            let end = self.plain(next);
            if end - next > 3 || self.class_of(next, end).is_some() {
                return false;
            }
            match self.tokens.get(end) {
                Some(token) if token.is_mark(',') => {
                    next = end + 1;
                    if self.tokens.get(next).is_some_and(|token| token.norm == "and") {
                        next += 1;
                    }
                }
                Some(token) if matches!(token.norm.as_str(), "and" | "&") => {
                    let last = end + 1;
                    return self.is_capital(last)
                        && self.known[last].is_none()
                        && !self.is_acronym(last)
                        && self.class_of(last, self.plain(last)).is_none_or(|class| draft.joint.is_some() && !self.is_a(class, "Organization"));
                }
                _ => return false,
            }
        }
        false
    }

    fn is_acronym(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| is_acronym(token.span.of(self.text)))
    }

    /// "(IREX)", "(E-Azerbaijan)", "(OCSE)": a short name of what stands before it.
    fn acronym(&self, open: usize, draft: &Draft) -> Option<(String, usize)> {
        if open == draft.start {
            return None;
        }
        let close = (open + 2..open + 7).find(|at| self.tokens.get(*at).is_some_and(|token| token.is_mark(')')))?;
        let inside = self.span(open + 1, close).of(self.text);
        let one = close == open + 2 && is_acronym(inside);
        let name = self.is_capital(open + 1)
            && self.tokens[open + 1..close].iter().all(|token| token.kind != TokenKind::Mark || token.is_mark('-'))
            && !self.is_value(open + 1)
            && !self.is_place(open + 1)
            && (close - open <= 5);
        (one || name).then(|| (self.label(open + 1, close), close + 1))
    }

    fn opens_quote(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        if !(token.is_mark('"') || token.is_mark('\'')) {
            return false;
        }
        let printed = token.span.of(self.text);
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        matches!(printed, "“" | "‘" | "«" | "„") || matches!(printed, "\"" | "'") && before.is_none_or(|before| before.span.end() < token.span.start())
    }

    fn closes_quote(&self, open: usize) -> Option<usize> {
        let mark = &self.tokens[open].norm;
        (open + 1..(open + 30).min(self.tokens.len())).find(|at| {
            let token = &self.tokens[*at];
            token.kind == TokenKind::Mark && token.norm == *mark && !self.opens_quote(*at)
        })
    }

    /// A quoted name: a head must stand next to it, or it is no name.
    fn quoted(&self, open: usize) -> Option<Draft> {
        let close = self.closes_quote(open)?;
        if close - open < 2 || close - open > 22 {
            return None;
        }
        let mut draft = Draft { start: open, end: close + 1, quoted: Some((open + 1, close)), ..Draft::default() };
        let behind = close + 1;
        let run = if self.is_capital(behind) { self.plain(behind) } else { behind };
        if run > behind && self.class_of(behind, run).is_some() {
            draft.end = run;
            return self.close(draft);
        }
        let tail = self.tail(behind);
        if tail > behind {
            draft.tail = tail;
            return self.close(draft);
        }
        None
    }

    /// Past a lower-case head right behind a name: "(TAG) program", "'National PC' project", "e-school pilot project".
    fn tail(&self, at: usize) -> usize {
        let end = (at + 1..=at + 3).rev().find(|end| {
            *end <= self.tokens.len()
                && self.tokens[at..*end].iter().all(|token| token.kind == TokenKind::Word && !token.capital && !is_small(&token.norm))
                && self.tokens[at..*end - 1].iter().all(|token| self.in_set("modifier", &token.norm))
                && self.class_of(at, *end).is_some_and(|class| {
                    ["Initiative", "Event", "Network", "Product", "Website"].iter().any(|name| self.is_a(class, name))
                })
        });
        end.unwrap_or(at)
    }

    /// Takes the period and a lower-case head behind a name.
    fn close(&self, mut draft: Draft) -> Option<Draft> {
        if draft.end <= draft.start {
            return None;
        }
        let class = self.class(&draft);
        let known_body = self.known[draft.start].is_some_and(|(found, end)| {
            end == draft.end && matches!(found.kind, MatchKind::Name(_)) && {
                let class = self.knowledge.lexicon.entries()[found.entry].class;
                self.is_a(class, "Organization") || self.is_a(class, "Place") || self.is_a(class, "Person")
            }
        });
        let body = known_body || class.is_some_and(|class| self.is_a(class, "Organization") || self.is_a(class, "Place"));
        if draft.tail == 0 && !body {
            let behind = self.behind_bracket(draft.end);
            let tail = self.tail(behind);
            if tail > behind {
                draft.tail = tail;
            }
        }
        let behind = draft.tail.max(draft.end);
        let titled = self.class(&draft).is_some_and(|class| self.is_titled(class));
        if titled {
            let mut at = behind;
            while self.tokens.get(at).is_some_and(|token| {
                matches!(token.norm.as_str(), "for" | "the" | "period" | "years" | "of" | "from" | "," | "(" | "in")
                    && at < behind + 4
                    && self.period_at(token.span.start()).is_none()
            }) {
                at += 1;
            }
            if let Some(token) = self.tokens.get(at)
                && let Some(value) = self.period_at(token.span.start())
                && let ValueKind::Period { start: Some(start), end: Some(end) } = value.kind
            {
                let behind = self.tokens.partition_point(|token| token.span.start() < value.span.end());
                draft.period = Some((behind, Some(start), Some(end), value.span));
            }
        }
        Some(draft)
    }

    /// Past a short bracket that only says the name again.
    fn behind_bracket(&self, at: usize) -> usize {
        if !self.tokens.get(at).is_some_and(|token| token.is_mark('(')) {
            return at;
        }
        (at + 1..at + 8).find(|close| self.tokens.get(*close).is_some_and(|token| token.is_mark(')'))).map_or(at, |close| close + 1)
    }

    /// The class of a whole draft.
    fn class(&self, draft: &Draft) -> Option<ClassId> {
        if draft.tail > 0 {
            return self.class_of(self.behind_bracket(draft.end), draft.tail);
        }
        if let Some((_, close)) = draft.quoted
            && close + 1 < draft.end
        {
            return self.class_of(close + 1, draft.end);
        }
        if let Some((open, _)) = draft.quoted
            && open > draft.start + 1
        {
            return self.class_of(draft.start, open - 1);
        }
        let end = draft.acronyms.last().map_or(draft.end, |(open, behind, _)| if *behind == draft.end { *open } else { draft.end });
        match draft.joint {
            Some(joint) => self.class_of(draft.start, (joint + 1).min(end)).or_else(|| self.class_of(draft.start, end)),
            None => self.class_of(draft.start, end),
        }
    }

    /// Turns a draft into mentions: itself, or the known name that it is.
    fn mentions_of(&self, draft: Draft, out: &mut Vec<Mention>) {
        let mut start = draft.start;
        let end = draft.acronyms.last().map_or(draft.end, |(open, behind, _)| if *behind == draft.end { *open } else { draft.end });
        let before = start.checked_sub(1).map(|at| self.tokens[at].norm.as_str());
        let mut jurisdiction = None;
        let mut entry = None;
        let mut class = self.class(&draft);
        if let Some((found, behind)) = self.known[start] {
            if behind >= end && matches!(found.kind, MatchKind::Name(_)) && draft.tail == 0 {
                entry = Some(found.entry);
                class = Some(self.knowledge.lexicon.entries()[found.entry].class);
            } else if self.is_place(start) && behind < end {
                jurisdiction = Some(found.entry);
            }
        }
        if draft.tail > 0 && entry.is_none() && class.is_none() {
            return;
        }
        // "The Ministry", "the Project": a reference, not a name.
        let bare = end - start == 1 && draft.tail == 0 && draft.quoted.is_none() && entry.is_none();
        let generic_bare = bare && class.is_some() && self.knowledge.rules.head(&[self.tokens[start].norm.as_str()]).is_some();
        let kind = if generic_bare { MentionKind::Reference } else { MentionKind::Name };
        if generic_bare && !before.is_some_and(is_definite) && !(start == 0 || before == Some("The")) && !self.in_set("official", &self.tokens[start].norm) {
            return;
        }
        // Trim a leading opener: "Furthermore", "Currently".
        while start + 1 < end && self.is_initial(start) && self.in_set("opener", &self.tokens[start].norm) && entry.is_none() {
            start += 1;
        }
        if jurisdiction.is_none() {
            jurisdiction = self.jurisdiction_in(start, end);
        }
        let names = self.names(&draft, start, end);
        let last = draft.tail.max(draft.period.map_or(0, |(behind, ..)| behind)).max(draft.end);
        out.push(Mention {
            span: self.span(start, last),
            tokens: (start, last),
            kind,
            class,
            names,
            entry,
            jurisdiction: entry.and_then(|entry| self.knowledge.lexicon.entries()[entry].country).or(jurisdiction),
            period: draft.period.map(|(_, start, end, span)| (start, end, span)),
        });
    }

    /// The country behind the last "of" of a name: "Ministry of Education of Azerbaijan".
    fn jurisdiction_in(&self, start: usize, end: usize) -> Option<usize> {
        (start..end).rev().find_map(|at| {
            let (found, behind) = self.known[at]?;
            let class = self.knowledge.lexicon.entries()[found.entry].class;
            (behind == end && at > start && self.is_a(class, "Place")).then_some(found.entry)
        })
    }

    /// The names that a draft gives, the fullest first.
    fn names(&self, draft: &Draft, start: usize, end: usize) -> Vec<String> {
        let mut names = Vec::new();
        let mut push = |name: String| {
            let name = name.trim_matches(|c: char| c == ',' || c.is_whitespace()).to_owned();
            if !name.is_empty() && !names.contains(&name) {
                names.push(name);
            }
        };
        if let Some((behind, ..)) = draft.period {
            push(self.label(start, behind));
        }
        // Without brackets inside: "Project Harmony International".
        let bare = draft.acronyms.iter().fold(self.label(start, end), |name, (_, _, acronym)| {
            name.replace(&format!(" ({acronym})"), "")
        });
        if draft.tail > 0 {
            let tail = self.label(self.behind_bracket(draft.end), draft.tail);
            push(format!("{bare} {tail}"));
            if !draft.acronyms.is_empty() {
                push(self.label(start, draft.tail));
            }
        }
        push(bare.clone());
        push(self.label(start, end));
        if let Some((open, close)) = draft.quoted {
            push(self.label(open, close));
            if draft.end > close + 1 || draft.tail > 0 {
                let last = draft.tail.max(draft.end);
                push(format!("{} {}", self.label(open, close), self.label(close + 1, last)));
            }
        }
        for (_, _, acronym) in &draft.acronyms {
            push(acronym.clone());
        }
        names
    }
}

/// Words that never start or carry a name.
fn is_small(norm: &str) -> bool {
    is_determiner(norm)
        || is_preposition(norm)
        || matches!(norm, "and" | "or" | "but" | "if" | "when" | "where" | "while" | "it" | "they" | "he" | "she" | "we" | "you" | "i" | "there" | "which" | "who" | "is" | "was" | "were" | "are" | "be" | "has" | "have" | "had" | "will" | "not" | "also" | "however" | "although" | "because" | "so" | "yes" | "no")
}

fn is_small_lower(token: &Token) -> bool {
    is_small(&token.norm) && !token.capital || matches!(token.norm.as_str(), "the" | "a" | "an" | "and" | "in" | "of")
}

/// `eTwinning`, `EaPConnect`, `AZEDUNET`, `e-Azerbaijan`.
fn has_inner_capital(word: &str) -> bool {
    word.chars().skip(1).any(char::is_uppercase)
}

/// Short, mostly capitals: `IREX`, `OLPC`, `ERfKE`, `AZ-CERT`.
fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    (2..=12).contains(&letters) && capitals * 2 > letters && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '&' | '/' | '.'))
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.len() <= 4 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}
