//! The integration tests: one binary, a module a promise to the user.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod acronyms;
mod analysis;
mod architecture;
mod cli_binary;
mod cli_check;
mod cli_help;
mod cli_index;
mod cli_language;
mod cli_search;
mod cli_serve;
mod cli_settings;
mod crash;
mod damaged;
mod evaluation;
mod generations;
mod hostile;
mod http_errors;
mod http_fuzz;
mod http_limits;
mod http_openapi;
mod http_pages;
mod http_protocol;
mod http_search;
mod labels;
mod languages;
mod meaning;
mod passages;
mod query;
mod reading;
mod related;
mod related_limits;
mod related_seeds;
mod relevance;
mod searching;
mod server;
mod shipped_corpus;
mod site;
mod snippets;
mod spelling;
mod synonyms;
