//! Mixins that are known by name, and how they are found.

use std::{collections::BTreeMap, fs, io, path::Path};

use serde::Deserialize;

use super::{
    error::VendorError,
    source::{GitSource, SourceError},
};
use crate::text::did_you_mean;

/// The list that comes with mixgen.
const OWN: &str = include_str!("registry.toml");

/// The largest list that is read, in bytes.
const MOST: u64 = 4 << 20;

/// A known mixin.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The name it is found by; one of a user's list hides one of ours.
    pub name: String,
    /// `host/owner/repository`.
    pub repository: String,
    /// The folder in it; empty for the top.
    #[serde(default)]
    pub folder: String,
    /// `alerts`, `rules`, `dashboards`.
    pub offers: Vec<String>,
    /// The repository's licence by its SPDX name; empty where it is not known.
    #[serde(default)]
    pub licence: String,
    /// What it is about, in a line.
    #[serde(default)]
    pub help: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    #[serde(default)]
    mixin: Vec<Known>,
}

impl Known {
    /// What `mixgen vendor add` takes.
    #[must_use]
    pub fn source(&self) -> String {
        match self.folder.as_str() {
            "" => self.repository.clone(),
            folder => format!("{}/{folder}", self.repository),
        }
    }
}

/// Our list, then those in files, which are read from `root`; sorted by name.
///
/// # Errors
/// [`VendorError::Io`], [`VendorError::Registry`].
pub fn known(root: &Path, files: &[impl AsRef<Path>]) -> Result<Vec<Known>, VendorError> {
    let own: List = toml::from_str(OWN).expect("a test reads it");
    let mut all: BTreeMap<String, Known> = BTreeMap::new();
    let mut take = |list: List| {
        let named = list.mixin.into_iter().map(|it| (it.name.clone(), it));
        all.extend(named);
    };
    take(own);
    for file in files {
        let file = file.as_ref();
        let shown = file.display().to_string();
        let text = text_of(&root.join(file)).map_err(VendorError::io("read", file))?;
        let wrong = |why: String| VendorError::Registry(shown.clone(), why);
        let list: List =
            toml::from_str(&text).map_err(|error| wrong(error.message().to_owned()))?;
        for known in &list.mixin {
            check(known).map_err(|error| wrong(format!("`{}`: {error}", known.name)))?;
        }
        take(list);
    }
    Ok(all.into_values().collect())
}

fn text_of(path: &Path) -> io::Result<String> {
    let data = path.metadata()?;
    if !data.is_file() || data.len() > MOST {
        return Err(io::Error::other("it is no file, or larger than 4 MiB"));
    }
    fs::read_to_string(path)
}

fn check(known: &Known) -> Result<(), SourceError> {
    let (_, version) = GitSource::parse(&known.source())?;
    if version.as_str().is_empty() {
        Ok(())
    } else {
        Err(SourceError::Form)
    }
}

/// Those in which each word occurs, those with it in their name first; all for
/// no word.
#[must_use]
pub fn search<'a>(known: &'a [Known], words: &[String]) -> Vec<&'a Known> {
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let within = |text: &str, word: &String| text.to_lowercase().contains(word.as_str());
    let mut found: Vec<&Known> = known
        .iter()
        .filter(|it| {
            let text = format!(
                "{} {} {} {}",
                it.name,
                it.source(),
                it.offers.join(" "),
                it.help
            );
            words.iter().all(|word| within(&text, word))
        })
        .collect();
    found.sort_by_key(|it| !words.iter().all(|word| within(&it.name, word)));
    found
}

/// A word of the list that is near to one that was looked for in vain.
#[must_use]
pub fn near(known: &[Known], words: &[String]) -> Option<String> {
    let texts: Vec<String> = known
        .iter()
        .map(|it| format!("{} {}", it.name, it.help).to_lowercase())
        .collect();
    let names = known.iter().map(|it| it.name.as_str());
    let parts = texts.iter().flat_map(|text| {
        let is_part = |c: char| !c.is_alphanumeric() && c != '-';
        text.split(is_part).filter(|part| part.len() > 3)
    });
    let all: Vec<&str> = names.chain(parts).collect();
    words.iter().find_map(|word| {
        let exists = texts.iter().any(|text| text.contains(&word.to_lowercase()));
        if exists {
            return None;
        }
        did_you_mean(word, all.iter().copied()).map(str::to_owned)
    })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{check, known, near, search};

    #[test]
    fn our_own_list_can_be_fetched_from_and_says_what_it_offers() {
        let all = known(&PathBuf::new(), &[] as &[PathBuf]).expect("it is valid");
        let text = toml::from_str::<super::List>(super::OWN).expect("it is valid");
        assert_eq!(all.len(), text.mixin.len(), "no name is there twice");
        for it in &all {
            check(it).unwrap_or_else(|error| panic!("{}: {error}", it.name));
            assert!(!it.offers.is_empty() && !it.help.is_empty(), "{}", it.name);
            let offers = ["alerts", "rules", "dashboards"];
            assert!(it.offers.iter().all(|it| offers.contains(&it.as_str())));
        }
    }

    #[test]
    fn names_come_before_what_is_said_of_them() {
        let all = known(&PathBuf::new(), &[] as &[PathBuf]).expect("it is valid");
        let word = ["Prometheus".to_owned()];
        let found = search(&all, &word);
        let named = found.iter().take_while(|it| it.name.contains("prometheus"));
        let count = named.count();
        assert!(count > 1 && count < found.len());
        assert!(
            !found[count..]
                .iter()
                .any(|it| it.name.contains("prometheus"))
        );
        let wrong = ["kubernets".to_owned()];
        assert!(search(&all, &wrong).is_empty());
        assert_eq!(near(&all, &wrong).as_deref(), Some("kubernetes"));
    }
}
