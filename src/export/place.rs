//! Files that appear whole or not at all: written beside their place, then renamed.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write `{}`", path.display())]
pub struct PlaceError {
    /// Where it was to appear.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

/// A file that is written and waits for its rename; dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct Waiting {
    file: NamedTempFile,
    path: PathBuf,
}

/// Writes a file beside `path`, to be renamed by [`Waiting::appear`].
///
/// What `path` links to is replaced, not the link.
///
/// # Errors
///
/// If the folder takes no file, or if writing fails; then nothing is left behind.
pub fn prepare(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<Waiting, PlaceError> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let write = || {
        let folder = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".tripolis-");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // The user's mask takes from these what a plain file would not have either.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut file = builder.tempfile_in(folder)?;
        let mut buffer = BufWriter::with_capacity(1 << 16, file.as_file_mut());
        content(&mut buffer)?;
        buffer.flush()?;
        drop(buffer);
        file.as_file().sync_all()?;
        Ok(file)
    };
    match write() {
        Ok(file) => Ok(Waiting { file, path: target }),
        Err(source) => Err(PlaceError {
            path: path.to_path_buf(),
            source,
        }),
    }
}

/// Writes a file so that `path` holds either what it held or all of the new content.
///
/// A device or pipe at `path` is written to as it is.
///
/// # Errors
///
/// If writing or renaming fails; then `path` is as it was.
pub fn replace(
    path: &Path,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), PlaceError> {
    let special = fs::metadata(path).is_ok_and(|about| !about.is_file() && !about.is_dir());
    if special {
        let write = || {
            let mut out = BufWriter::new(File::options().write(true).open(path)?);
            content(&mut out)?;
            out.flush()
        };
        return write().map_err(|source| PlaceError {
            path: path.to_path_buf(),
            source,
        });
    }
    prepare(path, content)?.appear()
}

impl Waiting {
    /// Where the file is until it appears, for reading it back.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.file.path()
    }

    /// Where it will appear.
    #[must_use]
    pub fn target(&self) -> &Path {
        &self.path
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    ///
    /// If it cannot be renamed.
    pub fn appear(self) -> Result<(), PlaceError> {
        let path = self.path;
        match self.file.persist(&path) {
            Ok(_) => Ok(()),
            Err(error) => Err(PlaceError {
                path,
                source: error.error,
            }),
        }
    }
}
