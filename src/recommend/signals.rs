//! Which signals speak.

use bitflags::bitflags;

bitflags! {
    /// The signals of a recommendation. Without any, nothing is related to anything.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Signals: u8 {
        /// Editors' links, in both directions.
        const LINKS = 1;
        /// Names of products in the text.
        const MENTIONS = 1 << 1;
        /// Labels that products share.
        const LABELS = 1 << 2;
        /// Telling words that are shared.
        const TERMS = 1 << 3;
        /// Nearness in meaning.
        const MEANING = 1 << 4;
    }
}

impl Default for Signals {
    fn default() -> Self {
        Self::all()
    }
}
