//! Pages with plots.

use std::fs;
use std::path::Path;

use anyhow::Context;

use crate::bench::Page;

/// Writes a page into a folder, if one is named, and says where it is.
pub(super) fn write(folder: Option<&Path>, name: &str, page: impl FnOnce() -> Page) -> anyhow::Result<()> {
    let Some(folder) = folder else { return Ok(()) };
    let file = folder.join(format!("{name}.html"));
    fs::create_dir_all(folder).with_context(|| format!("making the folder {}", folder.display()))?;
    fs::write(&file, page().to_html()).with_context(|| format!("writing the report {}", file.display()))?;
    tracing::info!("wrote {}", file.display());
    Ok(())
}
