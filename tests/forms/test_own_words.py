"""Every text and every field of a medicine row is read for every topic; a finding says which of them it rests on."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter

from forms import (
    DESK,
    AnswersInForce,
    Condition,
    Response,
    Trace,
    answers_in_force,
    load_questionnaire,
    private_items,
    unseen_by,
)
from forms.exchange import read_response
from rules import evaluate, load_rule_sets
from tests.support.any_response import any_response

FORM = load_questionnaire()
TEXTS = tuple(item.link_id for item in FORM.items.values() if item.type == "text")
READ: TypeAdapter[Condition] = TypeAdapter(Condition)
STROKE = "I had a stroke."
NO_STROKE = "I never had a stroke."


def in_force(**answers: Any) -> AnswersInForce:
    content = json.dumps({"questionnaire": FORM.questionnaire_id, "answers": answers})
    return answers_in_force(FORM, read_response(content, FORM, today=date(2026, 11, 22)))


def mentions(*terms: str, **answers: Any) -> Trace:
    return READ.validate_python({"item": "own_words", "mentions": list(terms)}).trace(in_force(**answers))


def every_text(words: str, **others: Any) -> dict[str, Any]:
    return {"takes_medicines": "no", **dict.fromkeys(TEXTS, words), **others}


@pytest.mark.parametrize("link_id", TEXTS)
def test_a_mention_counts_in_whichever_box_it_stands(link_id: str) -> None:
    assert mentions("stroke_words", **{link_id: STROKE}) == (True, (link_id,), ())


@pytest.mark.parametrize("field", ["name", "dose", "frequency"])
def test_it_counts_in_every_field_of_a_medicine_row(field: str) -> None:
    row = {"name": "aspirin"} | {field: "since my stroke"}
    assert mentions("stroke_words", takes_medicines="yes", medicines=[row]) == (True, ("medicines",), ())


def test_only_the_answers_that_name_the_term_settle_it() -> None:
    answers = {"reason": STROKE, "hopes": "No more asthma.", "body_in_own_words": "Stroke in 2019, and seizures."}
    assert mentions("stroke_words", **answers) == (True, ("reason", "body_in_own_words"), ())
    assert mentions("seizure_words", **answers) == (True, ("body_in_own_words",), ())


def test_of_several_terms_the_ones_named_settle_it() -> None:
    assert mentions("stroke_words", "aneurysm_words", reason=STROKE, hopes=NO_STROKE) == (True, ("reason",), ())


def test_a_mention_in_doubt_asks_for_these_words_and_for_no_others() -> None:
    assert mentions("stroke_words", hopes=NO_STROKE) == (None, (), ("hopes",))
    assert mentions("stroke_words", **every_text("I worry.", hopes=NO_STROKE)) == (None, (), ("hopes",))


def test_words_that_are_not_written_leave_it_unknown_and_ask_for_the_texts() -> None:
    assert mentions("stroke_words") == (None, (), TEXTS)
    assert mentions("stroke_words", **every_text("I worry.", reason={"absent": "unsure"})) == (None, (), ("reason",))


def test_the_list_of_medicines_is_asked_for_once_all_texts_are_written() -> None:
    written = dict.fromkeys(TEXTS, "I worry.")
    assert mentions("stroke_words", **written) == (None, (), ("takes_medicines",))
    assert mentions("stroke_words", **written, takes_medicines="yes") == (None, (), ("medicines",))
    unsure = {"value": [{"name": "aspirin"}], "absent": "unsure"}
    assert mentions("stroke_words", **written, takes_medicines="yes", medicines=unsure) == (None, (), ("medicines",))


def test_it_is_false_once_everything_is_written_and_nothing_names_it() -> None:
    value, because, ask = mentions("stroke_words", **every_text("I worry.", hopes="", reason="No asthma."))
    assert (value, ask) == (False, ())
    assert {*TEXTS, "takes_medicines"} == set(because)


def test_medicines_that_are_not_taken_any_more_are_not_read() -> None:
    row = [{"name": "aspirin since my stroke"}]
    assert mentions("stroke_words", **every_text("I worry.", medicines=row))[0] is False


def test_it_is_no_question() -> None:
    assert "own_words" not in FORM.items
    assert "own_words" not in in_force(reason=STROKE).answers
    assert FORM.item("own_words").short == "Own words, anywhere"
    assert FORM.made_of(FORM.item("own_words")) == tuple(
        item.link_id for item in FORM.items.values() if item.type in ("text", "rows"))


def test_a_copy_without_a_text_neither_tells_nor_asks_what_stood_in_it() -> None:
    kept = in_force(reason=STROKE, hopes=STROKE).without({"reason"})
    assert READ.validate_python({"item": "own_words", "mentions": ["stroke_words"]}).trace(kept) == (
        True, ("hopes",), ())
    kept = in_force(**every_text("I worry.", reason=STROKE)).without({"reason"})
    assert READ.validate_python({"item": "own_words", "mentions": ["stroke_words"]}).trace(kept) == (None, (), ())


@settings(max_examples=60)
@given(any_response())
def test_withheld_words_change_nothing_on_a_copy(response: Response) -> None:
    for unseen in (unseen_by(FORM, DESK), private_items(FORM)):
        kept = Response(FORM.questionnaire_id, {
            link_id: answer for link_id, answer in response.answers.items() if link_id not in unseen})
        one, other = (answers_in_force(FORM, some).without(unseen) for some in (response, kept))
        assert one["own_words"] == other["own_words"]
        assert [evaluate(ruleset, one) for ruleset in load_rule_sets()] == [
            evaluate(ruleset, other) for ruleset in load_rule_sets()]
