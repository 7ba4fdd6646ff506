//! What a plot shows, as a table and in words.

use super::bars::Bars;
use super::lines::Lines;
use super::series::Series;
use super::{Column, Plot, Table};

impl Plot {
    /// Every value, also those that have no place on the axes.
    pub(super) fn table(&self) -> Table {
        match self {
            Self::Lines(lines) => lines.table(),
            Self::Bars(bars) => bars.table(),
        }
    }

    /// What somebody hears who does not see it.
    pub(super) fn description(&self) -> String {
        match self {
            Self::Lines(lines) => lines.description(),
            Self::Bars(bars) => bars.description(),
        }
    }
}

impl Lines {
    /// A row for each place on the x axis.
    fn table(&self) -> Table {
        let mut places: Vec<f64> = self.series.iter().flat_map(|series| &series.points).map(|point| point.0).collect();
        places.sort_by(f64::total_cmp);
        places.dedup_by(|one, other| one.total_cmp(other).is_eq());
        let names = self.series.iter().map(|series| Column::number(&series.name));
        let rows = places.into_iter().map(|x| {
            let cells = self.series.iter().map(|series| self.cell(series, x));
            std::iter::once(self.x.unit.show(x)).chain(cells).collect()
        });
        Table {
            caption: format!("{}: {} by {}", self.title, self.y.label, self.x.label),
            columns: std::iter::once(Column::number(&self.x.label)).chain(names).collect(),
            rows: rows.collect(),
        }
    }

    /// The values of a series at one place; more than one where it has more.
    fn cell(&self, series: &Series, x: f64) -> String {
        let there = series.points.iter().filter(|point| point.0.total_cmp(&x).is_eq());
        let values: Vec<String> = there.map(|point| self.y.unit.show(point.1)).collect();
        if values.is_empty() { "–".to_owned() } else { values.join("; ") }
    }

    fn description(&self) -> String {
        let of_series = self.series.iter().map(|series| {
            let mut drawn = self.drawn(series);
            let Some(first) = drawn.next() else { return format!("{}: nothing to draw.", series.name) };
            let last = drawn.last().unwrap_or(first);
            let [(x1, y1), (x2, y2)] = [first, last].map(|(x, y)| (self.x.unit.show(x), self.y.unit.show(y)));
            format!("{}: from {y1} at {x1} to {y2} at {x2}.", series.name)
        });
        let words = of_series.collect::<Vec<_>>().join(" ");
        format!("Lines of {} by {}. {words} The table has every value.", self.y.label, self.x.label)
    }
}

impl Bars {
    /// A row for each group.
    fn table(&self) -> Table {
        let names = self.series.iter().map(|series| Column::number(&series.name));
        let rows = self.groups.iter().map(|group| {
            let value = |index: usize| group.values.get(index).copied().flatten();
            let cells = (0..self.series.len()).map(|index| self.unit.show(value(index).unwrap_or(f64::NAN)));
            std::iter::once(group.name.clone()).chain(cells).collect()
        });
        Table {
            caption: self.title.clone(),
            columns: std::iter::once(Column::text("")).chain(names).collect(),
            rows: rows.collect(),
        }
    }

    fn description(&self) -> String {
        let names: Vec<&str> = self.series.iter().map(|series| series.name.as_str()).collect();
        format!("Bars of {} for {} things. The table has every value.", names.join(", "), self.groups.len())
    }
}
