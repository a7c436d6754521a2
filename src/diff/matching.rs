//! Which things of two sides are the same thing, where no name says so.
//!
//! All of it is symmetric: with the sides swapped, the same pairs come out.

use std::{
    collections::BTreeMap,
    hash::{DefaultHasher, Hash, Hasher},
};

use serde_json::Value;

/// Tokens of one thing that are looked at.
const TOKENS: usize = 2_000;

/// Steps that the search for best pairs may take; more, and there are none.
const BUDGET: usize = 6_000_000;

/// What a thing says, as hashes of its words: sorted, with repetitions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words(Vec<u64>);

impl Words {
    /// The words of a value, each with the names of the fields it is in.
    pub(super) fn of(value: &Value) -> Self {
        let mut words = Vec::new();
        collect(value, 0, &mut words);
        words.sort_unstable();
        Self(words)
    }

    /// The words of a list of names.
    pub(super) fn of_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words: Vec<u64> = names.into_iter().take(TOKENS).map(hash).collect();
        words.sort_unstable();
        Self(words)
    }

    /// How much two things have in common, from 0 to 1000.
    pub(super) fn likeness(&self, other: &Self) -> u32 {
        let (mut left, mut right) = (self.0.as_slice(), other.0.as_slice());
        let all = left.len() + right.len();
        if all == 0 {
            return 1000;
        }
        let mut common = 0;
        while let (Some((a, after_a)), Some((b, after_b))) =
            (left.split_first(), right.split_first())
        {
            match a.cmp(b) {
                std::cmp::Ordering::Less => left = after_a,
                std::cmp::Ordering::Greater => right = after_b,
                std::cmp::Ordering::Equal => {
                    common += 2;
                    (left, right) = (after_a, after_b);
                }
            }
        }
        u32::try_from(common * 1000 / all).expect("a share of a thousand")
    }
}

fn collect(value: &Value, path: u64, words: &mut Vec<u64>) {
    if words.len() >= TOKENS {
        return;
    }
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                collect(value, hash((path, key)), words);
            }
        }
        Value::Array(items) => {
            for item in items {
                collect(item, path, words);
            }
        }
        Value::String(text) => {
            let split = |c: char| !(c.is_alphanumeric() || c == '_');
            for word in text.split(split).filter(|word| !word.is_empty()) {
                if words.len() >= TOKENS {
                    return;
                }
                words.push(hash((path, word)));
            }
            words.push(hash((path, "")));
        }
        Value::Number(number) => words.push(hash((path, number.as_f64().map(f64::to_bits)))),
        Value::Bool(value) => words.push(hash((path, value))),
        Value::Null => words.push(hash((path, ()))),
    }
}

fn hash(value: impl Hash) -> u64 {
    // Without a key of its own: the same in each run.
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A fingerprint that equal values share, numbers by their value.
pub(super) fn print(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    feed(value, &mut hasher);
    hasher.finish()
}

fn feed(value: &Value, hasher: &mut DefaultHasher) {
    match value {
        Value::Object(entries) => {
            hasher.write_u8(1);
            hasher.write_usize(entries.len());
            for (key, value) in entries {
                key.hash(hasher);
                feed(value, hasher);
            }
        }
        Value::Array(items) => {
            hasher.write_u8(2);
            hasher.write_usize(items.len());
            for item in items {
                feed(item, hasher);
            }
        }
        Value::String(text) => (3_u8, text).hash(hasher),
        Value::Number(number) => (4_u8, number.as_f64().map(f64::to_bits)).hash(hasher),
        Value::Bool(value) => (5_u8, value).hash(hasher),
        Value::Null => hasher.write_u8(6),
    }
}

/// Pairs things by equal keys: those with one key in the order they stand.
/// Places that are already `taken` are passed by; those paired are taken then.
pub(super) fn by_key<K: Ord>(
    from: &[Option<K>],
    to: &[Option<K>],
    taken: &mut Taken,
) -> Vec<(usize, usize)> {
    let mut places: BTreeMap<&K, std::collections::VecDeque<usize>> = BTreeMap::new();
    for (place, key) in from.iter().enumerate() {
        if let Some(key) = key
            && !taken.from[place]
        {
            places.entry(key).or_default().push_back(place);
        }
    }
    let mut pairs = Vec::new();
    for (place, key) in to.iter().enumerate() {
        if let Some(key) = key
            && !taken.to[place]
            && let Some(first) = places
                .get_mut(key)
                .and_then(std::collections::VecDeque::pop_front)
        {
            taken.take(first, place);
            pairs.push((first, place));
        }
    }
    pairs
}

/// Pairs what is left by likeness, the most alike first, as long as they are
/// at least `least` alike, of 1000. Of equal ones those that stand at near
/// places. Nothing is paired where that would take too long, or where `may`
/// denies it.
pub(super) fn by_likeness(
    from: &[Words],
    to: &[Words],
    least: u32,
    taken: &mut Taken,
    may: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let left: Vec<usize> = (0..from.len()).filter(|&at| !taken.from[at]).collect();
    let right: Vec<usize> = (0..to.len()).filter(|&at| !taken.to[at]).collect();
    let sizes = |places: &[usize], of: &[Words]| -> usize {
        places.iter().map(|&place| of[place].0.len() + 1).sum()
    };
    let work = sizes(&left, from)
        .saturating_mul(right.len())
        .saturating_add(sizes(&right, to).saturating_mul(left.len()));
    if work > BUDGET {
        return Vec::new();
    }
    let mut candidates = Vec::new();
    for &a in &left {
        for &b in &right {
            if may(a, b) {
                let likeness = from[a].likeness(&to[b]);
                if likeness >= least {
                    candidates.push((1000 - likeness, a.abs_diff(b), a + b, a, b));
                }
            }
        }
    }
    candidates.sort_unstable();
    let mut pairs = Vec::new();
    for (_, _, _, a, b) in candidates {
        if !taken.from[a] && !taken.to[b] {
            taken.take(a, b);
            pairs.push((a, b));
        }
    }
    pairs
}

/// Which places of both sides have found their pair.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    pub(super) from: Vec<bool>,
    pub(super) to: Vec<bool>,
}

