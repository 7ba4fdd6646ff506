//! The tools: what they are called, what they take, and how they are run.

use std::sync::Arc;

use rmcp::model::{JsonObject, Tool as Description, ToolAnnotations};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::ToSchema;

use super::links::Links;
use super::refusal::Refusal;
use super::schema;
use super::tools::{Fetch, ListCategories, RelatedProductsTool, Retrieve, Search};
use crate::engine::Engine;

/// Something that a model can call.
pub(super) trait Tool {
    /// By which it is called.
    const NAME: &'static str;
    /// For people.
    const TITLE: &'static str;
    /// For the model: what it gives, and when to call it.
    const DESCRIPTION: &'static str;
    /// What is said.
    type Arguments: DeserializeOwned + ToSchema;
    /// What comes back.
    type Answer: Serialize + ToSchema;

    /// Does it.
    fn run(arguments: Self::Arguments, engine: &Engine, house: &House) -> Result<Self::Answer, Refusal>;
}

/// What every tool may use beside the engine.
#[derive(Debug, Clone)]
pub(super) struct House {
    /// Addresses.
    pub(super) links: Links,
    /// Longest query, in characters.
    pub(super) max_query_chars: usize,
}

impl House {
    /// Checks the length of a query.
    pub(super) fn check_query(&self, query: &str) -> Result<(), Refusal> {
        let (length, most) = (query.chars().count(), self.max_query_chars);
        if length <= most {
            return Ok(());
        }
        Err(Refusal::Mistake(format!("query: it has {length} characters; the most is {most}: ask one short question")))
    }
}

/// How a tool is run: with what was said, on an engine.
pub(super) type Run = fn(JsonObject, &Engine, &House) -> Result<Value, Refusal>;

/// All tools, described once.
pub(super) struct Toolbox {
    tools: Vec<(Description, Run)>,
}

impl Toolbox {
    /// The tools in the order in which they are listed.
    pub(super) fn new() -> Self {
        Self {
            tools: vec![
                shelved::<Search>(),
                shelved::<Fetch>(),
                shelved::<Retrieve>(),
                shelved::<RelatedProductsTool>(),
                shelved::<ListCategories>(),
            ],
        }
    }

    /// What the tools are.
    pub(super) fn descriptions(&self) -> Vec<Description> {
        self.tools.iter().map(|(description, _)| description.clone()).collect()
    }

    /// What one tool is.
    pub(super) fn description(&self, name: &str) -> Option<&Description> {
        self.tools.iter().map(|(description, _)| description).find(|description| description.name == name)
    }

    /// How the tool with a name is run.
    pub(super) fn run(&self, name: &str) -> Option<Run> {
        self.tools.iter().find(|(description, _)| description.name == name).map(|&(_, run)| run)
    }
}

fn shelved<T: Tool>() -> (Description, Run) {
    let annotations =
        ToolAnnotations::with_title(T::TITLE).read_only(true).destructive(false).idempotent(true).open_world(false);
    let description = Description::new(T::NAME, T::DESCRIPTION, schema::of_arguments::<T::Arguments>())
        .with_title(T::TITLE)
        .with_raw_output_schema(Arc::new(schema::of_answer::<T::Answer>()))
        .with_annotations(annotations);
    (description, run::<T>)
}

fn run<T: Tool>(arguments: JsonObject, engine: &Engine, house: &House) -> Result<Value, Refusal> {
    let arguments = serde_path_to_error::deserialize(Value::Object(arguments))
        .map_err(|error| Refusal::Mistake(format!("the arguments of {} cannot be used: {error}", T::NAME)))?;
    let answer = T::run(arguments, engine, house)?;
    // By way of text, by which 0.7 stays 0.7: as a value it would be widened to 0.699999988079071.
    let text = serde_json::to_vec(&answer).map_err(|error| Refusal::Fault(error.to_string()))?;
    serde_json::from_slice(&text).map_err(|error| Refusal::Fault(error.to_string()))
}
