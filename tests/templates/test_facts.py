"""The top line of page 1: at a glance, and silent on what a copy leaves out."""

from typing import Any

import pytest

from rules import load_rule_sets
from templates import summary_html
from tests.support.summaries import SAMPLES, TODAY, sample_answers, summary_of

TODAY_TEXT, DAYS_AGO = "18 Nov 2026", "9 Nov 2026"


def facts(answers: dict[str, Any], **how: Any) -> dict[str, tuple[str, bool]]:
    """Label → what it says, and whether it is urgent."""
    summary = summary_of(answers, rule_sets=load_rule_sets(), **how)
    return {one.label: (one.text, one.is_urgent) for one in summary.page_1.facts}


def dated(answers: dict[str, Any]) -> dict[str, Any]:
    """These answers, given today."""
    return {link_id: {"value": value, "on": str(TODAY)} for link_id, value in answers.items()}


@pytest.mark.parametrize(("born", "age"), [
    ("1959-11-18", "67"), ("1959-11-19", "66"), ("2000-02-29", "26"), ("2015-01-01", "11")])
def test_age_is_counted_to_the_day_of_the_print(born: str, age: str) -> None:
    assert facts({"birth_date": born})["Age"] == (age, False)


def test_an_age_that_nobody_told_is_said_to_be_unknown() -> None:
    assert facts({})["Age"] == ("not known", False)
    assert facts({"birth_date": {"absent": "unsure"}})["Age"] == ("not known", False)


def test_pregnancy_is_told_word_for_word_and_an_old_answer_is_to_be_asked_again() -> None:
    assert facts({"pregnant": {"value": "could_be", "on": str(TODAY)}})["Pregnant"] == ("“I could be”", False)
    assert facts({"pregnant": {"value": "no", "on": "2026-10-01"}})["Pregnant"] == ("“No”, ask again", True)
    assert facts({"pregnant": "no"})["Pregnant"] == ("“No”, ask again", True)  # nobody knows how old it is
    assert facts({"pregnant": {"absent": "unsure"}})["Pregnant"] == ("“I’m not sure”", False)
    assert facts({})["Pregnant"] == ("not answered", False)


def test_what_the_chart_or_own_words_say_of_a_pregnancy_stands_beside_an_answer_that_is_not_yes() -> None:
    ticked = {"chart_conditions": ["pregnancy", "seizures"]}
    written = {"heart_in_own_words": "im 12 weeks pregnant. The stairs are hard."}
    assert facts(ticked)["Pregnant"] == ("not answered, chart: “Pregnancy”", True)
    assert facts(written)["Pregnant"] == ("not answered, own words: “im 12 weeks pregnant. The stairs are hard.”", True)
    both = {**ticked, **written}
    said_no, said_yes = (facts({**both, **dated({"pregnant": one})})["Pregnant"][0] for one in ("no", "yes"))
    assert said_no.startswith("“No”, chart: “Pregnancy”, own words")
    assert said_yes == "“Yes”"
    assert facts({"hopes": "My sister is pregnant and I want to be well for her."})["Pregnant"][1]  # in doubt
    assert facts({"reason": "I cannot sleep."})["Pregnant"] == ("not answered", False)


def test_a_reading_without_numbers_is_one_unknown() -> None:
    unknown = summary_of({"high_blood_pressure": "yes"}, rule_sets=load_rule_sets()).page_1.unknown
    assert [one for one in unknown.questions if "number" in one] == [
        "Blood pressure, upper number", "Measured upper number"]


def test_own_words_that_no_rule_reads_are_pointed_to_on_page_1() -> None:
    unread = "The zither glowed blue in Ottawa."
    page_1 = summary_of({"heart_in_own_words": unread, "mind_in_own_words": "I had a psychosis in 2010.",
                         "reason": "I worry."}, rule_sets=load_rule_sets()).page_1
    assert page_1.unknown.unread == ("Heart, in own words",)
    on_desk = summary_of({"heart_in_own_words": unread}, rule_sets=load_rule_sets(), copy="desk").page_1
    assert on_desk.unknown.unread == ()


READING = {"systolic": 158, "diastolic": 96, "blood_pressure_date": "2026-11-09"}
MEASURED = {"measured_systolic": 148, "measured_diastolic": 92}


