"""The index of messages: `python -m tests.support.message_index` writes docs/messages.md from the checks' texts."""

import re
from collections.abc import Iterator, Mapping

from forms.checks import TEXTS as ABOUT_QUESTIONS
from rules.review.checks.messages import TEXTS as ABOUT_RULES
from tests.support import ROOT

PAGE = ROOT / "docs" / "messages.md"
CODES: Mapping[str, str] = {**ABOUT_QUESTIONS, **ABOUT_RULES}
ABOUT = {"R": "Rules", "S": "Statements and topics", "F": "The form", "Q": "Questions and rules together"}


INTRODUCTION = """# What `python -m rules check` says

*Written by `python -m tests.support.message_index` from the texts that the checks print.*

Each message says where, what and what to do: `breathing.yaml, line 13: R13: rule 'x' has no example for open. Add one.`
An ellipsis stands for what it names. A warning is something to know; everything else is a fault, and the exit code is
1. A name that leads nowhere, a field that is missing or misspelt, and YAML that is none are refused when the files are
read, with file, line and the nearest name. They carry no code.
"""


def page() -> str:
    """docs/messages.md."""
    return "\n".join([INTRODUCTION, *_tables()])


def _tables() -> Iterator[str]:
    for letter, heading in ABOUT.items():
        yield from (f"## {heading}", "", "| code | message |", "|---|---|")
        for code in sorted(CODES):
            if code.startswith(letter):
                yield f"| {code}{' (warning)' if code == 'Q01' else ''} | {re.sub('{[^}]+}', '…', CODES[code])} |"
        yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
