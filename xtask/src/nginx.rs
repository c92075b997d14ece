//! nginx with its module nchan, the server of streams that the end-to-end tests start: finding it, or bringing Debian's.

use std::env;
use std::path::PathBuf;

use crate::debian::{apt, has_apt};
use crate::failure::Failure;
use crate::tools::NGINX_PACKAGES;
use crate::workspace::{Workspace, which};

/// The server and the module that it loads.
#[derive(Debug)]
pub struct Nginx {
    /// nginx itself.
    pub program: PathBuf,
    /// nchan.
    pub module: PathBuf,
}

/// Where Debian puts them. The first is not on every PATH.
const PROGRAM: &str = "/usr/sbin/nginx";
const MODULE: &str = "/usr/lib/nginx/modules/ngx_nchan_module.so";

/// Finds both, bringing them by apt-get where that is possible. Nothing is started.
pub fn bring(at: &Workspace) -> Result<Nginx, Failure> {
    if let Some(nginx) = find() {
        return Ok(nginx);
    }
    if !has_apt() {
        return Err(missing("They were looked for on PATH, and as NGINX and NCHAN.".to_owned()));
    }
    apt(at, "Debian's nginx with nchan, with apt-get", NGINX_PACKAGES)
        .map_err(|failure| missing(format!("apt-get was asked for them: {failure}")))?;
    find().ok_or_else(|| missing(format!("apt-get installed them, and yet {MODULE} is not there.")))
}

fn find() -> Option<Nginx> {
    let named = |variable| env::var_os(variable).map(PathBuf::from);
    let file = |path: &PathBuf| path.is_file();
    let program = named("NGINX").or_else(|| which("nginx")).unwrap_or_else(|| PathBuf::from(PROGRAM));
    let module = named("NCHAN").unwrap_or_else(|| PathBuf::from(MODULE));
    Some(Nginx { program: Some(program).filter(file)?, module: Some(module).filter(file)? })
}

fn missing(tried: String) -> Failure {
    Failure::Missing {
        what: "nginx with its module nchan, for the end-to-end tests,".to_owned(),
        tried,
        advice: format!(
            "On Debian type: sudo apt-get update && sudo apt-get install -y --no-install-recommends {}. Elsewhere install \
             both, and name them: NGINX=/path/to/nginx NCHAN=/path/to/ngx_nchan_module.so cargo xtask test",
            NGINX_PACKAGES.join(" ")
        ),
    }
}
