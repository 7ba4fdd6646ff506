//! Reads references: from fields, and from the way people write them in running text.

use std::sync::LazyLock;

use regex::Regex;

use super::clean::one_line;
use super::fields::{Fields, scalar};
use super::problem::Flaw;
use super::record::Value;
use crate::document::Reference;
use crate::nearest::quote;

const NAME: &str = "references";
const KNOWN: [&str; 5] = ["label", "title", "pmid", "doi", "url"];

/// The longest label that is searched for identifiers, in bytes: a citation, not a chapter.
const MAX_CITATION_BYTES: usize = 2_000;

static URL_AT_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)<?(https?://[^\s<>]+?)>?[.,;]?$"));
static PMID_AT_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bPMID:?\s*(\d{1,9})[.,;]?$"));
static DOI_AT_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bdoi:?\s*(10\.\d{4,9}/\S+?)[.,;]?$"));
static PUBMED_URL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,9})/?$")
});
static DOI_URL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^https?://(?:dx\.)?doi\.org/(10\.\d{4,9}/\S+)$"));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant")
}

/// Takes the references of a record: a list of maps `{label, pmid, doi, url}` or of texts.
pub(super) fn references(fields: &mut Fields<'_, '_>) -> Vec<Reference> {
    let (line, values) = fields.values(NAME, |text| text.split('|').collect());
    let mut references = Vec::with_capacity(values.len());
    for value in values {
        match value {
            Value::Map(map) => references.extend(from_map(fields.nested(NAME, line, map))),
            other => match scalar(other) {
                Ok(text) => references.push(from_text(&one_line(text))),
                Err(flaw) => fields.report(line, NAME, flaw),
            },
        }
    }
    references.retain(|reference| !reference.label.is_empty());
    references
}

fn from_map(mut entry: Fields<'_, '_>) -> Option<Reference> {
    let (label, label_is_sound) = entry.soundly(|entry| entry.line(&["label", "title"]));
    if label.is_none() && label_is_sound {
        entry.missing("label", Flaw::new("the reference has no label", "write the citation as a reader sees it"));
    }
    let pmid = entry.parsed("pmid", pmid);
    let doi = entry.line(&["doi"]).map(|doi| match DOI_URL.captures(&doi) {
        Some(found) => found[1].to_owned(),
        None => doi,
    });
    let url = entry.line(&["url"]);
    entry.finish(&KNOWN);
    Some(Reference { label: label?, pmid, doi, url })
}

fn pmid(text: &str) -> Result<String, Flaw> {
    if text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(text.to_owned());
    }
    Err(Flaw::new(format!("{} is not a PubMed id", quote(text)), "write its digits only"))
}

/// Takes the identifiers at the end of a citation out of it: `A title. PMID 12345678. <https://…>`.
pub(super) fn from_text(citation: &str) -> Reference {
    let mut reference = Reference::default();
    let mut label = citation.trim();
    while label.len() <= MAX_CITATION_BYTES {
        let Some(rest) = take_identifier(label, &mut reference) else {
            break;
        };
        label = rest.trim_end();
    }
    // A citation that is nothing but an address is shown as it is.
    if label.trim_matches(['.', ' ', ',', ';', '(', ':']).is_empty() {
        label = citation.trim();
    }
    label.clone_into(&mut reference.label);
    reference
}

/// Moves the last identifier of a citation into its field, if that is still empty, and returns what stands before it.
fn take_identifier<'l>(label: &'l str, reference: &mut Reference) -> Option<&'l str> {
    if let (None, Some(found)) = (&reference.url, URL_AT_END.captures(label)) {
        let url = &found[1];
        reference.pmid = reference.pmid.take().or_else(|| PUBMED_URL.captures(url).map(|found| found[1].to_owned()));
        reference.doi = reference.doi.take().or_else(|| DOI_URL.captures(url).map(|found| found[1].to_owned()));
        reference.url = Some(url.to_owned());
        return label.get(..found.get(0)?.start());
    }
    let (field, found) = match (PMID_AT_END.captures(label), DOI_AT_END.captures(label)) {
        (Some(found), _) => (&mut reference.pmid, found),
        (None, Some(found)) => (&mut reference.doi, found),
        (None, None) => return None,
    };
    if field.as_ref().is_some_and(|known| *known != found[1]) {
        return None;
    }
    *field = Some(found[1].to_owned());
    label.get(..found.get(0)?.start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(citation: &str) -> (String, Option<String>, Option<String>, Option<String>) {
        let Reference { label, pmid, doi, url } = from_text(citation);
        (label, pmid, doi, url)
    }

    #[test]
    fn identifiers_at_the_end_go_into_their_fields() {
        let (label, pmid, _, url) = read("Diet and sleep. PMID 22652369. <https://pubmed.ncbi.nlm.nih.gov/22652369/>");
        assert_eq!((label.as_str(), pmid.as_deref()), ("Diet and sleep.", Some("22652369")));
        assert_eq!(url.as_deref(), Some("https://pubmed.ncbi.nlm.nih.gov/22652369/"));
        let (label, _, doi, _) = read("A paper. J Test. 2013;68(2):189. doi: 10.1000/xyz.123");
        assert_eq!((label.as_str(), doi.as_deref()), ("A paper. J Test. 2013;68(2):189.", Some("10.1000/xyz.123")));
    }

    #[test]
    fn addresses_tell_the_identifiers() {
        assert_eq!(read("A. http://www.ncbi.nlm.nih.gov/pubmed/123").1.as_deref(), Some("123"));
        assert_eq!(read("A. https://doi.org/10.1000/x").2.as_deref(), Some("10.1000/x"));
        assert_eq!(read("https://example.org/a").0, "https://example.org/a");
    }
}
