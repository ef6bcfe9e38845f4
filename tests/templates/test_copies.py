"""A copy for the desk and a page 1 that names nothing private tell nothing of what they leave out."""

import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from forms import (
    CLINICIAN,
    DESK,
    PATIENT,
    Answer,
    Copy,
    Response,
    answers_in_force,
    load_questionnaire,
    private_items,
    unseen_by,
)
from forms.exchange import read_back
from rules import load_rule_sets
from rules.conclusions import private_topics
from templates import Summary, summary_html
from tests.support.any_response import any_dates, any_response
from tests.support.pdf_files import image_of
from tests.support.summaries import SAMPLES, TODAY, drawn, pages_of, response_of, sample_answers, summary_of_answers
from tests.support.this_clinic import first_help_line, tries

pytestmark = pytest.mark.every_clinic
FORM = load_questionnaire()
RULE_SETS = load_rule_sets()
UNSEEN = unseen_by(FORM, DESK)
PRIVATE = private_items(FORM)


def summary_on(copy: Copy, response: Response, **how: Any) -> Summary:
    answers = answers_in_force(FORM, response)
    return summary_of_answers(answers, RULE_SETS, intake_desk=True, copy=copy, **how)


def without(response: Response, link_ids: frozenset[str]) -> Response:
    return replace(response, answers={key: one for key, one in response.answers.items() if key not in link_ids})


def test_the_desk_does_not_see_what_is_sensitive_and_sees_what_it_works_with() -> None:
    sensitive = {item.link_id for item in FORM.items.values() if item.sensitive}
    assert sensitive <= UNSEEN
    assert {"reason", "mind_in_own_words", "psychosis", "pregnant", "chart_conditions"} <= UNSEEN
    assert UNSEEN.isdisjoint({"patient_name", "birth_date", "allergies", "escort_home", "high_blood_pressure"})
    assert "medicines" in UNSEEN  # a name tells what it is taken for
    assert unseen_by(FORM, CLINICIAN) == unseen_by(FORM, PATIENT) == frozenset()


@settings(max_examples=tries(60))
@given(any_response().flatmap(any_dates))
def test_the_desk_s_copy_is_the_same_whatever_it_leaves_out(response: Response) -> None:
    assert summary_on("desk", response) == summary_on("desk", without(response, UNSEEN))


@settings(max_examples=tries(40))
@given(any_response().flatmap(any_dates), any_response().flatmap(any_dates))
def test_nor_does_an_earlier_visit_tell(earlier: Response, now: Response) -> None:
    first, second = (without(one, UNSEEN) for one in (earlier, now))
    assert summary_on("desk", now, earlier=earlier) == summary_on("desk", second, earlier=first)


@settings(max_examples=tries(60))
@given(any_response())
def test_page_1_is_the_same_whatever_is_private(response: Response) -> None:
    first, second = (summary_on("patient", one, names_sensitive=False).page_1
                     for one in (response, without(response, PRIVATE)))
    assert first == second


@settings(max_examples=tries(60))
@given(st.data())
def test_page_1_is_the_same_to_the_byte_whatever_is_private_and_whenever_it_was_given(data: st.DataObject) -> None:
    """Another person with the same open answers: other private ones, on other days, after another earlier visit."""
    visits = [data.draw(any_response().flatmap(any_dates)) for _ in range(4)]
    one, other, *earlier = visits
    other = with_open_answers_of(one, other)
    pages = [page_1_of(one, earlier[0]), page_1_of(other, earlier[1]), page_1_of(other, None)]
    assert pages[0] == pages[1] == pages[2]
    assert page_1_of(without(one, PRIVATE), None) == pages[0]


FILES = st.fixed_dictionaries({
    "value": st.sampled_from([[{"name": "Lithium"}], [{"name": "none"}], [{"name": "tea"}, {"name": "Xanax"}]]),
}, optional={
    "on": st.dates(date(2020, 1, 1), TODAY).map(date.isoformat), "origin": st.sampled_from(["self", "interpreter"])})


