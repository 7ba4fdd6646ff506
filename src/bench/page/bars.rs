//! How much each of several things is, drawn as bars that lie under their names.

use plotters::chart::ChartBuilder;
use plotters::element::{Rectangle, Text};
use plotters::style::ShapeStyle;
use plotters::style::text_anchor::{HPos, VPos};

use super::axis::{Ruler, Scale};
use super::canvas::{self, Canvas, Drawn, Place, Size, TEXT_SIZE, text_style, text_width, times};
use super::look::{Look, looks};
use super::palette::Ink;
use super::series::Kind;
use super::unit::Unit;

const BAR: i32 = 38;
const BAR_GAP: i32 = 8;
const GROUP_GAP: i32 = 34;
const MARGIN: i32 = 12;
const X_TICK_ROOM: i32 = 150;

/// How much each of several things is.
#[derive(Debug, Clone)]
pub struct Bars {
    /// What it shows.
    pub title: String,
    /// What is counted.
    pub unit: Unit,
    /// One bar of each stands in every group.
    pub series: Vec<BarSeries>,
    /// From the top.
    pub groups: Vec<BarGroup>,
}

/// Bars that belong together.
#[derive(Debug, Clone)]
pub struct BarSeries {
    /// What they are.
    pub name: String,
    /// Whose they are.
    pub kind: Kind,
}

/// Bars that are compared with each other.
#[derive(Debug, Clone)]
pub struct BarGroup {
    /// Stands above them.
    pub name: String,
    /// One for each series, zero or more; what was not measured has none.
    pub values: Vec<Option<f64>>,
}

impl Bars {
    /// The drawing, without its legend; nothing if there is nothing to draw.
    pub(super) fn draw(&self, width: i32) -> Option<String> {
        let high = self.values().map(|(_, _, value)| value).reduce(f64::max)?;
        let size = Size { width, height: self.height() };
        let longest = self.values().map(|(_, _, value)| text_width(&self.unit.show(value))).max().unwrap_or_default();
        let room = f64::from(width) / f64::from(width - longest - 3 * MARGIN).max(1.0);
        let ruler = Ruler::new(Scale::Linear, 0.0, high, (width / X_TICK_ROOM) as usize).stretched(room.min(2.5));
        Some(canvas::draw(size, |canvas| self.paint(canvas, ruler)))
    }

    /// Group, series and value of each bar that can be drawn.
    fn values(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        let bars = self.groups.iter().enumerate().flat_map(|(group, bars)| {
            let of_group = bars.values.iter().take(self.series.len()).enumerate();
            of_group.filter_map(move |(series, value)| value.map(|value| (group, series, value)))
        });
        bars.filter(|(.., value)| value.is_finite() && *value >= 0.0)
    }

    /// The height of a group with its name.
    fn group_height(&self) -> i32 {
        TEXT_SIZE + 2 * BAR_GAP + times(self.series.len(), BAR + BAR_GAP) + GROUP_GAP
    }

    pub(super) fn height(&self) -> i32 {
        self.top(self.groups.len()) + 2 * TEXT_SIZE + MARGIN
    }

    fn paint(&self, canvas: &Canvas<'_>, ruler: Ruler) -> Drawn {
        let start = ruler.start();
        let rows = 0.0..1.0;
        let mut chart = ChartBuilder::on(canvas)
            .margin_left(MARGIN)
            .margin_right(2 * MARGIN)
            .x_label_area_size(2 * TEXT_SIZE)
            .build_cartesian_2d(ruler, rows)?;
        let grid = ShapeStyle { stroke_width: 2, ..ShapeStyle::from(Ink::Grid.colour()) };
        chart
            .configure_mesh()
            .disable_y_mesh()
            .bold_line_style(grid)
            .axis_style(ShapeStyle { stroke_width: 2, ..ShapeStyle::from(Ink::Axis.colour()) })
            .label_style(text_style(Ink::Text, HPos::Center, VPos::Center))
            .x_label_formatter(&|tick| self.unit.tick(*tick))
            .set_all_tick_mark_size(9)
            .draw()?;
        for (group, bars) in self.groups.iter().enumerate() {
            let style = text_style(Ink::Strong, HPos::Left, VPos::Top);
            canvas.draw(&Text::new(bars.name.clone(), (2 * MARGIN, self.top(group) + BAR_GAP), style))?;
        }
        let looks = looks(self.series.iter().map(|series| series.kind));
        for (group, series, value) in self.values() {
            let top = self.top(group) + TEXT_SIZE + 2 * BAR_GAP + times(series, BAR + BAR_GAP);
            let (left, _) = chart.backend_coord(&(start, 0.0));
            let (right, _) = chart.backend_coord(&(value, 0.0));
            bar(canvas, [(left, top), (right.max(left + 2), top + BAR)], looks[series])?;
            let style = text_style(Ink::Text, HPos::Left, VPos::Center);
            canvas.draw(&Text::new(self.unit.show(value), (right + MARGIN, top + BAR / 2), style))?;
        }
        Ok(())
    }

    fn top(&self, group: usize) -> i32 {
        times(group, self.group_height())
    }
}

/// A full bar, or an empty one with an edge.
fn bar(canvas: &Canvas<'_>, corners: [Place; 2], look: Look) -> Drawn {
    let [(left, top), (right, bottom)] = corners;
    let ink = look.ink.colour();
    if look.is_filled {
        return canvas.draw(&Rectangle::new(corners, ShapeStyle::from(ink).filled()));
    }
    let inner = [(left + 4, top + 4), ((right - 4).max(left + 4), bottom - 4)];
    canvas.draw(&Rectangle::new(corners, ShapeStyle::from(ink).filled()))?;
    canvas.draw(&Rectangle::new(inner, ShapeStyle::from(Ink::Card.colour()).filled()))
}

/// What a legend shows beside the name of a series.
pub(super) fn swatch(look: Look, size: Size) -> String {
    let corners = [(0, 4), (size.width, size.height - 4)];
    canvas::draw(size, |canvas| bar(canvas, corners, look))
}
