//! Numbers in digits and in words.

use crate::value::atom::{Atoms, Gap};
use crate::value::noun;
use crate::value::noun::words;
use rustc_hash::FxHashSet;
use std::fmt;
use std::sync::LazyLock;

/// A decimal number, `mantissa / 10^scale`; its scale is as printed, so that `58.70` stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    mantissa: u128,
    scale: u32,
}

impl Decimal {
    /// The most digits that are read.
    const DIGITS: usize = 30;

    /// A whole number.
    pub(crate) const fn whole(number: u128) -> Self {
        Self {
            mantissa: number,
            scale: 0,
        }
    }

    /// `whole.fraction`, both digits. `None` beyond [`Self::DIGITS`].
    pub(crate) fn parse(whole: &str, fraction: &str) -> Option<Self> {
        let digits = whole.len() + fraction.len();
        if digits > Self::DIGITS {
            return None;
        }
        let mantissa = format!("{whole}{fraction}").parse().ok()?;
        Some(Self {
            mantissa,
            scale: u32::try_from(fraction.len()).ok()?,
        })
    }

    /// The number, `factor` times as large.
    pub(crate) fn times(mut self, mut factor: u128) -> Option<Self> {
        while self.scale > 0 && factor.is_multiple_of(10) {
            factor /= 10;
            self.scale -= 1;
        }
        self.mantissa = self.mantissa.checked_mul(factor)?;
        Some(self)
    }

    /// The same number without zeros at the end of its decimals.
    pub(crate) fn trimmed(mut self) -> Self {
        while self.scale > 0 && self.mantissa.is_multiple_of(10) {
            self.mantissa /= 10;
            self.scale -= 1;
        }
        self
    }

    /// The number, if it is whole and small enough.
    pub(crate) fn small(self) -> Option<u32> {
        if self.scale == 0 {
            u32::try_from(self.mantissa).ok()
        } else {
            None
        }
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:0width$}", self.mantissa, width = self.scale as usize + 1);
        let (whole, fraction) = digits.split_at(digits.len() - self.scale as usize);
        formatter.write_str(whole)?;
        if self.scale > 0 {
            write!(formatter, ".{fraction}")?;
        }
        Ok(())
    }
}

/// One to nineteen.
const SMALL: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];

/// Twenty to ninety.
const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// First to twelfth.
const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

/// Whether a number in words or an ordinal can start with this word in lower case.
pub(crate) fn is_number_word(word: &str) -> bool {
    static WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let all = SMALL.iter().chain(&TENS).chain(&ORDINALS);
        all.chain(&["a", "an", "half"]).copied().collect()
    });
    WORDS.contains(word)
}

/// A number in digits or words at `at`, its scale word multiplied out, and the place after it.
///
/// A number that a hyphen binds to a word ("three-year") counts no things and is left out.
pub(crate) fn number(atoms: &Atoms<'_>, at: usize) -> Option<(Decimal, usize)> {
    measure(atoms, at).filter(|(_, end)| !opens_compound(atoms, *end))
}

/// The same, also bound to its unit by a hyphen: "three-year".
pub(crate) fn measure(atoms: &Atoms<'_>, at: usize) -> Option<(Decimal, usize)> {
    if atoms.is_digits(at) {
        return if is_part_of_code(atoms, at) {
            None
        } else {
            amount(atoms, at)
        };
    }
    if atoms.is_glued(at) && at > 0 && atoms.is_dash(at - 1) {
        return None;
    }
    words(atoms, at)
}

/// A number in digits with its scale word, wherever it stands: also right behind a currency.
pub(crate) fn amount(atoms: &Atoms<'_>, at: usize) -> Option<(Decimal, usize)> {
    let (number, end) = digits(atoms, at)?;
    match factor(atoms, end) {
        Some((factor, end)) => Some((number.times(factor)?, end)),
        None if atoms.is_letters(end) && atoms.is_glued(end) => None,
        None => Some((number, end)),
    }
}

