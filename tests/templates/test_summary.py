"""What a summary says, in which order, and what it never says."""

import pickle
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from forms import answers_in_force, load_questionnaire
from forms.exchange import read_response
from rules import Example, RuleSet, conclude, load_rule_sets, load_rules
from rules.review.checks import read_example
from templates import Summary, UnderAgeError, build_summary, summary_html
from templates.summary.model import Point, Said, StatementLine
from templates.words import load_words
from tests.support.summaries import SAMPLES, TODAY, response_of, sample, sample_answers, summary_of, summary_of_answers

pytestmark = pytest.mark.every_clinic


def point(summary: Summary, topic: str) -> Point:
    return next(one for one in summary.points if one.topic == topic)


def lines_of(point: Point) -> list[StatementLine]:
    return list(point.statements)


def unknown(summary: Summary, to_do: str) -> dict[str, tuple[str, ...]]:
    """Question → topics it could raise, of those of which this is to be done."""
    rows = (*summary.page_1.unknown.first, *(row for group in summary.page_1.unknown.then for row in group.rows))
    return {question: row.could_raise for row in rows if row.to_do == to_do for question in row.questions}


def all_said(summary: Summary) -> dict[str, Said]:
    """What stands behind page 1, apart from scores and what raised nothing."""
    return {said.link_id: said for section in summary.sections for said in (*section.said, *section.in_full)}


def test_a_point_holds_the_wording_the_answer_and_a_question() -> None:
    found = point(summary_of({"pregnant": "could_be"}), "pregnancy")
    assert found.wordings[0].strength == "Usually not recommended"
    assert [line.statement for line in found.wordings[0].statements] == ["D23"]
    assert [(said.question, said.lines) for said in found.said] == [("Pregnant", ("I could be",))]
    assert found.discuss
    assert found.questions


@pytest.mark.parametrize("name", SAMPLES)
def test_safety_comes_first_and_then_the_heaviest_wording_whosever_it_is(name: str) -> None:
    order = ["Contraindication on a label", "Usually not recommended", "May not be a good candidate",
             "Discuss the risk", "Limits where or how it is given", "Something to consider", "For information",
             "Promotion"]
    summary = sample(name)
    assert [one.number for one in summary.points] == list(range(1, len(summary.points) + 1))
    assert not any(one.is_safety for one in summary.points[len(summary.page_1.safety):])
    places = [order.index(group.strength) for group in summary.page_1.groups]
    assert places == sorted(set(places))
    for group in summary.page_1.groups:
        for one in group.points:
            own = [wording.strength for wording in one.wordings if not wording.is_a_check]
            assert all(order.index(strength) >= order.index(group.strength) for strength in own)
            assert group.strength in own or any(wording.is_a_check for wording in one.wordings)
            assert one.is_strong == (order.index(group.strength) <= order.index("Discuss the risk"))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_topic_has_one_point_however_many_rules_of_however_many_sets_are_raised(name: str) -> None:
    topics = [one.topic for one in sample(name).points]
    assert len(topics) == len(set(topics))


MARKS = {ruleset.mark: ruleset for ruleset in load_rule_sets()}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_statement_stands_under_the_name_of_the_set_it_is_from(name: str) -> None:
    """So no article is credited with what a label says."""
    for one in sample(name).points:
        for wording in one.wordings:
            assert {line.statement for line in wording.statements} <= MARKS[wording.whose].statements.keys()


def test_a_point_of_two_sets_says_of_each_how_strongly_it_puts_it() -> None:
    found = point(summary_of({"breastfeeding": "yes"}, rule_sets=load_rule_sets()), "breastfeeding")
    assert [source.whose for source in found.sources] == ["articles", "labels and guidance, not in the articles"]
    page = summary_html(summary_of({"seizures": "yes", "psychosis": "yes"}, rule_sets=load_rule_sets()))
    assert "articles; labels and guidance, not in the articles</span>" in page
    assert "Seizures or epilepsy <span class=\"whose\">labels and guidance, not in the articles</span>" in page


def test_a_label_s_contraindication_leads_before_what_the_articles_say_most_strongly() -> None:
    summary = summary_of({"pregnant": "could_be", "schizophrenia": "yes", "aneurysm_or_avm": "yes",
                          "expects_lasting_cure": "yes", "breathing_or_sleep_apnoea": "yes",
                          "takes_medicines": "yes"}, rule_sets=load_rule_sets())
    topics = [one.topic for one in summary.points]
    assert topics[0] == "blood_vessels"
    assert topics.index("schizophrenia") < topics.index("breathing") < topics.index("expectations")
    assert topics.index("expectations") < topics.index("medicines_and_combining")


