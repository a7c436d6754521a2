//! Rule tests: promtool's files, run on the rules of environments.
//!
//! `rule_files` names rules as promtool's do, and besides: an environment by
//! its name (its fresh build), `'*'` for each environment in turn, and folders
//! or files of manifests, from which the rules are taken.

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fmt::Write as _,
    fs,
    io::{self, Read, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{LazyLock, mpsc},
    thread,
    time::Duration,
};

use regex::Regex;
use serde_json::Value;

use super::{
    Finding, Test, line_of,
    rules::{rule_file, sources},
};
use crate::{
    diff::Files,
    limits::Limits,
    side::{self, SideError},
    yaml::{self, YamlError},
};

/// Each environment in turn.
const ALL: &str = "*";

/// A file of rule tests.
#[derive(Clone, Debug)]
pub struct RuleTests {
    /// Where it lies.
    pub path: PathBuf,
    /// Relative to the project.
    pub shown: String,
    text: String,
    document: Value,
    rule_files: Vec<String>,
}

/// Why rule tests cannot be run.
#[derive(Debug)]
pub enum RuleTestError {
    /// The file cannot be read.
    Io(PathBuf, io::Error),
    /// The file is no YAML.
    Yaml(String, YamlError),
    /// What it should have and has not: the file, and the words.
    Form(String, &'static str),
    /// `rule_files` names something that is neither an environment nor there:
    /// the file, the name, and the environments that there are.
    NoRules(String, String, Vec<String>),
    /// There are no rules in what `rule_files` names: the file, and the name.
    Empty(String, String),
    /// A folder of `rule_files` cannot be read.
    Side(SideError),
    /// Promtool cannot be run: how it was named, and why.
    Tool(String, io::Error),
    /// It did not end within this time.
    TimedOut(String, Duration),
}

/// The program that judges.
#[derive(Clone, Debug)]
pub struct Promtool {
    program: OsString,
    timeout: Duration,
}

impl Promtool {
    /// `$PROMTOOL` if it is set, else the one in `PATH`. A run that takes
    /// longer than `timeout` is ended.
    #[must_use]
    pub fn find(timeout: Duration) -> Self {
        let program = std::env::var_os("PROMTOOL").filter(|name| !name.is_empty());
        Self {
            program: program.unwrap_or_else(|| "promtool".into()),
            timeout,
        }
    }

    /// Runs it in `folder` on a file of tests; what it complains of, nothing if
    /// all is well.
    fn test(&self, folder: &Path, file: &Path) -> Result<Option<String>, RuleTestError> {
        let name = self.program.to_string_lossy().into_owned();
        let failed = |error| RuleTestError::Tool(name.clone(), error);
        let mut child = Command::new(&self.program)
            .args(["test", "rules"])
            .arg(file)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let (sender, ended) = mpsc::channel();
        let pipes: [Box<dyn Read + Send>; 2] = [
            Box::new(child.stdout.take().expect("piped")),
            Box::new(child.stderr.take().expect("piped")),
        ];
        for mut pipe in pipes {
            let sender = sender.clone();
            thread::spawn(move || {
                let mut bytes = Vec::new();
                let _ = pipe.read_to_end(&mut bytes);
                let _ = sender.send(String::from_utf8_lossy(&bytes).into_owned());
            });
        }
        let mut words = String::new();
        for _ in 0..2 {
            let Ok(text) = ended.recv_timeout(self.timeout) else {
                // It may have ended just now.
                let _ = child.kill();
                let _ = child.wait();
                return Err(RuleTestError::TimedOut(name, self.timeout));
            };
            words.push_str(&text);
        }
        let status = child.wait().map_err(failed)?;
        Ok((!status.success()).then(|| match words.trim() {
            "" => status.to_string(),
            _ => words,
        }))
    }
}

impl RuleTests {
    /// Reads a file of tests; `shown` is how messages name it.
    ///
    /// # Errors
    /// A file that is no YAML, or has no `rule_files` or `tests`.
    pub fn read(path: &Path, shown: String) -> Result<Self, RuleTestError> {
        let text =
            fs::read_to_string(path).map_err(|error| RuleTestError::Io(path.to_owned(), error))?;
        let document = parse(&text).map_err(|error| RuleTestError::Yaml(shown.clone(), error))?;
        let Some(listed) = document["rule_files"].as_array() else {
            return Err(RuleTestError::Form(
                shown,
                "has no list `rule_files`, which says what rules it tests",
            ));
        };
        let listed: Option<Vec<String>> = listed
            .iter()
            .map(|name| Some(name.as_str()?.to_owned()))
            .collect();
        let Some(rule_files) = listed else {
            return Err(RuleTestError::Form(
                shown,
                "has something in `rule_files` that is no text",
            ));
        };
        if !document["tests"].is_array() {
            return Err(RuleTestError::Form(shown, "has no list `tests`"));
        }
        Ok(Self {
            path: path.to_owned(),
            shown,
            text,
            document,
            rule_files,
        })
    }

    /// The tests in it.
    #[must_use]
    pub fn tests(&self) -> &[Value] {
        self.document["tests"].as_array().map_or(&[], Vec::as_slice)
    }

