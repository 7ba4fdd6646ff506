//! What the template writes: everything drawn, named and in order.

use askama::Template;

use super::canvas::Size;
use super::look::{Look, looks};
use super::series::Kind;
use super::{Page, Plot, Section, Table, bars, lines, palette};

/// For a screen of some size, and for paper.
const WIDE: Size = Size { width: 1440, height: 760 };
/// For a phone.
const NARROW: Size = Size { width: 640, height: 620 };
const SWATCH: Size = Size { width: 88, height: 36 };
const STYLE: &str = include_str!("page.css");

#[derive(Template)]
#[template(path = "report.html")]
pub(super) struct PageView<'a> {
    page: &'a Page,
    style: String,
    lead: Vec<&'a str>,
    sections: Vec<SectionView<'a>>,
}

struct SectionView<'a> {
    id: String,
    heading: &'a str,
    paragraphs: Vec<&'a str>,
    plots: Vec<PlotView<'a>>,
    tables: Vec<TableView>,
}

struct PlotView<'a> {
    id: String,
    title: &'a str,
    description: String,
    /// One series needs no legend: the title says what it is.
    legend: Vec<Entry<'a>>,
    drawings: Vec<Drawing>,
    table: TableView,
}

struct Entry<'a> {
    name: &'a str,
    /// SVG.
    swatch: String,
}

struct Drawing {
    class: &'static str,
    width: i32,
    height: i32,
    /// SVG.
    inside: String,
}

struct TableView {
    caption: String,
    columns: Vec<super::Column>,
    rows: Vec<Vec<Cell>>,
}

struct Cell {
    text: String,
    is_numeric: bool,
}

impl<'a> PageView<'a> {
    pub(super) fn new(page: &'a Page) -> Self {
        let sections = page.sections.iter().enumerate();
        Self {
            page,
            style: format!("{}{STYLE}", palette::style_sheet()),
            lead: paragraphs(&page.lead),
            sections: sections.map(|(index, section)| SectionView::new(index, section)).collect(),
        }
    }
}

impl<'a> SectionView<'a> {
    fn new(index: usize, section: &'a Section) -> Self {
        let id = format!("section-{}", index + 1);
        let plots = section.plots.iter().enumerate();
        Self {
            heading: &section.heading,
            paragraphs: paragraphs(&section.text),
            plots: plots.map(|(plot, of)| PlotView::new(format!("{id}-plot-{}", plot + 1), of)).collect(),
            tables: section.tables.iter().map(TableView::new).collect(),
            id,
        }
    }
}

impl<'a> PlotView<'a> {
    fn new(id: String, plot: &'a Plot) -> Self {
        Self {
            id,
            title: plot.title(),
            description: plot.description(),
            legend: legend(plot),
            drawings: [("wide", WIDE), ("narrow", NARROW)]
                .into_iter()
                .filter_map(|(class, size)| Drawing::new(plot, class, size))
                .collect(),
            table: TableView::new(&plot.table()),
        }
    }
}

impl Drawing {
    fn new(plot: &Plot, class: &'static str, Size { width, height }: Size) -> Option<Self> {
        match plot {
            Plot::Lines(lines) => {
                lines.draw(Size { width, height }).map(|inside| Self { class, width, height, inside })
            }
            Plot::Bars(bars) => bars.draw(width).map(|inside| Self { class, width, height: bars.height(), inside }),
        }
    }
}

fn legend(plot: &Plot) -> Vec<Entry<'_>> {
    type Swatch = fn(Look, Size) -> String;
    let (names, swatch): (Vec<(&str, Kind)>, Swatch) = match plot {
        Plot::Lines(lines) => {
            (lines.series.iter().map(|series| (series.name.as_str(), series.kind)).collect(), lines::swatch)
        }
        Plot::Bars(bars) => {
            (bars.series.iter().map(|series| (series.name.as_str(), series.kind)).collect(), bars::swatch)
        }
    };
    let looks = looks(names.iter().map(|(_, kind)| *kind));
    let entries = names.into_iter().zip(looks);
    entries.map(|((name, _), look)| Entry { name, swatch: swatch(look, SWATCH) }).collect()
}

impl TableView {
    fn new(table: &Table) -> Self {
        let row = |row: &Vec<String>| {
            let cells = row.iter().zip(&table.columns);
            cells.map(|(text, column)| Cell { text: text.clone(), is_numeric: column.is_numeric }).collect()
        };
        Self {
            caption: table.caption.clone(),
            columns: table.columns.clone(),
            rows: table.rows.iter().map(row).collect(),
        }
    }
}

fn paragraphs(text: &str) -> Vec<&str> {
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect()
}
