//! Ranked lists for people to read. A product is never shown without its warnings.

use std::io::{self, Write};

use super::text::{Style, one_line, snippet_lines, wrap};
use crate::wire::{Explanation, LeftOut, Passage, Product, ProductHit, RelatedArticle, RelatedProduct, Warning};

/// Below a rank, everything stands under the title.
const INDENT: &str = "    ";

/// Writes passages and products one below the other.
pub(super) struct Listing<'a, W> {
    out: &'a mut W,
    style: Style,
}

impl<'a, W: Write> Listing<'a, W> {
    /// A listing on stdout, which `out` writes to.
    pub(super) fn new(out: &'a mut W) -> Self {
        Self { out, style: Style::of_stdout() }
    }

    /// A line about the list.
    pub(super) fn note(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// What the next entries are, if there are any.
    pub(super) fn heading(&mut self, text: &str, entries: usize) -> io::Result<()> {
        if entries == 0 {
            return Ok(());
        }
        writeln!(self.out, "\n{}", self.style.bold(text))
    }

    /// A passage with its place, its snippet, and what to name it by.
    pub(super) fn passage(&mut self, rank: usize, passage: &Passage) -> io::Result<()> {
        self.title(rank, &passage.document.title)?;
        if !passage.heading_path.is_empty() {
            self.line(&one_line(&passage.heading_path.join(" › ")))?;
        }
        self.snippet(&passage.snippet.html)?;
        let (start, end) = (passage.span.start, passage.span.end);
        self.line(&format!("{}  bytes {start}-{end}  score {:.2}", one_line(&passage.id), passage.score))?;
        self.explanation(passage.explanation.as_ref())
    }

    /// A product that matches.
    pub(super) fn product_hit(&mut self, rank: usize, hit: &ProductHit) -> io::Result<()> {
        self.title(rank, &hit.product.name)?;
        self.offer(&hit.product)?;
        self.snippet(&hit.snippet.html)?;
        self.warnings(&hit.product)?;
        self.line(&format!("{}  score {:.2}", one_line(&hit.product.id), hit.score))?;
        self.explanation(hit.explanation.as_ref())
    }

    /// A product that belongs to something, and why.
    pub(super) fn related_product(&mut self, rank: usize, related: &RelatedProduct) -> io::Result<()> {
        self.title(rank, &related.product.name)?;
        self.offer(&related.product)?;
        for reason in &related.reasons {
            self.paragraph(&format!("why: {}", reason.text))?;
        }
        self.warnings(&related.product)?;
        self.line(&format!("{}  score {:.2}", one_line(&related.product.id), related.score))?;
        self.explanation(related.explanation.as_ref())
    }

    /// An article that belongs to something, and why.
    pub(super) fn related_article(&mut self, rank: usize, related: &RelatedArticle) -> io::Result<()> {
        self.title(rank, &related.article.title)?;
        for reason in &related.reasons {
            self.paragraph(&format!("why: {}", reason.text))?;
        }
        self.line(&format!("{}  score {:.2}", one_line(&related.passage_id), related.score))?;
        self.explanation(related.explanation.as_ref())
    }

    /// A product that is not recommended, and why.
    pub(super) fn left_out(&mut self, left_out: &LeftOut) -> io::Result<()> {
        let (name, warning) = (one_line(&left_out.name), one_line(&left_out.warning.text));
        writeln!(self.out)?;
        self.paragraph(&format!("left out: {name}, because of its warning: {warning}"))
    }

    fn title(&mut self, rank: usize, title: &str) -> io::Result<()> {
        writeln!(self.out, "\n{rank:>2}. {}", self.style.bold(&one_line(title)))
    }

    /// Price, form and availability, as far as the shop says.
    fn offer(&mut self, product: &Product) -> io::Result<()> {
        let price =
            product.price.map(|price| format!("{price:.2} {}", product.currency.as_deref().unwrap_or_default()));
        let availability = product.availability.replace('_', " ");
        let said = price.into_iter().chain(product.form.clone()).chain([availability]);
        self.line(&one_line(&said.collect::<Vec<_>>().join(", ")))
    }

    fn warnings(&mut self, product: &Product) -> io::Result<()> {
        for Warning { kind, text } in &product.warnings {
            self.paragraph(&format!("warning ({kind}): {text}"))?;
        }
        product.warnings_note.map_or(Ok(()), |note| self.line(&format!("warnings: {note}")))
    }

    fn snippet(&mut self, html: &str) -> io::Result<()> {
        snippet_lines(html, self.style).iter().try_for_each(|line| self.line(line))
    }

    fn explanation(&mut self, explanation: Option<&Explanation>) -> io::Result<()> {
        explanation.map_or(Ok(()), |explanation| self.explain(explanation, 0))
    }

    fn explain(&mut self, explanation: &Explanation, depth: usize) -> io::Result<()> {
        let what = one_line(&explanation.description);
        self.line(&format!("{:width$}{:.4} {what}", "", explanation.value, width = 2 * depth))?;
        explanation.details.iter().try_for_each(|detail| self.explain(detail, depth + 1))
    }

    fn paragraph(&mut self, text: &str) -> io::Result<()> {
        wrap(&one_line(text)).iter().try_for_each(|line| self.line(line))
    }

    fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{INDENT}{text}")
    }
}
