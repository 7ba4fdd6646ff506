//! Wellspring: search and recommendation for sites that publish wellness articles and sell products.
//!
//! Data flows one way, from files to answers; imports point the other way. In the order of the flow:
//!
//! ```text
//! corpus files -> documents -> passages -> analysis -> index -> query -> ranking -> hits -> wire -> HTTP | MCP | CLI
//!                                                        \-> recommend (beside search, never through it)
//! ```
//!
//! | room | what it does |
//! |---|---|
//! | [`document`] | articles, products and their ids: plain data |
//! | [`nearest`] | the known name that somebody meant who wrote an unknown one |
//! | [`corpus`] | reads the files of a corpus, and its vocabulary; finds every problem |
//! | [`context`] | texts made ready for a language model: budgets, deep links, delimiters |
//! | [`label`] | what products are labelled with, in a form in which equal labels are equal |
//! | [`passage`] | cuts an article into passages |
//! | [`acronym`] | what a text says its abbreviations are short for |
//! | [`ranking`] | arithmetic on scored lists |
//! | [`semantics`] | what words mean, learned from which stand together: vectors |
//! | [`analysis`] | text to terms, the same for an index and for a query |
//! | [`safety`] | what a question asks about that needs care |
//! | [`filter`] | conditions on documents: the tree, and how it is written |
//! | [`index`] | generations on disk: writer, reader, manifest |
//! | [`search`] | a query to ranked passages and products, with snippets and facets; suggestions |
//! | [`recommend`] | related products with reasons |
//! | [`engine`] | the facade: build, open, search, retrieve, suggest, related |
//! | [`eval`] | how good the ranking is: topics, qrels, runs, measures |
//! | [`mod@bench`] | how fast an index is built and asked, beside Tantivy itself |
//! | [`wire`] | the public JSON shapes |
//! | [`config`] | flags over environment over file over defaults |
//! | [`serving`] | what the doors that serve share: the engine in force, seats, time |
//! | [`http`], [`mcp`], [`cli`] | the doors |
//!
//! Words: an *article* is cut into *passages*, which are ranked and cited one by one; a *product* is ranked as a whole. A
//! *category* is what a document is about; a *topic* is a judged information need. A *generation* is one build of the index.
//! A *seed* is what related products are wanted for.

pub mod acronym;
pub mod analysis;
pub mod bench;
pub mod cli;
pub mod config;
pub mod context;
pub mod corpus;
pub mod document;
pub mod engine;
pub mod eval;
pub mod filter;
pub mod http;
pub mod index;
pub mod label;
pub mod mcp;
pub mod nearest;
pub mod passage;
pub mod ranking;
pub mod recommend;
pub mod safety;
pub mod search;
pub mod semantics;
pub mod serving;
pub mod wire;
