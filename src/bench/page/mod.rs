//! A report as one HTML page that needs nothing else: no network, no script, no font, no picture beside it.
//!
//! Every plot is drawn twice, for a wide screen and for a phone, and its values stand below it in a table. Colours follow the
//! reader's scheme, and no series is told from another by its colour alone.

mod axis;
mod bars;
mod canvas;
mod data;
mod lines;
mod look;
mod palette;
mod series;
mod unit;
mod view;

use askama::Template;

pub use axis::{Axis, Scale};
pub use bars::{BarGroup, BarSeries, Bars};
pub use lines::Lines;
pub use series::{Kind, Series};
pub use unit::Unit;
use view::PageView;

/// A report.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// What was measured.
    pub title: String,
    /// What was found, in a sentence or two.
    pub lead: String,
    /// Under which conditions: machine, command, version, date; names with values.
    pub facts: Vec<(String, String)>,
    /// The findings.
    pub sections: Vec<Section>,
}

/// One finding.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Its name.
    pub heading: String,
    /// What to see and how it was measured; an empty line begins a paragraph.
    pub text: String,
    /// Pictures of it.
    pub plots: Vec<Plot>,
    /// Its figures.
    pub tables: Vec<Table>,
}

/// A picture of figures.
#[derive(Debug, Clone)]
pub enum Plot {
    /// How something depends on something else.
    Lines(Lines),
    /// How much each of several things is.
    Bars(Bars),
}

/// Figures in rows.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// What they are.
    pub caption: String,
    /// From left to right; the first one names its row.
    pub columns: Vec<Column>,
    /// As many cells each as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name, with its unit.
    pub name: String,
    /// Whether its cells are numbers, which stand on the right.
    pub is_numeric: bool,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn text(name: impl Into<String>) -> Self {
        Self { name: name.into(), is_numeric: false }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(name: impl Into<String>) -> Self {
        Self { name: name.into(), is_numeric: true }
    }
}

impl Page {
    /// The page, whole.
    ///
    /// # Panics
    ///
    /// Never: what a template writes into memory arrives there.
    #[must_use]
    pub fn to_html(&self) -> String {
        PageView::new(self).render().expect("a template of ours is written into memory")
    }
}

impl Plot {
    /// What stands above it.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Lines(lines) => &lines.title,
            Self::Bars(bars) => &bars.title,
        }
    }
}