impl Taken {
    pub(super) fn none(from: usize, to: usize) -> Self {
        Self {
            from: vec![false; from],
            to: vec![false; to],
        }
    }

    pub(super) fn take(&mut self, from: usize, to: usize) {
        self.from[from] = true;
        self.to[to] = true;
    }

    /// The places of the `from` side without a pair.
    pub(super) fn left_from(&self) -> Vec<usize> {
        (0..self.from.len())
            .filter(|&place| !self.from[place])
            .collect()
    }

    /// The places of the `to` side without a pair.
    pub(super) fn left_to(&self) -> Vec<usize> {
        (0..self.to.len())
            .filter(|&place| !self.to[place])
            .collect()
    }
}

/// Of pairs in the order of `from`, those that did not keep their order: the
/// fewest whose absence leaves the rest in order.
pub(super) fn out_of_order(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut sorted = pairs.to_vec();
    sorted.sort_unstable();
    // The longest increasing run of places on the other side, by patience.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; sorted.len()];
    for (index, &(_, to)) in sorted.iter().enumerate() {
        let pile = tails.partition_point(|&tail| sorted[tail].1 < to);
        before[index] = pile.checked_sub(1).map(|pile| tails[pile]);
        if pile == tails.len() {
            tails.push(index);
        } else {
            tails[pile] = index;
        }
    }
    let mut kept = vec![false; sorted.len()];
    let mut next = tails.last().copied();
    while let Some(index) = next {
        kept[index] = true;
        next = before[index];
    }
    let moved = sorted.iter().zip(&kept).filter(|(_, kept)| !**kept);
    moved.map(|(pair, _)| *pair).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Taken, Words, by_key, by_likeness, out_of_order};

    #[test]
    fn equal_keys_pair_in_order() {
        let keys = |text: &str| -> Vec<_> { text.chars().map(Some).collect() };
        let mut taken = Taken::none(4, 3);
        let pairs = by_key(&keys("abab"), &keys("baa"), &mut taken);
        assert_eq!(pairs, [(1, 0), (0, 1), (2, 2)]);
        assert_eq!(taken.left_from(), [3]);
        assert!(taken.left_to().is_empty());
    }

    #[test]
    fn the_most_alike_pair_first() {
        let words = |texts: &[&str]| -> Vec<_> {
            texts.iter().map(|text| Words::of(&json!(text))).collect()
        };
        let from = words(&["a b c d", "x y z"]);
        let to = words(&["x y", "a b c e", "q"]);
        let mut taken = Taken::none(2, 3);
        let pairs = by_likeness(&from, &to, 500, &mut taken, |_, _| true);
        assert_eq!(pairs, [(1, 0), (0, 1)]);
    }

    #[test]
    fn too_many_to_look_at_stay_alone() {
        let words: Vec<_> = (0..5_000).map(|n| Words::of(&json!(n))).collect();
        let mut taken = Taken::none(words.len(), words.len());
        assert!(by_likeness(&words, &words, 500, &mut taken, |_, _| true).is_empty());
    }

    #[test]
    fn the_fewest_are_out_of_order() {
        assert_eq!(out_of_order(&[(0, 0), (1, 2), (2, 3), (3, 1)]), [(3, 1)]);
        assert!(out_of_order(&[(0, 5), (4, 9)]).is_empty());
    }
}
