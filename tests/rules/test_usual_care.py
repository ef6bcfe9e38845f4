"""What clinicians usually ask, and answers that do not fit together: cases in sentences, and what holds for both sets.

Cases stand in tests/cases/usual_care; a rule's own examples stand beside it.
"""

import itertools
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms import AnswersInForce, answers_in_force, load_questionnaire, urgent
from forms.authoring import read_yaml, verdict_words
from forms.exchange import read_response
from rules import Example, Finding, Rule, RuleSet, Statement, evaluate, load_rule_sets, loading
from rules import __main__ as command_line
from rules.review.checks import as_entered, asks
from rules.review.coverage import coverage, reading_notes
from tests.support import CASES as CASE_FILES

QUESTIONNAIRE = load_questionnaire()
ARTICLES, USUAL, RECONCILE = load_rule_sets()
NEW = (USUAL, RECONCILE)
TODAY = date(2026, 11, 22)
CASES = [case for path in sorted((CASE_FILES / "usual_care").glob("*.yaml"))
         for case in read_yaml(path).data]
KEYS = {"case", "given", "raised", "open", "silent", "shows", "hides", "notices"}
EXAMPLES = [(rule, example) for ruleset in NEW for rule in ruleset.rules for example in rule.examples]
STATEMENTS = list(USUAL.statements.values())
RULES = [(ruleset, rule) for ruleset in NEW for rule in ruleset.rules]

NOTES = [
    "X01", "X02", "X03", "X04", "X05", "X05b", "X06", "X07", "X08", "X09", "X10", "X11", "X12", "X13", "X14",
    "X15", "X16", "X17", "X18", "X19", "X19b", "X20", "X21", "X22", "X23", "X24", "X25", "X26", "X27", "X28",
    "X29", "X30", "X31",
]
LEFT_OUT = {  # part of a note that raises nothing, and a word of its reason
    "KG07": "Not verified", "FT02": "crisis", "TK01": "crisis", "FT03": "weight",
    "SP08": "harmed the brain",
}
WITHOUT_A_NOTE = {"AF01", "GA01", "KM01", "NM01", "UA01"}  # of documents that were read after the notes were made
NOT_AT_HAND = {"KY01", "KY02", "ME01", "ME02", "ML01", "ML02", "NX01", "NX02"}  # from general knowledge; each says so


def in_force(given: dict[str, Any]) -> AnswersInForce:
    """The answers as a RESPONSE.json holds them; YAML gives numbers as text."""
    typed = as_entered(Example(says="", given=given, state="open"), QUESTIONNAIRE)
    content = json.dumps({"questionnaire": QUESTIONNAIRE.questionnaire_id, "answers": typed})
    return answers_in_force(QUESTIONNAIRE, read_response(content, QUESTIONNAIRE, today=TODAY), today=TODAY)


def findings(given: dict[str, Any]) -> dict[str, Finding]:
    """What every rule of every set comes to, by rule id."""
    answers = in_force(given)
    return {found.rule.id: found for ruleset in (ARTICLES, *NEW) for found in evaluate(ruleset, answers)}


def shown(found: dict[str, Finding]) -> set[str]:
    """The statements that stand under the points raised."""
    return {one for finding in found.values() if finding.state == "raised" for one in finding.statements}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_case_holds(case: dict[str, Any]) -> None:
    assert case.keys() <= KEYS
    found = findings(case["given"])
    for state in ("raised", "open", "silent"):
        assert {rule: found[rule].state for rule in case.get(state, [])} == dict.fromkeys(case.get(state, []), state)
    assert set(case.get("shows", [])) <= shown(found)
    assert set(case.get("hides", [])).isdisjoint(shown(found))
    notices = [one.notice.notice_id for one in urgent(in_force(case["given"]))]
    assert notices == case.get("notices", [])


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=lambda part: getattr(part, "id", None) or part.says)
def test_the_example_of_a_rule_holds(rule: Rule, example: Example) -> None:
    value, _, ask = rule.when.trace(in_force(dict(example.given)))
    assert {True: "raised", None: "open", False: "silent"}[value] == example.state
    assert example.ask is None or ask == asks(example, QUESTIONNAIRE)


def test_every_case_is_told_once() -> None:
    told = [case["case"] for case in CASES]
    assert len(told) == len(set(told))


def test_every_rule_has_a_case_that_raises_it() -> None:
    raised = {rule for case in CASES for rule in case.get("raised", [])}
    never = {rule.id for _, rule in RULES} - raised
    assert never == set()


# The reading notes

def test_every_reading_note_is_accounted_for_and_no_other_is_named() -> None:
    found = reading_notes(USUAL)
    assert sorted(found) == sorted(NOTES)
    assert [note for note, places in found.items() if not all(place.is_accounted_for for place in places)] == []


