"""What a summary says, in which order, and what it never says."""

import pickle
import re
from dataclasses import replace

import pytest

from forms import answers_in_force, load_questionnaire, read_response
from rules import evaluate, load_rule_sets, load_rules
from templates import Summary, UnderAgeError, build_summary, summary_html
from templates.summary import Point, Said, StatementLine
from tests.summaries import SAMPLES, TODAY, sample, summary_of


def point(summary: Summary, topic: str) -> Point:
    return next(one for one in summary.points if one.topic == topic)


def lines_of(point: Point) -> list[StatementLine]:
    return [*point.background, *(line for wording in point.wordings for line in wording.statements)]


def unknown(summary: Summary, kind: str) -> dict[str, tuple[str, ...]]:
    """Question → points it could raise."""
    return {question: row.could_raise for group in summary.page_1.unknown if group.absent == kind
            for row in group.rows for question in row.questions}


def all_said(summary: Summary) -> dict[str, Said]:
    return {said.link_id: said for section in summary.sections for said in (*section.said, *section.in_full)}


def test_a_point_holds_the_wording_the_answer_and_a_question() -> None:
    found = point(summary_of({"pregnant": "could_be"}), "pregnancy")
    assert found.wordings[0].strength == "Usually not recommended"
    assert [line.statement for line in found.wordings[0].statements] == ["D23"]
    assert [(said.question, said.lines) for said in found.said] == [("Pregnant", ("I could be",))]
    assert found.discuss
    assert found.questions


@pytest.mark.parametrize("name", SAMPLES)
def test_safety_comes_first_and_then_the_strongest_wording(name: str) -> None:
    order = ["Contraindication on a label", "Usually not recommended", "May not be a good candidate",
             "Discuss the risk", "Limits where or how it is given", "Something to consider", "For information",
             "Promotion"]
    summary = sample(name)
    assert [one.number for one in summary.points] == list(range(1, len(summary.points) + 1))
    assert not any(one.is_safety for one in summary.points[len(summary.page_1.safety):])
    for block in summary.page_1.blocks:
        places = [order.index(one.wordings[0].strength) for one in block.points]
        assert places == sorted(places)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_topic_has_one_point_however_many_of_its_rules_are_raised(name: str) -> None:
    for block in sample(name).page_1.blocks:
        topics = [one.topic for one in block.points]
        assert len(topics) == len(set(topics))


