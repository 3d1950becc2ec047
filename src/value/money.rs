//! Amounts of money.

use crate::value::Money;
use crate::value::atom::{Atoms, Gap};
use crate::value::number::{self, Decimal};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// An amount that starts with its currency ("US$ 5m", "EUR 2.5 million"), and the place after it.
pub(crate) fn led(atoms: &Atoms<'_>, at: usize) -> Option<(Money, usize)> {
    let (currency, next) = leading_currency(atoms, at)?;
    if atoms.gap(next) > Gap::One || !atoms.is_digits(next) {
        return None;
    }
    let (amount, mut end) = number::amount(atoms, next)?;
    // "$5,000 USD" says it twice.
    if code(atoms.text(end)).is_some() {
        end += 1;
    }
    Some((money(currency, amount), end))
}

/// The currency behind an amount ("30 million manats", "40 AZN", "5 €"), and the place after it.
pub(crate) fn currency_behind(atoms: &Atoms<'_>, at: usize) -> Option<(&'static str, usize)> {
    if atoms.gap(at) == Gap::Paragraph {
        return None;
    }
    if let Some(currency) = symbol(atoms.text(at)) {
        // "5 $10" belongs to what follows.
        return (!atoms.is_digits(at + 1) || !atoms.is_glued(at + 1)).then_some((currency, at + 1));
    }
    if let Some(currency) = code(atoms.text(at)) {
        return Some((currency, at + 1));
    }
    if let Some(currency) = name("", atoms.lower(at)) {
        return Some((currency, at + 1));
    }
    let dotted = usize::from(atoms.is_mark(at + 1, ".")) * 3;
    if dotted > 0 && atoms.lower(at) == "u" && atoms.lower(at + 2) == "s" {
        let next = at + 3 + usize::from(atoms.is_mark(at + 3, "."));
        return name("us", atoms.lower(next)).map(|currency| (currency, next + 1));
    }
    if is_name(atoms.lower(at + 2)) {
        let two = format!("{} {}", atoms.lower(at), atoms.lower(at + 1));
        if let Some(currency) = name(&two, atoms.lower(at + 2)) {
            return Some((currency, at + 3));
        }
    }
    name(atoms.lower(at), atoms.lower(at + 1)).map(|currency| (currency, at + 2))
}

/// An amount in `currency`.
pub(crate) fn money(currency: &str, amount: Decimal) -> Money {
    Money {
        currency: currency.to_owned(),
        amount: amount.trimmed().to_string(),
    }
}

fn leading_currency(atoms: &Atoms<'_>, at: usize) -> Option<(&'static str, usize)> {
    let free =
        at == 0 || !atoms.is_glued(at) || !(atoms.is_letters(at - 1) || atoms.is_digits(at - 1));
    if let Some(currency) = symbol(atoms.text(at)) {
        return free.then_some((currency, at + 1));
    }
    if !free || !atoms.is_letters(at) {
        return None;
    }
    // "A $100 laptop" has an article.
    let long = atoms.text(at).len() > 1;
    let dollar = atoms.is_mark(at + 1, "$")
        && (atoms.is_glued(at + 1) || long && atoms.gap(at + 1) <= Gap::One);
    if dollar {
        let currency = match atoms.text(at) {
            "US" | "USD" => "USD",
            "A" | "AU" | "AUD" => "AUD",
            "C" | "CA" | "CAD" => "CAD",
            "NZ" | "NZD" => "NZD",
            "HK" => "HKD",
            "S" | "SG" => "SGD",
            "R" => "BRL",
            "BDS" | "Bds" => "BBD",
            "TT" => "TTD",
            "J" | "JA" => "JMD",
            "FJ" => "FJD",
            "NT" => "TWD",
            "MX" | "Mex" => "MXN",
            "N" => "NAD",
            _ => return None,
        };
        return Some((currency, at + 2));
    }
    let currency = match atoms.text(at) {
        "PhP" | "Php" => "PHP",
        "Birr" => "ETB",
        "KSh" | "Ksh" | "KSH" | "KShs" | "Kshs" => "KES",
        "Ush" | "USh" | "UGShs" => "UGX",
        "TSh" | "Tsh" => "TZS",
        "Rs" => "INR",
        "RM" => "MYR",
        "Rp" => "IDR",
        "Tk" => "BDT",
        "FCFA" | "CFA" => "XOF",
        printed => code(printed)?,
    };
    let dotted = atoms.is_mark(at + 1, ".") && atoms.is_glued(at + 1);
    Some((currency, at + 1 + usize::from(dotted)))
}

