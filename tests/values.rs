//! Holds what the value recognizers read: numbers, dates, money, counted things, punishments, ages.

use proptest::prelude::*;
use tripolis::relate::age::ages;
use tripolis::relate::penalty::penalties;
use tripolis::span::Span;
use tripolis::value::figure::{figures, statistic};
use tripolis::value::{Bound, Lead, Value, ValueKind, values};

fn whole(text: &str) -> Span {
    Span::new(0, text.len())
}

/// The values of a text, each as `kind:reading`.
fn read(text: &str) -> Vec<String> {
    values(text, whole(text))
        .into_iter()
        .map(|value| match value.kind {
            ValueKind::Number(number) => format!("number:{number}"),
            ValueKind::Percent(number) => format!("percent:{number}"),
            ValueKind::Ratio(ratio) => format!("ratio:{ratio}"),
            ValueKind::Ordinal(number) => format!("ordinal:{number}"),
            ValueKind::Date(date) => format!("date:{date}"),
            ValueKind::Yearless { month, day } => format!("yearless:{month}/{day:?}"),
            ValueKind::Period { start, end } => {
                let side = |date: Option<_>| date.map_or(String::new(), |date| format!("{date}"));
                format!("period:{}/{}", side(start), side(end))
            }
            ValueKind::Money(money) => format!("money:{} {}", money.currency, money.amount),
        })
        .collect()
}

fn check_values(table: &[(&str, &[&str])]) {
    for (text, expected) in table {
        assert_eq!(read(text), *expected, "{text}");
    }
}

/// The figures of a sentence as the annotation guide prints them.
fn count(text: &str) -> Vec<String> {
    let found = values(text, whole(text));
    figures(text, whole(text), &found)
        .into_iter()
        .map(|mention| Value::Figure(mention.figure).to_string())
        .collect()
}

fn check_figures(table: &[(&str, &[&str])]) {
    for (text, expected) in table {
        assert_eq!(count(text), *expected, "{text}");
    }
}

#[test]
fn ratios_in_words() {
    check_figures(&[
        (
            "There was one desk for every four pupils.",
            &["1:4 desk to pupil"],
        ),
        (
            "The pupil-to-desk ratio moved from 90:1 to 40:1.",
            &["90:1 pupil to desk"],
        ),
        (
            "Truancy in the towns concerned went down from 9% to 4%.",
            &["4% Truancy"],
        ),
    ]);
}

#[test]
fn ages_said_by_verbs() {
    let read = |text: &str| -> Vec<String> {
        ages(text, whole(text))
            .into_iter()
            .map(|age| format!("{} {}", age.property, age.age))
            .collect()
    };
    assert_eq!(
        read("A child reaches majority at the age of nineteen."),
        ["ageOfMajority 19"]
    );
    assert_eq!(
        read("Women may marry at 16 and men at 18."),
        ["ageOfMarriageWomen 16", "ageOfMarriageMen 18"]
    );
    assert_eq!(
        read("Marriage is allowed from twenty both for men and women."),
        ["ageOfMarriageWomen 20", "ageOfMarriageMen 20"]
    );
}

#[test]
fn numbers_in_digits() {
    check_values(&[
        ("we bought 4,521 desks", &["number:4521"]),
        ("we bought 3 693 desks", &["number:3693"]),
        ("we bought 600\u{a0}000 desks", &["number:600000"]),
        (
            "we bought 12\u{2009}345\u{202f}678 desks",
            &["number:12345678"],
        ),
        ("a herd of 150, 000 cattle", &["number:150000"]),
        ("they sold 1.103 notebooks", &["number:1103"]),
        ("the index reached 1.103 in total", &["number:1.103"]),
        ("it weighs 33.8 thousand tons", &["number:33800"]),
        ("4.5 million readers", &["number:4500000"]),
        (
            "2.5 bn visits, 20k followers, 3m views",
            &["number:2500000000", "number:20000", "number:3000000"],
        ),
        (
            "58.70% of homes, 41,6 % of farms",
            &["percent:58.70", "percent:41.6"],
        ),
        ("12 per cent and 60 percent", &["percent:12", "percent:60"]),
        ("400+ ideas", &["number:400"]),
        ("nearly 1:16 computer to student", &["ratio:1:16"]),
        ("about 30 per 1,000", &["ratio:30:1000"]),
        (
            "the 5th round and the third phase",
            &["ordinal:5", "ordinal:3"],
        ),
    ]);
}

