"""A print names the language in which the questions were asked, if it is another than that of the print."""

from typing import Any

from forms import Response, load_questionnaire, reviews_of
from forms.exchange import read_response, write_response
from templates import Summary
from tests.support.summaries import TODAY, response_of, summary_of

WORDS = "Tengo miedo todo el día."
NOT_COMPARED = "Translation English – Spanish: nobody who works in health care has compared the two yet."


def asked(language: str | None, **values: Any) -> dict[str, Any]:
    """Answers to questions that were asked in this language."""
    entries: dict[str, dict[str, Any]] = {name: {"value": value, "on": "2026-11-16"} for name, value in values.items()}
    return {name: entry | ({"asked_in": language} if language else {}) for name, entry in entries.items()}


def remarks(summary: Summary) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {one.questions: one.remarks for one in summary.silent}


def test_questions_in_another_language_are_named_and_own_words_stay_as_they_were_typed() -> None:
    summary = summary_of(asked("es", reason=WORDS, liver="no", kidney="no"))
    assert "Asked in: Spanish. Own words are as they were written." in summary.how_filled
    assert summary.usually == "asked in Spanish, 16 Nov 2026"
    assert WORDS in [line for said in summary.page_1.own_words for line in said.lines]
    assert NOT_COMPARED in summary.reviewed


def test_where_the_language_was_changed_each_answer_that_differs_says_so() -> None:
    summary = summary_of(asked("es", liver="no", pregnant="no") | asked("en", heart_disease="no"))
    assert "Asked in: Spanish, English. Own words are as they were written." in summary.how_filled
    found = remarks(summary)
    assert ("asked in English, 16 Nov 2026",) in found.values()
    assert all("Spanish" not in " ".join(one) for one in found.values())


def test_where_all_was_asked_in_the_language_of_the_print_nothing_is_said() -> None:
    for language in ("en", None):
        summary = summary_of(asked(language, liver="no", kidney="no"))
        assert "Asked in" not in " ".join((*summary.how_filled, summary.usually))
        assert NOT_COMPARED not in summary.reviewed


def test_a_file_keeps_the_language_of_each_answer() -> None:
    form = load_questionnaire()
    response = response_of(asked("es", liver="no") | asked(None, kidney="no"))
    again = read_response(write_response(response, form), form, today=TODAY)
    assert languages_of(again) == languages_of(response) == {"liver": "es", "kidney": None}


def languages_of(response: Response) -> dict[str, str | None]:
    return {link_id: answer.asked_in for link_id, answer in response.answers.items()}


def test_nobody_has_compared_the_spanish_yet() -> None:
    assert reviews_of("es") == ()
