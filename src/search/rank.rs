//! The order of hits: BM25 by counts that do not depend on how the index grew, ties by document and place.
//!
//! Tantivy counts entries that were deleted until their segment is merged, so that the same documents would be ranked
//! otherwise after a day of changes than after one ingest. Here the counts are of what is there, and the length of a
//! text is held against a fixed one (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, for the
//! formula). Scores are rounded, so that the order of additions does not show.

use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{
    DocAddress, DocId, DocSet, Score, Searcher, SegmentOrdinal, SegmentReader, TERMINATED, Term,
};

/// The length of a text that is neither short nor long, in words.
const USUAL_LENGTH: u64 = 40;

/// Counts of what is in the index now.
pub(super) struct Counts<'s>(pub(super) &'s Searcher);

impl Bm25StatisticsProvider for Counts<'_> {
    fn total_num_tokens(&self, _field: Field) -> tantivy::Result<u64> {
        Ok(self.0.num_docs() * USUAL_LENGTH)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.0.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let mut count = 0;
        for segment in self.0.segment_readers() {
            let index = segment.inverted_index(term.field())?;
            let Some(alive) = segment.alive_bitset() else {
                count += u64::from(index.doc_freq(term)?);
                continue;
            };
            if let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? {
                while postings.doc() != TERMINATED {
                    count += u64::from(alive.is_alive(postings.doc()));
                    postings.advance();
                }
            }
        }
        Ok(count)
    }
}

/// An entry that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    /// Where it stands in the index.
    pub(super) address: DocAddress,
    /// Thousandths.
    pub(super) score: u64,
}

/// Collects all entries that a query finds.
pub(super) struct All;

/// Those of one segment.
pub(super) struct AllOfSegment {
    segment: SegmentOrdinal,
    found: Vec<Found>,
}

impl Collector for All {
    type Fruit = Vec<Found>;
    type Child = AllOfSegment;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<AllOfSegment> {
        Ok(AllOfSegment {
            segment,
            found: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, parts: Vec<Vec<Found>>) -> tantivy::Result<Vec<Found>> {
        Ok(parts.concat())
    }
}

impl SegmentCollector for AllOfSegment {
    type Fruit = Vec<Found>;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.found.push(Found {
            address: DocAddress::new(self.segment, doc),
            score: (f64::from(score) * 1000.0).round() as u64,
        });
    }

    fn harvest(self) -> Vec<Found> {
        self.found
    }
}

/// So many entries are worth reading all texts of a column at once.
const MANY: usize = 200;

/// The texts of a column, read once each.
pub(super) struct Texts<'s> {
    searcher: &'s Searcher,
    field: &'static str,
    /// Whether many are asked for.
    whole: bool,
    columns: BTreeMap<SegmentOrdinal, Option<Column>>,
}

/// The texts of one segment's column, as far as they were read.
struct Column {
    column: StrColumn,
    known: FxHashMap<u64, String>,
}

impl<'s> Texts<'s> {
    /// The column of a field, of which so many entries will be asked for.
    pub(super) fn new(searcher: &'s Searcher, field: &'static str, entries: usize) -> Self {
        Self {
            searcher,
            field,
            whole: entries > MANY,
            columns: BTreeMap::new(),
        }
    }

    /// The text of an entry, empty where it has none.
    pub(super) fn of(&mut self, address: DocAddress) -> tantivy::Result<&str> {
        let column = match self.columns.entry(address.segment_ord) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let reader = self.searcher.segment_reader(address.segment_ord);
                let column = reader.fast_fields().str(self.field)?;
                place.insert(
                    column
                        .map(|column| Column::open(column, self.whole))
                        .transpose()?,
                )
            }
        };
        match column {
            Some(column) => column.of(address.doc_id),
            None => Ok(""),
        }
    }
}

impl Column {
    fn open(column: StrColumn, whole: bool) -> tantivy::Result<Self> {
        let mut known = FxHashMap::default();
        if whole {
            let mut texts = column.dictionary().stream()?;
            while texts.advance() {
                let text = String::from_utf8_lossy(texts.key()).into_owned();
                known.insert(texts.term_ord(), text);
            }
        }
        Ok(Self { column, known })
    }

    fn of(&mut self, doc: DocId) -> tantivy::Result<&str> {
        let Some(ord) = self.column.ords().first(doc) else {
            return Ok("");
        };
        if !self.known.contains_key(&ord) {
            let mut text = String::new();
            self.column.ord_to_str(ord, &mut text)?;
            self.known.insert(ord, text);
        }
        Ok(self.known.get(&ord).map_or("", String::as_str))
    }
}

/// The numbers of a column.
pub(super) struct Numbers<'s> {
    searcher: &'s Searcher,
    field: &'static str,
    columns: BTreeMap<SegmentOrdinal, tantivy::columnar::Column<u64>>,
}

impl<'s> Numbers<'s> {
    /// The column of a field.
    pub(super) fn new(searcher: &'s Searcher, field: &'static str) -> Self {
        Self {
            searcher,
            field,
            columns: BTreeMap::new(),
        }
    }

    /// The number of an entry, 0 where it has none.
    pub(super) fn of(&mut self, address: DocAddress) -> tantivy::Result<u64> {
        let column = match self.columns.entry(address.segment_ord) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let reader = self.searcher.segment_reader(address.segment_ord);
                place.insert(reader.fast_fields().u64(self.field)?)
            }
        };
        Ok(column.first(address.doc_id).unwrap_or(0))
    }
}

/// The first `limit` passages by score, then by document and place; all where there is no limit.
pub(super) fn passages(
    searcher: &Searcher,
    mut found: Vec<Found>,
    limit: Option<usize>,
) -> tantivy::Result<Vec<Found>> {
    if let Some(limit) = limit
        && found.len() > limit
    {
        if limit == 0 {
            return Ok(Vec::new());
        }
        // All that may be among the first; those of the last score are parted by what is read below.
        let (_, last, _) = found.select_nth_unstable_by(limit - 1, |a, b| b.score.cmp(&a.score));
        let least = last.score;
        found.retain(|hit| hit.score >= least);
    }
    let mut documents = Texts::new(searcher, "document", found.len());
    let mut starts = Numbers::new(searcher, "start");
    let mut keyed = Vec::with_capacity(found.len());
    for hit in found {
        let document = documents.of(hit.address)?.to_owned();
        keyed.push((document, starts.of(hit.address)?, hit));
    }
    keyed.sort_unstable_by(|(a, from, high), (b, to, low)| {
        (low.score.cmp(&high.score))
            .then_with(|| a.cmp(b))
            .then(from.cmp(to))
    });
    keyed.truncate(limit.unwrap_or(usize::MAX));
    Ok(keyed.into_iter().map(|(_, _, hit)| hit).collect())
}