def test_what_holds_for_any_tablet_comes_after_what_is_particular_unless_a_tablet_is() -> None:
    given = {"takes_medicines": "yes", "escort_home": "no", "breathing_or_sleep_apnoea": "yes"}
    general = summary_of({**given, "medicines": [{"name": "Folic acid"}]}, rule_sets=load_rule_sets())
    particular = summary_of({**given, "medicines": [{"name": "Adderall"}]}, rule_sets=load_rule_sets())
    assert [one.topic for one in general.points if one.is_strong] == ["breathing", "getting_home"]
    assert "medicines_and_combining" in [one.topic for one in general.points if not one.is_strong]
    assert [one.topic for one in particular.points if one.is_strong] == [
        "breathing", "pressure_raising_medicines", "getting_home"]


@pytest.mark.uses("reconcile")
def test_answers_that_do_not_fit_stand_at_the_weight_of_what_they_could_mean_and_are_marked() -> None:
    summary = summary_of({"aneurysm_or_avm": "no", "chart_conditions": ["aneurysm_or_avm"],
                          "schizophrenia": "yes"}, rule_sets=load_rule_sets())
    found = summary.page_1.groups[0]
    assert (found.strength, found.points[0].topic) == ("Contraindication on a label", "blood_vessels")
    page = summary_html(summary)
    assert "<b class=\"mark\">answers that do not fit</b> ask which is right" in page
    assert page.index("answers that do not fit") < page.index("Schizophrenia <span")


@pytest.mark.parametrize("name", SAMPLES)
def test_no_sentence_stands_twice_in_a_point(name: str) -> None:
    for one in sample(name).points:
        sentences = re.split(r"(?<=[.!?])\s+", " ".join((*one.discuss, *one.questions, *one.more)))
        assert len(sentences) == len(set(sentences)), one.title


@pytest.mark.parametrize("name", SAMPLES)
def test_a_statement_s_text_stands_once_on_the_sheet(name: str) -> None:
    told = [(line.says, line.note) for one in sample(name).points for wording in one.told
            for line in wording.statements if not line.says.startswith("(see ")]
    assert [one for one in told if told.count(one) > 1] == []


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
    found = point(summary, "antidepressants")
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
    (said,) = [one for one in found.said if one.link_id == "medicines"]
    assert said.lines == ("Paliperidone",)
    assert said.remarks == ()


def medicine_lines(summary: Summary) -> list[tuple[str, str, str, bool]]:
    """Name, dose and how often, known as, and whether it is recognised, of each row of the table on page 1."""
    assert summary.page_1.medicines
    return [(one.name, one.taken, one.known_as, one.is_recognised)
            for table in summary.page_1.medicines.tables for one in table]


def taking(*rows: dict[str, str], rule_sets: Sequence[RuleSet] = ()) -> Summary:
    return summary_of({"takes_medicines": "yes", "medicines": list(rows)}, rule_sets=rule_sets)


def test_medicines_stand_as_written_with_dose_and_what_each_is_usually_for() -> None:
    summary = taking({"name": "Paliperidone", "dose": "6 mg", "frequency": "every morning"}, {"name": "plavix"})
    assert medicine_lines(summary) == [
        ("Paliperidone", "6 mg, every morning", "psychosis", True),
        ("plavix", "", "Clopidogrel: heart disease, stroke and its prevention", True)]
    assert summary.page_1.medicines
    assert summary.page_1.medicines.note == ""
    assert "medicines" not in all_said(summary)


def test_a_medicine_that_nobody_recognised_says_so_and_is_counted() -> None:
    summary = taking({"name": "xanex 1mg"}, {"name": "metoprolol"}, {"name": "lisinopril and seroquell"})
    recognised = [is_recognised for *_, is_recognised in medicine_lines(summary)]
    assert recognised == [False, True, False]
    page = " ".join(summary_html(summary).split())
    assert "2 of 3 not recognised: no rule on medicines has looked at them." in page
    assert "<td><b>not recognised</b>; nearest: Xanax (Alprazolam)?</td>" in page
    assert "<td>high blood pressure; <b>the rest not recognised</b>; nearest: Seroquel (Quetiapine)?</td>" in page


