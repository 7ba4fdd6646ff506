//! A row of points with a name.

/// Points that belong together.
#[derive(Debug, Clone)]
pub struct Series {
    /// What they are.
    pub name: String,
    /// Whose they are.
    pub kind: Kind,
    /// From left to right.
    pub points: Vec<(f64, f64)>,
}

/// Whose figures are shown, which decides how they look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// This program's: full lines in strong colours, full bars.
    #[default]
    Ours,
    /// What it is compared with: dashed and grey, empty bars.
    Floor,
    /// Somebody else's: full lines in other colours.
    Other,
}

impl Series {
    /// A series of this program.
    #[must_use]
    pub fn ours(name: impl Into<String>, points: Vec<(f64, f64)>) -> Self {
        Self { name: name.into(), kind: Kind::Ours, points }
    }

    /// What it is compared with.
    #[must_use]
    pub fn floor(name: impl Into<String>, points: Vec<(f64, f64)>) -> Self {
        Self { name: name.into(), kind: Kind::Floor, points }
    }

    /// Somebody else's.
    #[must_use]
    pub fn other(name: impl Into<String>, points: Vec<(f64, f64)>) -> Self {
        Self { name: name.into(), kind: Kind::Other, points }
    }
}
