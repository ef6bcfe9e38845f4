"""The truth tables of the condition language. Tests compare the code with them.

`python -m tests.support.truth_tables` writes them as docs/unknowns.md, so the page always agrees with the code.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from pydantic import TypeAdapter

from forms import Condition, Fact
from tests.support import ROOT

PAGE = ROOT / "docs" / "unknowns.md"
WORDS = {True: "true", False: "false", None: "unknown"}
TRUTHS = (True, False, None)
READ: TypeAdapter[Condition] = TypeAdapter(Condition)

PAIRS: dict[str, tuple[bool | None, ...]] = {
    # first:  true  true   true     false  false  false    unknown unknown unknown
    # second: true  false  unknown  true   false  unknown  true    false   unknown
    "all": (True, False, None, False, False, False, None, False, None),
    "any": (True, True, True, True, False, None, True, None, None),
    "at_least: 1, of": (True, True, True, True, False, None, True, None, None),
    "at_least: 2, of": (True, False, None, False, False, False, None, False, None),
}
NOT: tuple[bool | None, ...] = (False, True, None)


@dataclass(frozen=True)
class Case:
    """A test on one item, an answer, and the resulting value."""

    test: dict[str, Any]
    answer: str
    fact: Fact
    value: bool | None


def known(value: object, complete: bool = True, doubtful: frozenset[str] = frozenset()) -> Fact:
    """Returns the fact of an item `a` that is asked and has an answer."""
    return Fact(value, complete, True, ("a",), ("a",), doubtful)


UNKNOWN = Fact(None, False, True, (), ("a",))
CLOSED = Fact(None, False, False, ("parent",), ())
UNDECIDED = Fact(None, False, None, (), ("parent",))

TESTS: tuple[tuple[str, dict[str, Any], tuple[tuple[str, Fact, bool | None], ...]], ...] = (
    ("is", {"item": "a", "is": "yes"}, (
        ("`yes`", known("yes"), True), ("`no`", known("no"), False))),
    ("in", {"item": "a", "in": ["yes", "could_be"]}, (
        ("`could_be`", known("could_be"), True), ("`no`", known("no"), False))),
    ("at_least", {"item": "a", "at_least": "140"}, (
        ("139", known(139), False), ("140", known(140), True), ("141", known(141), True))),
    ("at_most", {"item": "a", "at_most": "90"}, (
        ("89", known(89), True), ("90", known(90), True), ("91", known(91), False))),
    ("includes", {"item": "a", "includes": ["x", "y"]}, (
        ("`x` ticked", known(frozenset("x")), True),
        ("`x` ticked, not sure about the rest", known(frozenset("x"), complete=False), True),
        ("`z` ticked", known(frozenset("z")), False),
        ("`z` ticked, not sure about the rest", known(frozenset("z"), complete=False), None))),
    ("chosen", {"item": "a", "chosen": "2"}, (
        ("`x` and `y` ticked", known(frozenset("xy")), True),
        ("`x` ticked", known(frozenset("x")), False),
        ("`none` ticked", known(frozenset(["none"])), False),
        ("`x` ticked, not sure about the rest", known(frozenset("x"), complete=False), None))),
    ("mentions", {"item": "a", "mentions": ["psychosis_words"]}, (
        ("words that mention it", known(frozenset(["psychosis_words"])), True),
        ("words that do not", known(frozenset(["other_words"])), False),
        ('"Nothing to add"', known(frozenset[str]()), False),
        ('words that mention it after a "no"', known(frozenset[str](), doubtful=frozenset(["psychosis_words"])), None),
        ('words that mention it, and once after a "no"', known(frozenset(["psychosis_words"])), True),
        ('words that mention another term after a "no"', known(frozenset[str](), doubtful=frozenset(["other_words"])),
         False),
        ("medicine rows that do not, not sure about the rest", known(frozenset[str](), complete=False), None))),
)
ABSENT = (
    ("not answered, not sure, or prefer not to say", UNKNOWN, None),
    ("the item is closed (its own condition is false)", CLOSED, False),
    ("the item is undecided (its own condition is unknown)", UNDECIDED, None),
)


def cases() -> Iterator[Case]:
    """Yields every row of the tables on one item."""
    for _, test, rows in TESTS:
        for answer, fact, value in rows + ABSENT:
            yield Case(test, answer, fact, value)


def pairs() -> Iterator[tuple[str, bool | None, bool | None, bool | None]]:
    """Yields every row of the tables on two parts: operator, first, second, value."""
    for operator, values in PAIRS.items():
        for (first, second), value in zip(product(TRUTHS, TRUTHS), values, strict=True):
            yield operator, first, second, value


def page() -> str:
    """Returns the text of docs/unknowns.md."""
    lines = [
        "# How unknown answers are treated", "",
        "*Written by `python -m tests.support.truth_tables` from the tables that the tests compare the code with.*",
        "",
        "An answer has a value, or is absent for a reason: not answered, not sure, prefer not to say. The logic",
        "treats all three as **unknown**; the summary prints which one it is. Unknown is never treated as “no”. So a",
        "condition is true, false or unknown. No condition can test for unknown: with such a test, one more answer",
        "could take a point back.", "",
        "- A point is **raised** if its condition is true. It stays raised, however the unknown answers turn out.",
        "- It is **open** if the condition is unknown. `ask` lists the questions that could change this.",
        "- It is **silent** if the condition is false. Silent does not mean that all is well.", "",
        "The program searches for words; it does not understand sentences. A mention that is denied, about somebody",
        "else, feared or part of a question (“no history of psychosis”, “my sister's psychosis”) is unknown: `ask`",
        "lists the text, for a person to read.", "",
        "`own_words` means all texts and medicine rows together. `because` lists those that mention the term. `ask`",
        "lists those in doubt; if there are none, the texts that are not written; if there are none, the list of",
        "medicines.", "",
        "An item is closed if its own condition is false. Every test on a closed item is false, even if it was",
        "answered earlier. While it is undecided whether an item is asked, tests on it are unknown, and `ask` lists",
        "the question that decides.",
        "", "## Tests on one item", "",
    ]
    for name, test, rows in TESTS:
        lines += [f"### {name}", "", f"`{_as_yaml(test)}`", "", "| answer | value |", "|---|---|"]
        lines += [f"| {answer} | {WORDS[value]} |" for answer, _, value in rows + ABSENT] + [""]
    lines += ["## Conditions of conditions", "", "### not", "", "| part | not |", "|---|---|"]
    lines += [f"| {WORDS[part]} | {WORDS[value]} |" for part, value in zip(TRUTHS, NOT, strict=True)] + [""]
    for operator in PAIRS:
        lines += [f"### {operator}", "", "| first | second | value |", "|---|---|---|"]
        lines += [f"| {WORDS[first]} | {WORDS[second]} | {WORDS[value]} |"
                  for name, first, second, value in pairs() if name == operator] + [""]
    return "\n".join(lines)


def _as_yaml(test: dict[str, Any]) -> str:
    shown = ", ".join(f"{key}: [{', '.join(value)}]" if isinstance(value, list) else f"{key}: {value}"
                      for key, value in test.items())
    return "{" + shown + "}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
