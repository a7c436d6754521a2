//! A web server for git repositories: `git http-backend` behind a socket, or
//! plain files.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Arc, Mutex},
    thread,
};

/// How a server answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// By `git http-backend`.
    Smart,
    /// With files, which know nothing of git.
    Dumb,
    /// By `git http-backend`, to those who say `u` and `w`.
    Guarded,
    /// From `team/`, for those who ask for `old/`; else as [`Self::Smart`].
    Moved,
    /// With an error to each first request of three, else as [`Self::Smart`].
    Shaky,
}

/// A server on this machine, as long as the process runs.
pub struct Server {
    pub port: u16,
    /// Method and path of each request.
    pub requests: Arc<Mutex<Vec<String>>>,
}

/// Serves the repositories below a folder.
pub fn serve(root: &Path, manner: Manner) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let port = listener.local_addr().expect("it is bound").port();
    let requests = Arc::new(Mutex::new(Vec::new()));
    let (root, log) = (root.to_owned(), Arc::clone(&requests));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (root, log) = (root.clone(), Arc::clone(&log));
            // A client that leaves early is no matter.
            thread::spawn(move || drop(answer(stream, &root, manner, &log)));
        }
    });
    Server { port, requests }
}

struct Request {
    method: String,
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
    }
}

fn read(stream: &TcpStream) -> std::io::Result<Request> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let method = words.next().unwrap_or_default().to_owned();
    let target = words.next().unwrap_or_default().to_owned();
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let mut request = Request {
        method,
        path: path.to_owned(),
        query: query.to_owned(),
        headers: Vec::new(),
        body: Vec::new(),
    };
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let Some((key, value)) = line.trim_end().split_once(':') else {
            break;
        };
        let header = (key.to_ascii_lowercase(), value.trim().to_owned());
        request.headers.push(header);
    }
    if request.header("transfer-encoding") == "chunked" {
        loop {
            let mut size = String::new();
            reader.read_line(&mut size)?;
            let size = u64::from_str_radix(size.trim(), 16).unwrap_or(0);
            let mut chunk = Vec::new();
            reader.by_ref().take(size + 2).read_to_end(&mut chunk)?;
            if size == 0 {
                break;
            }
            chunk.truncate(chunk.len() - 2);
            request.body.extend(chunk);
        }
    } else {
        let length = request.header("content-length").parse().unwrap_or(0);
        reader.take(length).read_to_end(&mut request.body)?;
    }
    Ok(request)
}

fn answer(
    mut stream: TcpStream,
    root: &Path,
    manner: Manner,
    log: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let request = read(&stream)?;
    let number = {
        let mut log = log.lock().expect("no thread panics with it");
        log.push(format!("{} {}", request.method, request.path));
        log.len()
    };
    let head = |status: &str| format!("HTTP/1.1 {status}\r\nConnection: close\r\n");
    if manner == Manner::Shaky && number % 3 == 1 {
        return stream.write_all((head("503 Busy") + "\r\n").as_bytes());
    }
    // `u:w` in base64.
    if manner == Manner::Guarded && request.header("authorization") != "Basic dTp3" {
        let ask = "WWW-Authenticate: Basic realm=\"x\"\r\n\r\n";
        return stream.write_all((head("401 Who") + ask).as_bytes());
    }
    if manner == Manner::Moved && request.path.starts_with("/old/") {
        let to = request.path.replacen("/old/", "/team/", 1);
        let host = request.header("host");
        let to = format!("Location: http://{host}{to}?{}\r\n\r\n", request.query);
        return stream.write_all((head("301 Moved") + &to).as_bytes());
    }
    if manner == Manner::Dumb {
        let file = root.join(request.path.trim_start_matches('/'));
        return match fs::read(file) {
            Ok(bytes) => {
                stream.write_all((head("200 OK") + "\r\n").as_bytes())?;
                stream.write_all(&bytes)
            }
            Err(_) => stream.write_all((head("404 None") + "\r\n").as_bytes()),
        };
    }
    let (headers, body) = backend(&request, root)?;
    let status = headers
        .lines()
        .find_map(|line| line.strip_prefix("Status: "))
        .unwrap_or("200 OK");
    stream.write_all(head(status).as_bytes())?;
    stream.write_all(headers.as_bytes())?;
    stream.write_all(&body)
}

/// What `git http-backend` answers: headers with an empty line, and body.
fn backend(request: &Request, root: &Path) -> std::io::Result<(String, Vec<u8>)> {
    let root: PathBuf = root.canonicalize()?;
    let mut child = Command::new("git")
        .arg("http-backend")
        .env("GIT_PROJECT_ROOT", root)
        .env("GIT_HTTP_EXPORT_ALL", "1")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("REQUEST_METHOD", &request.method)
        .env("PATH_INFO", &request.path)
        .env("QUERY_STRING", &request.query)
        .env("CONTENT_TYPE", request.header("content-type"))
        .env("CONTENT_LENGTH", request.body.len().to_string())
        .env("HTTP_CONTENT_ENCODING", request.header("content-encoding"))
        .env("GIT_PROTOCOL", request.header("git-protocol"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut input = child.stdin.take().expect("it is piped");
    let body = request.body.clone();
    let writer = thread::spawn(move || drop(input.write_all(&body)));
    let output = child.wait_with_output()?.stdout;
    writer.join().expect("writing does not panic");
    let end = output.windows(4).position(|it| it == b"\r\n\r\n");
    let end = end.map_or(output.len(), |end| end + 4);
    let headers = String::from_utf8_lossy(&output[..end]).into_owned();
    Ok((headers, output[end..].to_vec()))
}
