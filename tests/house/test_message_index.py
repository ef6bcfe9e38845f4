"""Every code that a check can print has its text, its line in the index, and a test that shows it."""

import re

from tests.support import ROOT
from tests.support.message_index import ABOUT, CODES, PAGE, examples, page


def test_the_index_is_the_one_the_texts_write() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python -m tests.support.message_index"


def test_every_code_is_printed_by_some_check_and_every_check_has_a_text() -> None:
    sources = [path for room in ("forms", "rules") for path in (ROOT / room).rglob("*.py")]
    printed = {code for path in sources for code in re.findall(r'"([FRSQT]\d\d)"(?!:)', path.read_text("utf-8"))}
    assert printed == CODES.keys()
    assert {code[0] for code in CODES} == ABOUT.keys()


def test_every_code_is_shown_in_a_test() -> None:
    tested = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert [code for code in CODES if not re.search(rf"\b{code}\b", tested)] == []


def test_every_code_has_an_example_without_a_gap() -> None:
    shown = examples()
    assert shown.keys() == CODES.keys()
    assert [code for code, message in shown.items() if "{" in message] == []
