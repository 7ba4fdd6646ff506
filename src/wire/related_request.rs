//! What a caller may ask of what is related: the same names in a query string and in a JSON body.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::request::{InvalidParameter, MAX_LIMIT, at_most, ten};
use crate::document::{Category, WarningKind};
use crate::engine::{RelatedRequest, excluded};
use crate::recommend::{self, ProductFilter, Signals, Wanted};

/// Documents that one request may name.
pub const MAX_IDS: usize = 20;
/// Documents that one request may exclude.
const MAX_EXCLUDED: usize = 100;
/// Values that one limit may name.
const MAX_VALUES: usize = 20;

/// A request for related products, or articles: by `id`, `q` or `text`, or several of them.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
#[schema(example = json!({"id": ["gut-skin-connection"], "limit": 4}))]
pub struct RelatedParams {
    /// Ids of articles, passages or products; in a query string, name the parameter once for each. Several are a cart, each with an
    /// equal say. At most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    #[param(max_items = 20, example = json!(["gut-skin-connection"]))]
    pub id: Vec<String>,
    /// A query: what belongs to what it finds.
    #[serde(default, alias = "query")]
    pub q: Option<String>,
    /// Any text, such as an article that is not in the index.
    #[serde(default)]
    pub text: Option<String>,
    /// Ids of documents that are not to be recommended; in a query string, name the parameter once for each. At most 100.
    #[serde(default)]
    #[schema(max_items = 100)]
    #[param(max_items = 100)]
    pub exclude: Vec<String>,
    /// What is recommended.
    #[serde(default)]
    #[param(inline)]
    pub target: Target,
    /// Of products beside products: what resembles them, what goes with them, or either.
    #[serde(default)]
    #[param(inline)]
    pub intent: Intent,
    /// Only products of one of these categories. At most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    #[param(max_items = 20)]
    pub category: Vec<String>,
    /// Only products with all of these dietary marks, such as `vegan`. At most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    #[param(max_items = 20)]
    pub dietary: Vec<String>,
    /// Only products that cost no less, in their currency.
    #[serde(default)]
    pub min_price: Option<f64>,
    /// Only products that cost no more, in their currency.
    #[serde(default)]
    pub max_price: Option<f64>,
    /// Only products without a warning of these kinds: `pregnancy`, `breastfeeding`, `interaction`, `age`, `allergen`, `condition`,
    /// `dose`, `other`.
    #[serde(default)]
    #[schema(max_items = 20)]
    #[param(max_items = 20)]
    pub without_warning: Vec<String>,
    /// Whether products that are out of stock or discontinued are recommended as well.
    #[serde(default)]
    #[schema(default = false)]
    #[param(default = false)]
    pub unavailable: bool,
    /// Whether products are recommended as well whose warnings forbid them in the situation that is asked about, such as "not in
    /// pregnancy" for an article about pregnancy. Otherwise they stand in `left_out`.
    #[serde(default)]
    #[schema(default = false)]
    #[param(default = false)]
    pub contraindicated: bool,
    /// How much it counts against a document that it resembles one above it, 0 to 1; for products 0.1 if nothing is said, for articles
    /// 0.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 1)]
    #[param(minimum = 0, maximum = 1)]
    pub diversity: Option<f64>,
    /// Products, or articles, wanted, 0 to 100.
    #[serde(default = "ten")]
    #[schema(default = 10, maximum = 100)]
    #[param(default = 10, maximum = 100)]
    pub limit: usize,
    /// Whether each score comes with the tree of what it is made of.
    #[serde(default)]
    #[schema(default = false)]
    #[param(default = false)]
    pub explain: bool,
}

/// What is recommended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// Products.
    #[default]
    Products,
    /// Articles, each by its best passage.
    Articles,
}

/// What is wanted beside products.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Intent {
    /// Whatever belongs there.
    #[default]
    Any,
    /// Substitutes: what one might buy instead.
    Similar,
    /// Complements: what one might buy as well.
    Complementary,
}

