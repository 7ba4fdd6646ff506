//! The public JSON shapes: the only types that are serialised for strangers, so the only place where a change of a name is a
//! change of the API. Every span counts bytes of UTF-8, in the text of its document or query.

/// The id of what is indexed, for services that have many stores.
pub const STORE: &str = "wellspring";

mod bench;
mod bench_serve;
mod context;
mod correction;
mod dify;
mod document;
mod eval;
mod facet;
mod field_error;
mod filter;
mod href;
mod marked;
mod one_or_more;
mod openai;
mod passage;
mod piece;
mod problem;
mod product;
mod related;
mod related_request;
mod report;
mod request;
mod rerank;
mod retrieve;
mod retrieve_request;
mod search;
mod suggest;
mod tool_answers;
mod tool_arguments;

pub use bench::{
    BenchBuilds, BenchGrowth, BenchIndex, BenchLatency, BenchOverall, BenchRow, BenchSearch, BenchSize, BenchStage,
};
pub use bench_serve::{BenchLoad, BenchLoadLatency, BenchLoadRun, BenchServe};
pub use context::{Context, Dropped};
pub use correction::{Correction, CorrectionKind};
pub use dify::{DifyCondition, DifyConditions, DifyError, DifyParams, DifyRecord, DifyResponse, DifySetting};
pub use document::{ArticleBody, Document, PassageOutline};
pub use eval::{
    EvalClass, EvalComparison, EvalEvidence, EvalLists, EvalMeans, EvalMeasure, EvalReport, EvalRetrieval,
    EvalUnanswerable,
};
pub use facet::{FacetName, FacetParams, FacetResponse};
pub use field_error::InvalidField;
pub use filter::{FilterEntry, FilterInput, FilterParam, FilterTree, FilterValue};
pub use href::{MEDIA, anchor, document_href, encoded, own_href, passage_href, picture_href, query_href, site_href};
pub use marked::MarkedPart;
pub use one_or_more::TextOrTexts;
pub use openai::{
    FileCounts, HybridSearch, OpenAiError, OpenAiErrorBody, RankingOptions, Store, StoreContent, StoreFilePage,
    StoreFilter, StoreHit, StoreList, StoreMetadata, StoreSearchPage, StoreSearchParams,
};
pub use passage::{DocumentRef, Passage, Reference, Snippet, Span};
pub use piece::PieceRequest;
pub use problem::ProblemDetails;
pub use product::{Ingredient, Product, ProductHit, Warning};
pub use related::{LeftOut, Reason, RelatedArticle, RelatedProduct, RelatedResponse};
pub use related_request::{Intent, MAX_IDS, RelatedParams, Target};
pub use report::{BuildReport, CheckReport, CorpusProblem, IndexReport};
pub use request::{InvalidParameter, MAX_LIMIT, MAX_OFFSET, Mode, SearchParams, Sort};
pub use rerank::{
    CohereError, RERANK_MODEL, RerankMeta, RerankParams, RerankResponse, RerankResult, RerankText, RerankVersion,
    RerankedDocument,
};
pub use retrieve::{
    Answerability, Around, Citation, Metadata, Notice, Parts, RetrieveQuery, RetrieveResponse, RetrieveResult,
};
pub use retrieve_request::{BudgetParam, Message, RenderParam, RetrieveParams, TokenizerParam, Turn};
pub use search::{
    Alternative, ArticleGroup, Explanation, FacetRange, FacetValue, Facets, IndexInfo, Meaning, QueryInfo, RankingInfo,
    SearchResponse, Total,
};
pub use suggest::{
    Completion, SuggestParams, SuggestQuery, SuggestResponse, SuggestedArticle, SuggestedCategory, SuggestedProduct,
};
pub use tool_answers::{
    Categories, CategoryCount, Fetched, FetchedMetadata, FetchedPassage, Found, FoundResults, RelatedProducts,
};
pub use tool_arguments::{FetchArguments, FindArguments, NoArguments, RelatedProductsArguments, RetrieveArguments};
