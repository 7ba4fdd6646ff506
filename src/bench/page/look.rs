//! How a series looks: colour, dashes and markers, so that two series differ in more than their colour.

use super::palette::Ink;
use super::series::Kind;

/// How one series is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub(super) ink: Ink,
    pub(super) is_dashed: bool,
    pub(super) is_filled: bool,
    pub(super) marker: Marker,
}

/// The shape of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    Circle,
    Square,
    Triangle,
    Diamond,
}

const MARKERS: [Marker; 4] = [Marker::Circle, Marker::Square, Marker::Triangle, Marker::Diamond];

/// The looks of the series of one plot.
pub(super) fn looks(kinds: impl IntoIterator<Item = Kind>) -> Vec<Look> {
    let mut seen = [0; 3];
    let mut look = |kind| {
        let of_kind = &mut seen[kind as usize];
        let index = *of_kind;
        *of_kind += 1;
        Look::new(kind, index)
    };
    kinds.into_iter().map(&mut look).collect()
}

impl Look {
    /// The look of the series of this number among those of its kind. A floor has the marker of ours of the same number.
    fn new(kind: Kind, index: usize) -> Self {
        let (ink, first_marker) = match kind {
            Kind::Ours => (Ink::Ours(index), 0),
            Kind::Floor => (Ink::Floor(index), 0),
            Kind::Other => (Ink::Other(index), 2),
        };
        let marker = MARKERS[(first_marker + index) % MARKERS.len()];
        Self { ink, is_dashed: kind == Kind::Floor, is_filled: kind != Kind::Floor, marker }
    }
}