@settings(max_examples=tries(40))
@given(FILES, st.sampled_from([{}, {"takes_medicines": {"absent": "unanswered"}},
                               {"takes_medicines": {"absent": "unanswered", "on": "2026-02-01"}}]))
def test_an_answer_that_was_inferred_from_private_rows_tells_nothing_of_them(rows: Any, said: dict[str, Any]) -> None:
    """Rows answer "takes medicines" when a file is read. The desk may see that question, and not the rows."""
    listed, not_listed = (read_back_whole(response_of(one)) for one in ({**said, "medicines": rows}, said))
    assert page_1_of(listed, None) == page_1_of(not_listed, None)
    assert page_1_of(not_listed, listed) == page_1_of(not_listed, not_listed)
    assert summary_on("desk", listed) == summary_on("desk", not_listed)
    assert summary_on("desk", not_listed, earlier=listed) == summary_on("desk", not_listed, earlier=not_listed)


def read_back_whole(response: Response) -> Response:
    """The response after it was attached to the clinician's print and opened again."""
    content = summary_on("clinician", response).answers_json
    entries = json.loads(content)["answers"]
    return response_of(entries)


def test_an_answer_that_somebody_gave_beside_the_rows_stays() -> None:
    inferred: dict[str, Any] = {"medicines": {"value": [{"name": "Lithium"}]}}
    given = {**inferred, "takes_medicines": "yes"}
    assert answers_in_force(FORM, response_of(inferred)).answer("takes_medicines") == Answer("yes")
    assert "“Yes”" in summary_html(summary_on("desk", response_of(given)))
    assert "“Yes”" not in summary_html(summary_on("desk", response_of(inferred)))
    assert "“Yes”" in summary_html(summary_on("clinician", response_of(inferred)))


def with_open_answers_of(one: Response, other: Response) -> Response:
    """The private answers of `other`, and all other answers of `one`."""
    kept = {key: answer for key, answer in other.answers.items() if key in PRIVATE}
    return replace(other, answers={**without(one, PRIVATE).answers, **kept})


def page_1_of(response: Response, earlier: Response | None) -> str:
    """The HTML that is printed on page 1, with the head of the page, which is in the file's metadata."""
    whole = summary_html(summary_on("patient", response, names_sensitive=False, earlier=earlier))
    page_1, _ = whole.split('<div class="inside">')
    return page_1


@pytest.mark.parametrize("name", ["crisis", "past_dependence_home_tablets"])
def test_page_1_looks_the_same_and_the_bookmarks_beside_it_are_the_same(name: str) -> None:
    """A PDF reader lists the headings of the whole file beside page 1, such as "Ask about suicide in person, today"."""
    response = response_of(sample_answers(name))
    one, other = (drawn(summary_on("patient", shown, names_sensitive=False))
                  for shown in (response, without(response, PRIVATE)))
    assert image_of(one, dpi=60) == image_of(other, dpi=60)
    assert bookmarks(one) == bookmarks(other)
    assert bookmarks(one)[-1] == "Inside, for you and your clinician"
    assert PdfReader(io.BytesIO(one)).metadata == PdfReader(io.BytesIO(other)).metadata


def bookmarks(pdf: bytes) -> list[str]:
    """The titles of all bookmarks, in order."""
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        return list(titles(outline.root))


def titles(entries: Iterable[pikepdf.OutlineItem]) -> Iterator[str]:
    for entry in entries:
        yield entry.title
        yield from titles(entry.children)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_point_is_lost_on_the_way_inside(name: str) -> None:
    response = response_of(sample_answers(name))
    openly, inside = (summary_on("patient", response, names_sensitive=named) for named in (True, False))
    assert openly.inside is None
    assert inside.inside is not None
    assert {(one.topic, one.said) for one in openly.points} <= {(one.topic, one.said) for one in inside.points}
    assert [one.number for one in inside.points] == list(range(1, len(inside.points) + 1))
    assert inside.answers_json == openly.answers_json
    by_mark = {ruleset.mark: ruleset.rule_set for ruleset in RULE_SETS}
    on_page_1 = {(by_mark[wording.whose], one.topic) for one in inside.page_1.points for wording in one.wordings}
    assert on_page_1.isdisjoint(private_topics(RULE_SETS, FORM))


