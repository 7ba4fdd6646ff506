//! The search for the highest rate that a server holds.

/// Nobody offers less, nor can one machine send more.
const LOWEST: f64 = 1.0;
const HIGHEST: f64 = 100_000.0;
/// How close the answer is to a rate that is not held.
const CLOSE: f64 = 1.05;

/// The highest rate that is held: doubles from the first one (or halves, if that one is not held), then halves the way between the
/// highest rate that was held and the lowest that was not. None if no rate is held.
pub(super) fn highest_rate<E>(first: f64, mut is_held: impl FnMut(f64) -> Result<bool, E>) -> Result<Option<f64>, E> {
    let (mut held, mut broken, mut rate) = (None, None, first);
    loop {
        if is_held(rate)? {
            held = Some(rate);
            if broken.is_some() || rate >= HIGHEST {
                break;
            }
            rate = (rate * 2.0).min(HIGHEST);
        } else {
            broken = Some(rate);
            if held.is_some() || rate <= LOWEST {
                break;
            }
            rate = (rate / 2.0).max(LOWEST);
        }
    }
    let (Some(mut held), Some(mut broken)) = (held, broken) else { return Ok(held) };
    while broken / held > CLOSE {
        let between = (held * broken).sqrt();
        if is_held(between)? {
            held = between;
        } else {
            broken = between;
        }
    }
    Ok(Some(held))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::highest_rate;

    fn found(capacity: f64) -> Option<f64> {
        let Ok(found) = highest_rate(100.0, |rate| Ok::<bool, Infallible>(rate <= capacity));
        found
    }

    #[test]
    fn the_answer_is_held_and_close_to_what_is_not() {
        for capacity in [1.0, 3.0, 99.0, 100.0, 101.0, 777.0, 12_345.0, 50_000.0] {
            let found = found(capacity).unwrap();
            assert!(found <= capacity && capacity <= found * 1.05, "{found} for {capacity}");
        }
    }

    #[test]
    fn a_server_that_holds_nothing_has_no_rate() {
        assert_eq!(found(0.5), None);
    }

    #[test]
    fn what_no_machine_can_send_is_not_asked_for() {
        assert_eq!(found(f64::INFINITY), Some(super::HIGHEST));
    }
}