@pytest.mark.parametrize("note", NOTES)
def test_every_reading_note_is_shown_by_a_case(note: str) -> None:
    own = {place.statement.id for place in reading_notes(USUAL)[note] if place.rules}
    assert own & {one for case in CASES for one in case.get("shows", [])}


def test_every_statement_comes_from_a_note_and_what_is_left_out_says_why() -> None:
    assert {one.id for one in STATEMENTS if one.row is None} == WITHOUT_A_NOTE | NOT_AT_HAND
    assert {one.id for one in STATEMENTS if one.left_out} == set(LEFT_OUT)
    for one, why in LEFT_OUT.items():
        assert why in (USUAL.statements[one].left_out or "")


def test_a_statement_from_general_knowledge_says_so_and_is_information() -> None:
    from_memory = {one.id for document in USUAL.documents if document.read_as == "not_verified"
                   for one in document.statements if "general knowledge" in (one.note or "")}
    assert from_memory == NOT_AT_HAND
    for one in map(USUAL.statements.__getitem__, NOT_AT_HAND):
        assert (one.strength, one.flag) in (("information", "unchecked"), ("information", "contested")), one.id


@pytest.mark.parametrize("ruleset", NEW, ids=lambda ruleset: ruleset.rule_set)
def test_a_statement_is_cited_or_background_of_one_topic_or_left_out(ruleset: RuleSet) -> None:
    for places in coverage(ruleset).values():
        for place in places:
            assert bool(place.rules) + len(place.topics) + bool(place.left_out) == 1, place.statement.id


# How strongly it is put

def kind_of(statement: Statement) -> str:
    return USUAL.documents_by_statement[statement.id].kind


def test_a_contraindication_stands_under_that_heading_of_a_label_and_every_such_statement_is_one() -> None:
    labels = {"medicine label", "maker’s summary of a medicine label"}
    assert {kind_of(one) for one in STATEMENTS if one.strength == "contraindication"} == labels
    on_labels = [one for one in STATEMENTS if one.heading == "Contraindications" and kind_of(one) in labels]
    assert {one.strength for one in on_labels} == {"contraindication"}
    assert {one.heading for one in STATEMENTS if one.strength == "contraindication"} == {"Contraindications"}


def test_no_article_is_credited_with_a_contraindication() -> None:
    assert [one.id for one in ARTICLES.statements.values() if one.strength == "contraindication"] == []


@pytest.mark.parametrize("ruleset", [ARTICLES, *NEW], ids=lambda ruleset: ruleset.rule_set)
def test_a_condition_on_where_or_how_speaks_of_the_medicine_and_its_place(ruleset: RuleSet) -> None:
    about = ("hospital", "monitor", "at home")
    conditions = [one for one in ruleset.statements.values() if one.strength == "only_where"]
    assert all(any(word in one.says for word in about) for one in conditions), [one.id for one in conditions]


def test_only_a_label_or_its_maker_says_usually_not_or_only_where() -> None:
    limits = {kind_of(one) for one in STATEMENTS if one.strength in ("usually_not_recommended", "only_where")}
    assert limits <= {"medicine label", "maker’s summary of a medicine label", "pages of the maker of a medicine"}


def test_what_a_trial_or_a_clinic_leaves_out_is_something_to_consider_at_most() -> None:
    own = [one for one in STATEMENTS if kind_of(one).startswith(("clinic", "trial", "paper", "case report"))]
    assert len(own) > 40
    assert {one.strength for one in own} <= {"consider", "information"}


def test_findings_of_studies_are_information() -> None:
    studies = {"review", "systematic review", "case report", "expert opinion", "reference on medicines and milk",
               "paper", "paper, read as a summary", "paper, read as its abstract", "review, read as a summary"}
    assert {one.strength for one in STATEMENTS if kind_of(one) in studies} == {"information"}


def test_a_statement_that_reassures_never_stands_without_the_one_that_warns() -> None:
    beside = {one.id: one.never_without for one in STATEMENTS if one.never_without}
    assert beside == {
        "LM01": ("SP21",), "CX01": ("FD01",), "ER01": ("EM01",), "VE01": ("SP13", "GL01"), "PR01": ("SP16",),
        "NX01": ("NX02",)}


def test_what_was_read_in_a_summary_says_so() -> None:
    summaries = {one.document_id for one in USUAL.documents if one.read_as == "summary"}
    assert summaries == {"AS", "FD", "PA", "EM", "VE", "KM", "GA"}
    for document in USUAL.documents:
        assert any(said in document.trust.lower() for said in ("read", "at hand")), document.document_id
    for document in (one for one in USUAL.documents if one.document_id in ("AS", "FD")):
        assert {one.flag for one in document.statements} == {"unchecked"}