/// Digits with groups and decimals.
fn digits(atoms: &Atoms<'_>, at: usize) -> Option<(Decimal, usize)> {
    if !atoms.is_digits(at) {
        return None;
    }
    let first = atoms.text(at);
    let mut whole = first.to_owned();
    let mut end = at + 1;
    if first.len() <= 3 && !first.starts_with('0') {
        let separator = ["comma", "point", "blank"]
            .into_iter()
            .find(|kind| group(atoms, end, kind).is_some());
        // One group after a point is a fraction, unless it counts things, which come whole.
        let fraction = separator == Some("point")
            && group(atoms, end + 2, "point").is_none()
            && !noun::is_counted(atoms, end + 2);
        if let Some(separator) = separator.filter(|_| !fraction) {
            while let Some(next) = group(atoms, end, separator) {
                whole.push_str(atoms.text(next - 1));
                end = next;
                if whole.len() > Decimal::DIGITS {
                    return None;
                }
            }
        }
    }
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    let glued = |at: usize| atoms.is_glued(at) && atoms.is_glued(at + 1) && atoms.is_digits(at + 1);
    if atoms.is_mark(end, ".·") && glued(end) {
        let number = Decimal::parse(&whole, atoms.text(end + 1))?;
        // `1.2.2` is the number of a section.
        let section = atoms.is_mark(end + 2, ".") && glued(end + 2);
        return (!section).then_some((number, end + 2));
    }
    if atoms.is_mark(end, ",") && glued(end) {
        // A decimal comma is read only where a thousand group cannot be meant.
        let fraction = atoms.text(end + 1);
        let sure =
            fraction.len() < 3 && (atoms.is_mark(end + 2, "%") || factor(atoms, end + 2).is_some());
        return if sure {
            Some((Decimal::parse(&whole, fraction)?, end + 2))
        } else {
            None
        };
    }
    Some((Decimal::parse(&whole, "")?, end))
}

/// The place after a separator and three digits at `at`.
fn group(atoms: &Atoms<'_>, at: usize, separator: &str) -> Option<usize> {
    let three = |at: usize| atoms.is_digits(at) && atoms.text(at).len() == 3;
    match separator {
        "blank" => (three(at) && atoms.gap(at) == Gap::One).then_some(at + 1),
        "comma" => {
            let spaced = atoms.gap(at + 1) == Gap::One && atoms.text(at + 1) == "000";
            (atoms.is_mark(at, ",")
                && atoms.is_glued(at)
                && three(at + 1)
                && (atoms.is_glued(at + 1) || spaced))
                .then_some(at + 2)
        }
        _ => (atoms.is_mark(at, ".")
            && atoms.is_glued(at)
            && atoms.is_glued(at + 1)
            && three(at + 1))
        .then_some(at + 2),
    }
}

/// The factor that the scale word at `at` sets, and the place after it.
fn factor(atoms: &Atoms<'_>, at: usize) -> Option<(u128, usize)> {
    let glued = atoms.is_glued(at);
    // "$5-million": the hyphen belongs to the scale word.
    if glued && atoms.is_dash(at) && atoms.is_glued(at + 1) {
        return scale_word(atoms.lower(at + 1))
            .filter(|factor| *factor > 12)
            .map(|factor| (factor, at + 2));
    }
    let factor = match atoms.lower(at) {
        "k" if glued => 1_000,
        "m" if glued => 1_000_000,
        "b" if glued => 1_000_000_000,
        word => scale_word(word)?,
    };
    let dotted = matches!(atoms.lower(at), "mln" | "mn" | "bn" | "bln")
        && atoms.is_mark(at + 1, ".")
        && atoms.is_glued(at + 1)
        && atoms.is_letters(at + 2)
        && !atoms.is_capital(at + 2);
    Some((factor, at + 1 + usize::from(dotted)))
}

