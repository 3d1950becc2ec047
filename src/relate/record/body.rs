//! Headings that name the body which the text below them describes.

use super::Own;
use crate::link::EntityId;
use crate::mention::token::Token;
use crate::mention::{MentionKind, Sentence};
use crate::relate::fact::Facts;

/// A heading that names what the paragraph describes: its class, if open, is that of the first
/// reference in the paragraph ("The portal provides …").
pub(super) fn organization(own: Own<'_>, described: &[Sentence], facts: &mut Facts<'_>) {
    let named = own
        .mentions(&facts.linked)
        .filter(|(sentence, mention, _)| {
            // "Core Facts", "Background" head a section and name nothing.
            let rules = facts.knowledge.rules;
            let plain = |token: &Token| rules.in_set("heading-word", &token.norm);
            mention.kind == MentionKind::Name
                && mention.span.len() * 2 >= sentence.span.len()
                && !sentence.tokens.iter().all(plain)
        })
        .find_map(|(.., entity)| entity);
    let Some(entity) = named else { return };
    let tree = facts.knowledge.ontology;
    // "Public portal with …": what it is opens the text.
    let opening = described
        .first()
        .and_then(|sentence| sentence.mentions.first())
        .filter(|mention| mention.kind == MentionKind::Description && mention.tokens.0 <= 2);
    let told = opening
        .into_iter()
        .chain(
            described
                .iter()
                .flat_map(|sentence| &sentence.mentions)
                .filter(|mention| {
                    matches!(mention.kind, MentionKind::Reference | MentionKind::Definite)
                }),
        )
        .filter_map(|mention| mention.class)
        .find(|class| !facts.knowledge.is_any(*class, &["Place", "Person"]))
        .map(|class| tree.class_info(class).name.as_str());
    if let Some(told) = told {
        facts.settle(entity, told);
    } else if is_body(entity, described, facts) {
        facts.settle(entity, "Organization");
    }
}

/// Whether the text below a heading speaks of a body by that name: it says the name again, or opens with a verb that has
/// the name as its subject ("Runs …", "Founded in …").
fn is_body(entity: EntityId, described: &[Sentence], facts: &Facts<'_>) -> bool {
    let labels = &facts.linked.get(entity).labels;
    let first = |label: &String| label.split(' ').next().map(str::to_lowercase);
    let names: Vec<String> = labels.iter().filter_map(first).collect();
    let again = described.iter().any(|sentence| {
        sentence
            .tokens
            .iter()
            .any(|token| token.capital && names.contains(&token.norm))
    });
    let acts = described
        .first()
        .and_then(|sentence| sentence.tokens.first())
        .is_some_and(|token| facts.knowledge.rules.verbs.contains_key(&token.norm));
    again || acts
}
