//! What a filter says of one kind of documents.

use super::Filter;
use super::field::Field;
use crate::document::Kind;

impl Filter {
    /// What all has to hold of documents of a kind: the parts that it joins at its top. A part that names only fields of the
    /// other kind says nothing of this one: choosing a form of products leaves the articles as they are.
    #[must_use]
    pub fn parts_for(&self, kind: Kind) -> Vec<&Self> {
        match self {
            Self::All(parts) => parts.iter().flat_map(|part| part.parts_for(kind)).collect(),
            part if part.names_field_of(kind) => vec![part],
            _ => Vec::new(),
        }
    }

    /// The one field that it names, if it is one.
    #[must_use]
    pub fn only_field(&self) -> Option<Field> {
        let mut fields = self.fields();
        fields.dedup();
        (fields.len() == 1).then(|| fields[0])
    }

    /// The values and ranges of a field of which one is enough, as [`Filter::Is`] and [`Filter::Between`].
    #[must_use]
    pub fn chosen(&self) -> Vec<&Self> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::chosen).collect(),
            Self::Not(_) => Vec::new(),
            condition => vec![condition],
        }
    }

    fn names_field_of(&self, kind: Kind) -> bool {
        let fields = self.fields();
        fields.is_empty() || fields.into_iter().any(|field| field.is_of(kind))
    }

    /// The field of each condition.
    fn fields(&self) -> Vec<Field> {
        let field = |condition: &Self| match condition {
            Self::Is { field, .. } | Self::Between { field, .. } => Some(*field),
            _ => None,
        };
        self.conditions().into_iter().filter_map(field).collect()
    }
}
