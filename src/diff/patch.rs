//! RDF Patch: the quads that go and come, in the text form of <https://afs.github.io/rdf-patch/>.

use crate::read::hash;
use crate::triple::order;
use oxrdf::Quad;
use std::collections::HashSet;

/// The patch that makes the quads of `new` out of those of `old`: a header, and one transaction that first
/// deletes and then adds, each in order. The same change gives the same patch; its id is a UUID of version
/// 8 (RFC 9562) made of what it does.
#[must_use]
pub fn patch(old: &[Quad], new: &[Quad]) -> String {
    let mut body = String::from("TX .\n");
    for (sign, quads) in [('D', only(old, new)), ('A', only(new, old))] {
        for quad in quads {
            body.push_str(&format!("{sign} {quad} .\n"));
        }
    }
    body.push_str("TC .\n");
    format!("H id <urn:uuid:{}> .\n{body}", uuid(&body))
}

/// The quads of `these` that are not among `those`, sorted.
fn only<'q>(these: &'q [Quad], those: &[Quad]) -> Vec<&'q Quad> {
    let those: HashSet<&Quad> = those.iter().collect();
    let mut only: Vec<&Quad> = these.iter().filter(|quad| !those.contains(quad)).collect();
    only.sort_unstable_by(|a, b| order(a.as_ref(), b.as_ref()));
    only.dedup();
    only
}

fn uuid(body: &str) -> String {
    let hash = hash(body.as_bytes());
    format!(
        "{}-{}-8{}-8{}-{}",
        &hash[..8],
        &hash[8..12],
        &hash[13..16],
        &hash[17..20],
        &hash[20..32]
    )
}
