"""A patient answers alone on the desk's device: the desk then shows nothing of it, and nothing of it is lost."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from forms import kept_from_desk, load_questionnaire
from records import Holder
from records.tables import AuditRow
from screens.visit.doors import ALONE, DESK
from screens.visit.drafts import open_kept_visit, store_here
from screens.visit.hand_over import WAIT, HandedOver
from screens.visit.walk import REVIEW, SUMMARY, TO_STAFF
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
        desk.turn_to(FORM.item(link_id).section)
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


def test_an_answer_of_danger_is_told_to_staff_without_the_answer() -> None:
    desk = taken_back({"suicidal_thoughts_now": "yes"})
    assert "An answer that was given in private may mean danger" in desk.shown()
    desk.press("leave-crisis")
    assert "An answer given in private needs the clinician now" in desk.shown()
    assert "suicidal_thoughts_now" not in desk.shown()


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
