"""A browser tab has one visit: whoever comes to the other door ends it, and nobody there sees a word of it."""

from pathlib import Path

import pytest
import streamlit as st

from records import RecordsError, Store
from screens import DESK, PATIENT
from screens.visit.drafts import begin_visit, store_here
from screens.visit.session import start_over
from screens.visit.walk import LOCKED, WELCOME, WORKLIST
from tests.screens.test_clinic_on_screen import use
from tests.support.sitting import Sitting

ASKS = "Another form is open here"


def at_the_desk(name: str) -> Sitting:
    """A tab with the form of somebody at the desk."""
    tab = Sitting().come_to("desk")
    if tab.visit.saving is not None:
        tab.press("unlock")
        tab.press("new-patient")
    tab.choose("adult", "yes")
    tab.type("patient_name", name)
    return tab


def at_home(words: str) -> Sitting:
    """A tab with a patient's own form."""
    tab = Sitting()
    tab.press("on-WELCOME")
    tab.choose("adult", "yes")
    tab.turn_to("reason").type("reason", words)
    return tab


@pytest.fixture
def without_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use("records: off", tmp_path, monkeypatch)


def draft_of(tab: Sitting) -> str:
    saving = tab.visit.saving
    assert saving is not None
    assert saving.draft is not None
    return saving.draft.draft_id


def is_empty_form(tab: Sitting) -> bool:
    return tab.visit.door == PATIENT and tab.visit.position.step == WELCOME and not tab.visit.would_be_lost


def everything_shown(tab: Sitting) -> str:
    """Every element of the page, with the content of its fields."""
    return f"{tab.shown()}\n{tab.app.main}\n{tab.app.sidebar}"


def test_a_form_that_the_desk_has_saved_gives_way_to_the_patients_and_is_not_shown_there() -> None:
    tab = at_the_desk("Bob Brown")
    draft_id = draft_of(tab)
    tab.come_to("")
    assert is_empty_form(tab)
    assert "Bob Brown" not in everything_shown(tab)
    assert next(line for line in store_here().worklist() if line.draft_id == draft_id).holder is None


def test_going_back_to_the_desk_finds_it_locked_and_the_form_only_in_the_list() -> None:
    tab = at_the_desk("Bob Brown")
    draft_id = draft_of(tab)
    tab.come_to("")
    tab.app.query_params["draft"] = draft_id  # as the browser's Back brings it
    tab.come_to("desk")
    assert tab.visit.position.step == LOCKED
    assert "Bob Brown" not in everything_shown(tab)
    assert not tab.visit.response.answers
    tab.press("unlock")
    assert tab.visit.position.step == WORKLIST
    tab.press(f"open-{draft_id}")
    assert tab.value("patient_name") == "Bob Brown"


def test_a_form_with_nothing_typed_simply_ends() -> None:
    tab = Sitting()
    tab.press("on-WELCOME")
    tab.come_to("desk")
    assert tab.visit.door == DESK
    assert is_empty_form(tab.come_to(""))


def test_a_patients_answers_are_not_lost_before_the_desk_has_asked() -> None:
    tab = at_home("Only mine")
    tab.come_to("desk")
    assert ASKS in tab.shown()
    assert "Only mine" not in everything_shown(tab)
    assert not tab.keys()
    tab.come_to("")
    assert tab.value("reason") == "Only mine"
    assert tab.app.text_area(key=tab.key("reason", "typed")).value == "Only mine"


def test_text_that_cannot_be_an_answer_yet_is_not_lost_without_a_question() -> None:
    tab = Sitting()
    tab.press("on-WELCOME")
    tab.choose("adult", "yes")
    tab.turn_to("heart").type("systolic", "12,5")
    tab.visit.keep_nothing()
    assert ASKS in tab.come_to("desk").shown()


def test_after_the_question_a_patients_answers_are_gone_from_the_tab() -> None:
    tab = at_home("Only mine")
    ended = tab.visit
    tab.come_to("desk")
    tab.press("leave-other-form")
    assert not ended.response.answers
    assert (tab.visit.door, tab.visit.position.step) == (DESK, LOCKED)
    tab.come_to("")
    assert is_empty_form(tab)
    assert tab.turn_to("reason").app.get("text_area") == []  # the age question comes first again


@pytest.mark.usefixtures("without_records")
def test_where_nothing_is_kept_the_desks_form_is_asked_about_too_and_not_shown() -> None:
    tab = at_the_desk("Bob Brown")
    tab.come_to("")
    assert ASKS in tab.shown()
    assert "Bob Brown" not in everything_shown(tab)
    tab.press("leave-other-form")
    assert is_empty_form(tab)
    tab.come_to("desk")
    assert tab.visit.door == DESK
    assert not tab.visit.response.answers


@pytest.mark.usefixtures("without_records")
def test_the_desks_page_of_a_crisis_is_not_shown_to_the_patient() -> None:
    tab = at_the_desk("Bob Brown")
    tab.turn_to("mood").choose("suicidal_thoughts_now", "yes")
    assert tab.visit.help.crisis is not None
    shown = tab.come_to("").shown()
    assert ASKS in shown
    assert "Stay with the person. Tell the clinician now</h1>" not in shown
    assert "Someone to talk to" in shown


def test_a_form_that_could_not_be_saved_is_asked_about_and_its_draft_stays() -> None:
    tab = at_the_desk("Bob Brown")
    draft_id, saving = draft_of(tab), tab.visit.saving
    assert saving is not None

    def unreachable() -> Store:
        raise RecordsError("no")

    saving.store = unreachable
    tab.type("patient_name", "Bob Unsaved")
    assert ASKS in tab.come_to("").shown()
    tab.press("leave-other-form")
    assert is_empty_form(tab)
    assert any(line.draft_id == draft_id for line in store_here().worklist())


def test_a_late_click_on_a_form_that_has_ended_brings_nothing_back(monkeypatch: pytest.MonkeyPatch) -> None:
    ended, now = begin_visit(PATIENT), begin_visit(DESK)
    monkeypatch.setattr(st, "session_state", {"visit": now})
    start_over(ended)
    assert st.session_state["visit"] is now
    start_over(now)
    assert st.session_state["visit"] is not now


def test_the_patients_address_opens_no_form_of_the_desk() -> None:
    draft_id = draft_of(at_the_desk("Bob Brown"))
    tab = Sitting()
    tab.app.query_params["draft"] = draft_id
    tab.come_to("")
    assert is_empty_form(tab)
    assert "Bob Brown" not in everything_shown(tab)


def linked_pages(tab: Sitting) -> list[str]:
    return [link.proto.page for link in tab.app.get("page_link")]


def test_no_link_leads_a_patient_to_the_desk_and_the_sources_lead_back_to_the_form_they_were_opened_from() -> None:
    tab = Sitting()
    assert linked_pages(tab) == ["sources"]
    assert linked_pages(tab.come_to("sources")) == [""]
    at_desk = tab.come_to("desk")
    at_desk.press("unlock")
    assert linked_pages(at_desk) == ["", "sources"]
    assert linked_pages(at_desk.come_to("sources")) == ["desk"]
