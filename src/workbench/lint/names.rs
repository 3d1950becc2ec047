//! Names of the lexicon that several entries share, or that are common words.

use super::Finding;
use crate::lexicon::Doubt;
use crate::pipeline::Engine;

/// The set of words that are names in their place and plain words elsewhere.
const COMMON_WORDS: &str = "common-word";

/// Finds names that mislead.
pub(super) fn check(engine: &Engine, out: &mut Vec<Finding>) {
    let rules = &engine.rules;
    for doubt in engine
        .lexicon
        .doubtful(|name| rules.in_set(COMMON_WORDS, name))
    {
        if doubt.entries.len() > 1 {
            out.push(shared(engine, &doubt));
        }
        if doubt.is_word {
            out.push(Finding {
                place: None,
                code: "common-word",
                of: doubt.name,
                message: "the name is a common word, and only its capital tells the two apart"
                    .to_owned(),
                hint:
                    "give it as pol:commonWordLabel, which a sentence's first word does not match"
                        .to_owned(),
            });
        }
    }
}

fn shared(engine: &Engine, doubt: &Doubt) -> Finding {
    let entries: Vec<String> = doubt
        .entries
        .iter()
        .map(|entry| {
            let entry = &engine.lexicon.entries()[*entry];
            format!(
                "`{}` ({})",
                entry.slug,
                engine.ontology.class_info(entry.class).name
            )
        })
        .collect();
    Finding {
        place: None,
        code: "shared-name",
        of: doubt.name.clone(),
        message: format!(
            "{} share the name; the first one wins",
            entries.join(" and ")
        ),
        hint: "leave the name to the one that texts mean by it".to_owned(),
    }
}
