"""A patient answers alone on the desk's device: the desk then shows nothing of it, and nothing of it is lost."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from secrets import token_hex

import pytest
import streamlit as st
from sqlalchemy import select

from forms import kept_from_desk, load_questionnaire
from records import Holder, UnreachableError
from records.tables import AuditRow
from screens.actions.drafts import move_to, open_draft
from screens.actions.handing_over import show_private_answers
from screens.browser.browser import _left, _picked
from screens.desk import in_danger
from screens.visit.doors import ALONE, DESK
from screens.visit.drafts import open_kept_visit, store_here
from screens.visit.hand_over import WAIT, HandedOver
from screens.visit.staff import Staff
from screens.visit.to_file import answers_to_save
from screens.visit.walk import REVIEW, SUMMARY, TO_PATIENT, TO_STAFF, WORKLIST
from tests.support.sitting import Sitting

CODE = "4711"
FORM = load_questionnaire()
QUIET = {"psychosis": "no", "seizures": "no", "suicidal_thoughts_now": "no"}
TELLING = {"psychosis": "yes", "psychosis_when": "past_year", "seizures": "yes", "pregnant": "no"}
COPIES = ("save-clinician", "save-desk", "save-patient")
PAGES = ("start", "heart", "medicines", "practical", REVIEW, SUMMARY)


def handed_over() -> Sitting:
    """A desk that has handed its device to the patient."""
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    desk.type("patient_name", "Ana Ruiz")
    desk.choose("filled_by", "read_aloud_by_staff")
    desk.press("hand-over")
    enter(desk, CODE, "do-hand-over")
    return desk


def enter(desk: Sitting, code: str, button: str) -> None:
    [field] = [one for one in desk.app.text_input if one.key and one.key.endswith("-code")]
    field.set_value(code).run()
    desk.press(button)


def answer(desk: Sitting, answers: Mapping[str, str]) -> Sitting:
    for link_id, code in answers.items():
        desk.turn_to(desk.visit.way.step_of(link_id))
        desk.app.radio(key=f"alone-{desk.visit.edition}-{link_id}-choice").set_value(code).run()
        if desk.visit.help.crisis is not None:
            desk.press("leave-crisis")
    return desk


def taken_back(answers: Mapping[str, str]) -> Sitting:
    desk = answer(handed_over(), answers)
    desk.press("give-back")
    enter(desk, CODE, "take-device-back")
    return desk


def everything_shown(desk: Sitting) -> list[str]:
    """All HTML of the pages of the desk, with the panel beside them, without the moment of saving."""
    found = []
    for page in PAGES:
        desk.turn_to(page)
        pieces = [*desk.app.main.get("html"), *desk.app.sidebar.get("html")]
        found += [piece.proto.body for piece in pieces
                  if "saved" not in piece.proto.body and "data-moves" not in piece.proto.body]
        found += [str(one.label) for one in desk.app.button]
    return found


def deeds(desk: Sitting) -> list[str]:
    saving = desk.visit.saving
    assert saving is not None
    assert saving.draft is not None
    with store_here().reading() as session:
        of_draft = select(AuditRow.what).where(AuditRow.draft_id == saving.draft.draft_id).order_by(AuditRow.number)
        return list(session.scalars(of_draft))


def test_the_patient_is_asked_only_what_the_desk_does_not_see() -> None:
    desk = handed_over()
    assert desk.visit.door is ALONE
    assert "Ana Ruiz" in desk.shown()
    kept = kept_from_desk(FORM)
    for section in desk.visit.way.sections:
        assert {item.link_id for item in desk.visit.way.items(section)} <= kept
    asked = {item.link_id for section in desk.visit.way.sections for item in desk.visit.way.items(section)}
    assert asked == {link_id for link_id in kept if desk.visit.all_answers.is_open(link_id)}


@pytest.mark.parametrize("page", ["WORKLIST", "LOCKED", "OPEN", "SUMMARY", "start", "desk"])
def test_the_patient_reaches_no_page_of_the_desk(page: str) -> None:
    desk = handed_over()
    desk.turn_to(page)
    assert desk.visit.position.step == "TO_PATIENT"
    assert {"to-worklist", "new-patient", "lock", "erase", "show-private"}.isdisjoint(
        {one.key for one in desk.app.button})


def test_the_desk_shows_the_same_whatever_was_answered_alone() -> None:
    assert everything_shown(taken_back(TELLING)) == everything_shown(taken_back(QUIET))


def test_what_was_answered_alone_is_kept_as_the_patients_own() -> None:
    desk = taken_back(TELLING)
    assert desk.visit.door is DESK
    assert desk.visit.hidden == kept_from_desk(FORM)
    given = desk.visit.all_answers.answer("psychosis")
    assert (given.value, given.origin) == ("yes", "self")
    assert desk.value("psychosis") is None
    desk.turn_to("start").choose("filled_by", "self")
    desk.choose("filled_by", "interpreter")
    assert desk.visit.all_answers.answer("psychosis").origin == "self"


def test_the_answers_stay_hidden_when_the_form_is_opened_again_and_elsewhere() -> None:
    desk = taken_back(TELLING)
    saving = desk.visit.saving
    assert saving is not None
    assert saving.draft is not None
    again = open_kept_visit(DESK, Holder("b", "B"), saving.draft.draft_id, take_over=True)
    assert again.all_answers.answer("psychosis").value == "yes"
    assert not again.answers.is_open("psychosis")
    assert not again.answers.is_open("psychosis_when")


def test_the_clinician_sees_them_and_the_audit_trail_says_that_somebody_looked() -> None:
    desk = taken_back(TELLING)
    desk.turn_to(SUMMARY)
    assert {"save-desk"} == {one.key for one in desk.app.get("download_button") if str(one.key) in COPIES}
    desk.press("show-private")
    assert desk.value("psychosis") == "yes"
    assert set(COPIES) == {one.key for one in desk.app.get("download_button") if str(one.key) in COPIES}
    assert deeds(desk)[-3:] == ["handed over", "took back", "looked at private answers"]


def test_only_a_clinician_sees_them_or_says_that_they_were_discussed(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = taken_back(TELLING)
    desk.turn_to(SUMMARY)
    staff = Staff("s", "ines", "Ines", frozenset({"desk"}))
    monkeypatch.setattr("screens.visit.session.staff_here", lambda **_how: staff)
    before = desk.visit
    desk.turn_to(SUMMARY)
    assert {"show-private", "to-discussed"}.isdisjoint({one.key for one in desk.app.button})
    assert "A clinician who is signed in can show it." in desk.shown()
    show_private_answers(before)  # as if the page had sent it all the same
    move_to(before, "discussed")
    assert before.hidden
    assert before.saving is not None
    assert before.saving.draft is not None
    assert before.saving.draft.state == "draft"
    assert "looked at private answers" not in deeds(desk)


def test_an_answer_of_danger_is_told_to_staff_without_the_answer() -> None:
    desk = taken_back({"suicidal_thoughts_now": "yes"})
    assert "An answer that was given in private may mean danger" in desk.shown()
    desk.press("leave-crisis")
    assert "An answer given in private needs the clinician now" in desk.shown()
    assert "suicidal_thoughts_now" not in desk.shown()


def test_every_desk_sees_that_a_patient_who_still_has_the_device_may_be_in_danger() -> None:
    with_patient = answer(handed_over(), {"suicidal_thoughts_now": "yes"})
    colleague = Sitting("desk")
    colleague.press("to-worklist")
    shown = colleague.shown()
    assert "The clinician is needed now." in shown
    assert "Ana Ruiz" in shown
    assert "suicidal_thoughts_now" not in shown
    answer(with_patient, {"suicidal_thoughts_now": "no"})
    before = colleague.shown().count("The clinician is needed now.")
    colleague.turn_to(WORKLIST)
    assert colleague.shown().count("The clinician is needed now.") == before - 2  # above the list and in it


def test_a_form_that_was_discussed_calls_nobody_any_more() -> None:
    desk = taken_back({"suicidal_thoughts_now": "yes"})
    desk.press("leave-crisis")
    name = "Once Discussed"
    desk.turn_to("start").type("patient_name", name)
    desk.turn_to(SUMMARY).press("to-discussed")
    desk.press("to-worklist")
    assert not [alert for alert in desk.shown().split("The clinician is needed now.")[1:] if name in alert[:80]]


def test_a_doubt_about_danger_is_told_to_staff_too() -> None:
    desk = taken_back({"suicidal_thoughts_now": "(unsure)"})
    assert "An answer given in private needs the clinician now" in desk.shown()
    quiet = taken_back({"suicidal_thoughts_now": "no"})
    assert "given in private needs" not in quiet.shown()


def test_a_wrong_code_opens_nothing_and_after_five_none_is_taken_for_a_while() -> None:
    desk = answer(handed_over(), QUIET)
    desk.press("give-back")
    assert desk.visit.position.step == TO_STAFF
    assert "Ana" not in desk.shown()
    for _ in range(5):
        enter(desk, "0000", "take-device-back")
        assert desk.visit.door is ALONE
    enter(desk, CODE, "take-device-back")
    assert desk.visit.door is ALONE
    assert "Wait one minute" in desk.shown()
    del desk.app.session_state["visit"]  # as after a reload, or in another tab of this browser
    desk.app.run()
    enter(desk, CODE, "take-device-back")
    assert desk.visit.door is ALONE
    later = datetime.now(UTC) + timedelta(seconds=WAIT + 1)
    desk.visit.clock = lambda: later
    enter(desk, CODE, "take-device-back")
    assert desk.visit.door is DESK


@pytest.mark.parametrize("code", ["", "12", "abcd", "47 11"])
def test_a_code_that_cannot_be_one_hands_nothing_over(code: str) -> None:
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    desk.press("hand-over")
    enter(desk, code, "do-hand-over")
    assert desk.visit.door is DESK
    assert "Choose a code" in desk.shown()
    desk.press("leave-hand-over")
    assert desk.visit.position.step == "start"
    assert not desk.visit.hidden


def test_only_the_hash_of_the_code_is_kept() -> None:
    handed = HandedOver.with_code("browser", CODE)
    assert handed.is_ended_by(CODE)
    assert not handed.is_ended_by("4712")
    assert handed.code != CODE
    assert HandedOver.with_code("browser", CODE).code != handed.code


def with_file(desk: Sitting) -> Sitting:
    """The desk after staff opened a file, before they decided what to do with it."""
    entries = {"adult": "yes", "patient_name": "Ana Ruiz", "psychosis": "no", "allergies": "Penicillin",
               "filled_by": "read_aloud_by_staff"}
    file = {"questionnaire": FORM.questionnaire_id, "answers": {key: {"value": one} for key, one in entries.items()}}
    desk.turn_to("OPEN")
    desk.hand_in(json.dumps(file).encode())
    return desk


def test_a_file_that_staff_open_replaces_nothing_that_was_answered_alone() -> None:
    desk = taken_back(TELLING)
    desk.visit.fields.typed["hopes"] = "Something that is no answer yet"
    with_file(desk).press("same_visit")
    assert desk.value("allergies") == "Penicillin"
    assert desk.visit.all_answers.answer("psychosis").value == "yes"
    assert desk.visit.fields.typed == {"hopes": "Something that is no answer yet"}


def test_the_page_of_an_opened_file_tells_nothing_of_what_was_answered_alone_and_does_not_call_it_deleted() -> None:
    pages = [with_file(taken_back(answers)).shown() for answers in (TELLING, QUIET)]
    told = [[line for line in page.splitlines() if "already" in line or "typed here" in line] for page in pages]
    assert told[0] == told[1] != []
    assert not any("deleted" in line for line in told[0])


def test_a_browser_without_cookies_is_not_handed_over_since_another_tab_of_it_would_show_the_desk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("screens.actions.handing_over.can_be_told_apart", lambda: False)
    desk = handed_over()
    assert desk.visit.door is DESK
    assert desk.visit.alone.handed_over is None
    assert "refuses cookies" in desk.shown()


@pytest.fixture
def one_browser(monkeypatch: pytest.MonkeyPatch) -> str:
    """Every page of the test is in one browser that takes cookies."""
    browser = token_hex(8)
    for module in ("screens.visit.session", "screens.actions.handing_over", "screens.server.this_computer"):
        monkeypatch.setattr(f"{module}.browser_here", lambda: browser)
    return browser


def draft_of(desk: Sitting) -> str:
    saving = desk.visit.saving
    assert saving is not None
    assert saving.draft is not None
    return saving.draft.draft_id


def reload(desk: Sitting) -> None:
    """Loads the page again, without the draft in its address."""
    del desk.app.session_state["visit"]
    desk.app.query_params.clear()
    desk.app.run()


def is_closed(desk: Sitting) -> bool:
    """Whether the page only takes the code, whatever page of the desk is asked for."""
    for page in (WORKLIST, SUMMARY, "start", "LOCKED", "OPEN"):
        desk.turn_to(page)
        if desk.visit.door is not ALONE or "Ana Ruiz" in desk.shown():
            return False
    desk.turn_to(TO_STAFF)
    return {"take-device-back"} == {str(one.key) for one in desk.app.button}


@pytest.mark.usefixtures("one_browser")
def test_a_tab_that_was_open_before_shows_nothing_of_the_desk_until_the_code_is_given() -> None:
    lists, form = Sitting("desk", begins=False), Sitting("desk")
    form.choose("adult", "yes")
    form.type("patient_name", "Bob Brown")
    before = lists.visit
    patient = handed_over()
    open_draft(before, draft_of(form))  # as if the tab, which still shows the list, had sent it
    for tab in (lists, form):
        tab.app.run()
        assert is_closed(tab)
        assert "Bob Brown" not in tab.shown()
        enter(tab, "0000", "take-device-back")
        assert is_closed(tab)
    enter(lists, CODE, "take-device-back")
    assert lists.visit is before
    assert lists.visit.position.step == WORKLIST
    form.app.run()
    assert (form.visit.door, form.value("patient_name")) == (DESK, "Bob Brown")
    assert patient.visit.door is ALONE


@pytest.mark.usefixtures("one_browser")
def test_a_list_that_nobody_touches_closes_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    lists = Sitting("desk", begins=False)
    handed_over()

    def draw_whole_page_again() -> None:
        raise InterruptedError

    monkeypatch.setattr(st, "rerun", draw_whole_page_again)
    with pytest.raises(InterruptedError):
        in_danger._draw(lists.visit)


@pytest.mark.usefixtures("one_browser")
def test_a_page_that_is_still_drawn_gives_no_file_while_a_patient_has_the_browser() -> None:
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    form = desk.visit
    assert FORM.questionnaire_id in answers_to_save(form)
    patient = handed_over()
    with pytest.raises(PermissionError):
        answers_to_save(form)
    patient.press("give-back")
    enter(patient, CODE, "take-device-back")
    assert FORM.questionnaire_id in answers_to_save(form)


@pytest.mark.usefixtures("one_browser")
def test_wrong_codes_are_counted_over_all_tabs_of_a_browser() -> None:
    tabs = [Sitting("desk", begins=False) for _ in range(2)]
    patient = handed_over()
    patient.press("give-back")
    for tab in (patient, *tabs, *tabs):
        tab.app.run()
        enter(tab, "0000", "take-device-back")
    for tab in (patient, *tabs):
        enter(tab, CODE, "take-device-back")
        assert tab.visit.door is ALONE
        assert "Wait one minute" in tab.shown()


@pytest.mark.usefixtures("one_browser")
@pytest.mark.parametrize("is_left_again", [False, True])
def test_a_form_that_a_colleague_opened_elsewhere_is_neither_shown_to_the_patient_nor_taken_away(
    is_left_again: bool,
) -> None:
    desk = handed_over()
    colleague = open_kept_visit(DESK, Holder("elsewhere.1", "Kim"), draft_of(desk), take_over=True)
    colleague.alone.handed_over = None
    assert colleague.saving is not None
    colleague.saving.save()
    if is_left_again:
        colleague.saving.let_go()
    reload(desk)
    assert is_closed(desk)
    colleague.saving.save()
    assert (colleague.saving.trouble is None) is not is_left_again  # it was opened and left here since
    reload(desk)
    assert is_closed(desk)
    enter(desk, CODE, "take-device-back")
    assert (desk.visit.door, desk.visit.position.step) == (DESK, WORKLIST)


@pytest.mark.usefixtures("one_browser")
def test_a_page_whose_form_was_erased_stays_closed_until_the_code_is_given() -> None:
    desk = handed_over()
    store_here().erase(draft_of(desk), Holder("elsewhere.1", "Kim"))
    reload(desk)
    assert is_closed(desk)
    enter(desk, "0000", "take-device-back")
    assert is_closed(desk)
    enter(desk, CODE, "take-device-back")
    assert (desk.visit.door, desk.visit.position.step) == (DESK, WORKLIST)


@pytest.mark.usefixtures("one_browser")
def test_a_page_that_could_not_reach_the_records_stays_closed_and_goes_on_with_the_patient_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = handed_over()
    draft_id = draft_of(desk)

    def refuse(*_given: object, **_named: object) -> None:
        raise UnreachableError

    with monkeypatch.context() as away:
        away.setattr("screens.visit.session.open_kept_visit", refuse)
        reload(desk)
        assert is_closed(desk)
    reload(desk)
    assert (desk.visit.door, draft_of(desk)) == (ALONE, draft_id)
    with monkeypatch.context() as away:
        away.setattr("screens.visit.session.open_kept_visit", refuse)
        reload(desk)
    enter(desk, CODE, "take-device-back")
    desk.press(f"open-{draft_id}")
    assert (desk.visit.door, desk.visit.hidden) == (DESK, kept_from_desk(FORM))  # the code is not asked for twice


@pytest.mark.usefixtures("one_browser")
def test_a_new_tab_of_the_patient_goes_on_where_the_patient_was() -> None:
    patient = answer(handed_over(), QUIET)
    other = Sitting("desk", begins=False)
    assert (other.visit.door, draft_of(other)) == (ALONE, draft_of(patient))
    assert other.visit.position.step != TO_PATIENT


def test_a_forged_message_that_the_patient_left_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = handed_over().visit
    session = {"visit": before}
    monkeypatch.setattr(st, "session_state", session)
    _left(before)
    assert session == {"visit": before}
    assert before.alone.handed_over is not None


@pytest.mark.parametrize("message", ["change", "clear", "again", "goto", "mark"])
def test_a_forged_message_reaches_no_question_that_the_patient_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, message: str,
) -> None:
    visit = answer(handed_over(), {"seizures": "yes"}).visit
    for link_id in ("patient_name", "filled_by", "adult", "psychosis_when"):
        before = (visit.response, visit.position.step, visit.position.moves)
        monkeypatch.setattr(st, "session_state", {"visit": visit, "page": {message: link_id}})
        _picked(visit, "page")
        assert (visit.response, visit.position.step, visit.position.moves) == before
    monkeypatch.setattr(st, "session_state", {"visit": visit, "page": {"clear": "seizures"}})
    _picked(visit, "page")
    assert not visit.all_answers.answer("seizures").is_known


def test_a_button_of_the_desk_still_names_a_question_of_another_section(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    desk.turn_to(REVIEW)
    for message, link_id in (("change", "heart_disease"), ("goto", "patient_name")):
        monkeypatch.setattr(st, "session_state", {"visit": desk.visit, "page": {message: link_id}})
        _picked(desk.visit, "page")
        assert desk.visit.position.step == FORM.item(link_id).section


def test_where_no_code_is_known_none_is_right() -> None:
    desk = handed_over()
    desk.press("give-back")
    desk.visit.alone.handed_over = None
    for code in (CODE, "0000", ""):
        enter(desk, code, "take-device-back")
        assert desk.visit.door is ALONE
