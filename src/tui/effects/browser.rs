//! The browser of the person, for an address that they asked to open.

use crate::text::Address;

/// Opens an address: a sentence for people.
///
/// # Errors
///
/// A sentence for people, where there is nothing to open it with.
pub fn open(address: &Address) -> Result<String, String> {
    let nobody_sees = |name: &str| std::env::var_os(name).is_none_or(|value| value.is_empty());
    let away = !nobody_sees("SSH_CONNECTION") && ["DISPLAY", "WAYLAND_DISPLAY"].into_iter().all(nobody_sees);
    if away {
        return Err(
            "not opened: kneel runs on another machine, which has no browser; copy the address".into()
        );
    }
    match open::that_detached(&address.whole) {
        Ok(()) => Ok(format!("given to your browser: {}", address.site)),
        Err(_) => Err("not opened: no browser was found; copy the address".into()),
    }
}
