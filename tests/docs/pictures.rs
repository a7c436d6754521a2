//! Pictures of the layout of each dashboard, in `docs/pictures/dashboards/`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use mixgen::review::html::picture;

use super::shipped::{root, shipped};

#[test]
fn every_dashboard_has_a_fresh_picture() {
    let folder = root().join("docs/pictures/dashboards");
    let mut there = BTreeMap::new();
    for entry in fs::read_dir(&folder).into_iter().flatten() {
        let path = entry.expect("it can be listed").path();
        let name = path.file_name().expect("an entry has a name");
        let picture = fs::read_to_string(&path).expect("the picture can be read");
        there.insert(name.display().to_string(), picture);
    }
    let mut pictures = BTreeMap::new();
    // Variants are drawn like the mixin that they are of.
    for mixin in shipped().iter().filter(|it| it.name == it.mixin) {
        for board in &mixin.boards {
            let name = board.file.replace(".json", ".svg");
            let other = pictures.insert(name, picture(&board.json));
            assert!(other.is_none(), "two dashboards are called {}", board.file);
        }
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        for gone in there.keys().filter(|name| !pictures.contains_key(*name)) {
            fs::remove_file(folder.join(gone)).expect("docs/ can be written to");
        }
        fs::create_dir_all(&folder).expect("docs/ can be written to");
        for (name, picture) in &pictures {
            fs::write(folder.join(name), picture).expect("docs/ can be written to");
        }
        return;
    }
    let names = there.keys().chain(pictures.keys());
    let stale: BTreeSet<&String> = names
        .filter(|name| there.get(*name) != pictures.get(*name))
        .collect();
    assert!(
        stale.is_empty(),
        "out of date in docs/pictures/dashboards/: {stale:?}: run `UPDATE_DOCS=1 cargo test --test docs`"
    );
}
