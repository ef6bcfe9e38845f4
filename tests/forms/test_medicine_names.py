"""Names of medicines as people write them: known, offered, or neither; and lists that were put into one row."""

import datetime
import json
import time
from typing import Any

import pytest

from forms import (
    MedicineRow,
    Response,
    answers_in_force,
    load_questionnaire,
    recognised,
    rows_in,
    rows_laid_aside,
)
from forms.exchange import read_response
from forms.exchange.read_back import what_to_know
from forms.exchange.restoring import ReadBack
from tests.benchmarks.medicine_names import OUTCOMES, table, written

FORM = load_questionnaire()
TERMS = FORM.terminology


def known(typed: str) -> set[str]:
    return {medicine.name for medicine in recognised(TERMS, MedicineRow(typed)).known}


def near(typed: str) -> list[str]:
    return [one.medicine.name for one in recognised(TERMS, MedicineRow(typed)).near]


# The measured table

def test_of_names_as_people_write_them_none_is_classed_wrongly_and_nearly_all_are_known_or_offered() -> None:
    counts = {name: sum(found[name] for found in table().values()) for name in OUTCOMES}
    meant = [one for one in written() if one.meant]
    assert len(list(written())) >= 200
    assert counts["classed wrongly"] == 0
    assert counts["offered wrongly"] <= 3
    assert counts["known"] + counts["offered"] >= 0.98 * len(meant)


def test_what_is_spelled_as_in_the_list_is_known_and_needs_no_question() -> None:
    found = table()["As in the list, with dose and so on"]
    assert found["known"] == found.total()


# Known, offered, left

@pytest.mark.parametrize(("typed", "names"), [
    ("Lexapro20mg", {"Escitalopram"}), ("zoloft/lexapro?", {"Sertraline", "Escitalopram"}),
    ("Sertraline (Zoloft) 50", {"Sertraline"}), ("vit D", {"Vitamin D"}),
    ("Tylenol 3 times a day", {"Acetaminophen"}), ("Tylenol 3", {"Acetaminophen and codeine"}),
    ("clonidine", {"Clonidine"}), ("klonopin", {"Clonazepam"}), ("xanex", set()), ("pain pill", set()),
])
def test_only_what_is_spelled_as_in_the_list_is_known(typed: str, names: set[str]) -> None:
    assert known(typed) == names


@pytest.mark.parametrize("typed", ["T3", "Benadryl", "Robitussin", "Cartia", "Nizoral"])
def test_a_name_that_stands_for_different_medicines_is_none_of_them_until_somebody_says_which(typed: str) -> None:
    assert known(typed) == set()
    assert len(near(typed)) >= 2
    assert TERMS.mentioned_in_rows([typed]) == frozenset()


def slips(name: str) -> set[str]:
    """The name with two inner letters changed round, one of them missing, or one doubled: five letters or more."""
    found = set()
    for at in range(1, len(name) - 2):
        found |= {name[:at] + name[at + 1] + name[at] + name[at + 2:], name[:at] + name[at + 1:],
                  name[:at] + name[at] + name[at:]}
    return {slip for slip in found - {name} if len(slip) > 4}


@pytest.mark.parametrize(("name", "choices"), [
    (name, choices) for name, choices in TERMS.medicine_list.may_be.items() if len(name) > 4])
def test_a_slip_in_a_name_that_stands_for_different_medicines_offers_them_all(
    name: str, choices: tuple[str, ...],
) -> None:
    for typed in sorted(slips(name)):
        assert set(choices) <= set(near(typed)), typed
        assert known(typed) == set(), typed


def test_the_medicine_beside_a_name_with_several_meanings_says_which_it_is() -> None:
    read = recognised(TERMS, MedicineRow("Benadryl (cetirizine) 10 mg"))
    assert read.is_recognised
    assert known("Benadryl (cetirizine) 10 mg") == {"Cetirizine"}
    assert near("Benadryl, sertraline") == ["Diphenhydramine", "Cetirizine", "Acrivastine"]


@pytest.mark.parametrize(("typed", "meant"), [
    ("metop succ 25 qd", "Metoprolol"), ("clonaz 0.5", "Clonazepam"), ("diphenhyd 25 qhs", "Diphenhydramine")])
def test_a_name_that_is_cut_short_is_offered_whole(typed: str, meant: str) -> None:
    assert known(typed) == set()
    assert meant in near(typed)


def test_what_is_offered_takes_the_place_of_the_slip_and_leaves_all_around_it() -> None:
    first = recognised(TERMS, MedicineRow("my xanex 1mg prn")).near[0]
    assert first.put_into("my xanex 1mg prn") == "my Xanax 1mg prn"
    assert known("my Xanax 1mg prn") == {"Alprazolam"}


def test_a_slip_beside_a_known_name_is_asked_about_too() -> None:
    read = recognised(TERMS, MedicineRow("lisinopril and seroquell"))
    assert known("lisinopril xanex") == {"Lisinopril"}
    assert near("lisinopril xanex") == ["Alprazolam"]
    assert known("lisinopril and seroquell") == {"Lisinopril"}
    assert [one.name for one in read.near] == ["Seroquel"]
    assert not read.is_recognised


# What conditions read

def fact(rows: list[dict[str, str]], **answers: Any) -> Any:
    given = {"takes_medicines": "yes", "medicines": rows, **answers}
    response = _response({key: value for key, value in given.items() if value is not None})
    return answers_in_force(FORM, response)["medicines"]


