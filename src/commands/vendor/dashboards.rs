//! Single dashboards: which of the arguments mean some, and what becomes of
//! mixgen.toml.

use std::{collections::BTreeSet, fs, io};

use super::{failed, store};
use crate::{
    commands::{CommandError, Exit},
    project::{DashboardSetting, Project, SETTINGS_FILE, Settings},
    report::Diagnostic,
    text::did_you_mean,
    vendor::{
        DashboardError, Edit, VendorError, Version, is_dashboard_name, newest_revision,
        with_dashboard,
    },
};

/// A change of mixgen.toml: a name, and what it is to have.
pub(super) type Change = (String, Option<DashboardSetting>);

/// The project and the edit with these changes of mixgen.toml before that of
/// packages. Nothing is written.
pub(super) fn changed(
    project: &Project,
    changes: &[Change],
    again: BTreeSet<String>,
    packages: Edit,
) -> Result<(Project, Edit), CommandError> {
    let mut project = project.clone();
    let place = project.root.join(SETTINGS_FILE);
    let old = match fs::read_to_string(&place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        text => text.map_err(|error| {
            let message = format!("can't read `{SETTINGS_FILE}`: {error}");
            CommandError::one(Exit::Io, Diagnostic::error(message))
        })?,
    };
    let mut text = old.clone();
    for (name, setting) in changes {
        let by_hand = || failed(&[VendorError::Dashboard(name.clone(), DashboardError::ByHand)]);
        let known = &mut project.settings.vendor.dashboards;
        if setting.is_some() && !is_dashboard_name(name) {
            return Err(failed(&[VendorError::Dashboard(
                name.clone(),
                DashboardError::Name,
            )]));
        }
        if known.get(name) == setting.as_ref() {
            continue;
        }
        text = with_dashboard(&text, name, setting.as_ref()).ok_or_else(by_hand)?;
        match setting {
            Some(setting) => known.insert(name.clone(), setting.clone()),
            None => known.remove(name),
        };
        // Whatever the text looks like, it must mean what was wanted.
        let read = Settings::parse(&text).map_err(|_| by_hand())?;
        if read.vendor.dashboards != *known {
            return Err(by_hand());
        }
    }
    let edit = Edit::Settings {
        text: (text != old).then_some(text),
        again,
        packages: Box::new(packages),
    };
    Ok((project, edit))
}

/// The revision of a dashboard that has none yet.
pub(super) fn with_revision(
    project: &Project,
    name: &str,
    setting: DashboardSetting,
    offline: bool,
) -> Result<DashboardSetting, VendorError> {
    let (Some(id), None) = (setting.grafana, setting.revision) else {
        return Ok(setting);
    };
    let base = &project.settings.vendor.grafana;
    match newest_revision(base, id, &store(project, offline)) {
        Ok(revision) => Ok(DashboardSetting {
            revision: Some(revision),
            ..setting
        }),
        Err(error) => Err(VendorError::Dashboard(name.to_owned(), error)),
    }
}

/// What `update` means: those names that are dashboards, at their newest
/// revisions; the others for packages. No names mean all.
pub(super) fn update(
    project: &Project,
    names: Vec<(String, Option<Version>)>,
    offline: bool,
) -> Result<(Project, Edit), CommandError> {
    let known = &project.settings.vendor.dashboards;
    if known.is_empty() {
        return Ok((project.clone(), Edit::Update(names)));
    }
    let is_all = names.is_empty();
    let (wanted, packages): (Vec<_>, Vec<_>) = names
        .into_iter()
        .partition(|(name, _)| known.contains_key(name));
    let wanted = if is_all {
        known.keys().map(|name| (name.clone(), None)).collect()
    } else {
        wanted
    };
    let (mut changes, mut again, mut errors) = (Vec::new(), BTreeSet::new(), Vec::new());
    for (name, version) in wanted {
        let Some(setting) = known.get(&name) else {
            continue;
        };
        let revision = match &version {
            Some(version) => match version.as_str().parse() {
                Ok(revision) if setting.grafana.is_some() => Some(revision),
                _ => {
                    let error = DashboardError::Version(version.to_string());
                    errors.push(VendorError::Dashboard(name, error));
                    continue;
                }
            },
            None => None,
        };
        let setting = DashboardSetting {
            revision,
            ..setting.clone()
        };
        match with_revision(project, &name, setting, offline) {
            Ok(setting) => {
                if setting.url.is_some() {
                    again.insert(name.clone());
                }
                changes.push((name, Some(setting)));
            }
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(failed(&errors));
    }
    let packages = if is_all || !packages.is_empty() {
        Edit::Update(packages)
    } else {
        Edit::Install
    };
    changed(project, &changes, again, packages)
}

/// Errors that know the names of dashboards, too.
pub(super) fn suggested(project: &Project, errors: Vec<VendorError>) -> Vec<VendorError> {
    let known = &project.settings.vendor.dashboards;
    let errors = errors.into_iter().map(|error| match error {
        VendorError::Unknown(name, None) => {
            let near = did_you_mean(&name, known.keys().map(String::as_str));
            let near = near.map(str::to_owned);
            VendorError::Unknown(name, near)
        }
        error => error,
    });
    errors.collect()
}
