//! Reads tables: a row of field names, then a record a row.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use csv::ByteRecord;

use super::lines::utf8;
use super::problem::Flaw;
use super::record::{Field, Record, Value};

/// What separates the values of a list in one cell: not the comma, which separates cells.
const SEPARATORS: [char; 2] = ['|', ';'];

/// What separates the cells of a table: a comma, or what spreadsheets put where the comma is the decimal sign.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// As much as is looked at to find it: no table has more field names.
const MAX_FIRST_ROW_BYTES: u64 = 1 << 16;

/// What separates the cells of a table: whichever delimiter its first row has most of.
pub(super) fn delimiter(table: &Path) -> io::Result<u8> {
    let mut first_row = Vec::new();
    BufReader::new(File::open(table)?).take(MAX_FIRST_ROW_BYTES).read_until(b'\n', &mut first_row)?;
    let cells = |delimiter: u8| first_row.split(|&byte| byte == delimiter).count();
    // The last of equals wins, and the comma is the one to assume.
    Ok(DELIMITERS.into_iter().rev().max_by_key(|&delimiter| cells(delimiter)).unwrap_or(b','))
}

/// Reads a row. The names are the cells of the first row; `line` is where the row begins.
pub(super) fn read_row<'a>(
    names: &'a ByteRecord,
    row: &'a ByteRecord,
    line: usize,
) -> Result<Record<'a>, (usize, Flaw)> {
    if row.len() != names.len() {
        let message = format!("the row has {} cells, but there are {} field names", row.len(), names.len());
        return Err((line, Flaw::new(message, "put a cell that has the separator in it between quotation marks")));
    }
    let mut fields = Vec::with_capacity(row.len());
    let mut at = line;
    for (name, cell) in names.iter().zip(row) {
        let name = utf8(name).map_err(|(_, flaw)| (1, flaw))?.trim();
        let cell = utf8(cell).map_err(|(lines, flaw)| (at + lines, flaw))?;
        let value = if cell.trim().is_empty() { Value::Null } else { Value::Text(Cow::Borrowed(cell)) };
        fields.push(Field { key: Cow::Borrowed(name), value, line: at });
        at += cell.matches('\n').count();
    }
    Ok(Record { separators: SEPARATORS, ..Record::new(line, fields) })
}
