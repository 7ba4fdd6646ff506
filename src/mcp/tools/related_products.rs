//! `related_products`: what of the shop belongs to a document, a query or a text.

use crate::engine::Engine;
use crate::mcp::refusal::Refusal;
use crate::mcp::toolbox::{House, Tool};
use crate::wire::{RelatedProducts, RelatedProductsArguments, RelatedResponse};

pub(in crate::mcp) struct RelatedProductsTool;

impl Tool for RelatedProductsTool {
    const NAME: &'static str = "related_products";
    const TITLE: &'static str = "Find products that fit";
    const DESCRIPTION: &'static str = "Gives the shop's products that belong to an article, a product, a cart, a query or any text, each with \
        the reasons and with its warnings. Call it when somebody asks what to buy or take. Always pass on the warnings; products in \
        left_out must not be recommended in the situation that is asked about.";
    type Arguments = RelatedProductsArguments;
    type Answer = RelatedProducts;

    fn run(arguments: RelatedProductsArguments, engine: &Engine, house: &House) -> Result<RelatedProducts, Refusal> {
        house.check_query(arguments.query.as_deref().unwrap_or_default())?;
        let request = arguments.into_related()?.into_request()?;
        let mut answer = RelatedProducts::from(RelatedResponse::new(engine.related(&request)?, false, engine));
        for related in &mut answer.products {
            house.links.complete(&mut related.product);
        }
        Ok(answer)
    }
}