def test_a_point_that_lists_medicines_says_so_where_it_counts_recognised_ones_only() -> None:
    found = point(taking({"name": "Paliperidone"}, {"name": "gabapentan"}), "psychosis")
    (said,) = [one for one in found.said if one.link_id == "medicines"]
    assert (said.lines, said.remarks) == (("Paliperidone",), ("recognised ones only",))


def test_medicines_that_are_not_recognised_are_to_be_checked_by_name() -> None:
    summary = taking({"name": "xanex 1mg"}, {"name": "gabapentan"}, {"name": "metoprolol"}, rule_sets=load_rule_sets())
    assert "Medicines not recognised (xanex 1mg, gabapentan)" in unknown(summary, "check what they are")


def test_of_eighty_medicines_none_is_lost_and_page_1_counts_them() -> None:
    summary = taking(*({"name": f"herb number {number}"} for number in range(80)))
    assert summary.page_1.medicines
    assert summary.page_1.medicines.stands_below
    page = " ".join(summary_html(summary).split())
    assert "80, listed with all other answers; 80 of 80 not recognised" in page
    assert all(f"herb number {number}: <b>not recognised</b>" in page for number in range(80))


def test_a_very_long_dose_is_cut_in_the_table_and_stands_whole_with_all_answers() -> None:
    summary = taking({"name": "metoprolol", "dose": "half a tablet and then " * 8})
    assert medicine_lines(summary)[0][1].endswith("…")
    assert all_said(summary)["medicines"].lines == (f"metoprolol, {('half a tablet and then ' * 8).strip()}",)


def test_a_list_that_is_said_to_be_open_says_so_beside_the_table() -> None:
    rows = {"value": [{"name": "metoprolol"}], "absent": "unsure"}
    summary = summary_of({"takes_medicines": "yes", "medicines": rows})
    assert summary.page_1.medicines
    assert summary.page_1.medicines.note == "about the rest: I’m not sure"


def test_a_point_of_two_rules_quotes_the_medicines_of_both() -> None:
    medicines = [{"name": name} for name in ("Theophylline", "Paracetamol", "Adderall")]
    summary = summary_of({"takes_medicines": "yes", "medicines": medicines}, rule_sets=load_rule_sets())
    found = point(summary, "pressure_raising_medicines")
    assert [said.lines for said in found.said if said.link_id == "medicines"] == [("Theophylline, Adderall",)]


def test_a_point_on_one_kind_of_medicine_quotes_no_other_kind() -> None:
    medicines = [{"name": name} for name in ("Aspirin", "Clopidogrel", "Sertraline", "Gabapentin", "Adderall")]
    given = {"takes_medicines": "yes", "medicines": medicines, "breathing_or_sleep_apnoea": "yes"}
    summary = summary_of(given, rule_sets=load_rule_sets())
    quoted = {topic: [said.lines for said in point(summary, topic).said if said.link_id == "medicines"]
              for topic in ("sedation", "bleeding", "antidepressants")}
    assert quoted == {"sedation": [("Gabapentin",)], "bleeding": [("Aspirin, Clopidogrel",)],
                      "antidepressants": [("Sertraline",)]}


def test_words_that_say_the_same_as_a_box_are_quoted_but_not_asked_about() -> None:
    summary = summary_of({"schizophrenia": "yes", "mind_in_own_words": "schizophrenia since 1990"})
    found = point(summary, "schizophrenia")
    assert {said.link_id for said in found.said} == {"schizophrenia", "mind_in_own_words"}
    assert found.title == "Schizophrenia"
    assert len(found.discuss) == 1


@pytest.mark.parametrize("medicine", ["losartan", "lithium", "sertraline", "diazepam", "quetiapine", "levothyroxine"])
def test_each_rule_that_raises_something_has_a_point_on_its_topic_whatever_medicine_is_listed(medicine: str) -> None:
    rule_sets = load_rule_sets()
    rules = [rule for rule_set in rule_sets for rule in rule_set.rules]
    for rule in rules:
        given = next(example.given for example in rule.examples if example.state == "raised")
        both = {**given, "takes_medicines": "yes", "medicines": [{"name": medicine}, *given.get("medicines", ())]}
        answers = read_example(Example(says="", given=both, state="open"), load_questionnaire())
        conclusions = conclude(answers, rule_sets)
        summary = build_summary(conclusions, as_of=TODAY, intake_desk=True)
        raised = [one.rule for _, found in conclusions.judged for one in found if one.state == "raised"]
        topics = {one.topic for one in summary.points}
        assert {one.topic for one in raised if not one.general} <= topics, rule.id


