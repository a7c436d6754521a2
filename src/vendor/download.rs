//! Single files by https, with the system's curl.

use std::{
    io::{self, Read as _},
    process::{Child, Command, Stdio},
};

use super::store::Network;

/// The largest file that is taken, in bytes.
const MOST: u64 = 16 << 20;

/// What curl's exit codes say of a transfer that another try may end better:
/// no connection, a part of the file, no time left, nothing, a broken line.
const AGAIN: [i32; 5] = [7, 18, 28, 52, 56];

/// Why a file is not to be had.
#[derive(Debug)]
pub enum DownloadError {
    /// curl could not be started.
    Start(io::Error),
    /// What curl said.
    Failed(String),
    /// Larger than 16 MiB.
    Large,
}

/// Whether an URL may be asked: https, or http to this machine; no user, no
/// password, and nothing that needs an escape.
#[must_use]
pub fn is_url(url: &str) -> bool {
    let (rest, is_plain) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (rest, false),
        (_, Some(rest)) => (rest, true),
        _ => return false,
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
        _ => authority,
    };
    let named = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    let is_host = (!host.is_empty() && host.bytes().all(named)) || host == "[::1]";
    let is_here = matches!(host, "127.0.0.1" | "localhost" | "[::1]");
    let is_visible = |b: u8| b.is_ascii_graphic() && !matches!(b, b'"' | b'\\' | b'<' | b'>');
    url.len() <= 2000 && url.bytes().all(is_visible) && is_host && (is_here || !is_plain)
}

/// The bytes at an URL that [`is_url`]. Redirections are followed to https
/// alone; no file of settings is read.
///
/// # Errors
/// All of [`DownloadError`].
pub fn download(url: &str, network: &Network) -> Result<Vec<u8>, DownloadError> {
    let mut tries = 0;
    loop {
        match once(url, network) {
            Err((DownloadError::Failed(_), Some(code)))
                if AGAIN.contains(&code) && tries < network.retries =>
            {
                tries += 1;
            }
            result => return result.map_err(|(error, _)| error),
        }
    }
}

fn once(url: &str, network: &Network) -> Result<Vec<u8>, (DownloadError, Option<i32>)> {
    let start = |error| (DownloadError::Start(error), None);
    let mut child = Command::new("curl")
        // First of all: no ~/.curlrc.
        .arg("--disable")
        .args(["--silent", "--show-error", "--fail", "--globoff"])
        .args(["--location", "--max-redirs", "5"])
        .args(["--proto", "=https,http", "--proto-redir", "=https"])
        .args(["--connect-timeout", "30", "--max-time"])
        .arg(network.timeout.as_secs().to_string())
        .args(["--max-filesize", &MOST.to_string()])
        // Whatever it begins with, it is no option.
        .args(["--url", url])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(start)?;
    let taken = take(&mut child);
    if !matches!(&taken, Ok(bytes) if bytes.len() as u64 <= MOST) {
        // It may have ended by itself.
        let _ = child.kill();
    }
    let ended = child.wait_with_output().map_err(start)?;
    let bytes = taken.map_err(start)?;
    // curl's own word for a file that says how large it is.
    if bytes.len() as u64 > MOST || ended.status.code() == Some(63) {
        return Err((DownloadError::Large, None));
    }
    if ended.status.success() {
        return Ok(bytes);
    }
    let words = String::from_utf8_lossy(&ended.stderr);
    let words = words.trim().lines().last().unwrap_or_default();
    let words = words.split_once(") ").map_or(words, |(_, words)| words);
    let failed = DownloadError::Failed(words.to_owned());
    Err((failed, ended.status.code()))
}

fn take(child: &mut Child) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let stdout = child.stdout.take().expect("it is piped");
    stdout.take(MOST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::is_url;

    #[test]
    fn only_https_is_asked_and_this_machine() {
        for url in [
            "https://example.org/a.json",
            "https://example.org:8443/a.json?orgId=1",
            "http://127.0.0.1:8000/a.json",
            "http://localhost/a",
            "http://[::1]:80/a",
        ] {
            assert!(is_url(url), "{url}");
        }
        for url in [
            "http://example.org/a.json",
            "http://127.0.0.1.example.org/",
            "http://127.0.0.1@example.org/",
            "http://127.0.0.1:80@example.org/",
            "http://localhost\\@example.org/",
            "file:///a",
            "ftp://example.org/a",
            "https:///a",
            "https://user@example.org/a",
            "https://example.org/a b",
            "https://example.org/\n-o",
            "https://example.org/\u{202e}",
            "-o/tmp/x",
            "--config=x",
            "@/tmp/x",
            "HTTPS://example.org",
            "",
        ] {
            assert!(!is_url(url), "{url}");
        }
    }
}
