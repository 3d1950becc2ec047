//! The closed word lists of the value recognizers, in lower case and in order.

use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// A list of words, looked up in constant time.
type Words = LazyLock<FxHashSet<&'static str>>;

/// Adjectives that no suffix betrays.
pub(crate) static ADJECTIVES: Words = LazyLock::new(|| {
    "
    active additional advanced annual average bad best better big blind brand brand-new common complete
    concrete core current daily deaf developing different direct disabled disadvantaged distinct due early
    efficient elder elderly emerging entire ethnic excellent existing extra female few final first foreign
    former free frequent fresh full further good great growing high high-quality
    important independent innovative intermediate joint junior key large largest last late later
    latest leading live local long low low-income lower main major male many mid middle minor mobile modern
    monthly more most multi nearby neighboring neighbouring new newest next non old older online open other
    out-of-school outstanding participating particular past permanent personal poor popular present private
    prominent quality rare recent regular relevant remaining remote rich secular secure selected senior
    separate several short similar single small smaller smart some special state-of-the-art state-owned
    strong subsequent such surrounding talented top total unique unpaid upcoming upper urban various
    vulnerable weekly whole wide working yearly young younger youngest
    "
    .split_whitespace()
    .collect()
});

/// Plurals behind which another plural may follow: "sports clubs", "youth centers".
pub(crate) static ATTRIBUTIVE: Words = LazyLock::new(|| {
    "
    arts communications data faculty human-resources media operations personnel police resources services
    staff systems women youth
    "
    .split_whitespace()
    .collect()
});

/// Words that cannot be part of a counted noun: function words and common verbs.
pub(crate) static BOUNDARY: Words = LazyLock::new(|| {
    "
    a about above across after against ages all along also although amid among an and any are around as at
    be because been before began behind being below between both but by came can could did do does during
    each either every for from gave get give given gives giving go goes got had has have he held her his how
    however if in including inside into is it its joined like made may might must near nor not now of off on
    only onto onwards onward or our out outside over passed per plus received reported said shall she should since so some
    stated such than that the their them then there these they this those though through throughout till to
    took toward towards under until up upon using via was we went were what when where whereas whether which
    while who whom whose why will with within without would yet you your
    "
    .split_whitespace()
    .collect()
});

/// Nouns that only order the text or refer back.
pub(crate) static EMPTY: Words = LazyLock::new(|| {
    "
    areas articles aspects categories chapters comments components decrease directions discount downloads
    examinations examples factors goals growth halves hits improvement increase issues items kinds levels
    likes matters objectives ones others paragraphs parts percentage performance phases pillars points
    principles priorities questions reasons reduction respects rise sections shares sides stages steps terms
    thirds times types views votes ways
    "
    .split_whitespace()
    .collect()
});

/// Plurals without an `s`, and masses that are counted.
pub(crate) static IRREGULAR: Words = LazyLock::new(|| {
    "
    alumni children criteria data faculty geese inhabitants manpower media men people personnel police
    population series staff women youth
    "
    .split_whitespace()
    .collect()
});

/// Words before a number that is a name's part or a label: "Grade 3", "Windows 7".
pub(crate) static LABELS: Words = LazyLock::new(|| {
    "
    age aged ages annex appendix art article articles box category channel chapter chapters class clause
    convention decree directive figure footnote form grade grades horizon iec instrument iso item key law
    level levels line lot module no number office order page pages para paragraph part phase phases pillar
    point pp priority protocol resolution room round rule section sections stage step table tel tier version
    volume web windows
    "
    .split_whitespace()
    .collect()
});

/// Nouns that measure, so that their number may have decimals.
pub(crate) static MEASURE: Words = LazyLock::new(|| {
    "
    degrees hectares kilometer kilometers kilometre kilometres meters metres miles points times tonnes tons
    "
    .split_whitespace()
    .collect()
});

/// Nouns that measure a whole country.
pub(crate) static NATIONAL: Words = LazyLock::new(|| {
    "
    employment economy exports gdp gnp imports inflation inhabitants literacy penetration population
    unemployment urbanization workforce
    "
    .split_whitespace()
    .collect()
});

/// Nouns that end like adjectives.
pub(crate) static NOUNS: Words = LazyLock::new(|| {
    "
    animal archive bed cable campaign capital clinic concern crystal detective dictionary drive executive
    fabric feed festival field glossary goal hospital initiative journal library manual material metal
    motive music need pattern portal professional proposal rehearsal rental salary seed shed signal speed
    survival table terminal topic traffic trial tutorial variable vegetable
    "
    .split_whitespace()
    .collect()
});

/// Means of payment and measures of them.
pub(crate) static PAYMENT: Words = LazyLock::new(|| {
    "
    cents dollars earnings grants income indices loans salaries salary units wages
    "
    .split_whitespace()
    .collect()
});

/// Words in `s` that are no plurals to count.
pub(crate) static SINGULAR: Words = LazyLock::new(|| {
    "
    afterwards always athletics besides does economics electronics gas has informatics its mathematics news
    overseas perhaps physics plus politics robotics sales sports this towards versus was yes
    "
    .split_whitespace()
    .collect()
});

/// Nouns that measure time.
pub(crate) static TIME: Words = LazyLock::new(|| {
    "
    centuries century day days decade decades hour hours hrs minute minutes month months seconds semester
    semesters week weekdays weeks year years
    "
    .split_whitespace()
    .collect()
});
