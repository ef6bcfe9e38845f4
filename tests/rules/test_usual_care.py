"""What clinicians usually ask, and answers that do not fit together: what is taken from where, and how strongly.

What was agreed is all there, with the same meaning; more may be added.
"""

import itertools
import json
import shutil
from pathlib import Path

import pytest

from forms import load_questionnaire
from rules import Statement, evaluate, load_rule_sets, loading
from rules import __main__ as command_line
from rules.review.coverage import reading_notes
from tests.support.rule_cases import answers_of, cases_in, cited, findings

QUESTIONNAIRE = load_questionnaire()
ARTICLES, USUAL, RECONCILE = load_rule_sets()
NEW = (USUAL, RECONCILE)
CASES = cases_in("usual_care")
STATEMENTS = list(USUAL.statements.values())

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


# The reading notes

def test_every_reading_note_is_accounted_for_and_no_other_is_named() -> None:
    found = reading_notes(USUAL)
    assert sorted(found) == sorted(NOTES)
    for note, places in found.items():
        assert all(place.is_accounted_for for place in places), note


@pytest.mark.parametrize("note", NOTES)
def test_every_reading_note_is_shown_by_a_case(note: str) -> None:
    own = {place.statement.id for place in reading_notes(USUAL)[note] if place.rules}
    assert any(own & set(case.shows) for case in CASES)


def test_every_statement_agreed_comes_from_a_note_and_what_is_left_out_says_why() -> None:
    assert {one.id for one in STATEMENTS if one.row is None} >= WITHOUT_A_NOTE | NOT_AT_HAND
    for one, why in LEFT_OUT.items():
        assert why in (USUAL.statements[one].left_out or "")


def test_a_statement_from_general_knowledge_says_so_and_is_information() -> None:
    unread = [document for document in USUAL.documents if document.read_as == "not_verified"]
    in_them = itertools.chain.from_iterable(document.statements for document in unread)
    from_memory = [one for one in in_them if "general knowledge" in (one.note or "")]
    assert {one.id for one in from_memory} >= NOT_AT_HAND
    for one in from_memory:
        assert (one.strength, one.flag) in (("information", "unchecked"), ("information", "contested")), one.id


# How strongly it is put

def kind_of(statement: Statement) -> str:
    return USUAL.documents_by_statement[statement.id].kind


def test_a_contraindication_stands_under_that_heading_of_a_label_and_every_such_statement_is_one() -> None:
    labels = {"medicine label", "maker’s summary of a medicine label"}
    assert {kind_of(one) for one in STATEMENTS if one.strength == "contraindication"} == labels
    on_labels = [one for one in STATEMENTS if one.heading == "Contraindications" and kind_of(one) in labels]
    assert {one.strength for one in on_labels} == {"contraindication"}
    assert {one.heading for one in STATEMENTS if one.strength == "contraindication"} == {"Contraindications"}


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
    assert beside.items() >= {
        "LM01": ("SP21",), "CX01": ("FD01",), "ER01": ("EM01",), "VE01": ("SP13", "GL01"), "PR01": ("SP16",),
        "NX01": ("NX02",)}.items()


def test_what_was_read_in_a_summary_says_so() -> None:
    summaries = {one.document_id for one in USUAL.documents if one.read_as == "summary"}
    assert summaries >= {"AS", "FD", "PA", "EM", "VE", "KM", "GA"}
    for document in USUAL.documents:
        assert any(said in document.trust.lower() for said in ("read", "at hand")), document.document_id
    for document in (one for one in USUAL.documents if one.document_id in ("AS", "FD")):
        assert {one.flag for one in document.statements} == {"unchecked"}


@pytest.mark.parametrize("reading", ["", "measured_"])
def test_a_limit_is_cited_at_no_reading_that_lies_within_it(reading: str) -> None:
    limits = {"SP05": (140, 90), "MS01": (160, 90), "FT01": (160, 100), "CH01": (180, 100)}
    assert all(f"{upper}/{lower}" in USUAL.statements[one].says for one, (upper, lower) in limits.items())
    for upper, lower in itertools.product((130, 140, 141, 158, 160, 161, 180, 181), (80, 90, 91, 96, 100, 101)):
        given = {f"{reading}systolic": str(upper), f"{reading}diastolic": str(lower)}
        shown = cited(findings(given).values())
        for one, (most_above, most_below) in limits.items():
            assert one not in shown or upper > most_above or lower > most_below
        assert ("SP05" in shown) is (upper > 140 or lower > 90)
        assert ("CH01" in shown) is (upper > 180 or lower > 100)


def test_nothing_in_a_crisis_reads_as_a_reason_for_ketamine() -> None:
    found = cited(findings({"suicidal_thoughts_now": "yes", "phq9_9": "3"}).values())
    assert [one for one in found if one in USUAL.statements and "Accepts people" in USUAL.statements[one].says] == []


# What is printed

def test_the_titles_tell_the_sets_apart_from_the_articles() -> None:
    assert "not in the five articles" in USUAL.title
    assert len({ruleset.title for ruleset in (ARTICLES, *NEW)}) == 3
    assert "no published source" in RECONCILE.documents[0].kind


def test_there_are_few_enough_points_to_read() -> None:
    assert len(USUAL.rules) <= 110  # with one for each topic that own words may name, and room for a few more
    assert len(RECONCILE.rules) <= 30
    assert len(USUAL.topics) <= 25  # medicines are several, so that a point quotes one kind


def test_everything_unsure_raises_nothing_and_asks_by_topic() -> None:
    unsure = {link_id: {"absent": "unsure"} for link_id, item in QUESTIONNAIRE.items.items() if item.type == "choice"}
    found = evaluate(USUAL, answers_of(unsure))
    assert {finding.state for finding in found} == {"open"}
    assert {finding.rule.topic for finding in found} == USUAL.topics_by_id.keys()


def test_what_differs_is_only_worth_telling_and_asks_nothing() -> None:
    assert (ARTICLES.asks, USUAL.asks, RECONCILE.asks) == (True, True, False)


def test_what_to_discuss_is_short_enough_to_scan() -> None:
    for ruleset in NEW:
        assert [rule.id for rule in ruleset.rules if len(rule.discuss) > 240] == []


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
    loading._rule_sets.cache_clear()  # a process keeps those it read first
    request.addfinalizer(loading._rule_sets.cache_clear)
    assert [ruleset.on for ruleset in load_rule_sets()] == [True, False, True]
    response = tmp_path / "response.json"
    response.write_text(json.dumps({"questionnaire": QUESTIONNAIRE.questionnaire_id, "answers": {"liver": "yes"}}))
    assert command_line.main(["evaluate", str(response)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {"articles", "reconcile"} <= told["versions"].keys()
    assert "usual_care" not in told["versions"]
    assert "liver_problem" not in {finding["rule"] for finding in told["findings"]}
