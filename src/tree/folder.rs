//! A folder held by a descriptor, and all system calls that change one.
//!
//! Every name given here is one segment and is looked up in an open folder,
//! without following a symbolic link. Deeper paths are walked segment by
//! segment. So nothing that is planted in a folder, not even while mixgen
//! runs, leads out of it. (Linux' `openat2` says the same in one call; trees
//! are three deep, descriptors are kept, and one way that works everywhere is
//! easier to trust than two.)

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt as _;
use std::path::Path;

use rustix::fs::{AtFlags, FileType, Mode, OFlags, RenameFlags};
use rustix::io::Errno;
use sha2::Digest as _;

use crate::tree::Digest;
#[cfg(test)]
use crate::tree::fault;

const FOLDER_FLAGS: OFlags = OFlags::DIRECTORY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::CLOEXEC)
    .union(OFlags::RDONLY);
/// What mixgen makes has these modes, whatever the umask.
const FILE_MODE: Mode = Mode::from_raw_mode(0o644);
const FOLDER_MODE: Mode = Mode::from_raw_mode(0o755);
/// The unit tests, which write the same thousand times, cannot see a power
/// failure and do not wait for the disk.
pub(super) const SYNC: bool = cfg!(not(test));

/// What lies at a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, wherever it leads.
    Symlink,
    /// A device, a pipe, a socket.
    Other,
}

/// What can be known of an entry without reading it: two equal ones mean that
/// nobody has written to it in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Signature {
    pub kind: Kind,
    pub size: u64,
    /// The file system it lies on; of a folder, the one mounted there.
    pub device: u64,
    inode: u64,
    modified: (i128, i128),
}

/// An open folder.
#[derive(Debug)]
pub(crate) struct Folder(OwnedFd);

