"""One idea of how long an answer holds: for the print, for what is urgent, and for a later visit."""

from datetime import date, timedelta

import pytest

from forms import Answer, Item, answers_in_force, freshness, load_questionnaire, to_ask_again
from forms.response import Response

FORM = load_questionnaire()
TODAY = date(2026, 11, 26)
AGES = [item for item in FORM.items.values() if item.shelf_life_days is not None]
STAYS = [item for item in FORM.items.values() if item.shelf_life_days is None]


@pytest.mark.parametrize("item", AGES, ids=lambda item: item.link_id)
def test_an_answer_that_ages_is_fresh_until_its_last_day_and_undated_without_one(item: Item) -> None:
    life = timedelta(days=item.shelf_life_days or 0)
    assert freshness(item, Answer("x", on=TODAY - life), TODAY) == "fresh"
    assert freshness(item, Answer("x", on=TODAY - life - timedelta(days=1)), TODAY) == "stale"
    assert freshness(item, Answer("x"), TODAY) == "undated"
    assert freshness(item, Answer("x"), None) == "fresh"


@pytest.mark.parametrize("item", STAYS, ids=lambda item: item.link_id)
def test_an_answer_that_does_not_age_is_always_fresh(item: Item) -> None:
    assert freshness(item, Answer("x"), TODAY) == freshness(item, Answer("x", on=date(1990, 1, 1)), TODAY) == "fresh"


def test_what_is_marked_on_the_page_is_what_a_later_visit_asks() -> None:
    undated = Response(FORM.questionnaire_id, {"pregnant": Answer("no")})
    fresh = undated.with_answer("pregnant", Answer("no", on=TODAY))
    asked = [{item.link_id for item in to_ask_again(answers_in_force(FORM, one), TODAY)} for one in (undated, fresh)]
    assert ["pregnant" in one for one in asked] == [True, False]
