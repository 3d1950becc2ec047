//! The names of the kinds of punishment.

use crate::value::atom::Atoms;
use crate::value::PenaltyKind;

/// The kind of punishment named at `at`, and the place after its words.
pub(super) fn kind(atoms: &Atoms<'_>, at: usize) -> Option<(PenaltyKind, usize)> {
    use PenaltyKind::{
        CorrectiveWork, DeprivationOfRights, Fine, Imprisonment, PublicWorks, RestrictionOfFreedom,
    };
    const KINDS: &[(PenaltyKind, &[&str])] = &[
        (
            RestrictionOfFreedom,
            &[
                "restriction of freedom",
                "restriction of liberty",
                "limitation of freedom",
                "limitation of liberty",
                "restraint of liberty",
                "restraint of freedom",
                "restricted freedom",
                "house arrest",
                "home detention",
                "home arrest",
                "probation",
            ],
        ),
        (
            DeprivationOfRights,
            &[
                "deprivation of the right",
                "deprivation of the rights",
                "deprivation of rights",
                "deprivation of right",
                "deprived of the right",
                "deprived of rights",
                "disqualification",
                "disqualified",
                "prohibition to hold",
                "prohibition from holding",
                "prohibition on holding",
                "ban on holding",
            ],
        ),
        (
            PublicWorks,
            &[
                "public work",
                "public works",
                "public labor",
                "public labour",
                "community service",
                "community work",
                "community works",
                "socially useful work",
                "compulsory work",
                "compulsory works",
                "obligatory work",
                "obligatory works",
                "unpaid work",
            ],
        ),
        (
            CorrectiveWork,
            &[
                "corrective work",
                "corrective works",
                "corrective labor",
                "corrective labour",
                "correctional work",
                "correctional works",
                "correctional labor",
                "correctional labour",
            ],
        ),
        (
            Imprisonment,
            &[
                "prison sentence",
                "prison term",
                "prison terms",
                "jail term",
                "jail sentence",
                "imprisonment",
                "imprisoned",
                "deprivation of freedom",
                "deprivation of liberty",
                "deprived of liberty",
                "deprived of freedom",
                "custodial sentence",
                "penal servitude",
                "incarceration",
                "prison",
                "jail",
                "jailed",
                "custody",
                "detention",
                "arrest",
            ],
        ),
        (
            Fine,
            &[
                "monetary penalty",
                "pecuniary penalty",
                "fine",
                "fines",
                "fined",
            ],
        ),
    ];
    if !atoms.is_letters(at) {
        return None;
    }
    KINDS
        .iter()
        .flat_map(|(kind, phrases)| phrases.iter().map(move |phrase| (*kind, phrase)))
        .filter_map(|(kind, phrase)| Some((kind, atoms.after_phrase(at, phrase)?)))
        .max_by_key(|(_, end)| *end)
}
