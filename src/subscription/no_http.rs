//! What stands in the place of `http` where kneel is built without the feature `net`: nothing is asked, and that is said.

use super::address::Address;
use super::follow::{Response, Validators};

/// There is none.
pub enum Client {}

impl Client {
    /// Says why there is none.
    pub fn from_env() -> Result<Self, String> {
        Err("this kneel was built without the feature `net` and opens no connection".to_owned())
    }

    /// Cannot be asked to.
    pub fn ask(&self, _: &Address, _: Option<&Validators>) -> Result<Response, String> {
        match *self {}
    }
}
