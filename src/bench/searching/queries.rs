//! Queries of each kind that people type, drawn from the texts of an index.

use fastrand::Rng;
use tantivy::DocAddress;

use crate::analysis::Analyzer;
use crate::engine::{Engine, Error};

/// Two runs ask the same.
const SEED: u64 = 0x5eed;
/// Texts that are tried for one query before it is given up.
const TRIES: usize = 50;
/// A word that is misspelt has at least so many letters: shorter ones are not corrected.
const MIN_MISSPELT_CHARS: usize = 6;
/// Beginnings of questions, before the words that they are about.
const QUESTIONS: [&str; 5] = [
    "what are the benefits of",
    "how does",
    "is it safe to combine",
    "can you tell me more about",
    "what should I know about",
];

/// Draws queries from the passages of an index, or from its products where it has no passages.
pub(super) struct Drawer<'e> {
    engine: &'e Engine,
    random: Rng,
}

/// A word of a text that tells something, and the number of it in the text.
struct Telling {
    word: String,
    position: usize,
}

impl<'e> Drawer<'e> {
    pub(super) fn new(engine: &'e Engine) -> Self {
        Self { engine, random: Rng::with_seed(SEED) }
    }

    /// Words that follow each other in a text, those that tell nothing left out.
    pub(super) fn words(&mut self, count: usize) -> Result<Option<String>, Error> {
        Ok(self.run(count, |_| true)?.map(|words| words.join(" ")))
    }

    /// Two words that stand side by side, in quotes.
    pub(super) fn phrase(&mut self) -> Result<Option<String>, Error> {
        let side_by_side = |words: &[Telling]| words[1].position == words[0].position + 1;
        Ok(self.run(2, side_by_side)?.map(|words| format!("\"{}\"", words.join(" "))))
    }

    /// A question of four words that count.
    pub(super) fn question(&mut self) -> Result<Option<String>, Error> {
        let beginning = QUESTIONS[self.random.usize(..QUESTIONS.len())];
        Ok(self
            .run(4, |_| true)?
            .map(|words| format!("{beginning} {} and {}?", words[..2].join(" "), words[2..].join(" "))))
    }

    /// The first letters of a word.
    pub(super) fn beginning(&mut self, letters: usize) -> Result<Option<String>, Error> {
        let is_longer = |words: &[Telling]| words[0].word.chars().count() > letters;
        Ok(self.run(1, is_longer)?.map(|words| words[0].chars().take(letters).collect()))
    }

    /// Two words, one of which has a letter too few or two in each other's place; the misspelt one comes with it.
    pub(super) fn misspelt(&mut self) -> Result<Option<(String, String)>, Error> {
        let is_long = |words: &[Telling]| {
            words[0].word.chars().count() >= MIN_MISSPELT_CHARS && words[0].word.chars().all(char::is_alphabetic)
        };
        let Some(mut words) = self.run(2, is_long)? else { return Ok(None) };
        let mut letters: Vec<char> = words[0].chars().collect();
        let at = self.random.usize(1..letters.len() - 1);
        let letter = letters.remove(at);
        if self.random.bool() {
            letters.insert(at + 1, letter);
        }
        words[0] = letters.into_iter().collect();
        Ok(Some((words.join(" "), words.swap_remove(0))))
    }

    /// Letters that no text has as a word.
    pub(super) fn unknown(&mut self) -> String {
        std::iter::repeat_with(|| self.random.lowercase()).take(14).collect()
    }

    /// The text of some document.
    pub(super) fn text(&mut self) -> Result<Option<String>, Error> {
        let reader = self.engine.reader();
        if let Some(address) = some_document(reader.passages().0, &mut self.random) {
            return Ok(Some(reader.passage(address)?.text.into_owned()));
        }
        match some_document(reader.products().0, &mut self.random) {
            None => Ok(None),
            Some(address) => {
                let product = reader.product(address)?;
                Ok(Some(format!("{} {}", product.name, product.description)))
            }
        }
    }

    /// The id of some product.
    pub(super) fn product(&mut self) -> Result<Option<String>, Error> {
        let reader = self.engine.reader();
        let address = some_document(reader.products().0, &mut self.random);
        Ok(address.map(|address| reader.product(address)).transpose()?.map(|product| product.id.to_string()))
    }

    /// The ids of some products, with spaces between them.
    pub(super) fn cart(&mut self, size: usize) -> Result<Option<String>, Error> {
        let products: Vec<Option<String>> = (0..size).map(|_| self.product()).collect::<Result<_, _>>()?;
        Ok(products.into_iter().collect::<Option<Vec<String>>>().map(|products| products.join(" ")))
    }

    /// The id of some article.
    pub(super) fn article(&mut self) -> Result<Option<String>, Error> {
        let reader = self.engine.reader();
        let address = some_document(reader.passages().0, &mut self.random);
        Ok(address.map(|address| reader.passage(address)).transpose()?.map(|passage| passage.document.to_string()))
    }

    /// So many telling words in a row that are as they should be; nothing if the texts have none.
    fn run(&mut self, count: usize, wanted: impl Fn(&[Telling]) -> bool) -> Result<Option<Vec<String>>, Error> {
        for _ in 0..TRIES {
            let Some(text) = self.text()? else { return Ok(None) };
            let telling = telling(&text, self.engine.analyzer());
            let runs: Vec<&[Telling]> = telling.windows(count).filter(|run| wanted(run)).collect();
            if let Some(run) = self.random.choice(&runs) {
                return Ok(Some(run.iter().map(|telling| telling.word.clone()).collect()));
            }
        }
        Ok(None)
    }
}

/// The words of a text that are neither stop words nor numbers.
fn telling(text: &str, analyzer: &Analyzer) -> Vec<Telling> {
    let mut telling: Vec<Telling> = Vec::new();
    analyzer.each_term(text, |term, span, position| {
        let word = &text[span];
        let is_new = telling.last().is_none_or(|last| last.position != position);
        let is_word = word.chars().all(char::is_alphabetic) && word.chars().nth(2).is_some();
        if is_new && is_word && !analyzer.is_stop_word(term, word) {
            telling.push(Telling { word: word.to_lowercase(), position });
        }
    });
    telling
}

fn some_document(searcher: &tantivy::Searcher, random: &mut Rng) -> Option<DocAddress> {
    let documents = searcher.num_docs();
    let mut number = (documents > 0).then(|| random.u64(..documents))?;
    for (ordinal, segment) in (0..).zip(searcher.segment_readers()) {
        let here = u64::from(segment.num_docs());
        if number < here {
            return segment.doc_ids_alive().nth(number as usize).map(|id| DocAddress::new(ordinal, id));
        }
        number -= here;
    }
    None
}