#[test]
fn numbers_in_words() {
    check_values(&[
        ("eighteen centers", &["number:18"]),
        ("twenty-one centers", &["number:21"]),
        ("two hundred and fifty centers", &["number:250"]),
        ("three thousand four hundred centers", &["number:3400"]),
        ("over a dozen centers", &["number:12"]),
        ("half a million readers", &["number:500000"]),
        ("two and a half million readers", &["number:2500000"]),
        ("hundreds of readers, thousands of books", &[]),
        ("several hundred readers", &[]),
        ("a three-year course and a 12-month loan", &[]),
    ]);
}

#[test]
fn digits_that_are_no_numbers() {
    for text in [
        "certified to ISO 9001",
        "runs Windows 7",
        "the Web 2.0 era",
        "pupils of Grade 3",
        "pupils of grades 1 to 13",
        "see Article 12 and Section 4",
        "see Articles 12 and 13",
        "a 4G network",
        "call +994 12 345 67 89",
        "call 012 345 67 89",
        "open 24/7",
        "from 10:30 to 16:45",
        "since COVID-19 came",
        "Directive 2002/58/EC",
        "Law No. 152-FZ",
        "section 1.2.2 says",
        "in the 1990s",
        "May we ask",
    ] {
        assert_eq!(read(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn dates() {
    check_values(&[
        ("opened in 2006", &["date:2006"]),
        ("2006 - The library opened", &["date:2006"]),
        ("opened in March 2005", &["date:2005-03"]),
        ("opened in June, 2004", &["date:2004-06"]),
        ("opened on 12 May 2010", &["date:2010-05-12"]),
        ("opened on May 12, 2010", &["date:2010-05-12"]),
        ("opened on 12.05.2010", &["date:2010-05-12"]),
        ("opened on 2010-05-12", &["date:2010-05-12"]),
        ("opened on 21-Apr-2008", &["date:2008-04-21"]),
        ("opened on 12/05/2010", &["date:2010-05-12"]),
        ("opened on 05/22/2010", &["date:2010-05-22"]),
        ("opened on the 2nd of May 2011", &["date:2011-05-02"]),
        ("opened in Dec 2009", &["date:2009-12"]),
        ("a decree (22 April 2019)", &["date:2019-04-22"]),
        (
            "the 11 March 11, 2011 march",
            &["yearless:3/Some(11)", "date:2011-03-11"],
        ),
        ("opened on 27 September", &["yearless:9/Some(27)"]),
        ("In June, it opened", &["yearless:6/None"]),
        ("opened in the summer of 2012", &["date:2012"]),
        ("opened in mid-2010", &["date:2010"]),
        ("opened at the end of 2013", &["date:2013"]),
        ("2007 the ministry opened a center", &["date:2007"]),
        ("In 2007 libraries were closed", &["date:2007"]),
        ("more than 2000 libraries were closed", &["number:2000"]),
    ]);
}

#[test]
fn periods() {
    check_values(&[
        ("the years 2008-2012", &["period:2008/2012"]),
        ("a plan for 2010 - 2012", &["period:2010/2012"]),
        ("a plan for 2008 – 2012", &["period:2008/2012"]),
        ("the 2012/13 school year", &["period:2012/2013"]),
        ("it ran from 2005 to 2007", &["period:2005/2007"]),
        ("it ran between 2005 and 2007", &["period:2005/2007"]),
        ("it ran 2009 through 2011", &["period:2009/2011"]),
        (
            "it ran from May 2005 to the end of 2007",
            &["period:2005-05/2007"],
        ),
        ("it ran from May to July 2010", &["period:2010-05/2010-07"]),
        (
            "they met on 12-14 May 2010",
            &["period:2010-05-12/2010-05-14"],
        ),
        (
            "they met 28 February – 2 March 2012",
            &["period:2012-02-28/2012-03-02"],
        ),
        ("it has run since 2010", &["period:2010/"]),
        ("starting from 2003 it ran", &["period:2003/"]),
        ("it will run until 2020", &["period:/2020"]),
        ("it runs through 2014", &["period:/2014"]),
        ("done by the end of 2015", &["period:/2015"]),
        ("in 2012 and 2013", &["date:2012", "date:2013"]),
    ]);
}

#[test]
fn money() {
    check_values(&[
        ("it cost $14.38 million", &["money:USD 14380000"]),
        ("it cost USD 2,500,000", &["money:USD 2500000"]),
        ("it cost US$ 5m", &["money:USD 5000000"]),
        ("it cost EUR 2.5 million", &["money:EUR 2500000"]),
        (
            "it cost €13m and £3bn",
            &["money:EUR 13000000", "money:GBP 3000000000"],
        ),
        ("it cost 30 million manats", &["money:AZN 30000000"]),
        ("a fee of AZN 40", &["money:AZN 40"]),
        ("a fee of 12.50 AZN", &["money:AZN 12.5"]),
        ("5 million euros", &["money:EUR 5000000"]),
        ("two million US dollars", &["money:USD 2000000"]),
        ("3 million Kenyan shillings", &["money:KES 3000000"]),
        ("a credit of SDR 3.7 million", &["money:XDR 3700000"]),
        ("a $100 toy", &["money:USD 100"]),
        ("A $100 toy", &["money:USD 100"]),
        (
            "5-million rand and R$ 20",
            &["money:ZAR 5000000", "money:BRL 20"],
        ),
    ]);
}

#[test]
fn bounds_and_leads() {
    let bound = |text: &str| {
        values(text, whole(text))
            .first()
            .and_then(|value| value.bound)
    };
    assert_eq!(bound("over 250 centers"), Some(Bound::Over));
    assert_eq!(bound("no more than 250 centers"), Some(Bound::UpTo));
    assert_eq!(bound("up to a total of 250 centers"), Some(Bound::UpTo));
    assert_eq!(bound("at least 250 centers"), Some(Bound::AtLeast));
    assert_eq!(bound("close to 250 centers"), Some(Bound::About));
    assert_eq!(bound("the 250 centers"), None);
    let lead = |text: &str| {
        values(text, whole(text))
            .first()
            .and_then(|value| value.lead)
    };
    assert_eq!(lead("As of March 2011 it ran"), Some(Lead::AsOf));
    assert_eq!(lead("by early 2011 it ran"), Some(Lead::By));
    assert_eq!(lead("before 2011 it ran"), Some(Lead::Before));
    let text = "over 250 centers";
    assert_eq!(values(text, whole(text))[0].span.of(text), "250");
    let text = "open since the first half of 2010";
    assert_eq!(
        values(text, whole(text))[0].span.of(text),
        "since the first half of 2010"
    );
}

#[test]
fn counted_things() {
    check_figures(&[
        ("It reached 4,521 secondary schools", &["4521 schools"]),
        (
            "The union has 190 member countries",
            &["190 member countries"],
        ),
        (
            "Staff wrote over a dozen training modules",
            &["12 training modules"],
        ),
        (
            "Some 3,500 teachers from remote villages came",
            &["3500 teachers"],
        ),
        ("It now works in 14 Andean countries", &["14 countries"]),
        (
            "Tablets for 50 per cent of its rural clinics",
            &["50% clinics"],
        ),
        (
            "reaching a 1:12 computer to student ratio",
            &["1:12 computer to student"],
        ),
        (
            "tablets for more than 3,000 clinics, nineteen colleges and 700 ICT clubs",
            &["3000 clinics", "19 colleges", "700 ICT clubs"],
        ),
        ("He repaired 75 sets of laboratory equipment", &["75 sets"]),
        (
            "a total of 410 primary and secondary schools joined",
            &["410 schools"],
        ),
        ("gave out 80 solar-powered Handy PCs", &["80 Handy PCs"]),
        (
            "The town has a literacy rate of 88%",
            &["88% literacy rate"],
        ),
        (
            "Internet penetration rose from 3% to 9%",
            &["9% Internet penetration"],
        ),
        (
            "It counts an area of 21.4 thousand square kilometers",
            &["21400 square kilometers"],
        ),
        (
            "a republic with a population of over 12 million people",
            &["12000000 population"],
        ),
        ("some 9,000 young people took part", &["9000 people"]),
        (
            "it lent 60 carts in 2005, 90 in 2006 and 120 in 2007",
            &["60 carts", "90 carts", "120 carts"],
        ),
        (
            "The number of home users grew to 2.4 million",
            &["2400000 home users"],
        ),
        ("It will add 70 more clinics", &["70 clinics"]),
    ]);
}

#[test]
fn counts_of_nothing() {
    for text in [
        "girls under the age of 18 and boys aged 12",
        "trained for three years and over the two years",
        "in May 2010 and in 2011",
        "at a cost of 5 million euros",
        "one of the schools",
        "the third school",
        "the two sides agreed",
        "a fine of 500 financial units",
        "the One Tablet per Pupil plan",
        "chapter 12 schools the reader",
        "3.2 Technical measures",
        "twelve hours a day",
        "a rate of 14 per 100 inhabitants",
        "one in three pupils",
    ] {
        assert_eq!(count(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn goals_and_dates_of_figures() {
    let first = |text: &str| {
        let found = values(text, whole(text));
        figures(text, whole(text), &found).remove(0).figure
    };
    assert!(first("The fund plans to supply 300 clinics").goal);
    assert!(first("By 2015 the fund will supply 300 clinics").goal);
    assert!(first("About 300 clinics are expected to be supplied").goal);
    let reached = first("By March 2012, the fund had supplied 300 clinics");
    assert!(!reached.goal);
    assert_eq!(
        reached.as_of.map(|date| date.to_string()).as_deref(),
        Some("2012-03")
    );
}

#[test]
fn statistics_lines() {
    let line =
        |label, value| statistic(label, value).map(|figure| Value::Figure(figure).to_string());
    let table = [
        ("Population", "12,925,301", Some("12925301 population")),
        ("Population 0‑14", "41.6%", Some("41.6% population 0-14")),
        (
            "Facebook Users",
            "5,000,000",
            Some("5000000 Facebook Users"),
        ),
        ("Total Population:", "9 421 000", Some("9421000 population")),
        (
            "Internet users, percentage of population",
            "58.70%",
            Some("58.70% Internet users"),
        ),
        ("Phone", "5550100", None),
        ("Founded", "2006", None),
        ("Population", "unknown", None),
        ("Budget", "$5 million", None),
    ];
    for (label, value, expected) in table {
        assert_eq!(line(label, value).as_deref(), expected, "{label} {value}");
    }
}

/// The punishments of a text, heavier grades marked `+`.
fn punish(text: &str) -> Vec<String> {
    penalties(text, whole(text))
        .output
        .into_iter()
        .map(|mention| {
            let mark = if mention.penalty.aggravated { "+" } else { "" };
            format!("{mark}{}", Value::Penalty(mention.penalty))
        })
        .collect()
}

#[test]
fn punishments() {
    let table: &[(&str, &[&str])] = &[
        (
            "Theft is punishable by a fine of up to 700 financial units, public works for up to 200 hours, \
             corrective work for up to one year, or imprisonment for one year.",
            &[
                "fine ..700 financial-units",
                "public-works ..200 hours",
                "corrective-work ..1 years",
                "imprisonment 1..1 years",
            ],
        ),
        (
            "They face three to nine years’ imprisonment.",
            &["imprisonment 3..9 years"],
        ),
        (
            "The penalty is up to 2,000 financial units.",
            &["fine ..2000 financial-units"],
        ),
        (
            "restriction of freedom for up to four years or imprisonment for the same term",
            &["restriction-of-freedom ..4 years", "imprisonment ..4 years"],
        ),
        (
            "fined not more than $8,000 or imprisoned not more than 3 years, or both",
            &["fine ..8000 USD", "imprisonment ..3 years"],
        ),
        (
            "liable on conviction to a fine not exceeding 900 manats or to imprisonment for a term not exceeding six years",
            &["fine ..900 AZN", "imprisonment ..6 years"],
        ),
        (
            "deprivation of liberty for a term from two up to five years with deprivation of the right to hold \
             public posts or to teach for up to three years",
            &["imprisonment 2..5 years", "deprivation-of-rights ..3 years"],
        ),
        (
            "a fine of between 1,000 and 3,000 manats",
            &["fine 1000..3000 AZN"],
        ),
        ("a fine of 100-500 AZN", &["fine 100..500 AZN"]),
        (
            "imprisonment for not less than 2 and not more than 7 years",
            &["imprisonment 2..7 years"],
        ),
        (
            "probation or imprisonment for up to two years",
            &["restriction-of-freedom ..2 years", "imprisonment ..2 years"],
        ),
        (
            "imprisonment for a maximum of 5 months",
            &["imprisonment ..5 months"],
        ),
        ("a three-year prison sentence", &["imprisonment 3..3 years"]),
        (
            "six months to two years in prison",
            &["imprisonment 6..24 months"],
        ),
        (
            "2 years and 6 months in jail",
            &["imprisonment 2.5..2.5 years"],
        ),
        (
            "at least 90 hours of community service",
            &["public-works 90.. hours"],
        ),
        ("punished by life imprisonment", &["imprisonment"]),
        ("children under fourteen years", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(punish(text), *expected, "{text}");
    }
}

#[test]
fn grades_of_punishment() {
    let text = "Fraud is punishable by imprisonment for up to two years. Where the fraud was committed by an official, \
                imprisonment for three to five years will apply. The same act committed by a gang will increase the \
                punishment to five to eight years’ imprisonment. This is increased to nine years’ imprisonment if a \
                pensioner was robbed.";
    assert_eq!(
        punish(text),
        [
            "imprisonment ..2 years",
            "+imprisonment 3..5 years",
            "+imprisonment 5..8 years",
            "+imprisonment 9..9 years"
        ]
    );
    let conditions: Vec<_> = penalties(text, whole(text))
        .output
        .iter()
        .map(|mention| {
            mention
                .penalty
                .condition
                .map(|span| span.of(text).to_owned())
        })
        .collect();
    let expected = [
        None,
        Some("Where the fraud was committed by an official"),
        Some("The same act committed by a gang"),
        Some("if a pensioner was robbed"),
    ];
    assert_eq!(
        conditions,
        expected.map(|condition| condition.map(str::to_owned))
    );
}

#[test]
fn a_missing_number_is_a_diagnostic() {
    let text =
        "liable to deprivation of freedom for up to years, or a fine of up to 50 financial units";
    let found = penalties(text, whole(text));
    assert_eq!(found.output.len(), 1);
    let [diagnostic] = found.diagnostics.as_slice() else {
        panic!("one diagnostic")
    };
    assert_eq!(diagnostic.code, "penalty-without-number");
    assert_eq!(
        diagnostic.span.map(|span| span.of(text)),
        Some("deprivation of freedom for up to years")
    );
}

#[test]
fn legal_ages() {
    let table: &[(&str, &[(&str, u32)])] = &[
        (
            "The age of majority in Freedonia is eighteen.",
            &[("ageOfMajority", 18)],
        ),
        ("Nineteen is the age of majority.", &[("ageOfMajority", 19)]),
        (
            "The age of majority is 20, the age of sexual consent is 15 under Article 12.",
            &[("ageOfMajority", 20), ("ageOfConsent", 15)],
        ),
        (
            "The age of consent for marriage is sixteen for women and nineteen for men.",
            &[("ageOfMarriageWomen", 16), ("ageOfMarriageMen", 19)],
        ),
        (
            "The minimum age for marriage is 18 for both.",
            &[("ageOfMarriageWomen", 18), ("ageOfMarriageMen", 18)],
        ),
        (
            "The marriage age for girls is 16 and for boys 17.",
            &[("ageOfMarriageWomen", 16), ("ageOfMarriageMen", 17)],
        ),
        ("The age of reason began in 1700.", &[]),
    ];
    for (text, expected) in table {
        let found: Vec<_> = ages(text, whole(text))
            .iter()
            .map(|age| (age.property, age.age))
            .collect();
        assert_eq!(found, *expected, "{text}");
    }
}

/// Texts full of what the recognizers look for, and of what could trip them.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,6}",
        "[0-9]{1,5}",
        prop::sample::select(vec![
            " ",
            " ",
            " ",
            ",",
            ".",
            "-",
            "–",
            "/",
            ":",
            "%",
            "’",
            "\n\n",
            "\u{a0}",
            "$",
            "€",
            "US$",
            "(",
            ")",
            ";",
            "é",
            "年",
            "two",
            "hundred",
            "a",
            "dozen",
            "half",
            "million",
            "May",
            "from",
            "to",
            "between",
            "and",
            "by",
            "since",
            "years",
            "fine",
            "of",
            "imprisonment",
            "for",
            "up to",
            "the same term",
            "life",
            "age of majority",
            "age for marriage",
            "women",
            "schools",
            "percent",
            "ratio",
            "per",
            "of the",
            "Where",
            "if",
            "the same act",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn spans_stay_inside(text in texts()) {
        let found = values(&text, whole(&text));
        let mut last = 0;
        for value in &found {
            prop_assert!(value.span.start() >= last && text.get(value.span.range()).is_some());
            prop_assert!(!value.span.is_empty());
            last = value.span.end();
        }
        for figure in figures(&text, whole(&text), &found) {
            prop_assert!(text.get(figure.span.range()).is_some_and(|quote| !quote.is_empty()));
        }
        let punished = penalties(&text, whole(&text));
        for mention in &punished.output {
            prop_assert!(text.get(mention.span.range()).is_some_and(|quote| !quote.is_empty()));
            if let Some(condition) = mention.penalty.condition {
                prop_assert!(text.get(condition.range()).is_some());
            }
        }
        for diagnostic in &punished.diagnostics {
            prop_assert!(diagnostic.span.is_some_and(|span| text.get(span.range()).is_some()));
        }
        for age in ages(&text, whole(&text)) {
            prop_assert!(text.get(age.span.range()).is_some());
        }
        let _ = statistic(&text, &text);
    }
}
