//! How something depends on something else, drawn as lines.

use plotters::chart::ChartBuilder;
use plotters::element::Text;
use plotters::style::ShapeStyle;
use plotters::style::text_anchor::{HPos, VPos};

use super::axis::{Axis, Ruler};
use super::canvas::{self, Canvas, Drawn, Place, Size, TEXT_SIZE, text_style, text_width};
use super::look::{Look, looks};
use super::palette::Ink;
use super::series::Series;

/// With more points than that, a line has no markers.
const MAX_MARKED_POINTS: usize = 24;
/// Room that a label under the axis takes, with what keeps it from its neighbours.
const X_TICK_ROOM: i32 = 150;
const Y_TICK_ROOM: i32 = 95;
const MARGIN: i32 = 12;
const TICK_GAP: i32 = 9;

/// How something depends on something else.
#[derive(Debug, Clone)]
pub struct Lines {
    /// What it shows.
    pub title: String,
    /// What it depends on.
    pub x: Axis,
    /// What is shown.
    pub y: Axis,
    /// A line each.
    pub series: Vec<Series>,
}

impl Lines {
    /// The drawing, without its legend; nothing if there is nothing to draw.
    pub(super) fn draw(&self, size: Size) -> Option<String> {
        let points = || self.series.iter().flat_map(|series| self.drawn(series));
        let x = self.x.ruler(points().map(|(x, _)| x), (size.width / X_TICK_ROOM) as usize)?;
        let y = self.y.ruler(points().map(|(_, y)| y), (size.height / Y_TICK_ROOM) as usize)?;
        Some(canvas::draw(size, |canvas| self.paint(canvas, x, y)))
    }

    /// What of a series has a place on both axes.
    pub(super) fn drawn(&self, series: &Series) -> impl Iterator<Item = (f64, f64)> {
        series.points.iter().copied().filter(|&(x, y)| self.x.holds(x) && self.y.holds(y))
    }

    fn paint(&self, canvas: &Canvas<'_>, x: Ruler, y: Ruler) -> Drawn {
        let widest = y.ticks().iter().map(|&tick| text_width(&self.y.unit.tick(tick))).max().unwrap_or_default();
        let mut chart = ChartBuilder::on(canvas)
            .margin_top(2 * TEXT_SIZE)
            .margin_right(4 * MARGIN)
            .margin_bottom(MARGIN)
            .margin_left(MARGIN)
            .x_label_area_size(3 * TEXT_SIZE)
            .y_label_area_size(widest + 2 * TICK_GAP)
            .build_cartesian_2d(x, y)?;
        let grid = ShapeStyle { stroke_width: 2, ..ShapeStyle::from(Ink::Grid.colour()) };
        let axis = ShapeStyle { stroke_width: 2, ..ShapeStyle::from(Ink::Axis.colour()) };
        chart
            .configure_mesh()
            .bold_line_style(grid)
            .axis_style(axis)
            .label_style(text_style(Ink::Text, HPos::Center, VPos::Center))
            .axis_desc_style(text_style(Ink::Strong, HPos::Center, VPos::Center))
            .x_label_formatter(&|tick| self.x.unit.tick(*tick))
            .y_label_formatter(&|tick| self.y.unit.tick(*tick))
            .x_desc(self.x.title())
            .set_all_tick_mark_size(TICK_GAP)
            .draw()?;
        // A title that is read without turning the head.
        let style = text_style(Ink::Strong, HPos::Left, VPos::Top);
        canvas.draw(&Text::new(self.y.title(), (MARGIN, MARGIN / 2), style))?;
        for (series, look) in self.series.iter().zip(looks(self.series.iter().map(|series| series.kind))) {
            let places: Vec<Place> = self.drawn(series).map(|point| chart.backend_coord(&point)).collect();
            trace(canvas, &places, look)?;
        }
        Ok(())
    }
}

fn trace(canvas: &Canvas<'_>, places: &[Place], look: Look) -> Drawn {
    if places.len() > 1 {
        canvas::stroke(canvas, places, look)?;
    }
    if places.len() <= MAX_MARKED_POINTS {
        places.iter().try_for_each(|&place| canvas::mark(canvas, place, look))?;
    }
    Ok(())
}

/// What a legend shows beside the name of a series.
pub(super) fn swatch(look: Look, size: Size) -> String {
    let (width, middle) = (size.width, size.height / 2);
    canvas::draw(size, |canvas| {
        canvas::stroke(canvas, &[(0, middle), (width, middle)], look)?;
        canvas::mark(canvas, (width / 2, middle), look)
    })
}
