//! A bound for what is made faster than Tantivy's threads index it.
//!
//! Tantivy takes ten thousand messages before it lets a caller wait, and a message here has all passages of an article: on long
//! articles that is more memory than the segments in the making have.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use tantivy::TantivyDocument;
use tantivy::schema::document::Document;

/// Documents that may wait: enough to keep some threads busy while the next ones are made, some megabytes.
const MAX_WAITING: usize = 4_096;

/// What waits for Tantivy's threads.
#[derive(Clone, Default)]
pub(super) struct Backlog(Arc<Shared>);

#[derive(Default)]
struct Shared {
    waiting: Mutex<usize>,
    taken: Condvar,
}

/// A document that counts as waiting until it is indexed, or dropped.
pub(super) struct Waiting {
    document: TantivyDocument,
    _place: Place,
}

struct Place(Backlog);

impl Backlog {
    /// Waits until there is room.
    pub(super) fn wait(&self) {
        let waiting = self.waiting();
        let is_full = |waiting: &mut usize| *waiting >= MAX_WAITING;
        drop(self.0.taken.wait_while(waiting, is_full).unwrap_or_else(PoisonError::into_inner));
    }

    /// Lets a document wait.
    pub(super) fn add(&self, document: TantivyDocument) -> Waiting {
        *self.waiting() += 1;
        Waiting { document, _place: Place(self.clone()) }
    }

    fn waiting(&self) -> MutexGuard<'_, usize> {
        // Nothing can go wrong between locking and counting.
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut waiting = self.0.waiting();
        *waiting -= 1;
        // Not at once: whoever waits should wake to make many.
        if *waiting == MAX_WAITING / 2 {
            self.0.0.taken.notify_all();
        }
    }
}

impl Document for Waiting {
    type Value<'a> = <TantivyDocument as Document>::Value<'a>;
    type FieldsValuesIter<'a> = <TantivyDocument as Document>::FieldsValuesIter<'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        self.document.iter_fields_and_values()
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }
}

#[cfg(test)]
mod tests {
    use std::thread;
    use std::time::Duration;

    use tantivy::TantivyDocument;

    use super::{Backlog, MAX_WAITING};

    #[test]
    fn whoever_makes_documents_waits_for_whoever_takes_them() {
        let backlog = Backlog::default();
        let documents: Vec<_> = (0..MAX_WAITING).map(|_| backlog.add(TantivyDocument::new())).collect();
        let waiting = backlog.clone();
        let maker = thread::spawn(move || {
            waiting.wait();
            *waiting.waiting()
        });
        thread::sleep(Duration::from_millis(50));
        assert!(!maker.is_finished(), "there is no room yet");
        drop(documents);
        // It may have begun to wait only while room was made: then it goes on at once.
        assert!(maker.join().unwrap() < MAX_WAITING);
    }
}
