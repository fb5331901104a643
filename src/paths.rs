//! Where the journal and the config lie on this machine.

use std::path::PathBuf;

/// The folders kneel uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Holds the journal and its copies.
    pub data: PathBuf,
    /// Holds the config.
    pub config: PathBuf,
}

/// No home folder could be found.
#[derive(Debug, thiserror::Error)]
#[error("no home folder found; set KNEEL_DATA_DIR and KNEEL_CONFIG_DIR to say where things go")]
pub struct NoHome;

impl Paths {
    /// `KNEEL_DATA_DIR` and `KNEEL_CONFIG_DIR`, else the platform's folders (`~/.config/kneel` on macOS too).
    pub fn from_env() -> Result<Self, NoHome> {
        let named = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
        let dirs = directories::ProjectDirs::from("", "", "kneel");
        let data = named("KNEEL_DATA_DIR").or_else(|| dirs.as_ref().map(|d| d.data_dir().to_owned()));
        let config = named("KNEEL_CONFIG_DIR").or_else(|| {
            if cfg!(target_os = "macos") {
                directories::BaseDirs::new().map(|base| base.home_dir().join(".config").join("kneel"))
            } else {
                dirs.as_ref().map(|d| d.config_dir().to_owned())
            }
        });
        Ok(Paths { data: data.ok_or(NoHome)?, config: config.ok_or(NoHome)? })
    }

    /// The journal's file.
    pub fn journal(&self) -> PathBuf {
        self.data.join("journal.db")
    }

    /// The config file, which need not exist.
    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.toml")
    }

    /// Holds what was learned of publishers' bulletins; it need not exist.
    pub fn profiles(&self) -> PathBuf {
        self.config.join("profiles")
    }

    /// Where `kneel backup` and migrations put copies.
    pub fn backups(&self) -> PathBuf {
        self.data.join("backups")
    }
}
