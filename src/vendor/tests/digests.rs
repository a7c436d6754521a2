//! jb's sum and our digest.

use std::collections::BTreeMap;

use super::{
    super::{Contents, Item, PackageLimits},
    package,
};
use crate::text::to_base64;
use sha2::{Digest as _, Sha256};

fn sum_of(text: &str) -> String {
    to_base64(&Sha256::digest(text))
}

#[test]
fn the_sum_is_that_of_jb() {
    // Folder by folder in the order of names: `a/b` before `a.b`.
    let plain = package(&[("a.b", "2"), ("a/b", "1"), ("b*", "3"), ("a/", "")].as_slice()[..3]);
    assert_eq!(plain.sum(), sum_of("123"));
    // jb follows links before it removes them.
    let linked = package(&[("a", "1"), ("b -> a", ""), ("c/d", "2")]);
    assert_eq!(linked.sum(), sum_of("112"));
    let through = package(&[("a -> c", ""), ("b -> a/d", ""), ("c/d", "2")]);
    // A link to a folder ends the walk.
    assert_eq!(through.sum(), sum_of(""));
    let dangling = package(&[("a -> none", ""), ("b", "1")]);
    assert_eq!(
        dangling.sum(),
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    );
    let by_folder = package(&[("b -> c/e/d", ""), ("c/d", "2"), ("c/e -> ../c", "")]);
    assert_eq!(by_folder.sum(), sum_of("22"));
}

struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).expect("it is below a usize")
    }
}

/// One change of what a package holds; sometimes none.
fn mutated(items: &BTreeMap<String, Item>, random: &mut Random) -> BTreeMap<String, Item> {
    let mut items = items.clone();
    let names: Vec<String> = items.keys().cloned().collect();
    let name = names[random.below(names.len())].clone();
    let other = names[random.below(names.len())].clone();
    let item = items[&name].clone();
    match (random.below(9), item) {
        (
            0,
            Item::File {
                mut bytes,
                executable,
            },
        ) if !bytes.is_empty() => {
            let at = random.below(bytes.len());
            bytes[at] ^= 1 << random.below(8);
            items.insert(name, Item::File { bytes, executable });
        }
        (
            1,
            Item::File {
                mut bytes,
                executable,
            },
        ) => {
            let at = random.below(bytes.len() + 1);
            bytes.insert(at, u8::try_from(random.below(256)).expect("a byte"));
            items.insert(name, Item::File { bytes, executable });
        }
        (
            2,
            Item::File {
                mut bytes,
                executable,
            },
        ) if !bytes.is_empty() => {
            let at = random.below(bytes.len());
            bytes.remove(at);
            items.insert(name, Item::File { bytes, executable });
        }
        // Bytes that move over the border of two files, which jb does not see.
        (
            3,
            Item::File {
                mut bytes,
                executable,
            },
        ) if !bytes.is_empty() && name != other => {
            let moved = bytes.split_off(random.below(bytes.len()));
            items.insert(name, Item::File { bytes, executable });
            if let Some(Item::File { bytes, .. }) = items.get_mut(&other) {
                bytes.splice(0..0, moved);
            }
        }
        (4, Item::File { bytes, executable }) => {
            let executable = !executable;
            items.insert(name, Item::File { bytes, executable });
        }
        (5, item) => {
            items.remove(&name);
            items.insert(format!("{name}{}", random.below(9)), item);
        }
        (6, _) => drop(items.remove(&name)),
        (7, _) => {
            let (bytes, executable) = (Vec::new(), false);
            items.insert(
                format!("new{}", random.below(99)),
                Item::File { bytes, executable },
            );
        }
        (8, Item::Link(target)) => {
            items.insert(name, Item::Link(format!("{target}x")));
        }
        // A file in place of a link, and the other way around.
        (_, Item::Link(target)) => {
            let (bytes, executable) = (target.into_bytes(), false);
            items.insert(name, Item::File { bytes, executable });
        }
        (_, Item::File { .. }) => drop(items.insert(name, Item::Link("a".to_owned()))),
    }
    items
}

#[test]
fn none_of_ten_thousand_mutations_is_missed() {
    let original = package(&[
        ("a", "aa"),
        ("ab", "b"),
        ("b/a", "aab"),
        ("b/c*", "#!"),
        ("b/empty", ""),
        ("c/d/e", "eeee"),
        ("l -> b/a", ""),
        ("z", "a"),
    ]);
    let digest = original.digest();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut changed = 0;
    while changed < 10_000 {
        let items = mutated(original.items(), &mut random);
        if items == *original.items() {
            continue;
        }
        changed += 1;
        let seen = Contents::new(items.clone(), &PackageLimits::default());
        assert!(
            seen.is_err() || seen.is_ok_and(|seen| seen.digest() != digest),
            "missed: {items:?}"
        );
    }
}
