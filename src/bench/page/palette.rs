//! The colours of plots. A drawing names the light one of each; the page's style sheet puts its variable in that place, so that
//! the drawing follows the reader's scheme, and still has its colours where somebody cuts it out.

use std::fmt::Write;

use plotters::style::RGBColor;

/// A colour by its purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Labels of axes.
    Text,
    /// Names in a drawing.
    Strong,
    /// The grid.
    Grid,
    /// The axes.
    Axis,
    /// What a line stands before.
    Card,
    Ours(usize),
    Floor(usize),
    Other(usize),
}

/// Name of the variable, in a light scheme, in a dark one. Each pair keeps a contrast of 3 to 1 or more to its card, text of 4.5 to 1.
const COLOURS: [(&str, u32, u32); 13] = [
    ("text", 0x0055_625e, 0x00a3_b1ac),
    ("ink", 0x001c_2624, 0x00e6_ece9),
    ("grid", 0x00e2_ded3, 0x002c_3739),
    ("axis", 0x008a_958f, 0x006d_7c78),
    ("card", 0x00ff_ffff, 0x001a_2224),
    ("ours-1", 0x0014_614f, 0x007f_d1b9),
    ("ours-2", 0x001d_6fb8, 0x007c_b8f0),
    ("ours-3", 0x007b_3fa0, 0x00c9_9bea),
    ("floor-1", 0x006b_7773, 0x009a_a7a2),
    ("floor-2", 0x004d_5a66, 0x00b9_c3cc),
    ("other-1", 0x00a8_5a0a, 0x00ee_b469),
    ("other-2", 0x00b0_2a56, 0x00f4_93b1),
    ("other-3", 0x0066_7318, 0x00c4_d26a),
];
const FIRST_OURS: usize = 5;
const FIRST_FLOOR: usize = 8;
const FIRST_OTHER: usize = 10;

impl Ink {
    fn place(self) -> usize {
        match self {
            Self::Text => 0,
            Self::Strong => 1,
            Self::Grid => 2,
            Self::Axis => 3,
            Self::Card => 4,
            Self::Ours(index) => FIRST_OURS + index % (FIRST_FLOOR - FIRST_OURS),
            Self::Floor(index) => FIRST_FLOOR + index % (FIRST_OTHER - FIRST_FLOOR),
            Self::Other(index) => FIRST_OTHER + index % (COLOURS.len() - FIRST_OTHER),
        }
    }

    pub(super) fn colour(self) -> RGBColor {
        let (_, light, _) = COLOURS[self.place()];
        RGBColor((light >> 16) as u8, (light >> 8) as u8, light as u8)
    }
}

/// The variables, and the rules that put them into drawings.
pub(super) fn style_sheet() -> String {
    let variables = |dark: bool| {
        COLOURS.iter().fold(String::new(), |mut out, &(name, light, darker)| {
            let _ = write!(out, "--{name}:#{:06x};", if dark { darker } else { light });
            out
        })
    };
    let mut out = format!(":root{{{}}}\n", variables(false));
    let _ = writeln!(out, "@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}", variables(true));
    for (name, light, _) in COLOURS {
        let _ = writeln!(out, ".drawing [fill=\"#{light:06X}\"]{{fill:var(--{name})}}");
        let _ = writeln!(out, ".drawing [stroke=\"#{light:06X}\"]{{stroke:var(--{name})}}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::COLOURS;

    #[test]
    fn every_light_colour_is_another_one() {
        for (index, (name, light, _)) in COLOURS.iter().enumerate() {
            assert!(
                COLOURS[..index].iter().all(|(_, other, _)| other != light),
                "{name} would be recoloured as another"
            );
        }
    }

    #[test]
    fn what_is_drawn_stands_out_from_its_card() {
        for (name, light, dark) in COLOURS.iter().filter(|(name, ..)| !["grid", "card"].contains(name)) {
            let least = if ["text", "ink"].contains(name) { 4.5 } else { 3.0 };
            for (colour, card) in [(*light, COLOURS[4].1), (*dark, COLOURS[4].2)] {
                let ratio = contrast(colour, card);
                assert!(ratio >= least, "{name} #{colour:06x}: {ratio:.2}");
            }
        }
    }

    /// As WCAG 2.2 defines it.
    fn contrast(one: u32, other: u32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn luminance(colour: u32) -> f64 {
        let channel = |shift: u32| {
            let value = f64::from((colour >> shift) & 0xff) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }
}
