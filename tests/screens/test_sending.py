"""A patient sends the answers to the desk, if the clinic offers it. The desk sees them after it checked who it is."""

from datetime import date
from pathlib import Path
from secrets import token_hex

import pytest

from forms import kept_from_desk, load_questionnaire, now
from forms.exchange import restore, write_attachment
from records import Identity, Limits, RecordsError, SentForm, SentForms, ToSend, UnreachableError
from screens.actions.incoming import check, erase_sent, put_into, take_in
from screens.actions.sending import send_to_desk
from screens.desk.in_danger import _draw as draw_in_danger_once
from screens.server import sent_by_browser
from screens.server.sent_by_browser import MOST, MOST_BROWSERS, WITHIN, may_send
from screens.visit.drafts import store_here
from screens.visit.sending import can_be_sent, sender_here
from screens.visit.walk import OPEN, REVIEW, SUMMARY, WORKLIST
from tests.screens.test_hand_over import deeds
from tests.support.sitting import Sitting

FORM, FORM_DAY = load_questionnaire(), date(2026, 11, 27)
REFERENCE = "482913"
PRIVATE = "psychosis"  # the answer is for the clinician alone


@pytest.fixture(autouse=True)
def takes_what_patients_send(empty_records: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clinic with records of its own, which are empty."""
    clinic(tmp_path, monkeypatch, "sending: {to_desk: on, erase_days: 10}\n")
    sent_by_browser._sent.clear()


def clinic(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    file = folder / f"{token_hex(4)}.yaml"  # a file is read once
    file.write_text(text, "utf-8")
    monkeypatch.setenv("SCREENING_CLINIC", str(file))


def waiting() -> list[SentForm]:
    return SentForms(store_here()).waiting()


def buttons(sitting: Sitting) -> set[str]:
    return {str(one.key) for one in sitting.app.button}


def at_summary(**answers: str) -> Sitting:
    """A patient at the summary, who said that they are an adult."""
    patient = Sitting()
    patient.turn_to("start")
    patient.choose("adult", "yes")
    for link_id, code in answers.items():
        patient.turn_to(FORM.item(link_id).section)
        patient.choose(link_id, code)
        if patient.visit.help.crisis is not None:
            patient.press("leave-crisis")
    return patient.turn_to(SUMMARY)


def say_who(patient: Sitting, name: str = "Ana Ruiz") -> None:
    patient.type("patient_name", name)
    for part, words in (("day", "31"), ("month", "3"), ("year", "1980")):
        patient.type("birth_date", words, part)


def sent_by(name: str = "Ana Ruiz", **answers: str) -> Sitting:
    patient = at_summary(**answers)
    patient.press("ask-to-send")
    say_who(patient, name)
    patient.press("send")
    return patient


def at_worklist() -> Sitting:
    return Sitting("desk", begins=False)


def say(desk: Sitting, said: str) -> None:
    """The desk types what the person says."""
    [field] = [one for one in desk.app.text_input if "-said-" in str(one.key)]
    field.set_value(said)
    desk.press("compare-said")


def checked(said: str = "31-3-1980") -> Sitting:
    """A desk that has checked the one form that waits."""
    desk = at_worklist()
    desk.press(f"check-{waiting()[0].sent_id}")
    say(desk, said)
    return desk


def posted(name: str = "Ana Ruiz", *, named: str | None = None, in_danger: bool = False, **entries: object) -> None:
    """Sends answers as a patient's page does, or as somebody could who has the public key."""
    who = {"patient_name": named or name, "birth_date": "1980-03-31"}
    response, _left_out = restore({**who, **entries}, FORM, FORM_DAY)
    post(write_attachment(response, FORM, {}).encode(), name, in_danger=in_danger)


def post(answers: bytes, name: str = "Ana Ruiz", *, in_danger: bool = False) -> None:
    who = Identity(name, date(1980, 3, 31))
    store_here().sender.send(ToSend(token_hex(16), REFERENCE, who, in_danger, answers), Limits(100, 100, 10))


def test_nothing_is_offered_where_the_clinic_does_not_take_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "you can send your answers" in Sitting().shown()
    clinic(tmp_path, monkeypatch, "country: US\n")
    assert "you can send your answers" not in Sitting().shown()
    patient = at_summary()
    assert "ask-to-send" not in buttons(patient)
    patient.visit.sending.asks = True
    send_to_desk(patient.visit)  # as if the page had sent it all the same
    assert waiting() == []


def test_the_desk_itself_sends_nothing() -> None:
    assert not can_be_sent(Sitting("desk").visit)


def test_nothing_is_sent_before_the_page_has_asked_and_somebody_agrees() -> None:
    patient = at_summary()
    send_to_desk(patient.visit)
    assert waiting() == []
    patient.press("ask-to-send")
    assert "It is no way to get help fast" in patient.shown()
    assert "deleted after 10 days" in patient.shown()
    patient.press("do-not-send")
    assert "send" not in buttons(patient)
    assert waiting() == []


def test_name_and_birthday_are_asked_for_first_if_they_are_missing() -> None:
    patient = at_summary()
    patient.press("ask-to-send")
    patient.press("send")
    assert "Not sent yet" in patient.shown()
    patient.type("patient_name", "Ana Ruiz")
    patient.type("birth_date", "31", "day")
    patient.press("send")
    assert "Not sent yet" in patient.shown()
    assert waiting() == []
    say_who(patient)
    patient.press("send")
    assert [line.identity for line in waiting()] == [Identity("Ana Ruiz", date(1980, 3, 31))]
    assert "Ana Ruiz" in patient.shown()  # her summary has what she typed here


def test_a_number_of_six_digits_is_shown_and_a_second_click_sends_nothing() -> None:
    patient = sent_by()
    [line] = waiting()
    reference = line.reference or ""
    assert f"{reference[:3]} {reference[3:]}" in patient.shown()
    assert {"send", "ask-to-send"}.isdisjoint(buttons(patient))
    for _click in range(2):
        patient.visit.sending.asks = True
        send_to_desk(patient.visit)
    assert len(SentForms(store_here()).all_ids()) == 1


def test_changed_answers_are_sent_again_under_the_same_number() -> None:
    patient = sent_by()
    [first] = waiting()
    patient.turn_to("start").choose("filled_by", "self")
    patient.turn_to(SUMMARY)
    assert "You have changed your answers since" in patient.shown()
    patient.press("ask-to-send")
    patient.press("send")
    [second] = waiting()
    assert (second.reference, second.sent_id == first.sent_id) == (first.reference, False)
    assert "You have changed your answers since" not in patient.shown()


def test_a_database_that_cannot_be_reached_loses_nothing_and_it_can_be_sent_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    patient = at_summary(psychosis="yes")
    patient.press("ask-to-send")
    say_who(patient)
    with monkeypatch.context() as broken:
        def unreachable() -> None:
            raise UnreachableError("switched off")

        broken.setattr("screens.visit.sending.sender_here", unreachable)
        patient.press("send")
    assert "We cannot reach your clinic just now" in patient.shown()
    assert patient.value(PRIVATE) == "yes"
    assert waiting() == []
    patient.press("send")
    assert len(waiting()) == 1


def test_a_full_list_is_said_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clinic(tmp_path, monkeypatch, "sending: {to_desk: on}\n")
    sent_by("First")
    clinic(tmp_path, monkeypatch, "sending: {to_desk: on, most: 1}\n")
    patient = sent_by("Second")
    store_here().sender._full_until = None
    assert "Your clinic cannot take more just now" in patient.shown()
    assert len(waiting()) == 1


def test_one_browser_sends_a_few_times_in_an_hour() -> None:
    at = now()
    assert [may_send("a", at) for _try in range(MOST + 2)] == [True] * MOST + [False] * 2
    assert may_send("b", at)
    assert may_send("a", at + WITHIN)
    for number in range(MOST_BROWSERS + 10):
        may_send(str(number), at)
    assert len(sent_by_browser._sent) == MOST_BROWSERS


def test_a_server_without_a_desk_uses_the_public_key_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = store_here().keyring.sending_key.as_text()
    clinic(tmp_path, monkeypatch, f"doors: [patient]\nsending: {{to_desk: on, key: {key}}}\n")
    monkeypatch.setattr("screens.visit.sending.store_here", None)
    sent_by()
    sender_here().close()
    assert len(waiting()) == 1


def test_the_list_has_the_name_and_nothing_that_the_person_is_to_say() -> None:
    posted(psychosis="yes")
    shown = at_worklist().shown()
    assert "Ana Ruiz" in shown
    assert "1980" not in shown
    assert REFERENCE not in shown.replace(" ", "")


def test_what_does_not_fit_shows_nothing_more() -> None:
    posted()
    desk = checked("30-3-1980")
    assert "neither the number nor the birthday" in desk.shown()
    assert "take-in" not in buttons(desk)
    take_in(desk.visit)  # as if the page had sent it all the same
    put_into(desk.visit, "a" * 32)
    assert desk.visit.position.step == WORKLIST
    assert len(waiting()) == 1
    assert store_here().worklist() == []


def test_whoever_tries_numbers_has_to_wait() -> None:
    posted()
    desk = checked("999999")
    for number in range(6):
        say(desk, f"99999{number}")
    assert "Wait one minute" in desk.shown()
    say(desk, "31-3-1980")
    assert "take-in" not in buttons(desk)


def test_a_checked_form_becomes_the_desks_with_private_answers_hidden() -> None:
    posted(psychosis={"value": "yes", "origin": "with_help"})
    desk = checked()
    assert "31 Mar 1980" in desk.shown()
    desk.press("take-in")
    assert desk.visit.position.step == REVIEW
    assert desk.visit.hidden == kept_from_desk(FORM)
    assert desk.value("patient_name") == "Ana Ruiz"
    assert desk.value(PRIVATE) is None
    given = desk.visit.all_answers.answer(PRIVATE)
    assert (given.value, given.origin) == ("yes", "with_help")
    assert waiting() == []
    assert deeds(desk) == ["began", "took in what was sent"]
    desk.turn_to(SUMMARY)
    assert "show-private" in buttons(desk)
    desk.turn_to("start")
    desk.type("record_number", "MR-1")
    [kept] = store_here().find("mr-1")
    assert kept.identity == Identity("Ana Ruiz", date(1980, 3, 31), "MR-1")


def test_the_number_fits_as_well_and_two_desks_take_it_in_once() -> None:
    posted()
    first, second = checked(REFERENCE), checked(" 482 913 ")
    first.press("take-in")
    second.press("take-in")
    assert "This does not wait any more" in second.shown()
    assert len(store_here().worklist()) == 1


def test_what_is_not_our_patients_is_erased_after_a_question() -> None:
    posted()
    desk = at_worklist()
    desk.press(f"check-{waiting()[0].sent_id}")
    erase_sent(desk.visit)
    assert len(waiting()) == 1
    desk.press("not-ours")
    desk.press("erase-sent")
    assert waiting() == []
    assert "not checked yet" not in desk.shown()


def test_danger_is_shown_to_every_desk_at_once_with_a_name_and_without_the_answer() -> None:
    posted(suicidal_thoughts_now="yes", in_danger=True)
    shown = at_worklist().shown()
    assert "Ana Ruiz, born 31 Mar 1980: sent from the patient’s own page" in shown
    assert "suicidal" not in shown.lower()
    desk = checked()
    desk.press("take-in")
    assert desk.visit.help.crisis is not None
    assert "An answer that was given in private may mean danger." in desk.shown()
    assert "Ana Ruiz born 31 Mar 1980" in at_worklist().shown()


def test_the_open_list_shows_what_is_sent_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = at_worklist()
    drawn_again: list[bool] = []
    monkeypatch.setattr("screens.desk.worklist.st.rerun", lambda: drawn_again.append(True))
    draw_in_danger_once(desk.visit)
    assert drawn_again == []
    posted()
    draw_in_danger_once(desk.visit)
    draw_in_danger_once(desk.visit)
    assert drawn_again == [True]


def of_the_desk(**answers: str) -> str:
    """A form of Ana Ruiz that the desk has begun. Returns its id."""
    desk = Sitting("desk")
    desk.choose("adult", "yes")
    say_who(desk)
    for link_id, code in answers.items():
        desk.turn_to(FORM.item(link_id).section).choose(link_id, code)
    desk.press("to-worklist")
    return store_here().worklist()[0].draft_id


def test_a_form_of_the_same_person_is_named_and_nothing_goes_into_it_by_itself() -> None:
    draft_id = of_the_desk()
    posted(psychosis="yes")
    desk = checked()
    assert "This person has a form here already" in desk.shown()
    desk.press("take-in")
    assert len(store_here().worklist()) == 2
    content = store_here().look_at(draft_id).content
    assert content is not None
    assert PRIVATE not in content.answers


def test_staff_put_what_was_sent_into_the_form_of_the_same_person_as_they_do_with_a_file() -> None:
    draft_id = of_the_desk()
    posted(psychosis="yes")
    desk = checked()
    desk.press(f"into-{draft_id}")
    assert desk.visit.position.step == OPEN
    assert len(waiting()) == 1  # until somebody has decided
    assert "new_visit" not in buttons(desk)
    assert "psychosis" not in desk.shown().lower()
    desk.press("same_visit")
    assert desk.visit.position.step == REVIEW
    assert desk.visit.all_answers.answer(PRIVATE).value == "yes"
    assert desk.value(PRIVATE) is None
    assert waiting() == []
    assert [line.draft_id for line in store_here().worklist()] == [draft_id]
    assert deeds(desk)[-1] == "took in what was sent"


def test_whoever_leaves_before_deciding_changes_neither() -> None:
    draft_id = of_the_desk()
    posted(psychosis="yes")
    desk = checked()
    desk.press(f"into-{draft_id}")
    desk.press("leave-open")
    assert (desk.visit.response.answers.get(PRIVATE), len(waiting())) == (None, 1)
    assert desk.visit.hidden == frozenset()


def test_two_sets_of_private_answers_are_never_mixed() -> None:
    draft_ids = [of_the_desk(psychosis="yes")]
    posted(psychosis="yes")
    checked().press("take-in")
    draft_ids.append(store_here().worklist()[0].draft_id)
    posted(psychosis="no")
    desk = checked()
    assert "This person has a form here already" in desk.shown()
    assert not any(key.startswith("into-") for key in buttons(desk))
    for draft_id in draft_ids:
        put_into(desk.visit, draft_id)  # as if the page had sent it all the same
        assert desk.visit.handed_in.opened is None
    assert len(waiting()) == 1


def test_names_of_strangers_are_shown_as_text() -> None:
    posted("<img src=x> [a](b) {{c}}")
    shown = at_worklist().shown()
    assert "<img src=x>" not in shown
    assert "&lt;img src=x&gt; [a](b) {{c}}" in shown


def test_what_a_patient_cannot_have_answered_is_not_taken() -> None:
    posted("Ana Ruiz", record_number={"value": "MR-7"}, measured_systolic={"value": "120"},
           chart_conditions={"value": ["none"]}, psychosis={"value": "no", "origin": "measured"})
    desk = checked(REFERENCE)
    desk.press("take-in")
    given = desk.visit.response.answers
    assert given.keys() == {"patient_name", "birth_date", PRIVATE}
    assert given[PRIVATE].origin == "self"


def test_answers_that_name_somebody_else_than_the_list_are_refused() -> None:
    posted("Ana Ruiz", named="Bob Brown")
    desk = checked(REFERENCE)
    desk.press("take-in")
    assert "The answers cannot be read" in desk.shown()
    assert (len(waiting()), store_here().worklist()) == (1, [])


def test_bytes_that_are_no_answers_are_refused() -> None:
    post(b'{"a":' * 10_000)
    desk = checked(REFERENCE)
    desk.press("take-in")
    assert "The answers cannot be read" in desk.shown()
    desk.press("not-ours")
    desk.press("erase-sent")
    assert waiting() == []


def test_a_file_of_another_kind_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    post(b"%PDF-1.7")
    monkeypatch.setattr("screens.actions.incoming.reading_worker", None)
    desk = checked()
    desk.press("take-in")
    assert "The answers cannot be read" in desk.shown()


def test_without_the_records_the_list_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    posted()
    desk = at_worklist()
    desk.press(f"check-{waiting()[0].sent_id}")

    def broken(*_given: object) -> None:
        raise RecordsError("not now")

    with monkeypatch.context() as without:
        without.setattr("screens.actions.incoming.SentForms.check", broken)
        check(desk.visit, "none")
    assert desk.visit.worklist.refused == "not now"
    assert len(waiting()) == 1