fn symbol(mark: &str) -> Option<&'static str> {
    Some(match mark {
        "$" => "USD",
        "€" => "EUR",
        "£" => "GBP",
        "¥" => "JPY",
        "₦" => "NGN",
        "₼" => "AZN",
        "₽" => "RUB",
        "₴" => "UAH",
        "₸" => "KZT",
        "₺" => "TRY",
        "₹" => "INR",
        "₾" => "GEL",
        "₪" => "ILS",
        "₱" => "PHP",
        "₩" => "KRW",
        "₫" => "VND",
        "₮" => "MNT",
        "₵" => "GHS",
        "֏" => "AMD",
        "฿" => "THB",
        _ => return None,
    })
}

/// The ISO 4217 code as printed, in capitals. Codes that are English words are left out.
fn code(printed: &str) -> Option<&'static str> {
    const CODES: &[&str] = &[
        "AED", "AFN", "AMD", "AOA", "ARS", "AUD", "AZM", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD",
        "BND", "BOB", "BRL", "BWP", "BYN", "BYR", "CAD", "CHF", "CLP", "CNY", "COP", "CRC", "CZK",
        "DKK", "DOP", "DZD", "EGP", "ETB", "EUR", "FJD", "GBP", "GEL", "GHS", "GMD", "GNF", "GTQ",
        "HKD", "HNL", "HRK", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY",
        "KES", "KGS", "KHR", "KRW", "KWD", "KZT", "LAK", "LBP", "LKR", "LTL", "LVL", "LYD", "MAD",
        "MDL", "MGA", "MKD", "MMK", "MNT", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN",
        "NIO", "NOK", "NPR", "NZD", "OMR", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON",
        "RSD", "RUB", "RWF", "SAR", "SDG", "SEK", "SGD", "SYP", "SZL", "THB", "TJS", "TMT", "TND",
        "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UZS", "VND", "XAF", "XDR", "XOF",
        "YER", "ZAR", "ZMW", "ZWL",
    ];
    if printed == "SDR" {
        return Some("XDR");
    }
    CODES.binary_search(&printed).ok().map(|at| CODES[at])
}

