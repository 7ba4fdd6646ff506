//! Texts made ready for a language model: found again in their source, marked where they try to give orders, written so that what is
//! a source and what is not cannot be confused, and counted in tokens. Text in, text out.

mod budget;
mod fragment;
mod instruction;
mod render;

pub use budget::{Budget, Tokenizer};
pub use fragment::text_fragment;
pub use instruction::gives_orders;
pub use render::{Packed, Render, Source, pack};