    /// Whether it names anything that may be an environment.
    #[must_use]
    pub fn names_environments(&self) -> bool {
        self.rule_files
            .iter()
            .any(|name| self.may_be_environment(name))
    }

    fn may_be_environment(&self, name: &str) -> bool {
        name == ALL || !name.contains(['/', '*', '?', '[']) && !self.beside(name).exists()
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.path.parent().unwrap_or(Path::new("")).join(name)
    }

    /// The environments that it tests.
    ///
    /// # Errors
    /// A name that is none of `known`.
    pub fn environments(&self, known: &[String]) -> Result<Vec<String>, RuleTestError> {
        let mut found = Vec::new();
        for name in &self.rule_files {
            if name == ALL {
                found.extend(known.iter().cloned());
            } else if self.may_be_environment(name) {
                if !known.contains(name) {
                    return Err(RuleTestError::NoRules(
                        self.shown.clone(),
                        name.clone(),
                        known.to_vec(),
                    ));
                }
                found.push(name.clone());
            }
        }
        found.sort();
        found.dedup();
        Ok(found)
    }

    /// Runs the tests, once for each of its environments, whose trees are
    /// `trees`; once where it names none.
    ///
    /// # Errors
    /// Rules that are not there, and promtool's absence.
    pub fn run(
        &self,
        trees: &BTreeMap<String, Files>,
        known: &[String],
        tool: &Promtool,
        limits: &Limits,
    ) -> Result<Vec<Test>, RuleTestError> {
        let environments = self.environments(known)?;
        let mut tests = Vec::new();
        if environments.is_empty() {
            tests.extend(self.run_on(None, tool, limits)?);
        }
        for name in &environments {
            let files = trees
                .get(name)
                .expect("every environment that is named was built");
            tests.extend(self.run_on(Some((name, files)), tool, limits)?);
        }
        Ok(tests)
    }

    fn run_on(
        &self,
        environment: Option<(&String, &Files)>,
        tool: &Promtool,
        limits: &Limits,
    ) -> Result<Vec<Test>, RuleTestError> {
        let folder = tempfile::Builder::new().prefix("mixgen-test-").tempdir();
        let folder = folder.map_err(|error| RuleTestError::Io(std::env::temp_dir(), error))?;
        let mut rules = Vec::new();
        for name in &self.rule_files {
            let (files, shown) = if self.may_be_environment(name) {
                match environment {
                    Some((environment, files)) if name == ALL || name == environment => {
                        (files.clone(), environment)
                    }
                    _ => continue,
                }
            } else {
                let Some(files) = self.files(name, limits)? else {
                    rules.push(self.beside(name).display().to_string());
                    continue;
                };
                (files, name)
            };
            let sources = sources(&files);
            if sources.is_empty() {
                return Err(RuleTestError::Empty(self.shown.clone(), shown.clone()));
            }
            for source in sources {
                let path = folder.path().join(format!("{}.rules.yml", rules.len()));
                write(&path, &rule_file(&source))?;
                rules.push(path.display().to_string());
            }
        }
        let Some(text) = with_rule_files(&self.text, &self.document, &rules) else {
            return Err(RuleTestError::Form(
                self.shown.clone(),
                "has a `rule_files` that cannot be replaced: begin a line with it, and list the names below",
            ));
        };
        let file = folder.path().join("tests.yml");
        write(&file, &text)?;
        let beside = self
            .path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        let words = tool.test(beside.unwrap_or(Path::new(".")), &file)?;
        let words = words.map(|words| {
            let words = words.replace(&file.display().to_string(), &self.shown);
            words.replace(&folder.path().display().to_string(), "rules")
        });
        Ok(self.ended(environment.map(|(name, _)| name.clone()), words.as_deref()))
    }

    /// The files that a name in `rule_files` leads to; none where promtool is
    /// to find them itself.
    fn files(&self, name: &str, limits: &Limits) -> Result<Option<Files>, RuleTestError> {
        let path = self.beside(name);
        if path.is_dir() {
            let contents = side::folder(&path, name, limits).map_err(RuleTestError::Side)?;
            return Ok(Some(contents.files));
        }
        if path.is_file() {
            let bytes = fs::read(&path).map_err(|error| RuleTestError::Io(path.clone(), error))?;
            return Ok(Some(Files::from([(name.to_owned(), bytes)])));
        }
        if name.contains(['*', '?', '[']) {
            return Ok(None);
        }
        Err(RuleTestError::NoRules(
            self.shown.clone(),
            name.to_owned(),
            Vec::new(),
        ))
    }