fn scale_word(word: &str) -> Option<u128> {
    Some(match word {
        "dozen" => 12,
        "hundred" => 100,
        "thousand" => 1_000,
        "lakh" => 100_000,
        "million" | "mln" | "mn" | "mio" => 1_000_000,
        "crore" => 10_000_000,
        "billion" | "bn" | "bln" | "milliard" => 1_000_000_000,
        "trillion" | "tn" | "trn" => 1_000_000_000_000,
        _ => return None,
    })
}

/// A number in words.
fn words(atoms: &Atoms<'_>, at: usize) -> Option<(Decimal, usize)> {
    let first = atoms.lower(at);
    if first == "half" && matches!(atoms.lower(at + 1), "a" | "an") {
        let factor = scale_word(atoms.lower(at + 2))?;
        return Some((Decimal::whole(factor / 2), at + 3));
    }
    let (mut total, mut current, mut end) = (0_u128, 0_u128, at);
    if matches!(first, "a" | "an") {
        scale_word(atoms.lower(at + 1))?;
        current = 1;
        end += 1;
    }
    while let Some((value, next)) = word_step(atoms, end, current) {
        match value {
            Step::Add(value) => current += value,
            Step::Times(factor) if factor <= 100 => current = current.checked_mul(factor)?,
            Step::Times(factor) => {
                total = total.checked_add(current.checked_mul(factor)?)?;
                current = 0;
            }
            Step::Half(factor) => {
                return Some((
                    Decimal {
                        mantissa: current * 10 + 5,
                        scale: 1,
                    }
                    .times(factor)?,
                    next,
                ));
            }
        }
        end = next;
    }
    (end > at && total + current > 0).then(|| (Decimal::whole(total + current), end))
}

/// What the next word of a number does to it.
enum Step {
    Add(u128),
    Times(u128),
    /// "and a half million".
    Half(u128),
}

fn word_step(atoms: &Atoms<'_>, at: usize, current: u128) -> Option<(Step, usize)> {
    if current > 0 && atoms.gap(at) == Gap::Paragraph {
        return None;
    }
    if current > 0 && atoms.reads(at, "and a half") {
        let factor = scale_word(atoms.lower(at + 3));
        return Some((
            Step::Half(factor.unwrap_or(1)),
            at + 3 + usize::from(factor.is_some()),
        ));
    }
    let hyphen = current > 0 && atoms.is_glued(at) && atoms.is_dash(at) && atoms.is_glued(at + 1);
    let and = current >= 100 && atoms.lower(at) == "and";
    let word = at + usize::from(hyphen || and);
    if let Some(value) = word_value(atoms.lower(word)) {
        let fits = match current % 100 {
            0 => current == 0 || current >= 100,
            tens => tens >= 20 && tens.is_multiple_of(10) && value < 10 && !and,
        };
        return fits.then_some((Step::Add(value), word + 1));
    }
    let factor = if and || hyphen || current == 0 {
        None
    } else {
        scale_word(atoms.lower(word))
    }?;
    Some((Step::Times(factor), word + 1))
}

/// The value of a number word below a hundred.
fn word_value(word: &str) -> Option<u128> {
    let place = |list: &[&str]| list.iter().position(|candidate| *candidate == word);
    place(&SMALL)
        .map(|at| at as u128 + 1)
        .or_else(|| place(&TENS).map(|at| (at as u128 + 2) * 10))
}

/// An ordinal at `at` ("5th", "third"), and the place after it.
pub(crate) fn ordinal(atoms: &Atoms<'_>, at: usize) -> Option<(u32, usize)> {
    if atoms.is_digits(at) {
        let suffix =
            atoms.is_glued(at + 1) && matches!(atoms.lower(at + 1), "st" | "nd" | "rd" | "th");
        return if suffix {
            Some((atoms.text(at).parse().ok()?, at + 2))
        } else {
            None
        };
    }
    let place = ORDINALS.iter().position(|word| *word == atoms.lower(at))?;
    Some((u32::try_from(place).ok()? + 1, at + 1))
}

