//! Work that may panic, on the thread that it is done on, without a word on the screen.
//!
//! A damaged PDF makes pdf-extract panic, and its message may hold words of the document.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static SILENT: Cell<bool> = const { Cell::new(false) };
}

/// What the work comes to; `None` where it panicked.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = take_hook();
        set_hook(Box::new(move |panic| {
            if !SILENT.get() {
                usual(panic);
            }
        }));
    });
    SILENT.set(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    SILENT.set(false);
    done.ok()
}