@pytest.mark.parametrize("reading", ["", "measured_"])
def test_a_limit_is_cited_at_no_reading_that_lies_within_it(reading: str) -> None:
    limits = {"SP05": (140, 90), "MS01": (160, 90), "FT01": (160, 100), "CH01": (180, 100)}
    assert all(f"{upper}/{lower}" in USUAL.statements[one].says for one, (upper, lower) in limits.items())
    for upper, lower in itertools.product((130, 140, 141, 158, 160, 161, 180, 181), (80, 90, 91, 96, 100, 101)):
        cited = shown(findings({f"{reading}systolic": str(upper), f"{reading}diastolic": str(lower)}))
        for one, (most_above, most_below) in limits.items():
            assert one not in cited or upper > most_above or lower > most_below
        assert ("SP05" in cited) is (upper > 140 or lower > 90)
        assert ("CH01" in cited) is (upper > 180 or lower > 100)


def test_nothing_in_a_crisis_reads_as_a_reason_for_ketamine() -> None:
    found = shown(findings({"suicidal_thoughts_now": "yes", "phq9_9": "3"}))
    assert [one for one in found if one in USUAL.statements and "Accepts people" in USUAL.statements[one].says] == []


# What is printed

def test_the_titles_tell_the_sets_apart_from_the_articles() -> None:
    assert "not in the five articles" in USUAL.title
    assert len({ruleset.title for ruleset in (ARTICLES, *NEW)}) == 3
    assert "no published source" in RECONCILE.documents[0].kind


def test_no_two_sets_share_a_rule_or_a_statement() -> None:
    rules = [rule.id for ruleset in (ARTICLES, *NEW) for rule in ruleset.rules]
    statements = [one for ruleset in (ARTICLES, *NEW) for one in ruleset.statements]
    assert len(rules) == len(set(rules))
    assert len(statements) == len(set(statements))


def test_there_are_few_enough_points_to_read() -> None:
    assert len(USUAL.rules) <= 100  # with one for each topic that own words may name
    assert len(RECONCILE.rules) <= 25
    assert len(USUAL.topics) <= 25  # medicines are several, so that a point quotes one kind


def test_everything_unsure_raises_nothing_and_asks_by_topic() -> None:
    unsure = {link_id: {"absent": "unsure"} for link_id, item in QUESTIONNAIRE.items.items() if item.type == "choice"}
    found = evaluate(USUAL, in_force(unsure))
    assert {finding.state for finding in found} == {"open"}
    assert len({finding.rule.topic for finding in found}) == len(USUAL.topics)


def test_what_differs_is_only_worth_telling_and_asks_nothing() -> None:
    assert (ARTICLES.asks, USUAL.asks, RECONCILE.asks) == (True, True, False)


def test_when_nothing_is_answered_every_finding_is_open_and_asks_something() -> None:
    found = [finding for ruleset in NEW for finding in evaluate(ruleset, in_force({}))]
    assert {finding.state for finding in found} == {"open"}
    assert all(finding.ask for finding in found)


def test_nothing_that_is_printed_gives_a_verdict() -> None:
    texts = [text for _, rule in RULES for text in (rule.title, rule.discuss, *(one.ask for one in rule.questions))]
    for ruleset in NEW:
        texts += [text for one in ruleset.statements.values() for text in (one.says, one.note or "", one.heading)]
        texts += [text for one in ruleset.documents
                  for text in (one.title, one.short, one.author, one.publisher, one.kind, one.dated, one.trust)]
        texts += [ruleset.title, ruleset.about, ruleset.reviewed, *(topic.title for topic in ruleset.topics)]
    assert [word for text in texts for word in verdict_words(text)] == []


def test_what_is_printed_is_short_enough_to_scan() -> None:
    assert [rule.id for _, rule in RULES if len(rule.title) > 60 or not 1 <= len(rule.questions) <= 3] == []
    assert [one.document_id for ruleset in NEW for one in ruleset.documents if len(one.short) > 30] == []
    assert [rule.id for _, rule in RULES if len(rule.discuss) > 240] == []


# A clinic turns a set off

def test_a_set_that_a_clinic_turned_off_is_evaluated_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    off = tmp_path / "usual_care"
    shutil.copytree(loading.USUAL_CARE, off)
    about = off / "rule_set.yaml"
    about.write_text(about.read_text(encoding="utf-8") + "on: no\n", encoding="utf-8")
    monkeypatch.setattr(loading, "RULE_SETS", (loading.ARTICLES, off, loading.RECONCILE))
    load_rule_sets.cache_clear()  # a process keeps those it read first
    request.addfinalizer(load_rule_sets.cache_clear)
    assert [ruleset.on for ruleset in load_rule_sets()] == [True, False, True]
    response = tmp_path / "response.json"
    response.write_text(json.dumps({"questionnaire": QUESTIONNAIRE.questionnaire_id, "answers": {"liver": "yes"}}))
    assert command_line.main(["evaluate", str(response)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"articles", "reconcile"} <= told["versions"].keys()
    assert "usual_care" not in told["versions"]
    assert "liver_problem" not in {finding["rule"] for finding in told["findings"]}
