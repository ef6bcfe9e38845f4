"""The index of messages: `python -m tests.support.message_index` writes docs/messages.md from the checks' texts."""

import ast
import re
from collections.abc import Iterator, Mapping

from forms.checks import AIM, OLDEST
from forms.checks import TEXTS as ABOUT_QUESTIONS
from rules.review.checks.messages import TEXTS as ABOUT_RULES
from tests.support import ROOT

PAGE = ROOT / "docs" / "messages.md"
CODES: Mapping[str, str] = {**ABOUT_QUESTIONS, **ABOUT_RULES}
ABOUT = {"R": "Rules", "S": "Statements and topics", "F": "The form", "Q": "Questions and rules together"}
# Examples of the messages that tests do not hold as a whole: the place, and what stands in the gaps.
FILLED_IN: Mapping[str, tuple[str, dict[str, object]]] = {
    "F02": ("head.yaml", {"item": "head_operation", "age": OLDEST + 1, "most": OLDEST}),
    "F06": ("questionnaire.yaml", {"age": AIM + 0.4, "most": AIM}),
    "S06": ("leaflet.yaml", {"statement": "L01", "heading": "Sleep apnoea"}),
    "Q01": ("head.yaml", {"item": "head_operation"}),
}

INTRODUCTION = """# What `python -m rules check` says

*Written by `python -m tests.support.message_index` from the texts that the checks print.*

Each message says where, what and what to do: `breathing.yaml, line 13: R13: rule 'x' has no example for open. Add one.`
An ellipsis stands for what it names. A warning is something to know; everything else is a fault, and the exit code is
1. A name that leads nowhere, a field that is missing or misspelt, and YAML that is none are refused when the files are
read, with file, line and the nearest name. They carry no code.

The examples are messages that the tests expect, made from small rules with a fault put into them.
"""


def page() -> str:
    """docs/messages.md."""
    return "\n".join([INTRODUCTION, *_tables()])


def examples() -> dict[str, str]:
    """One whole message for each code: the first that a test expects, or a text with its gaps filled in."""
    found = {}
    for code, (place, facts) in FILLED_IN.items():
        found[code] = f"{place}: {_named(code)}: {CODES[code].format(**facts)}"
    for room in ("forms", "rules"):
        for file in sorted((ROOT / "tests" / room).glob("test_*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    shown = re.fullmatch(r"[a-z]+\.yaml(?:, line \d+)?: ([A-Z]\d\d): .+", node.value)
                    if shown and shown[1] in CODES:
                        found.setdefault(shown[1], node.value)
    return found


def _named(code: str) -> str:
    return f"{code} (warning)" if code == "Q01" else code


def _tables() -> Iterator[str]:
    shown = examples()
    for letter, heading in ABOUT.items():
        yield from (f"## {heading}", "", "| code | message | example |", "|---|---|---|")
        for code in sorted(CODES):
            if code.startswith(letter):
                yield f"| {_named(code)} | {re.sub('{[^}]+}', '…', CODES[code])} | {shown[code]} |"
        yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
