//! The public JSON shapes: the only types that are serialised for strangers, so the only place where a change of a name is a
//! change of the API. Every span counts bytes of UTF-8, in the text of its document or query.

mod correction;
mod document;
mod eval;
mod facet;
mod filter;
mod href;
mod marked;
mod passage;
mod problem;
mod product;
mod related;
mod related_request;
mod report;
mod request;
mod retrieve;
mod retrieve_request;
mod search;
mod suggest;
mod tool_answers;
mod tool_arguments;

pub use correction::{Correction, CorrectionKind};
pub use document::{ArticleBody, Document, PassageOutline};
pub use eval::{
    EvalClass, EvalComparison, EvalEvidence, EvalLists, EvalMeans, EvalMeasure, EvalReport, EvalRetrieval,
    EvalUnanswerable,
};
pub use facet::{FacetName, FacetParams, FacetResponse};
pub use filter::{FilterEntry, FilterInput, FilterParam, FilterTree, FilterValue};
pub use href::{MEDIA, anchor, document_href, encoded, own_href, passage_href, picture_href, query_href, site_href};
pub use marked::MarkedPart;
pub use passage::{DocumentRef, Passage, Reference, Snippet, Span};
pub use problem::ProblemDetails;
pub use product::{Ingredient, Product, ProductHit, Warning};
pub use related::{LeftOut, Reason, RelatedArticle, RelatedProduct, RelatedResponse};
pub use related_request::{Intent, MAX_IDS, RelatedParams, Target};
pub use report::{BuildReport, CheckReport, CorpusProblem, IndexReport};
pub use request::{InvalidParameter, MAX_LIMIT, MAX_OFFSET, Mode, SearchParams, Sort};
pub use retrieve::{
    Answerability, Around, Citation, Context, Dropped, Metadata, Notice, Parts, RetrieveQuery, RetrieveResponse,
    RetrieveResult,
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
