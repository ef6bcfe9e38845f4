"""A file says which of its answers came from a file of another name; older files, which do not, still open."""

from dataclasses import replace
from typing import Any

import pytest

from forms import DESK, Answer, TakenFromFile, load_questionnaire, unseen_by
from forms.exchange import UnreadableError, read_back, read_taken, taken_as_json, write_attachment, write_response
from forms.exchange.attached_answers import ATTACHMENT, FORMAT
from tests.forms.test_read_back import sealed
from tests.hostile.files.case import sealed_again
from tests.support.pdf_files import pdf_with
from tests.support.summaries import TODAY, response_of

FORM = load_questionnaire()
BOB = response_of({"patient_name": "Bob Brown", "heart_disease": "no"})
MARIA = TakenFromFile({"patient_name": Answer("Maria Lopez")}, frozenset({"heart_disease"}), at_the_desk=True)


def test_it_comes_back_from_an_attachment_and_from_a_file_of_answers() -> None:
    for content in (write_attachment(BOB, FORM, {}, taken=[MARIA]), write_response(BOB, FORM, taken_as_json([MARIA]))):
        assert read_back(content.encode(), FORM, today=TODAY).taken == (replace(MARIA, is_told=True),)


def test_a_file_of_the_first_format_still_opens_and_one_of_a_later_format_is_refused() -> None:
    first = read_back(sealed(pregnant={"value": "no"}), FORM, today=TODAY)
    assert (first.response.answers["pregnant"].value, first.taken) == ("no", ())
    with pytest.raises(UnreadableError, match="newer_format"):
        read_back(sealed_again(format=FORMAT + 1), FORM, today=TODAY)


def test_an_answer_that_is_not_in_the_file_is_not_named_in_it() -> None:
    wide = TakenFromFile(MARIA.named, frozenset({"heart_disease", "psychosis"}), at_the_desk=True)
    assert "psychosis" not in write_attachment(BOB, FORM, {}, taken=[wide])
    assert "psychosis" in unseen_by(FORM, DESK)
    assert wide.without(unseen_by(FORM, DESK)).link_ids.isdisjoint({"psychosis"})


@pytest.mark.parametrize("entries", [
    {}, "Maria", [1], [{}], [{"named": [], "answers": [], "confirmed": "desk"}],
    [{"named": {}, "answers": [], "confirmed": "nobody"}],
    [{"named": {}, "answers": ["a"] * 2000, "confirmed": "desk"}],
    [{"named": {}, "answers": [], "confirmed": "desk"}] * 6,
])
def test_what_is_no_such_list_is_refused(entries: Any) -> None:
    with pytest.raises(UnreadableError):
        read_taken(entries, FORM, TODAY)
    with pytest.raises(UnreadableError, match="not_answers"):
        read_back(pdf_with((ATTACHMENT, sealed_again(taken=entries))), FORM, today=TODAY)


def test_a_name_that_today_s_questions_cannot_take_and_an_unknown_question_are_left_out() -> None:
    entry = {"named": {"patient_name": 5, "psychosis": "yes"}, "answers": ["gone", 7, "mania"], "confirmed": "person"}
    told = TakenFromFile({}, frozenset({"mania"}), at_the_desk=False, is_told=True)
    assert read_taken([entry], FORM, TODAY) == (told,)
