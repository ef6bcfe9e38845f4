"""The age is counted from the date of birth to a day that is handed in, in whole years."""

from datetime import date
from typing import Any

import pytest

from forms import Answer, Response, answers_in_force, load_questionnaire
from rules import conclude, load_rule_sets
from templates import UnderAgeError, build_summary

FORM = load_questionnaire()
SETS = load_rule_sets()


def age(born: date | None, today: date | None) -> Any:
    given = {} if born is None else {"birth_date": Answer(born)}
    return answers_in_force(FORM, Response(FORM.questionnaire_id, given), today=today)["age"].value


@pytest.mark.parametrize(("born", "today", "years"), [
    (date(1990, 5, 4), date(2026, 5, 3), 35),
    (date(1990, 5, 4), date(2026, 5, 4), 36),
    (date(1990, 5, 4), date(2026, 12, 31), 36),
    (date(2008, 2, 29), date(2026, 2, 28), 17),  # turns 18 on the first of March, in a year without the day
    (date(2008, 2, 29), date(2026, 3, 1), 18),
    (date(2026, 5, 4), date(2026, 5, 4), 0),
    (date(1900, 1, 1), date(2026, 1, 1), 126),
])
def test_a_year_is_counted_on_the_birthday(born: date, today: date, years: int) -> None:
    assert age(born, today) == years


def test_without_a_date_of_birth_or_a_day_the_age_is_unknown() -> None:
    assert age(None, date(2026, 5, 4)) is None
    assert age(date(1990, 5, 4), None) is None


def test_an_age_that_is_unknown_asks_for_the_date_of_birth_and_for_nothing_once_it_is_there() -> None:
    nothing = answers_in_force(FORM, Response(FORM.questionnaire_id), today=date(2026, 5, 4))
    assert nothing["age"].ask == ("birth_date",)
    assert nothing.without(["birth_date"])["age"].ask == ()
    born = Response(FORM.questionnaire_id, {"birth_date": Answer(date(1990, 5, 4))})
    assert answers_in_force(FORM, born)["age"].ask == ()


def test_a_copy_without_the_date_of_birth_does_not_tell_the_age() -> None:
    response = Response(FORM.questionnaire_id, {"birth_date": Answer(date(1950, 5, 4))})
    answers = answers_in_force(FORM, response, today=date(2026, 5, 4))
    assert answers["age"].value == 76
    assert answers.without(["birth_date"])["age"].value is None


def test_no_summary_is_made_for_a_minor_by_the_date_of_birth_unless_the_desk_asks() -> None:
    today = date(2026, 11, 22)
    response = Response(FORM.questionnaire_id, {"adult": Answer("yes"), "birth_date": Answer(date(2015, 3, 1))})
    answers = answers_in_force(FORM, response, today=today)
    conclusions = conclude(answers, SETS)
    with pytest.raises(UnderAgeError):
        build_summary(conclusions, as_of=today)
    assert build_summary(conclusions, as_of=today, intake_desk=True).points
