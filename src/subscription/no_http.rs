//! What stands in the place of `http` where kneel is built without the feature `net`: nothing is asked, and that is said.

use super::address::Address;
use super::follow::{Response, Validators};

/// Asks nobody.
pub struct Client;

impl Client {
    /// Says why there is none.
    pub fn from_env() -> Result<Self, String> {
        Err("this kneel was built without the feature `net` and opens no connection".to_owned())
    }

    /// Is never asked to.
    pub fn ask(&self, _: &Address, _: Option<&Validators>) -> Result<Response, String> {
        Client::from_env().map(|_| Response::default())
    }
}