def test_the_desk_s_reading_stands_before_the_one_the_person_told() -> None:
    assert facts(READING)["Blood pressure"] == (f"158/96, told by the person, {DAYS_AGO}", False)
    both = {**READING, **MEASURED, "measured_on": f"{TODAY}T09:40"}
    assert facts(both)["Blood pressure"] == (f"148/92, measured here, {TODAY_TEXT}, 09:40", False)


def test_a_reading_of_an_earlier_visit_is_to_be_taken_again() -> None:
    old = {**MEASURED, "measured_on": "2026-11-17T09:40"}
    assert facts(old)["Blood pressure"] == ("148/92, measured here, 17 Nov 2026, 09:40, measure again", True)
    assert facts(MEASURED)["Blood pressure"] == ("148/92, measured here, measure again", True)


def test_half_a_reading_and_none_are_told_as_they_are() -> None:
    assert facts({"systolic": 158})["Blood pressure"][0].startswith("158/?")
    assert facts({})["Blood pressure"] == ("no reading", False)


def test_a_score_has_its_total_and_its_band_and_none_while_an_answer_is_missing() -> None:
    assert facts(dated({f"gad7_{i}": "2" for i in range(1, 8)}))["GAD-7"] == ("14 of 21, moderate anxiety", False)
    undated = facts({f"gad7_{i}": "2" for i in range(1, 8)})["GAD-7"]
    assert undated == ("14 of 21, moderate anxiety, ask again", False)
    assert facts({})["PHQ-9"] == ("no total: 0 of 9 answered", False)


def thoughts(**answers: Any) -> tuple[str, bool]:
    return facts(answers)["Thoughts of suicide"]


def test_a_no_of_today_is_told_and_an_older_one_is_to_be_asked_again_right_there() -> None:
    assert thoughts(suicidal_thoughts_now={"value": "no", "on": str(TODAY)}, phq9_9="0") == (
        f"“No”, asked {TODAY_TEXT}", False)
    assert thoughts(suicidal_thoughts_now={"value": "no", "on": "2026-11-09"}, phq9_9="0") == (
        f"“No”, asked {DAYS_AGO}, ask again", True)
    assert thoughts(suicidal_thoughts_now="no", phq9_9="0") == ("“No”, asked on a day not known, ask again", True)


@pytest.mark.parametrize(("answer", "says"), [
    (None, "not answered, ask in person, today"), ({"absent": "unsure"}, "“I’m not sure”, ask in person, today"),
    ({"absent": "declined"}, "“Prefer not to say”, ask in person, today")])
def test_no_answer_on_suicide_is_to_be_asked_in_person_today(answer: Any, says: str) -> None:
    given = {} if answer is None else {"suicidal_thoughts_now": answer}
    assert thoughts(**given) == (says, True)


def test_a_no_does_not_hide_what_the_phq_9_says() -> None:
    says, is_urgent = thoughts(suicidal_thoughts_now={"value": "no", "on": str(TODAY)}, phq9_9="1")
    assert says == f"“No”, asked {TODAY_TEXT}, Thoughts of death or of self-harm “Several days”"
    assert is_urgent


def test_it_counts_what_is_unknown_and_what_of_that_could_raise_a_contraindication() -> None:
    summary = summary_of({}, rule_sets=load_rule_sets())
    left = summary.page_1.unknown
    first = sum(len(row.questions) for row in left.first)
    assert facts({})["Still unknown"][0] == f"{len(left.questions)}, of them {first} on contraindications"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_copy_for_the_desk_and_a_private_page_1_do_not_name_what_they_leave_out(name: str) -> None:
    answers = sample_answers(name)
    desk = facts(answers, copy="desk", intake_desk=True)
    private = facts(answers, copy="patient", names_sensitive=False, intake_desk=True)
    for found in (desk, private):
        assert {"Pregnant", "PHQ-9", "Thoughts of suicide"}.isdisjoint(found)
        assert {"Age", "Blood pressure"} <= found.keys()
    assert "Still unknown" not in private


@pytest.mark.parametrize(("taken", "says"), [("2025-04", "about April 2025"), ("2025", "about 2025")])
def test_a_reading_of_which_the_day_is_not_known_says_about_when(taken: str, says: str) -> None:
    told = {"systolic": 128, "diastolic": 80, "blood_pressure_date": taken}
    assert facts(told)["Blood pressure"] == (f"128/80, told by the person, {says}", False)
    assert says in summary_html(summary_of(told, rule_sets=load_rule_sets()))
