//! Calls into readers of other hands that may panic on a broken file.
//!
//! A file is no reason for a program to fall over, and calamine and parquet do panic on some hostile ones (an overflow in
//! a cell's name, an assertion about an offset). The readers are thrown away after a panic, so that no half-done state is
//! ever looked at again; the panic is told as what it is, a fault of the file, and nothing is printed.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether this thread is inside such a call.
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Set once: the hook keeps silent where a panic is caught here, and leaves all others to the hook before it.
static HOOK: Once = Once::new();

/// Does the work; if it panics, says what the panic said.
///
/// # Errors
/// The panic's message.
pub(super) fn quietly<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    let outside = QUIET.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    QUIET.set(outside);
    done.map_err(|panic| message(panic.as_ref()))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("broken").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_told_and_goes_no_further() {
        assert_eq!(quietly(|| 7), Ok(7));
        let place = 9;
        assert_eq!(
            quietly(|| [1, 2][..].get(place).copied().unwrap_or_else(|| panic!("at {place}"))),
            Err("at 9".into())
        );
        assert_eq!(quietly(|| -> u8 { panic!("so") }), Err("so".into()));
        assert!(!QUIET.get());
    }
}