impl Target {
    /// The names of all targets.
    pub const NAMES: &[&str] = &["products", "articles"];
}

impl Intent {
    /// The names of all intents.
    pub const NAMES: &[&str] = &["any", "similar", "complementary"];
}

impl From<Target> for recommend::Target {
    fn from(target: Target) -> Self {
        match target {
            Target::Products => Self::Products,
            Target::Articles => Self::Articles,
        }
    }
}

impl From<Intent> for recommend::Intent {
    fn from(intent: Intent) -> Self {
        match intent {
            Intent::Any => Self::Any,
            Intent::Similar => Self::Similar,
            Intent::Complementary => Self::Complementary,
        }
    }
}

impl Default for RelatedParams {
    /// Nothing asked for yet, and everything else as it is when nobody says it.
    fn default() -> Self {
        Self {
            id: Vec::new(),
            q: None,
            text: None,
            exclude: Vec::new(),
            target: Target::default(),
            intent: Intent::default(),
            category: Vec::new(),
            dietary: Vec::new(),
            min_price: None,
            max_price: None,
            without_warning: Vec::new(),
            unavailable: false,
            contraindicated: false,
            diversity: None,
            limit: ten(),
            explain: false,
        }
    }
}

impl RelatedParams {
    /// Checks the values, and that something is asked for.
    pub fn into_request(self) -> Result<RelatedRequest, InvalidParameter> {
        let is_blank = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        if self.id.is_empty() && is_blank(&self.text) && is_blank(&self.q) {
            return Err(invalid("id", "name a document by `id`, or give a `text` or a query `q`"));
        }
        at_most("id", self.id.len(), MAX_IDS)?;
        at_most("exclude", self.exclude.len(), MAX_EXCLUDED)?;
        at_most("category", self.category.len(), MAX_VALUES)?;
        at_most("dietary", self.dietary.len(), MAX_VALUES)?;
        at_most("without_warning", self.without_warning.len(), MAX_VALUES)?;
        if let Some(diversity) = self.diversity.filter(|diversity| !(0.0..=1.0).contains(diversity)) {
            return Err(invalid("diversity", &format!("{diversity} is not between 0 and 1")));
        }
        let wanted = Wanted {
            limit: at_most("limit", self.limit, MAX_LIMIT)?,
            exclude: excluded(&self.exclude),
            filter: ProductFilter {
                categories: self.category.iter().map(|category| Category::new(category)).collect(),
                dietary: self.dietary,
                min_price: self.min_price.map(|least| price("min_price", least)).transpose()?,
                max_price: self.max_price.map(|most| price("max_price", most)).transpose()?,
                without_warnings: self.without_warning.iter().map(|kind| warning(kind)).collect::<Result<_, _>>()?,
                unavailable: self.unavailable,
            },
            intent: self.intent.into(),
            contraindicated: self.contraindicated,
            diversity: self.diversity,
            fallback: true,
            signals: Signals::all(),
        };
        Ok(RelatedRequest { ids: self.id, query: self.q, text: self.text, target: self.target.into(), wanted })
    }
}

fn price(parameter: &'static str, amount: f64) -> Result<Decimal, InvalidParameter> {
    Decimal::try_from(amount).map_err(|_| invalid(parameter, &format!("{amount} is no price")))
}

fn warning(name: &str) -> Result<WarningKind, InvalidParameter> {
    let kind = WarningKind::NAMES.into_iter().find(|&(known, _)| known == name).map(|(_, kind)| kind);
    kind.ok_or_else(|| {
        let names = WarningKind::NAMES.map(|(name, _)| name).join(", ");
        invalid("without_warning", &format!("there is no kind {name:?}; the kinds are {names}"))
    })
}

fn invalid(parameter: &'static str, message: &str) -> InvalidParameter {
    InvalidParameter { parameter, message: message.to_owned() }
}
