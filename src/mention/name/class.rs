//! The class of a whole name: by its heads and leads, by the body whose branch it is, by its shape.

use super::{Draft, Names};
use crate::mention::token::Token;
use crate::ontology::ClassId;

/// The longest head across a small word: "council of the ministers", in tokens behind the small word.
const ACROSS: usize = 3;

impl Names<'_> {
    /// The class of a whole draft: by the head beside its quote, by the head before its first small
    /// word, else by its last word or its first.
    pub(super) fn class(&self, draft: &Draft) -> Option<ClassId> {
        if let Some(tail) = draft.tail {
            return self.class_of(self.behind_bracket(draft.end), tail);
        }
        if let Some((open, close)) = draft.quoted {
            if close + 1 < draft.end {
                return self.class_of(close + 1, draft.end);
            }
            if open > draft.start + 1 {
                let before = open - 1;
                return self
                    .class_of(draft.start, before)
                    .or_else(|| self.lead(draft.start, before));
            }
        }
        let end = draft.name_end();
        let told = self
            .court_case(draft)
            .or_else(|| self.legal_form(draft))
            .or_else(|| self.across(draft))
            .or_else(|| {
                draft
                    .joint
                    .and_then(|joint| self.class_of(draft.start, end.min(joint + 1)))
            })
            .or_else(|| self.class_of(draft.start, end))
            .or_else(|| self.before_place(draft))
            .or_else(|| self.lead(draft.start, draft.joint.map_or(end, |joint| joint + 1)))
            .or_else(|| self.ends_known(draft.start, end))
            .or_else(|| self.titled_person(draft))
            .or_else(|| self.site(draft.start, end))
            .or_else(|| self.response_team(draft.start, end));
        self.organ(draft, told)
            .or_else(|| told.map(|class| self.of_state(draft, class)))
            .or_else(|| {
                // "Dia da Internet Segura (Safer Internet Day)": the gloss tells.
                let gloss = draft.brackets.last()?;
                self.class_of(gloss.open + 1, gloss.behind - 1)
            })
            .or_else(|| self.named_person(draft))
    }

    /// "Kite Networks | Malawi": the head before the place that a business or charity adds to its name.
    fn before_place(&self, draft: &Draft) -> Option<ClassId> {
        let end = draft.name_end();
        let place = (draft.start + 2..end).rev().find(|at| {
            self.is_place(*at) && self.known[*at].is_some_and(|(_, behind)| behind == end)
        })?;
        self.class_of(draft.start, place)
            .filter(|class| draft.joint.is_none() && self.is_a(*class, "Organization"))
    }

    /// "Council of Ministers", "Institute for …": a head that goes over the first small word.
    fn across(&self, draft: &Draft) -> Option<ClassId> {
        let joint = draft.joint?;
        let longest = (joint + 1 + ACROSS).min(draft.name_end());
        (joint + 2..=longest).rev().find_map(|end| {
            let words = &self.tokens[draft.start..end];
            let head = self.knowledge.rules.head(words)?;
            (head.words.len() >= end - joint).then_some(head.class)
        })
    }

    /// "State Department | Bureau of Educational and Cultural Affairs": a name that ends with that of a known body.
    fn ends_known(&self, start: usize, end: usize) -> Option<ClassId> {
        (start + 1..end.saturating_sub(1)).find_map(|at| {
            let (class, behind) = self.known_name(at)?;
            (behind == end && self.is_a(class, "Organization")).then_some(class)
        })
    }

    /// "Universidad de Chile", "Pontificia Universidade Católica": a word that tells the class from the front.
    pub(super) fn lead(&self, start: usize, end: usize) -> Option<ClassId> {
        let leads = &self.knowledge.rules.leads;
        // "Centro" alone is a place as well.
        if end <= start + 1 && !self.goes_on(end) {
            return None;
        }
        self.tokens[start..end.max(start)]
            .iter()
            .find_map(|token| leads.get(&token.norm).copied())
    }

    /// "CERT Estonia", "KZ-CERT", "LankaCERT": the team that answers to incidents in the networks of a state.
    fn response_team(&self, start: usize, end: usize) -> Option<ClassId> {
        let named = |token: &Token| {
            let printed = token.span.of(self.text);
            let small = printed.trim_end_matches(|c: char| c.is_uppercase());
            let initials = printed[small.len()..].to_lowercase();
            // "LankaCERT" ends in the initials, "aeCERT" too.
            self.in_set("response-team", &initials)
        };
        let team = self.tokens[start..end].iter().any(named);
        team.then(|| self.knowledge.ontology.class("GovernmentBody"))?
    }

    /// "Blue Kite Ltd.", "Globus s.a.r.l.": the legal form behind a name makes a company.
    fn legal_form(&self, draft: &Draft) -> Option<ClassId> {
        let last = draft.name_end().checked_sub(1)?;
        if last <= draft.start || !self.is_legal_form(last) {
            return None;
        }
        // "Kite Foundation, Inc.": a charity may have the form of a company.
        let name = self.before_legal_form(draft.start, last + 1);
        self.class_of(draft.start, name)
            .filter(|class| self.is_a(*class, "Organization"))
            .or_else(|| self.knowledge.ontology.class("Company"))
    }

    /// The end of a name of `start..end` without its legal form.
    pub(super) fn before_legal_form(&self, start: usize, end: usize) -> usize {
        let mut at = end;
        while at > start + 1
            && (self.is_legal_form(at - 1)
                || self.is_mark(at - 1, '.')
                || self.is_mark(at - 1, ','))
        {
            at -= 1;
        }
        at
    }

    /// Whether the token is the legal form of a business; in lower case only with dots.
    pub(super) fn is_legal_form(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            let dotted = token.norm.contains('.');
            (self.has_capital(token) || dotted || token.norm == "gmbh")
                && self.in_set("legal-form", &token.norm.replace('.', ""))
        })
    }

    /// "Rossi v. Ministry of Defence": a case of a court.
    fn court_case(&self, draft: &Draft) -> Option<ClassId> {
        let versus = (draft.start + 1..draft.end).any(|at| self.is_versus(at));
        versus.then(|| self.knowledge.ontology.class("CourtCase"))?
    }

    /// "UNICEF Chile", "UN Office in Kenya", "Board of Directors of the World Bank": the branch or organ of an
    /// international body, or the branch of another known body, is what the body is.
    fn organ(&self, draft: &Draft, told: Option<ClassId>) -> Option<ClassId> {
        let organization = |class: ClassId| self.is_a(class, "Organization");
        if told.is_some_and(|class| {
            !organization(class) || self.is_any(class, &["Ministry", "EducationalInstitution"])
        }) {
            return None;
        }
        let end = draft.name_end();
        let is_branch = |behind: usize, at: usize| {
            let token = &self.tokens[at];
            !token.capital || self.is_placed(behind, at) || self.in_set("branch", &token.norm)
        };
        let international = |class: ClassId| self.is_a(class, "InternationalOrganization");
        if let Some((class, behind)) = self
            .known_name(draft.start)
            .filter(|(class, _)| organization(*class))
            && behind < end
        {
            let rest = || behind..end;
            let branch =
                rest().all(|at| is_branch(behind, at)) && (told.is_none() || international(class));
            let named =
                international(class) && told.is_none() && rest().all(|at| self.is_acronym(at));
            if branch || named {
                return Some(class);
            }
        }
        let owner = self
            .owner(draft.start)
            .filter(|class| international(*class));
        let whole = (draft.start + 1..end).rev().find_map(|at| {
            let (class, behind) = self.known_name(at)?;
            let of = draft.joint.is_some() && !self.is_capital(at - 1);
            let whole = (behind..end).all(|at| is_branch(behind, at));
            (of && whole && international(class)).then_some(class)
        });
        told.and(owner.or(whole).or_else(|| self.owner_behind(end)))
    }

    /// Whether the token belongs to a place's name that starts at `from` or later.
    fn is_placed(&self, from: usize, at: usize) -> bool {
        (from..=at).any(|start| {
            self.is_place(start) && self.known[start].is_some_and(|(_, behind)| at < behind)
        })
    }

    /// The class of the known body whose possessive stands before `at`: "UNESCO's | Regional Bureau".
    fn owner(&self, at: usize) -> Option<ClassId> {
        let mark = at
            .checked_sub(1)
            .filter(|mark| self.tokens[*mark].norm == "'s")?;
        (mark.saturating_sub(4)..mark).find_map(|start| {
            let (class, behind) = self.known_name(start)?;
            (behind == mark).then_some(class)
        })
    }

    /// The class of the known international body that "of the" behind a part of it names: "Board of Directors of the | World
    /// Bank".
    fn owner_behind(&self, end: usize) -> Option<ClassId> {
        let norm = |at: usize| self.tokens.get(at).map_or("", |token| token.norm.as_str());
        if norm(end) != "of" || norm(end + 1) != "the" {
            return None;
        }
        let (class, _) = self.known_name(end + 2)?;
        self.is_a(class, "InternationalOrganization")
            .then_some(class)
    }

    /// "National Contact Centre", "State Planning Organization": a body that the state's own word opens.
    fn of_state(&self, draft: &Draft, class: ClassId) -> ClassId {
        let organization = self.knowledge.ontology.class("Organization");
        let first = self.tokens[draft.start].norm.as_str();
        let last = draft.joint.unwrap_or(draft.name_end() - 1);
        // "Prosecutor General's Office"
        let officer = last >= draft.start + 2
            && self.tokens[last - 1].norm == "'s"
            && self.in_set("office", &self.tokens[last].norm)
            && !self.in_set("possessor", &self.tokens[last - 2].norm);
        let institute = self.tokens[last].norm == "institute" && self.is_demonym(draft.start);
        let opened = institute || self.in_set("state-word", first);
        let state = Some(class) == organization
            && (officer || opened && self.in_set("state-head", &self.tokens[last].norm));
        let body = state.then(|| self.knowledge.ontology.class("GovernmentBody"));
        body.flatten().unwrap_or(class)
    }

    /// "Ferghana.ru", "www.example.org", "CIA.gov": the name of a site is its address.
    pub(super) fn site(&self, start: usize, end: usize) -> Option<ClassId> {
        let token = &self.tokens[start];
        let word = token.span.of(self.text);
        let (name, top) = word.rsplit_once('.')?;
        let behind = &self.text[token.span.end()..];
        let path = behind
            .strip_prefix('/')
            .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        let before = &self.text[..token.span.start()];
        let part = path
            || word.contains(['@', '/'])
            || before.ends_with(['@', '.', '_', '-', '=', ':'])
            || before
                .strip_suffix('/')
                .is_some_and(|rest| !rest.is_empty() && !rest.ends_with(char::is_whitespace));
        let named = token.capital && (2..=4).contains(&top.len());
        let address = end == start + 1
            && !part
            && name.chars().count() > 1
            && (named || self.in_set("top-level-domain", top) && name.chars().count() > 2)
            && top.chars().all(|c| c.is_ascii_lowercase());
        address.then(|| self.knowledge.ontology.class("Website"))?
    }
}
