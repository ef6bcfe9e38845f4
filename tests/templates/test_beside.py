"""The print says that answers came from a file of another name, and which medicines are not counted."""

import pytest

from forms import DESK, Copy, TakenFromFile, load_questionnaire, unseen_by
from templates import BesideAnswers, Summary, summary_html
from tests.support.summaries import drawn, pages_of, response_of, summary_of

FORM = load_questionnaire()
BOB = {"adult": "yes", "patient_name": "Bob Brown", "birth_date": "1980-03-04", "heart_disease": "no"}
IDENTITY = dict(response_of({"patient_name": "Maria Lopez", "birth_date": "1975-05-06"}).answers)
FROM_MARIA = BesideAnswers((TakenFromFile(IDENTITY, frozenset({"heart_disease", "psychosis"}), at_the_desk=True),))
NOTE = "The form is for Bob Brown, born "
TAKEN = response_of({"takes_medicines": "yes", "medicines": [{"name": "sertraline", "dose": "50 mg"}]})
LIST = BesideAnswers(laid_aside={"medicines": TAKEN.answers["medicines"].value})  # type: ignore[dict-item] # of rows
NOT_COUNTED = "the list has: sertraline, 50 mg"


def html_of(summary: Summary) -> str:
    return summary_html(summary)


@pytest.mark.parametrize("copy", ["clinician", "desk", "patient"])
def test_page_1_says_whose_file_the_answers_came_from_and_who_confirmed_it(copy: Copy) -> None:
    summary = summary_of(BOB, copy=copy, beside=FROM_MARIA)
    page_1 = pages_of(drawn(summary))[0]
    assert NOTE in page_1
    assert "come from a file that names Maria Lopez, born " in page_1
    assert "staff at the desk confirmed" in page_1


def test_answers_from_the_file_are_marked_and_others_are_not() -> None:
    marked = html_of(summary_of(BOB, beside=FROM_MARIA))
    plain = html_of(summary_of(BOB, beside=BesideAnswers((TakenFromFile(IDENTITY, frozenset(), at_the_desk=True),))))
    assert marked.count("from the file") > plain.count("from the file") == 1


def test_without_such_a_file_nothing_is_said() -> None:
    summary = summary_of(BOB)
    assert summary.whose_note is None
    assert "from the file" not in html_of(summary)


def test_a_page_1_that_names_nothing_private_says_the_same_whatever_private_answer_came_from_the_file() -> None:
    pages = []
    for psychosis in ("yes", "no", None):
        answers = {**BOB, **({"psychosis": psychosis} if psychosis else {})}
        pages.append(summary_of(answers, copy="patient", names_sensitive=False, beside=FROM_MARIA))
    assert pages[0].page_1 == pages[1].page_1 == pages[2].page_1
    assert NOTE in pages_of(drawn(pages[0]))[0]
    assert {page.whose_note for page in pages} == {pages[0].whose_note}


@pytest.mark.parametrize("box", ["no", None])
def test_medicines_that_another_answer_denies_are_named_where_the_print_says_that_none_are_taken(
    box: str | None,
) -> None:
    summary = summary_of({"adult": "yes", "takes_medicines": box or {"absent": "unsure"}}, beside=LIST)
    assert NOT_COUNTED in pages_of(drawn(summary))[0]


def test_they_are_not_named_where_the_list_is_not_to_be_seen() -> None:
    assert "medicines" in unseen_by(FORM, DESK)
    answers = {"adult": "yes", "takes_medicines": "no"}
    assert "sertraline" not in html_of(summary_of(answers, copy="desk", beside=LIST))
    private = summary_of(answers, copy="patient", names_sensitive=False, beside=LIST)
    without = summary_of(answers, copy="patient", names_sensitive=False)
    assert private.page_1 == without.page_1
    assert NOT_COUNTED in html_of(private)


def test_a_row_that_says_none_is_told_in_the_list() -> None:
    rows = [{"name": "none"}, {"name": "sertraline"}]
    page_1 = pages_of(drawn(summary_of({"adult": "yes", "takes_medicines": "yes", "medicines": rows})))[0]
    assert "none says that there is none" in page_1