def test_the_titles_name_what_a_point_is_on_before_what_holds_for_every_medicine() -> None:
    answers = {"high_blood_pressure": "yes", "takes_medicines": "yes", "medicines": [{"name": "losartan"}]}
    found = point(summary_of(answers, rule_sets=load_rule_sets()), "blood_pressure")
    assert found.title.startswith("High blood pressure")
    assert found.questions[0] == "What are your usual readings?"


def test_the_weaker_points_are_brief_and_say_the_rest_later() -> None:
    weak = [one for one in sample("could_be_pregnant").points if not one.is_strong]
    assert weak
    assert all(len(one.questions) == 1 and not one.discuss and (one.more or one.told) for one in weak)


def test_few_strong_points_say_what_to_discuss_and_with_many_they_are_brief_too_and_none_is_lost() -> None:
    few = [one for one in sample("could_be_pregnant").points if one.is_strong]
    many = [one for one in sample("everything_raised").points if one.is_strong and not one.is_safety]
    assert few
    assert all(one.discuss for one in few)
    assert len(many) > 9
    assert all(len(one.questions) == 1 and not one.discuss and (one.more or one.told) for one in many)


def test_a_brief_point_says_that_more_answers_raise_it_and_they_stand_with_all_answers() -> None:
    summary = sample("everything_raised")
    cut = [one for one in summary.points if one.is_cut]
    assert cut
    assert all(one.said for one in cut)
    listed = {*all_said(summary), *(said.link_id for one in summary.points for said in one.said),
              *(said.link_id for said in summary.page_1.own_words)}
    boxes = {link_id for ruleset in load_rule_sets() for rule in ruleset.rules
             for test in rule.when.leaves() for link_id in [test.item]}
    given = set(answers_in_force(load_questionnaire(), response_of(sample_answers("everything_raised"))).given())
    silent = {link_id for one in summary.silent for link_id in one.link_ids}
    assert {link_id for link_id in given & boxes if not link_id.startswith("phq9")} <= listed | silent


def test_unknown_answers_stay_three_kinds() -> None:
    summary = summary_of({"pregnant": {"absent": "unsure"}, "substance_use_disorder": {"absent": "declined"}})
    assert unknown(summary, "not sure, check") == {"Pregnant": ("Pregnancy",)}
    declined = unknown(summary, "prefers not to say, to raise or leave")
    assert "Substance use" in declined["Problem with alcohol or drugs, ever"]
    assert "Heart disease" in unknown(summary, "not answered, ask")


def test_an_unknown_answer_that_could_raise_nothing_is_not_asked_for() -> None:
    assert "Liver problem" not in unknown(summary_of({}), "not answered, ask")


def test_what_could_raise_a_contraindication_leads_what_is_unknown_with_a_line_each() -> None:
    left = sample("nothing_answered").page_1.unknown
    first = [question for row in left.first for question in row.questions]
    assert {"Aneurysm or AVM", "Stroke or bleeding in the brain", "Bad reaction to ketamine"} <= set(first)
    assert all(len({row.could_raise for row in left.first if question in row.questions}) == 1 for question in first)
    strengths = [group.strength for group in left.then]
    assert strengths == ["Usually not recommended", "May not be a good candidate", "Discuss the risk",
                         "Limits where or how it is given", "Something to consider", "For information"]


def test_questions_for_own_words_stand_together_and_last() -> None:
    left = sample("nothing_answered").page_1.unknown
    assert "Mental health, in own words" in left.own_words
    rows = (*left.first, *(row for group in left.then for row in group.rows))
    assert not any("own words" in question for row in rows for question in row.questions)


def test_words_that_mention_something_after_a_no_are_to_be_read_and_stand_among_the_others() -> None:
    summary = summary_of({"mind_in_own_words": "No psychosis."})
    asked = unknown(summary, "names losing touch with what is real (psychosis) after a “no”: read what is meant")
    assert "Mental health, in own words" in asked
    assert "Mental health, in own words" not in summary.page_1.unknown.own_words


def test_words_on_a_relative_are_to_be_read_and_say_whose_they_are() -> None:
    summary = summary_of({"diagnoses_in_own_words": "FH: schizophrenia (brother)."})
    to_do = "names schizophrenia or schizoaffective disorder of a relative: read what is meant"
    assert "Conditions, in own words" in unknown(summary, to_do)


