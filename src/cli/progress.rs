//! How far a long reading is, on the last line of a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::text::counted;
use crate::engine::Progress;

/// While the corpus is read.
const READING: &str = "{spinner} {wide_bar} {decimal_bytes} of {decimal_total_bytes}, {msg}, {eta} left";
/// When all of it is read, and the rest of the work cannot be foretold.
const FINISHING: &str = "{spinner} {wide_bar} {decimal_bytes}, {msg}, {elapsed}";
/// While steps are counted.
const STEPS: &str = "{spinner} {wide_bar} {pos} of {len} {msg}, {eta} left";
/// While nobody knows how many steps there will be.
const NAMED: &str = "{spinner} {msg}, {elapsed}";
/// How often the line moves though nothing is read, so that nobody takes it for dead.
const TICK: Duration = Duration::from_millis(200);

/// Does something long and shows how far it is. Shows nothing where stderr is no terminal: indicatif sees to that.
pub(super) fn shown<T>(work: impl FnOnce(&mut dyn FnMut(Progress)) -> T) -> T {
    let bar = ProgressBar::new(0).with_style(style(READING));
    bar.enable_steady_tick(TICK);
    let done = work(&mut |progress| advance(&bar, progress));
    bar.finish_and_clear();
    done
}

/// Does a known number of steps and shows how many are done.
pub(super) fn counted_steps<T>(steps: usize, of: &'static str, work: impl FnOnce(&dyn Fn()) -> T) -> T {
    let bar = ProgressBar::new(steps as u64).with_style(style(STEPS)).with_message(of);
    let done = work(&|| bar.inc(1));
    bar.finish_and_clear();
    done
}

/// Does steps whose number is not known, and shows which is being done.
pub(super) fn named_steps<T>(work: impl FnOnce(&dyn Fn(String)) -> T) -> T {
    let bar = ProgressBar::new_spinner().with_style(style(NAMED));
    bar.enable_steady_tick(TICK);
    let done = work(&|step| bar.set_message(step));
    bar.finish_and_clear();
    done
}

fn advance(bar: &ProgressBar, progress: Progress) {
    bar.set_length(progress.total_bytes);
    bar.set_position(progress.bytes);
    let documents = counted(progress.documents, "document");
    if progress.bytes < progress.total_bytes {
        let per_second = progress.documents as f64 / bar.elapsed().as_secs_f64();
        bar.set_message(format!("{documents}, {per_second:.0}/s"));
    } else {
        bar.set_style(style(FINISHING));
        bar.set_message(format!("{documents}, finishing"));
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the templates above are in indicatif's language")
}
