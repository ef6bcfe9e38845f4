"""What people write to say that there is nothing: it is no medicine, no answer "no", and hides no medicine."""

import json
from typing import Any

import pytest

from forms import AnswersInForce, answers_in_force, load_questionnaire, rows_laid_aside
from forms.exchange import read_response
from rules import evaluate_all, load_rule_sets
from tests.support.summaries import TODAY, summary_of

FORM = load_questionnaire()
NOTHING = FORM.terminology.nothing
NONE = [
    "none", "None.", "NONE", " none ", "N/A", "n/a", "N.A.", "n.a", "NA", "nil", "Nil", "no", "No.", "nope",
    "-", "--", "—", "/", "...", "0", "nothing", "no meds", "No medications", "no current medications",
    "not taking any", "I don’t take any", "i dont take any", "None at present", "none currently", "ninguno",
    "Ninguna", "NADA", "ningún medicamento", "no tomo nada", "No aplica", "sin medicamentos",
]
MEDICINES = [
    "Nardil", "Nilutamide", "nitro", "Norco", "Namenda", "Naproxen", "Nadolol", "Narcan", "Nolvadex",
    "Nonacog", "Zero-Cal", "none of your business", "no idea", "not sure", "?", "x", "nicotine patch",
    "niacin", "No-Doz", "no-spa", "noni juice", "nil by mouth tablets", "non aspirin", "Nix", "nada-max",
    "Na Cl tablets", "nothing but Tylenol", "no meds but Xanax",
]


@pytest.mark.parametrize("name", NONE)
def test_a_row_that_says_none_is_no_medicine(name: str) -> None:
    assert NOTHING.is_in_row(name)


@pytest.mark.parametrize("name", MEDICINES)
def test_another_row_is_never_taken_for_none(name: str) -> None:
    assert not NOTHING.is_in_row(name)


def test_no_name_of_a_medicine_says_none() -> None:
    names = [name for medicine in FORM.terminology.medicines for name in medicine.names]
    assert [name for name in names if NOTHING.is_in_row(name)] == []


@pytest.mark.parametrize("text", [
    "NKDA", "No known allergies.", "no known drug allergies", "none", "N/A", "None that I know of", "-",
    "Ninguna que yo sepa", "nothing to add",
])
def test_a_text_can_say_that_there_is_nothing(text: str) -> None:
    assert NOTHING.is_in_text(text)


@pytest.mark.parametrize("text", [
    "", "  ", "none of the pills helped", "no allergies but penicillin", "penicillin", "?", "no sleep",
])
def test_another_text_says_something(text: str) -> None:
    assert not NOTHING.is_in_text(text)


def in_force(**answers: Any) -> AnswersInForce:
    content = json.dumps({"questionnaire": "ketamine-consult", "answers": answers})
    return answers_in_force(FORM, read_response(content, FORM, today=TODAY), today=TODAY)


@pytest.mark.parametrize("name", ["none", "N/A", "-", "ninguno"])
def test_none_alone_answers_neither_yes_nor_no(name: str) -> None:
    answers = in_force(medicines=[{"name": name}])
    assert not answers.answer("takes_medicines").is_known
    assert "medicines_and_combining" not in topics_raised(answers)


def topics_raised(answers: AnswersInForce) -> set[str]:
    found: set[str] = set()
    for _, findings in evaluate_all(load_rule_sets(), answers):
        found.update(one.rule.topic for one in findings if one.state == "raised")
    return found


def test_a_medicine_beside_none_still_says_that_medicines_are_taken() -> None:
    answers = in_force(medicines=[{"name": "sertraline"}, {"name": "none"}])
    assert answers.answer("takes_medicines").value == "yes"
    assert answers["medicines"].value == {"ssri"}
    assert answers["medicines"].complete


def test_yes_and_none_contradict_each_other_and_settle_nothing() -> None:
    answers = in_force(takes_medicines="yes", medicines=[{"name": "none"}])
    assert not answers["medicines"].complete
    judged = evaluate_all(load_rule_sets(), answers)
    states = {one.rule.id: one.state for _, findings in judged for one in findings}
    assert states["list_says_none"] == "raised"
    assert states["antidepressant_combination"] == "open"


def test_no_and_none_agree() -> None:
    content = json.dumps({"questionnaire": "ketamine-consult",
                          "answers": {"takes_medicines": "no", "medicines": [{"name": "none"}]}})
    response = read_response(content, FORM, today=TODAY)
    assert rows_laid_aside(answers_in_force(FORM, response), response) == {}


def test_a_dose_beside_none_is_a_medicine_to_ask_about() -> None:
    answers = in_force(takes_medicines="yes", medicines=[{"name": "na", "dose": "10 mg"}])
    assert answers["none_on_list"].value == "no"
    assert not answers["medicines"].complete


def test_the_summary_says_so_in_place_of_not_recognised() -> None:
    page_1 = summary_of({"takes_medicines": "yes", "medicines": [{"name": "none"}, {"name": "Zorblax"}],
                         "mind_in_own_words": "N/A", "heart_in_own_words": "green apples"}).page_1
    assert page_1.medicines is not None
    (lines,) = page_1.medicines.tables
    assert [(line.known_as, line.is_recognised) for line in lines] == [("says that there is none", True), ("", False)]
    assert page_1.medicines.note == "1 of 2 not recognised: no rule on medicines has looked at them"
    assert page_1.unknown.unread == ("Heart, in own words",)
