"""The page on rules and sources: all that stands behind the points, to search and to print."""

import logging
from collections.abc import Iterable, Mapping
from datetime import date
from io import BytesIO

import pytest
from pydantic import BaseModel
from pypdf import PdfReader

from forms import load_questionnaire
from rules import load_rule_sets
from templates import source_questions, source_sets, sources_html, sources_job
from templates.press.press import render

FORM = load_questionnaire()
SETS = load_rule_sets()
TODAY = date(2026, 11, 22)


def test_every_rule_document_and_case_is_there() -> None:
    page = sources_html(source_sets(SETS, FORM), FORM)
    for ruleset in SETS:
        for document in ruleset.documents:
            assert document.trust.split()[0] in page
        for rule in ruleset.rules:
            assert ruleset.fingerprints[rule.id] in page


def test_a_search_finds_a_rule_by_its_words_its_statement_and_its_document() -> None:
    for search in ("managed blood pressure", "d27", "mindpath pregnant"):
        found = [one.rule.id for some in source_sets(SETS, FORM, search) for one in some.rules]
        assert 0 < len(found) < 60
    assert "unmanaged_blood_pressure" in [one.rule.id for one in source_sets(SETS, FORM, "d27")[0].rules]


def test_a_search_for_what_is_not_there_finds_nothing() -> None:
    assert not any(some.rules or some.disagreements for some in source_sets(SETS, FORM, "zzz"))


def test_a_contested_statement_stands_beside_what_contests_it() -> None:
    apart = {one.cited.statement.id: [other.statement.id for other in one.beside]
             for one in source_sets(SETS, FORM)[0].disagreements}
    assert "A86" in apart["A84"]


def test_nothing_flagged_wrong_is_shown() -> None:
    page = sources_html(source_sets(SETS, FORM), FORM)
    for statement in (one for ruleset in SETS for one in ruleset.statements.values() if one.flag == "wrong"):
        assert f"({statement.id}," not in page


def test_it_says_that_nobody_has_signed() -> None:
    page = sources_html(source_sets(SETS, FORM), FORM)
    for ruleset in SETS:
        assert f"{ruleset.signed()} of {len(ruleset.rules)} rules are signed" in page


def test_a_reviewer_reads_every_text_of_a_rule_or_question() -> None:
    shown = {one.name: one for one in source_questions(SETS, FORM)}
    for item in FORM.items.values():
        assert_all_in([*texts_of(item), *(option.text for option in item.options)], shown[item.link_id].as_read)
    for ruleset, found in zip(SETS, source_sets(SETS, FORM), strict=True):
        for one in found.rules:
            cited = [ruleset.statements[name].says for name in one.rule.statements]
            asked = [question.ask for question in one.rule.questions]
            assert_all_in([*texts_of(one.rule), *cited, *asked], one.as_read)


def texts_of(model: BaseModel) -> list[str]:
    """Its texts, without ids and codes, which nobody reads."""
    codes = {"link_id", "section", "type", "id", "topic", "loinc", "instrument", "suggestions", "below", "asked_by"}
    found = (getattr(model, name) for name in type(model).model_fields.keys() - codes)
    return [text for text in found if isinstance(text, str)]


def assert_all_in(texts: Iterable[str], as_read: Mapping[str, str]) -> None:
    read = "\n".join(as_read.values())
    assert [text for text in texts if text not in read] == []


def test_a_part_of_it_prints_without_a_word_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        pdf = render(sources_job(SETS, FORM, paper="a4", dated=TODAY, search="pregnant"))
    assert not caplog.records
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert "Could be pregnant" in text
    assert "Page" in text
