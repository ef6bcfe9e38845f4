"""The Spanish questions can be read by a child of eleven, like the English ones, and leave no gap unfilled."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from forms import load_questionnaire
from forms.authoring import reading_age
from forms.authoring.reading_age import spanish_syllables

FORM = load_questionnaire(language="es")
ASKED = [item for item in FORM.items.values() if item.asked_by == "everyone" and item.instrument is None]


def shown(item: Any) -> str:
    """What is shown of a question: its words, its help and why it is asked."""
    return " ".join(text for text in (item.text, item.help, item.why) if text)


def every_text() -> Iterator[str]:
    for item in FORM.items.values():
        yield from (text for text in (item.text, item.aloud, item.help, item.why, item.short) if text)
        yield from (option.text for option in item.options)
    for notice in FORM.notices:
        yield from (notice.title, notice.text, *notice.steps, notice.short, *notice.for_staff)


@pytest.mark.parametrize(("word", "count"), [
    ("ciudad", 2), ("ayuda", 3), ("día", 2), ("aéreo", 4), ("leer", 2), ("muy", 1), ("y", 1), ("guitarra", 3),
    ("que", 1), ("aquí", 2), ("presión", 2), ("ketamina", 4), ("cuídese", 3), ("pingüino", 3), ("prohibir", 3),
])
def test_spanish_syllables_are_counted_as_they_are_spelled(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


def test_a_longer_sentence_of_longer_words_needs_an_older_reader() -> None:
    assert reading_age("", "es") == 0
    assert reading_age("El sol sale. El gato come.", "es") < reading_age("El sol sale y el gato come.", "es")
    assert reading_age("Consideraciones metodológicas interdisciplinarias.", "es") > 15


@pytest.mark.parametrize("section", sorted({item.section for item in ASKED}))
def test_a_page_of_questions_reads_like_age_ten_at_most(section: str) -> None:
    assert reading_age(" ".join(shown(item) for item in ASKED if item.section == section), "es") <= 10.5


def test_a_question_reads_like_age_eleven_at_most_unless_it_names_medicines() -> None:
    harder = {item.link_id for item in ASKED if reading_age(shown(item), "es") > 11}
    assert harder <= {"tried_other_medicine"}


@pytest.mark.parametrize("notice", FORM.notices, ids=lambda notice: notice.notice_id)
def test_a_spanish_notice_says_whom_to_call_in_plain_words(notice: Any) -> None:
    assert reading_age(". ".join((notice.title, notice.text, *notice.steps)), "es") <= 10
    assert re.search(r"Llame ahora al \d+\.", " ".join(notice.steps))
    assert re.search(r"llame al \d+", " ".join(notice.for_staff))
    assert "vise ahora al profesional de salud" in " ".join(notice.for_staff)


def test_no_spanish_text_has_a_gap_or_addresses_people_familiarly() -> None:
    familiar = re.compile(r"\b(tú|tus?|te|ti|contigo|tienes|puedes|quieres)\b|[{}]", re.IGNORECASE)
    assert [text for text in every_text() if familiar.search(text)] == []