def test_words_that_deny_thoughts_of_suicide_stand_with_safety_and_below_only_for_what_else_they_name() -> None:
    summary = summary_of({"mind_in_own_words": "Denies suicidal thoughts.",
                          "reason": "No suicidal thoughts, no psychosis."})
    on_top = (*summary.page_1.safety_unknown, *summary.page_1.danger_said)
    assert {"reason", "mind_in_own_words"} <= {one.link_id for one in on_top}
    below = [row for group in summary.page_1.unknown.then for row in group.rows]
    asked = [question for row in (*summary.page_1.unknown.first, *below) for question in row.questions]
    assert "Mental health, in own words" not in asked
    assert asked.count("Reason for coming") == 1
    assert not any("suicid" in row.to_do for row in below)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_strength_heads_what_is_unknown_once_and_in_order(name: str) -> None:
    texts = list(load_words().strengths.values())
    places = [texts.index(group.strength) for group in sample(name).page_1.unknown.then]
    assert places == sorted(set(places))


def test_a_quote_that_ends_a_sentence_is_followed_by_no_second_full_stop() -> None:
    page = summary_html(summary_of({"diagnoses_in_own_words": "I have schizophrenia."}))
    assert "“I have schizophrenia.”" in page
    assert "schizophrenia.”." not in page
    assert "“Yes”." in summary_html(summary_of({"schizophrenia": "yes"}))


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_unknown_is_named_once(name: str) -> None:
    summary = sample(name)
    named = [*summary.page_1.unknown.questions, *(one.question for one in summary.page_1.safety_unknown)]
    assert len(named) == len(set(named))
    assert set(named).isdisjoint(summary.unanswered)


@pytest.mark.uses("phq9")
def test_an_unknown_safety_question_is_named_on_top() -> None:
    summary = summary_of({"phq9_9": {"absent": "declined"}, "suicidal_thoughts_now": "no", "suicide_attempt": "no"})
    assert [said.question for said in summary.page_1.danger_said] == ["Thoughts of death or of self-harm"]
    assert summary.page_1.safety_unknown == ()
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
    summary = summary_of_answers(answers, [load_rules()])
    assert set(all_said(summary)) == {"liver"}
    assert {link_id for one in summary.silent for link_id in one.link_ids} == {"heart_disease"}
    not_answered = {*summary.unanswered, *summary.page_1.named_unknown}
    assert not {"Liver problem", "Heart disease", "Kind of heart disease"} & not_answered
    assert "Kidney problem" in not_answered
    assert "valve" not in summary.answers_json


def test_an_answer_past_its_shelf_life_says_so() -> None:
    no = {"value": "no", "on": "2026-10-01"}
    summary = summary_of({"pregnant": no, "heart_disease": no})
    assert [(one.questions, one.remarks) for one in summary.silent] == [
        (("Pregnant",), ("1 Oct 2026: ask again",)), (("Heart disease",), ())]


def test_who_gave_an_answer_and_when_is_said_once_and_then_where_it_differs() -> None:
    origins = load_questionnaire().origin_texts
    day = {"origin": "self", "on": "2026-11-16"}
    summary = summary_of({"liver": {"value": "no", **day}, "kidney": {"value": "no", **day},
                          "measured_pulse": {"value": 80, "on": "2026-11-18"}})
    assert summary.usually == f"{origins['self']}, 16 Nov 2026"
    assert all_said(summary)["liver"].remarks == ()
    assert all_said(summary)["measured_pulse"].remarks == (f"{origins['measured']}, 18 Nov 2026",)


@pytest.mark.uses("gad7", "phq9")
def test_a_total_has_its_published_band_and_there_is_none_while_an_answer_is_missing() -> None:
    whole = {f"gad7_{i}": "2" for i in range(1, 8)}
    partly = {key: value for key, value in whole.items() if key not in ("gad7_1", "gad7_2")}
    scored = {one.title: (one.total, one.band) for one in summary_of(whole).scored}
    assert scored == {"GAD-7": ("14 of 21", "moderate anxiety"), "PHQ-9": ("no total: 0 of 9 answered", None)}
    assert summary_of(partly).scored[0].total == "no total: 5 of 7 answered"


