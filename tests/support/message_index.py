"""`python -m tests.support.message_index` writes docs/messages.md, the index of all messages of the checks."""

import ast
import re
from collections.abc import Iterator, Mapping

from forms.authoring.translations import TEXTS as ABOUT_TRANSLATIONS
from forms.checks import AIM, OLDEST
from forms.checks import TEXTS as ABOUT_QUESTIONS
from forms.exchange import exchange_texts
from rules.review.checks.messages import TEXTS as ABOUT_RULES
from tests.support import ROOT

PAGE = ROOT / "docs" / "messages.md"
CODES: Mapping[str, str] = {**ABOUT_QUESTIONS, **ABOUT_RULES, **ABOUT_TRANSLATIONS}
ABOUT = {"R": "Rules", "S": "Statements and topics", "F": "The form", "Q": "Questions and rules together",
         "T": "Translations"}
# Examples of messages that no test contains in full: the place, and the values for the gaps.
FILLED_IN: Mapping[str, tuple[str, dict[str, object]]] = {
    "F02": ("head.yaml", {"item": "head_operation", "age": OLDEST + 1, "most": OLDEST}),
    "F06": ("questionnaire.yaml", {"age": AIM + 0.4, "most": AIM}),
    "S06": ("leaflet.yaml", {"statement": "L01", "heading": "Sleep apnoea"}),
    "Q01": ("head.yaml", {"item": "head_operation"}),
    "T01": ("forms/ketamine_consult/es/head.yaml", {"name": "items.seizures", "fingerprint": "90acde27"}),
    "T02": ("forms/ketamine_consult/es/head.yaml, line 12", {"name": "items.seizures", "fingerprint": "90acde27"}),
    "T03": ("screens/words/es.yaml, line 30", {"name": "everyone.walk.place.text", "wanted": "number, of"}),
    "T04": ("forms/ketamine_consult/es/head.yaml, line 11", {
        "name": "items.seizure", "near": " Did you mean 'items.seizures'?"}),
}

INTRODUCTION = """# The messages of `python -m rules check`

*Written by `python -m tests.support.message_index` from the texts that the checks print.*

Each message says where the problem is, what it is, and what to do:
`breathing.yaml, line 13: R13: rule 'x' has no example for open. Add one.` In the table, `…` replaces a name or number.
A warning is information. All other messages are errors, which `check` counts as faults; with one or more, its exit code
is 1.

Unknown names, missing or misspelt fields, and invalid YAML are refused when the files are read. These messages have no
code; they contain the file, the line and the nearest name.

The examples are messages that the tests expect. They come from small rules that contain the error.
"""


REFUSALS = """Not from the checks: what the app says of a file that it cannot read. The texts are in
`forms/exchange/words`, and each says what to do. `tests/hostile/files` has files for them."""
NO_REFUSALS = {  # other texts in the same file
    "what_a_summary_is", "filled_in_on", "no_longer_asked", "code_only", "left_out", "older", "rows_aside",
    "part_of_it", "other_answers", "label_born", "label_number",
}


def page() -> str:
    """Returns the text of docs/messages.md."""
    return "\n".join([INTRODUCTION, *_tables(), *_refusals()])


def examples() -> dict[str, str]:
    """Returns an example for each code: the first message that a test expects, or a text with its gaps filled in."""
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


def _refusals() -> Iterator[str]:
    """Yields the texts for a file that cannot be read, by their names."""
    yield from ("## A file that is handed in", "", REFUSALS, "", "| name | message |", "|---|---|")
    for name, text in exchange_texts().tree.items():
        if name not in NO_REFUSALS:
            yield f"| {name} | {re.sub('{[^}]+}', '…', text)} |"
    yield ""


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
