"""Roles: which question plays which part, refused where none can play it; and no link id stands in Python."""

import ast
import re
from pathlib import Path

import pytest

from forms import load_questionnaire
from forms.authoring import SourceError
from tests.forms.test_form_checks import form, said, slip
from tests.house.test_house import python_files, rooms
from tests.support import ROOT

__all__ = ["form"]  # the fixture

ROLES = load_questionnaire().roles
MAIN, ORDER = "questionnaire.yaml", "order_on_page_1.yaml"
SLIPS = {
    "a question that is not asked": (
        "  age_gate: adult\n", "  age_gate: adlut\n",
        "'adlut' is not asked. Did you mean 'adult'?"),
    "a question of another type": (
        "  medicines: medicines\n", "  medicines: allergies\n",
        "'allergies' has the type text, and this part needs rows."),
    "an option that is not there": (
        "option: pregnancy,", "option: pregnant,",
        "'chart_conditions' has no option 'pregnant'. "
        "Did you mean 'pregnancy'?"),
    "words that are not listed": (
        "words: pregnancy_words}", "words: pregnancy_word}",
        "'pregnancy_word' is no list of words. Did you "
        "mean 'pregnancy_words'?"),
    "half a reading": (
        "  told: {systolic: systolic, diastolic: diastolic, taken_on: blood_pressure_date}\n",
        "  told: {systolic: systolic, diastolic: diastolic, taken_on: blood_pressure_day}\n",
        "'blood_pressure_day' is not asked. Did you mean "
        "'blood_pressure_date'?"),
    "an unknown part": (
        "  age_gate: adult\n", "  age_gate: adult\n  age_gat: adult\n",
        "'age_gat' is not known here. Check its spelling, or leave it out."),
    "a function that nobody wrote": (
        "    function: age_in_years\n", "    function: age_in_year\n",
        "no function 'age_in_year' computes 'age'. Did you mean "
        "'age_in_years'?"),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_part_that_no_question_can_play_is_refused(form: Path, name: str) -> None:
    old, new, message = SLIPS[name]
    (told,) = slip(form, MAIN, old, new)
    where, what = told.split(": ", 1)
    assert re.fullmatch(r"questionnaire\.yaml, line (N|\d+)", where)
    assert what == message


def test_a_question_on_page_1_that_is_not_asked_is_refused(form: Path) -> None:
    assert slip(form, ORDER, "- allergies\n", "- allergy\n") == [
        f"{ORDER}, line N: 'allergy' is not asked. Did you mean 'allergies'?"]


def test_an_order_on_page_1_that_is_no_list_is_refused(form: Path) -> None:
    (form / ORDER).write_text("reason: first\n", "utf-8")
    (told,) = said(form)
    assert told.startswith(f"{ORDER}, line ")
    assert told.endswith("this needs a list of link ids, each on a line that begins with '- '.")


def test_a_revision_that_has_the_order_on_page_1_among_its_roles_keeps_it(form: Path) -> None:
    main = (form / MAIN).read_text("utf-8")
    (form / MAIN).write_text(main.replace("\nroles:\n", "\nroles:\n  on_page_1: [allergies, reason]\n"), "utf-8")
    assert load_questionnaire(form).on_page_1 == ("allergies", "reason")


def test_a_form_of_a_revision_without_roles_takes_those_of_today(form: Path) -> None:
    text = (form / MAIN).read_text("utf-8")
    without = re.sub(r"(?m)^roles:\n(?:  .*\n)+", "", text)
    without = re.sub(r"(?m)^    function: .*\n", "", without)
    assert "roles:" not in without
    assert "function:" not in without
    (form / MAIN).write_text(without, "utf-8")
    assert said(form) == []
    assert load_questionnaire(form).roles == ROLES


def test_the_form_in_use_names_its_roles(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (form / MAIN).write_text(re.sub(r"(?m)^roles:\n(?:  .*\n)+", "", (form / MAIN).read_text("utf-8")), "utf-8")
    monkeypatch.setattr("forms.loading.KETAMINE_CONSULT", form)
    with pytest.raises(SourceError, match="roles"):
        load_questionnaire(form)


NAMES_OF_PARTS = {"forms/roles.py", "forms/computed.py"}  # parts and functions have names too
OTHER_MEANINGS = {"age", "medicines", "filled_by"}  # a fact of a message, a folder of lists, the key of a text


@pytest.mark.parametrize("room", rooms())
def test_no_link_id_stands_in_python(room: str) -> None:
    link_ids = load_questionnaire().items_read.keys() - OTHER_MEANINGS
    found: list[str] = []
    for file in python_files(room):
        name = str(file.relative_to(ROOT))
        if name in NAMES_OF_PARTS:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in link_ids:
                found.append(f"{name}:{node.lineno}: {node.value}")
    assert found == [], "give the question a part under 'roles' in questionnaire.yaml"