def _response(given: dict[str, Any]) -> Response:
    content = json.dumps({"questionnaire": FORM.questionnaire_id, "answers": given})
    return read_response(content, FORM, today=datetime.date(2026, 11, 26))


def test_a_row_that_is_not_recognised_leaves_the_list_open() -> None:
    assert fact([{"name": "lisinopril"}]).complete
    assert not fact([{"name": "lisinopril"}, {"name": "xanex"}]).complete
    assert not fact([{"name": "Benadryl"}]).complete


def test_a_medicine_named_in_the_dose_or_the_frequency_counts_where_it_is_plain() -> None:
    assert "benzodiazepine" in fact([{"name": "lisinopril", "frequency": "daily, and lorazepam at night"}]).value
    assert "nmda_blocker" not in fact([{"name": "lisinopril", "dose": "DM 5"}]).value


def test_rows_count_as_given_where_nobody_said_whether_medicines_are_taken() -> None:
    assert "antipsychotic" in fact([{"name": "clozapine"}], takes_medicines=None).value
    assert "antipsychotic" in fact([{"name": "clozapine"}], takes_medicines={"absent": "unanswered"}).value
    rows = {"value": [{"name": "clozapine"}], "origin": "self", "on": "2026-11-20"}
    told = _response({"medicines": rows}).answers["takes_medicines"]
    assert (told.value, told.origin, told.on) == ("yes", "self", datetime.date(2026, 11, 20))


def test_not_sure_beside_rows_stays_not_sure_and_the_rows_are_kept() -> None:
    response = _response({"takes_medicines": {"absent": "unsure"}, "medicines": [{"name": "clozapine"}]})
    assert response.answers["takes_medicines"].absent == "unsure"
    assert response.answers["medicines"].value == (MedicineRow("clozapine"),)


def test_a_no_closes_the_list_although_rows_are_there_and_they_are_kept() -> None:
    given = {"takes_medicines": "no", "medicines": [{"name": "clozapine"}]}
    assert fact([{"name": "clozapine"}], takes_medicines="no").applies is False
    assert _response(given).answers["medicines"].value == (MedicineRow("clozapine"),)


@pytest.mark.parametrize("said", ["no", {"absent": "unsure"}])
def test_rows_beside_a_no_or_a_not_sure_are_told_of_by_whoever_reads_the_file(said: Any) -> None:
    response = _response({"takes_medicines": said, "medicines": [{"name": "clozapine"}, {"name": "xanax"}]})
    assert rows_laid_aside(answers_in_force(FORM, response), response) == {
        "medicines": (MedicineRow("clozapine"), MedicineRow("xanax"))}
    assert list(what_to_know(ReadBack(response, "file", None), FORM)) == [("rows_aside", {"count": 2})]


@pytest.mark.parametrize("given", [
    {}, {"takes_medicines": "no"}, {"medicines": [{"name": "xanax"}]},
    {"takes_medicines": "yes", "medicines": [{"name": "xanax"}]}])
def test_nothing_is_laid_aside_where_the_answers_fit(given: dict[str, Any]) -> None:
    response = _response(given)
    assert rows_laid_aside(answers_in_force(FORM, response), response) == {}


# Lists in one row

@pytest.mark.parametrize(("typed", "rows"), [
    ("lisinopril 10, metformin 500mg bid; xanax prn\naspirin",
     [("lisinopril", "10", ""), ("metformin", "500mg", "bid"), ("xanax", "", "prn"), ("aspirin", "", "")]),
    ("lisinopril 10mg metformin 500 mg", [("lisinopril", "10mg", ""), ("metformin", "500 mg", "")]),
    ("warfarin 2.5 mg daily, folic acid", [("warfarin", "2.5 mg", "daily"), ("folic acid", "", "")]),
    ("losartan 50mg y metformina 850 cada 12 horas",
     [("losartan", "50mg", ""), ("metformina", "850", "cada 12 horas")]),
    ("zoloft and xanex", [("zoloft", "", ""), ("xanex", "", "")]),
])
def test_a_list_in_one_row_is_offered_as_rows(typed: str, rows: list[tuple[str, str, str]]) -> None:
    assert [(row.name, row.dose, row.frequency) for row in rows_in(TERMS, typed)] == rows


@pytest.mark.parametrize("typed", [
    "Sertraline (Zoloft) 50", "carbidopa/levodopa 25/100", "Sacubitril and valsartan", "lorazepam", "pain, sleep",
    "aspirin, for my heart", "one in the morning, one at night", "",
])
def test_one_medicine_is_no_list(typed: str) -> None:
    assert rows_in(TERMS, typed) == ()


# Bad input

@pytest.mark.parametrize("typed", [
    "a" * 200, "xanex " * 33, "安眠药" * 60, "🙂" * 200, "1" * 200, "lis" * 66, "é́" * 100,
])
def test_any_200_characters_are_read_in_bounded_time(typed: str) -> None:
    recognised(TERMS, MedicineRow("xanex"))  # what is built once is built
    start = time.process_time()
    for row in range(80):
        recognised(TERMS, MedicineRow(f"{typed[:196]}{row}"))
        rows_in(TERMS, f"{typed[:196]}{row}")
    assert time.process_time() - start < 10
