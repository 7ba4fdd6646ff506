//! What is asked of a server.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use ureq::http::Uri;

use super::error::LoadError;

/// A question of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Endpoint {
    /// A search by words.
    Fast,
    /// A search by words and meaning.
    Full,
    /// Suggestions below a search box.
    Suggest,
    /// Passages for a language model.
    Retrieve,
}

impl Endpoint {
    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Full => "full",
            Self::Suggest => "suggest",
            Self::Retrieve => "retrieve",
        }
    }

    /// Where a query is asked.
    fn path(self, query: &str) -> String {
        let query = utf8_percent_encode(query, NON_ALPHANUMERIC);
        match self {
            Self::Fast => format!("/v1/search?mode=fast&q={query}"),
            Self::Full => format!("/v1/search?mode=full&q={query}"),
            Self::Suggest => format!("/v1/suggest?q={query}"),
            Self::Retrieve => format!("/v1/retrieve?q={query}"),
        }
    }
}

/// A server with what it is asked, again and again.
#[derive(Debug, Clone)]
pub struct Target(Vec<Uri>);

impl Target {
    /// These queries, of which there has to be one, to a server.
    pub fn new(url: &str, endpoint: Endpoint, queries: &[String]) -> Result<Self, LoadError> {
        let is_known = url.parse::<Uri>().is_ok_and(|url| url.scheme_str() == Some("http") && url.query().is_none());
        let bad = || LoadError::Address { url: url.to_owned() };
        if !is_known || queries.is_empty() {
            return Err(bad());
        }
        let base = url.trim_end_matches('/');
        let uris = queries.iter().map(|query| format!("{base}{}", endpoint.path(query)).parse().map_err(|_| bad()));
        Ok(Self(uris.collect::<Result<_, _>>()?))
    }

    /// What a request asks for, by its number.
    pub(super) fn request(&self, number: usize) -> &Uri {
        &self.0[number % self.0.len()]
    }
}