/// Country words, name and code of currencies.
const NAMES: &[(&str, &str, &str)] = &[
    ("", "dollar", "USD"),
    ("us", "dollar", "USD"),
    ("american", "dollar", "USD"),
    ("canadian", "dollar", "CAD"),
    ("australian", "dollar", "AUD"),
    ("new zealand", "dollar", "NZD"),
    ("hong kong", "dollar", "HKD"),
    ("singapore", "dollar", "SGD"),
    ("namibian", "dollar", "NAD"),
    ("", "euro", "EUR"),
    ("british", "pound", "GBP"),
    ("", "pound", "GBP"),
    ("egyptian", "pound", "EGP"),
    ("lebanese", "pound", "LBP"),
    ("sudanese", "pound", "SDG"),
    ("syrian", "pound", "SYP"),
    ("", "manat", "AZN"),
    ("azerbaijani", "manat", "AZN"),
    ("azerbaijan", "manat", "AZN"),
    ("turkmen", "manat", "TMT"),
    ("turkmenistan", "manat", "TMT"),
    ("", "ruble", "RUB"),
    ("", "rouble", "RUB"),
    ("russian", "ruble", "RUB"),
    ("russian", "rouble", "RUB"),
    ("belarusian", "ruble", "BYN"),
    ("belarusian", "rouble", "BYN"),
    ("", "tenge", "KZT"),
    ("kazakhstani", "tenge", "KZT"),
    ("kazakh", "tenge", "KZT"),
    ("", "hryvnia", "UAH"),
    ("ukrainian", "hryvnia", "UAH"),
    ("", "lari", "GEL"),
    ("georgian", "lari", "GEL"),
    ("", "dram", "AMD"),
    ("armenian", "dram", "AMD"),
    ("moldovan", "lei", "MDL"),
    ("moldovan", "leu", "MDL"),
    ("romanian", "lei", "RON"),
    ("romanian", "leu", "RON"),
    ("kyrgyz", "som", "KGS"),
    ("", "som", "KGS"),
    ("uzbek", "som", "UZS"),
    ("", "somoni", "TJS"),
    ("", "litas", "LTL"),
    ("", "zloty", "PLN"),
    ("polish", "zloty", "PLN"),
    ("", "forint", "HUF"),
    ("", "lev", "BGN"),
    ("", "denar", "MKD"),
    ("macedonian", "denar", "MKD"),
    ("serbian", "dinar", "RSD"),
    ("jordanian", "dinar", "JOD"),
    ("iraqi", "dinar", "IQD"),
    ("kuwaiti", "dinar", "KWD"),
    ("algerian", "dinar", "DZD"),
    ("tunisian", "dinar", "TND"),
    ("turkish", "lira", "TRY"),
    ("", "lira", "TRY"),
    ("swiss", "franc", "CHF"),
    ("rwandan", "franc", "RWF"),
    ("rwanda", "franc", "RWF"),
    ("cfa", "franc", "XOF"),
    ("swedish", "krona", "SEK"),
    ("swedish", "kronor", "SEK"),
    ("norwegian", "krone", "NOK"),
    ("norwegian", "kroner", "NOK"),
    ("danish", "krone", "DKK"),
    ("danish", "kroner", "DKK"),
    ("czech", "koruna", "CZK"),
    ("", "yen", "JPY"),
    ("japanese", "yen", "JPY"),
    ("", "yuan", "CNY"),
    ("chinese", "yuan", "CNY"),
    ("", "renminbi", "CNY"),
    ("korean", "won", "KRW"),
    ("indian", "rupee", "INR"),
    ("pakistani", "rupee", "PKR"),
    ("nepalese", "rupee", "NPR"),
    ("lankan", "rupee", "LKR"),
    ("sri lankan", "rupee", "LKR"),
    ("sri lanka", "rupee", "LKR"),
    ("mauritian", "rupee", "MUR"),
    ("kenyan", "shilling", "KES"),
    ("kenya", "shilling", "KES"),
    ("ugandan", "shilling", "UGX"),
    ("uganda", "shilling", "UGX"),
    ("tanzanian", "shilling", "TZS"),
    ("tanzania", "shilling", "TZS"),
    ("", "naira", "NGN"),
    ("nigerian", "naira", "NGN"),
    ("", "cedi", "GHS"),
    ("ghanaian", "cedi", "GHS"),
    ("", "birr", "ETB"),
    ("ethiopian", "birr", "ETB"),
    ("", "rand", "ZAR"),
    ("south african", "rand", "ZAR"),
    ("", "pula", "BWP"),
    ("malawian", "kwacha", "MWK"),
    ("zambian", "kwacha", "ZMW"),
    ("", "metical", "MZN"),
    ("", "meticais", "MZN"),
    ("", "ringgit", "MYR"),
    ("malaysian", "ringgit", "MYR"),
    ("", "rupiah", "IDR"),
    ("", "baht", "THB"),
    ("thai", "baht", "THB"),
    ("", "dong", "VND"),
    ("", "kyat", "MMK"),
    ("", "taka", "BDT"),
    ("", "real", "BRL"),
    ("", "reais", "BRL"),
    ("brazilian", "real", "BRL"),
    ("brazilian", "reais", "BRL"),
    ("", "sole", "PEN"),
    ("", "guarani", "PYG"),
    ("", "quetzal", "GTQ"),
    ("", "escudo", "CVE"),
    ("", "nakfa", "ERN"),
    ("barbados", "dollar", "BBD"),
    ("jamaican", "dollar", "JMD"),
    ("fijian", "dollar", "FJD"),
    ("mexican", "peso", "MXN"),
    ("philippine", "peso", "PHP"),
    ("argentine", "peso", "ARS"),
    ("chilean", "peso", "CLP"),
    ("colombian", "peso", "COP"),
    ("", "shekel", "ILS"),
    ("moroccan", "dirham", "MAD"),
    ("uae", "dirham", "AED"),
    ("saudi", "riyal", "SAR"),
    ("qatari", "riyal", "QAR"),
    ("omani", "rial", "OMR"),
    ("iranian", "rial", "IRR"),
    ("special drawing", "right", "XDR"),
];

/// Currencies by their name, each with the country words that may stand before it.
static BY_NAME: LazyLock<FxHashMap<&str, Vec<(&str, &str)>>> = LazyLock::new(|| {
    let mut names: FxHashMap<&str, Vec<(&str, &str)>> = FxHashMap::default();
    for (country, name, code) in NAMES {
        names.entry(name).or_default().push((country, code));
    }
    names
});

/// The countries and codes of a currency's name, in lower case, singular or plural.
fn named(name: &str) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    let singular = name.strip_suffix('s').and_then(|name| BY_NAME.get(name));
    let all = BY_NAME.get(name).into_iter().chain(singular);
    all.flatten()
}

/// Whether a word in lower case names a currency.
fn is_name(name: &str) -> bool {
    named(name).next().is_some()
}

/// The currency of a name and the country word before it, both in lower case; `""` where none stands.
fn name(country: &str, name: &str) -> Option<&'static str> {
    // "real" is an English adjective, its plural is not.
    if name == "real" && country.is_empty() {
        return None;
    }
    named(name)
        .find(|(of, _)| *of == country)
        .map(|(_, code)| *code)
}