/// Whether a hyphen binds the number that ends at `end` to a word: "three-year", "12-month".
fn opens_compound(atoms: &Atoms<'_>, end: usize) -> bool {
    atoms.is_dash(end)
        && atoms.is_glued(end)
        && atoms.is_letters(end + 1)
        && atoms.is_glued(end + 1)
}

/// Whether the digits at `at` are part of a longer code, time, fraction or name: `COVID-19`, `24/7`, `G20`, `10:30`.
fn is_part_of_code(atoms: &Atoms<'_>, at: usize) -> bool {
    let glued_back = atoms.is_glued(at) && at > 0;
    let back = at.wrapping_sub(1);
    let code_back = glued_back
        && (atoms.is_letters(back)
            || atoms.is_mark(back, "/:#№+@_=\\.$€£")
            || (atoms.is_dash(back)
                && atoms.is_glued(back)
                && atoms.is_letters(at.wrapping_sub(2))));
    let joined =
        |mark: usize| atoms.is_glued(mark) && atoms.is_glued(mark + 1) && atoms.is_digits(mark + 1);
    code_back || (atoms.is_mark(at + 1, "/:_") && joined(at + 1))
}

/// The place after the code, time or telephone number whose first digits stand at `at`.
pub(crate) fn code_end(atoms: &Atoms<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while let Some(next) = code_step(atoms, end) {
        end = next;
    }
    end
}

fn code_step(atoms: &Atoms<'_>, at: usize) -> Option<usize> {
    let glued_word =
        |at: usize| atoms.is_glued(at) && (atoms.is_letters(at) || atoms.is_digits(at));
    if glued_word(at) {
        return Some(at + 1);
    }
    let listed = atoms.is_mark(at, ",") && atoms.is_digits(at + 1);
    (atoms.is_glued(at) && (atoms.is_mark(at, "-‑./:_") || listed) && glued_word(at + 1))
        .then_some(at + 2)
}

/// The place after a telephone number or the like at `at`: three or more runs of digits that are no thousand groups.
pub(crate) fn telephone(atoms: &Atoms<'_>, at: usize) -> Option<usize> {
    const LONGEST: usize = 8;
    let international = at > 0 && atoms.is_mark(at - 1, "+") && atoms.is_glued(at);
    let mut end = at + 1;
    let mut runs = 1;
    let mut grouped = atoms.text(at).len() <= 3;
    loop {
        let next = if atoms.is_digits(end) && atoms.gap(end) == Gap::One {
            end
        } else if atoms.is_mark(end, "-‑")
            && atoms.is_glued(end)
            && atoms.is_glued(end + 1)
            && atoms.is_digits(end + 1)
        {
            grouped = false;
            end + 1
        } else {
            break;
        };
        grouped &= atoms.text(next).len() == 3;
        runs += 1;
        end = next + 1;
    }
    (international || (runs >= 3 && !grouped) || runs > LONGEST).then_some(end)
}

/// Whether the word before `at` makes the number at `at` a name's part or a label: "Grade 3", "Article 12", "Windows 7".
pub(crate) fn is_label(atoms: &Atoms<'_>, at: usize) -> bool {
    let Some(back) = at.checked_sub(1) else {
        return false;
    };
    if atoms.is_mark(back, "№#") {
        return true;
    }
    let abbreviated = atoms.is_mark(back, ".:");
    let word = if abbreviated {
        atoms.before(back, 1)
    } else {
        atoms.lower(back)
    };
    if abbreviated {
        return matches!(
            word,
            "no" | "nos"
                | "nr"
                | "art"
                | "arts"
                | "sec"
                | "ch"
                | "tel"
                | "fax"
                | "phone"
                | "p"
                | "pp"
                | "vol"
        );
    }
    atoms.gap(at) < Gap::Paragraph && words::LABELS.contains(word)
}
