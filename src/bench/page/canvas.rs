//! Where plots are drawn: SVG in memory, in units of half a pixel, as plotters knows whole units only.

use std::io;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, DashedPathElement, PathElement, Polygon};
use plotters::prelude::SVGBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{IntoFont, RGBColor, ShapeStyle, TextStyle};

use super::look::{Look, Marker};
use super::palette::Ink;

/// What is drawn on.
pub(super) type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// Drawing into memory does not fail; plotters cannot know.
pub(super) type Drawn = Result<(), DrawingAreaErrorKind<io::Error>>;
/// A place on the canvas, from its upper left corner.
pub(super) type Place = (i32, i32);

/// Width and height, in the units of places.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    pub(super) width: i32,
    pub(super) height: i32,
}

/// The height of text; it becomes 13 pixels on a screen where a drawing has the width that it was made for.
pub(super) const TEXT_SIZE: i32 = 33;
const LINE_WIDTH: u32 = 5;
const MARKER_RADIUS: i32 = 9;
const DASH: i32 = 16;
const GAP: i32 = 11;
/// Of a letter, as a part of the height of the text, which no program knows before a reader's browser has chosen a font.
const LETTER_WIDTH: f64 = 0.47;

/// Draws, and gives what stands inside of the `svg` element.
pub(super) fn draw(size: Size, paint: impl FnOnce(&Canvas<'_>) -> Drawn) -> String {
    let mut svg = String::new();
    let whole = (size.width.unsigned_abs(), size.height.unsigned_abs());
    let canvas = SVGBackend::with_string(&mut svg, whole).into_drawing_area();
    paint(&canvas).and_then(|()| canvas.present()).expect("a drawing is made in memory");
    drop(canvas);
    let inside = svg.split_once('>').map_or("", |(_, rest)| rest);
    inside.trim_end().trim_end_matches("</svg>").trim().to_owned()
}

/// So many times a length.
pub(super) fn times(count: usize, length: i32) -> i32 {
    i32::try_from(count).map_or(i32::MAX, |count| length.saturating_mul(count))
}

/// Text of one line.
pub(super) fn text_style(ink: Ink, horizontal: HPos, vertical: VPos) -> TextStyle<'static> {
    ("sans-serif", TEXT_SIZE).into_font().color(&ink.colour()).pos(Pos::new(horizontal, vertical))
}

/// How wide a text will be, roughly and rather too much.
pub(super) fn text_width(text: &str) -> i32 {
    (text.chars().count() as f64 * f64::from(TEXT_SIZE) * LETTER_WIDTH).ceil() as i32
}

/// A line through these places.
pub(super) fn stroke(canvas: &Canvas<'_>, places: &[Place], look: Look) -> Drawn {
    let style = line(look.ink.colour());
    if look.is_dashed {
        canvas.draw(&DashedPathElement::new(places.iter().copied(), DASH, GAP, style))
    } else {
        canvas.draw(&PathElement::new(places, style))
    }
}

/// A point.
pub(super) fn mark(canvas: &Canvas<'_>, place: Place, look: Look) -> Drawn {
    let ink = look.ink.colour();
    let inside = if look.is_filled { ink } else { Ink::Card.colour() };
    if look.marker == Marker::Circle {
        canvas.draw(&Circle::new(place, MARKER_RADIUS, inside.filled_style()))?;
        return canvas.draw(&Circle::new(place, MARKER_RADIUS, line(ink)));
    }
    let corners: Vec<Place> = corners(look.marker).iter().map(|(x, y)| (place.0 + x, place.1 + y)).collect();
    canvas.draw(&Polygon::new(corners.clone(), inside.filled_style()))?;
    let outline: Vec<Place> = corners.iter().copied().chain(corners.first().copied()).collect();
    canvas.draw(&PathElement::new(outline, line(ink)))
}

fn line(colour: RGBColor) -> ShapeStyle {
    ShapeStyle { stroke_width: LINE_WIDTH, ..ShapeStyle::from(colour) }
}

fn corners(marker: Marker) -> &'static [Place] {
    match marker {
        Marker::Circle => &[],
        Marker::Square => &[(-9, -9), (9, -9), (9, 9), (-9, 9)],
        Marker::Triangle => &[(0, -12), (11, 9), (-11, 9)],
        Marker::Diamond => &[(0, -13), (13, 0), (0, 13), (-13, 0)],
    }
}

trait Filled {
    fn filled_style(self) -> ShapeStyle;
}

impl Filled for RGBColor {
    fn filled_style(self) -> ShapeStyle {
        ShapeStyle::from(self).filled()
    }
}
