//! Parquet: a document a row, read row group by row group, and of those only the columns that tell something.
//!
//! The record reader of the crate `parquet` is used without Arrow, which alone would compile longer than all readers.

use super::record::{Column, FieldNames, Record};
use super::{BulkError, Member, MemberError};
use crate::read::{Limits, ReadError};
use ::parquet::basic::Repetition;
use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::reader::{ReaderIter, TreeBuilder};
use ::parquet::record::{Field, Row};
use ::parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type};
use std::fs::File;
use std::sync::Arc;

/// The documents of a file, one a row.
pub(super) struct Rows {
    file: SerializedFileReader<File>,
    /// The columns that are read.
    schema: SchemaDescPtr,
    names: FieldNames,
    group: usize,
    rows: Option<ReaderIter>,
    number: u64,
    /// Bytes of the file, and of the documents that came out of it.
    bytes: (u64, u64),
    limits: Limits,
}

/// Rows are decoded so many at a time.
const BATCH: usize = 64;

impl Rows {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// If it is no Parquet, or if none of its columns can hold documents.
    pub(super) fn new(file: File, names: FieldNames, limits: Limits) -> Result<Self, BulkError> {
        let length = file.metadata()?.len();
        let file = SerializedFileReader::new(file).map_err(damaged)?;
        let whole = file
            .metadata()
            .file_metadata()
            .schema_descr()
            .root_schema()
            .clone();
        let (told, others): (Vec<_>, Vec<_>) = whole
            .get_fields()
            .iter()
            .cloned()
            .partition(|field| is_plain(field) && names.column(field.name()).is_some());
        let holds = |field: &Arc<Type>| {
            names
                .column(field.name())
                .is_some_and(|(field, _)| field.holds_text())
        };
        if !told.iter().any(holds) {
            let others: Vec<&str> = told
                .iter()
                .chain(&others)
                .map(|field| field.name())
                .collect();
            return Err(names.no_text(&others));
        }
        let wanted = Type::group_type_builder(whole.name())
            .with_fields(told)
            .build();
        let schema = SchemaDescriptor::new(Arc::new(wanted.map_err(damaged)?));
        Ok(Self {
            file,
            schema: Arc::new(schema),
            names,
            group: 0,
            rows: None,
            number: 0,
            bytes: (length, 0),
            limits,
        })
    }

    /// The next row; behind a fault, that of the next row group.
    fn row(&mut self) -> Result<Option<Row>, BulkError> {
        loop {
            if let Some(rows) = &mut self.rows {
                match rows.next() {
                    Some(Ok(row)) => return Ok(Some(row)),
                    Some(Err(error)) => {
                        self.rows = None;
                        return Err(damaged(error));
                    }
                    None => self.rows = None,
                }
            }
            if self.group == self.file.num_row_groups() {
                return Ok(None);
            }
            let group = self.file.get_row_group(self.group);
            self.group += 1;
            let rows = group.and_then(|group| {
                let trees = TreeBuilder::new().with_batch_size(BATCH);
                trees.as_iter(self.schema.clone(), &*group)
            });
            self.rows = Some(rows.map_err(damaged)?);
        }
    }

    fn member(&mut self) -> Result<Option<Member>, BulkError> {
        let Some(row) = self.row()? else {
            return Ok(None);
        };
        let mut record = Record::default();
        for (name, value) in row.get_column_iter() {
            let column: Option<Column> = self.names.column(name);
            if let (Some(column), Some(value)) = (column, words(value)) {
                record.put(column, value);
            }
        }
        let member = record.member(self.number, &self.names)?;
        let size = member.bytes.len() as u64;
        if size > self.limits.bytes {
            let limit = self.limits.bytes;
            return Err(ReadError::Large { limit }.into());
        }
        self.bytes.1 += size;
        // Behind a bomb nothing more is read.
        self.limits
            .ratio(self.bytes.0, self.bytes.1)
            .inspect_err(|_| {
                self.rows = None;
                self.group = self.file.num_row_groups();
            })?;
        Ok(Some(member))
    }
}

impl Iterator for Rows {
    type Item = Result<Member, MemberError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.number += 1;
        let number = self.number;
        let member = self.member();
        member
            .map_err(|error| MemberError { number, error })
            .transpose()
    }
}

/// Whether a column holds one value a row.
fn is_plain(field: &Type) -> bool {
    field.is_primitive() && field.get_basic_info().repetition() != Repetition::REPEATED
}

/// A value as text, if it is one that text can tell.
fn words(value: &Field) -> Option<String> {
    match value {
        Field::Str(text) => Some(text.clone()),
        Field::Bytes(bytes) => Some(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Null | Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => None,
        other => Some(other.to_string()),
    }
}

fn damaged(error: ParquetError) -> BulkError {
    let words = error.to_string();
    // The kind of the error, which says nothing to the user, stands before the first colon.
    let reason = words
        .split_once(": ")
        .map_or(words.as_str(), |(_, reason)| reason);
    BulkError::Parquet {
        reason: reason.to_owned(),
    }
}