@pytest.mark.uses("gad7", "phq9")
def test_a_total_says_how_old_its_answers_are_and_who_gave_them() -> None:
    fresh = {"value": "1", "on": "2026-11-17", "origin": "self"}
    answers = {f"phq9_{i}": fresh for i in range(1, 10)} | {f"gad7_{i}": fresh for i in range(1, 7)}
    old = {"value": "2", "on": "2026-05-04", "origin": "interpreter"}
    gad, phq = summary_of({**answers, "gad7_7": old}).scored
    assert (phq.answers, phq.remarks) == (("1",) * 9, ())
    assert gad.scale == ("0 Not at all", "3 Nearly every day")
    *others, last = gad.answers
    assert (others, gad.remarks) == (["1"] * 6, ())
    assert re.fullmatch(r"2 \(.+, 4 May 2026; 4 May 2026: ask again\)", last)
    of_then = summary_of(answers | {f"gad7_{i}": old for i in range(1, 8)})
    assert of_then.scored[0].answers == ("2",) * 7
    assert f"2 ({'; '.join(of_then.scored[0].remarks)})" == last
    assert f"2, 2, 2, 2, 2, 2, {last}" in summary_html(of_then)


def test_an_empty_response_says_not_answered_and_never_no() -> None:
    summary = sample("nothing_answered")
    assert summary.points == ()
    assert all(said.lines == ("not answered",) for said in summary.page_1.own_words)
    assert {"Pregnant", "Seizures", "Reason for coming"} <= set(summary.page_1.named_unknown)
    page = summary_html(summary)
    assert "“No”" not in page
    assert all(question in page for question in (*summary.unanswered, *summary.page_1.named_unknown))


def test_a_person_under_18_gets_no_summary() -> None:
    with pytest.raises(UnderAgeError, match="under 18"):
        summary_of({"adult": "no"})
    assert summary_of({"adult": "no"}, intake_desk=True).label.name is None


def test_two_sets_that_raise_a_topic_give_one_point_with_both_marks() -> None:
    questionnaire, first = load_questionnaire(), load_rules()
    second = first.model_copy(update={"rule_set": "second", "title": "Another set", "mark": "another set"})
    response = read_response(b'{"questionnaire": "ketamine-consult", "answers": {"pregnant": "yes"}}', questionnaire,
                             today=TODAY)
    answers = answers_in_force(questionnaire, response)
    (found,) = summary_of_answers(answers, [first, second]).points
    assert [source.whose for source in found.sources] == ["articles", "another set"]


def test_a_rule_set_that_is_turned_off_is_named_and_says_nothing() -> None:
    first, second = load_rule_sets()[:2]
    off = second.model_copy(update={"on": False})
    summary = summary_of({"seizures": "yes", "pregnant": "yes"}, rule_sets=(first, off))
    assert {wording.whose for one in summary.points for wording in one.wordings} == {"articles"}
    assert [one.topic for one in summary.points] == ["pregnancy"]
    assert f"Turned off in this clinic: {second.title}." in summary_html(summary)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_summary_is_plain_frozen_data(name: str) -> None:
    summary = sample(name)
    assert pickle.loads(pickle.dumps(summary)) == summary  # noqa: S301 # our own
    assert hash(summary) == hash(replace(summary))


def test_a_sedative_with_sleep_apnoea_is_named_in_the_title_and_not_hidden_behind_an_antidepressant() -> None:
    medicines = [{"name": "Sertraline"}, {"name": "Gabapentin"}]
    summary = summary_of({"takes_medicines": "yes", "medicines": medicines, "breathing_or_sleep_apnoea": "yes"},
                         rule_sets=load_rule_sets())
    found = point(summary, "sedation")
    joint = [rule.title for ruleset in load_rule_sets() for rule in ruleset.rules
             if {"medicines", "breathing_or_sleep_apnoea"} <= {test.item for test in rule.when.leaves()}]
    assert any(found.title.startswith(title) for title in joint), found.title


def test_what_holds_for_any_tablet_is_told_with_the_tablet_that_implies_it() -> None:
    listed = {"takes_medicines": "yes", "medicines": [{"name": "Sertraline"}]}
    topics = [one.topic for one in summary_of(listed, rule_sets=load_rule_sets()).points]
    assert "antidepressants" in topics
    assert "medicines_and_combining" not in topics
    told = point(summary_of(listed, rule_sets=load_rule_sets()), "antidepressants")
    assert {"A85", "A88"} <= {line.statement for line in lines_of(told)}


def test_a_benzodiazepine_once_tried_does_not_stand_in_the_title_of_what_is_taken_now() -> None:
    given = {"takes_medicines": "yes", "medicines": [{"name": "Gabapentin"}], "tried_benzodiazepine": "helped"}
    told = point(summary_of(given, rule_sets=load_rule_sets()), "sedation")
    assert told.title == "Takes a medicine that slows the brain"
