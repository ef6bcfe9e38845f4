"""The booklet that a person reads before the visit: every question with its reason, and what to bring."""

from collections.abc import Iterator
from functools import cache

import pytest

from forms import load_questionnaire
from forms.authoring import reading_age, verdict_words
from templates.handouts.html import booklet
from templates.press.press import render
from templates.press.print_job import Paper
from templates.words import load_texts_of
from tests.support.summaries import TODAY, pages_of, words_of

FORM = load_questionnaire()
PHRASES = load_texts_of("handouts")


@pytest.fixture(autouse=True)
def no_word_of_weasyprint(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    assert [record.getMessage() for record in caplog.get_records("call") if record.name.startswith("weasyprint")] == []


@cache
def drawn(paper: Paper = "a4") -> bytes:
    return render(booklet(FORM, paper=paper, dated=TODAY))


def test_it_has_every_question_of_patients_with_why_it_is_asked() -> None:
    words = words_of(drawn())
    for item in FORM.items.values():
        is_asked = item.asked_by == "everyone" and not FORM.is_switched_off(item)
        assert (" ".join(item.text.split()) in words) == is_asked, item.link_id
        if is_asked:
            assert " ".join(item.why.split()) in words, item.link_id
    assert words.count("Who sees it:") > 60


def test_what_to_bring_and_help_in_a_crisis_stand_on_the_first_page() -> None:
    first = pages_of(drawn())[0]
    for line in (*PHRASES.lines("lists.bring"), *PHRASES.lines("lists.in_short"), "988"):
        assert line in first


def test_the_last_page_has_room_for_notes() -> None:
    assert PHRASES("notes") in pages_of(drawn())[-1]


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_it_is_short_and_the_same_each_time(paper: Paper) -> None:
    assert len(pages_of(drawn(paper))) <= 9
    assert len(drawn(paper)) < 100_000
    assert render(booklet(FORM, paper=paper, dated=TODAY)) == drawn(paper)


def test_our_own_sentences_read_like_age_eleven_at_most_and_give_no_verdict() -> None:
    for name, lines in PHRASES.group("lists").items():
        assert reading_age(" ".join(lines)) <= 11, name
    for line in (line for lines in PHRASES.group("lists").values() for line in lines):
        assert reading_age(line) <= 14, line
    assert not [word for text in (words_of(drawn()), *map(str, PHRASES.tree.values())) for word in verdict_words(
        text.replace("that you are a failure", ""))]


def test_everybody_who_may_see_an_answer_has_a_name_in_it() -> None:
    assert {f"seen_by_{who}" for who in FORM.audiences} <= PHRASES.tree.keys()
