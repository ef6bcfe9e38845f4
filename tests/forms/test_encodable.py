"""Whatever is shown or printed can be written down as UTF-8."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment

from forms import encodable
from screens.browser.markup import html
from templates.jinja import filled

HALVES = st.text(st.characters(categories=["Cs", "L"]))


@pytest.mark.parametrize(("text", "written"), [
    ("", ""), ("plain", "plain"), ("naïve 😀", "naïve 😀"), ("a\ud83db", "a\ufffdb"), ("\ude00\ud83d", "\ufffd\ufffd"),
    ("\ud83d\ude00", "😀"),
])
def test_half_a_character_becomes_a_mark_and_two_halves_one(text: str, written: str) -> None:
    assert encodable(text) == written


@given(HALVES)
def test_any_text_can_be_written_down_and_what_can_stays_as_it_is(text: str) -> None:
    written = encodable(text)
    written.encode()
    assert encodable(written) == written


@given(HALVES)
def test_any_piece_of_a_screen_can_be_sent(text: str) -> None:
    html("warning", text=text).encode()


def test_a_page_for_print_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = Environment(loader=DictLoader({"page": "<p>{{ text }}"}), autoescape=True)
    monkeypatch.setattr("templates.jinja.environment", lambda: pages)
    assert filled("page", text="half \ud83d of <one>") == "<p>half \ufffd of &lt;one&gt;"
