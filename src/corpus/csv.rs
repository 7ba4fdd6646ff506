//! Reads tables: a row of field names, then a record a row.

use std::borrow::Cow;

use csv::ByteRecord;

use super::lines::utf8;
use super::problem::Flaw;
use super::record::{Field, Record, Value};

/// What separates the values of a list in one cell: not the comma, which separates cells.
const SEPARATORS: [char; 2] = ['|', ';'];

/// Reads a row. The names are the cells of the first row; `line` is where the row begins.
pub(super) fn read_row<'a>(
    names: &'a ByteRecord,
    row: &'a ByteRecord,
    line: usize,
) -> Result<Record<'a>, (usize, Flaw)> {
    if row.len() != names.len() {
        let message = format!("the row has {} cells, but there are {} field names", row.len(), names.len());
        return Err((line, Flaw::new(message, "put a cell that has a comma between quotation marks")));
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
