//! Waiting until what was written is on the disk.
//!
//! A power failure keeps files in no order that a program can see, so all new
//! contents must be on the disk before they take the place of the old. Each
//! `fsync` waits for the disk to empty its cache; many at once share that.
//!
//! Measured on ext4 with 130 new files of 43 kB, which take 4 ms to write:
//! `fsync` after each file 47 ms, all at the end 31, all at the end in 16
//! threads 12, with writing out begun as each file is closed 11. One `syncfs`
//! takes 6 to 11, but also waits for what every other process has written:
//! 600 ms after a copy of 1.5 GB. The disk itself needs 9.

use std::fs::File;
use std::io;

use crate::tree::folder::{Folder, SYNC, point};

/// Files kept open until they are waited for: below the 256 descriptors that
/// macOS allows a process.
const BATCH: usize = 192;
const THREADS: usize = 16;

/// New files that are not yet known to be on the disk.
#[derive(Debug, Default)]
pub(crate) struct Fresh(Vec<File>);

enum Item<'a> {
    File(&'a File),
    Folder(&'a Folder),
}

impl Item<'_> {
    fn wait(&self) -> io::Result<()> {
        match self {
            Self::File(file) => file.sync_all(),
            Self::Folder(folder) => folder.wait(),
        }
    }
}

impl Fresh {
    /// Takes a file that was just written, and waits when there are many.
    pub fn push(&mut self, file: File) -> io::Result<()> {
        self.0.push(file);
        if self.0.len() < BATCH {
            return Ok(());
        }
        std::mem::take(self).finish([])
    }

    /// Waits for all files, and for the entries of `folders`.
    pub fn finish<'a>(self, folders: impl IntoIterator<Item = &'a Folder>) -> io::Result<()> {
        let mut items: Vec<Item<'_>> = folders.into_iter().map(Item::Folder).collect();
        items.extend(self.0.iter().map(Item::File));
        wait(&items)
    }
}

fn wait(items: &[Item<'_>]) -> io::Result<()> {
    items.iter().try_for_each(|_| point())?;
    if !SYNC {
        return Ok(());
    }
    let share = items.len().div_ceil(THREADS).max(4);
    let mut shares = items.chunks(share);
    let own = shares.next().unwrap_or_default();
    std::thread::scope(|scope| {
        let mut here = vec![own];
        let mut threads = Vec::new();
        for share in shares {
            let work = move || share.iter().try_for_each(Item::wait);
            match std::thread::Builder::new().spawn_scoped(scope, work) {
                Ok(thread) => threads.push(thread),
                // Where no more threads are to be had, it only takes longer.
                Err(_) => here.push(share),
            }
        }
        let mut result = here.into_iter().flatten().try_for_each(Item::wait);
        for thread in threads {
            result = result.and(thread.join().expect("waiting for a disk does not panic"));
        }
        result
    })
}