impl Folder {
    /// Opens the folder at `path`, whose last segment is no symbolic link.
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self(rustix::fs::openat(
            rustix::fs::CWD,
            path,
            FOLDER_FLAGS,
            Mode::empty(),
        )?))
    }

    /// The folder `name`, or nothing when there is no such entry.
    pub fn child(&self, name: &str) -> io::Result<Option<Self>> {
        match rustix::fs::openat(&self.0, name, FOLDER_FLAGS, Mode::empty()) {
            Ok(fd) => Ok(Some(Self(fd))),
            Err(Errno::NOENT) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The folder at a path of validated segments, empty for this one, or
    /// nothing when there is no folder at it or on the way.
    pub fn walk(&self, path: &str) -> io::Result<Option<Self>> {
        let mut at = Self(self.0.try_clone()?);
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            match at.child(segment) {
                Ok(Some(next)) => at = next,
                Ok(None) => return Ok(None),
                Err(error) if is_no_folder(&error) => return Ok(None),
                Err(error) => return Err(error),
            }
        }
        Ok(Some(at))
    }

    /// Makes the folder `name`, which must not exist.
    pub fn make_child(&self, name: &str) -> io::Result<Self> {
        point()?;
        rustix::fs::mkdirat(&self.0, name, FOLDER_MODE)?;
        let made = Self(rustix::fs::openat(
            &self.0,
            name,
            FOLDER_FLAGS,
            Mode::empty(),
        )?);
        rustix::fs::fchmod(&made.0, FOLDER_MODE)?;
        Ok(made)
    }

    /// The folder `name`, made if it does not exist, and whether it was.
    pub fn child_or_make(&self, name: &str) -> io::Result<(Self, bool)> {
        if let Some(there) = self.child(name)? {
            return Ok((there, false));
        }
        match self.make_child(name) {
            Ok(made) => Ok((made, true)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let there = self.child(name)?.ok_or(io::ErrorKind::NotFound)?;
                Ok((there, false))
            }
            Err(error) => Err(error),
        }
    }

    /// What lies at `name`, if anything does.
    pub fn stat(&self, name: &(impl AsRef<OsStr> + ?Sized)) -> io::Result<Option<Signature>> {
        let stat = match rustix::fs::statat(&self.0, name.as_ref(), AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => stat,
            Err(Errno::NOENT) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let kind = match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => Kind::File,
            FileType::Directory => Kind::Folder,
            FileType::Symlink => Kind::Symlink,
            _ => Kind::Other,
        };
        Ok(Some(Signature {
            kind,
            size: u64::try_from(stat.st_size).unwrap_or(0),
            device: stat.st_dev,
            inode: stat.st_ino,
            modified: (stat.st_mtime.into(), stat.st_mtime_nsec.into()),
        }))
    }

    /// The inode at `name`, if anything is there.
    pub fn inode(&self, name: &str) -> io::Result<Option<u64>> {
        Ok(self.stat(name)?.map(|signature| signature.inode))
    }

    /// The names of all entries, sorted by bytes.
    pub fn entries(&self) -> io::Result<Vec<OsString>> {
        let mut names = Vec::new();
        for entry in rustix::fs::Dir::read_from(&self.0)? {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if name != b"." && name != b".." {
                names.push(OsStr::from_bytes(name).to_owned());
            }
        }
        names.sort();
        Ok(names)
    }

    /// Opens the regular file `name` for reading; anything else is an error,
    /// and a pipe does not block.
    fn open_file(&self, name: &str) -> io::Result<File> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = File::from(rustix::fs::openat(&self.0, name, flags, Mode::empty())?);
        if file.metadata()?.is_file() {
            Ok(file)
        } else {
            Err(io::ErrorKind::InvalidInput.into())
        }
    }

    /// The contents of the regular file `name`, or nothing when it is larger
    /// than `most` bytes.
    pub fn read(&self, name: &str, most: u64) -> io::Result<Option<Vec<u8>>> {
        let file = self.open_file(name)?;
        let size = file.metadata()?.len().min(most);
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
        file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64 <= most).then_some(bytes))
    }

    /// The digest of the regular file `name`, of any size.
    pub fn digest(&self, name: &str) -> io::Result<Digest> {
        let mut file = self.open_file(name)?;
        let mut hasher = sha2::Sha256::new();
        let mut buffer = vec![0; 64 << 10];
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(Digest::from_bytes(hasher.finalize().into())),
                count => hasher.update(&buffer[..count]),
            }
        }
    }

    /// The digest of what lies at `name`, or nothing when that is no regular
    /// file.
    pub fn digest_of_file(&self, name: &str) -> io::Result<Option<Digest>> {
        match self.stat(name)? {
            Some(Signature {
                kind: Kind::File, ..
            }) => self.digest(name).map(Some),
            _ => Ok(None),
        }
    }

    /// Writes the new file `name`, which must not exist, and returns it to be
    /// waited for, see [`Fresh`](crate::tree::durable::Fresh).
    pub fn create(&self, name: &str, contents: &[u8]) -> io::Result<File> {
        point()?;
        let flags =
            OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut file = File::from(rustix::fs::openat(&self.0, name, flags, FILE_MODE)?);
        let written = torn(&mut file, contents)?;
        file.write_all(&contents[written..])?;
        rustix::fs::fchmod(&file, FILE_MODE)?;
        start_writing(&file);
        Ok(file)
    }

    /// Writes the new file `name` as [`Folder::create`] does, and lets it be
    /// executed.
    pub fn create_executable(&self, name: &str, contents: &[u8]) -> io::Result<File> {
        let file = self.create(name, contents)?;
        rustix::fs::fchmod(&file, FOLDER_MODE)?;
        Ok(file)
    }

    /// Makes the symbolic link `name`, which must not exist.
    pub fn symlink(&self, target: &str, name: &str) -> io::Result<()> {
        point()?;
        Ok(rustix::fs::symlinkat(target, &self.0, name)?)
    }

    /// Where the symbolic link `name` leads.
    pub fn read_link(&self, name: &(impl AsRef<OsStr> + ?Sized)) -> io::Result<OsString> {
        let target = rustix::fs::readlinkat(&self.0, name.as_ref(), Vec::new())?;
        Ok(OsStr::from_bytes(target.as_bytes()).to_owned())
    }

    /// Removes whatever lies at `name`, folders with all that is in them;
    /// no link is followed.
    pub fn remove_all(&self, name: &(impl AsRef<OsStr> + ?Sized)) -> io::Result<()> {
        let name = name.as_ref();
        match self.stat(name)? {
            None => return Ok(()),
            Some(signature) if signature.kind != Kind::Folder => return self.unlink(name),
            Some(_) => {}
        }
        let inner = Self(rustix::fs::openat(
            &self.0,
            name,
            FOLDER_FLAGS,
            Mode::empty(),
        )?);
        for entry in inner.entries()? {
            inner.remove_all(&entry)?;
        }
        point()?;
        Ok(rustix::fs::unlinkat(&self.0, name, AtFlags::REMOVEDIR)?)
    }

    /// Opens `name` for locking, made if it does not exist.
    pub fn open_lock(&self, name: &str) -> io::Result<File> {
        point()?;
        let flags =
            OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        let file = File::from(rustix::fs::openat(&self.0, name, flags, FILE_MODE)?);
        if file.metadata()?.is_file() {
            Ok(file)
        } else {
            Err(io::ErrorKind::InvalidInput.into())
        }
    }

    /// Makes `to_name` in `to` a second name of the file `name`.
    pub fn link(&self, name: &str, to: &Self, to_name: &str) -> io::Result<()> {
        point()?;
        Ok(rustix::fs::linkat(
            &self.0,
            name,
            &to.0,
            to_name,
            AtFlags::empty(),
        )?)
    }

    /// Renames, in the place of what is there.
    pub fn rename(&self, name: &str, to: &Self, to_name: &str) -> io::Result<()> {
        point()?;
        Ok(rustix::fs::renameat(&self.0, name, &to.0, to_name)?)
    }

    /// Renames to a name that is free; it is an error when it is not.
    pub fn rename_to_free(
        &self,
        name: &(impl AsRef<OsStr> + ?Sized),
        to: &Self,
        to_name: &(impl AsRef<OsStr> + ?Sized),
    ) -> io::Result<()> {
        point()?;
        let (name, to_name) = (name.as_ref(), to_name.as_ref());
        match rename_with(&self.0, name, &to.0, to_name, RenameFlags::NOREPLACE) {
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
                if to.stat(to_name)?.is_some() {
                    return Err(io::ErrorKind::AlreadyExists.into());
                }
                Ok(rustix::fs::renameat(&self.0, name, &to.0, to_name)?)
            }
            other => Ok(other?),
        }
    }

    /// Exchanges two entries in one step.
    pub fn exchange(&self, name: &str, with: &Self, with_name: &str) -> io::Result<()> {
        #[cfg(test)]
        if fault::no_exchange() {
            return Err(Errno::INVAL.into());
        }
        point()?;
        let (name, with_name) = (OsStr::new(name), OsStr::new(with_name));
        Ok(rename_with(
            &self.0,
            name,
            &with.0,
            with_name,
            RenameFlags::EXCHANGE,
        )?)
    }

    /// Removes the file or link `name`; that it is gone already is fine.
    pub fn unlink(&self, name: &(impl AsRef<OsStr> + ?Sized)) -> io::Result<()> {
        point()?;
        match rustix::fs::unlinkat(&self.0, name.as_ref(), AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes the folder `name` if it is empty, and says whether it is gone.
    pub fn remove_if_empty(&self, name: &str) -> io::Result<bool> {
        point()?;
        match rustix::fs::unlinkat(&self.0, name, AtFlags::REMOVEDIR) {
            Ok(()) | Err(Errno::NOENT) => Ok(true),
            Err(Errno::NOTEMPTY | Errno::EXIST | Errno::NOTDIR | Errno::BUSY) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Waits until the folder's entries are on the disk.
    pub fn sync(&self) -> io::Result<()> {
        point()?;
        if SYNC { self.wait() } else { Ok(()) }
    }

    /// [`Folder::sync`] that never fails on purpose. File systems that cannot
    /// do it for folders are taken at their word.
    pub fn wait(&self) -> io::Result<()> {
        match rustix::fs::fsync(&self.0) {
            Ok(()) | Err(Errno::INVAL | Errno::OPNOTSUPP) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// Whether the error says that something on the way is no folder, or a link.
pub(crate) fn is_no_folder(error: &io::Error) -> bool {
    matches!(
        Errno::from_io_error(error),
        Some(Errno::NOTDIR | Errno::LOOP | Errno::MLINK)
    )
}

/// Whether the error says that a file system cannot link or exchange here, as
/// opposed to having failed at it.
pub(crate) fn is_unsupported(error: &io::Error) -> bool {
    matches!(
        Errno::from_io_error(error),
        Some(
            Errno::INVAL
                | Errno::NOSYS
                | Errno::OPNOTSUPP
                | Errno::XDEV
                | Errno::BUSY
                | Errno::PERM
                | Errno::MLINK
        )
    )
}

/// Asks the system to begin writing out, and does not wait.
fn start_writing(file: &File) {
    #[cfg(target_os = "linux")]
    {
        // Advice: a file system that ignores it only costs time.
        let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
    }
    #[cfg(not(target_os = "linux"))]
    let _ = file;
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn rename_with(
    from: &OwnedFd,
    name: &OsStr,
    to: &OwnedFd,
    to_name: &OsStr,
    flags: RenameFlags,
) -> rustix::io::Result<()> {
    rustix::fs::renameat_with(from, name, to, to_name, flags)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn rename_with(
    _: &OwnedFd,
    _: &OsStr,
    _: &OwnedFd,
    _: &OsStr,
    _: RenameFlags,
) -> rustix::io::Result<()> {
    Err(Errno::NOSYS)
}

#[cfg(not(test))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "under test a change can fail here"
)]
pub(super) fn point() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(super) fn point() -> io::Result<()> {
    fault::point()
}

/// Under test, writes half of `contents` before a fault can strike.
#[cfg(test)]
fn torn(file: &mut File, contents: &[u8]) -> io::Result<usize> {
    let half = contents.len() / 2;
    file.write_all(&contents[..half])?;
    point()?;
    Ok(half)
}

#[cfg(not(test))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "under test a write can fail halfway"
)]
fn torn(_: &mut File, _: &[u8]) -> io::Result<usize> {
    Ok(0)
}
