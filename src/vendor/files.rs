//! The three files of a project that say what vendor/ holds.

use std::{fs, io, path::Path};

use super::{
    error::VendorError,
    jsonnetfile::{FILE, Jsonnetfile, LOCKFILE},
    record::{RECORD, Record},
};

/// The largest of them that is read, in bytes.
const MOST: u64 = 16 << 20;

/// jsonnetfile.json, jsonnetfile.lock.json and mixgen.lock.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// What is asked for; none where there is no such file.
    pub jsonnetfile: Option<Jsonnetfile>,
    /// What is locked; nothing where there is no such file.
    pub lock: Jsonnetfile,
    /// Whether there is a lockfile.
    pub has_lock: bool,
    /// What mixgen knows of what is locked.
    pub record: Record,
    /// Whether there is a mixgen.lock.
    pub has_record: bool,
}

impl Files {
    /// Reads those in the project's folder.
    ///
    /// # Errors
    /// [`VendorError::Parse`], [`VendorError::Record`], [`VendorError::Io`].
    pub fn read(root: &Path) -> Result<Self, VendorError> {
        let parse = |file: &str, text: String| {
            Jsonnetfile::parse(&text).map_err(|error| VendorError::Parse {
                file: file.to_owned(),
                text,
                error,
            })
        };
        let jsonnetfile = text_of(root, FILE)?.map(|text| parse(FILE, text));
        let lock = text_of(root, LOCKFILE)?.map(|text| parse(LOCKFILE, text));
        let record = text_of(root, RECORD)?;
        let (has_lock, has_record) = (lock.is_some(), record.is_some());
        let parsed = Record::parse(&record.unwrap_or_else(|| "version = 1".to_owned()));
        Ok(Self {
            jsonnetfile: jsonnetfile.transpose()?,
            lock: lock.transpose()?.unwrap_or(Jsonnetfile {
                legacy_imports: false,
                ..Jsonnetfile::default()
            }),
            has_lock,
            record: parsed.map_err(VendorError::Record)?,
            has_record,
        })
    }
}

fn text_of(root: &Path, name: &str) -> Result<Option<String>, VendorError> {
    let path = root.join(name);
    let cannot = || VendorError::io("read", name);
    match path.metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(cannot()(error)),
        Ok(data) if !data.is_file() || data.len() > MOST => {
            let what = io::Error::other("it is no file, or larger than 16 MiB");
            return Err(cannot()(what));
        }
        Ok(_) => {}
    }
    fs::read_to_string(&path).map(Some).map_err(cannot())
}
