"""As much of PromQL as the tests of rules need: which metrics a query reads,
and which of its numbers and comparisons can be changed.
"""

import re

TOKEN = re.compile(
    r"""
    (?P<space>\s+|\#[^\n]*)
  | (?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`[^`]*`)
  | (?P<duration>(?:\d+(?:ms|[smhdwy]))+)
  | (?P<number>0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
  | (?P<word>[A-Za-z_:][A-Za-z0-9_:]*)
  | (?P<comparison>==|!=|>=|<=|>(?!=)|<(?!=))
  | (?P<other>=~|!~|.)
    """,
    re.VERBOSE | re.DOTALL,
)
# Words that are no metric, wherever they stand.
WORDS = set("and or unless by without on ignoring group_left group_right bool offset start end inf nan".split())
# Before parentheses that hold names of labels.
LISTS = set("by without on ignoring group_left group_right".split())
# Functions whose numbers are no thresholds: quantiles, and what is but a value to show.
FUNCTIONS = {"histogram_quantile", "quantile", "quantile_over_time", "vector", "round", "topk", "bottomk"}
FLIPPED = {"==": "!=", "!=": "==", ">": "<", "<": ">", ">=": "<", "<=": ">"}


class Token:
    def __init__(self, kind, text, start):
        self.kind, self.text, self.start = kind, text, start
        self.end = start + len(text)


def tokens(query):
    """The tokens outside of matchers and ranges, and the matchers' texts by
    the place of their braces."""
    found, matchers = [], {}
    depth = at = 0
    opened = None
    while at < len(query):
        match = TOKEN.match(query, at)
        kind, text = match.lastgroup, match.group()
        if text in "{[" and kind == "other":
            if depth == 0:
                opened = at
            depth += 1
        elif text in "}]" and kind == "other":
            depth -= 1
            if depth == 0 and text == "}":
                matchers[opened] = query[opened + 1 : at]
        elif depth == 0 and kind != "space":
            found.append(Token(kind, text, at))
        at = match.end()
    return found, matchers


def metrics(query):
    """Names of the metrics that a query reads, and regular expressions of names."""
    found, matchers = tokens(query)
    names, patterns = set(), set()
    skip = 0
    for at, token in enumerate(found):
        after = found[at + 1].text if at + 1 < len(found) else ""
        if skip:
            skip += {"(": 1, ")": -1}.get(token.text, 0)
            skip = 0 if skip == 1 else skip
        elif token.kind != "word" or token.text.lower() in WORDS:
            if token.text in LISTS and after == "(":
                skip = 1
        elif after != "(" and after not in ("by", "without"):
            names.add(token.text)
    for text in matchers.values():
        for operator, value in re.findall(r'__name__\s*(=~|=)\s*"((?:\\.|[^"\\])*)"', text):
            (patterns if operator == "=~" else names).add(value)
    return names, patterns


def reads(query, metric):
    """Whether a query reads a metric."""
    names, patterns = metrics(query)
    return metric in names or any(re.fullmatch(pattern, metric) for pattern in patterns)


def mutants(query):
    """The query with one number moved or one comparison turned around, by what
    was done."""
    found, _ = tokens(query)
    functions = []
    changed = {}

    def change(token, text):
        same = f"{token.text} -> {text}"
        place, number = same, 1
        while place in changed:
            number += 1
            place = f"{same} ({number})"
        changed[place] = query[: token.start] + text + query[token.end :]

    for at, token in enumerate(found):
        before = found[at - 1] if at else None
        if token.text == "(":
            functions.append(called(found, at))
        elif token.text == ")":
            functions.pop()
        elif token.kind == "number" and not FUNCTIONS & set(functions[-1:]):
            if not is_factor(found, at):
                for value in moved(token.text, before.text if before else ""):
                    change(token, value)
        elif token.kind == "comparison" and not has_literal(found, at):
            change(token, FLIPPED[token.text])
    return changed


def moved(text, before):
    """A number moved up and down; from zero out of reach and below it."""
    value = float(int(text, 16)) if text.lower().startswith("0x") else float(text)
    if value == 0:
        # `>= 0` leaves out what is no number: nothing is negative there.
        return ["1e18"] if before == ">=" else ["1e18", "(-1)"]
    return [f"{value * 2:.15g}", f"{value / 2:.15g}"]


def called(found, at):
    """The function or aggregation that an opening parenthesis belongs to."""
    before = at - 1
    if before > 0 and found[before].text == ")":
        # `quantile by (…) (`
        while before > 0 and found[before].text != "(":
            before -= 1
        before -= 2
    return found[before].text if before >= 0 and found[before].kind == "word" else ""


def is_factor(found, at):
    """Whether a number only makes percents, or is the second of a product or
    quotient of numbers: to move it is to move the threshold again."""
    around = [found[side].text if 0 <= side < len(found) else "" for side in (at - 1, at + 1)]
    percent = found[at].text == "100" and "*" in around
    return percent or (around[0] in ("*", "/") and at > 1 and found[at - 2].kind == "number")


def has_literal(found, at):
    """Whether a comparison has a number on one of its sides."""
    before = at - 1
    while before > 0 and found[before].text == ")":
        before -= 1
    after = at + 1
    while after < len(found) - 1 and found[after].text in ("bool", "(", "-"):
        after += 1
    return any(0 <= side < len(found) and found[side].kind == "number" for side in (before, after))
