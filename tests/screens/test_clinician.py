"""What the clinician has beside the summary: notes of the discussion, and earlier forms of the same person."""

from dataclasses import replace
from datetime import date

import pytest

from forms import Copy
from records import Holder, Identity
from records.search import is_same_person
from screens.actions.clinician import add_note, compare_with
from screens.pages.copies import summary_for
from screens.visit.doors import DESK
from screens.visit.drafts import open_kept_visit, store_here
from screens.visit.staff import Staff
from screens.visit.walk import SUMMARY, WORKLIST
from templates import summary_html
from tests.support.sitting import Sitting

BORN = date(1980, 3, 4)
KIM = Staff("s", "kim", "Kim", frozenset({"clinician"}))
INES = Staff("s", "ines", "Ines", frozenset({"desk"}))


def form(name: str, number: str, **answers: str) -> Sitting:
    """A form at the desk, at its summary."""
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    desk.type("patient_name", name)
    desk.type("record_number", number)
    for link_id, code in answers.items():
        desk.turn_to(desk.visit.questionnaire.item(link_id).section).choose(link_id, code)
    return desk.turn_to(SUMMARY)


def draft_id(desk: Sitting) -> str:
    saving = desk.visit.saving
    assert saving is not None
    assert saving.draft is not None
    return saving.draft.draft_id


def offered(desk: Sitting) -> list[str]:
    """The forms that it can be compared with."""
    return [str(one.key).removeprefix("compare-") for one in desk.app.button if str(one.key).startswith("compare-")]


def note(desk: Sitting, text: str) -> None:
    desk.app.text_area(key=f"desk-{desk.visit.edition}-note").set_value(text).run()
    desk.press("add-note")


def test_a_note_is_kept_with_the_form_and_shown_as_text() -> None:
    desk = form("Note Worthy", "N-1")
    note(desk, "Asked about <b>sleep</b>; agreed to call on Monday.")
    note(desk, "  ")
    assert desk.app.text_area(key=f"desk-{desk.visit.edition}-note").value in ("", "  ")
    again = open_kept_visit(DESK, Holder("b", "B"), draft_id(desk), take_over=True)
    assert [one.text for one in again.notes] == ["Asked about <b>sleep</b>; agreed to call on Monday."]
    assert "&lt;b&gt;sleep&lt;/b&gt;" in desk.shown()


def test_a_note_stays_when_the_desk_goes_on_with_the_form() -> None:
    desk = form("Note Kept", "N-2")
    note(desk, "First talk.")
    desk.turn_to("start").type("patient_name", "Note Kept Too")
    again = open_kept_visit(DESK, Holder("b", "B"), draft_id(desk), take_over=True)
    assert [one.text for one in again.notes] == ["First talk."]


def test_notes_of_two_clinicians_of_one_name_can_be_told_apart() -> None:
    desk = form("Note Twice", "N-3")
    for person in ("kim", "other-kim"):
        desk.visit.staff = replace(KIM, person=person)
        desk.visit.add_note("Talked.")
    again = open_kept_visit(DESK, Holder("b", "B"), draft_id(desk), take_over=True)
    assert [(one.who, one.person) for one in again.notes] == [("Kim", "kim"), ("Kim", "other-kim")]


def test_notes_are_the_clinicians_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = form("Note Secret", "N-3")
    note(desk, "Unmistakable words.")
    monkeypatch.setattr("screens.visit.session.staff_here", lambda **_how: INES)
    desk.turn_to(SUMMARY)
    assert "Unmistakable" not in desk.shown()
    assert "add-note" not in {one.key for one in desk.app.button}
    compare_with(desk.visit, draft_id(desk))
    add_note(desk.visit, "any")
    assert desk.visit.printing.compared is None
    assert len(desk.visit.notes) == 1


@pytest.mark.parametrize(("staff", "prints_first"), [(INES, True), (KIM, False)])
def test_a_clinician_has_the_summary_before_what_is_to_print(
    monkeypatch: pytest.MonkeyPatch, staff: Staff, prints_first: bool,
) -> None:
    desk = form("Sue Mary", "N-5")
    monkeypatch.setattr("screens.visit.session.staff_here", lambda **_how: staff)
    shown = desk.turn_to(SUMMARY).shown()
    assert (shown.index("kept in the records") < shown.index("A list to talk over")) is prints_first


@pytest.mark.parametrize("copy", ["clinician", "desk", "patient"])
def test_no_print_has_a_note(copy: Copy) -> None:
    desk = form("Note Unprinted", "N-4")
    note(desk, "Unmistakable words.")
    assert "Unmistakable" not in summary_html(summary_for(desk.visit, copy))


def test_the_summary_marks_what_changed_since_a_form_that_the_clinician_chooses() -> None:
    earlier = form("Cara Change", "C-77", pregnant="no")
    now = form("Cara Change", "c 77", pregnant="yes")
    other = form("Cara Change", "C-78")
    assert offered(now) == [draft_id(earlier)]
    assert offered(other) == []
    before = now.shown()
    now.press(f"compare-{draft_id(earlier)}")
    assert now.visit.printing.compared is not None
    assert "Since last time" in now.shown()
    now.press("compare-no-more")
    assert now.visit.printing.compared is None
    assert "Since last time" not in before
    with store_here().reading() as session:
        deeds = session.connection().exec_driver_sql("SELECT what FROM audit WHERE draft_id = ?", (draft_id(earlier),))
        assert ("compared",) in [tuple(row) for row in deeds]


def test_a_record_number_of_somebody_else_is_told_at_once() -> None:
    form("Grace Okafor", "10425")
    assert "has the same record number" not in form("Okafor, Grace", "10425").shown()
    shown = form("Walter <b>Grant", "10425").shown()
    assert "The form of Grace Okafor" in shown
    assert "has the same record number" in shown


def test_a_form_that_waits_opens_at_its_summary() -> None:
    desk = form("Wanda Waits", "W-1")
    desk.press("to-waiting")
    desk.press("to-worklist")
    assert desk.visit.position.step == WORKLIST
    opened = next(key for one in desk.app.button if (key := str(one.key)).startswith("open-"))
    desk.press(opened)
    assert desk.visit.position.step == SUMMARY


@pytest.mark.parametrize(("one", "other", "same"), [
    (Identity("Ana Ruiz", None, "A-1"), Identity("Somebody Else", None, "a1"), True),
    (Identity("Ana Ruiz", None, "A-1"), Identity("Ana Ruiz", None, "A-2"), False),
    (Identity("Ana Ruiz", None, None), Identity("Ana Ruiz", None, None), False),
    (Identity(None, None, None), Identity(None, None, None), False),
    (Identity("Brown, Bob", BORN, None), Identity("Bob Brown", BORN, "B-1"), True),
    (Identity("James Thomas", BORN, None), Identity("Thomas James", BORN, None), False),
])
def test_who_counts_as_the_same_person(one: Identity, other: Identity, same: bool) -> None:
    assert is_same_person(one, other) is same
    assert is_same_person(other, one) is same
