"""What a person's own health record says reaches who may see it, and nobody else."""

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from forms import Copy, Item, Response, load_questionnaire
from forms.exchange.fhir import Entry, Suggestion, is_settled
from templates import BesideAnswers, Summary, plain_text, summary_html
from tests.support.any_response import any_dates, any_response, known_answer
from tests.support.pdf_files import image_of
from tests.support.summaries import drawn, pages_of, response_of, sample_answers
from tests.support.this_clinic import tries
from tests.templates.test_copies import PRIVATE, UNSEEN, bookmarks, summary_on, with_open_answers_of, without

pytestmark = pytest.mark.every_clinic
FORM = load_questionnaire()
NAME = "Xanthic fever"
ENTRY = Entry("now", "", NAME, "84757009", None, "")
ITEMS = st.sampled_from(sorted(FORM.items.values(), key=lambda item: item.link_id))


def about(item: Item) -> st.SearchStrategy[Suggestion]:
    """What a record can say on a question: an answer, or something in doubt."""
    in_doubt = st.just(Suggestion(item.link_id, None, "unsure", (ENTRY,), by_person=True))
    sure = known_answer(item).map(lambda one: Suggestion(item.link_id, one.value, "now", (ENTRY,), by_person=True))
    return st.one_of(in_doubt, sure)


RECORD = st.lists(ITEMS.flatmap(about), max_size=6)


def copy_for(copy: Copy, response: Response, record: list[Suggestion], *, names_sensitive: bool = True) -> Summary:
    """The copy of a person who handed in a record; what an answer confirms is not told again."""
    left = tuple(one for one in record if not is_settled(one, response, FORM))
    return summary_on(copy, response, names_sensitive=names_sensitive, beside=BesideAnswers(in_chart=left))


def private_page_1(response: Response, record: list[Suggestion]) -> str:
    whole = summary_html(copy_for("patient", response, record, names_sensitive=False))
    page_1, _ = whole.split('<div class="inside">')
    return page_1


@settings(max_examples=tries(40))
@given(st.data())
def test_page_1_is_the_same_to_the_byte_whatever_the_record_and_the_private_answers_say(data: st.DataObject) -> None:
    one, other = (data.draw(any_response().flatmap(any_dates)) for _ in range(2))
    other = with_open_answers_of(one, other)
    assert private_page_1(one, data.draw(RECORD)) == private_page_1(other, data.draw(RECORD))
    assert private_page_1(one, data.draw(RECORD)) == private_page_1(without(one, PRIVATE), [])


@settings(max_examples=tries(40))
@given(any_response().flatmap(any_dates), RECORD)
def test_the_desk_s_copy_is_the_same_without_what_the_record_says_on_what_it_leaves_out(
    response: Response, record: list[Suggestion],
) -> None:
    seen = [one for one in record if one.link_id not in UNSEEN]
    assert copy_for("desk", response, record) == copy_for("desk", without(response, UNSEEN), seen)


@settings(max_examples=tries(40))
@given(any_response(), RECORD)
def test_the_desk_s_copy_names_no_entry_of_the_record_and_nobody_else_s_copy_loses_one(
    response: Response, record: list[Suggestion],
) -> None:
    left = [one for one in record if not is_settled(one, response, FORM)]
    for_desk = copy_for("desk", response, record)
    assert NAME not in summary_html(for_desk)
    assert NAME not in for_desk.answers_json
    for copy, with_code in (("clinician", True), ("patient", False)):
        summary = copy_for(copy, response, record)  # type: ignore[arg-type] # both are copies
        assert len(summary.in_record) == len(left)
        assert all((NAME in line, "84757009" in line) == (True, with_code) for line in summary.in_record)
        assert summary.answers_json.count(NAME) == len(left)
        assert plain_text(summary).count(NAME) == len(left)


@settings(max_examples=tries(20))
@given(any_response(), RECORD)
def test_a_chart_of_the_clinic_is_on_no_copy_of_the_person_and_names_no_entry_on_the_desk_s(
    response: Response, record: list[Suggestion],
) -> None:
    of_clinic = [replace(one, by_person=False) for one in record]
    assert copy_for("patient", response, of_clinic) == copy_for("patient", response, [])
    assert NAME not in summary_html(copy_for("desk", response, of_clinic))


@pytest.mark.parametrize("name", ["crisis", "past_dependence_home_tablets"])
def test_neither_the_look_of_page_1_nor_the_bookmarks_beside_it_tell_of_the_record(name: str) -> None:
    response = response_of(sample_answers(name))
    record = [Suggestion("psychosis", None, "unsure", (ENTRY,), by_person=True),
              Suggestion("high_blood_pressure", "yes", "now", (ENTRY,), by_person=True)]
    one, other = (drawn(copy_for("patient", response, told, names_sensitive=False)) for told in (record, []))
    assert image_of(one, dpi=60) == image_of(other, dpi=60)
    assert bookmarks(one) == bookmarks(other)
    assert PdfReader(io.BytesIO(one)).metadata == PdfReader(io.BytesIO(other)).metadata
    first, *inside = pages_of(one)
    assert NAME not in first
    assert NAME in " ".join(inside)
