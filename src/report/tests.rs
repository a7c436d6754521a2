//! The words of tests that cannot be run.

use super::Diagnostic;
use crate::{testing::promtool::RuleTestError, text::did_you_mean};

impl From<&RuleTestError> for Diagnostic {
    fn from(error: &RuleTestError) -> Self {
        match error {
            RuleTestError::Io(path, error) => {
                Self::error(format!("can't read or write `{}`: {error}", path.display()))
            }
            RuleTestError::Yaml(file, error) => Self::error(format!(
                "`{file}:{}:{}` is no YAML: {}",
                error.line, error.column, error.problem
            )),
            RuleTestError::Form(file, what) => Self::error(format!("`{file}` {what}"))
                .hint("it is a file of promtool's rule tests; `mixgen test --scaffold ALERT` writes one"),
            RuleTestError::NoRules(file, name, known) => {
                let near = did_you_mean(name, known.iter().map(String::as_str));
                let near =
                    near.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
                let known = if known.is_empty() {
                    String::new()
                } else {
                    format!("environments: {}; ", known.join(", "))
                };
                Self::error(format!(
                    "`{name}`, in `rule_files` of `{file}`, is no environment and no file"
                ))
                .hint(format!(
                    "{near}{known}a path begins at the folder of the test"
                ))
            }
            RuleTestError::Empty(file, name) => Self::error(format!(
                "there are no rules in `{name}`, which `rule_files` of `{file}` names"
            )),
            RuleTestError::Side(error) => Self::from(error),
            RuleTestError::Tool(name, error) => Self::error(format!("can't run `{name}`: {error}"))
                .hint("rule tests need promtool, which comes with Prometheus: put it into PATH, or name it by PROMTOOL"),
            RuleTestError::TimedOut(name, time) => Self::error(format!(
                "`{name}` took longer than the limit of {} s",
                time.as_secs_f64()
            ))
            .hint("raise it with --max-time, or `time` in `[limits]` of mixgen.toml"),
        }
    }
}