    /// One result for each test: promtool's complaints go to the tests that
    /// they are about, and those about none in particular to the file.
    fn ended(&self, environment: Option<String>, words: Option<&str>) -> Vec<Test> {
        let mut tests: Vec<Test> = self
            .tests()
            .iter()
            .enumerate()
            .map(|(index, test)| {
                let name = test["name"].as_str();
                Test {
                    file: self.shown.clone(),
                    line: name.and_then(|name| line_of(&self.text, |line| names(line, name))),
                    name: name.map_or_else(|| format!("test {}", index + 1), str::to_owned),
                    environment: environment.clone(),
                    findings: Vec::new(),
                }
            })
            .collect();
        let Some(words) = words else {
            return tests;
        };
        let mut others = Vec::new();
        let words: Vec<&str> = words.lines().filter(is_said).collect();
        let words = words.join("\n");
        for complaint in complaints(&words) {
            match self.about(&complaint) {
                Some(index) => tests[index].findings.push(Finding::Promtool(complaint)),
                None => others.push(complaint),
            }
        }
        if !others.is_empty() || tests.iter().all(|test| test.findings.is_empty()) {
            let all = if others.is_empty() {
                words.trim_end().to_owned()
            } else {
                others.join("\n")
            };
            tests.push(Test {
                file: self.shown.clone(),
                line: None,
                name: String::new(),
                environment,
                findings: vec![Finding::Promtool(all)],
            });
        }
        tests
    }

    /// The one test that a complaint is about, as far as it says.
    fn about(&self, complaint: &str) -> Option<usize> {
        let first = complaint.lines().next()?.trim();
        let tests = self.tests().iter().enumerate();
        let mut found =
            tests.filter(
                |(_, test)| match (first.strip_prefix("name: "), test["name"].as_str()) {
                    (Some(wanted), Some(name)) => wanted.trim_end_matches(',') == name.trim(),
                    (Some(_), None) => false,
                    (None, _) => checks(test).any(|check| {
                        let alert = check["alertname"]
                            .as_str()
                            .map(|name| format!("alertname: {name},"));
                        let query = check["expr"]
                            .as_str()
                            .map(|expr| format!("expr: {expr:?},"));
                        [alert, query]
                            .into_iter()
                            .flatten()
                            .any(|begin| first.starts_with(&begin))
                    }),
                },
            );
        let (index, _) = found.next()?;
        found.next().is_none().then_some(index)
    }
}

/// What a test looks at.
pub(super) fn checks(test: &Value) -> impl Iterator<Item = &Value> {
    ["alert_rule_test", "promql_expr_test"]
        .into_iter()
        .flat_map(|kind| test[kind].as_array().into_iter().flatten())
}

/// Whether a line says more than that something was tested.
fn is_said(line: &&str) -> bool {
    let line = line.trim();
    let frame = ["Unit Testing:", "SUCCESS", "FAILED:"];
    !line.is_empty() && !frame.iter().any(|word| line.starts_with(word))
}

/// Promtool's complaints, one for each thing that is not as it should be.
fn complaints(words: &str) -> Vec<String> {
    let begins = ["    name: ", "    alertname: ", "    expr: "];
    let mut found: Vec<String> = Vec::new();
    for line in words.lines() {
        let begin = begins.iter().any(|begin| line.starts_with(begin));
        // A name is told before what it is the name of.
        let belongs = found
            .last()
            .is_some_and(|last| last.starts_with("    name: ") && !last.contains('\n'));
        match found.last_mut() {
            Some(last) if !begin || belongs => {
                last.push('\n');
                last.push_str(line);
            }
            _ if begin => found.push(line.to_owned()),
            _ => {}
        }
    }
    found
        .into_iter()
        .map(|text| text.trim_end().to_owned())
        .collect()
}

/// Whether a line of YAML gives a test its name.
fn names(line: &str, name: &str) -> bool {
    let line = line.trim_start().trim_start_matches("- ").trim_start();
    line.strip_prefix("name:")
        .is_some_and(|rest| rest.trim().trim_matches(['\'', '"']) == name.trim())
}

/// The text with other `rule_files`; none where that cannot be done without
/// changing more.
fn with_rule_files(text: &str, document: &Value, rules: &[String]) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let begin = lines
        .iter()
        .position(|line| line.starts_with("rule_files:"))?;
    let goes_on = |line: &&str| line.is_empty() || line.starts_with([' ', '\t', '-', '#', ']']);
    let after = begin
        + 1
        + lines[begin + 1..]
            .iter()
            .take_while(|line| goes_on(line))
            .count();
    let listed = Value::from(rules.to_vec());
    let mut new = lines[..begin].join("\n");
    let _ = writeln!(new, "\nrule_files: {listed}");
    new.push_str(&lines[after..].join("\n"));
    new.push('\n');
    let mut wanted = document.clone();
    wanted["rule_files"] = listed;
    parse(&new).is_ok_and(|seen| seen == wanted).then_some(new)
}

/// The document of a file of tests. JSON has no word for what is no number, so
/// that is read as 0: only promtool needs it.
fn parse(text: &str) -> Result<Value, YamlError> {
    static NO_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(value:\s*)[-+]?\.(?:nan|NaN|NAN|inf|Inf|INF)\b").expect("it is valid")
    });
    let text = NO_NUMBER.replace_all(text, "${1}0");
    let mut documents = yaml::parse(&text)?;
    documents.truncate(1);
    Ok(documents.pop().unwrap_or(Value::Null))
}

fn write(path: &Path, text: &str) -> Result<(), RuleTestError> {
    let written = fs::File::create(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| RuleTestError::Io(path.to_owned(), error))
}