def test_page_1_does_not_say_how_much_stands_inside_and_carries_no_code() -> None:
    response = response_of(sample_answers("past_dependence_home_tablets"))
    summary = summary_on("patient", response, names_sensitive=False)
    assert summary.inside is not None
    pages = pages_of(drawn(summary))
    assert "more point" not in pages[0]
    assert re.search(r"Page 1$", pages[0].strip()), "how many pages there are would tell"
    assert "Page 2 of 3" in pages[1]
    assert "Inside, for you and your clinician" in pages[1]
    assert "sober" not in pages[0]
    assert "Naltrexone" not in pages[0]
    assert "Substance use" not in pages[0]
    assert "Naltrexone" in pages[1]
    assert "Ticked answers" not in pages[0]
    assert "Ticked answers" in pages[1]
    page = summary_html(summary)
    assert page.index("<img") > page.index('class="inside"')


def test_the_table_of_medicines_stands_inside_and_not_on_the_desk_s_copy() -> None:
    response = response_of({"takes_medicines": "yes", "medicines": [{"name": "Paliperidone"}, {"name": "xanex"}]})
    private_page = summary_on("patient", response, names_sensitive=False)
    assert private_page.page_1.medicines is None
    assert private_page.inside is not None
    assert private_page.inside.medicines is not None
    assert summary_on("desk", response).page_1.medicines is None
    for copy, how in (("desk", {}), ("patient", {"names_sensitive": False})):
        page_1 = summary_html(summary_on(copy, response, **how)).split('class="inside"')[0]  # type: ignore[arg-type]
        assert "Paliperidone" not in page_1
        assert "xanex" not in page_1


def test_page_1_does_not_say_that_all_is_known_while_something_stands_inside() -> None:
    response = response_of(sample_answers("managed_blood_pressure"))
    summary = summary_on("patient", response, names_sensitive=False)
    assert summary.inside is not None
    assert (summary.page_1.unknown.questions, bool(summary.inside.unknown.questions)) == ((), True)
    assert "has an answer" not in summary_html(summary)


def test_in_a_crisis_the_help_stands_inside_and_first() -> None:
    summary = summary_on("patient", response_of(sample_answers("crisis")), names_sensitive=False)
    pages = pages_of(drawn(summary))
    assert "thoughts of suicide" not in pages[0].casefold()
    assert first_help_line() in pages[0]  # as on every such page
    assert pages[1].index(first_help_line()) < pages[1].index("Reason for coming")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_desk_s_copy_says_what_it_is_and_its_file_holds_no_more(name: str) -> None:
    response = response_of(sample_answers(name))
    summary = summary_on("desk", response)
    pdf = drawn(summary)
    assert f"leaves out {len(UNSEEN)} of {len(FORM.items)} questions" in pages_of(pdf)[0]
    assert all("The desk’s copy." in page for page in pages_of(pdf))
    assert UNSEEN.isdisjoint(json.loads(summary.answers_json)["answers"])
    found = read_back(pdf, FORM, today=TODAY)
    assert found.copy == "desk"
    assert UNSEEN.isdisjoint(found.response.answers)
    kept = answers_in_force(FORM, response).without(UNSEEN).given()
    assert found.response.answers == kept


def test_without_points_the_desk_s_copy_does_not_read_as_if_there_were_none() -> None:
    summary = summary_on("desk", response_of(sample_answers("crisis")))
    page = summary_html(summary)
    assert "It can look emptier than it is" in " ".join(page.split())
    assert "No point is raised by the answers on this copy" in page or summary.points


def test_a_copy_without_what_opens_a_question_is_without_that_question() -> None:
    answers = answers_in_force(FORM, response_of(sample_answers("past_dependence_home_tablets")))
    assert answers.is_open("substance_which")
    hidden = answers.without({"substance_use_disorder"})
    assert not hidden.is_open("substance_which")
    assert hidden["substance_which"].applies is None
    assert hidden["substance_use_disorder"].ask == ()