def test_where_documents_differ_a_point_shows_both_strengths() -> None:
    found = point(summary_of({"substance_use_disorder": "yes"}), "substance_use")
    assert [wording.strength for wording in found.wordings][:2] == ["May not be a good candidate", "Discuss the risk"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_statement_flagged_wrong_is_never_printed(name: str) -> None:
    wrong = {one.id for ruleset in load_rule_sets() for one in ruleset.statements.values() if one.flag == "wrong"}
    printed = {line.statement for one in sample(name).points for line in lines_of(one)}
    assert wrong
    assert printed.isdisjoint(wrong)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_statement_never_stands_without_the_one_that_belongs_beside_it(name: str) -> None:
    for one in sample(name).points:
        there = {line.statement for line in lines_of(one)}
        assert all(set(line.beside) <= there for line in lines_of(one))


def test_a_flag_stands_beside_its_statement_with_the_reason() -> None:
    summary = summary_of({"takes_medicines": "yes", "medicines": [{"name": "Sertraline"}]})
    found = point(summary, "medicines_and_combining")
    reassuring = next(line for wording in found.wordings for line in wording.statements if line.statement == "A84")
    assert reassuring.flag == "contradicted elsewhere"
    assert reassuring.note
    assert "A86" in reassuring.beside


def test_in_a_crisis_nothing_speaks_for_ketamine_because_of_suicidal_thoughts() -> None:
    held_back = {one.id for one in load_rules().statements.values() if one.not_in_crisis}
    for answers in ({"suicidal_thoughts_now": "yes"}, {"phq9_9": "1"}, {}):
        summary = summary_of({"other_diagnoses": ["depression"], "tried_antidepressant": "no_help", **answers})
        shown = {line.statement for one in summary.points for line in lines_of(one)}
        assert shown.isdisjoint(held_back)


def test_own_words_that_a_box_denies_are_shown_beside_it() -> None:
    found = point(summary_of({"raised_intracranial_pressure": "no", "body_in_own_words": "Pseudotumor in 2009."}),
                  "intracranial_pressure")
    assert found.said[-1].lines == ("Pseudotumor in 2009.",)


def test_a_long_answer_is_cut_to_the_sentence_that_raised_the_point() -> None:
    story = "It was a long year. " * 40 + "A doctor said schizophrenia then. " + "Nothing came of it. " * 40
    found = point(summary_of({"mind_in_own_words": story}), "schizophrenia")
    assert found.said[0].lines == ("… A doctor said schizophrenia then. …",)


def test_of_a_medicine_list_a_point_quotes_the_rows_that_raised_it() -> None:
    rows = [{"name": "Paracetamol"}, {"name": "Paliperidone", "dose": "6 mg", "frequency": "every morning"}]
    found = point(summary_of({"takes_medicines": "yes", "medicines": rows}), "psychosis")
    assert found.said[0].lines == ("Paliperidone, 6 mg, every morning",)


def test_a_point_of_two_rules_quotes_the_medicines_of_both() -> None:
    medicines = [{"name": name} for name in ("Lorazepam", "Paracetamol", "Adderall")]
    summary = summary_of({"takes_medicines": "yes", "medicines": medicines}, rule_sets=load_rule_sets())
    (found,) = [one for block in summary.page_1.blocks if block.rule_set == "usual_care" for one in block.points
                if one.topic == "medicines_and_combining"]
    assert [said.lines for said in found.said] == [("Lorazepam", "Adderall")]


def test_words_that_say_the_same_as_a_box_are_quoted_but_not_asked_about() -> None:
    summary = summary_of({"schizophrenia": "yes", "mind_in_own_words": "schizophrenia since 1990"})
    found = point(summary, "schizophrenia")
    assert {said.link_id for said in found.said} == {"schizophrenia", "mind_in_own_words"}
    assert found.title == "Schizophrenia"
    assert len(found.discuss) == 1


def test_with_many_points_the_weaker_are_brief_and_say_the_rest_later() -> None:
    weak = [one for one in sample("past_dependence_home_tablets").points if not one.is_strong]
    assert weak
    assert all(len(one.questions) == 1 and not one.discuss and (one.more or one.told) for one in weak)


def test_unknown_answers_stay_three_kinds() -> None:
    summary = summary_of({"pregnant": {"absent": "unsure"}, "substance_use_disorder": {"absent": "declined"}})
    assert unknown(summary, "unsure") == {"Pregnant": ("Pregnancy",)}
    assert "Substance use" in unknown(summary, "declined")["Problem with alcohol or drugs, ever"]
    assert "Heart disease" in unknown(summary, "unanswered")


def test_an_unknown_answer_that_could_raise_nothing_is_not_asked_for() -> None:
    assert "Liver problem" not in unknown(summary_of({}), "unanswered")


def test_questions_for_own_words_stand_together_and_raise_no_wall() -> None:
    (group,) = sample("nothing_answered").page_1.unknown
    assert "Mental health, in own words" in group.own_words
    assert len(group.rows) < 30


def test_what_only_a_later_rule_set_asks_stands_in_one_row() -> None:
    (group,) = sample("nothing_answered").page_1.unknown
    (row,) = [row for row in group.rows if "Liver problem" in row.questions]
    assert row.could_raise == ("What clinicians usually ask — not in the five articles",)
    assert "Seizures" in row.questions
    assert "Pregnant" not in row.questions


def test_an_unknown_safety_question_is_named_on_top() -> None:
    summary = summary_of({"phq9_9": {"absent": "declined"}, "suicidal_thoughts_now": "no", "suicide_attempt": "no"})
    assert [said.question for said in summary.page_1.safety_unknown] == ["Thoughts of death or of self-harm"]
    assert sample("managed_blood_pressure").page_1.safety_unknown == ()


def test_what_raised_nothing_is_listed_with_its_answer_and_not_called_clear() -> None:
    silent = {one.answer: one.questions for one in sample("managed_blood_pressure").silent}
    assert {"Schizophrenia", "Heart disease", "Seizures"} <= set(silent["No"])
    assert "Pregnant" in silent["Does not apply to me"]
    assert "High blood pressure, ever" not in silent.get("Yes", ())
    assert sample("nothing_answered").silent == ()


def test_all_answers_in_force_are_there_and_none_of_a_closed_branch() -> None:
    questionnaire = load_questionnaire()
    response = read_response(b'{"questionnaire": "ketamine-consult", "answers": {"heart_disease": "no", '
                             b'"heart_disease_kind": ["valve"], "liver": "yes"}}', questionnaire, today=TODAY)
    answers = answers_in_force(questionnaire, response)
    summary = build_summary(answers, [(load_rules(), evaluate(load_rules(), answers))], as_of=TODAY)
    assert set(all_said(summary)) == {"liver"}
    assert {link_id for one in summary.silent for link_id in one.link_ids} == {"heart_disease"}
    assert not {"Liver problem", "Heart disease", "Kind of heart disease"} & set(summary.unanswered)
    assert "Kidney problem" in summary.unanswered
    assert "valve" not in summary.answers_json


def test_an_answer_past_its_shelf_life_says_so() -> None:
    no = {"value": "no", "on": "2026-10-01"}
    summary = summary_of({"pregnant": no, "heart_disease": no})
    assert [(one.questions, one.remarks) for one in summary.silent] == [
        (("Pregnant",), ("answered 1 Oct 2026, past its 14-day limit: ask again",)), (("Heart disease",), ())]


def test_who_gave_an_answer_and_when_is_said_once_and_then_where_it_differs() -> None:
    origins = load_questionnaire().origin_texts
    day = {"origin": "self", "on": "2026-11-16"}
    summary = summary_of({"liver": {"value": "no", **day}, "kidney": {"value": "no", **day},
                          "measured_pulse": {"value": 80, "on": "2026-11-18"}})
    assert summary.usually == f"{origins['self']}, 16 Nov 2026"
    assert all_said(summary)["liver"].remarks == ()
    assert all_said(summary)["measured_pulse"].remarks == (f"{origins['measured']}, 18 Nov 2026",)


def test_a_total_has_its_published_band_and_there_is_none_while_an_answer_is_missing() -> None:
    whole = {f"gad7_{i}": "2" for i in range(1, 8)}
    partly = {key: value for key, value in whole.items() if key not in ("gad7_1", "gad7_2")}
    scored = {one.title: (one.total, one.band) for one in summary_of(whole).scored}
    assert scored == {"GAD-7": ("14 of 21", "moderate anxiety"), "PHQ-9": ("no total: 0 of 9 answered", None)}
    assert summary_of(partly).scored[0].total == "no total: 5 of 7 answered"


def test_a_total_says_how_old_its_answers_are_and_who_gave_them() -> None:
    fresh = {"value": "1", "on": "2026-11-17", "origin": "self"}
    answers = {f"phq9_{i}": fresh for i in range(1, 10)} | {f"gad7_{i}": fresh for i in range(1, 7)}
    old = {"value": "2", "on": "2026-05-04", "origin": "interpreter"}
    gad, phq = summary_of({**answers, "gad7_7": old}).scored
    assert (phq.answers, phq.remarks) == (("1",) * 9, ())
    assert gad.scale == ("0 Not at all", "3 Nearly every day")
    *others, last = gad.answers
    assert (others, gad.remarks) == (["1"] * 6, ())
    assert re.fullmatch(r"2 \(.+, 4 May 2026; answered 4 May 2026, past its \d+-day limit: ask again\)", last)
    of_then = summary_of(answers | {f"gad7_{i}": old for i in range(1, 8)})
    assert of_then.scored[0].answers == ("2",) * 7
    assert f"2 ({'; '.join(of_then.scored[0].remarks)})" == last
    assert f"2, 2, 2, 2, 2, 2, {last}" in summary_html(of_then)


def test_an_empty_response_says_not_answered_and_never_no() -> None:
    summary = sample("nothing_answered")
    assert summary.points == ()
    assert all(said.lines == ("not answered",) for said in summary.page_1.own_words)
    assert {"Pregnant", "Seizures", "Reason for coming"} <= set(summary.unanswered)
    page = summary_html(summary)
    assert "“No”" not in page
    assert "Not answered</b> 18 or older; " in page


def test_a_person_under_18_gets_no_summary() -> None:
    with pytest.raises(UnderAgeError, match="under 18"):
        summary_of({"adult": "no"})
    assert summary_of({"adult": "no"}, intake_desk=True).label.name is None


def test_rule_sets_are_printed_apart_and_numbered_through() -> None:
    questionnaire, first = load_questionnaire(), load_rules()
    second = first.model_copy(update={"rule_set": "second", "title": "Another set"})
    response = read_response(b'{"questionnaire": "ketamine-consult", "answers": {"pregnant": "yes"}}', questionnaire,
                             today=TODAY)
    answers = answers_in_force(questionnaire, response)
    judged = [(ruleset, evaluate(ruleset, answers)) for ruleset in (first, second)]
    summary = build_summary(answers, judged, as_of=TODAY)
    assert [(block.rule_set, [one.number for one in block.points]) for block in summary.page_1.blocks] == [
        ("articles", [1]), ("second", [2])]


def test_a_rule_set_that_is_turned_off_is_named_and_says_nothing() -> None:
    first, second = load_rule_sets()[:2]
    off = second.model_copy(update={"on": False})
    summary = summary_of({"seizures": "yes", "pregnant": "yes"}, rule_sets=(first, off))
    assert [block.rule_set for block in summary.page_1.blocks] == ["articles"]
    assert f"Turned off in this clinic: {second.title}." in summary_html(summary)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_summary_is_plain_frozen_data(name: str) -> None:
    summary = sample(name)
    assert pickle.loads(pickle.dumps(summary)) == summary  # noqa: S301 # our own
    assert hash(summary) == hash(replace(summary))
