//! What a person set in `config.toml`.
